import { Link } from "@tanstack/react-router";
import { ChevronRight, Scale } from "lucide-react";
import type { Hex } from "viem";
import { paths } from "../../../paths/paths.ts";
import { Quoted } from "../../../ui/words/Quoted.tsx";
import { When } from "../../../ui/page/When.tsx";
import { StateChip } from "../../../ui/money/StateChip.tsx";
import { Photo } from "../../../ui/page/Photo.tsx";
import { type Duty, byUrgency, isAsking } from "../duty.ts";

/** A seat of mine as a row of the desk. */
export type QueueRow = {
  id: bigint;
  orderId: Hex;
  round: number;
  attempt: number;
  seat: number;
  title: string;
  picture: { urls: readonly string[]; thumbhash?: string } | null;
  duty: Duty;
  deadline: number;
};

/** Every case I sit or sat on: what asks for something first, by its deadline. */
export function Queue({ rows, now }: { rows: QueueRow[]; now: number }) {
  const sorted = rows.toSorted(byUrgency);
  return (
    <ul className="divide-y divide-line border-y border-line">
      {sorted.map((row) => (
        <li key={`${row.id}/${row.round}/${row.attempt}/${row.seat}`}>
          <Link
            {...paths.dispute(row.orderId)}
            className="-mx-2 flex items-center gap-4 rounded-control px-2 py-4 transition-colors hover:bg-sunk"
          >
            <Cover picture={row.picture} />
            <span className="flex min-w-0 flex-1 flex-col gap-1">
              <span dir="auto" className="truncate font-strong">
                <Quoted text={row.title} otherwise="No title" />
              </span>
              <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <DutyChip duty={row.duty} />
                {isAsking(row.duty) && (
                  <span className="text-fine">
                    <When at={row.deadline} now={now} word="by" />
                  </span>
                )}
                <span className="text-fine text-quiet">
                  Case {row.id.toString()}
                  {row.round > 0 && `, appeal ${row.round}`}
                </span>
              </span>
            </span>
            <ChevronRight className="size-5 shrink-0 text-quiet rtl:-scale-x-100" aria-hidden />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Cover({ picture }: { picture: QueueRow["picture"] }) {
  const frame = "size-16 shrink-0 rounded-control";
  if (picture) return <Photo urls={picture.urls} thumbhash={picture.thumbhash} alt="" className={frame} />;
  return (
    <span aria-hidden className={`${frame} grid place-items-center bg-sunk text-quiet`}>
      <Scale className="size-6" strokeWidth={1.5} />
    </span>
  );
}

const words = {
  "commit now": "Vote now",
  "vote now": "Vote now",
  "reveal now": "Open your vote",
  committed: "Voted",
  revealed: "Vote open",
  missed: "Missed",
  "shown too early": "Void",
  ruled: "Decided",
  settled: "Paid out",
} as const satisfies Record<Duty, string>;

/** Only what asks for something wears a colour. */
function DutyChip({ duty }: { duty: Duty }) {
  if (isAsking(duty)) return <StateChip meaning="turn">{words[duty]}</StateChip>;
  return (
    <span className="rounded-round bg-sunk px-2.5 py-0.5 text-fine whitespace-nowrap text-quiet">{words[duty]}</span>
  );
}
