import { queryOptions } from "@tanstack/react-query";
import type { Hex } from "viem";
import { cidOfDigest } from "#protocol/cid.ts";
import { disputePhases, type Outcome, outcomes, rulings, statuses } from "#protocol/enums.ts";
import { type Moved, movedOrNull, payoutOf } from "./payout.ts";
import { publicClient } from "../../services/chain.ts";
import { afterIndex } from "../../services/chainLogs.ts";
import { escrow } from "../../services/contracts.ts";
import { graphql, query } from "../../services/graph.ts";
import { readMetadata } from "../../services/ipfs.ts";
import { findOrder, findOrderLogs, type OrderLog } from "./calldata.ts";

// One order, as everybody who shows it needs it: what was signed, how it stands, what happened. Its state is always the chain's.

/** The order as it was signed, by its id; null when there is none. It never changes, so it is read once. */
export function orderOptions(orderId: Hex) {
  return queryOptions({
    queryKey: ["signedOrder", orderId],
    queryFn: () => findOrder(orderId),
    staleTime: ({ state }) => (state.data ? Infinity : 0),
  });
}

/** The listing's own words, as they stood when it was bought: the terms name them by their hash. */
export function wordsOptions(digest: Hex | undefined) {
  return queryOptions({
    queryKey: ["words", digest],
    queryFn: ({ signal }) => readMetadata(cidOfDigest(digest ?? "0x"), signal),
    enabled: digest !== undefined,
    staleTime: Infinity,
  });
}

/** A name and a picture: all that a row or a head shows of a listing. */
export type TitleAndPhoto = {
  title: string;
  language: string | null;
  photo: { cid: string; thumbhash: string } | null;
};

const coverDocument = graphql(`
  query Cover($cid: String!) {
    listingMetadata_collection(where: { cid: $cid }, first: 1) {
      title
      language
      photos(first: 1, orderBy: position) {
        cid
        thumbhash
      }
    }
  }
`);

/** The same from whoever answers first: the file on IPFS, checked, or the index's copy of it. */
export function titleAndPhotoOptions(digest: Hex | undefined) {
  return queryOptions({
    queryKey: ["cover", digest],
    queryFn: ({ signal }) => readCover(cidOfDigest(digest ?? "0x"), signal),
    enabled: digest !== undefined,
    staleTime: Infinity,
    retry: 1,
  });
}

async function readCover(cid: string, signal: AbortSignal): Promise<TitleAndPhoto> {
  const fromFile = async () => {
    const { title, language, photos } = await readMetadata(cid, signal);
    return { title, language, photo: photos[0] ?? null };
  };
  const fromIndex = async () => {
    const { data } = await query(coverDocument, { cid }, signal);
    const found = data.listingMetadata_collection[0];
    if (!found) throw new Error("The index has not read this listing’s file");
    return { title: found.title, language: found.language, photo: found.photos[0] ?? null };
  };
  return Promise.any([fromFile(), fromIndex()]);
}

/** What the chain says is read again this often while somebody looks: deadlines pass, and others act. */
const pace = 4_000;

/** The order and its dispute as the escrow holds them now. */
export function orderStateOptions(orderId: Hex) {
  return queryOptions({
    queryKey: ["orderState", orderId],
    queryFn: () => readOrderState(orderId),
    refetchInterval: pace,
  });
}

export type OrderNow = Awaited<ReturnType<typeof readOrderState>>;

export async function readOrderState(orderId: Hex) {
  const [state, dispute] = await Promise.all([
    publicClient.readContract({ ...escrow, functionName: "stateOf", args: [orderId] }),
    publicClient.readContract({ ...escrow, functionName: "disputeOf", args: [orderId] }),
  ]);
  return {
    status: statuses[state.status] ?? "none",
    outcome: outcomes[state.outcome] ?? "none",
    deadline: state.deadline,
    held: state.held,
    dispute: {
      phase: disputePhases[dispute.phase] ?? "none",
      buyer: dispute.buyer,
      seller: dispute.seller,
      openedByBuyer: dispute.openedByBuyer,
      unsent: dispute.unsent,
      /** Arbitration fees that lie at the escrow: one side's while the other has not answered, later one of the two. */
      pot: dispute.pot,
      ruling: rulings[dispute.ruling] ?? "split",
      arbitrator: dispute.arbitrator,
      id: dispute.disputeId,
    },
  };
}

/** One thing that happened to an order. `payout` is what the step moved. */
export type Happening = {
  type: HappeningType;
  at: number;
  payout: Moved | null;
  /** The new deadline, when the step set one. */
  deadline: number | null;
  outcome: Outcome | null;
  /** What was said to be sent, as the hash of a note. */
  fulfilment: Hex | null;
};

const eventTypes = {
  OrderFunded: "funded",
  OrderShipped: "shipped",
  OrderExtended: "extended",
  OrderReleased: "released",
  OrderConfirmed: "confirmed",
  OrderClaimed: "claimed",
  OrderRefunded: "refunded",
  OrderCalledOff: "calledOff",
  OrderSettled: "settled",
  DisputeOpened: "disputeOpened",
  DisputeRaised: "disputeRaised",
  DisputeRefused: "disputeRefused",
  DisputeRuled: "disputeRuled",
  OrderResolved: "resolved",
} as const;
export type HappeningType = (typeof eventTypes)[keyof typeof eventTypes];

/** When it begins and what was chosen belong to the payment, and are steps of their own only in the index. */
function isHappening(type: string): type is HappeningType {
  return Object.values<string>(eventTypes).includes(type);
}

const happeningsDocument = graphql(`
  query Happenings($order: ID!) {
    order(id: $order) {
      fulfilment
      events(orderBy: number, first: 200) {
        type
        timestamp
        toSeller
        toBuyer
        deadline
        outcome
      }
    }
  }
`);

/** The order's history: from the index, or from the chain's logs when the index is gone or has not come that far. */
export function happeningsOptions(orderId: Hex) {
  return queryOptions({
    queryKey: ["happenings", orderId],
    queryFn: () => readHappenings(orderId),
    refetchInterval: 15_000,
  });
}

async function readHappenings(orderId: Hex): Promise<Happening[]> {
  const indexed = await query(happeningsDocument, { order: orderId }).catch(() => null);
  const order = indexed?.data.order;
  const logs = await findOrderLogs(orderId, afterIndex(order ? indexed : null));
  const known = (order?.events ?? []).flatMap(({ type, timestamp, toSeller, toBuyer, deadline, outcome }) => {
    if (!isHappening(type)) return [];
    const happening: Happening = {
      type,
      at: Number(timestamp),
      payout: movedOrNull(BigInt(toSeller), BigInt(toBuyer)),
      deadline: deadline === null ? null : Number(deadline),
      outcome,
      fulfilment: type === "shipped" ? (order?.fulfilment ?? null) : null,
    };
    return [happening];
  });
  const fresh = await Promise.all(logs.map(happeningOf));
  return [...known, ...fresh.filter((happening) => happening !== null)];
}

async function happeningOf({ eventName, args, blockNumber }: OrderLog): Promise<Happening | null> {
  if (!Object.hasOwn(eventTypes, eventName)) return null;
  const { timestamp } = await publicClient.getBlock({ blockNumber });
  return {
    type: eventTypes[eventName as keyof typeof eventTypes],
    at: Number(timestamp),
    payout: payoutOf(eventName, args),
    deadline: "deadline" in args ? Number(args.deadline) : null,
    outcome: "outcome" in args ? (outcomes[args.outcome] ?? "none") : null,
    fulfilment: "fulfilment" in args ? args.fulfilment : null,
  };
}
