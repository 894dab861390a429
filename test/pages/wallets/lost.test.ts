import { expect } from "chai";
import type { Hex } from "viem";
import {
  answer,
  changeAccount,
  changeChain,
  hang,
  late,
  noHash,
  refuse,
  replace,
  sendInSilence,
  sendThen,
  sendWithoutHash,
  timedOut,
  troubles,
  unknownHash,
  type Way,
} from "../../support/wallet/ways.ts";
import { atCheckout, type Buyer, openShop, pay } from "../support/checkout.ts";
import { newcomer } from "../support/people.ts";
import { expectNoDenial, ordersOf, until } from "../support/truth.ts";
import { pressable, pressIn } from "../support/visitor.ts";

/** The way to an order: its own page, or a link to it. */
async function findsOrder({ page, who }: Buyer): Promise<Hex> {
  await until("an order on the chain", async () => (await ordersOf(who.address)).length > 0);
  const [order] = await ordersOf(who.address);
  const link = page.locator(`a[href*="${order}"]`).first();
  await until("the page knows its order", async () => page.url().includes(order!) || (await link.isVisible()), 30_000);
  return order!;
}

/** As an impatient person would: whatever the page offers is pressed again. */
async function pressesAgain({ page, wallet }: Buyer): Promise<void> {
  for (let i = 0; i < 2; i++) {
    const button = page.getByRole("button", { name: pay }).and(page.locator(pressable));
    if ((await button.count()) > 0)
      await button
        .first()
        .click({ timeout: 2_000 })
        .catch(() => undefined);
    await page.waitForTimeout(700);
  }
  await wallet.rest();
}

async function opensCheckoutAnew({ page }: Buyer): Promise<void> {
  const { lamp } = await openShop();
  await page.goto(`/checkout/${lamp}`, { waitUntil: "domcontentloaded" });
  await page.getByRole("heading", { level: 1 }).waitFor();
}

describe("a wallet that sends, and does not say so", () => {
  const mishaps: Record<string, Way> = {
    "answers that it timed out": sendThen(timedOut),
    "answers with an error that nobody knows": sendThen({ code: -31999, message: "Keyring drawer stuck." }),
    "answers that it was disconnected": sendThen({ code: 4900, message: "The provider is disconnected." }),
    "answers that the chain knows it already": sendThen({ code: -32000, message: "already known" }),
    "answers with what is no hash": sendWithoutHash,
  };
  for (const [name, way] of Object.entries(mishaps)) {
    it(`${name}: the page finds the order and denies nothing`, () =>
      atCheckout("lamp", async (buyer) => {
        buyer.wallet.next("eth_sendTransaction", way);
        await buyer.press(pay);
        await findsOrder(buyer);
        await expectNoDenial(buyer);
      }));
  }

  it("answers with an error: neither another press nor a reload pays again", () =>
    atCheckout("lamp", async (buyer) => {
      buyer.wallet.next("eth_sendTransaction", sendThen(timedOut));
      await buyer.press(pay);
      await until("an order on the chain", async () => (await ordersOf(buyer.who.address)).length > 0);
      await pressesAgain(buyer);
      await opensCheckoutAnew(buyer);
      await pressesAgain(buyer);
      expect(await ordersOf(buyer.who.address)).to.have.length(1);
      await expectNoDenial(buyer);
    }));

  it("never answers: who comes back finds the order and pays once", () =>
    atCheckout("lamp", async (buyer) => {
      buyer.wallet.next("eth_sendTransaction", sendInSilence);
      await buyer.press(pay);
      await until("an order on the chain", async () => (await ordersOf(buyer.who.address)).length > 0);
      await opensCheckoutAnew(buyer);
      await findsOrder(buyer);
      await pressesAgain(buyer);
      expect(await ordersOf(buyer.who.address)).to.have.length(1);
    }));
});

describe("a wallet that says what is not so", () => {
  for (const [name, way] of [
    ["names a transaction that no chain ever sees", unknownHash],
    ["names something that is no transaction", noHash],
  ] as const) {
    it(`${name}: the page does not wait for ever, and promises nothing`, () =>
      atCheckout("lamp", async (buyer) => {
        buyer.wallet.next("eth_sendTransaction", way);
        await buyer.press(pay);
        const way2 = buyer.page.getByRole("button", { name: /forget|look again|try again|^Pay .*into escrow/i });
        const free = way2.and(buyer.page.locator(pressable));
        await until("a way on", async () => (await free.count()) > 0, 40_000);
        expect(buyer.page.url()).to.contain("/checkout/");
        expect(await buyer.reads()).not.to.match(/finished|is paid|on its way…/i);
        expect(await ordersOf(buyer.who.address)).to.deep.equal([]);
      }));
  }
});

describe("a transaction that is not the one that was sent first", () => {
  it("was sped up: the page lands on the order, which is one", () =>
    atCheckout("lamp", async (buyer) => {
      buyer.wallet.next("eth_sendTransaction", replace(buyer.line, "spedUp"));
      await buyer.press(pay);
      await findsOrder(buyer);
      await pressesAgain(buyer);
      expect(await ordersOf(buyer.who.address)).to.have.length(1);
      await expectNoDenial(buyer);
    }));

  it("was sped up while nobody looked: it is found on return", () =>
    atCheckout("lamp", async (buyer) => {
      buyer.wallet.next("eth_sendTransaction", replace(buyer.line, "spedUp", { after: 2_500 }));
      await buyer.press(pay);
      await until("a hash is with the page", async () => /on its way/i.test(await buyer.reads()));
      await buyer.page.close();
      await buyer.wallet.rest();
      buyer.page = await buyer.context.newPage();
      await opensCheckoutAnew(buyer);
      await findsOrder(buyer);
      await pressesAgain(buyer);
      expect(await ordersOf(buyer.who.address)).to.have.length(1);
    }));

  for (const how of ["cancelled", "other"] as const) {
    it(`was ${how === "cancelled" ? "cancelled" : "replaced by another of the same number"}: nothing is called bought, and it can be bought`, () =>
      atCheckout("lamp", async (buyer) => {
        buyer.wallet.next("eth_sendTransaction", replace(buyer.line, how));
        await buyer.press(pay);
        await until("the other is on the chain", async () => buyer.wallet.sent.length === 1);
        const button = buyer.page.getByRole("button", { name: pay }).and(buyer.page.locator(pressable));
        await until("a way to pay", async () => (await button.count()) > 0, 30_000);
        expect(buyer.page.url()).to.contain("/checkout/");
        expect(await ordersOf(buyer.who.address)).to.deep.equal([]);
        await button.first().click();
        await findsOrder(buyer);
        expect(await ordersOf(buyer.who.address)).to.have.length(1);
      }));
  }
});

describe("a wallet that takes its time, or moves meanwhile", () => {
  it("answers late: one order", () =>
    atCheckout("lamp", async (buyer) => {
      buyer.wallet.next("eth_sendTransaction", late(3_000));
      await buyer.press(pay);
      await findsOrder(buyer);
      expect(await ordersOf(buyer.who.address)).to.have.length(1);
    }));

  it("is on another account by then: the order of the first is found", () =>
    atCheckout("lamp", async (buyer) => {
      const { address } = await newcomer();
      buyer.wallet.next("eth_sendTransaction", changeAccount(address));
      await buyer.press(pay);
      await findsOrder(buyer);
      expect(await ordersOf(address)).to.deep.equal([]);
      await expectNoDenial(buyer);
    }));

  it("is on another chain by then, having sent it: nothing is denied", () =>
    atCheckout("lamp", async (buyer) => {
      buyer.wallet.next("eth_sendTransaction", changeChain(1));
      await buyer.press(pay);
      await until("an order on the chain", async () => (await ordersOf(buyer.who.address)).length > 0);
      await buyer.page.waitForTimeout(1_500);
      await expectNoDenial(buyer);
      await pressesAgain(buyer);
      expect(await ordersOf(buyer.who.address)).to.have.length(1);
    }));

  it("has a question open when a second tab asks: one of them is paid", () =>
    atCheckout("lamp", async (buyer) => {
      const { lamp } = await openShop();
      buyer.wallet.always("eth_sendTransaction", late(1_500));
      const second = await buyer.context.newPage();
      await second.goto(`/checkout/${lamp}`, { waitUntil: "domcontentloaded" });
      await second.getByRole("button", { name: pay }).waitFor();
      await Promise.all([pressIn(buyer.page, pay), pressIn(second, pay).catch(() => undefined)]);
      await until("an order on the chain", async () => (await ordersOf(buyer.who.address)).length > 0);
      await buyer.wallet.rest();
      await pressesAgain(buyer);
      expect(await ordersOf(buyer.who.address)).to.have.length(1);
    }));

  it("hangs, and the page is opened anew: what was asked is not forgotten", () =>
    atCheckout("lamp", async (buyer) => {
      buyer.wallet.next("eth_sendTransaction", hang);
      await buyer.press(pay);
      await until("the wallet was asked", async () => buyer.wallet.asked.includes("eth_sendTransaction"));
      await opensCheckoutAnew(buyer);
      await until("the page remembers", async () => /wallet/i.test(await buyer.reads()));
      expect(await ordersOf(buyer.who.address)).to.deep.equal([]);
    }));
});

describe("a wallet on another network", () => {
  const leadsOver = async (buyer: Buyer) => {
    const dialog = buyer.page.getByRole("dialog");
    if ((await dialog.count()) === 0) await buyer.press(/^Switch to/);
    await dialog.getByRole("button", { name: /^Switch to/ }).click();
    return dialog;
  };

  it("says yes to the switch and stays: the page says how to go by hand", () =>
    atCheckout("lamp", async (buyer) => {
      await buyer.wallet.goTo(1, { stubborn: true });
      const dialog = await leadsOver(buyer);
      await until("words about it", async () => /31337|network/i.test(await dialog.innerText()));
      await buyer.page.waitForTimeout(1_000);
      expect(await dialog.innerText()).to.match(/31337/);
      expect(await dialog.innerText()).not.to.match(/no problem/i);
      expect(buyer.wallet.asked).not.to.include("eth_sendTransaction");
    }));

  it("does not know this network: no refusal is put into its person's mouth", () =>
    atCheckout("lamp", async (buyer) => {
      await buyer.wallet.goTo(1, { stubborn: true });
      buyer.wallet.always("wallet_switchEthereumChain", refuse(troubles["unknown chain"]));
      buyer.wallet.always("wallet_addEthereumChain", answer(null));
      const dialog = await leadsOver(buyer);
      await until("an answer", async () => buyer.wallet.asked.includes("wallet_addEthereumChain"));
      await buyer.page.waitForTimeout(1_500);
      expect(await dialog.innerText()).not.to.match(/no problem|nothing happened/i);
      expect(await dialog.innerText()).to.match(/31337/);
    }));
});
