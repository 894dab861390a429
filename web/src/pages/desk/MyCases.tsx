import type { Address } from "viem";
import { dutyOf, isAsking } from "../../features/desk/duty.ts";
import { Queue, type QueueRow } from "../../features/desk/stake/Queue.tsx";
import { type Member, stakeStateOf } from "../../features/desk/stake/stake.ts";
import { chanceOfSeat } from "../../features/desk/chance.ts";
import { type SeatOf, useSeats } from "../../features/disputes/panel/mySeats.ts";
import { count } from "../../lib/text.ts";
import { EmptyState } from "../../ui/feedback/EmptyState.tsx";
import { SkeletonText } from "../../ui/feedback/Skeleton.tsx";

type MyCasesProps = { account: Address; member: Member; weight: bigint; members: number; seats: number; now: number };

/** The cases on the desk, those that ask for something first. */
export function MyCases({ account, member, weight, members, seats: size, now }: MyCasesProps) {
  const { seats, pending } = useSeats(account);
  if (pending && seats.length === 0) return <SkeletonText lines={6} />;
  if (seats.length === 0) return <NoCases member={member} weight={weight} members={members} seats={size} now={now} />;

  const rows = seats.map((seat) => rowOf(seat, now));
  const asking = rows.filter(({ duty }) => isAsking(duty)).length;
  return (
    <section aria-labelledby="cases" className="flex flex-col gap-4">
      <h2 id="cases" className="text-title">
        {asking > 0 ? `${count(asking, "case waits", "cases wait")} for you` : "Nothing waits for you"}
      </h2>
      <Queue rows={rows} now={now} />
    </section>
  );
}

function rowOf({ seat, panel, court, orderId, title, picture }: SeatOf, now: number): QueueRow {
  const current = panel.round === court.round && panel.attempt === court.attempt;
  const { phase, phaseEnd } = court;
  return {
    id: court.id,
    orderId,
    round: panel.round,
    attempt: panel.attempt,
    seat: seat.index,
    title: title ?? `Case ${court.id}`,
    picture,
    duty: dutyOf({ current, phase, phaseEnd, status: seat.status, hidden: panel.hidden, settled: panel.settled }, now),
    deadline: phaseEnd,
  };
}

function NoCases({ member, weight, members, seats, now }: Omit<MyCasesProps, "account">) {
  if (stakeStateOf(member, now) !== "drawn from") {
    return (
      <EmptyState title="0 cases">You are not in the draw. The way back is in your stake, on this page.</EmptyState>
    );
  }
  const share = chanceOfSeat({ weight: member.weight, total: weight, count: members, seats });
  return (
    <EmptyState title="0 cases: you are in the draw">
      {share === 100
        ? `Every panel of ${seats} would have you on it, as things are.`
        : `About ${share} of 100 panels of ${seats} would have you on them.`}{" "}
      When you are drawn, the case is here, with the time by which to vote. Look in once a day.
    </EmptyState>
  );
}
