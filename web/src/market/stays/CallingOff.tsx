import { CalendarX } from "lucide-react";
import type { Order } from "#protocol/order.ts";
import { formatAmount, type Token } from "../../lib/money.ts";
import { type Seconds, momentOf } from "../../lib/time.ts";
import { ladderOf } from "./stays.ts";
import { type Naming, ladderWords } from "./stayWords.ts";

type CallingOffProps = { order: Order; held: bigint; token: Token; now: Seconds; naming: Naming };

/** What calling a booking off costs, by its dates, in one sentence and in amounts. */
export function CallingOff({ order, held, token, now, naming }: CallingOffProps) {
  const ladder = ladderOf(order, held, now);
  if (ladder.length === 0) return null;
  return (
    <div className="flex gap-3">
      <CalendarX className="mt-0.5 size-5 shrink-0" aria-hidden />
      <div className="flex max-w-text min-w-0 flex-col gap-2">
        <p>{ladderWords(order, held, now, naming)}</p>
        <ul className="flex flex-col gap-1 text-quiet">
          {ladder.map(({ until, payout }) => (
            <li key={until} className="flex flex-wrap justify-between gap-x-6">
              <span>until {momentOf(until, now, naming.zone)}</span>
              <span className="tabular-nums">
                {payout.toBuyer > 0n ? `${formatAmount(payout.toBuyer, token)} back` : "nothing back"}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
