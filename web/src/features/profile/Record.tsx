import type { Seconds } from "../../lib/time.ts";
import { Details } from "../../ui/page/Details.tsx";
import { Facts } from "../../ui/page/Facts.tsx";
import type { Side } from "./queries.ts";
import { trustOf, trustSentence } from "./standing.ts";

/**
 * What the chain knows of one side of an account: the score with its reason, then the plain counts. `withheld` are reviews that
 * they sealed and never opened.
 */
export function Record({ side, withheld, now }: { side: Side; withheld: number; now: Seconds }) {
  const trust = trustOf(side, now);
  return (
    <section aria-label="Record" className="flex flex-col gap-2">
      <p className="flex items-baseline gap-2">
        <span className="text-head tabular-nums">{trust.points.toFixed(1)}</span>
        <span className="text-quiet">of 100</span>
      </p>
      <p className="max-w-text text-quiet">{trustSentence(side, trust)}</p>
      <Facts
        facts={[
          { label: "Orders", value: side.orders === 0 ? "None yet" : String(side.orders) },
          { label: "Completed", value: String(side.completed) },
          { label: "Given back", value: String(side.refunded) },
          {
            label: "Disputed",
            value: side.disputed === 0 ? "Never" : `${side.disputed}, ${side.disputesLost} lost`,
          },
          { label: "Open now", value: String(side.open) },
          ...(withheld > 0 ? [{ label: "Reviews kept back", value: String(withheld) }] : []),
        ]}
      />
      <Details summary="Why this number">
        <p className="max-w-text">
          Every review weighs what the order paid in fees, so a false one costs its price. 20 USD of fees stand behind
          the starting value of 70, the same person counts for half each time, and a lost ruling counts double.
          Confidence: {trust.confidence.toFixed(0)} %.
        </p>
      </Details>
    </section>
  );
}
