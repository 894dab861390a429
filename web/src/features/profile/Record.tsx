import type { Address } from "viem";
import type { ScoreRole } from "#protocol/entries.ts";
import type { Score } from "#protocol/score.ts";
import type { Seconds } from "../../lib/time.ts";
import { Facts } from "../../ui/page/Facts.tsx";
import type { SideRow } from "./queries.ts";
import { ScoreDoor } from "./score/ScoreDoor.tsx";
import { scoreOf, trustOf, trustSentence } from "./score/scoreFacts.ts";

type RecordProps = {
  address: Address;
  role: ScoreRole;
  /** What the index has counted; null while it does not answer. */
  side: SideRow | null;
  /** The contract's sums, for when the index does not answer. */
  onChain?: Score;
  /** How many reviews they sealed and never opened. */
  withheld: number;
  now: Seconds;
};

/** What the chain knows of one side of an account: the score and how it came about, then the plain counts. */
export function Record({ address, role, side, onChain, withheld, now }: RecordProps) {
  const score = side ? scoreOf(side) : onChain;
  const trust = score && trustOf(score, now);
  return (
    <section aria-label="Record" className="flex flex-col gap-2">
      {score && trust && (
        <>
          <p className="flex items-baseline gap-2">
            <span className="text-head tabular-nums">{trust.points.toFixed(1)}</span>
            <span className="text-quiet">of 100</span>
          </p>
          <p className="max-w-text text-quiet">{trustSentence(score, trust)}</p>
          <ScoreDoor address={address} role={role} now={now} />
        </>
      )}
      <Facts
        facts={[
          ...(side ? countsOf(side) : []),
          ...(side && role === "seller" ? failuresOf(side) : []),
          ...(withheld > 0 ? [{ label: "Reviews kept back", value: String(withheld) }] : []),
        ]}
      />
    </section>
  );
}

/** Only where there are any: silence is no ruling, and each is one order of theirs. */
function failuresOf(side: SideRow) {
  return [
    { label: "Never sent", value: side.neverSent },
    { label: "Complaints not answered", value: side.unanswered },
  ].flatMap(({ label, value }) => (value > 0 ? [{ label, value: String(value) }] : []));
}

function countsOf(side: SideRow) {
  return [
    { label: "Orders", value: side.orders === 0 ? "None yet" : String(side.orders) },
    { label: "Completed", value: String(side.completed) },
    { label: "Given back", value: String(side.refunded) },
    { label: "Disputed", value: side.disputed === 0 ? "Never" : `${side.disputed}, ${side.disputesLost} lost` },
    { label: "Open now", value: String(side.open) },
  ];
}
