import type { Token } from "../../../lib/money.ts";
import { formatAmount } from "../../../lib/money.ts";
import type { Happening, HappeningType } from "../../../market/orders/order.ts";
import { When } from "../../../ui/page/When.tsx";
import type { Meaning } from "../../../ui/money/meaning.ts";
import { Timeline } from "../../../ui/money/Timeline.tsx";

const words = {
  funded: "The buyer paid into escrow",
  shipped: "The seller said that it was sent",
  extended: "A deadline was moved",
  released: "The buyer released a part",
  confirmed: "The buyer was content",
  claimed: "Nothing was said in time, so it was paid out",
  refunded: "The money went back",
  calledOff: "The buyer called it off",
  settled: "Both sides agreed on a split",
  disputeOpened: "A dispute was opened",
  disputeRaised: "It went to court",
  disputeRefused: "The arbitrator refused the case",
  disputeRuled: "The ruling came in",
  resolved: "The money was paid out",
} as const satisfies Record<HappeningType, string>;

/** An order's past, with its dates and the money that moved. */
export function History({ happenings, now, token }: { happenings: Happening[]; now: number; token: Token }) {
  return (
    <Timeline
      moments={happenings.map(({ type, at, payout }) => ({
        title: words[type],
        when: <When at={at} now={now} />,
        state: "past" as const,
        ...(payout && { detail: payoutWords(payout, token) }),
        ...meaningOf(type, payout),
      }))}
    />
  );
}

function payoutWords({ toSeller, toBuyer }: NonNullable<Happening["payout"]>, token: Token): string {
  const parts = [
    toBuyer > 0n && `${formatAmount(toBuyer, token)} to the buyer`,
    toSeller > 0n && `${formatAmount(toSeller, token)} to the seller`,
  ];
  return parts.filter(Boolean).join(", ");
}

function meaningOf(type: HappeningType, payout: Happening["payout"]): { meaning?: Meaning } {
  if (type.startsWith("dispute")) return { meaning: "dispute" };
  if (!payout) return type === "funded" ? { meaning: "held" } : {};
  return { meaning: payout.toBuyer > payout.toSeller ? "returned" : "paid" };
}
