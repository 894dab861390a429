import {
  MAX_POINTS,
  PRIOR_MEAN,
  PRIOR_WEIGHT,
  addReview,
  emptyScore,
  pairWeight,
  standing,
} from "../../protocol/score.ts";

/** An honest seller before somebody tampers with the score. */
export type Standing = { name: string; weight: bigint; points: bigint };

export const standings: readonly Standing[] = [
  { name: "new", weight: 0n, points: 0n },
  { name: "20 USD of fees at 7,500", weight: 20_000n, points: 7_500n },
  { name: "100 USD of fees at 6,000", weight: 100_000n, points: 6_000n },
];

/**
 * Fee, in USD, that must be burnt in wash trades to lift a standing to `target` points, each trade with a new identity:
 * w = (C(T - m) + den(T - s)) / (10,000 - T), in thousandths of a dollar.
 */
export function feeToReach(target: bigint, from: Standing): number {
  const missing = PRIOR_WEIGHT * (target - PRIOR_MEAN) + from.weight * (target - from.points);
  return Math.max(0, Number(missing) / Number(MAX_POINTS - target) / 1_000);
}

/**
 * The same, by playing it: five-star reviews of `feePerTrade` thousandths each, from `identities` accounts in turn, until
 * the score has reached the target. Null when the pairs are spent first.
 */
export function playRing(
  target: bigint,
  feePerTrade: bigint,
  identities: number,
): { trades: number; fee: number } | null {
  let score = emptyScore;
  for (let trades = 0; trades < identities * 8; trades++) {
    if (standing(score, 1n).points >= target) return { trades, fee: (trades * Number(feePerTrade)) / 1_000 };
    const earlier = BigInt(Math.floor(trades / identities));
    score = addReview(score, pairWeight(feePerTrade, earlier), MAX_POINTS, 1n);
  }
  return null;
}
