import { Link } from "@tanstack/react-router";
import { Handshake } from "lucide-react";
import { ActionButton } from "../../actions/ActionButton.tsx";
import { formatAmount } from "../../lib/money.ts";
import { paths } from "../../lib/paths.ts";
import { silenceBrings, silenceIfOpened } from "../../lib/silence.ts";
import { dayOf, spanOf, whenOf } from "../../lib/time.ts";
import { nativeToken } from "../../services/tokens.ts";
import { Button } from "../../ui/actions/Button.tsx";
import { Notice } from "../../ui/feedback/Notice.tsx";
import { Timeline } from "../../ui/money/Timeline.tsx";
import { Card } from "../../ui/page/Card.tsx";
import { Facts } from "../../ui/page/Facts.tsx";
import { openDispute } from "./actions.ts";
import { JudgeGate } from "./JudgeGate.tsx";
import { type Matter, otherSide } from "./matter.ts";
import { type Side, sideName } from "./names.ts";
import { prospects } from "./prospects.ts";
import { Prospects } from "./Prospects.tsx";
import type { Judge } from "./queries.ts";
import { longestTime, usualTime } from "./schedule.ts";

/** What somebody should know before opening a dispute: the gentler way, what happens, what it costs, what can come out. */
export function BeforeOpening({ matter }: { matter: Matter }) {
  const { now, side } = matter;
  if (!side) return <Notice title="Only the buyer or the seller can open a dispute about this order." />;
  if (now > matter.deadline) return <TooLate matter={matter} />;
  if (side === "seller" && matter.status === "funded") return <TooEarly matter={matter} />;
  if (matter.status === "funded" && now <= matter.order.start) return <NotBegun matter={matter} />;
  return (
    <JudgeGate order={matter.order} lines={6}>
      {(judge) => <Outlook matter={matter} side={side} judge={judge} />}
    </JudgeGate>
  );
}

type OutlookProps = { matter: Matter; side: Side; judge: Judge };

function Outlook({ matter, side, judge }: OutlookProps) {
  const { cost, ...rules } = judge;
  const { order, now, held, token, names } = matter;
  const fee = formatAmount(cost, nativeToken);
  const other = sideName(names, otherSide(side));
  const silence = silenceBrings[silenceIfOpened(order, matter, side, now)];
  // It never ends before the deadline that the other side had anyway.
  const answerBy = Math.max(now + rules.answerWindow, matter.deadline);
  const ruledBy = answerBy + order.terms.rulingWindow;
  return (
    <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_24rem] lg:gap-12">
      <div className="flex flex-col gap-8">
        <Notice
          title="Try a split first"
          icon={<Handshake aria-hidden />}
          action={
            <Button asChild variant="quiet">
              <Link {...paths.order(matter.orderId)}>Offer a split on the order’s page</Link>
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
                detail: "If you win, one of the two fees comes back to you.",
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
        <OpenNow matter={matter} cost={cost} fee={fee} />
      </div>
      <div className="flex flex-col gap-6">
        <Card>
          <h2 className="mb-4 text-title">What can come out</h2>
          <Prospects prospects={prospects(order, held)} token={token} names={names} />
        </Card>
        <Facts
          facts={[
            { label: "Costs you now", value: fee },
            { label: "Costs you in the end, if you win", value: "nothing", hint: "But for the network’s own fees." },
            ...(rules.config
              ? [
                  { label: "Takes, usually", value: spanOf(usualTime(rules.config)) },
                  { label: "Takes, without an appeal, at most", value: spanOf(longestTime(rules.config)) },
                ]
              : []),
          ]}
        />
      </div>
    </div>
  );
}

function OpenNow({ matter, cost, fee }: { matter: Matter; cost: bigint; fee: string }) {
  return (
    <div className="flex flex-col items-start gap-3">
      <p className="max-w-text text-quiet">You can open a dispute until {whenOf(matter.deadline, matter.now)}.</p>
      <ActionButton action={openDispute(matter.order, cost)} subject={matter.orderId} meaning="dispute" size="large">
        Pay {fee} and open a dispute
      </ActionButton>
    </div>
  );
}

/** As long as nothing was sent, silence gives the buyer the money back, and no dispute can turn that round. */
function NotBegun({ matter }: { matter: Matter }) {
  return (
    <Notice
      title="It has not begun yet, so there is nothing to judge"
      action={
        <Button asChild variant="quiet">
          <Link {...paths.order(matter.orderId)}>Back to the order</Link>
        </Button>
      }
    >
      Until {whenOf(matter.order.start, matter.now)} you can call it off. Once it has begun you can open a dispute.
    </Notice>
  );
}

function TooEarly({ matter }: { matter: Matter }) {
  return (
    <Notice
      title="Nothing was sent yet, so there is nothing to judge"
      action={
        <Button asChild variant="quiet">
          <Link {...paths.order(matter.orderId)}>Back to the order</Link>
        </Button>
      }
    >
      Send it, offer a split, or give the money back. Once it is sent you can open a dispute.
    </Notice>
  );
}

function TooLate({ matter }: { matter: Matter }) {
  return (
    <Notice
      title="The time for a dispute is over"
      action={
        <Button asChild variant="quiet">
          <Link {...paths.order(matter.orderId)}>Back to the order</Link>
        </Button>
      }
    >
      It ended {whenOf(matter.deadline, matter.now)}.
    </Notice>
  );
}
