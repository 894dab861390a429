import { ZERO_WORD } from "#protocol/terms.ts";
import { quote } from "#protocol/money.ts";
import { formatAmount } from "../../lib/money.ts";
import { count } from "../../lib/text.ts";
import { useToken } from "../../market/tokens.ts";
import { Money } from "../../ui/money/Money.tsx";
import { Skeleton } from "../../ui/feedback/Skeleton.tsx";
import { isBooking } from "../../market/stays/stays.ts";
import { type Naming, perSlot } from "../../market/stays/stayWords.ts";
import type { Listing } from "../../market/listings/listing.ts";
import { termsOf } from "../../market/orders/calldata.ts";

/** What one of it costs with everything in it, and what that is made of. */
export function PriceBlock({ listing, naming = {} }: { listing: Listing; naming?: Naming }) {
  const token = useToken(listing.token);
  if (!token) return <Skeleton className="h-10 w-48" />;
  const terms = termsOf(listing);
  const booking = isBooking(terms);
  const { subtotal, buyerFee, deposit } = quote({ terms, quantity: 1 });
  if (listing.kind === "request") {
    return (
      <div>
        <p className="font-display text-head font-strong">
          {subtotal > 0n ? <Money amount={subtotal} token={token} /> : "Open to offers"}
        </p>
        {subtotal > 0n && <p className="text-quiet">What they would pay</p>}
      </div>
    );
  }
  const parts = [
    buyerFee > 0n && `${formatAmount(subtotal, token)} and ${formatAmount(buyerFee, token)} buyer fee`,
    deposit > 0n && `plus ${formatAmount(deposit, token)} deposit, which comes back to you`,
  ].filter(Boolean);
  return (
    <div>
      <p className="font-display text-head font-strong">
        <Money amount={subtotal + buyerFee} token={token} />
        {booking && <span className="text-lead"> for {perSlot(terms, naming)}</span>}
      </p>
      <p className="text-quiet">
        {parts.length > 0
          ? parts.join(", ")
          : terms.options === ZERO_WORD
            ? "Nothing is added to it"
            : "Before what you choose with it"}
        {!booking &&
          !listing.unlimited &&
          Number(listing.stock) > 1 &&
          `. ${count(Number(listing.left), "piece")} left`}
        {booking && terms.stock > 1 && `. ${terms.stock} at a time`}
      </p>
    </div>
  );
}
