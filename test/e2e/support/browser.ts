import { type Browser, type BrowserContext, chromium, type Locator, type Page } from "playwright-core";
import { residentKey } from "../../support/wallet/residents.ts";
import { installWallet, type Wallet } from "../../support/wallet/wallet.ts";

export type Person = {
  name: string;
  address: `0x${string}`;
  page: Page;
  context: BrowserContext;
  wallet: Wallet;
  /** Presses a button, or follows a link, by its words. */
  press: (words: string | RegExp) => Promise<void>;
  /** Presses a button that sends something, and waits until that is in a block. */
  act: (words: string | RegExp) => Promise<void>;
  /** Waits until these words can be read. */
  sees: (words: string | RegExp) => Promise<Locator>;
};

/** What the pages did behind the screen: requests to foreign hosts and everything the console called an error. */
export type Record = { foreignRequests: string[]; consoleErrors: string[] };

/** Two cores and everything else of a market beside it: what takes a person's machine a second may take ten here. */
const patience = 60_000;

export const phone = { width: 390, height: 844 };
export const desktop = { width: 1440, height: 900 };

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

type PersonOptions = {
  name: string;
  address: `0x${string}`;
  rpcUrl: string;
  appUrl: string;
  record: Record;
  viewport?: typeof phone;
};

/** A person with a browser profile and a wallet of their own. */
export async function openPerson(
  browser: Browser,
  { name, address, rpcUrl, appUrl, record, viewport = phone }: PersonOptions,
): Promise<Person> {
  const context = await browser.newContext({ baseURL: appUrl, viewport, locale: "en-GB", timezoneId: "UTC" });
  const wallet = await installWallet(context, { rpcUrl, key: residentKey(address) });
  context.on("request", (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && hostname !== "127.0.0.1" && hostname !== "localhost") {
      record.foreignRequests.push(request.url());
    }
  });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error") record.consoleErrors.push(`${name}: ${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => record.consoleErrors.push(`${name}: ${error.message}`));
  page.setDefaultTimeout(patience);
  const press = (words: string | RegExp) =>
    page
      .getByRole("button", { name: words })
      .or(page.getByRole("link", { name: words }))
      .first()
      .click();
  return {
    name,
    address,
    page,
    context,
    wallet,
    press,
    async act(words) {
      await press(words);
      // While it is on its way its button says so, and takes no other press.
      await page.waitForFunction(() => !document.querySelector("button[aria-disabled=true]"));
      const failed = page.getByRole("alert").locator("visible=true").first();
      if ((await failed.count()) > 0)
        throw new Error(`${name} pressed ${words}: ${(await failed.textContent()) ?? ""}`);
    },
    async sees(words) {
      const found = page.getByText(words).locator("visible=true").first();
      await found.waitFor();
      return found;
    },
  };
}

/** Chooses the person's own wallet in the app's dialog. */
export async function connect({ page }: Person): Promise<void> {
  await page.goto("/");
  await page.getByRole("banner").getByRole("button", { name: "Connect" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Test Wallet" }).click();
  await page
    .getByRole("banner")
    .getByRole("button", { name: /0x|account/i })
    .waitFor();
}
