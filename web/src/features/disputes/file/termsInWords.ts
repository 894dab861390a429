import { kinds } from "#protocol/enums.ts";
import type { Order } from "#protocol/order.ts";
import { quote } from "#protocol/money.ts";
import { type Token, formatAmount, formatBps } from "../../../lib/money.ts";
import { count } from "../../../lib/text.ts";
import { type Seconds, spanOf } from "../../../lib/time.ts";
import { lengthOf, type Naming, perSlot, policyWords, stayWords } from "../../../market/stays/stayWords.ts";

type Row = { label: string; value: string };

/** What the listing's own file says of an order: how what was chosen is called, and how what is booked is. */
export type Said = { chosen?: string | undefined; naming?: Naming };

/** What both sides signed, one promise a row: what a panel has to hold them to. */
export function termsInWords(order: Order, token: Token, now: Seconds, said: Said = {}): Row[] {
  const { terms } = order;
  const rows = order.start === 0 ? sold(order, token, said) : booked(order, token, now, said);
  if (terms.deposit > 0n) {
    rows.push({
      label: "Deposit, to come back in the end",
      value: formatAmount(quote(order).deposit, token),
    });
  }
  if (terms.sellerFeeBps + terms.buyerFeeBps > 0) {
    rows.push({
      label: "Fees of the market",
      value: `${formatBps(terms.sellerFeeBps)} seller, ${formatBps(terms.buyerFeeBps)} buyer`,
    });
  }
  return rows;
}

function choice({ extra }: Order, token: Token, { chosen }: Said): Row[] {
  const more = extra > 0n ? `, for ${formatAmount(extra, token)} more` : "";
  return chosen ? [{ label: "Chosen", value: `${chosen}${more}` }] : [];
}

function sold(order: Order, token: Token, said: Said): Row[] {
  const { terms, quantity } = order;
  const kind = kinds[terms.kind] ?? "item";
  return [
    { label: "Price", value: `${formatAmount(terms.price, token)}${quantity > 1 ? ` × ${quantity}` : ""}` },
    ...(quantity > 1 ? [{ label: "Bought", value: count(quantity, "unit") }] : []),
    ...choice(order, token, said),
    {
      label: kind === "service" ? "To be done within" : "To be sent within",
      value: `${spanOf(terms.fulfilWindow)} of payment`,
    },
    { label: "To be checked within", value: `${spanOf(terms.inspectWindow)} of sending` },
  ];
}

function booked(order: Order, token: Token, now: Seconds, said: Said): Row[] {
  const { terms, quantity } = order;
  return [
    { label: "Price", value: `${formatAmount(terms.price, token)} for ${perSlot(terms, said.naming)}` },
    { label: "Booked", value: lengthOf(terms, quantity, said.naming) },
    { label: "From, to", value: stayWords(terms, order, now, said.naming) },
    ...choice(order, token, said),
    { label: "To have begun within", value: `${spanOf(terms.fulfilWindow)} of its start` },
    { label: "To be checked within", value: `${spanOf(terms.inspectWindow)} of its end` },
    { label: "Calling it off", value: policyWords(terms).join(" ") },
  ];
}
