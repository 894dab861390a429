import { type Browser, type BrowserContext, type Page, chromium } from "playwright-core";
import { installWallet, type Wallet } from "./wallet.ts";

export type Person = { name: string; page: Page; context: BrowserContext; wallet: Wallet };

/** What the pages did behind the screen: requests to foreign hosts and everything the console called an error. */
export type Record = { foreignRequests: string[]; consoleErrors: string[] };

const phone = { width: 390, height: 844 };

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

/** A person with a browser profile and a wallet of their own. */
export async function openPerson(
  browser: Browser,
  options: { name: string; address: `0x${string}`; rpcUrl: string; record: Record; viewport?: typeof phone },
): Promise<Person> {
  const context = await browser.newContext({ viewport: options.viewport ?? phone, locale: "en-GB", timezoneId: "UTC" });
  const wallet = await installWallet(context, options.rpcUrl, options.address);
  context.on("request", (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && hostname !== "127.0.0.1" && hostname !== "localhost") {
      options.record.foreignRequests.push(request.url());
    }
  });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error") options.record.consoleErrors.push(`${options.name}: ${message.text()}`);
  });
  page.on("pageerror", (error) => options.record.consoleErrors.push(`${options.name}: ${error.message}`));
  page.setDefaultTimeout(20_000);
  return { name: options.name, page, context, wallet };
}
