import { payout, type Payout } from "../../../../protocol/money.ts";
import { formatAmount, type Token } from "../../lib/money.ts";
import { capitalized } from "../../lib/text.ts";
import { dayOf } from "../../lib/time.ts";
import { depositOf, isOver, type Side, type Situation } from "./life.ts";

/**
 * What becomes of the money when nobody does anything more, and from which day: one sentence, computed from the contract's own
 * deadlines. Null once the order is over.
 */
export function worstCaseOf(situation: Situation, token: Token): string | null {
  const { order, status, deadline, now, held, dispute } = situation;
  if (isOver(status) || status === "none") return null;
  const late = now > deadline;
  const day = dayOf(deadline, now);
  const to = (sellerAmount: bigint) => ends(payout(order, held, sellerAmount), situation, token);
  const all = held + depositOf(order);
  const nobodyActs = (end: string) =>
    late ? `${capitalized(end)} as soon as anyone presses the button.` : `If nobody does anything, ${end} on ${day}.`;

  if (status === "funded") return nobodyActs(to(0n));
  if (status === "shipped") return nobodyActs(to(held));
  if (dispute.phase === "opened") return nobodyActs(to(dispute.openedByBuyer ? 0n : all));
  if (dispute.phase === "raised") {
    const half = to(all / 2n);
    return late ? nobodyActs(half) : `If no ruling comes by ${day}, ${half}.`;
  }
  const ruled = dispute.ruling === "buyer" ? 0n : dispute.ruling === "seller" ? all : all / 2n;
  return `${capitalized(to(ruled))} as soon as anyone presses the button.`;
}

/** "you get 118.20 USDC back", "the seller gets 98 USDC and you get 50 USDC back". */
function ends({ toBuyer, toSeller }: Payout, { side }: Situation, token: Token): string {
  const gets = (who: Side, amount: bigint) =>
    `${side === who ? "you get" : `the ${who} gets`} ${formatAmount(amount, token)}${who === "buyer" ? " back" : ""}`;
  const parts = [
    ...(toSeller > 0n ? [gets("seller", toSeller)] : []),
    ...(toBuyer > 0n ? [gets("buyer", toBuyer)] : []),
  ];
  return parts.join(" and ");
}
