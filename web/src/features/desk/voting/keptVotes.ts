import * as v from "valibot";
import type { Hex } from "viem";
import type { Ballot } from "#protocol/vote.ts";
import { forget, keep, read } from "../../../services/device.ts";

/**
 * A vote kept on this device until it is opened. The wallet can make the salt again by signing once more, but not every
 * wallet signs alike twice, and nobody should have to remember how they voted.
 */
const KeptVote = v.object({
  choice: v.number(),
  salt: v.custom<Hex>((value) => typeof value === "string" && /^0x[0-9a-f]{64}$/.test(value)),
  reasons: v.string(),
});
export type KeptVote = v.InferOutput<typeof KeptVote>;

export function keyOf(ballot: Ballot, arbitrator: string): string {
  const { chainId, court, id, round, attempt } = ballot;
  return ["handsel.vote", chainId, court, id, round, attempt, arbitrator].join(":").toLowerCase();
}

/** Says whether this device will still have it after the page is closed. */
export function keepVote(ballot: Ballot, arbitrator: string, vote: KeptVote): boolean {
  return keep(keyOf(ballot, arbitrator), vote);
}

/** The vote kept for this ballot; null when there is none, or it is not one. */
export function readVote(ballot: Ballot, arbitrator: string): KeptVote | null {
  return read(keyOf(ballot, arbitrator), KeptVote);
}

export function forgetVote(ballot: Ballot, arbitrator: string): void {
  forget(keyOf(ballot, arbitrator));
}
