import { expect } from "chai";
import { type Address, type Hex, createPublicClient, http } from "viem";
import {
  arbitrationCourtAbi,
  arbitratorPoolAbi,
  escrowAbi,
  listingRegistryAbi,
  reputationAbi,
} from "../../protocol/generated/abi.ts";
import { type Terms, disputePhases, kinds, listingId, listingStatuses } from "../../protocol/ids.ts";
import { orderId, outcomes, statuses } from "../../protocol/ids.ts";
import { type Score, addReview, emptyScore, pointsOfRating } from "../../protocol/score.ts";
import type { Deployment } from "../../scripts/deployments.ts";
import { type Market, type MarketListing, everything } from "./everything.ts";

const casePhases = ["none", "evidence", "draw", "commit", "reveal", "appeal", "resolved"];
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
  return {
    escrow: escrow.address.toLowerCase(),
    listing: (id: Hex) => client.readContract({ ...registry, functionName: "stateOf", args: [id] }),
    epoch: (seller: Address) => client.readContract({ ...registry, functionName: "epochOf", args: [seller] }),
    order: (id: Hex) => client.readContract({ ...escrow, functionName: "stateOf", args: [id] }),
    dispute: (id: Hex) => client.readContract({ ...escrow, functionName: "disputeOf", args: [id] }),
    credit: (account: Address, token: Address) =>
      client.readContract({ ...escrow, functionName: "creditOf", args: [account, token] }),
    score: (account: Address, role: 0 | 1) =>
      client.readContract({ ...reputation, functionName: "scoreOf", args: [account, role] }),
    arbitrator: (account: Address) => client.readContract({ ...pool, functionName: "arbitratorOf", args: [account] }),
    owed: (account: Address) => client.readContract({ ...pool, functionName: "creditOf", args: [account] }),
    caseOf: (id: bigint) => client.readContract({ ...court, functionName: "caseOf", args: [id] }),
    seats: (id: bigint, round: number, attempt: number) =>
      client.readContract({ ...court, functionName: "seatsOf", args: [id, round, attempt] }),
  };
}

/** What the index knows is enough to make the calldata of every call about a listing again. */
function termsOf(listing: MarketListing): Terms {
  const { seller, token, arbitrator, sellerFeeBps, buyerFeeBps, referralBps } = listing;
  return {
    ...{ seller: seller.id, token, arbitrator, sellerFeeBps, buyerFeeBps, referralBps },
    ...{ price: BigInt(listing.price), deposit: BigInt(listing.deposit), metadata: listing.metadataDigest },
    ...{ stock: Number(listing.stock), expiry: Number(listing.expiry), epoch: Number(listing.epoch) },
    ...{ fulfilWindow: Number(listing.fulfilWindow), inspectWindow: Number(listing.inspectWindow) },
    ...{ rulingWindow: Number(listing.rulingWindow), court: Number(listing.court) },
    kind: kinds.indexOf(listing.kind),
  };
}

async function compareListing(chain: Chain, listing: MarketListing): Promise<void> {
  expect(listingId(termsOf(listing))).to.equal(listing.id);
  const [state, epoch] = await Promise.all([chain.listing(listing.id), chain.epoch(listing.seller.id)]);
  expect({ sold: listing.sold, unlimited: listing.unlimited }).to.deep.equal({
    sold: String(state.sold),
    unlimited: listing.stock === "4294967295",
  });
  const isOpen = listingStatuses[state.status] === "active" && epoch === Number(listing.epoch);
  expect(listing.status, listing.id).to.equal(isOpen ? "active" : "closed");
}

async function compareOrder(chain: Chain, order: Market["orders"][number]): Promise<void> {
  const { buyer, quantity, referrer, nonce } = order;
  const purchase = { buyer: buyer.id, quantity: Number(quantity), referrer, nonce: BigInt(nonce) };
  expect(orderId({ terms: termsOf(order.listing), ...purchase })).to.equal(order.id);
  const state = await chain.order(order.id);
  expect({ status: order.status, outcome: order.outcome, held: order.held, fee: order.fee }, order.id).to.deep.equal({
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
    const owed = contract === chain.escrow ? chain.credit(account.id, token) : chain.owed(account.id);
    expect(amount, `credit of ${account.id}`).to.equal(String(await owed));
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

/** Holds everything that the index knows against what the contracts answer. Throws at the first difference. */
export async function compareWithContracts(query: Query, url: string, deployment: Deployment): Promise<Market> {
  const market = await query<Market>(everything);
  const chain = contractsOf(url, deployment);
  const scores = scoresOf(market);
  for (const listing of market.listings) await compareListing(chain, listing);
  for (const order of market.orders) await compareOrder(chain, order);
  for (const account of market.accounts) await compareAccount(chain, account, scores);
  for (const arbitrator of market.arbitrators) await compareArbitrator(chain, arbitrator);
  for (const indexed of market.cases) await compareCase(chain, indexed);
  for (const { id, fees, feesSwept } of market.tokens) {
    const orders = market.orders.filter(({ listing }) => listing.token === id);
    const states = await Promise.all(orders.map((order) => chain.order(order.id)));
    const unswept = states.reduce((sum, state) => (state.feeSwept ? sum : sum + state.feePaid), 0n);
    expect(BigInt(fees) - BigInt(feesSwept), `fees in ${id}`).to.equal(unswept);
  }
  return market;
}
