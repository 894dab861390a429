import {
  MAX_POINTS,
  MAX_WEIGHT,
  PRIOR_MEAN,
  PRIOR_WEIGHT,
  addReview,
  emptyScore,
  pairWeight,
  rulingWeight,
  type Score,
  standing,
} from "#protocol/score.ts";

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

const scoreOf = ({ weight, points }: Standing): Score => ({
  ...{ num: weight * points, den: weight, updatedAt: 1n, count: weight === 0n ? 0n : 1n },
});

const pointsAfter = (score: Score) => Number(standing(score, 1n).points) / 100;

/** What a standing comes to, out of 100, when something of this weight and no points enters it. */
export function pointsAfterBlow(from: Standing, weight: bigint): number {
  return pointsAfter(addReview(scoreOf(from), weight, 0n, 1n));
}

/** Points after a lost ruling: the fee that the order would have paid, and what each side paid the arbitrators, in thousandths of a dollar. */
export function pointsAfterRuling(from: Standing, fee: bigint, arbitrationFee: bigint): number {
  return pointsAfterBlow(from, rulingWeight(capped(fee), capped(arbitrationFee)));
}

const capped = (weight: bigint) => (weight < MAX_WEIGHT ? weight : MAX_WEIGHT);

/** What it costs to have money lie still, in USD: all that a rival pays for an order which its seller lets pass. */
export function costOfWaiting(price: number, days: number, interestPerYear = 0.05): number {
  return (price * interestPerYear * days) / 365;
}

/**
 * The most that `trades` a day of `fee` USD each can take out of the pot for opening reviews in a month, by two who trade with
 * each other (`pairs` 1) or by many identities, and what they burn for it.
 */
export function drainedFromPot(fee: number, trades: number, pairs: number): { burnt: number; taken: number } {
  let taken = 0;
  for (let i = 0; i < trades; i++) {
    const weight = pairWeight(BigInt(Math.round(Math.min(fee, 20) * 1_000)), BigInt(Math.floor(i / pairs)));
    taken += Number(weight) / 10_000;
  }
  return { burnt: fee * trades, taken };
}
