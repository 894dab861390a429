import { expect } from "chai";
import type { Address, Hex } from "viem";
import { arbitrationCourtAbi, escrowAbi, reputationAbi } from "#protocol/generated/abi.ts";
import { deployments } from "#protocol/generated/deployments.ts";
import { answer, replace, signAnew } from "../../support/wallet/ways.ts";
import { residentKey } from "../../support/wallet/residents.ts";
import { dealOf } from "../support/deals.ts";
import { market } from "../support/market.ts";
import { someone } from "../support/people.ts";
import { seeded } from "../support/sights.ts";
import { until } from "../support/truth.ts";
import { asVisitor, atRest, type Holder, openHolder, pressable } from "../support/visitor.ts";

const { contracts, startBlock } = deployments[31337];

/** What is no signature, and what some wallets answer all the same. */
const noSignatures = { nothing: "0x", "too little": `0x${"11".repeat(20)}`, "no text at all": null } as const;

async function commitments(arbitrator: Address): Promise<number> {
  const logs = await market().books.chain.getContractEvents({
    address: contracts.ArbitrationCourt,
    abi: arbitrationCourtAbi,
    eventName: "Committed",
    args: { arbitrator },
    fromBlock: BigInt(startBlock),
  });
  return logs.length;
}

/** A seat of the seeded market that has not voted yet. */
async function seat(): Promise<{ order: Hex; arbitrator: Address }> {
  for (const { id, dispute } of (await seeded()).orders) {
    if (dispute?.case?.phase !== "commit") continue;
    const drawn = dispute.case.seats.find(({ status }) => status === "drawn");
    if (drawn) return { order: id, arbitrator: drawn.arbitrator.id };
  }
  throw new Error("Every seat of this market has voted: take a new one.");
}

describe("a vote under seal", () => {
  let holder: Holder;
  let before: number;
  const cast = "Cast the vote under seal";
  const reasons = "The lamp in the picture is another lamp.";

  beforeEach(async () => {
    const { order, arbitrator } = await seat();
    before = await commitments(arbitrator);
    holder = await openHolder(someone(residentKey(arbitrator)));
    await holder.goto(`/dispute/${order}`);
    await holder.page.getByRole("radio", { name: /for the buyer/i }).check();
    await holder.page.getByRole("textbox", { name: "Your reasons" }).fill(reasons);
  });
  afterEach(() => holder?.close());

  for (const [name, value] of Object.entries(noSignatures)) {
    it(`is not made of an answer that is ${name}`, async () => {
      const { wallet, page, press } = holder;
      wallet.next("eth_signTypedData_v4", answer(value));
      wallet.next("personal_sign", answer(value));
      await press(cast);
      await page.getByRole("alert").locator("visible=true").first().waitFor();
      expect(wallet.asked).not.to.include("eth_sendTransaction");
      expect(await commitments(wallet.address)).to.equal(before);
    });
  }

  it("that is cancelled in the wallet is not called cast, and what was written stays", async () => {
    const { wallet, page, press, line } = holder;
    wallet.next("eth_sendTransaction", replace(line, "cancelled"));
    await press(cast);
    await until("the cancelling is on the chain", async () => wallet.sent.length === 1);
    const again = page.getByRole("button", { name: cast }).and(page.locator(pressable));
    await until("the button is back", async () => (await again.count()) > 0, 40_000);
    expect(await commitments(wallet.address)).to.equal(before);
    expect(await page.getByRole("textbox", { name: "Your reasons" }).inputValue()).to.equal(reasons);
  });

  it("by a wallet that signs otherwise each time is kept on this device, which is said", async () => {
    const { wallet, page, press, reads } = holder;
    wallet.always("eth_signTypedData_v4", signAnew);
    wallet.always("personal_sign", signAnew);
    await press(cast);
    await until("the vote is on the chain", async () => (await commitments(wallet.address)) === before + 1);
    await atRest(page);
    await until("it is said", async () => /only this device|on this device/i.test(await reads()));
  });
});

describe("a review under seal", () => {
  it("is not made of an answer that is no signature", async () => {
    const deal = await dealOf("shipped");
    const escrow = { address: contracts.Escrow, abi: escrowAbi };
    await market().books.send(deal.buyer.address, { ...escrow, functionName: "confirm", args: [deal.order] });
    await asVisitor(openHolder(deal.buyer), async ({ goto, page, press, wallet }) => {
      await goto(`/order/${deal.id}`);
      await page.getByRole("radio", { name: /^5/ }).check({ force: true });
      await page.getByRole("textbox", { name: "In your own words" }).fill("As promised.");
      wallet.next("eth_signTypedData_v4", answer("0x"));
      wallet.next("personal_sign", answer("0x"));
      await press("Seal the review");
      await page.getByRole("alert").locator("visible=true").first().waitFor();
      expect(wallet.asked).not.to.include("eth_sendTransaction");
      const sealed = await market().books.chain.getContractEvents({
        address: contracts.Reputation,
        abi: reputationAbi,
        eventName: "Sealed",
        fromBlock: BigInt(startBlock),
        args: { orderId: deal.id },
      });
      expect(sealed).to.deep.equal([]);
    });
  });
});
