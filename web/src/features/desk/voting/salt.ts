import type { Address, Hex } from "viem";
import type { Ruling } from "../../../../../protocol/ids.ts";
import { type Ballot, saltOfSignature, voteSaltTypedData } from "../../../../../protocol/vote.ts";
import { secretFor, signAgain } from "../../../market/salt.ts";
import { readVote } from "./keptVotes.ts";
import { voteBehind } from "./ballot.ts";

/** The salt of a vote: by the wallet's signature, or by chance where the wallet could not make it again. */
export async function saltFor(ballot: Ballot): Promise<Hex> {
  const { secret } = await secretFor(voteSaltTypedData(ballot));
  return saltOfSignature(secret);
}

/** Why a vote can't be opened as things are, in a sentence for its author. */
export class VoteProblem extends Error {
  override readonly name = "VoteProblem";
}

/**
 * What opens a vote: what this device kept when it was cast, else the same signature once more. How the vote went is found
 * out from the commitment, so nobody has to remember it.
 */
export async function openerOf(
  ballot: Ballot,
  arbitrator: Address,
  commitment: Hex,
): Promise<{ ruling: Ruling; salt: Hex }> {
  const kept = readVote(ballot, arbitrator)?.salt;
  const ruling = kept && voteBehind(ballot, arbitrator, kept, commitment);
  if (kept && ruling) return { ruling, salt: kept };

  const salt = saltOfSignature(await signAgain(voteSaltTypedData(ballot)));
  const found = voteBehind(ballot, arbitrator, salt, commitment);
  if (!found) {
    throw new VoteProblem(
      "Your wallet signs differently now than when you voted. Open your vote on the device on which you cast it.",
    );
  }
  return { ruling: found, salt };
}
