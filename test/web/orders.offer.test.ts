import { expect } from "chai";
import { hashTypedData, recoverTypedDataAddress } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { NATIVE, type Order, plainOrder, plainTerms } from "../../protocol/ids.ts";
import { settlementTypedData } from "../../protocol/settlement.ts";
import type { Situation } from "../../web/src/features/orders/life.ts";
import {
  canSettle,
  mostToSeller,
  type SignedSettlement,
  partOf,
  problemOf,
  readSettlement,
  writeSettlement,
} from "../../web/src/features/orders/settlements/settlement.ts";

const orderId = `0x${"ab".repeat(32)}` as const;
const otherId = `0x${"cd".repeat(32)}` as const;
const signer = privateKeyToAccount(`0x${"01".repeat(32)}`);
const now = 1_796_126_400;

const settlement = { orderId, sellerAmount: 60_000_000n, nonce: 2n ** 63n + 7n, deadline: now + 600 };
const typed = settlementTypedData(31_337, signer.address, settlement);
const signature = await signer.signTypedData(typed);
const offer: SignedSettlement = { settlement, signature };

const order: Order = {
  ...plainOrder,
  terms: {
    ...plainTerms,
    seller: signer.address,
    token: NATIVE,
    price: 100_000_000n,
    deposit: 25_000_000n,
    stock: 1,
    expiry: 0,
    fulfilWindow: 60,
    inspectWindow: 60,
    rulingWindow: 60,
    sellerFeeBps: 200,
    buyerFeeBps: 0,
    referralBps: 0,
    kind: 3,
    arbitrator: NATIVE,
    courtId: 0,
    metadata: orderId,
    epoch: 0,
  },
  buyer: NATIVE,
  quantity: 2,
  referrer: NATIVE,
  nonce: 1n,
};
const situation: Situation = {
  order,
  status: "funded",
  outcome: "none",
  deadline: now + 60,
  held: 200_000_000n,
  dispute: { phase: "none", openedByBuyer: false, ruling: "split", pot: 0n },
  now,
  side: "buyer",
};

describe("settlement offers", () => {
  it("survive being written and read, to the signature", async () => {
    const read = readSettlement(orderId, writeSettlement(offer));
    expect(read).to.deep.equal(offer);
    const again = settlementTypedData(31_337, signer.address, read?.settlement ?? settlement);
    expect(hashTypedData(again)).to.equal(hashTypedData(typed));
    expect(await recoverTypedDataAddress({ ...again, signature: read?.signature ?? "0x" })).to.equal(signer.address);
  });

  it("are found in a link and in the middle of a message", () => {
    const link = `https://handsel.example/order/${orderId}?offer=${writeSettlement(offer)}`;
    expect(readSettlement(orderId, link)).to.deep.equal(offer);
    expect(readSettlement(orderId, `Hello, how about this? ${link} Best, Ada`)).to.deep.equal(offer);
  });

  it("about another order are none about this one", () => {
    expect(
      readSettlement(orderId, `https://handsel.example/order/${otherId}?offer=${writeSettlement(offer)}`),
    ).to.equal(null);
  });

  it("are none when they are cut short or made up", () => {
    const text = writeSettlement(offer);
    const [amount, nonce, deadline, signed] = text.split("-");
    for (const broken of [
      "",
      "hello",
      text.slice(0, 20),
      text.slice(0, -1),
      [amount, nonce, signed].join("-"),
      [amount, nonce, 2 ** 41, signed].join("-"),
      [2n ** 256n, nonce, deadline, signed].join("-"),
    ]) {
      expect(readSettlement(orderId, broken), broken).to.equal(null);
    }
  });

  it("hold until their last second, and while no more has been paid out than was agreed", () => {
    expect(problemOf(offer, { ...situation, now: now + 600 })).to.equal(null);
    expect(problemOf(offer, { ...situation, now: now + 601 })).to.equal("expired");
    expect(mostToSeller(situation)).to.equal(250_000_000n);
    expect(problemOf(offer, { ...situation, held: 140_000_000n })).to.equal(null);
    expect(problemOf(offer, { ...situation, held: 139_999_999n })).to.equal("tooMuch");
  });

  it("can be accepted until the ruling is in", () => {
    const disputed: Situation = {
      ...situation,
      status: "disputed",
      dispute: { ...situation.dispute, phase: "raised" },
    };
    expect(canSettle({ ...situation, status: "shipped" })).to.equal(true);
    expect(canSettle(disputed)).to.equal(true);
    expect(canSettle({ ...disputed, dispute: { ...disputed.dispute, phase: "ruled" } })).to.equal(false);
    expect(problemOf(offer, { ...situation, status: "completed" })).to.equal("over");
  });

  it("divide exactly at the ends", () => {
    expect(partOf(250_000_001n, 0)).to.equal(0n);
    expect(partOf(250_000_001n, 1_000)).to.equal(250_000_001n);
    expect(partOf(250_000_001n, 500)).to.equal(125_000_000n);
  });
});
