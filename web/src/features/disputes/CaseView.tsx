import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { dueSteps } from "../../../../protocol/due.ts";
import { cx } from "../../lib/cx.ts";
import { useHead } from "../../services/chain.ts";
import { happeningsOptions, wordsOptions } from "../../services/order.ts";
import { AnswerDispute } from "./AnswerDispute.tsx";
import { AppealCard } from "./AppealCard.tsx";
import { CaseFile } from "./CaseFile.tsx";
import { CaseHead } from "./CaseHead.tsx";
import { panelsToSettle } from "./court.ts";
import { DueSteps } from "./DueSteps.tsx";
import { EvidenceSection } from "./EvidenceSection.tsx";
import { HowToJudge } from "./HowToJudge.tsx";
import type { Matter } from "./matter.ts";
import { MyAppeals } from "./MyAppeals.tsx";
import { OutcomeCard } from "./OutcomeCard.tsx";
import { PanelSection } from "./PanelSection.tsx";

type CaseViewProps = {
  matter: Matter;
  /** For whoever sits on the panel: the ballot, which stands first at the side. */
  ballot: ReactNode;
  /** Always in sight, for whoever has to vote now. */
  clock: ReactNode;
};

/** A dispute from its opening to its end: the case file to read, and beside it what can be done. */
export function CaseView({ matter, ballot, clock }: CaseViewProps) {
  const { order, orderId, court, now } = matter;
  const words = useQuery(wordsOptions(order.terms.metadata));
  const happenings = useQuery(happeningsOptions(orderId));
  const end = matter.status === "disputed" ? null : (happenings.data?.findLast(({ payout }) => payout)?.payout ?? null);
  const round = court?.rounds.at(-1);
  return (
    <div className="flex flex-col gap-10">
      <CaseHead matter={matter} title={words.data?.title} end={end} />
      <AnswerDispute matter={matter} />
      <Due matter={matter} />
      {clock && <div className="sticky top-16 z-10 lg:hidden">{clock}</div>}
      <div className="grid gap-10 lg:grid-cols-[minmax(0,1fr)_24rem] lg:gap-12">
        <div className="flex min-w-0 flex-col gap-12">
          <EvidenceSection matter={matter} />
          <CaseFile matter={matter} />
          <PanelSection matter={matter} />
        </div>
        <aside className={cx("flex flex-col gap-6 lg:sticky lg:top-24 lg:self-start", !clock && "max-lg:-order-1")}>
          {clock && <div className="max-lg:hidden">{clock}</div>}
          {ballot}
          {court && round && court.case.phase === "appeal" && <AppealCard court={court.case} round={round} now={now} />}
          <MyAppeals matter={matter} />
          {!clock && <OutcomeCard matter={matter} />}
          <HowToJudge />
        </aside>
      </div>
    </div>
  );
}

function Due({ matter }: { matter: Matter }) {
  const head = useHead();
  const { now, deadline, dispute, court, status } = matter;
  const due = dueSteps({
    now,
    block: head?.number ?? 0n,
    dispute: { phase: dispute.phase, deadline },
    open: status === "disputed",
    court: court?.case ?? null,
    attempts: court ? panelsToSettle(court.rounds) : [],
    queue: court?.queue ?? null,
  });
  return <DueSteps due={due} matter={matter} />;
}
