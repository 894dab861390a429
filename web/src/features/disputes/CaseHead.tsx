import { Link } from "@tanstack/react-router";
import { ChevronLeft } from "lucide-react";
import { paths } from "../../lib/paths.ts";
import { silenceOf } from "../../lib/silence.ts";
import type { Happening } from "../../services/order.ts";
import { headlineOf } from "./headline.ts";
import type { Matter } from "./matter.ts";
import { PhaseBar } from "./PhaseBar.tsx";
import { stepsOf } from "./schedule.ts";
import { WhereTheMoneyIs } from "./WhereTheMoneyIs.tsx";

type CaseHeadProps = {
  matter: Matter;
  /** Of the listing, once it is known. */
  title: string | undefined;
  /** What went to whom in the end. */
  end: Happening["payout"];
};

/** What is going on, who must act by when, and where the money is. */
export function CaseHead({ matter, title, end }: CaseHeadProps) {
  const { court, dispute, names, now, status, outcome, deadline } = matter;
  const round = court?.rounds.at(-1) ?? null;
  const { title: headline, body } = headlineOf({
    now,
    status,
    outcome,
    deadline,
    phase: dispute.phase,
    openedByBuyer: dispute.openedByBuyer,
    silence: silenceOf(matter.order, matter, now),
    ruling: dispute.ruling,
    court: court?.case ?? null,
    round,
    names,
  });
  return (
    <header className="flex flex-col gap-6">
      <div className="flex flex-col gap-2">
        {matter.side && (
          <Link
            {...paths.order(matter.orderId)}
            className="-ms-1 inline-flex touch items-center gap-1 self-start text-quiet hover:text-ink"
          >
            <ChevronLeft className="size-4 rtl:-scale-x-100" aria-hidden />
            The order
          </Link>
        )}
        <p className="text-quiet">{title ? `Dispute about ${title}` : "Dispute"}</p>
        <h1 className="text-head">{headline}</h1>
        <p className="max-w-text text-lead">{body}</p>
      </div>
      {court && (
        <PhaseBar
          steps={stepsOf(court.case.config, {
            phase: court.case.phase,
            phaseEnd: court.case.phaseEnd,
            seats: round?.attempts.at(-1)?.seats.length || court.case.config.seats,
          })}
          now={now}
          round={court.case.round}
          attempt={court.case.attempt}
        />
      )}
      <WhereTheMoneyIs matter={matter} end={end} />
    </header>
  );
}
