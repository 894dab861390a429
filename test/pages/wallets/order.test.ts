import { expect } from "chai";
import type { Status } from "#protocol/enums.ts";
import { refuse, replace, sendThen, unknownHash } from "../../support/wallet/ways.ts";
import { type Deal, dealOf, stageOf } from "../support/deals.ts";
import { denials, expectNoDenial, until } from "../support/truth.ts";
import { asVisitor, atRest, type Holder, openHolder, pressable } from "../support/visitor.ts";

type Step = {
  by: "buyer" | "seller";
  from: "funded" | "shipped";
  to: Status;
  path?: (deal: Deal) => string;
  button: RegExp;
  /** Under which fold the button is, if under one. */
  fold?: RegExp;
  /** What nobody may read before it is so. */
  done: RegExp;
};

/** What one side does to an order with one press. */
const steps: Record<string, Step> = {
  "says that it is sent": {
    by: "seller",
    from: "funded",
    to: "shipped",
    button: /^I have sent it/,
    done: /waiting for the buyer/i,
  },
  "says that all is well": {
    by: "buyer",
    from: "shipped",
    to: "completed",
    button: /^It is here and all is well/,
    done: /\bfinished\b/i,
  },
  "sends the money back": {
    by: "seller",
    from: "funded",
    to: "refunded",
    button: /^Send .* back to the buyer/,
    fold: /^Give the money back/,
    done: /went back|was refunded|has been sent back/i,
  },
  "opens a dispute": {
    by: "buyer",
    from: "shipped",
    to: "disputed",
    path: ({ id }) => `/dispute/${id}`,
    button: /^Pay .* and open a dispute/,
    done: /has (three|3) days|is open|to answer/i,
  },
};

async function findButton({ page }: Holder, { button, fold }: Step): Promise<void> {
  const found = page.getByRole("button", { name: button }).locator("visible=true").first();
  if (fold) {
    await page.getByRole("heading", { level: 1 }).waitFor();
    const doors = page.locator("summary, button[aria-expanded=false]").filter({ hasText: fold });
    await until("the fold or its button", async () => (await doors.count()) > 0 || (await found.count()) > 0);
    if ((await found.count()) === 0) await doors.first().click();
  }
  await found.waitFor();
}

async function openStep(step: Step): Promise<{ deal: Deal; holder: Holder }> {
  const deal = await dealOf(step.from);
  const holder = await openHolder(deal[step.by]);
  await holder.goto(step.path?.(deal) ?? `/order/${deal.id}`);
  await findButton(holder, step);
  return { deal, holder };
}

function at<Result>(step: Step, act: (holder: Holder, deal: Deal) => Promise<Result>): Promise<Result> {
  const opening = openStep(step).then(({ deal, holder }) => Object.assign(holder, { deal }));
  return asVisitor(opening, (holder) => act(holder, holder.deal));
}

for (const [name, step] of Object.entries(steps)) {
  describe(`whoever ${name}`, () => {
    it("and says no in the wallet has done nothing, and can do it then", () =>
      at(step, async (holder, deal) => {
        const { wallet, page, press, sees, reads } = holder;
        wallet.next("eth_sendTransaction", refuse());
        await press(step.button);
        await sees(/nothing was sent/i);
        expect(await stageOf(deal)).to.equal(step.from);
        await press(step.button);
        await until("it is so on the chain", async () => (await stageOf(deal)) === step.to);
        await atRest(page);
        await until("it is so on the page", async () => step.done.test(await reads()));
      }));

    it("with a wallet that sends and answers with an error is told what is so, once it is", () =>
      at(step, async (holder, deal) => {
        const { wallet, press, reads } = holder;
        wallet.next("eth_sendTransaction", sendThen());
        await press(step.button);
        await until("it is so on the chain", async () => (await stageOf(deal)) === step.to);
        await expectNoDenial(holder);
        await until("it is so on the page", async () => step.done.test(await reads()), 40_000);
        expect(holder.heard.filter((words) => denials.test(words))).to.deep.equal([]);
        expect(wallet.sent).to.have.length(1);
      }));

    it("and cancels in the wallet is not told that it is done", () =>
      at(step, async (holder, deal) => {
        const { wallet, page, press, reads } = holder;
        wallet.next("eth_sendTransaction", replace(holder.line, "cancelled"));
        await press(step.button);
        await until("the cancelling is on the chain", async () => wallet.sent.length === 1);
        const again = page.getByRole("button", { name: step.button }).and(page.locator(pressable));
        await until("the button is back", async () => (await again.count()) > 0, 40_000);
        expect(await stageOf(deal)).to.equal(step.from);
        expect(await reads()).not.to.match(step.done);
      }));
  });
}

describe("whoever closes all listings", () => {
  const opening = async () => {
    const deal = await dealOf("funded");
    const holder = await openHolder(deal.seller);
    await holder.goto(`/profile/${deal.seller.address}`);
    return holder;
  };
  const untrue = /all your listings are closed/i;

  it("and cancels in the wallet is not told that they are closed", () =>
    asVisitor(opening(), async (holder) => {
      const { wallet, press, page, heard, line } = holder;
      wallet.next("eth_sendTransaction", replace(line, "cancelled"));
      await press("Close all listings");
      await press("Close all of them");
      await until("the cancelling is on the chain", async () => wallet.sent.length === 1);
      await page.waitForTimeout(3_000);
      expect(await holder.reads()).not.to.match(untrue);
      expect(heard.filter((words) => untrue.test(words))).to.deep.equal([]);
    }));

  it("with a wallet that names an unknown transaction is not told so either", () =>
    asVisitor(opening(), async (holder) => {
      const { wallet, press, page, heard } = holder;
      wallet.next("eth_sendTransaction", unknownHash);
      await press("Close all listings");
      await press("Close all of them");
      await until("the wallet was asked", async () => wallet.asked.includes("eth_sendTransaction"));
      await page.waitForTimeout(3_000);
      expect(heard.filter((words) => untrue.test(words))).to.deep.equal([]);
    }));
});

describe("whoever asks for the same step in two tabs", () => {
  it("sends the money back once", async () => {
    const step = steps["sends the money back"]!;
    await at(step, async (holder, deal) => {
      const second = await holder.context.newPage();
      await second.goto(`/order/${deal.id}`);
      await findButton({ ...holder, page: second }, step);
      const press = (page: typeof second) => page.getByRole("button", { name: step.button }).first().click();
      await Promise.all([press(holder.page), press(second).catch(() => undefined)]);
      await until("it is so on the chain", async () => (await stageOf(deal)) === step.to);
      await holder.wallet.rest();
      expect(holder.wallet.sent).to.have.length(1);
      await expectNoDenial(holder);
    });
  });
});
