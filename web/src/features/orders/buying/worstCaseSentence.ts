import type { Side } from "#protocol/side.ts";
import { type Outlook, worstCase } from "#protocol/worstCase.ts";
import { formatAmount, type Token } from "../../../lib/money.ts";
import { capitalized } from "../../../lib/text.ts";
import { dayOf } from "../../../lib/time.ts";
import { isOver, type Situation } from "../life.ts";

/**
 * What becomes of the money when nobody does anything more, and from which day: computed from the contract's own deadlines.
 * `coin` is what arbitration is paid in. Null once the order is over.
 */
export function worstCaseOf(situation: Situation, token: Token, coin: Token): string | null {
  const { order, status, now, dispute } = situation;
  if (isOver(status) || status === "none") return null;
  const outlook = worstCase(order, situation, now);
  const end = ends(outlook, situation, token);
  const day = dayOf(outlook.at, now);
  const fees = feesBack(outlook, situation, coin);
  if (now > outlook.at) return `${capitalized(end)} as soon as anyone presses the button.${fees}`;
  if (dispute.phase === "raised") return `If no ruling comes by ${day}, ${end}.${fees}`;
  return `If nobody does anything, ${end} on ${day}.${fees}`;
}

const gets = (who: Side, { side }: Situation) => (side === who ? "you get" : `the ${who} gets`);

/** "you get 118.20 USDC back", "the seller gets 98 USDC and you get 50 USDC back". */
function ends({ payout }: Outlook, situation: Situation, token: Token): string {
  const { toSeller, toBuyer } = payout;
  const parts = [
    ...(toSeller > 0n ? [`${gets("seller", situation)} ${formatAmount(toSeller, token)}`] : []),
    ...(toBuyer > 0n ? [`${gets("buyer", situation)} ${formatAmount(toBuyer, token)} back`] : []),
  ];
  return parts.join(" and ");
}

/** " Of the arbitration fees, you get 0.03 ETH." */
function feesBack({ feesToBuyer, feesToSeller }: Outlook, situation: Situation, coin: Token): string {
  const parts = [
    ...(feesToSeller > 0n ? [`${gets("seller", situation)} ${formatAmount(feesToSeller, coin)}`] : []),
    ...(feesToBuyer > 0n ? [`${gets("buyer", situation)} ${formatAmount(feesToBuyer, coin)}`] : []),
  ];
  return parts.length > 0 ? ` Of the arbitration fees, ${parts.join(" and ")}.` : "";
}
