import { ShieldCheck } from "lucide-react";
import { endOf, type Order } from "../../../../protocol/ids.ts";
import { quote, release } from "../../../../protocol/money.ts";
import { type Bench, benchWords } from "../../market/courts/judging.ts";
import { wordsFor } from "../../features/orders/words.ts";
import { worstCasesAhead } from "../../features/orders/buying/worstCases.ts";
import { hasKeeper } from "../../config.ts";
import { CallingOff } from "../../market/stays/CallingOff.tsx";
import { isBooking } from "../../market/stays/stays.ts";
import type { Naming } from "../../market/stays/stayWords.ts";
import { formatAmount, type Token } from "../../lib/money.ts";
import { dayOf, momentOf, type Seconds } from "../../lib/time.ts";
import { courtGuide } from "../../services/contracts.ts";
import { nativeToken } from "../../market/tokens.ts";
import { MoneyLine } from "../../ui/money/MoneyLine.tsx";

type WhatHappensNextProps = {
  order: Order;
  token: Token;
  now: Seconds;
  naming: Naming;
  /** Who would judge; unknown, or nobody that this market knows, when not given. */
  bench?: Bench | null | undefined;
};

/** The way of the money as if it were paid now, with its dates, and the worst that silence can do. */
export function WhatHappensNext({ order, token, now, naming, bench }: WhatHappensNextProps) {
  const { terms } = order;
  const { subtotal, deposit, total } = quote(order);
  const priced = { native: nativeToken, weights: courtGuide.weights };
  const { fulfil } = wordsFor(terms);
  const booking = isBooking(terms);
  const ship = (order.start || now) + terms.fulfilWindow;
  const end = Math.max(ship, endOf(order)) + terms.inspectWindow;
  const seller = formatAmount(release(order, subtotal, subtotal).toSeller, token);
  return (
    <section aria-labelledby="next" className="flex flex-col gap-6">
      <h2 id="next" className="text-title">
        What happens to your money
      </h2>
      <MoneyLine
        at="buyer"
        meaning="held"
        now={now}
        stations={{
          buyer: { name: "You", amount: formatAmount(total, token) },
          escrow: {
            name: "Escrow",
            note: `the seller has until ${booking ? momentOf(ship, now) : dayOf(ship, now)} to ${fulfil}`,
          },
          seller: {
            name: "Seller",
            note: `gets ${seller} when you are content, or on ${dayOf(end, now)} if you say nothing${
              deposit > 0n ? `; the deposit of ${formatAmount(deposit, token)} comes back to you` : ""
            }`,
          },
        }}
        next={{ to: "escrow", sentence: "you pay into escrow" }}
      />
      <div className="flex gap-3 rounded-card bg-sunk p-4">
        <ShieldCheck className="mt-0.5 size-5 shrink-0" aria-hidden />
        <div className="flex max-w-text flex-col gap-3">
          {worstCasesAhead(order, token, now, hasKeeper).map((words) => (
            <p key={words}>{words}</p>
          ))}
          <p className="text-quiet">
            If it comes and is not what was promised, you can open a dispute, and the money stays where it is.
            {bench && ` ${benchWords(bench, { ...priced, address: terms.token, token })}`}
          </p>
        </div>
      </div>
      {booking && <CallingOff order={order} held={subtotal} token={token} now={now} naming={naming} />}
    </section>
  );
}
