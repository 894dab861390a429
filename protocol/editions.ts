/** A market that has moved to new contracts has a score in each edition's Reputation; what it says is their sum. */
import { decay, MAX_POINTS, PRIOR_MEAN, PRIOR_WEIGHT, type Score, stepsSince } from "./score.ts";

/**
 * Points and confidence, 0 to 10,000 each, of one account and role over all editions as of `now`. The prior counts once: whoever
 * has traded in one edition only stands as in that one.
 */
export function standingOver(scores: readonly Score[], now: bigint): { points: bigint; confidence: bigint } {
  let [num, den] = [0n, 0n];
  for (const score of scores) {
    const steps = stepsSince(score, now);
    num += decay(score.num, steps);
    den += decay(score.den, steps);
  }
  return {
    points: (PRIOR_WEIGHT * PRIOR_MEAN + num) / (PRIOR_WEIGHT + den),
    confidence: (den * MAX_POINTS) / (PRIOR_WEIGHT + den),
  };
}
