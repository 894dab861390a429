import type { Side } from "../../../../protocol/side.ts";
import { type ReactNode, useState } from "react";
import { isOver, needs, type Situation } from "../../features/orders/life.ts";
import type { Mine } from "../../features/orders/mine.ts";
import type { Seconds } from "../../lib/time.ts";
import { Button } from "../../ui/actions/Button.tsx";
import { Skeleton } from "../../ui/feedback/Skeleton.tsx";
import { OrderRow } from "./OrderRow.tsx";
import { Part } from "../../ui/feedback/Part.tsx";

type OrderListProps = { orders: Mine[]; side: Side; now: Seconds; empty: ReactNode };

const step = 20;

/** What needs me first, then what goes on without me, then what is over. */
export function OrderList({ orders, side, now, empty }: OrderListProps) {
  const [shown, setShown] = useState(step);
  if (orders.length === 0) return empty;
  const seen = orders.map((mine): Seen => ({ mine, situation: { ...mine.now, order: mine.order, now, side } }));
  const running = seen.filter(({ situation }) => !isOver(situation.status));
  const over = seen.filter(({ situation }) => isOver(situation.status));
  const soonest = (one: Seen, other: Seen) => one.situation.deadline - other.situation.deadline;
  return (
    <div className="flex flex-col gap-10">
      <Group
        title="Your turn"
        rows={running.filter(({ situation }) => needs(situation) === "me").sort(soonest)}
        now={now}
      />
      <Group
        title="Under way"
        rows={running.filter(({ situation }) => needs(situation) !== "me").sort(soonest)}
        now={now}
      />
      <Group title="Over" rows={over.slice(0, shown)} now={now} />
      {over.length > shown && (
        <Button variant="quiet" className="self-start" onClick={() => setShown(shown + step)}>
          Show older orders
        </Button>
      )}
    </div>
  );
}

type Seen = { mine: Mine; situation: Situation };

function Group({ title, rows, now }: { title: string; rows: Seen[]; now: Seconds }) {
  if (rows.length === 0) return null;
  return (
    <section aria-label={title} className="flex flex-col gap-1">
      <h2 className="text-title">{title}</h2>
      <ul className="divide-y divide-line">
        {rows.map(({ mine, situation }) => (
          <li key={mine.orderId}>
            <Part what="This order" of={mine}>
              <OrderRow mine={mine} situation={situation} now={now} />
            </Part>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function OrderListSkeleton() {
  return (
    <div className="flex flex-col gap-6 pt-16">
      <p role="status" className="sr-only">
        Reading your orders…
      </p>
      {[0, 1, 2, 3].map((row) => (
        <div key={row} className="flex items-center gap-4">
          <Skeleton className="size-16 rounded-card" />
          <div className="flex flex-1 flex-col gap-3">
            <Skeleton className="h-4 w-3/5" />
            <Skeleton className="h-3.5 w-2/5" />
          </div>
        </div>
      ))}
    </div>
  );
}
