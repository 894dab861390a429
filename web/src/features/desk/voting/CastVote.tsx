import { type ReactNode, useState } from "react";
import type { Address } from "viem";
import type { Ruling } from "../../../../../protocol/ids.ts";
import type { Ballot } from "../../../../../protocol/vote.ts";
import { ActionButton } from "../../../action/ActionButton.tsx";
import { Choice } from "../../../ui/forms/Choice.tsx";
import { TextArea } from "../../../ui/forms/TextArea.tsx";
import { commit, reveal } from "../actions.ts";
import { keepVote, readVote } from "./keptVotes.ts";
import { choiceOf } from "./ballot.ts";
import { publishReasons } from "./reasons.ts";
import { isOnlyHere } from "../../../market/salt.ts";
import { voteSaltTypedData } from "../../../../../protocol/vote.ts";
import { saltFor } from "./salt.ts";

/** One way to vote, with the money that it would move. */
export type VoteOption = { ruling: Ruling; title: string; money: ReactNode };

type CastVoteProps = {
  ballot: Ballot;
  seat: number;
  arbitrator: Address;
  hidden: boolean;
  options: VoteOption[];
};

const noSalt = `0x${"00".repeat(32)}` as const;

/** The ballot: what each vote would move, the reasons, and one button. */
export function CastVote({ ballot, seat, arbitrator, hidden, options }: CastVoteProps) {
  const [ruling, setRuling] = useState<Ruling>();
  const [reasons, setReasons] = useState(() => readVote(ballot, arbitrator)?.reasons ?? "");

  async function cast() {
    if (!ruling) throw new Error("No vote is chosen");
    if (!hidden) return reveal(ballot, seat, ruling, noSalt, await publishReasons(reasons));
    const salt = await saltFor(ballot);
    keepVote(ballot, arbitrator, { choice: Number(choiceOf(ruling)), salt, reasons });
    return commit(ballot, seat, arbitrator, ruling, salt);
  }
  return (
    <div className="flex flex-col gap-5">
      <Choice
        legend="Who should get the money?"
        value={ruling}
        onChange={setRuling}
        options={options.map(({ ruling, title, money }) => ({ value: ruling, title, detail: money }))}
      />
      <TextArea
        label="Your reasons"
        optional
        maxLength={2000}
        value={reasons}
        onChange={(event) => setReasons(event.target.value)}
        hint={
          hidden
            ? "Both sides read them once you open your vote. Until then they stay on this device."
            : "Both sides will read them, and so can everyone else."
        }
      />
      <ActionButton
        action={cast}
        subject={`vote:${ballot.id}:${ballot.round}:${ballot.attempt}:${seat}`}
        size="large"
        wide
        disabled={ruling === undefined}
        summary={
          hidden
            ? isOnlyHere(voteSaltTypedData(ballot), arbitrator)
              ? "Your wallet asks once. It signs differently each time, so only this device can open your vote: keep what this browser has stored."
              : "Your wallet asks for a signature that seals your vote, the first time twice, which costs nothing; and then to send it."
            : "Your vote is public at once and can’t be changed."
        }
      >
        {hidden ? "Cast the vote under seal" : "Cast the vote"}
      </ActionButton>
    </div>
  );
}
