import { queryOptions } from "@tanstack/react-query";
import type { Hex } from "viem";
import { cidOfDigest } from "../../../../protocol/cid.ts";
import { publicClient } from "../../services/chain.ts";
import { graphql, query } from "../../services/graph.ts";
import { readMetadata } from "../../services/ipfs.ts";
import { type OrderLog, findOrder, findOrderLogs } from "../../services/logs.ts";

/** The order as it was signed, by its id; null when there is none. It never changes, so it is read once. */
export function orderOptions(orderId: Hex) {
  return queryOptions({ queryKey: ["signedOrder", orderId], queryFn: () => findOrder(orderId), staleTime: Infinity });
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

/** What happened in an order, as far as a panel needs it. `payout` is what the step moved. */
export type Happening = {
  type: HappeningType;
  at: number;
  payout: { toSeller: bigint; toBuyer: bigint } | null;
};

const eventTypes = {
  OrderFunded: "funded",
  OrderShipped: "shipped",
  OrderExtended: "extended",
  OrderReleased: "released",
  OrderConfirmed: "confirmed",
  OrderClaimed: "claimed",
  OrderRefunded: "refunded",
  OrderSettled: "settled",
  DisputeOpened: "disputeOpened",
  DisputeRaised: "disputeRaised",
  DisputeRefused: "disputeRefused",
  DisputeRuled: "disputeRuled",
  OrderResolved: "resolved",
} as const;
export type HappeningType = (typeof eventTypes)[keyof typeof eventTypes];

const happeningsDocument = graphql(`
  query Happenings($order: ID!) {
    order(id: $order) {
      events(orderBy: timestamp, first: 200) {
        type
        timestamp
        toSeller
        toBuyer
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
  const known = indexed?.data.order?.events ?? [];
  const logs = await findOrderLogs(orderId, known.length > 0 && indexed ? BigInt(indexed.block.number + 1) : undefined);
  const fresh = await Promise.all(logs.map(happeningOf));
  return [
    ...known.map(({ type, timestamp, toSeller, toBuyer }) => ({
      type,
      at: Number(timestamp),
      payout: moved(BigInt(toSeller), BigInt(toBuyer)),
    })),
    ...fresh.filter((happening) => happening !== null),
  ];
}

async function happeningOf({ eventName, args, blockNumber }: OrderLog): Promise<Happening | null> {
  if (!(eventName in eventTypes)) return null;
  const { timestamp } = await publicClient.getBlock({ blockNumber });
  const payout = "payout" in args ? moved(args.payout.toSeller, args.payout.toBuyer) : null;
  return { type: eventTypes[eventName as keyof typeof eventTypes], at: Number(timestamp), payout };
}

function moved(toSeller: bigint, toBuyer: bigint): Happening["payout"] {
  return toSeller + toBuyer > 0n ? { toSeller, toBuyer } : null;
}
