import type { Browser } from "playwright-core";
import { type Endpoints, endpoints, ports } from "../../../scripts/stack/endpoints.ts";
import { type Books, openBooks } from "../../e2e/support/books.ts";
import { launchBrowser } from "../../e2e/support/browser.ts";
import { openTrades } from "../../e2e/support/trade.ts";
import { startTestStack } from "../../support/stack.ts";

const offset = 1_900;

export type Market = {
  endpoints: Endpoints;
  browser: Browser;
  books: Books;
  trades: ReturnType<typeof openTrades>;
};

let opened: (Market & { close: () => Promise<void> }) | undefined;

/** One that runs already, named by its app's address in HANDSEL_MARKET, or a seeded one for these tests alone. */
async function reach(): Promise<{ endpoints: Endpoints; stop: () => Promise<void> }> {
  const running = process.env["HANDSEL_MARKET"];
  if (!running) return startTestStack({ offset, seed: true, app: "built" });
  const app = new URL(running);
  return {
    endpoints: { ...endpoints(Number(app.port) - ports().app), app: app.origin },
    stop: () => Promise.resolve(),
  };
}

/** The market that all files of this suite share: it is there before the first test and gone after the last. */
export function market(): Market {
  if (!opened) throw new Error("The market is opened by a hook, and this ran before it.");
  return opened;
}

before(async function () {
  this.timeout(600_000);
  const [{ endpoints, stop }, browser] = await Promise.all([reach(), launchBrowser()]);
  const books = openBooks(endpoints.chain);
  opened = {
    endpoints,
    browser,
    books,
    trades: openTrades(books, endpoints),
    close: async () => {
      await browser.close();
      await stop();
    },
  };
});

after(async function () {
  this.timeout(60_000);
  await opened?.close();
});
