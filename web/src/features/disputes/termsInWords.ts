import { type Order, kinds } from "../../../../protocol/ids.ts";
import { type Token, formatAmount, formatBps } from "../../lib/money.ts";
import { count } from "../../lib/text.ts";
import { spanOf } from "../../lib/time.ts";

/** What both sides signed, one promise a row: what a panel has to hold them to. */
export function termsInWords(order: Order, token: Token): { label: string; value: string }[] {
  const { terms, quantity } = order;
  const kind = kinds[terms.kind] ?? "item";
  const rows = [
    { label: "Price", value: `${formatAmount(terms.price, token)}${quantity > 1 ? ` × ${quantity}` : ""}` },
    {
      label: kind === "service" ? "To be done within" : "To be sent within",
      value: `${spanOf(terms.fulfilWindow)} of payment`,
    },
    { label: "To be checked within", value: `${spanOf(terms.inspectWindow)} of sending` },
  ];
  if (quantity > 1) rows.splice(1, 0, { label: "Bought", value: count(quantity, "unit") });
  if (terms.deposit > 0n) {
    rows.push({
      label: "Deposit, to come back in the end",
      value: formatAmount(terms.deposit * BigInt(quantity), token),
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
