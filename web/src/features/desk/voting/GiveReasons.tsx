import { useState } from "react";
import type { Address } from "viem";
import type { Ballot } from "#protocol/vote.ts";
import { ActionButton } from "../../../action/ActionButton.tsx";
import { TextArea } from "../../../ui/forms/TextArea.tsx";
import { justify } from "../actions.ts";
import { forgetVote, readVote } from "./keptVotes.ts";
import { publishReasons } from "./reasons.ts";

type GiveReasonsProps = { ballot: Ballot; seat: number; arbitrator: Address };

/** Reasons for a vote that is open without any: somebody else may have opened it, and nobody else can give them. */
export function GiveReasons({ ballot, seat, arbitrator }: GiveReasonsProps) {
  const [reasons, setReasons] = useState(() => readVote(ballot, arbitrator)?.reasons ?? "");

  async function give() {
    const stored = await publishReasons(reasons);
    if (!stored) throw new Error("No reasons are given");
    return justify(ballot, seat, stored);
  }
  return (
    <div className="flex flex-col gap-5">
      <TextArea
        label="Your reasons"
        maxLength={2000}
        value={reasons}
        onChange={(event) => setReasons(event.target.value)}
        hint="Your vote is open without reasons. Both sides read them, and so can everyone else."
      />
      <ActionButton
        action={give}
        subject={`reasons:${ballot.id}:${ballot.round}:${ballot.attempt}:${seat}`}
        disabled={reasons.trim() === ""}
        onDone={() => forgetVote(ballot, arbitrator)}
        summary="They can be given once, and not be changed."
      >
        Publish your reasons
      </ActionButton>
    </div>
  );
}
