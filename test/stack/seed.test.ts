import { expect } from "chai";
import { type Address, encodeFunctionData, maxUint256 } from "viem";
import { cidOfDigest } from "#protocol/cid.ts";
import { escrowAbi, testTokenAbi } from "#protocol/generated/abi.ts";
import { categoryCode, conditions, categories } from "#protocol/metadata.ts";
import { kinds, statuses } from "#protocol/enums.ts";
import { NATIVE, ZERO_WORD } from "#protocol/terms.ts";
import { type Order, orderId, plainOrder } from "#protocol/order.ts";
import { quote } from "#protocol/money.ts";
import { noProof } from "#protocol/listingProof.ts";
import { readAnnounced } from "#protocol/announced.ts";
import { PERMIT2, permit2TypedData } from "#protocol/payments.ts";
import { readDeployment } from "../../scripts/deployments.ts";
import { people, personNames } from "../../scripts/seed/people.ts";
import type { Stack } from "../../scripts/stack/stack.ts";
import type { Market } from "../support/everything.ts";
import { compareWithContracts, termsOf } from "../support/replay.ts";
import { readProfile } from "../support/profiles.ts";
import { startTestStack } from "../support/stack.ts";
import { openWallets } from "../../scripts/seed/wallets.ts";

const offset = 900;
const startTimeout = 400_000;

/** A seeded market takes a minute to start, so everything that is asked of one is asked here. */
describe("the seeded market", () => {
  let stack: Stack, market: Market;

  async function query<T>(document: string): Promise<T> {
    const response = await fetch(stack.endpoints.graph, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: document }),
    });
    const { data, errors } = (await response.json()) as { data?: T; errors?: { message: string }[] };
    if (!data) throw new Error(errors?.[0]?.message ?? "no data");
    return data;
  }

  before("start", async function () {
    this.timeout(startTimeout);
    stack = await startTestStack({ offset, seed: true });
  });

  after(() => stack?.stop());

  it("is indexed as the contracts have it: every listing, order, dispute, case, stake, credit and score", async () => {
    market = await compareWithContracts(query, stack.endpoints.chain, readDeployment("local")!);
  });

  it("has forty listings and more, of every kind, in all eight categories, each with its file and pictures", () => {
    const { listings } = market;
    expect(listings.length).to.be.at.least(40);
    expect(new Set(listings.map(({ kind }) => kind))).to.deep.equal(new Set(kinds));
    expect(new Set(listings.map(({ metadata }) => metadata?.category))).to.deep.equal(new Set(categories));
    expect(listings.filter(({ metadata }) => metadata?.photos.length)).to.have.length.above(40);
  });

  it("has things in every condition that is sold, edits, and a listing that was closed", async () => {
    const { listingMetadata_collection: files } = await query<{ listingMetadata_collection: { condition: string }[] }>(
      "{ listingMetadata_collection(first: 1000) { condition } }",
    );
    const found = new Set(files.map(({ condition }) => condition).filter(Boolean));
    expect(found.size).to.be.at.least(4);
    for (const condition of found) expect(conditions).to.include(condition);
    const { edits } = await query<{ edits: unknown[] }>("{ edits: listings(where: { version_gt: 1 }) { id } }");
    expect(edits).to.have.length.above(0);
    expect(market.listings.some(({ status }) => status === "closed")).to.equal(true);
  });

  it("serves every picture and file by its own gateway", async () => {
    const cids = market.listings.flatMap(({ metadata }) => metadata?.photos.map(({ cid }) => cid) ?? []);
    for (const cid of new Set(cids)) {
      const response = await fetch(`${stack.endpoints.gateway}/ipfs/${cid}`, { method: "HEAD" });
      expect(response.status, cid).to.equal(200);
    }
  });

  it("has orders in every status, and every way of ending", () => {
    const statuses = new Set(market.orders.map(({ status }) => status));
    expect([...statuses].sort()).to.deep.equal(["completed", "disputed", "funded", "refunded", "resolved", "shipped"]);
    const outcomes = new Set(market.orders.map(({ outcome }) => outcome));
    const ends = [
      "calledOff",
      "completed",
      "neverSent",
      "refunded",
      "refundedUnshipped",
      "ruledForBuyer",
      "ruledForSeller",
      "settled",
      "split",
      "unanswered",
    ];
    expect([...outcomes].sort()).to.deep.equal([...ends, "none"].sort());
  });

  it("has a dispute in each phase at the escrow, and a case in each phase at the court", () => {
    const open = market.orders.filter(({ status }) => status === "disputed");
    expect(new Set(open.map(({ dispute }) => dispute?.phase))).to.deep.equal(new Set(["opened", "raised", "ruled"]));
    const phases = new Set(market.cases.map(({ phase }) => phase));
    expect([...phases].sort()).to.deep.equal(["appeal", "commit", "draw", "evidence", "resolved", "reveal"]);
  });

  it("has stays ahead, running, over and paid, called off for nothing and for something, never begun, and disputed", async () => {
    const now = Number((await (await openWallets(stack.endpoints.chain)).chain.getBlock()).timestamp);
    const stays = market.orders
      .filter(({ start }) => start !== "0")
      .map(({ start, end, status, outcome, toSeller }) => {
        const when = Number(start) > now ? "ahead" : Number(end) > now ? "running" : "over";
        return `${when} ${status}${outcome === "calledOff" ? (toSeller === "0" ? " for nothing" : " for something") : ""}`;
      });
    expect([...new Set(stays)]).to.include.members([
      ...["ahead funded", "running shipped", "over completed", "over disputed", "over refunded"],
      ...["over refunded for nothing", "over refunded for something"],
    ]);
    const slots = market.listings.filter(({ slot }) => slot !== "0").map(({ slot }) => Number(slot));
    expect(slots.sort((a, b) => a - b)).to.deep.equal([3_600, 86_400, 86_400]);
  });

  it("has a thing in sizes and with ways to get it, of which some were sold and some given back", () => {
    const shirt = market.listings.find(({ metadata }) => metadata?.options.some(({ variant }) => variant === "S"))!;
    expect(shirt.metadata?.options).to.have.lengthOf(6);
    expect(shirt.variantSales.map(({ sold }) => sold).sort()).to.deep.equal(["1", "1", "2"]);
    const chosen = market.orders.filter(({ listing, option }) => listing.id === shirt.id && option !== null);
    expect(new Set(chosen.map(({ option }) => `${option?.variant}, ${option?.delivery}`)).size).to.be.at.least(3);
    expect(Number(shirt.left)).to.equal(Number(shirt.stock) - 4);
  });

  it("has listings in their file's category, by a number in their terms", () => {
    for (const { category, metadata } of market.listings)
      expect(category).to.equal(categoryCode(metadata!.category as (typeof categories)[number]));
    expect(market.categories.map(({ code }) => code)).to.deep.equal(categories.map(categoryCode));
  });

  it("has a file of signed listings that somebody points to, every signature its seller's", async () => {
    const [announced, ...others] = market.announcements;
    expect(others).to.deep.equal([]);
    const { chain, chainId } = await openWallets(stack.endpoints.chain);
    const registry = readDeployment("local")!.contracts["ListingRegistry"] as Address;
    const { found, refused } = await readAnnounced(announced!.contents, {
      ...{ chainId, registry },
      fileOf: async (contents) => {
        const file = await fetch(`${stack.endpoints.gateway}/ipfs/${cidOfDigest(contents)}`);
        return new Uint8Array(await file.arrayBuffer());
      },
      isSigned: (question) => chain.verifyTypedData(question),
    });
    expect(refused).to.deep.equal([]);
    const { timestamp } = await chain.getBlock();
    for (const { terms } of found) expect(terms.expiry).to.be.above(Number(timestamp));
    expect(found).to.have.lengthOf(2);
    // One of them was bought, and is known by that.
    expect(market.listings.filter(({ published }) => !published)).to.have.lengthOf(1);
  });

  it("has reviews both ways, some sealed, an answer, and rulings that were counted", async () => {
    expect(new Set(market.reviews.map(({ subjectRole }) => subjectRole))).to.deep.equal(new Set(["buyer", "seller"]));
    expect(market.sealed).to.have.length.above(0);
    expect(market.countedRulings).to.have.length.above(0);
    const { replies } = await query<{ replies: unknown[] }>("{ replies: reviews(where: { repliedAt_gt: 0 }) { id } }");
    expect(replies).to.have.length.above(0);
  });

  it("has eight people, who all trade and say who they are", async () => {
    const wallets = await openWallets(stack.endpoints.chain);
    const known = new Set(market.accounts.map(({ id }) => id));
    for (const name of personNames) {
      const { address } = wallets.account(people[name].account);
      expect(known.has(address.toLowerCase() as `0x${string}`), name).to.equal(true);
      const profile = await readProfile(stack.endpoints.ceramic, address, wallets.chainId);
      expect(profile).to.include({ name: people[name].profile.name, about: people[name].profile.about });
      expect(profile).to.have.property("picture");
    }
    expect(personNames).to.have.lengthOf(8);
  });

  it("takes what a buyer pays through Permit2, whoever sends it", async () => {
    const { Escrow: escrow, TestToken: dollar } = readDeployment("local")!.contracts as Record<string, Address>;
    const wallets = await openWallets(stack.endpoints.chain);
    const [buyer, anybody] = [wallets.account(15), wallets.account(16)];
    const offered = market.listings.find(
      ({ status, published, kind, token, seller, options, left }) =>
        status === "active" &&
        published &&
        kind === "item" &&
        options === ZERO_WORD &&
        left !== "0" &&
        token === dollar!.toLowerCase() &&
        isThere(seller.id),
    );
    const terms = termsOf(offered!);
    const order: Order = { ...plainOrder, terms, buyer: buyer.address, quantity: 1, referrer: NATIVE, nonce: 1n };
    const { total } = quote(order);
    const token = { abi: testTokenAbi } as const;
    const mint = encodeFunctionData({ ...token, functionName: "mint", args: [buyer.address, total] });
    const allow = encodeFunctionData({ ...token, functionName: "approve", args: [PERMIT2, maxUint256] });
    for (const data of [mint, allow]) await wallets.send(buyer, { to: dollar!, data });

    const places = { chainId: wallets.chainId, permit2: PERMIT2, escrow: escrow! } as const;
    const once = { nonce: 1n, deadline: maxUint256 };
    const signature = await buyer.signTypedData(permit2TypedData(places, order, once));
    const args = [order, noProof, { ...once, signature }] as const;
    await wallets.send(anybody, {
      to: escrow!,
      data: encodeFunctionData({ abi: escrowAbi, functionName: "buyWithPermit2", args }),
    });

    const at = { address: escrow!, abi: escrowAbi } as const;
    const { status } = await wallets.chain.readContract({ ...at, functionName: "stateOf", args: [orderId(order)] });
    expect(statuses[status]).to.equal("funded");
    const left = { ...token, address: dollar!, functionName: "balanceOf", args: [buyer.address] } as const;
    expect(await wallets.chain.readContract(left)).to.equal(0n);
  });

  const isThere = (seller: Address) => market.accounts.find(({ id }) => id === seller)?.awayUntil === "0";
});
