import { useQuery } from "@tanstack/react-query";
import { isAddressEqual } from "viem";
import { quote, sellerKeeps } from "../../../../protocol/money.ts";
import { termsOf } from "../../market/orders/calldata.ts";
import type { Listing } from "../../market/listings/listing.ts";
import { promisesOf } from "../../features/listings/promise.ts";
import { isBooking } from "../../market/stays/stays.ts";
import type { Taking } from "../../features/orders/buying/useTaking.ts";
import { formatAmount } from "../../lib/money.ts";
import { dayOf } from "../../lib/time.ts";
import type { Seconds } from "../../lib/time.ts";
import { benchWords, misfitOf } from "../../market/courts/judging.ts";
import { benchOptions } from "../../market/courts/bench.ts";
import { court, courtGuide } from "../../services/contracts.ts";
import { nativeToken, useToken } from "../../market/tokens.ts";
import { Notice } from "../../ui/feedback/Notice.tsx";
import { MoneyLine } from "../../ui/money/MoneyLine.tsx";

type MoneyAheadProps = { listing: Listing; taken: Taking["taken"]; now: Seconds };

/** The way of the money if it were bought now, with its dates, and the same in a few sentences. */
export function MoneyAhead({ listing, taken, now }: MoneyAheadProps) {
  const token = useToken(listing.token);
  const terms = termsOf(listing);
  const drawn = isAddressEqual(terms.arbitrator, court.address);
  const { data: bench } = useQuery({ ...benchOptions(terms.courtId), enabled: drawn });
  if (!token) return null;
  const native = nativeToken;
  const judged = bench && benchWords(bench, { address: terms.token, token, native, weights: courtGuide.weights });
  const misfit = bench && misfitOf(terms, taken, bench, { guide: courtGuide, token, native });
  const undated = isBooking(terms) && taken.start === 0;
  const stayEnd = taken.start === 0 ? 0 : taken.start + taken.quantity * terms.slot;
  const ship = (taken.start || now) + terms.fulfilWindow;
  const end = Math.max(ship, stayEnd) + terms.inspectWindow;
  const stay = taken.start === 0 ? undefined : { start: taken.start, end: stayEnd };
  const sold = { terms, ...taken };
  const backWords = undated
    ? "comes back to you if it does not begin"
    : `comes back to you if ${stay ? "it has not begun" : "nothing is sent"} by ${dayOf(ship, now)}`;
  return (
    <section aria-labelledby="protection" className="flex flex-col gap-6 border-y border-line py-8">
      <h2 id="protection" className="text-title">
        How your money is protected
      </h2>
      <MoneyLine
        at="buyer"
        meaning="held"
        now={now}
        stations={{
          buyer: { name: "You", amount: formatAmount(quote(sold).total, token) },
          escrow: { name: "Escrow", note: backWords },
          seller: {
            name: "Seller",
            note: `gets ${formatAmount(sellerKeeps(sold), token)} when you are content, or ${undated ? "some time after its end" : `on ${dayOf(end, now)}`}`,
          },
        }}
        next={{ to: "escrow", sentence: "you pay into escrow" }}
      />
      <ol className="flex flex-col gap-3">
        {promisesOf({ ...terms, kind: listing.kind }, now, drawn, stay).map((promise) => (
          <li key={promise} className="max-w-text">
            {promise}
          </li>
        ))}
        {judged && (
          <li key="judged" className="max-w-text">
            {judged}
          </li>
        )}
      </ol>
      {misfit && <Notice title={misfit.title}>{misfit.words}</Notice>}
    </section>
  );
}
