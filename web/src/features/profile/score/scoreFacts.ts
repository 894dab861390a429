import type { Review, SideRow } from "../queries.ts";
import { type Score, standing } from "#protocol/score.ts";

export type Trust = {
  /** Out of 100. */
  points: number;
  /** How much of it rests on reviews and not on the starting value, in percent. */
  confidence: number;
  /** Fees, in USD, that back the score now. */
  backing: number;
};

/** The contract's sums for a side, as the index has copied them. */
export function scoreOf(side: SideRow): Score {
  return {
    num: BigInt(side.scoreNum),
    den: BigInt(side.scoreDen),
    updatedAt: BigInt(side.scoreUpdatedAt),
    count: BigInt(side.scoreCount),
  };
}

/** A side's score as of now, by the contract's own arithmetic. */
export function trustOf(score: Score, now: number): Trust {
  const { points, confidence } = standing(score, BigInt(now));
  // confidence = den / (prior + den), so the decayed weight follows from it.
  const backing = Number(confidence) === 10_000 ? Infinity : (20 * Number(confidence)) / (10_000 - Number(confidence));
  return { points: Number(points) / 100, confidence: Number(confidence) / 100, backing };
}

/** One sentence that says where the number comes from. */
export function trustSentence({ count }: Score, trust: Trust): string {
  if (count === 0n) return "Everybody starts at 70. Reviews of paid orders move it from there.";
  const backing = trust.backing < 10 ? trust.backing.toFixed(2) : Math.round(trust.backing).toString();
  return `It rests on ${count} ${count === 1n ? "entry" : "entries"} that still count for ${backing} USD of fees. Older ones fade by half every 180 days.`;
}

/** Sealed, and not opened before the time for it was over: it can never be read. `openingTime` runs from the order's end. */
export function isWithheld(end: string, openingTime: number, now: number): boolean {
  return now > Number(end) + openingTime;
}

type Told = Pick<Review, "status" | "weight" | "outcome">;

/** Endings that leave no fee and therefore no weight, and that a buyer should hear of all the same. */
const failures: readonly Review["outcome"][] = ["neverSent", "unanswered", "ruledForBuyer"];

/** What weighs nothing is none of somebody's reviews, whatever it says. What is sealed has no weight yet. */
export function isReview({ status, weight }: Told): boolean {
  return status === "sealed" || BigInt(weight) > 0n;
}

/** Words about an order from which the buyer had everything back, and that had not been called off in time. */
export function isAboutFailure(review: Told): boolean {
  return !isReview(review) && failures.includes(review.outcome);
}
