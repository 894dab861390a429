/** The arithmetic of contracts/Promotions.sol in bigint, bit for bit. Weights are thousandths of a dollar paid. */
import { decay } from "./score.ts";

export type Boost = {
  readonly weight: bigint;
  /** Seconds; zero before the first payment. */
  readonly updatedAt: bigint;
};

export const noBoost: Boost = { weight: 0n, updatedAt: 0n };

/** A boost halves in 7 days, in 64 steps. */
export const BOOST_STEP = 604_800n / 64n;
/** A payment weighs this much at least: a tenth of a dollar. */
export const MIN_BOOST = 100n;

/** Whole steps since the boost was last written. None for a clock that is behind. */
function stepsSince({ updatedAt }: Boost, now: bigint): bigint {
  return updatedAt === 0n || now < updatedAt ? 0n : (now - updatedAt) / BOOST_STEP;
}

/** What a payment adds. */
export const boostWeight = (amount: bigint, unitsPerToken: bigint): bigint => (amount * unitsPerToken) / 10n ** 18n;

/** A boost after one more payment. The clock moves by whole steps only, as a score's does. */
export function addBoost(boost: Boost, added: bigint, now: bigint): Boost {
  const steps = stepsSince(boost, now);
  return {
    weight: decay(boost.weight, steps) + added,
    updatedAt: boost.updatedAt === 0n ? now : boost.updatedAt + steps * BOOST_STEP,
  };
}

/** What is left of it as of `now`: what a search sorts by. */
export const boostAt = (boost: Boost, now: bigint): bigint => decay(boost.weight, stepsSince(boost, now));
