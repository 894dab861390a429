import { expect } from "chai";
import { type Address, type Hex, createPublicClient, http } from "viem";
import {
  arbitrationCourtAbi,
  arbitratorPoolAbi,
  escrowAbi,
  feeScheduleAbi,
  itemPassportAbi,
  listingRegistryAbi,
  membershipAbi,
  promotionsAbi,
  protectionPoolAbi,
  reputationAbi,
  requestBoardAbi,
  sellerBondsAbi,
} from "../../protocol/generated/abi.ts";
import { type Order, type Terms, disputePhases, endOf, kinds, listingId, listingStatuses } from "../../protocol/ids.ts";
import { orderId, outcomes, statuses } from "../../protocol/ids.ts";
import { choiceOf } from "../../protocol/options.ts";
import { optionsRoot } from "../../protocol/optionTree.ts";
import { type Score, addReview, emptyScore, pointsOfRating } from "../../protocol/score.ts";
import type { Deployment } from "../../scripts/deployments.ts";
import { type Market, type MarketListing, everything } from "./everything.ts";

const casePhases = ["none", "evidence", "draw", "commit", "reveal", "appeal", "resolved"];
const coverStatuses = ["none", "live", "claimed", "granted", "paid", "refused", "lapsed"];
const reportStatuses = ["none", "open", "upheld", "rejected", "expired"];
const seatStatuses = ["empty", "drawn", "committed", "revealed", "leaked"];

type Query = <T>(document: string) => Promise<T>;
type Chain = ReturnType<typeof contractsOf>;

/** What can be asked of the contracts themselves. */
function contractsOf(url: string, { contracts }: Deployment) {
  const client = createPublicClient({ transport: http(url, { batch: true }) });
  const at = (name: keyof typeof contracts) => contracts[name] as Address;
  const registry = { address: at("ListingRegistry"), abi: listingRegistryAbi } as const;
  const escrow = { address: at("Escrow"), abi: escrowAbi } as const;
  const pool = { address: at("ArbitratorPool"), abi: arbitratorPoolAbi } as const;
  const court = { address: at("ArbitrationCourt"), abi: arbitrationCourtAbi } as const;
  const reputation = { address: at("Reputation"), abi: reputationAbi } as const;
  const board = { address: at("RequestBoard"), abi: requestBoardAbi } as const;
  const passports = { address: at("ItemPassport"), abi: itemPassportAbi } as const;
  const protection = { address: at("ProtectionPool"), abi: protectionPoolAbi } as const;
  const membership = { address: at("Membership"), abi: membershipAbi } as const;
  const schedule = { address: at("FeeSchedule"), abi: feeScheduleAbi } as const;
  const promotions = { address: at("Promotions"), abi: promotionsAbi } as const;
  const bonds = { address: at("SellerBonds"), abi: sellerBondsAbi } as const;
  const creditors = [escrow, board, protection, membership, promotions].map(({ address }) => address.toLowerCase());
  return {
    listing: (id: Hex) => client.readContract({ ...registry, functionName: "stateOf", args: [id] }),
    variantSold: (id: Hex, variant: Hex) =>
      client.readContract({ ...registry, functionName: "variantSold", args: [id, variant] }),
    taken: (terms: Terms, start: number, slots: number) =>
      client.readContract({ ...registry, functionName: "takenAt", args: [terms, start, slots] }),
    quote: (order: Order) => client.readContract({ ...escrow, functionName: "quote", args: [order] }),
    epoch: (seller: Address) => client.readContract({ ...registry, functionName: "epochOf", args: [seller] }),
    order: (id: Hex) => client.readContract({ ...escrow, functionName: "stateOf", args: [id] }),
    dispute: (id: Hex) => client.readContract({ ...escrow, functionName: "disputeOf", args: [id] }),
    /** What a contract owes an account: the pool of arbitrators owes native coin only. */
    credit: (contract: Address, account: Address, token: Address) => {
      if (contract === pool.address.toLowerCase())
        return client.readContract({ ...pool, functionName: "creditOf", args: [account] });
      expect(creditors).to.include(contract);
      return client.readContract({
        address: contract,
        abi: escrowAbi,
        functionName: "creditOf",
        args: [account, token],
      });
    },
    awayUntil: (seller: Address) => client.readContract({ ...registry, functionName: "holidayOf", args: [seller] }),
    mayAct: (seller: Address, delegate: Address) =>
      client.readContract({ ...registry, functionName: "isDelegate", args: [seller, delegate] }),
    catalogue: (id: Hex) => client.readContract({ ...registry, functionName: "catalogueStatusOf", args: [id] }),
    budget: (id: Hex) => client.readContract({ ...board, functionName: "budgetOf", args: [id] }),
    passport: (id: Hex) => client.readContract({ ...passports, functionName: "passport", args: [BigInt(id)] }),
    holder: (id: Hex) => client.readContract({ ...passports, functionName: "ownerOf", args: [BigInt(id)] }),
    recordedIn: (order: Hex) => client.readContract({ ...passports, functionName: "passportOf", args: [order] }),
    cover: (id: Hex) => client.readContract({ ...protection, functionName: "coverOf", args: [id] }),
    liveCover: () => client.readContract({ ...protection, functionName: "liveCover" }),
    shares: () => client.readContract({ ...protection, functionName: "totalSupply" }),
    expiresAt: (account: Address) =>
      client.readContract({ ...membership, functionName: "expiresAt", args: [BigInt(account)] }),
    holiday: () => client.readContract({ ...schedule, functionName: "holiday" }),
    boost: (id: Hex) => client.readContract({ ...promotions, functionName: "boostStateOf", args: [id] }),
    bond: (seller: Address) => client.readContract({ ...bonds, functionName: "bondStateOf", args: [seller] }),
    report: (id: bigint) => client.readContract({ ...bonds, functionName: "reportOf", args: [id] }),
    score: (account: Address, role: 0 | 1) =>
      client.readContract({ ...reputation, functionName: "scoreOf", args: [account, role] }),
    arbitrator: (account: Address) => client.readContract({ ...pool, functionName: "arbitratorOf", args: [account] }),
    caseOf: (id: bigint) => client.readContract({ ...court, functionName: "caseOf", args: [id] }),
    seats: (id: bigint, round: number, attempt: number) =>
      client.readContract({ ...court, functionName: "seatsOf", args: [id, round, attempt] }),
  };
}

/** What the index knows is enough to make the calldata of every call about a listing again. */
export function termsOf(listing: MarketListing): Terms {
  const { seller, token, arbitrator, sellerFeeBps, buyerFeeBps, referralBps } = listing;
  return {
    ...{ seller: seller.id, token, arbitrator, sellerFeeBps, buyerFeeBps, referralBps },
    ...{ price: BigInt(listing.price), deposit: BigInt(listing.deposit), metadata: listing.metadataDigest },
    ...{ stock: Number(listing.stock), expiry: Number(listing.expiry), epoch: Number(listing.epoch) },
    ...{ fulfilWindow: Number(listing.fulfilWindow), inspectWindow: Number(listing.inspectWindow) },
    ...{ rulingWindow: Number(listing.rulingWindow), courtId: Number(listing.courtId) },
    ...{ slot: Number(listing.slot), slotOffset: Number(listing.slotOffset), freeNotice: Number(listing.freeNotice) },
    ...{ lateRefundBps: listing.lateRefundBps, category: listing.category, options: listing.options },
    kind: kinds.indexOf(listing.kind),
  };
}

/** … and about an order. */
export function orderOf(order: Market["orders"][number]): Order {
  const { listing, buyer, quantity, start, choice, extra, referrer, nonce } = order;
  const taken = { quantity: Number(quantity), start: Number(start), choice, extra: BigInt(extra) };
  return { terms: termsOf(listing), ...taken, buyer: buyer.id, referrer, nonce: BigInt(nonce) };
}

/** What a listing's file says that there is to choose is what its terms hold the root of. */
function compareOptions({ id, options, metadata }: MarketListing): void {
  const found = (metadata?.options ?? []).map(({ variant, delivery, choice, ...numbers }) => {
    const words = { variant: variant ?? undefined, delivery: delivery ?? undefined };
    expect(choice, id).to.equal(choiceOf(words));
    const { stock, unitPrice, orderPrice } = numbers;
    return { ...words, stock: Number(stock), unitPrice: BigInt(unitPrice), orderPrice: BigInt(orderPrice) };
  });
  if (metadata) expect(optionsRoot(found), id).to.equal(options);
}

/** What is taken of a listing's time, by its orders: as many in each slot as its calendar has. */
async function compareCalendar(chain: Chain, listing: MarketListing, { orders }: Market): Promise<void> {
  const stays = orders.filter((order) => order.listing.id === listing.id);
  const slot = Number(listing.slot);
  const moments = stays.flatMap(({ start, end }) => [Number(start), Number(end)]);
  if (slot === 0) expect(moments.filter(Boolean), listing.id).to.deep.equal([]);
  if (slot === 0 || stays.length === 0) return;
  // One more at each end, where nobody is.
  const first = Math.min(...moments) - slot;
  const slots = (Math.max(...moments) + slot - first) / slot;
  const taken = stays.filter(({ status }) => status !== "refunded");
  const expected = Array.from({ length: slots }, (_, index) => {
    const at = first + index * slot;
    return taken.filter(({ start, end }) => Number(start) <= at && at < Number(end)).length;
  });
  expect(await chain.taken(termsOf(listing), first, slots), listing.id).to.deep.equal(expected);
}

/** What the index calls a listing of the seller's epoch: one that was never published has no status at the registry. */
const standing = listingStatuses.map((status) => (status === "none" ? "presented" : status));

async function compareListing(chain: Chain, listing: MarketListing): Promise<void> {
  expect(listingId(termsOf(listing))).to.equal(listing.id);
  const [state, epoch] = await Promise.all([chain.listing(listing.id), chain.epoch(listing.seller.id)]);
  const unlimited = listing.stock === "4294967295";
  const left = unlimited ? listing.stock : String(Number(listing.stock) - state.sold);
  expect([listing.sold, listing.left, listing.unlimited], listing.id).to.deep.equal([
    String(state.sold),
    left,
    unlimited,
  ]);
  for (const { variant, sold: ofIt } of listing.variantSales)
    expect(ofIt, `${variant} of ${listing.id}`).to.equal(String(await chain.variantSold(listing.id, variant)));
  compareOptions(listing);
  // One that was closed may have been either.
  const found = listingStatuses[state.status];
  if (found !== "closed") expect(listing.published, listing.id).to.equal(found === "active");
  if (!listing.published) expect(state.presented, listing.id).to.equal(true);
  expect(listing.status, listing.id).to.equal(epoch === Number(listing.epoch) ? standing[state.status] : "closed");
}

async function compareOrder(chain: Chain, order: Market["orders"][number]): Promise<void> {
  const purchase = orderOf(order);
  expect(orderId(purchase)).to.equal(order.id);
  expect(order.end, order.id).to.equal(String(purchase.start === 0 ? 0 : endOf(purchase)));
  const parts = [order.subtotal, order.buyerFee, order.deposit];
  expect(parts, order.id).to.deep.equal((await chain.quote(purchase)).map(String));
  const state = await chain.order(order.id);
  const { status, outcome, held, fee, feeSwept } = order;
  expect({ status, outcome, held, fee, feeSwept }, order.id).to.deep.equal({
    feeSwept: state.feeSwept,
    status: statuses[state.status],
    outcome: outcomes[state.outcome],
    held: order.endedAt ? "0" : String(state.held),
    fee: String(state.feePaid),
  });
  if (!order.endedAt) expect(order.deadline, order.id).to.equal(String(state.deadline));
  const left = ["total", "toSeller", "toBuyer", "fee", "referral"].map((key) => BigInt(order[key as "total"]));
  const [total = 0n, ...paid] = left;
  if (order.endedAt)
    expect(
      paid.reduce((sum, part) => sum + part, 0n),
      order.id,
    ).to.equal(total);
  if (order.status !== "disputed") return;
  const dispute = await chain.dispute(order.id);
  expect({ phase: order.dispute?.phase, ruling: Number(order.dispute?.ruling ?? 0) }, order.id).to.deep.equal({
    phase: disputePhases[dispute.phase],
    ruling: dispute.ruling,
  });
}

/** Every score made again of single reviews and rulings, by the arithmetic of protocol/score.ts. */
function scoresOf({ reviews, countedRulings }: Market): Map<string, Score> {
  const added = [
    ...reviews.map((review) => ({ ...review, points: pointsOfRating(review.rating), at: BigInt(review.publishedAt) })),
    ...countedRulings.map((ruling) => ({ ...ruling, points: 0n, at: BigInt(ruling.timestamp) })),
  ].sort((a, b) => Number(a.at - b.at));
  const scores = new Map<string, Score>();
  for (const { subject, subjectRole, weight, points, at } of added) {
    const key = `${subject.id} ${subjectRole}`;
    const score = scores.get(key) ?? emptyScore;
    scores.set(key, addReview(score, BigInt(weight), points, at));
  }
  return scores;
}

async function compareAccount(
  chain: Chain,
  account: Market["accounts"][number],
  scores: Map<string, Score>,
): Promise<void> {
  expect(account.epoch).to.equal(String(await chain.epoch(account.id)));
  expect(account.awayUntil).to.equal(String(await chain.awayUntil(account.id)));
  for (const { delegate, allowed } of account.delegates) {
    expect(allowed, `${delegate.id} for ${account.id}`).to.equal(await chain.mayAct(account.id, delegate.id));
  }
  for (const [role, name] of (["buyer", "seller"] as const).entries()) {
    const side = account[name];
    const [score] = await chain.score(account.id, role as 0 | 1);
    const { num, den, updatedAt, count } = scores.get(`${account.id} ${name}`) ?? emptyScore;
    const indexed = [side.scoreNum, side.scoreDen, side.scoreUpdatedAt, String(side.scoreCount)];
    const onChain = [score.num, score.den, score.updatedAt, score.count].map(String);
    expect(indexed, `${name} ${account.id}`).to.deep.equal(onChain);
    expect([num, den, updatedAt, count].map(String), `${name} ${account.id}`).to.deep.equal(onChain);
  }
  for (const { contract, token, amount } of account.credits) {
    expect(amount, `credit of ${account.id}`).to.equal(String(await chain.credit(contract, account.id, token)));
  }
}

async function compareArbitrator(chain: Chain, { id, ...known }: Market["arbitrators"][number]): Promise<void> {
  const { stake, weight, locked, exiting, suspended, activeFrom, exitAt } = await chain.arbitrator(id);
  const numbers = { stake, weight, locked, exiting, activeFrom, exitAt };
  const texts = Object.fromEntries(Object.entries(numbers).map(([key, value]) => [key, String(value)]));
  expect(known, id).to.deep.equal({ ...texts, suspended });
}

async function compareCase(chain: Chain, indexed: Market["cases"][number]): Promise<void> {
  const id = BigInt(indexed.number);
  const state = await chain.caseOf(id);
  const { phase, round, attempt, executed, undecided, ruling } = indexed;
  expect({ phase, round, attempt, executed, undecided, ruling: Number(ruling ?? 0) }, `case ${id}`).to.deep.equal({
    ...{ phase: casePhases[state.phase], round: state.round, attempt: state.attempt, executed: state.executed },
    ...{ undecided: state.undecided, ruling: phase === "resolved" ? Number(state.ruling) : 0 },
  });
  const seats = await chain.seats(id, round, attempt);
  const last = indexed.seats.filter((seat) => seat.round.number === round && seat.attempt === attempt);
  expect(
    last.map(({ arbitrator, status, choice }) => ({ arbitrator: arbitrator.id, status, choice: Number(choice ?? 0) })),
  ).to.deep.equal(
    seats.map((seat) => ({
      arbitrator: seat.arbitrator.toLowerCase(),
      status: seatStatuses[seat.status],
      choice: Number(seat.choice),
    })),
  );
}

function compareCategories({ listings, orders, categories }: Market): void {
  const numbers = [...new Set(listings.map(({ category }) => category))].sort((a, b) => a - b);
  const expected = numbers.map((code) => {
    const all = listings.filter(({ category, published }) => category === code && published);
    const active = all.filter(({ status }) => status === "active");
    const bought = orders.filter(({ listing }) => listing.category === code);
    return { code, listings: all.length, activeListings: active.length, orders: bought.length };
  });
  expect(categories).to.deep.equal(expected);
}

/** Catalogues and budgets. */
async function compareOffers(chain: Chain, { catalogues, requests, orders }: Market): Promise<void> {
  for (const { id, seller, epoch, status } of catalogues) {
    const [found, current] = await Promise.all([chain.catalogue(id), chain.epoch(seller.id)]);
    expect(status, id).to.equal(current === Number(epoch) ? listingStatuses[found] : "closed");
  }
  for (const { id, budget, funded, spent, returned, orders: bought } of requests) {
    expect(budget, id).to.equal(String(await chain.budget(id)));
    expect(BigInt(budget), id).to.equal(BigInt(funded) - BigInt(spent) - BigInt(returned));
    const totals = bought.map((order) => BigInt(orders.find((entry) => entry.id === order.id)?.total ?? 0));
    expect(BigInt(spent), id).to.equal(totals.reduce((sum, total) => sum + total, 0n));
  }
}

async function comparePassport(chain: Chain, indexed: Market["passports"][number]): Promise<void> {
  const { id, owner, metadataDigest, sales, lastSoldAt, entries } = indexed;
  const [state, holder] = await Promise.all([chain.passport(id), chain.holder(id)]);
  expect({ owner: owner.id, metadataDigest, sales, lastSoldAt }, id).to.deep.equal({
    ...{ owner: holder.toLowerCase(), metadataDigest: state.metadata },
    ...{ sales: state.sales, lastSoldAt: String(state.lastSoldAt) },
  });
  const sold = entries.flatMap(({ order }) => order ?? []);
  expect(sold).to.have.lengthOf(sales);
  for (const order of sold) expect(await chain.recordedIn(order.id), order.id).to.equal(BigInt(id));
}

async function compareProtection(chain: Chain, { protectionPools, covers }: Market): Promise<void> {
  for (const { liveCover, shares } of protectionPools) {
    expect([liveCover, shares]).to.deep.equal([String(await chain.liveCover()), String(await chain.shares())]);
  }
  for (const { id, amount, status, deadline, claim } of covers) {
    const cover = await chain.cover(id);
    expect({ amount, status, deadline, disputeId: claim?.disputeId ?? "0" }, id).to.deep.equal({
      ...{ amount: String(cover.amount), status: coverStatuses[cover.status] },
      ...{ deadline: String(cover.deadline), disputeId: String(cover.disputeId) },
    });
  }
}

/** What stands behind a seller, and what is paid to be seen or to list for less. */
async function compareStanding(chain: Chain, market: Market): Promise<void> {
  for (const { id, expiresAt } of market.memberships) expect(expiresAt, id).to.equal(String(await chain.expiresAt(id)));
  const last = market.feeHolidays.at(-1);
  const { number, places, taken, until, floorBps } = await chain.holiday();
  const none = { number: 0, places: "0", taken: "0", until: "0", floorBps: 0 };
  const holiday = { number, places: String(places), taken: String(taken), until: String(until), floorBps };
  expect(last ?? none).to.deep.equal(holiday);
  for (const { id, weight, updatedAt } of market.boosts) {
    const boost = await chain.boost(id);
    expect([weight, updatedAt], id).to.deep.equal([String(boost.weight), String(boost.updatedAt)]);
  }
  for (const { id, ...known } of market.bonds) {
    const { amount, leaving, leavesAt } = await chain.bond(id);
    const bond = { amount: String(amount), leaving: String(leaving), leavesAt: String(leavesAt) };
    expect(known, id).to.deep.equal(bond);
  }
  for (const { number: id, status, deadline, disputeId } of market.reports) {
    const report = await chain.report(BigInt(id));
    expect({ status, deadline, disputeId }, `report ${id}`).to.deep.equal({
      ...{ status: reportStatuses[report.status], deadline: String(report.deadline) },
      disputeId: String(report.disputeId),
    });
  }
}

/** Holds everything that the index knows against what the contracts answer. Throws at the first difference. */
export async function compareWithContracts(query: Query, url: string, deployment: Deployment): Promise<Market> {
  const market = await query<Market>(everything);
  const chain = contractsOf(url, deployment);
  const scores = scoresOf(market);
  for (const listing of market.listings) {
    await compareListing(chain, listing);
    await compareCalendar(chain, listing, market);
  }
  compareCategories(market);
  for (const order of market.orders) await compareOrder(chain, order);
  for (const account of market.accounts) await compareAccount(chain, account, scores);
  for (const arbitrator of market.arbitrators) await compareArbitrator(chain, arbitrator);
  for (const indexed of market.cases) await compareCase(chain, indexed);
  await compareOffers(chain, market);
  for (const passport of market.passports) await comparePassport(chain, passport);
  await compareProtection(chain, market);
  await compareStanding(chain, market);
  for (const { id, fees, feesSwept } of market.tokens) {
    const orders = market.orders.filter(({ listing }) => listing.token === id);
    const states = await Promise.all(orders.map((order) => chain.order(order.id)));
    const unswept = states.reduce((sum, state) => (state.feeSwept ? sum : sum + state.feePaid), 0n);
    expect(BigInt(fees) - BigInt(feesSwept), `fees in ${id}`).to.equal(unswept);
  }
  return market;
}
