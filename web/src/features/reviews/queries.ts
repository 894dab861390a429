import type { Side } from "#protocol/side.ts";
import { queryOptions } from "@tanstack/react-query";
import { type Address, type Hex, isAddressEqual } from "viem";
import { cidOfDigest } from "#protocol/cid.ts";
import type { Order } from "#protocol/order.ts";
import { outcomes, statuses } from "#protocol/enums.ts";
import { NO_TEXT } from "#protocol/review.ts";
import { publicClient } from "../../services/chain.ts";
import { escrow, reputation } from "../../services/contracts.ts";
import { readReview } from "../../services/ipfs.ts";
import { findReviewLogs } from "../../market/orders/calldata.ts";
import type { Sealed } from "./writing/opening.ts";
import { isBuyersAlone, isReviewable, type Spoken, type Windows } from "./stage.ts";

/** What one side said. */
export type Said = {
  spoken: Spoken;
  sealed?: Sealed;
  published?: { rating: number; cid: string | null; weight: bigint; at: number };
  /** The other side's answer to it. */
  answer?: { cid: string; at: number };
};

export type ReviewsNow = {
  windows: Windows;
  said: { [side in Side]: Said };
  /** Only the buyer's review exists: nothing was ever sent. */
  alone: boolean;
  /** A ruling counts like a review that nobody can withhold. Null when the order ended without one. */
  ruling: { against: Side; weight: bigint | null } | null;
};

/** Both reviews of an order, from the chain alone. Null while there is nothing to review. */
export function reviewsOptions(orderId: Hex, order: Order) {
  return queryOptions({
    queryKey: ["reviews", orderId],
    queryFn: () => readReviews(orderId, order),
    refetchInterval: 8_000,
  });
}

async function readReviews(orderId: Hex, { buyer, terms: { seller } }: Order): Promise<ReviewsNow | null> {
  const { status, outcome, deadline } = await publicClient.readContract({
    ...escrow,
    functionName: "stateOf",
    args: [orderId],
  });
  if (!isReviewable(statuses[status] ?? "none", outcomes[outcome] ?? "none")) return null;
  const [reviewWindow, revealWindow, ofBuyer, ofSeller, logs] = await Promise.all([
    publicClient.readContract({ ...reputation, functionName: "reviewWindow" }),
    publicClient.readContract({ ...reputation, functionName: "revealWindow" }),
    publicClient.readContract({ ...reputation, functionName: "reviewOf", args: [orderId, buyer] }),
    publicClient.readContract({ ...reputation, functionName: "reviewOf", args: [orderId, seller] }),
    findReviewLogs(orderId),
  ]);
  const closesAt = deadline + reviewWindow;
  const said = { buyer: spokenOf(ofBuyer), seller: spokenOf(ofSeller) };
  const ended = outcomes[outcome];
  const against = ended === "ruledForBuyer" ? "seller" : ended === "ruledForSeller" ? "buyer" : null;
  const now: ReviewsNow = {
    windows: { closesAt, opensUntil: closesAt + revealWindow },
    said,
    alone: isBuyersAlone(outcomes[outcome] ?? "none"),
    ruling: against && { against, weight: null },
  };
  const sideOf = (account: Address): Side => (isAddressEqual(account, buyer) ? "buyer" : "seller");
  for (const { eventName, args, blockNumber } of logs) {
    if (eventName === "Sealed") {
      said[sideOf(args.author)].sealed = { commitment: args.commitment, copy: args.sealedReview };
    } else if (eventName === "Reviewed") {
      const { rating, content, weight } = args;
      const cid = content === NO_TEXT ? null : cidOfDigest(content);
      said[sideOf(args.author)].published = { rating, cid, weight, at: await timeOf(blockNumber) };
    } else if (eventName === "Replied") {
      const about = sideOf(args.author) === "buyer" ? said.seller : said.buyer;
      about.answer = { cid: cidOfDigest(args.content), at: await timeOf(blockNumber) };
    } else if (eventName === "RulingCounted" && now.ruling) {
      now.ruling.weight = args.weight;
    }
  }
  return now;
}

function spokenOf([commitment, published]: readonly [Hex, boolean]): Said {
  return { spoken: published ? "published" : BigInt(commitment) === 0n ? "silent" : "sealed" };
}

async function timeOf(blockNumber: bigint): Promise<number> {
  return Number((await publicClient.getBlock({ blockNumber })).timestamp);
}

/** The words of a review or of an answer, read from IPFS and checked against the hash that the chain holds. */
export function wordsOptions(cid: string) {
  return queryOptions({
    queryKey: ["review text", cid],
    queryFn: ({ signal }) => readReview(cid, signal),
    staleTime: Infinity,
    retry: 1,
  });
}
