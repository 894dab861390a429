import { useState } from "react";
import type { Address, Hex } from "viem";
import { rulings } from "../../../../../protocol/ids.ts";
import { type Ballot, voteSaltTypedData } from "../../../../../protocol/vote.ts";
import { isOnlyHere } from "../../../market/salt.ts";
import { ActionButton } from "../../../action/ActionButton.tsx";
import { TextArea } from "../../../ui/forms/TextArea.tsx";
import { reveal } from "../actions.ts";
import { forgetVote, readVote } from "./keptVotes.ts";
import type { VoteOption } from "./CastVote.tsx";
import { publishReasons } from "./reasons.ts";
import { VoteProblem, openerOf } from "./salt.ts";

type OpenVoteProps = {
  ballot: Ballot;
  seat: number;
  arbitrator: Address;
  commitment: Hex;
  options: VoteOption[];
};

/** Opens a sealed vote. Needs the device on which it was cast, or the wallet that cast it; either will do. */
export function OpenVote({ ballot, seat, arbitrator, commitment, options }: OpenVoteProps) {
  const [kept] = useState(() => readVote(ballot, arbitrator));
  const [reasons, setReasons] = useState(kept?.reasons ?? "");
  const [problem, setProblem] = useState<string>();
  const vote = kept ? options.find(({ ruling }) => ruling === rulings[kept.choice]) : undefined;

  async function open() {
    setProblem(undefined);
    try {
      const { ruling, salt } = await openerOf(ballot, arbitrator, commitment);
      const stored = await publishReasons(reasons).catch(() => {
        throw new VoteProblem(
          "Your reasons could not be stored. Try again, or take them out and open your vote without them.",
        );
      });
      return reveal(ballot, seat, ruling, salt, stored);
    } catch (error) {
      if (error instanceof VoteProblem) setProblem(error.message);
      throw error;
    }
  }
  return (
    <div className="flex flex-col gap-5">
      {vote ? (
        <p className="max-w-text">
          You voted: <span className="font-strong">{vote.title}</span>
          {isOnlyHere(voteSaltTypedData(ballot), arbitrator) && (
            <span className="block text-quiet">
              Only this device can open it, because your wallet signs differently each time: keep what this browser has
              stored until then.
            </span>
          )}
        </p>
      ) : (
        <p className="max-w-text">
          This device does not know how you voted. Your wallet does: it asks you to sign once more, which costs nothing.
        </p>
      )}
      <TextArea
        label="Your reasons"
        optional
        maxLength={2000}
        value={reasons}
        onChange={(event) => setReasons(event.target.value)}
        hint="Both sides read them. Good reasons prevent appeals."
        error={problem}
      />
      <ActionButton
        action={open}
        subject={`open:${ballot.id}:${ballot.round}:${ballot.attempt}:${seat}`}
        size="large"
        wide
        onDone={() => forgetVote(ballot, arbitrator)}
        summary="Your vote becomes public. A vote that stays closed counts as absence."
      >
        Open your vote
      </ActionButton>
    </div>
  );
}
