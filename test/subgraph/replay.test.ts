import { expect } from "chai";
import { getAddress, parseEther, zeroAddress } from "viem";
import type { Deployment } from "../../scripts/deployments.ts";
import { deploy } from "../../scripts/deploy/deploy.ts";
import { stakeArbitrators } from "../../scripts/seed/arbitrators.ts";
import { entryOf } from "../../scripts/seed/catalogue/catalogue.ts";
import { openCourt } from "../../scripts/seed/court.ts";
import { type Addresses, openMarket } from "../../scripts/seed/market.ts";
import { openReviews } from "../../scripts/seed/reviews.ts";
import { createTimeline } from "../../scripts/seed/timeline.ts";
import { openWallets } from "../../scripts/seed/wallets.ts";
import { cidOfDigest } from "../../protocol/cid.ts";
import type { Market } from "../support/everything.ts";
import { compareWithContracts } from "../support/replay.ts";
import { tradeAround } from "./support/around.ts";
import { type Indexer, startIndexer, startTimeout } from "./support/indexer.ts";

const offset = 700;
const arbitrators = [9, 10, 11, 12, 13];
const keeper = 14;
const good = { rating: 5, text: "As it was described." };
const bad = { rating: 2, text: "It took its time." };

/** A little real trade by the real contracts: nothing here says what the index should hold, the contracts do. */
async function trade({ urls, files }: Indexer, deployment: Deployment): Promise<void> {
  const at = Object.fromEntries(
    Object.entries(deployment.contracts).map(([name, address]) => [name, getAddress(address)]),
  ) as Addresses;
  const wallets = await openWallets(urls.chain);
  const timeline = createTimeline(urls.chain);
  const texts = {
    add: async (bytes: Uint8Array) => cidOfDigest(await files.add(bytes)),
    addText: (content: string | object) => files.add(typeof content === "string" ? content : JSON.stringify(content)),
  };
  const market = openMarket({ wallets, files: texts, timeline, at, guide: deployment, photos: async () => [] });
  const reviews = openReviews(wallets, texts, market, at);
  const court = openCourt({ wallets, files: texts, timeline, at, rpcUrl: urls.chain, keeper });

  for (const person of ["ada", "dana", "farah"] as const) await market.mint(person, "3000");
  const stakes = arbitrators.map((index) => ({ account: wallets.account(index), stake: parseEther("2") }));
  await stakeArbitrators(wallets, at.ArbitratorPool, stakes);
  for (const key of ["saw", "axe", "ladder", "notebook", "toolbox"]) await market.publish(entryOf(key));
  // Three hidden votes, which its price alone would not bring.
  await market.publish({ ...entryOf("compass"), courtId: 0 });
  await market.edit({ ...entryOf("axe"), price: "44.00 tUSD" });
  await market.close("toolbox");

  const sold = await market.buy("ada", "saw", { quantity: 2 });
  await market.ship(sold, "parcel 1");
  await market.confirm(sold);
  await reviews.both(sold, good, bad);
  await reviews.reply(sold, "emil", "The post was on strike.");

  const referred = await market.buy("farah", "notebook", { quantity: 3, referrer: "dana" });
  await market.release(referred, "20.00 tUSD");
  await market.confirm(referred);
  await reviews.seal(referred, "farah", good);

  const rented = await market.buy("ada", "ladder");
  await market.ship(rented);
  await market.confirm(rented);
  await market.refund(await market.buy("dana", "axe"), "goran");
  await market.settle(await market.buy("ada", "axe"), "goran", "ada", "10.00 tUSD");
  await market.extend(await market.buy("dana", "notebook"), "dana", 2);

  const judged = await market.buy("farah", "compass");
  await market.ship(judged);
  await market.openDispute(judged, "farah");
  const id = await market.answerDispute(judged, "chidi");
  await market.submitEvidence(judged, "farah", "It points south", "See the picture.");
  await court.judge(id, [{ ruling: "buyer" }, { ruling: "buyer" }, { ruling: "seller" }]);
  await market.executeRuling(judged, "farah");

  const unanswered = await market.buy("dana", "axe");
  await market.ship(unanswered);
  await market.openDispute(unanswered, "dana");
  await timeline.at((await market.deadlineOf(unanswered.id)) + 1);
  await market.resolveUnanswered(unanswered);
  const answerable = await market.buy("farah", "notebook");
  await market.ship(answerable);
  await market.openDispute(answerable, "hina");
  await tradeAround({ wallets, timeline, at });
}

describe("a market rebuilt from its events", () => {
  let indexer: Indexer, deployment: Deployment, market: Market;

  before("trade", async function () {
    this.timeout(startTimeout);
    indexer = await startIndexer(offset, {
      deploy: async ({ chain }) => (deployment = await deploy({ rpcUrl: chain, network: "local" })),
    });
    await trade(indexer, deployment);
    await indexer.indexed();
  });

  after(() => indexer?.stop());

  it("is what the contracts say it is: listings, orders, disputes, cases, stakes, credits, fees, scores and what is around", async () => {
    market = await compareWithContracts(indexer.query, indexer.urls.chain, deployment);
  });

  it("holds an order of every end that was traded to", () => {
    const ends = new Map<string, number>();
    for (const { status, outcome } of market.orders) {
      const end = `${status} ${outcome}`;
      ends.set(end, (ends.get(end) ?? 0) + 1);
    }
    expect(Object.fromEntries(ends)).to.deep.equal({
      "completed completed": 5,
      "disputed none": 1,
      "funded none": 13,
      "refunded calledOff": 2,
      "refunded neverSent": 1,
      "refunded refundedUnshipped": 3,
      "resolved ruledForBuyer": 1,
      "resolved settled": 1,
      "resolved unanswered": 1,
      "shipped none": 2,
    });
    expect(market.orders.filter(({ feeSwept }) => feeSwept)).to.have.lengthOf(1);
  });

  it("holds listings of every standing, published and not", () => {
    const standings = market.listings.map(({ published, status }) => `${published ? "published" : "signed"} ${status}`);
    expect([...new Set(standings)].sort()).to.deep.equal([
      "published active",
      "published closed",
      "signed closed",
      "signed presented",
    ]);
  });

  it("holds two reviews published and one sealed, one ruling counted, five arbitrators and three cases", () => {
    const { reviews, sealed, countedRulings, arbitrators, cases } = market;
    const counts = [reviews, sealed, countedRulings, arbitrators, cases].map(({ length }) => length);
    expect(counts).to.deep.equal([2, 1, 1, 5, 3]);
  });

  it("holds stays, what is taken of a listing's time by them, and what was chosen", () => {
    const stays = market.orders.filter(({ start }) => start !== "0");
    expect(stays.map(({ quantity }) => Number(quantity)).sort((a, b) => a - b)).to.deep.equal([1, 2, 3, 4, 20]);
    const kept = stays.filter(({ outcome }) => outcome === "calledOff").map(({ toSeller }) => toSeller);
    // Half of two nights at twenty dollars, less the seller's fee.
    expect(kept.sort()).to.deep.equal(["0", "19600000"]);
    const sizes = market.listings.flatMap(({ variantSales }) => variantSales.map(({ sold }) => sold));
    expect(sizes.sort()).to.deep.equal(["2", "2"]);
    expect(market.orders.filter(({ extra }) => extra !== "0")).to.have.lengthOf(4);
    expect(market.announcements).to.have.lengthOf(1);
  });

  it("is noticed when time is taken that the calendar has free", async () => {
    const { query, urls } = indexer;
    const wrong = async <T>(document: string) => {
      const data = await query<Market>(document);
      const orders = data.orders.map((order) =>
        order.outcome === "calledOff" ? { ...order, status: "funded" as const } : order,
      );
      return { ...data, orders } as T;
    };
    const failure = await compareWithContracts(wrong, urls.chain, deployment).catch((error: Error) => error);
    expect(String(failure)).to.match(/0x[0-9a-f]{64}: expected \[/);
  });

  it("holds what is around the trade: catalogues, budgets, a passport, covers, boosts, a membership, a bond", () => {
    expect(market.catalogues).to.have.lengthOf(2);
    expect(market.requests.map(({ orders }) => orders.length).sort()).to.deep.equal([0, 1]);
    expect(market.passports.map(({ sales, entries }) => [sales, entries.length])).to.deep.equal([[2, 3]]);
    expect(market.covers.map(({ status }) => status).sort()).to.deep.equal(["claimed", "lapsed", "live"]);
    const { boosts, memberships, feeHolidays, bonds, reports } = market;
    const counts = [boosts, memberships, feeHolidays, bonds, reports].map(({ length }) => length);
    expect(counts).to.deep.equal([1, 1, 1, 1, 1]);
  });

  it("is noticed when it differs", async () => {
    const { query, urls } = indexer;
    const wrong = async <T>(document: string) => {
      const data = await query<Market>(document);
      const [first, ...others] = data.orders;
      return { ...data, orders: [{ ...first!, fee: "1" }, ...others] } as T;
    };
    const failure = await compareWithContracts(wrong, urls.chain, deployment).catch((error: Error) => error);
    expect(failure).to.be.instanceOf(Error);
  });

  it("has addresses of the deployment in the manifest", () => {
    for (const [name, address] of Object.entries(indexer.addresses)) {
      expect(deployment.contracts[name as keyof typeof indexer.addresses] ?? zeroAddress).to.equal(address);
    }
  });
});
