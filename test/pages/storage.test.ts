import { expect } from "chai";
import type { BrowserContext } from "playwright-core";
import { openShop, pay } from "./support/checkout.ts";
import { dealOf } from "./support/deals.ts";
import { newcomer } from "./support/people.ts";
import { ordersOf, until } from "./support/truth.ts";
import { asVisitor, openHolder } from "./support/visitor.ts";

/** Each runs inside the page, before anything else. */
const ways: Record<string, () => void> = {
  "refuses even to be looked at": () => {
    const refuse = () => {
      throw new DOMException("The operation is insecure.", "SecurityError");
    };
    for (const name of ["localStorage", "sessionStorage", "indexedDB"]) {
      Object.defineProperty(globalThis, name, { configurable: true, get: refuse });
    }
  },
  "throws whatever it is asked": () => {
    const refuse = () => {
      throw new DOMException("Access is denied.", "SecurityError");
    };
    Object.assign(Storage.prototype, { getItem: refuse, setItem: refuse, removeItem: refuse, key: refuse });
    IDBFactory.prototype.open = refuse;
  },
  "is full": () => {
    const full = () => {
      throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
    };
    Storage.prototype.setItem = full;
    IDBObjectStore.prototype.put = full;
    IDBObjectStore.prototype.add = full;
  },
  "is not there at all": () => {
    for (const name of ["localStorage", "sessionStorage", "indexedDB"]) {
      Object.defineProperty(globalThis, name, { configurable: true, value: undefined });
    }
  },
};

/** What says that something will not be there tomorrow. */
const warned = /(can.?t|can ?not|not|nothing).{0,40}(kept|keep|remember|save|store)|private|storage/i;

for (const [name, way] of Object.entries(ways)) {
  describe(`a browser whose storage ${name}`, () => {
    const prepare = (context: BrowserContext) => context.addInitScript(way);

    it("opens every page", async () => {
      const deal = await dealOf("shipped");
      const { lamp } = await openShop();
      await asVisitor(openHolder(deal.buyer, { prepare }), async ({ goto, page, reads, faults }) => {
        const keeping = ["/", `/checkout/${lamp}`, "/sell", `/order/${deal.id}`];
        const others = ["/search", `/listing/${lamp}`, "/orders", "/desk", "/settings", `/dispute/${deal.id}`];
        // A page that can do without any of it can do without a part.
        for (const path of name.startsWith("refuses") ? [...keeping, ...others] : keeping) {
          await goto(path);
          const heading = page.locator("main h1").first();
          await until(`a heading at ${path}`, () => heading.isVisible());
          expect(await reads(), path).not.to.contain("This page could not be shown");
          expect(faults.join("\n"), path).to.equal("");
        }
      });
    });

    it("pays, and says before that nothing is kept here", async () => {
      const { lamp } = await openShop();
      const who = await newcomer();
      await asVisitor(openHolder(who, { prepare }), async ({ goto, page, press, reads }) => {
        await goto(`/checkout/${lamp}`);
        const button = page.getByRole("button", { name: pay });
        // A wallet that was let in before can't be remembered where nothing is.
        const connect = page.locator("main").getByRole("button", { name: "Connect a wallet" });
        await button.or(connect).first().waitFor();
        if ((await button.count()) === 0) {
          await connect.click();
          await page.getByRole("dialog").getByRole("button", { name: "Test Wallet" }).click();
        }
        await button.waitFor();
        expect(await reads()).to.match(warned);
        await press(pay);
        await page.waitForURL(/\/order\/0x/);
        await until("one order", async () => (await ordersOf(who.address)).length === 1);
      });
    });
  });
}

describe("a browser whose storage is cleared while a page is open", () => {
  it("goes on, and pays once", async () => {
    const { lamp } = await openShop();
    const who = await newcomer();
    await asVisitor(openHolder(who), async ({ goto, page, press, faults }) => {
      await goto(`/checkout/${lamp}`);
      await page.getByRole("button", { name: pay }).waitFor();
      await page.evaluate(async () => {
        localStorage.clear();
        sessionStorage.clear();
        for (const { name } of await indexedDB.databases()) if (name) indexedDB.deleteDatabase(name);
      });
      await press(pay);
      await page.waitForURL(/\/order\/0x/);
      expect(await ordersOf(who.address)).to.have.length(1);
      expect(faults.join("\n")).to.equal("");
    });
  });
});
