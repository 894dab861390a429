import { expect } from "chai";
import type { BrowserContext } from "playwright-core";
import { openLine } from "../support/line.ts";
import { openShop, pay } from "./support/checkout.ts";
import { dealOf, type Deal } from "./support/deals.ts";
import { untilFilled } from "./support/looks.ts";
import { market } from "./support/market.ts";
import { newcomer, resident } from "./support/people.ts";
import { until } from "./support/truth.ts";
import { asVisitor, openHolder, openVisitor, type Visitor } from "./support/visitor.ts";

type Part = "graph" | "ipfs" | "ceramic" | "chain";

/** Where a part answers from. */
function urlsOf(part: Part): string[] {
  const { endpoints } = market();
  return part === "ipfs" ? [endpoints.ipfs, endpoints.gateway] : [endpoints[part]];
}

const without =
  (...parts: Part[]) =>
  async (context: BrowserContext) =>
    (await openLine(context, ...parts.flatMap(urlsOf))).cut();

const silent =
  (...parts: Part[]) =>
  async (context: BrowserContext) =>
    (await openLine(context, ...parts.flatMap(urlsOf))).slow(Infinity);

/** What nobody may say who could not look. */
const guesses =
  /nobody offers this|nothing is on offer yet|no trades yet|there is no such|have not (bought|sold) anything/i;

async function expectHonest({ page, faults, reads }: Visitor): Promise<void> {
  const words = await reads();
  expect(words).not.to.match(guesses);
  expect(words).not.to.contain("This page could not be shown");
  expect(await page.locator("main").innerText()).to.match(/\p{L}{3}/u);
  expect(faults.join("\n")).to.equal("");
}

let deal: Deal;
let paths: { [name: string]: string };

before(async () => {
  deal = await dealOf("shipped");
  const { lamp } = await openShop();
  paths = {
    home: "/",
    search: "/search",
    "a listing": `/listing/${lamp}`,
    "a checkout": `/checkout/${lamp}`,
    selling: "/sell",
    "an order": `/order/${deal.id}`,
    "a dispute to be": `/dispute/${deal.id}`,
    "a profile": `/profile/${resident(1).address}`,
    orders: "/orders",
    desk: "/desk",
    settings: "/settings",
  };
});

const gone: Record<Part, RegExp> = {
  graph: /search index does not answer/i,
  ipfs: /pictures can.t be fetched/i,
  ceramic: /profile node does not answer/i,
  chain: /chain does not answer/i,
};

/** Where one is told that a part is gone, and where one need not be. */
const pagesWithout: Record<Part, { told: string[]; untouched: string[] }> = {
  graph: {
    told: ["home", "search", "a listing", "a profile", "orders"],
    untouched: ["a checkout", "selling", "an order", "a dispute to be", "desk", "settings"],
  },
  ipfs: { told: ["home", "a listing"], untouched: ["a checkout", "an order"] },
  ceramic: { told: ["a profile"], untouched: ["a listing", "an order"] },
  chain: {
    told: ["home", "a listing", "a checkout", "selling", "an order", "a dispute to be", "orders", "desk"],
    untouched: ["search", "a profile", "settings"],
  },
};

for (const [part, { told, untouched }] of Object.entries(pagesWithout) as [Part, (typeof pagesWithout)[Part]][]) {
  describe(`without ${part}`, function () {
    this.timeout(180_000);
    let visitor: Visitor;
    before(async () => {
      visitor = await openHolder(deal.buyer, { prepare: without(part) });
    });
    after(() => visitor?.close());

    for (const name of [...told, ...untouched]) {
      it(`${name} is a page with words that are true`, async () => {
        visitor.faults.length = 0;
        await visitor.goto(paths[name]!);
        if (told.includes(name)) await visitor.sees(gone[part]);
        else await visitor.page.locator("main h1").first().waitFor();
        await expectHonest(visitor);
      });
    }
  });
}

describe("while nothing answers", () => {
  it("no page is empty, or broken, or guesses", () =>
    asVisitor(openHolder(deal.buyer, { prepare: silent("graph", "chain") }), async (visitor) => {
      for (const path of Object.values(paths)) {
        await visitor.goto(path);
        await visitor.page.locator("main").waitFor();
        await visitor.page.waitForTimeout(700);
        await expectHonest(visitor);
      }
    }));

  it("whoever waits for a page is told in words", () =>
    asVisitor(openVisitor({ prepare: silent("graph", "chain", "ipfs") }), async (visitor) => {
      for (const name of ["a listing", "a checkout", "an order", "a dispute to be"]) {
        await visitor.goto(paths[name]!);
        const words = visitor.page.locator("main [role=status]").filter({ hasText: /…/ });
        await words.first().waitFor({ state: "attached", timeout: 8_000 });
      }
    }));
});

describe("the chain, gone while a page is open", () => {
  it("leaves what was known of an order on the screen, and comes back by itself", () =>
    asVisitor(openHolder(deal.buyer), async ({ goto, sees, line, page, reads }) => {
      await goto(`/order/${deal.id}`);
      await sees(/say whether all is well/i);
      line.cut();
      await sees(gone.chain);
      expect(await reads()).to.match(/say whether all is well/i);
      line.mend();
      await until("the strip is gone", async () => !gone.chain.test(await page.locator("body").innerText()));
    }));
});

describe("a slow chain", () => {
  it("shows one press and one state until the receipt is there", async () => {
    const mine = await dealOf("shipped");
    await asVisitor(openHolder(mine.buyer), async ({ goto, page, line, wallet, sees }) => {
      const button = page.getByRole("button", { name: /^It is here and all is well/ });
      await goto(`/order/${mine.id}`);
      await button.waitFor();
      line.slow(1_500);
      await button.click();
      await until("it was sent", async () => wallet.sent.length === 1);
      // From here on the old button must never take a press again.
      let revived = 0;
      const watching = setInterval(() => {
        void button
          .and(page.locator("button:not([aria-disabled=true]):not(:disabled)"))
          .count()
          .then((count) => (revived += count))
          .catch(() => undefined);
      }, 100);
      await sees(/\bfinished\b/i, 60_000).finally(() => clearInterval(watching));
      expect(revived).to.equal(0);
    });
  });
});

describe("the index, gone, for somebody who buys", () => {
  it("is not needed to pay, and the order is shown", async () => {
    const { lamp } = await openShop();
    await asVisitor(openHolder(await newcomer(), { prepare: without("graph", "ipfs", "ceramic") }), async (buyer) => {
      await buyer.goto(`/checkout/${lamp}`);
      await buyer.press(pay);
      await buyer.page.waitForURL(/\/order\/0x/);
      await buyer.sees(/waiting for the seller/i);
      await untilFilled(buyer.page);
    });
  });
});
