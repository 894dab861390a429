import type { Payout } from "#protocol/money.ts";

/** How one sum is divided: the buyer's part at the start, the seller's at the end, fees as the gap before it. */
export function SplitBar({ payout }: { payout: Payout }) {
  const rest = payout.fee + payout.referral;
  const parts = [
    { part: payout.toBuyer, look: "bg-returned" },
    { part: rest, look: "bg-edge" },
    { part: payout.toSeller, look: "bg-paid" },
  ];
  const all = payout.toBuyer + payout.toSeller + rest;
  return (
    <span aria-hidden className="flex h-2 gap-0.5 overflow-hidden rounded-round">
      {parts
        .filter(({ part }) => part > 0n)
        .map(({ part, look }) => (
          <span key={look} className={look} style={{ flexGrow: Number((part * 1000n) / (all || 1n)) || 1 }} />
        ))}
    </span>
  );
}
