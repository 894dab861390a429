import { expect } from "chai";
import { refusals, refuse, troubles } from "../../support/wallet/ways.ts";
import { atCheckout, pay } from "../support/checkout.ts";
import { ordersOf, until } from "../support/truth.ts";

/** What an error says when nobody has thought about it. */
const shrug = /reload the page/i;

describe("a wallet that sends nothing", () => {
  context("because its person says no", () => {
    it("is understood in every dress of a no, and paying works afterwards", () =>
      atCheckout("lamp", async ({ who, wallet, page, press, heard, reads, sees }) => {
        for (const [dress, trouble] of Object.entries(refusals)) {
          wallet.next("eth_sendTransaction", refuse(trouble));
          const before = heard.length;
          await press(pay);
          await until(`an answer to ${dress}`, async () => heard.slice(before).join().includes("othing was sent"));
          expect(await page.getByRole("alert").locator("visible=true").count(), dress).to.equal(0);
          expect(await reads(), dress).not.to.match(shrug);
        }
        expect(await ordersOf(who.address)).to.deep.equal([]);
        await press(pay);
        await page.waitForURL(/\/order\/0x/);
        await sees(/Waiting for the seller/);
        expect(await ordersOf(who.address)).to.have.length(1);
      }));
  });

  for (const [name, trouble] of Object.entries(troubles)) {
    context(`because of ${name}`, () => {
      it("says so in words of its own, and keeps the way to pay", () =>
        atCheckout("lamp", async ({ who, wallet, page, press, heard, reads }) => {
          wallet.next("eth_sendTransaction", refuse(trouble));
          const before = heard.length;
          await press(pay);
          await until("an answer", async () => heard.length > before + 0 && /wallet/i.test(heard.slice(before).join()));
          expect(await ordersOf(who.address)).to.deep.equal([]);
          expect(await reads()).not.to.match(shrug);
          expect(page.url()).to.contain("/checkout/");
          const unknown = trouble.code === troubles["an error of its own"].code;
          if (unknown) expect(await page.locator("main").textContent()).to.contain(trouble.message);
          await page.getByRole("button", { name: /^(Pay .*into escrow|Connect|Switch|Look|Try)/ }).first().waitFor();
        }));
    });
  }

  context("when paid in a token, after the allowance was given", () => {
    it("says that the allowance stands and nothing was paid, and asks once the next time", () =>
      atCheckout("chair", async ({ who, wallet, page, press, heard, reads }) => {
        await press(pay);
        wallet.next("eth_sendTransaction", async ({ agree }) => agree());
        wallet.next("eth_sendTransaction", refuse());
        await until("the allowance and the no", async () => wallet.asked.filter(isSending).length === 2);
        await until("an answer", async () => /allow/i.test(heard.join()));
        expect(await reads()).not.to.match(/nothing was sent/i);
        expect(await reads()).not.to.match(/asks twice/i);
        await press(pay);
        await page.waitForURL(/\/order\/0x/);
        expect(wallet.asked.filter(isSending)).to.have.length(3);
        expect(await ordersOf(who.address)).to.have.length(1);
      }));
  });
});

const isSending = (method: string) => method === "eth_sendTransaction";
