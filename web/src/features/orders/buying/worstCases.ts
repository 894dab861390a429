import { endOf, type Order } from "../../../../../protocol/ids.ts";
import { quote, release } from "../../../../../protocol/money.ts";
import { formatAmount, type Token } from "../../../lib/money.ts";
import { dayOf, type Seconds, spanOf } from "../../../lib/time.ts";
import { isBooking } from "../../../market/stays/stays.ts";
import { wordsFor } from "../words.ts";

/** Whoever presses it, once a date has passed. */
export function pressWords(hasKeeper: boolean): string {
  return hasKeeper
    ? "It takes one press of a button then; this market’s keeper presses it, and anyone else can."
    : "It takes one press of a button then, by you or by anyone.";
}

/**
 * Both of the worst that silence can do to whoever buys now, before anything is paid: the seller does nothing, and the seller
 * says that it is done and the buyer does nothing.
 */
export function worstCasesAhead(order: Order, token: Token, now: Seconds, hasKeeper: boolean): string[] {
  const { terms } = order;
  const { total, subtotal, deposit } = quote(order);
  const ship = (order.start || now) + terms.fulfilWindow;
  const end = Math.max(ship, endOf(order)) + terms.inspectWindow;
  const paid = formatAmount(release(order, subtotal, subtotal).toSeller, token);
  const { fulfil } = wordsFor(terms);
  const look = spanOf(terms.inspectWindow);
  const from = isBooking(terms)
    ? `Your ${look} run from its end, or from when the seller says that it has begun, whichever is later.`
    : `Your ${look} run from the moment at which the seller says so, the days of the post included, whether anything has come or not.`;
  const back = deposit > 0n ? `, and your deposit of ${formatAmount(deposit, token)} comes back to you` : "";
  return [
    `If the seller does not ${fulfil} by ${dayOf(ship, now)}, you get ${formatAmount(total, token)} back. ${pressWords(hasKeeper)}`,
    `If the seller says that it is done and you do nothing, the seller gets ${paid} on ${dayOf(end, now)} at the latest${back}. ${from}`,
  ];
}
