/** The arithmetic of contracts/Reputation.sol in bigint, bit for bit. Weights are milli-units: 1,000 = 1 USD of fee burnt. */

export type Score = {
  readonly num: bigint;
  readonly den: bigint;
  /** Seconds; zero before the first review. */
  readonly updatedAt: bigint;
  readonly count: bigint;
};

export const emptyScore: Score = { num: 0n, den: 0n, updatedAt: 0n, count: 0n };

export const HALF_LIFE = 15_552_000n; // 180 days
export const STEP = HALF_LIFE / 64n;
export const PRIOR_WEIGHT = 20_000n;
export const PRIOR_MEAN = 7_000n;
/** A single order never weighs more than the prior. */
export const MAX_WEIGHT = 20_000n;
export const MAX_POINTS = 10_000n;
/** Counting stops here, reviews do not. */
export const MAX_COUNT = (1n << 24n) - 1n;

const MAX_HALVINGS = 95n;
/** 2^16 times 2^(-bit/64), for each bit of the steps within one half-life. */
const factors = [
  [32n, 46341n],
  [16n, 55109n],
  [8n, 60097n],
  [4n, 62757n],
  [2n, 64132n],
  [1n, 64830n],
] as const;

/** What is left of a sum after `steps` sixty-fourths of a half-life. */
export function decay(sum: bigint, steps: bigint): bigint {
  const halvings = steps / 64n;
  if (halvings > MAX_HALVINGS) return 0n;
  let left = sum >> halvings;
  for (const [bit, factor] of factors) {
    if ((steps & bit) !== 0n) left = (left * factor) >> 16n;
  }
  return left;
}

/** Whole steps since the sums were last brought up to date. None for a clock that is behind: time never gives weight back. */
export function stepsSince({ updatedAt }: Pick<Score, "updatedAt">, now: bigint): bigint {
  return updatedAt === 0n || now < updatedAt ? 0n : (now - updatedAt) / STEP;
}

/** What an order weighs by the fee that it paid. */
export function weight(fee: bigint, unitsPerToken: bigint): bigint {
  const units = (fee * unitsPerToken) / 10n ** 18n;
  return units < MAX_WEIGHT ? units : MAX_WEIGHT;
}

/** What the next review of a pair weighs after `earlier` ones. */
export function pairWeight(base: bigint, earlier: bigint): bigint {
  return base >> (earlier < 7n ? earlier : 7n);
}

/** 1 to 5 stars as points. */
export function pointsOfRating(rating: number): bigint {
  return BigInt(rating - 1) * 2_500n;
}

/** What an account has lost a ruling for: twice what a review of the order would weigh, and never less than the loser has burnt. */
export function rulingWeight(ofFee: bigint, ofArbitrationFee: bigint): bigint {
  return 2n * ofFee > ofArbitrationFee ? 2n * ofFee : ofArbitrationFee;
}

/**
 * A score after one more review; one without weight leaves no trace. The clock moves by whole steps only: with
 * `updatedAt = now`, a subject touched more often than every step would never decay.
 */
export function addReview(score: Score, added: bigint, points: bigint, now: bigint): Score {
  if (added === 0n) return score;
  const steps = stepsSince(score, now);
  return {
    num: decay(score.num, steps) + added * points,
    den: decay(score.den, steps) + added,
    updatedAt: score.updatedAt === 0n ? now : score.updatedAt + steps * STEP,
    count: score.count < MAX_COUNT ? score.count + 1n : MAX_COUNT,
  };
}

/** Points and confidence, 0 to 10,000 each, as of `now`. */
export function standing(score: Score, now: bigint): { points: bigint; confidence: bigint } {
  const steps = stepsSince(score, now);
  const num = decay(score.num, steps);
  const den = decay(score.den, steps);
  return {
    points: (PRIOR_WEIGHT * PRIOR_MEAN + num) / (PRIOR_WEIGHT + den),
    confidence: (den * MAX_POINTS) / (PRIOR_WEIGHT + den),
  };
}
