import { expect } from "chai";
import type { BrowserContext } from "playwright-core";
import { installWallet } from "../support/wallet/wallet.ts";
import { expectGoodLooks, untilFilled } from "./support/looks.ts";
import { market } from "./support/market.ts";
import { newcomer } from "./support/people.ts";
import { asVisitor, openHolder, openVisitor, type Holder, type Visitor } from "./support/visitor.ts";

const nobody = `0x${"0".repeat(62)}01`;
const nothing = `0x${"0".repeat(39)}1`;

describe("a page of what is not there", () => {
  let visitor: Visitor;
  before(async () => {
    visitor = await openVisitor();
  });
  after(() => visitor?.close());

  for (const [path, words] of [
    ["/nowhere/at/all", /nothing at this address/i],
    ["/listing/abc", /no (such )?listing/i],
    [`/listing/${nobody}`, /no (such )?listing/i],
    ["/checkout/abc", /no such listing/i],
    [`/checkout/${nobody}`, /no such listing/i],
    ["/order/abc", /no such order/i],
    [`/order/${nobody}`, /no such order/i],
    ["/dispute/abc", /no such order/i],
    [`/dispute/${nobody}`, /no such order/i],
    ["/profile/abc", /nothing at this address/i],
    [`/profile/${nothing}`, /no trades yet/i],
    [`/sell?edit=${nobody}`, /no listing here/i],
    ["/search?text=zzzqqqxxyy", /nobody offers this|nothing found/i],
    ["/search?category=__proto__", /\p{L}/u],
    ["/search?category=constructor&min=-1&max=e&sort=up", /\p{L}/u],
  ] as const) {
    it(`says so at ${path.length > 40 ? `${path.slice(0, 40)}…` : path}`, async () => {
      visitor.faults.length = 0;
      await visitor.goto(path);
      await visitor.sees(words);
      await untilFilled(visitor.page);
      await expectGoodLooks(visitor);
    });
  }
});

describe("a page of somebody who has done nothing yet", () => {
  let holder: Holder;
  before(async () => {
    holder = await openHolder(await newcomer());
  });
  after(() => holder?.close());

  for (const [path, words] of [
    ["/orders", /you have not bought anything yet/i],
    ["/desk", /stake/i],
    ["/settings", /your profile/i],
    ["/sell", /title/i],
  ] as const) {
    it(`says what can be done at ${path}`, async () => {
      await holder.goto(path);
      await holder.sees(words);
      await untilFilled(holder.page);
      await expectGoodLooks(holder);
    });
  }

  it("is their own profile, which they can write", async () => {
    await holder.goto(`/profile/${holder.wallet.address}`);
    await holder.sees(/say who you are/i);
    await expectGoodLooks(holder);
  });
});

describe("a page that needs a wallet, for somebody without one", () => {
  for (const path of ["/orders", "/desk", "/settings"]) {
    it(`asks for it at ${path}, and says what a wallet is`, () =>
      asVisitor(openVisitor(), async (visitor) => {
        await visitor.goto(path);
        await untilFilled(visitor.page);
        await visitor.page.locator("main").getByRole("button", { name: "Connect a wallet" }).first().click();
        await visitor.sees(/no wallet in this browser/i);
        expect(visitor.faults.join("\n")).to.equal("");
      }));
  }
});

describe("a wallet to be chosen", () => {
  it("is one of several of the same name, which can be told apart", async () => {
    const who = await newcomer();
    const rpcUrl = market().endpoints.chain;
    const prepare = (context: BrowserContext) =>
      installWallet(context, { rpcUrl, key: who.key, info: { rdns: "copy.of.test.wallet" } });
    await asVisitor(openHolder(who, { connected: false, prepare }), async ({ goto, page, press, faults }) => {
      await goto("/orders");
      await press("Connect a wallet");
      const rows = page.getByRole("dialog").getByRole("button", { name: /Test Wallet/ });
      await rows.nth(1).waitFor();
      const names = await rows.evaluateAll((buttons) => buttons.map((button) => button.textContent));
      expect(new Set(names).size, names.join(" | ")).to.equal(names.length);
      await rows.first().click();
      await page.getByText(/you have not bought anything yet/i).waitFor();
      expect(faults.join("\n")).to.equal("");
    });
  });
});
