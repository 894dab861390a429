import { otherSide, type Side } from "../../../../../protocol/side.ts";
import { Link } from "@tanstack/react-router";
import type { Hex } from "viem";
import { Handshake } from "lucide-react";
import { ActionButton } from "../../../action/ActionButton.tsx";
import { formatAmount } from "../../../lib/money.ts";
import { paths } from "../../../paths/paths.ts";
import { silenceBrings, silenceIfOpened } from "../../../market/orders/silence.ts";
import { dayOf, spanOf, whenOf } from "../../../lib/time.ts";
import { nativeToken } from "../../../market/tokens.ts";
import { Button } from "../../../ui/actions/Button.tsx";
import { Notice } from "../../../ui/feedback/Notice.tsx";
import { Timeline } from "../../../ui/money/Timeline.tsx";
import { Card } from "../../../ui/page/Card.tsx";
import { Facts } from "../../../ui/page/Facts.tsx";
import { costsOfOpening } from "./costs.ts";
import { openDispute } from "../actions.ts";
import { JudgeGate } from "./JudgeGate.tsx";
import { type Obstacle, obstacleTo } from "./obstacleTo.ts";
import { type DisputeView } from "../disputeView.ts";
import { sideName } from "../../../market/side.ts";
import { prospects } from "../prospects/prospects.ts";
import { Prospects } from "../prospects/Prospects.tsx";
import type { Judge } from "../queries.ts";
import { longestTime, usualTime } from "../file/schedule.ts";

/** What somebody should know before opening a dispute: the gentler way, what happens, what it costs, what can come out. */
export function BeforeOpening({ view }: { view: DisputeView }) {
  const { side } = view;
  if (!side) return <Notice title="Only the buyer or the seller can open a dispute about this order." />;
  const obstacle = obstacleTo(view, side);
  if (obstacle) return <NotNow orderId={view.orderId} {...obstacle} />;
  return (
    <JudgeGate order={view.order} lines={6}>
      {(judge) => <Outlook view={view} side={side} judge={judge} />}
    </JudgeGate>
  );
}

type OutlookProps = { view: DisputeView; side: Side; judge: Judge };

function Outlook({ view, side, judge }: OutlookProps) {
  const { cost, ...rules } = judge;
  const { order, now, held, token, names } = view;
  const fee = formatAmount(cost, nativeToken);
  const other = sideName(names, otherSide(side));
  const silence = silenceBrings[silenceIfOpened(order, view, side, now)];
  // It never ends before the deadline that the other side had anyway.
  const answerBy = Math.max(now + rules.answerWindow, view.deadline);
  const ruledBy = answerBy + order.terms.rulingWindow;
  return (
    <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_24rem] lg:gap-12">
      <div className="flex flex-col gap-8">
        <Notice
          title="Try a split first"
          icon={<Handshake aria-hidden />}
          action={
            <Button asChild variant="quiet">
              <Link {...paths.order(view.orderId)}>Offer a split on the order’s page</Link>
            </Button>
          }
        >
          Most disagreements end with part of the money given back. If {other.object} agrees, the money moves at once,
          and nobody pays a court.
        </Notice>
        <section className="flex flex-col gap-5">
          <h2 className="text-title">What happens when you open a dispute</h2>
          <Timeline
            moments={[
              {
                state: "now",
                title: `You pay the arbitration fee of ${fee}`,
                detail: "Whoever loses has paid for the court; whoever wins gets the fee back.",
              },
              {
                state: "next",
                title: `${other.subject} answers by paying the same`,
                detail: `There is time for it until ${dayOf(answerBy, now)}. Without an answer, ${silence}.`,
              },
              ...(rules.config
                ? [
                    {
                      state: "next" as const,
                      title: "Both sides bring evidence",
                      detail: `For ${spanOf(rules.config.evidencePeriod)}: words and pictures.`,
                    },
                    {
                      state: "next" as const,
                      title: rules.config.seats === 1 ? "One stranger judges" : `${rules.config.seats} strangers judge`,
                      detail: "Drawn at random, with money at stake for judging well. Nobody can choose them.",
                    },
                    {
                      state: "next" as const,
                      title: "Whoever lost may appeal",
                      detail: `For ${spanOf(rules.config.appealPeriod)}, to a larger panel, at their own cost.`,
                    },
                  ]
                : []),
              {
                state: "next",
                title: "The money moves by the ruling",
                detail: `On ${dayOf(ruledBy, now)} at the latest: without a ruling by then, each side gets half.`,
              },
            ]}
          />
        </section>
      </div>
      <div className="flex flex-col gap-6">
        <Card>
          <h2 className="mb-4 text-title">What can come out</h2>
          <Prospects prospects={prospects(order, held)} token={token} names={names} />
        </Card>
        <Facts
          facts={[
            ...costsOfOpening(cost, nativeToken),
            ...(rules.config
              ? [
                  { label: "Takes, usually", value: spanOf(usualTime(rules.config)) },
                  { label: "Takes, without an appeal, at most", value: spanOf(longestTime(rules.config)) },
                ]
              : []),
          ]}
        />
      </div>
      {/* Below both: on a phone too, what it costs and what can come out are read before the button. */}
      <div className="lg:col-span-2">
        <OpenNow view={view} cost={cost} fee={fee} />
      </div>
    </div>
  );
}

function OpenNow({ view, cost, fee }: { view: DisputeView; cost: bigint; fee: string }) {
  return (
    <div className="flex flex-col items-start gap-3">
      <p className="max-w-text text-quiet">You can open a dispute until {whenOf(view.deadline, view.now)}.</p>
      <ActionButton action={openDispute(view.order, cost)} subject={view.orderId} meaning="dispute" size="large">
        Pay {fee} and open a dispute
      </ActionButton>
    </div>
  );
}

function NotNow({ orderId, title, text }: Obstacle & { orderId: Hex }) {
  return (
    <Notice
      title={title}
      action={
        <Button asChild variant="quiet">
          <Link {...paths.order(orderId)}>Back to the order</Link>
        </Button>
      }
    >
      {text}
    </Notice>
  );
}
