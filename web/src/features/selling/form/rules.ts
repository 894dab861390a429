/** What the registry allows of a new listing. */
export type Rules = {
  paused: boolean;
  feeFloorBps: number;
  maxFeeBps: number;
  minWindow: number;
  maxFulfilWindow: number;
  maxInspectWindow: number;
  maxRulingWindow: number;
};

const day = 86_400;

/** Until the chain has answered. They are constants of the contract, but for the floor and the pause, which it is asked again before anything is sent. */
export const assumedRules: Rules = {
  paused: false,
  feeFloorBps: 0,
  maxFeeBps: 1_000,
  minWindow: 60,
  maxFulfilWindow: 365 * day,
  maxInspectWindow: 90 * day,
  maxRulingWindow: 180 * day,
};

/** The choices of a list: the usual ones that the rules allow, and the present one, even when it is unusual. */
export function choicesOf(usual: readonly number[], allowed: { min: number; max: number }, present: number): number[] {
  const fitting = usual.filter((value) => value >= allowed.min && value <= allowed.max);
  return [...new Set([...fitting, present])].sort((one, other) => one - other);
}
