import { useQueries, useQuery } from "@tanstack/react-query";
import type { Attempt, Round } from "../../../market/courts/case.ts";
import { reasonsTextOptions } from "../evidence/files.ts";
import type { DisputeView } from "../disputeView.ts";
import { PanelSeats } from "./PanelSeats.tsx";
import { rulingWords } from "../prospects/prospects.ts";
import { reasonsOptions, seatKey } from "../records.ts";

/** Every panel that sat on the case, the present one first. */
export function PanelSection({ view }: { view: DisputeView }) {
  const { inCourt } = view;
  const panels = (inCourt?.rounds ?? [])
    .flatMap((round) => round.attempts.map((attempt) => ({ round, attempt })))
    .filter(({ attempt }) => attempt.seats.length > 0)
    .toReversed();
  if (!inCourt || panels.length === 0) return null;
  return (
    <section aria-labelledby="panel" className="flex flex-col gap-6">
      <h2 id="panel" className="text-title">
        Who judges
      </h2>
      {panels.map(({ round, attempt }) => (
        <PanelOf key={`${round.round}/${attempt.attempt}`} round={round} attempt={attempt} view={view} />
      ))}
    </section>
  );
}

function PanelOf({ round, attempt, view }: { round: Round; attempt: Attempt; view: DisputeView }) {
  const court = view.inCourt?.case;
  const current = court?.round === round.round && court.attempt === attempt.attempt;
  const reasons = useReasons(court?.id, attempt);
  const first = round.round === 0 && attempt.attempt === 0;
  return (
    <div>
      <p className="max-w-text pb-1 text-quiet">
        {first ? "Drawn at random from everyone with a stake." : panelName(round, attempt)}
        {current && court.phase !== "commit" && court.phase !== "reveal" && ` ${resultWords(round)}`}
      </p>
      <PanelSeats attempt={attempt} phase={current ? court.phase : "resolved"} me={view.me} reasons={reasons} />
    </div>
  );
}

function panelName({ round }: Round, { attempt }: Attempt): string {
  const which = round === 0 ? "" : `Appeal ${round}. `;
  return attempt === 0 ? which : `${which}A second panel, because somebody stayed away and nobody had a majority.`;
}

function resultWords({ decided, ruling }: Round): string {
  return decided
    ? `More than half of the seats said: ${rulingWords[ruling]}.`
    : "No view had more than half of the seats.";
}

/** The reasons of a panel's members, read from IPFS, by seat. */
function useReasons(id: bigint | undefined, attempt: Attempt): ReadonlyMap<number, string> {
  const { data: where } = useQuery(reasonsOptions(id));
  const seats = attempt.seats.map(({ index }) => ({
    index,
    cid: where?.get(seatKey(attempt.round, attempt.attempt, index)),
  }));
  const known = seats.filter((seat): seat is { index: number; cid: string } => seat.cid !== undefined);
  const texts = useQueries({ queries: known.map(({ cid }) => reasonsTextOptions(cid)) });
  return new Map(
    known.flatMap(({ index }, position) => {
      const text = texts[position]?.data;
      return text ? [[index, text] as const] : [];
    }),
  );
}
