import { type Address, type Hex, isAddressEqual } from "viem";
import {
  addReview,
  decay,
  emptyScore,
  PRIOR_WEIGHT,
  pointsOfRating,
  type Score,
  standing,
  stepsSince,
} from "./score.ts";

/** Which side of an order somebody was on: the contract's enum `Role`. */
export const roles = ["buyer", "seller"] as const;
export type ScoreRole = (typeof roles)[number];

/** One thing that moved somebody's score: a published review that weighs something, or a ruling that counted. */
export type Entry = {
  orderId: Hex;
  /** The side of the order that the scored account was on. */
  role: ScoreRole;
  /** Who wrote the review; null for a ruling. */
  author: Address | null;
  /** 1 to 5 stars; 0 for a ruling that was lost, which makes no points. */
  rating: number;
  /** What it counted on the day, in milli-units: halved for earlier reviews by the same author already, doubled for a ruling. */
  weight: bigint;
  /** Seconds. */
  at: bigint;
};

export type Line = Entry & {
  points: bigint;
  /** Which review of the account by this author it is, on either side, from 1; 0 for a ruling. */
  nth: number;
  /** What is left of the weight by now. */
  left: bigint;
  /** How much of the score rests on it, 0 to 10,000. */
  share: bigint;
};

export type Explained = {
  /** Newest first. */
  lines: Line[];
  score: Score;
  points: bigint;
  /** How much of the score rests on all lines together, 0 to 10,000; the rest is the prior. */
  confidence: bigint;
};

type Counted = { orderId: Hex; subjectRole: number; rating: number; weight: bigint };

/** An entry from the arguments of `Reviewed` or, without an author, of `RulingCounted`. */
export function entryOf(counted: Counted & { author?: Address }, at: bigint): Entry {
  const { orderId, subjectRole, rating, weight, author = null } = counted;
  return { orderId, role: roles[subjectRole] ?? "buyer", author, rating, weight, at };
}

/** What an entry earns before it is weighed, 0 to 10,000. */
export function pointsOf({ rating }: Pick<Entry, "rating">): bigint {
  return rating === 0 ? 0n : pointsOfRating(rating);
}

/**
 * Makes a score anew from all that has ever been said about an account, exactly as the contract did, and says what each part
 * still does. Takes the entries of both sides: the same author counts for half each time, whatever the side.
 */
export function explain(entries: readonly Entry[], role: ScoreRole, now: bigint): Explained {
  // Of one author's reviews in one second, the heavier came first: the contract halves from one to the next.
  // What weighs nothing is no review: it halves nothing, and is not counted.
  const weighing = entries.filter(({ weight }) => weight > 0n);
  const inOrder = weighing.toSorted((a, b) => Number(a.at - b.at) || Number(b.weight - a.weight));
  let score = emptyScore;
  const lines: Line[] = [];
  inOrder.forEach((entry, index) => {
    if (entry.role !== role) return;
    for (const line of lines) line.left = decay(line.left, stepsSince(score, entry.at));
    const points = pointsOf(entry);
    score = addReview(score, entry.weight, points, entry.at);
    const nth =
      entry.author === null ? 0 : inOrder.slice(0, index + 1).filter((other) => sameAuthor(entry, other)).length;
    lines.push({ ...entry, points, nth, left: entry.weight, share: 0n });
  });
  for (const line of lines) line.left = decay(line.left, stepsSince(score, now));
  const all = PRIOR_WEIGHT + decay(score.den, stepsSince(score, now));
  for (const line of lines) line.share = (line.left * 10_000n) / all;
  return { lines: lines.reverse(), score, ...standing(score, now) };
}

function sameAuthor(a: Entry, b: Entry): boolean {
  return a.author !== null && b.author !== null && isAddressEqual(a.author, b.author);
}

export type Difference = { of: "count" | "weight" | "points" | "time"; chain: bigint; here: bigint };

/** In what a score made here differs from the contract's. Empty when every sum is the same to the last digit. */
export function differences(here: Score, chain: Score): Difference[] {
  const pairs = [
    { of: "count", chain: chain.count, here: here.count },
    { of: "weight", chain: chain.den, here: here.den },
    { of: "points", chain: chain.num, here: here.num },
    { of: "time", chain: chain.updatedAt, here: here.updatedAt },
  ] as const;
  return pairs.filter((pair) => pair.chain !== pair.here);
}
