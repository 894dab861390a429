import { useMemo } from "react";
import { readSettlement, writeSettlement } from "../../features/orders/settlements/settlement.ts";
import { SettlementCard } from "../../features/orders/settlements/SettlementCard.tsx";
import { settlementsIn, settlementsNote } from "../../features/orders/settlements/keptSettlements.ts";
import type { Shown } from "../../features/orders/useSituation.ts";
import { useNote } from "../../market/journal.ts";
import { Notice } from "../../ui/feedback/Notice.tsx";

/** Signed splits: the one that came with the link first, then those that this device knows. */
export function Settlements({ shown, offerText }: { shown: Shown; offerText: string | undefined }) {
  const { orderId } = shown;
  const note = useNote(settlementsNote(orderId));
  const asked = useMemo(() => (offerText ? readSettlement(orderId, offerText) : null), [orderId, offerText]);
  const kept = useMemo(() => settlementsIn(orderId, note), [orderId, note]);
  const askedText = asked && writeSettlement(asked);
  return (
    <>
      {offerText && !asked && (
        <Notice title="The offer in this link can’t be read">It may have been cut short on its way.</Notice>
      )}
      {asked && <SettlementCard key={askedText} shown={shown} offer={asked} asked />}
      {kept.map((offer) => {
        const text = writeSettlement(offer);
        return text === askedText ? null : <SettlementCard key={text} shown={shown} offer={offer} asked={false} />;
      })}
    </>
  );
}
