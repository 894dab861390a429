import { shortHex } from "../../../lib/text.ts";
import { Avatar } from "../../../ui/people/Avatar.tsx";
import type { Phase } from "../../../../../protocol/due.ts";
import type { Attempt, Seat } from "../../../market/courts/case.ts";
import { rulingNames } from "../prospects/prospects.ts";
import { QuotedText } from "../../../ui/words/Quoted.tsx";

type PanelSeatsProps = {
  attempt: Attempt;
  phase: Phase;
  /** The account that looks at the page. */
  me: string | undefined;
  /** Reasons that were published with a vote, by seat. */
  reasons: ReadonlyMap<number, string>;
};

/** Who judges: pseudonyms until the end. Votes appear when they are opened. */
export function PanelSeats({ attempt, phase, me, reasons }: PanelSeatsProps) {
  return (
    <ul className="divide-y divide-line">
      {attempt.seats.map((seat) => (
        <li key={seat.index} className="flex gap-3 py-3">
          <Avatar address={seat.arbitrator} />
          <div className="min-w-0 flex-1">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span className="font-mono text-fine">
                {shortHex(seat.arbitrator)}
                {seat.arbitrator.toLowerCase() === me?.toLowerCase() && (
                  <span className="font-sans font-strong"> You</span>
                )}
              </span>
              <span className={seat.choice ? "font-strong" : "text-quiet"}>
                {seatWords(seat, phase, attempt.hidden)}
              </span>
            </div>
            <QuotedText text={reasons.get(seat.index)} className="pt-1 text-quiet" />
          </div>
        </li>
      ))}
    </ul>
  );
}

function seatWords(seat: Seat, phase: Phase, hidden: boolean): string {
  const voting = phase === "commit" || phase === "reveal";
  if (seat.choice) return rulingNames[seat.choice];
  if (seat.status === "leaked") return "Void: shown too early";
  if (seat.status === "committed")
    return phase === "commit" ? "Has voted" : voting ? "Has voted, not opened yet" : "Never opened the vote";
  if (!voting) return "Did not vote";
  return phase === "reveal" && hidden ? "Did not vote" : "Has not voted yet";
}
