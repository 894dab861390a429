import type { BrowserContext, Locator, Page } from "playwright-core";
import { desktop } from "../../e2e/support/browser.ts";
import { type Line, openLine } from "../../support/line.ts";
import { type Identity } from "../../support/wallet/page.ts";
import { installWallet, type Wallet } from "../../support/wallet/wallet.ts";
import { market } from "./market.ts";
import type { Someone } from "./people.ts";

export type Visitor = {
  context: BrowserContext;
  page: Page;
  /** Between the pages and the chain's RPC. */
  line: Line;
  /** What no page should do: errors on the console, requests to foreign hosts. */
  faults: string[];
  /** Every sentence that a page has announced, as a screen reader would hear it. */
  heard: string[];
  goto: (path: string) => Promise<void>;
  press: (words: string | RegExp) => Promise<void>;
  sees: (words: string | RegExp, patience?: number) => Promise<Locator>;
  /** All that can be read. */
  reads: () => Promise<string>;
  close: () => Promise<void>;
};

export type Holder = Visitor & { wallet: Wallet };

export const patience = 30_000;

type VisitorOptions = {
  viewport?: { width: number; height: number };
  /** Done before anything is loaded. */
  prepare?: (context: BrowserContext) => Promise<unknown>;
};

/** Runs inside the page. */
function listen() {
  const said = new WeakMap<Element, string>();
  const look = () => {
    for (const element of document.querySelectorAll<HTMLElement>("[role=alert], [role=status]")) {
      const words = element.innerText.trim();
      if (!words || said.get(element) === words) continue;
      said.set(element, words);
      (globalThis as unknown as { __hear: (words: string) => void }).__hear(words);
    }
  };
  addEventListener("DOMContentLoaded", () =>
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true }),
  );
}

function ownHosts(): Set<string> {
  return new Set(Object.values(market().endpoints).map((url) => new URL(url).host));
}

function watch(page: Page, faults: string[]): void {
  page.setDefaultTimeout(patience);
  page.on("pageerror", (error) => faults.push(`threw: ${error.message}`));
  page.on("console", (message) => {
    // What was cut on purpose fails, and the browser says so by itself.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) {
      faults.push(`console: ${message.text()}`);
    }
  });
}

/** Somebody with a browser profile of their own, and no wallet. */
export async function openVisitor({ viewport = desktop, prepare }: VisitorOptions = {}): Promise<Visitor> {
  const { browser, endpoints } = market();
  const context = await browser.newContext({
    baseURL: endpoints.app,
    viewport,
    locale: "en-GB",
    timezoneId: "UTC",
    reducedMotion: "reduce",
  });
  const [faults, heard, hosts]: [string[], string[], Set<string>] = [[], [], ownHosts()];
  context.on("page", (page) => watch(page, faults));
  context.on("request", (request) => {
    const { host, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && !hosts.has(host)) faults.push(`asked ${host}`);
  });
  await context.exposeFunction("__hear", (words: string) => void heard.push(words));
  await context.addInitScript(listen);
  const line = await openLine(context, endpoints.chain);
  await prepare?.(context);
  const visitor: Visitor = {
    context,
    page: await context.newPage(),
    line,
    faults,
    heard,
    async goto(path) {
      await visitor.page.goto(path, { waitUntil: "domcontentloaded" });
    },
    press: (words) => pressIn(visitor.page, words),
    sees: (words, timeout) => seenIn(visitor.page, words, timeout),
    reads: () => visitor.page.locator("body").innerText(),
    close: () => context.close(),
  };
  return visitor;
}

export function pressIn(page: Page, words: string | RegExp): Promise<void> {
  return page
    .getByRole("button", { name: words })
    .or(page.getByRole("link", { name: words }))
    .locator("visible=true")
    .first()
    .click();
}

export async function seenIn(page: Page, words: string | RegExp, timeout = patience): Promise<Locator> {
  const found = page.getByText(words).locator("visible=true").first();
  await found.waitFor({ timeout });
  return found;
}

/** Buttons that take a press. */
export const pressable = "button:not([aria-disabled=true]):not(:disabled)";

/** While something is on its way its button says so, and takes no other press. */
export async function atRest(page: Page, timeout = patience): Promise<void> {
  await page.locator("button[aria-disabled=true]").first().waitFor({ state: "detached", timeout });
}

type HolderOptions = VisitorOptions & {
  info?: Partial<Identity>;
  /** False for one whose wallet has never been shown to this market. */
  connected?: boolean;
};

/** Somebody with a wallet that the market knows already. */
export async function openHolder(who: Someone, options: HolderOptions = {}): Promise<Holder> {
  const { info, connected = true } = options;
  let wallet!: Wallet;
  const visitor = await openVisitor({
    ...options,
    async prepare(context) {
      const rpcUrl = market().endpoints.chain;
      wallet = await installWallet(context, { rpcUrl, key: who.key, connected, info });
      await options.prepare?.(context);
    },
  });
  return Object.assign(visitor, { wallet });
}

/** Somebody for one test, gone after it. */
export async function asVisitor<Who extends Visitor, Result>(
  opening: Promise<Who>,
  act: (visitor: Who) => Promise<Result>,
): Promise<Result> {
  const visitor = await opening;
  try {
    return await act(visitor);
  } catch (error) {
    const shots = process.env["HANDSEL_SHOTS"];
    if (shots) await visitor.page.screenshot({ path: `${shots}/${Date.now()}.png`, fullPage: true }).catch(() => {});
    throw error;
  } finally {
    await visitor.close();
  }
}
