import { expect } from "chai";
import type { Browser } from "playwright-core";
import { type Address, getAddress, parseEther } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { deployments } from "../../protocol/generated/deployments.ts";
import type { Ruling } from "../../protocol/ids.ts";
import { networks, type Parameters, TEST_MNEMONIC } from "../../scripts/parameters.ts";
import type { Stack } from "../../scripts/stack/stack.ts";
import { startTestStack } from "../support/stack.ts";
import { openBench, type Vote } from "./support/bench.ts";
import { type Books, openBooks } from "./support/books.ts";
import { connect, desktop, launchBrowser, openPerson, type Person, type Record } from "./support/browser.ts";
import { openTrades } from "./support/trade.ts";

const offset = 1_700;
const { contracts } = deployments[31337];
const { pool, courts } = networks.local as Parameters;
const rules = courts[0]!;
const price = parseEther("0.5");

const account = (index: number) => mnemonicToAccount(TEST_MNEMONIC, { addressIndex: index }).address;
const [treasury, seller, buyer] = [account(0), account(1), account(2)];
/** So many that the appeal's panel of seven needs none of the first three. */
const arbitrators = Array.from({ length: 11 }, (_, i) => account(i + 3));

/** Two rounds: what the first panel decided, the second decides otherwise. */
const first = { seats: 3, absent: 1 };
const second = { seats: 7, wrong: 1 };

describe("an appeal", function () {
  this.timeout(240_000);
  let stack: Stack;
  let browser: Browser;
  let books: Books;
  let bench: ReturnType<typeof openBench>;
  let people: { seller: Person; buyer: Person };
  const record: Record = { foreignRequests: [], consoleErrors: [] };
  const open: Person[] = [];
  let disputePath: string;
  let moved: () => Promise<{ [name: string]: bigint }>;
  /** By seat. */
  let panels: { first: Address[]; second: Address[] };

  async function person(name: string, address: Address): Promise<Person> {
    const { chain: rpcUrl, app: appUrl } = stack.endpoints;
    const opened = await openPerson(browser, { name, address, rpcUrl, appUrl, record, viewport: desktop });
    open.push(opened);
    await connect(opened);
    return opened;
  }

  before(async () => {
    stack = await startTestStack({ offset, app: "built" });
    browser = await launchBrowser();
    books = openBooks(stack.endpoints.chain);
    bench = openBench(books);
    const names = arbitrators.map((address) => [address, address]);
    moved = await books.watch({
      buyer,
      seller,
      treasury,
      escrow: contracts.Escrow,
      court: contracts.ArbitrationCourt,
      pool: contracts.ArbitratorPool,
      ...(Object.fromEntries(names) as { [address: Address]: Address }),
    });
    await bench.stake(arbitrators, pool.minStake);
    const orderId = await openTrades(books, stack.endpoints).shipped(seller, buyer, "Reading lamp", price);
    disputePath = `/dispute/${orderId}`;
    people = { seller: await person("seller", seller), buyer: await person("buyer", buyer) };
  });

  after(async () => {
    await browser?.close();
    await stack?.stop();
  });

  afterEach(async function () {
    if (this.currentTest?.state !== "failed" || !process.env.HANDSEL_SHOTS) return;
    for (const { name, page } of open) {
      await page.screenshot({ path: `${process.env.HANDSEL_SHOTS}/appeal-${name}.png`, fullPage: true });
    }
  });

  async function draw(): Promise<Address[]> {
    await books.pass(1);
    await people.buyer.page.goto(disputePath);
    await people.buyer.act("Draw the panel");
    return bench.seated(0n);
  }

  /** Time goes by until the phase is over, and somebody says so. */
  async function end({ page, act }: Person, period: number, words: string): Promise<void> {
    await books.pass(period + 1);
    await page.goto(disputePath);
    await act(words);
  }

  async function vote({ page, act }: Person, ruling: Ruling): Promise<void> {
    await page.goto(disputePath);
    await page.getByRole("radio", { name: new RegExp(`for the ${ruling}`, "i") }).check();
    await act("Cast the vote under seal");
  }

  async function openVote({ page, act }: Person): Promise<void> {
    await page.goto(disputePath);
    await act("Open your vote");
  }

  describe("the first panel", () => {
    it("is asked by both sides", async () => {
      for (const [person, words] of [
        [people.buyer, /open a dispute$/],
        [people.seller, /let the court decide$/],
      ] as const) {
        await person.page.goto(disputePath);
        await person.act(words);
      }
      await end(people.buyer, rules.evidencePeriod, "Call for the panel");
    });

    it("has three seats, and one of them stays empty", async () => {
      panels = { first: await draw(), second: [] };
      expect(panels.first).to.have.length(first.seats);
      const voters = panels.first.slice(first.absent);
      const seated: Person[] = [];
      for (const address of voters) seated.push(await person(`first-${seated.length + 1}`, address));
      for (const arbitrator of seated) await vote(arbitrator, "seller");
      await end(people.seller, rules.commitPeriod, "Start opening the votes");
      for (const arbitrator of seated) await openVote(arbitrator);
    });

    it("decides for the seller, by two of three", async () => {
      await people.seller.page.goto(disputePath);
      await people.seller.sees("The panel has decided: the seller is paid");
    });

    it("tells the absent one", async () => {
      const absent = await person("absent", panels.first[0]!);
      await absent.page.goto(disputePath);
      await absent.sees("You did not vote");
      await absent.sees("No vote came in time. The whole stake behind this seat is lost.");
    });
  });

  describe("the second panel", () => {
    it("is paid for by the buyer, in two parts", async () => {
      const { page, act, sees } = people.buyer;
      await page.goto(disputePath);
      await sees(/A new panel of 7 can judge again/);
      await page.getByRole("textbox", { name: "How much you pay" }).fill("0.005");
      await act(/^Pay 0\.005.ETH towards an appeal/);
      await sees(/0\.005.ETH of 0\.0108.ETH/);
      await act(/^Pay 0\.0058.ETH towards an appeal/);
      await sees("The panel is being drawn");
    });

    it("has seven seats, and none of the first three people", async () => {
      panels.second = await draw();
      expect(panels.second).to.have.length(second.seats);
      expect(panels.second.filter((address) => panels.first.includes(address))).to.deep.equal([]);
    });

    it("decides for the buyer, by six of seven", async () => {
      const [atScreens, others] = [panels.second.slice(0, 3), panels.second.slice(3)];
      const votes: Vote[] = others.map((arbitrator, i) => ({
        arbitrator,
        ruling: i < second.wrong ? "seller" : "buyer",
      }));
      await bench.commit(0n, votes);
      const seated: Person[] = [];
      for (const address of atScreens) seated.push(await person(`second-${seated.length + 1}`, address));
      for (const arbitrator of seated) await vote(arbitrator, "buyer");
      await bench.reveal(0n, votes);
      for (const arbitrator of seated) await openVote(arbitrator);
      await people.seller.page.goto(disputePath);
      await people.seller.sees("The panel has decided: the buyer gets the money back");
    });

    it("is the last one when nobody pays for another", async () => {
      await end(people.seller, rules.appealPeriod, "Make the ruling final");
      await people.seller.act("Hand over the ruling");
      await people.seller.act("Have it paid out");
      await people.buyer.page.goto(disputePath);
      await people.buyer.sees("It ended for the buyer");
    });
  });

  describe("the reckoning", () => {
    it("waits for both panels", async () => {
      await people.buyer.sees(/You paid 0\.0108.ETH towards an appeal.* once both of its panels are paid/);
      await people.seller.act("Pay panel 2");
      await people.seller.act("Pay panel 1");
    });

    it("gives the buyer the share of the appeal", async () => {
      const { page, act, press } = people.buyer;
      await page.goto(disputePath);
      await act("Take back what your appeal earned");
      await press("Collect it at the desk");
      await act(/^Collect/);
    });

    it("keeps the absent one out of the draw until it comes back", async () => {
      const { page, act, sees } = open.find(({ name }) => name === "absent")!;
      await page.goto("/desk");
      await sees("You are out of the draw");
      await sees("You missed a vote. Your next case comes only after you say that you are back.");
      await sees("Missed");
      await act("Come back");
      await sees("Nothing waits for you");
      expect(await page.getByText("You are out of the draw").count()).to.equal(0);
    });

    it("leaves every wallet with exactly what the formulas say", async () => {
      await bench.collect([treasury, seller, buyer, ...arbitrators]);
      await bench.leave(arbitrators, pool.exitDelay);
      expect(await moved()).to.deep.equal(expected(panels));
    });

    it("has asked no other host for anything, and the console is clean", () => {
      expect(record.foreignRequests).to.deep.equal([]);
      expect(record.consoleErrors).to.deep.equal([]);
    });
  });
});

/**
 * What each has more than at the beginning, by the rules of contracts/libraries/PanelPayout.sol and IArbitrationCourt, written
 * down once more.
 */
function expected(panels: { first: Address[]; second: Address[] }): { [name: string]: bigint } {
  const { fee, keeperFee } = rules;
  const lock = (fee * BigInt(rules.lockBps)) / 10_000n;
  const wrong = (lock * BigInt(rules.incoherentBps)) / 10_000n;
  const arbitration = BigInt(first.seats) * fee + keeperFee;
  const appeal = BigInt(second.seats) * fee + keeperFee;
  const bond = (appeal * BigInt(rules.bondBps)) / 10_000n;

  // Nobody of the first panel voted as the case ended: what it loses of its stakes is the treasury's, and its fees go to
  // whoever appealed, with the bond.
  const lostStakes = lock * BigInt(first.absent) + wrong * BigInt(first.seats - first.absent);
  const lostFees = fee * BigInt(first.seats);

  // Of the second panel, those who agreed share what the others lost.
  const agreed = BigInt(second.seats - second.wrong);
  const shared = (wrong + fee) * BigInt(second.wrong);
  const seat = fee + shared / agreed;

  // Half of a round's keeper fee is for the draw, which the buyer asked for, the rest for the settling, which the seller did.
  const draws = 2n * (keeperFee / 2n);
  const settlings = 2n * (keeperFee - keeperFee / 2n);

  const [absent, ...outvoted] = panels.first;
  const dissenter = panels.second[3]!;
  const changes: { [name: string]: bigint } = {
    // The price and the arbitration fee came back.
    buyer: lostFees + bond - (appeal + bond) + draws,
    seller: settlings - arbitration,
    treasury: lostStakes + (shared % agreed),
    escrow: 0n,
    court: 0n,
    pool: 0n,
    ...Object.fromEntries(arbitrators.map((address) => [getAddress(address), 0n])),
    ...Object.fromEntries(panels.second.map((address) => [address, seat])),
    ...Object.fromEntries(outvoted.map((address) => [address, -wrong])),
    [dissenter]: -wrong,
    [absent!]: -lock,
  };
  expect(Object.values(changes).reduce((sum, change) => sum + change)).to.equal(0n);
  return changes;
}
