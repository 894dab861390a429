import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { type Address, parseEther } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { deployments } from "#protocol/generated/deployments.ts";
import { listingId } from "#protocol/terms.ts";
import { TEST_MNEMONIC } from "../../scripts/parameters.ts";
import { startTestStack, type TestStack } from "../support/stack.ts";
import { agree, late, refuse } from "../support/wallet/ways.ts";
import { type Books, openBooks } from "./support/books.ts";
import { connect, launchBrowser, openPerson, type Person, type Record } from "./support/browser.ts";
import { openTrades } from "./support/trade.ts";

const offset = 1_800;
const { contracts } = deployments[31337];
const price = parseEther("0.5");
/** Of the price, as the listings of support/trade.ts have it. */
const commission = (price * 150n) / 10_000n;

const account = (index: number) => mnemonicToAccount(TEST_MNEMONIC, { addressIndex: index }).address;
const [seller, buyer, traveller] = [account(1), account(2), account(3)];

/** What the app says and does when a part of the market, or the person's own wallet, does not do what one would like. */
describe("what is missing", function () {
  this.timeout(240_000);
  let stack: TestStack;
  let browser: Browser;
  let books: Books;
  const people: Person[] = [];
  let sells: Person;
  let buys: Person;
  const record: Record = { foreignRequests: [], consoleErrors: [] };
  /** Paths of the listings that are bought later. */
  let lamp: string;
  let chair: string;

  async function open(name: string, address: Address): Promise<Person> {
    const { chain: rpcUrl, app: appUrl } = stack.endpoints;
    const opened = await openPerson(browser, { name, address, rpcUrl, appUrl, record });
    people.push(opened);
    return opened;
  }

  before(async () => {
    stack = await startTestStack({ offset, app: "built" });
    browser = await launchBrowser();
    books = openBooks(stack.endpoints.chain);
    const { list } = openTrades(books, stack.endpoints);
    lamp = `/listing/${listingId(await list(seller, "Reading lamp", price))}`;
    chair = `/listing/${listingId(await list(seller, "Garden chair", price))}`;
    [sells, buys] = [await open("seller", seller), await open("buyer", buyer)];
    for (const person of [sells, buys]) await connect(person);
  });

  after(async () => {
    await browser?.close();
    await stack?.stop();
  });

  afterEach(async function () {
    if (this.currentTest?.state !== "failed" || !process.env.HANDSEL_SHOTS) return;
    for (const { name, page } of people) {
      await page.screenshot({ path: `${process.env.HANDSEL_SHOTS}/missing-${name}.png`, fullPage: true });
    }
  });

  function kill(part: string): void {
    const pid = stack.processes()[part];
    if (!pid) throw new Error(`No process is called ${part}`);
    // Each part is a process group of its own.
    process.kill(-pid, "SIGKILL");
  }

  describe("in production", () => {
    it("has no development wallet", () => {
      const folder = join(stack.folder, "web");
      const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".js"));
      const texts = files.map((file) => readFileSync(join(folder, file), "utf8"));
      expect(texts.filter((text) => text.includes("Connect a wallet"))).not.to.deep.equal([]);
      expect(texts.filter((text) => /Development wallet|test test test test/.test(text))).to.deep.equal([]);
    });
  });

  describe("a profile", () => {
    const signatures = () => sells.wallet.asked.filter((method) => method === "personal_sign").length;

    it("keeps what was typed when the signature is refused", async () => {
      const { page, press, sees } = sells;
      await page.goto(`/profile/${seller}`);
      await press("Say who you are");
      await page.getByRole("textbox", { name: "Name" }).fill("Ada of the lamps");
      sells.wallet.next("personal_sign", refuse());
      await press("Save profile");
      await sees("No problem, nothing was sent.");
      expect(await page.getByRole("textbox", { name: "Name" }).inputValue()).to.equal("Ada of the lamps");
    });

    it("takes one signature, and no transaction", async () => {
      const { page, press, sees, wallet } = sells;
      const before = signatures();
      await press("Save profile");
      await sees("Edit your profile");
      await press("Edit your profile");
      await page.getByRole("textbox", { name: "About you" }).fill("I mend lamps.");
      await press("Save profile");
      await sees("I mend lamps.");
      expect(signatures() - before).to.equal(1);
      expect(wallet.asked).not.to.include("eth_sendTransaction");
    });

    it("can be read by somebody without a wallet", async () => {
      const context = await browser.newContext({ baseURL: stack.endpoints.app });
      const page = await context.newPage();
      await page.goto(`/profile/${seller}`);
      await page.getByRole("heading", { name: "Ada of the lamps" }).waitFor();
      await page.getByText("I mend lamps.").locator("visible=true").first().waitFor();
      expect(await page.evaluate(() => "ethereum" in window)).to.equal(false);
      await context.close();
    });
  });

  describe("a wallet", () => {
    it("may say no: the form stays, and nothing was sent", async () => {
      const { page, press, sees } = buys;
      await page.goto(lamp);
      await press(/^Buy for 0\.50/);
      await page.getByRole("textbox", { name: "How many" }).fill("2");
      // Two of them are worth more than what the listing's court is meant for, and the page wants to know that it was read.
      await page.getByRole("checkbox").check();
      const { buyer: paid } = await books.flows({ buyer }, async () => {
        buys.wallet.next("eth_sendTransaction", refuse());
        await press(/^Pay 1 .*into escrow/);
        await sees("No problem, nothing was sent.");
      });
      expect(paid).to.equal(0n);
      expect(await page.getByRole("textbox", { name: "How many" }).inputValue()).to.equal("2");
    });

    it("may still be waking up when a button is pressed", async () => {
      const { page, press, sees, wallet } = buys;
      wallet.always("eth_accounts", late(4_000));
      await page.goto(lamp.replace("/listing/", "/checkout/"));
      wallet.next("eth_sendTransaction", refuse());
      await press(/^Pay 0\.50 .*into escrow/);
      await sees("No problem, nothing was sent.");
      wallet.always("eth_accounts", agree);
    });

    it("may be on another network, and is asked to come over", async () => {
      const { page, press, wallet } = await open("traveller", traveller);
      await wallet.goTo(1);
      await page.goto(lamp.replace("/listing/", "/checkout/"));
      await press("Connect a wallet");
      await page.getByRole("dialog").getByRole("button", { name: "Test Wallet" }).click();
      await page.getByRole("dialog", { name: "Your wallet is on another network" }).waitFor();
      await page
        .getByRole("dialog")
        .getByRole("button", { name: /^Switch to/ })
        .click();
      await page.getByRole("button", { name: /^Pay 0\.50 .*into escrow/ }).waitFor();
      expect(wallet.asked).to.include("wallet_switchEthereumChain");
    });
  });

  describe("without IPFS, Ceramic and the index", () => {
    const strip = (person: Person) => person.page.getByRole("status");

    before(async () => {
      await buys.page.goto(lamp);
      await buys.page.getByRole("heading", { name: "Reading lamp" }).waitFor();
      await sells.page.goto("/search");
      await sells.sees("Garden chair");
    });

    it("says that pictures are missing", async () => {
      kill("nodes");
      const { page } = await open("visitor", account(4));
      await page.goto(chair);
      await page.getByText("Pictures can’t be fetched right now. Orders and payments work all the same.").waitFor();
    });

    it("says that the search is missing, to whoever has a page open and to whoever comes", async () => {
      kill("graph");
      const words = "The search index does not answer. Orders and payments work all the same, straight from the chain.";
      await strip(sells).filter({ hasText: words }).waitFor();
      const { page, sees } = people.at(-1)!;
      await page.goto("/search");
      await strip(people.at(-1)!).filter({ hasText: words }).waitFor();
      await sees("The search can’t be reached right now.");
      await sees("Money in escrow is safe: contracts hold it, not the search.");
      await page.goto(`/profile/${seller}`);
      await sees(/The profile node does not answer/);
    });

    for (const [name, reach] of [
      ["a listing that was open", () => Promise.resolve()],
      ["a listing reached by its address", () => buys.page.goto(chair).then(() => undefined)],
    ] as const) {
      it(`sells ${name}, and pays for it`, async () => {
        await reach();
        const accounts = { buyer, seller, escrow: contracts.Escrow };
        const bought = await books.flows(accounts, async () => {
          await buys.press(/^Buy for 0\.50/);
          await buys.press(/^Pay 0\.50 .*into escrow/);
          await buys.page.waitForURL(/\/order\/0x/);
          await buys.sees(/Waiting for the seller to send it/);
        });
        expect(bought).to.deep.equal({ buyer: -price, seller: 0n, escrow: price });

        await sells.page.goto(buys.page.url());
        await sells.press("I have sent it");
        await sells.sees(/Waiting for the buyer/);
        await buys.page.reload();
        await buys.sees("Your turn: say whether all is well");

        const paid = await books.flows(accounts, async () => {
          await buys.press(/It is here and all is well/);
          await buys.sees("Finished");
        });
        expect(paid).to.deep.equal({ buyer: 0n, seller: price - commission, escrow: commission - price });
      });
    }

    it("shows the order to whoever comes back", async () => {
      await sells.page.reload();
      await sells.sees("Finished");
    });
  });

  describe("behind the screen", () => {
    it("has asked no other host for anything", () => {
      expect(record.foreignRequests).to.deep.equal([]);
    });
  });
});
