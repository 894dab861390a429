import { isAddressEqual } from "viem";
import { quote, sellerKeeps } from "../../../../protocol/money.ts";
import { termsOf } from "../../services/logs.ts";
import type { Listing } from "../../features/listings/listing.ts";
import { promisesOf } from "../../features/listings/promise.ts";
import { formatAmount } from "../../lib/money.ts";
import { dayOf } from "../../lib/time.ts";
import type { Seconds } from "../../lib/time.ts";
import { court } from "../../services/contracts.ts";
import { useToken } from "../../services/tokens.ts";
import { MoneyLine } from "../../ui/money/MoneyLine.tsx";

/** The way of the money if it were bought now, with its dates, and the same in three sentences. */
export function MoneyAhead({ listing, now }: { listing: Listing; now: Seconds }) {
  const token = useToken(listing.token);
  const terms = termsOf(listing);
  if (!token) return null;
  const ship = now + terms.fulfilWindow;
  const end = ship + terms.inspectWindow;
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
          buyer: { name: "You", amount: formatAmount(quote({ terms, quantity: 1 }).total, token) },
          escrow: { name: "Escrow", note: `comes back to you if nothing is sent by ${dayOf(ship, now)}` },
          seller: {
            name: "Seller",
            note: `gets ${formatAmount(sellerKeeps({ terms, quantity: 1 }), token)} when you are content, or on ${dayOf(end, now)}`,
          },
        }}
        next={{ to: "escrow", sentence: "you pay into escrow" }}
      />
      <ol className="flex flex-col gap-3">
        {promisesOf({ ...terms, kind: listing.kind }, now, isAddressEqual(terms.arbitrator, court.address)).map(
          (promise) => (
            <li key={promise} className="max-w-text">
              {promise}
            </li>
          ),
        )}
      </ol>
    </section>
  );
}
