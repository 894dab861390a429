import { useMemo } from "react";
import { readOffer, writeOffer } from "../../features/orders/offer.ts";
import { OfferCard } from "../../features/orders/OfferCard.tsx";
import { offersIn, offersNote } from "../../features/orders/offers.ts";
import type { Shown } from "../../features/orders/useSituation.ts";
import { useNote } from "../../services/journal.ts";
import { Notice } from "../../ui/feedback/Notice.tsx";

/** Signed splits: the one that came with the link first, then those that this device knows. */
export function Offers({ shown, offerText }: { shown: Shown; offerText: string | undefined }) {
  const { orderId } = shown;
  const note = useNote(offersNote(orderId));
  const asked = useMemo(() => (offerText ? readOffer(orderId, offerText) : null), [orderId, offerText]);
  const kept = useMemo(() => offersIn(orderId, note), [orderId, note]);
  const askedText = asked && writeOffer(asked);
  return (
    <>
      {offerText && !asked && (
        <Notice title="The offer in this link can’t be read">It may have been cut short on its way.</Notice>
      )}
      {asked && <OfferCard key={askedText} shown={shown} offer={asked} asked />}
      {kept.map((offer) => {
        const text = writeOffer(offer);
        return text === askedText ? null : <OfferCard key={text} shown={shown} offer={offer} asked={false} />;
      })}
    </>
  );
}
