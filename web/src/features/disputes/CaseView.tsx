import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { dueSteps } from "../../../../protocol/due.ts";
import { cx } from "../../lib/cx.ts";
import { useHead } from "../../services/chain.ts";
import { happeningsOptions, wordsOptions } from "../../market/orders/order.ts";
import { AnswerDispute } from "./opening/AnswerDispute.tsx";
import { AppealCard } from "./appeal/AppealCard.tsx";
import { CaseFile } from "./file/CaseFile.tsx";
import { CaseHead } from "./file/CaseHead.tsx";
import { panelsToSettle } from "../../market/courts/case.ts";
import { DueSteps } from "./due/DueSteps.tsx";
import { EvidenceSection } from "./evidence/EvidenceSection.tsx";
import { HowToJudge } from "./panel/HowToJudge.tsx";
import type { DisputeView } from "./disputeView.ts";
import { MyAppeals } from "./appeal/MyAppeals.tsx";
import { OutcomeCard } from "./prospects/OutcomeCard.tsx";
import { PanelSection } from "./panel/PanelSection.tsx";
import { Part } from "../../ui/feedback/Part.tsx";

type CaseViewProps = {
  view: DisputeView;
  /** For whoever sits on the panel: the ballot, which stands first at the side. */
  ballot: ReactNode;
  /** Always in sight, for whoever has to vote now. */
  clock: ReactNode;
};

/** A dispute from its opening to its end: the case file to read, and beside it what can be done. */
export function CaseView({ view, ballot, clock }: CaseViewProps) {
  const { order, orderId, inCourt, now } = view;
  const words = useQuery(wordsOptions(order.terms.metadata));
  const happenings = useQuery(happeningsOptions(orderId));
  const end = view.status === "disputed" ? null : (happenings.data?.findLast(({ payout }) => payout)?.payout ?? null);
  const round = inCourt?.rounds.at(-1);
  return (
    <div className="flex flex-col gap-10">
      <CaseHead view={view} title={words.data?.title} end={end} />
      <AnswerDispute view={view} />
      <Due view={view} />
      {clock && <div className="sticky top-16 z-10 lg:hidden">{clock}</div>}
      <div className="grid gap-10 lg:grid-cols-[minmax(0,1fr)_24rem] lg:gap-12">
        <div className="flex min-w-0 flex-col gap-12">
          <Part what="The evidence" of={view.orderId}>
            <EvidenceSection view={view} />
          </Part>
          <Part what="The case file" of={words.data}>
            <CaseFile view={view} />
          </Part>
          <Part what="The panel" of={inCourt}>
            <PanelSection view={view} />
          </Part>
        </div>
        <aside className={cx("flex flex-col gap-6 lg:sticky lg:top-24 lg:self-start", !clock && "max-lg:-order-1")}>
          {clock && <div className="max-lg:hidden">{clock}</div>}
          {ballot}
          {inCourt && round && inCourt.case.phase === "appeal" && (
            <AppealCard court={inCourt.case} round={round} now={now} />
          )}
          <MyAppeals view={view} />
          {!clock && <OutcomeCard view={view} />}
          <HowToJudge />
        </aside>
      </div>
    </div>
  );
}

function Due({ view }: { view: DisputeView }) {
  const head = useHead();
  const { now, deadline, dispute, inCourt, status } = view;
  const due = dueSteps({
    now,
    block: head?.number ?? 0n,
    dispute: { phase: dispute.phase, deadline },
    open: status === "disputed",
    court: inCourt?.case ?? null,
    attempts: inCourt ? panelsToSettle(inCourt.rounds) : [],
    queue: inCourt?.queue ?? null,
  });
  return <DueSteps due={due} view={view} />;
}
