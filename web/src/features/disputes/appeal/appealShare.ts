import type { Round } from "../../../market/courts/case.ts";

/** What of somebody's payment towards an appeal comes back once the case is decided; null while a panel is not paid yet. */
export function appealShare(rounds: Round[], number: number, paid: bigint): bigint | null {
  const [appealed, next] = [rounds[number], rounds[number + 1]];
  // Not enough came together, or nobody could be drawn for it: nothing was spent.
  if (!appealed || !next || (next.attempts[0]?.seats.length ?? 0) === 0) return paid;
  if (![appealed, next].every((round) => round.attempts.at(-1)?.settled)) return null;
  return (appealed.returned * paid) / appealed.raised;
}
