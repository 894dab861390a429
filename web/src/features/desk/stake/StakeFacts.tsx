import { formatAmount } from "../../../lib/money.ts";
import { nativeToken } from "../../../market/tokens.ts";
import { Money } from "../../../ui/money/Money.tsx";
import { type Fact, Facts } from "../../../ui/page/Facts.tsx";
import { type Member, coherence } from "./stake.ts";

/** An arbitrator's record, as the index counts it. */
export type ArbitratorRecord = {
  seatsDrawn: number;
  coherent: number;
  incoherent: number;
  absent: number;
  earned: bigint;
  slashed: bigint;
};

/** What stands behind my votes, and what they have brought so far. */
export function StakeFacts({ member, record }: { member: Member; record: ArbitratorRecord | null }) {
  const facts: Fact[] = [
    { label: "Your stake", value: <Money amount={member.stake} token={nativeToken} />, strong: true },
  ];
  if (member.locked > 0n) {
    facts.push({
      label: "Behind open cases",
      hint: "Free again when they are paid out.",
      value: <Money amount={member.locked} token={nativeToken} />,
    });
  }
  if (member.exiting > 0n) {
    facts.push({ label: "On its way out", value: <Money amount={member.exiting} token={nativeToken} /> });
  }
  if (record) facts.push(...recordFacts(record));
  return <Facts facts={facts} />;
}

function recordFacts(record: ArbitratorRecord): Fact[] {
  const agreed = coherence(record);
  const votes = record.coherent + record.incoherent + record.absent;
  return [
    { label: "Earned so far", value: <Money amount={record.earned} token={nativeToken} /> },
    {
      label: "Lost so far",
      value: record.slashed === 0n ? "nothing" : <Money amount={record.slashed} token={nativeToken} />,
      hint: record.absent > 0 ? `${record.absent} of your seats stayed empty.` : undefined,
    },
    {
      label: "Votes that agreed with the ruling",
      value: agreed === null ? "none settled yet" : `${agreed} % of ${votes}`,
    },
  ];
}

/** What one seat brings and what it can cost, from the court's own numbers. */
export function SeatBargain({ terms }: { terms: { earns: bigint; losesWhenWrong: bigint; losesWhenAbsent: bigint } }) {
  const eth = (amount: bigint) => formatAmount(amount, nativeToken);
  return (
    <Facts
      facts={[
        {
          label: "Voting with the majority",
          hint: "More when others were wrong or absent.",
          value: `earns ${eth(terms.earns)}`,
        },
        { label: "Voting against the final ruling", value: `costs ${eth(terms.losesWhenWrong)}` },
        {
          label: "Not voting",
          hint: "And you leave the draw until you come back.",
          value: `costs ${eth(terms.losesWhenAbsent)}`,
        },
      ]}
    />
  );
}
