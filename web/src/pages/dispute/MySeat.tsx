import { isAddressEqual } from "viem";
import { BallotCard } from "../../features/desk/voting/BallotCard.tsx";
import { Clock } from "../../features/desk/Clock.tsx";
import type { VoteOption } from "../../features/desk/voting/CastVote.tsx";
import { type Duty, dutyOf } from "../../features/desk/duty.ts";
import type { Attempt, CourtCase, Seat } from "../../market/courts/case.ts";
import type { DisputeView } from "../../features/disputes/disputeView.ts";
import { prospects, rulingNames } from "../../features/disputes/prospects/prospects.ts";
import { formatAmount } from "../../lib/money.ts";
import { chain } from "../../services/chain.ts";
import { court as courtContract } from "../../services/contracts.ts";
import { SplitBar } from "../../ui/money/SplitBar.tsx";

/** The seat that whoever looks has on the panel that sits now. */
export type MySeat = { seat: Seat; panel: Attempt; court: CourtCase; duty: Duty };

export function mySeat({ inCourt, me, now }: DisputeView): MySeat | null {
  const panel = inCourt?.rounds.at(-1)?.attempts.at(-1);
  const seat = me && panel?.seats.find(({ arbitrator }) => isAddressEqual(arbitrator, me));
  if (!inCourt || !panel || !seat) return null;
  const { phase, phaseEnd } = inCourt.case;
  const duty = dutyOf(
    { current: true, phase, phaseEnd, status: seat.status, hidden: panel.hidden, settled: panel.settled },
    now,
  );
  return { seat, panel, court: inCourt.case, duty };
}

/** The ballot with the money that each vote would move. */
export function MyBallot({ mine, view }: { mine: MySeat; view: DisputeView }) {
  const { seat, panel, court, duty } = mine;
  return (
    <BallotCard
      key={`${panel.round}/${panel.attempt}`}
      ballot={{
        chainId: BigInt(chain.id),
        court: courtContract.address,
        id: court.id,
        round: panel.round,
        attempt: panel.attempt,
      }}
      seat={seat}
      arbitrator={seat.arbitrator}
      hidden={panel.hidden}
      duty={duty}
      options={optionsOf(view)}
    />
  );
}

/** The clock of an arbitrator who has to do something; on a phone with the way to the ballot. */
export function MyClock({ mine: { duty, court }, now }: { mine: MySeat; now: number }) {
  return (
    <Clock task={duty === "reveal now" ? "Open your vote" : "Vote"} until={court.phaseEnd} now={now} href="#ballot" />
  );
}

function optionsOf({ order, held, token }: DisputeView): VoteOption[] {
  const eth = (amount: bigint) => formatAmount(amount, token);
  return prospects(order, held).map(({ ruling, payout }) => {
    const parts = [
      payout.toBuyer > 0n && `${eth(payout.toBuyer)} to the buyer`,
      payout.toSeller > 0n && `${eth(payout.toSeller)} to the seller`,
    ];
    const money = (
      <span className="flex flex-col gap-2 pt-2">
        <SplitBar payout={payout} />
        <span className="tabular-nums">{parts.filter(Boolean).join(", ")}</span>
      </span>
    );
    return { ruling, title: rulingNames[ruling], money };
  });
}
