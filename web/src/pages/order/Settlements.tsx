import { useMemo } from "react";
import { readSettlement, writeSettlement } from "../../features/orders/settlements/settlement.ts";
import { SettlementCard } from "../../features/orders/settlements/SettlementCard.tsx";
import { settlementsIn, settlementsNote } from "../../features/orders/settlements/keptSettlements.ts";
import type { Shown } from "../../features/orders/useSituation.ts";
import { useNote } from "../../market/journal.ts";
import { Notice } from "../../ui/feedback/Notice.tsx";

/** Signed splits: the one that came with the link first, then those that this device knows. */
export function Settlements({ shown, splitText }: { shown: Shown; splitText: string | undefined }) {
  const { orderId } = shown;
  const note = useNote(settlementsNote(orderId));
  const asked = useMemo(() => (splitText ? readSettlement(orderId, splitText) : null), [orderId, splitText]);
  const kept = useMemo(() => settlementsIn(orderId, note), [orderId, note]);
  const askedText = asked && writeSettlement(asked);
  return (
    <>
      {splitText && !asked && (
        <Notice title="The split in this link can’t be read">It may have been cut short on its way.</Notice>
      )}
      {asked && <SettlementCard key={askedText} shown={shown} signed={asked} asked />}
      {kept.map((signed) => {
        const text = writeSettlement(signed);
        return text === askedText ? null : <SettlementCard key={text} shown={shown} signed={signed} asked={false} />;
      })}
    </>
  );
}
