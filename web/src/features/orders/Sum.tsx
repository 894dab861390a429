import type { Order } from "../../../../protocol/ids.ts";
import { quote } from "../../../../protocol/money.ts";
import { formatBps, type Token } from "../../lib/money.ts";
import { isBooking } from "../../market/stays/stays.ts";
import { type Naming, perSlot } from "../../market/stays/stayWords.ts";
import { Money } from "../../ui/money/Money.tsx";
import { type Fact, Facts } from "../../ui/page/Facts.tsx";

type SumProps = {
  order: Order;
  token: Token;
  /** What was chosen of what the listing offers, in its words. */
  chosen?: string | undefined;
  /** How the seller names what is booked. */
  naming?: Naming;
  /** What the sum is called: "You pay", "Paid in". */
  total: string;
  /** Rows below the sum. */
  children?: Fact[];
};

/** What an order costs, line by line, so that the total surprises nobody. */
export function Sum({ order, chosen, naming, token, total, children = [] }: SumProps) {
  const { terms, quantity, extra } = order;
  const { subtotal, buyerFee, deposit, total: all } = quote(order);
  const facts: Fact[] = [
    {
      label: "Price",
      ...((quantity > 1 || isBooking(terms)) && {
        hint: (
          <>
            {quantity} × <Money amount={terms.price} token={token} exact />
            {isBooking(terms) && ` for ${perSlot(terms, naming)}`}
          </>
        ),
      }),
      value: <Money amount={subtotal - extra} token={token} exact />,
    },
    ...(extra > 0n || chosen
      ? [
          {
            label: chosen ? <span dir="auto">{chosen}</span> : "What was chosen",
            value: extra > 0n ? <Money amount={extra} token={token} exact /> : "included",
          },
        ]
      : []),
    ...(buyerFee > 0n
      ? [
          {
            label: "Buyer fee",
            hint: `${formatBps(terms.buyerFeeBps)} of the price, back with it if you get your money back`,
            value: <Money amount={buyerFee} token={token} exact />,
          },
        ]
      : []),
    ...(deposit > 0n
      ? [
          {
            label: "Deposit",
            hint: "Comes back at the end",
            value: <Money amount={deposit} token={token} exact />,
          },
        ]
      : []),
    { label: total, strong: true, value: <Money amount={all} token={token} exact /> },
    ...children,
  ];
  return <Facts facts={facts} />;
}
