import type { Hex } from "viem";
import type { Ballot } from "../../../../../protocol/vote.ts";

/**
 * A vote kept on this device until it is opened. The wallet can make the salt again by signing once more, but not every
 * wallet signs alike twice, and nobody should have to remember how they voted.
 */
export type KeptVote = { choice: number; salt: Hex; reasons: string };

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export function keyOf(ballot: Ballot, arbitrator: string): string {
  const { chainId, court, id, round, attempt } = ballot;
  return ["handsel.vote", chainId, court, id, round, attempt, arbitrator].join(":").toLowerCase();
}

export function keepVote(store: Store, ballot: Ballot, arbitrator: string, vote: KeptVote): void {
  store.setItem(keyOf(ballot, arbitrator), JSON.stringify(vote));
}

/** The vote kept for this ballot; null when there is none, or it is not one. */
export function readVote(store: Store, ballot: Ballot, arbitrator: string): KeptVote | null {
  try {
    const read: unknown = JSON.parse(store.getItem(keyOf(ballot, arbitrator)) ?? "null");
    return isVote(read) ? read : null;
  } catch {
    return null;
  }
}

export function forgetVote(store: Store, ballot: Ballot, arbitrator: string): void {
  store.removeItem(keyOf(ballot, arbitrator));
}

function isVote(read: unknown): read is KeptVote {
  if (typeof read !== "object" || read === null) return false;
  const { choice, salt, reasons } = read as Record<string, unknown>;
  return (
    typeof choice === "number" &&
    typeof reasons === "string" &&
    typeof salt === "string" &&
    /^0x[0-9a-f]{64}$/.test(salt)
  );
}
