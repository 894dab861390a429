import { type Address, type Hex, formatLog, numberToHex, parseEventLogs } from "viem";
import {
  kinds,
  listingId as idOfTerms,
  orderId as idOfOrder,
  type Order,
  type Terms,
  termsOfEvents,
} from "../../../../protocol/ids.ts";
import { rebuiltOrder } from "./rebuilt.ts";
import { publicClient } from "../../services/chain.ts";
import { afterIndex, eventsOf, inRanges, startBlock } from "../../services/chainLogs.ts";
import { escrow, registry, reputation } from "../../services/contracts.ts";
import { graphql, query, type ResultOf } from "../../services/graph.ts";
import { rememberedListing, rememberedOrder, rememberListing, rememberOrder } from "../journal.ts";

/*
 * Whoever holds a listing's or an order's id can rebuild all the calldata that acting on it takes: from this device, from the
 * subgraph, or, slower but there as long as the chain is, from the chain's own logs.
 */

export const termsFields = graphql(`
  fragment TermsFields on Listing {
    seller {
      id
    }
    token
    price
    deposit
    stock
    expiry
    fulfilWindow
    inspectWindow
    rulingWindow
    slot
    slotOffset
    freeNotice
    lateRefundBps
    sellerFeeBps
    buyerFeeBps
    referralBps
    kind
    category
    arbitrator
    courtId
    options
    metadataDigest
    epoch
  }
`);

/** What of the terms was taken, and by whom. */
export const takenFields = graphql(`
  fragment TakenFields on Order {
    quantity
    start
    choice
    extra
    buyer {
      id
    }
    referrer
    nonce
  }
`);

const termsDocument = graphql(
  `
    query Terms($id: ID!) {
      listing(id: $id) {
        ...TermsFields
      }
    }
  `,
  [termsFields],
);

const calldataDocument = graphql(
  `
    query Calldata($id: ID!) {
      order(id: $id) {
        ...TakenFields
        listing {
          ...TermsFields
        }
      }
    }
  `,
  [termsFields, takenFields],
);

/** The terms as the contracts know them: what a buyer binds himself to, and what every call about an order hands back. */
export function termsOf(listing: ResultOf<typeof termsFields>): Terms {
  return {
    seller: listing.seller.id,
    token: listing.token,
    price: BigInt(listing.price),
    deposit: BigInt(listing.deposit),
    stock: Number(listing.stock),
    expiry: Number(listing.expiry),
    fulfilWindow: Number(listing.fulfilWindow),
    inspectWindow: Number(listing.inspectWindow),
    rulingWindow: Number(listing.rulingWindow),
    slot: Number(listing.slot),
    slotOffset: Number(listing.slotOffset),
    freeNotice: Number(listing.freeNotice),
    lateRefundBps: listing.lateRefundBps,
    sellerFeeBps: listing.sellerFeeBps,
    buyerFeeBps: listing.buyerFeeBps,
    referralBps: listing.referralBps,
    kind: kinds.indexOf(listing.kind),
    category: listing.category,
    arbitrator: listing.arbitrator,
    courtId: Number(listing.courtId),
    options: listing.options,
    metadata: listing.metadataDigest,
    epoch: Number(listing.epoch),
  };
}

/** The order as the contracts know it, from the index. Whether it is told truly, its id says. */
export function orderOf(terms: Terms, taken: ResultOf<typeof takenFields>): Order {
  return {
    terms,
    quantity: Number(taken.quantity),
    start: Number(taken.start),
    choice: taken.choice,
    extra: BigInt(taken.extra),
    buyer: taken.buyer.id,
    referrer: taken.referrer,
    nonce: BigInt(taken.nonce),
  };
}

/** The index is quick, and the hash says whether it told the truth. */
async function indexedTerms(listingId: Hex): Promise<Terms | null> {
  const answer = await query(termsDocument, { id: listingId.toLowerCase() }).catch(() => null);
  const terms = answer?.data.listing && termsOf(answer.data.listing);
  return terms && idOfTerms(terms) === listingId ? terms : null;
}

async function indexedOrder(orderId: Hex): Promise<Order | null> {
  const answer = await query(calldataDocument, { id: orderId.toLowerCase() }).catch(() => null);
  const found = answer?.data.order;
  if (!found) return null;
  const order = orderOf(termsOf(found.listing), found);
  return idOfOrder(order) === orderId ? order : null;
}

/** What this device remembers, when it is what its id says: storage may be damaged, or written by something else. */
function kept<Value>(remembered: () => Value | undefined, idOf: (value: Value) => Hex, id: Hex): Value | null {
  try {
    const value = remembered();
    return value !== undefined && idOf(value) === id ? value : null;
  } catch {
    return null;
  }
}

/** The terms of a listing, by its id. Null when there is no such listing. */
export async function findTerms(listingId: Hex): Promise<Terms | null> {
  const remembered = kept(() => rememberedListing(listingId), idOfTerms, listingId) ?? (await indexedTerms(listingId));
  if (remembered) {
    rememberListing(listingId, remembered);
    return remembered;
  }
  const [log] = await eventsOf(registry, "Published", { listingId });
  if (!log) return null;
  const [rest] = await eventsOf(registry, "Specified", { listingId }, log.blockNumber);
  const terms = termsOfEvents(log.args.terms, rest?.args);
  if (idOfTerms(terms) !== listingId) return null;
  rememberListing(listingId, terms);
  return terms;
}

const replacementDocument = graphql(`
  query Replacement($id: ID!) {
    listing(id: $id) {
      replacedBy {
        id
      }
    }
  }
`);

/** The listing that took a closed one's place. Null when it was only taken down. */
export async function findReplacement(listingId: Hex): Promise<Hex | null> {
  const answer = await query(replacementDocument, { id: listingId.toLowerCase() }).catch(() => null);
  if (answer?.data.listing?.replacedBy) return answer.data.listing.replacedBy.id;
  const logs = await eventsOf(registry, "Replaced", { replacedId: listingId }, afterIndex(answer));
  return logs[0]?.args.listingId ?? null;
}

/** An order's calldata, by its id. Null when there is no such order. */
export async function findOrder(orderId: Hex): Promise<Order | null> {
  const remembered = kept(() => rememberedOrder(orderId), idOfOrder, orderId) ?? (await indexedOrder(orderId));
  if (remembered) {
    rememberOrder(orderId, remembered);
    return remembered;
  }
  const logs = await findOrderLogs(orderId);
  const listing = logs.find(({ eventName }) => eventName === "OrderFunded")?.args as { listingId: Hex } | undefined;
  const terms = listing && (await findTerms(listing.listingId));
  const order = terms && rebuiltOrder(terms, logs);
  if (!order || idOfOrder(order) !== orderId) return null;
  rememberOrder(orderId, order);
  return order;
}

/** Everything that a contract has recorded about one order, oldest first: its events have the order's id first. */
async function logsAbout(orderId: Hex, address: Address, from: bigint) {
  const logs = await inRanges(from, (fromBlock, toBlock) =>
    publicClient.request({
      method: "eth_getLogs",
      params: [{ address, topics: [null, orderId], fromBlock: numberToHex(fromBlock), toBlock: numberToHex(toBlock) }],
    }),
  );
  return logs.map((log) => formatLog(log));
}

/** Everything that the escrow has recorded about one order, oldest first, from block `from` on. */
export async function findOrderLogs(orderId: Hex, from = startBlock) {
  return parseEventLogs({ abi: escrow.abi, logs: await logsAbout(orderId, escrow.address, from) });
}

export type OrderLog = Awaited<ReturnType<typeof findOrderLogs>>[number];

/** What has been sealed, published and answered about one order, oldest first. */
export async function findReviewLogs(orderId: Hex) {
  return parseEventLogs({ abi: reputation.abi, logs: await logsAbout(orderId, reputation.address, startBlock) });
}

/** The numbers of the splits that somebody has signed and made worthless since. */
export async function findCancelledSettlements(account: Address): Promise<bigint[]> {
  const logs = await eventsOf(escrow, "SignaturesCancelled", { account });
  return logs.map(({ args }) => args.nonce);
}

/** Purchases since a block: what an index that stopped there cannot know. */
export async function findPurchases(from = startBlock) {
  const logs = await eventsOf(escrow, "OrderFunded", {}, from);
  return logs.map(({ args, blockNumber, transactionHash }) => ({ ...args, blockNumber, transactionHash }));
}

export type Purchase = Awaited<ReturnType<typeof findPurchases>>[number];
