import { expect } from "chai";
import { refusals, refuse, troubles } from "../../support/wallet/ways.ts";
import { atCheckout, type Buyer, openCheckout, pay } from "../support/checkout.ts";
import { ordersOf, until } from "../support/truth.ts";
import { atRest } from "../support/visitor.ts";

/** What an error says when nobody has thought about it. */
const shrug = /reload the page/i;

describe("a wallet that sends nothing", () => {
  let buyer: Buyer;

  before(async () => {
    buyer = await openCheckout("lamp");
  });
  after(() => buyer?.close());

  /** Presses Pay, and answers with all that the page says of what came of it. */
  async function tries(trouble: Parameters<typeof refuse>[0]): Promise<string> {
    const { wallet, page, press, reads } = buyer;
    const asked = wallet.asked.length;
    wallet.next("eth_sendTransaction", refuse(trouble));
    await press(pay);
    await until("the wallet was asked", async () => wallet.asked.slice(asked).includes("eth_sendTransaction"));
    await atRest(page);
    expect(page.url()).to.contain("/checkout/");
    expect(await ordersOf(buyer.who.address)).to.deep.equal([]);
    return reads();
  }

  context("because its person says no", () => {
    for (const [dress, trouble] of Object.entries(refusals)) {
      it(`is no failure when it comes as ${dress}`, async () => {
        const words = await tries(trouble);
        expect(words).to.match(/nothing was sent/i);
        expect(words).not.to.match(shrug);
        expect(await buyer.page.getByRole("alert").locator("visible=true").count()).to.equal(0);
      });
    }
  });

  for (const [name, trouble] of Object.entries(troubles)) {
    context(`because of ${name}`, () => {
      it("says so in words of its own, and keeps a way on", async () => {
        const words = await tries(trouble);
        expect(words).not.to.match(shrug);
        expect(words, "blames the person").not.to.match(/no problem/i);
        await buyer.page
          .getByRole("button", { name: /^(Pay .*into escrow|Connect|Switch|Look)/ })
          .first()
          .waitFor();
        if (name === "an error of its own") {
          expect(await buyer.page.locator("main").textContent()).to.contain(trouble.message);
        }
      });
    });
  }

  context("and is asked again after all of that", () => {
    it("pays once", async () => {
      await buyer.press(pay);
      await buyer.page.waitForURL(/\/order\/0x/);
      await buyer.sees(/Waiting for the seller/);
      expect(await ordersOf(buyer.who.address)).to.have.length(1);
    });
  });
});

describe("an allowance that was given, and a payment that was refused", () => {
  it("are told apart, and the next press asks once", () =>
    atCheckout("chair", async ({ who, wallet, page, press, reads }) => {
      const sendings = () => wallet.asked.filter((method) => method === "eth_sendTransaction").length;
      wallet.next("eth_sendTransaction", ({ agree }) => agree());
      wallet.next("eth_sendTransaction", refuse());
      await press(pay);
      await until("the allowance and the no", async () => sendings() === 2);
      await atRest(page);
      const words = await reads();
      expect(words).to.match(/allow/i);
      expect(words).not.to.match(/nothing was sent/i);
      expect(words).not.to.match(/asks twice/i);
      await press(pay);
      await page.waitForURL(/\/order\/0x/);
      expect(sendings()).to.equal(3);
      expect(await ordersOf(who.address)).to.have.length(1);
    }));
});
