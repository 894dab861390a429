import type { Address, Hex } from "viem";
import { type Ruling, rulings } from "#protocol/enums.ts";
import { type Ballot, voteCommitment } from "#protocol/vote.ts";

/** The number that stands for a ruling in a vote. */
export function choiceOf(ruling: Ruling): bigint {
  return BigInt(rulings.indexOf(ruling));
}

/**
 * How somebody voted, found by trying every choice against the commitment. So the salt, which the wallet makes again, is
 * all that is needed to open a vote. Null when this salt opens nothing.
 */
export function voteBehind(ballot: Ballot, arbitrator: Address, salt: Hex, commitment: Hex): Ruling | null {
  return rulings.find((ruling) => voteCommitment(ballot, arbitrator, choiceOf(ruling), salt) === commitment) ?? null;
}
