import { Link } from "@tanstack/react-router";
import { ChevronLeft } from "lucide-react";
import { paths } from "../../../paths/paths.ts";
import { silenceOf } from "../../../market/orders/silence.ts";
import type { Happening } from "../../../market/orders/order.ts";
import { headlineOf } from "./headline.ts";
import type { DisputeView } from "../disputeView.ts";
import { PhaseBar } from "./PhaseBar.tsx";
import { stepsOf } from "./schedule.ts";
import { WhereTheMoneyIs } from "./WhereTheMoneyIs.tsx";
import { Quoted } from "../../../ui/words/Quoted.tsx";

type CaseHeadProps = {
  view: DisputeView;
  /** Of the listing, once it is known. */
  title: string | undefined;
  /** What went to whom in the end. */
  end: Happening["payout"];
};

/** What is going on, who must act by when, and where the money is. */
export function CaseHead({ view, title, end }: CaseHeadProps) {
  const { inCourt, dispute, names, now, status, outcome, deadline } = view;
  const round = inCourt?.rounds.at(-1) ?? null;
  const { title: headline, body } = headlineOf({
    now,
    status,
    outcome,
    deadline,
    phase: dispute.phase,
    openedByBuyer: dispute.openedByBuyer,
    silence: silenceOf(view.order, view, now),
    ruling: dispute.ruling,
    court: inCourt?.case ?? null,
    round,
    names,
  });
  return (
    <header className="flex flex-col gap-6">
      <div className="flex flex-col gap-2">
        {view.side && (
          <Link
            {...paths.order(view.orderId)}
            className="-ms-1 inline-flex touch items-center gap-1 self-start text-quiet hover:text-ink"
          >
            <ChevronLeft className="size-4 rtl:-scale-x-100" aria-hidden />
            The order
          </Link>
        )}
        <p className="text-quiet">
          {title === undefined ? (
            "Dispute"
          ) : (
            <>
              Dispute about <Quoted text={title} otherwise="something without a title" />
            </>
          )}
        </p>
        <h1 className="text-head">{headline}</h1>
        <p className="max-w-text text-lead">{body}</p>
      </div>
      {inCourt && (
        <PhaseBar
          steps={stepsOf(inCourt.case.config, {
            phase: inCourt.case.phase,
            phaseEnd: inCourt.case.phaseEnd,
            seats: round?.attempts.at(-1)?.seats.length || inCourt.case.config.seats,
          })}
          now={now}
          round={inCourt.case.round}
          attempt={inCourt.case.attempt}
        />
      )}
      <WhereTheMoneyIs view={view} end={end} />
    </header>
  );
}
