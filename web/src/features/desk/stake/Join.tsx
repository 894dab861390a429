import type { ReactNode } from "react";
import { formatAmount } from "../../../lib/money.ts";
import { nativeToken } from "../../../market/tokens.ts";
import { Card } from "../../../ui/page/Card.tsx";
import { SeatBargain } from "./StakeFacts.tsx";
import { type CourtFees, seatTerms } from "./stake.ts";

type JoinProps = { fees: CourtFees; members: number; form: ReactNode };

/** For somebody who is not an arbitrator yet: what the work is, what it brings, what it can cost. */
export function Join({ fees, members, form }: JoinProps) {
  const terms = seatTerms(fees);
  return (
    <div className="grid gap-10 lg:grid-cols-[minmax(0,1fr)_24rem] lg:gap-12">
      <div className="flex flex-col gap-8">
        <p className="max-w-text text-lead">
          When a buyer and a seller can’t agree, strangers decide who gets the money. You can be one of them. You put a
          stake behind your votes, are drawn by chance, read the case, and vote. Judging well earns{" "}
          {formatAmount(terms.earns, nativeToken)} and more a case.
        </p>
        <ol className="grid gap-6 md:grid-cols-3">
          {steps.map(({ title, text }, index) => (
            <li key={title} className="flex flex-col gap-1 border-t border-line pt-4">
              <span className="font-display text-title text-quiet tabular-nums">{index + 1}</span>
              <span className="font-strong">{title}</span>
              <span className="max-w-text text-quiet">{text}</span>
            </li>
          ))}
        </ol>
        <section className="flex flex-col gap-2">
          <h2 className="text-title">What a seat brings and costs</h2>
          <SeatBargain terms={terms} />
          <p className="max-w-text pt-2 text-quiet">
            While you sit on a case, {formatAmount(terms.lock, nativeToken)} of your stake stand behind your vote.{" "}
            {members === 0
              ? "Nobody is in the draw yet."
              : members === 1
                ? "One person is in the draw now."
                : `${members} people are in the draw now.`}
          </p>
        </section>
      </div>
      <Card className="lg:self-start">{form}</Card>
    </div>
  );
}

const steps = [
  {
    title: "You are drawn",
    text: "By a number that nobody can choose. Look at this page once a day, or you may miss it.",
  },
  {
    title: "You read and vote",
    text: "Under seal, so that nobody can follow or pay for your vote. There is nothing to write down.",
  },
  {
    title: "You open your vote",
    text: "When all have voted. Whoever agrees with the ruling is paid, by whoever does not.",
  },
];
