import type { Browser } from "playwright-core";
import { type Endpoints, endpoints, ports } from "../../../scripts/stack/endpoints.ts";
import { type Books, openBooks } from "../../e2e/support/books.ts";
import { launchBrowser } from "../../e2e/support/browser.ts";
import { openTrades } from "../../e2e/support/trade.ts";

export type Market = {
  endpoints: Endpoints;
  browser: Browser;
  books: Books;
  trades: ReturnType<typeof openTrades>;
};

let opened: Market | undefined;

/** The market that all files of this suite share, seen from this process. */
export function market(): Market {
  if (!opened) throw new Error("Run these tests with --require test/pages/support/setup.ts: it opens their market.");
  return opened;
}

/** `url` is where its app is served. */
export async function openMarket(url: string): Promise<void> {
  const app = new URL(url);
  const at = { ...endpoints(Number(app.port) - ports().app), app: app.origin };
  const books = openBooks(at.chain);
  opened = { endpoints: at, browser: await launchBrowser(), books, trades: openTrades(books, at) };
}

export async function closeMarket(): Promise<void> {
  await opened?.browser.close();
  opened = undefined;
}
