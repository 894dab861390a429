import { useState } from "react";
import { ActionButton } from "../../../action/ActionButton.tsx";
import { formatAmount, parseAmount, exactAmount } from "../../../lib/money.ts";
import { deadlineOf } from "../../../lib/time.ts";
import { nativeToken } from "../../../market/tokens.ts";
import { Progress } from "../../../ui/feedback/Progress.tsx";
import { AmountField } from "../../../ui/forms/AmountField.tsx";
import { Card } from "../../../ui/page/Card.tsx";
import { appeal } from "../actions.ts";
import { appealCosts } from "./appealCosts.ts";
import type { CourtCase, Round } from "../../../market/courts/case.ts";

/** Who is not content may have a larger panel judge. Anyone may pay, and several together. */
export function AppealCard({ court, round, now }: { court: CourtCase; round: Round; now: number }) {
  const missing = round.need - round.raised;
  const [typed, setTyped] = useState("");
  const amount = typed === "" ? missing : parseAmount(typed, nativeToken.decimals);
  const eth = (value: bigint) => formatAmount(value, nativeToken);
  const { config, undecided } = court;
  const costs = appealCosts({
    need: round.need,
    bondBps: config.bondBps,
    fee: config.fee,
    seats: round.seats,
    undecided,
  });
  const { bond, panel, won, lost } = costs;
  if (now > court.phaseEnd) return null;
  return (
    <Card className="flex flex-col gap-4">
      <h2 className="text-title">Appeal</h2>
      <p className="max-w-text">
        A new panel of {round.nextSeats} can judge again, if {eth(round.need)} come together{" "}
        {deadlineOf(court.phaseEnd, now)}. Anyone may pay, in parts too.
      </p>
      <ul className="max-w-text list-disc ps-5 text-quiet">
        <li>The new panel takes {eth(panel)} of it in any case.</li>
        <li>
          If it decides{!undecided && " otherwise"}, the appeal has cost {eth(won.least)} to {eth(won.most)}, though it
          was right: {eth(bond)} come back, and the fees that the first panel loses.
        </li>
        <li>
          {undecided
            ? `If it decides nothing either, the appeal has cost ${eth(lost)}: ${eth(bond)} come back.`
            : `If it decides the same, or nothing, the appeal has cost all of it, ${eth(lost)}: ${eth(bond)} go to the winner.`}
        </li>
        <li>If not enough comes together in time, everything comes back.</li>
      </ul>
      {round.raised > 0n && (
        <Progress
          label="Paid so far"
          value={Number((round.raised * 1000n) / round.need)}
          max={1000}
          words={`${eth(round.raised)} of ${eth(round.need)}`}
        />
      )}
      <AmountField
        label="How much you pay"
        token={nativeToken}
        value={typed}
        placeholder={exactAmount(missing, nativeToken.decimals)}
        onChange={(event) => setTyped(event.target.value)}
        error={amount !== null && amount > missing ? `Only ${eth(missing)} are missing.` : undefined}
      />
      {amount !== null && amount > 0n && amount <= missing && (
        <ActionButton
          action={appeal(court.id, amount, round.nextSeats)}
          subject={`appeal:${court.id}:${round.round}`}
          meaning="dispute"
          onDone={() => setTyped("")}
        >
          Pay {eth(amount)} towards an appeal
        </ActionButton>
      )}
    </Card>
  );
}
