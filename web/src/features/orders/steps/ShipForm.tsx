import { useState } from "react";
import { ActionButton } from "../../../action/ActionButton.tsx";
import { rememberNote } from "../../../market/journal.ts";
import { TextArea } from "../../../ui/forms/TextArea.tsx";
import { ship } from "./actions.ts";
import { noteName } from "./fulfilment.ts";
import type { Shown } from "../useSituation.ts";
import { wordsFor } from "../words.ts";

/** The seller says that it is sent, with a note of which only a fingerprint is published. */
export function ShipForm({ shown: { orderId, situation } }: { shown: Shown }) {
  const [note, setNote] = useState("");
  const { order } = situation;
  const words = wordsFor(order.terms);
  const trimmed = note.trim();
  return (
    <div className="flex w-full flex-col gap-4">
      <TextArea
        label={words.note}
        optional
        rows={2}
        className="min-h-20!"
        value={note}
        maxLength={2_000}
        onChange={(event) => setNote(event.target.value)}
        hint="It stays on this device; only its fingerprint is published. Send the text itself to the buyer, who can check it against the fingerprint."
      />
      <ActionButton
        action={() => {
          // Kept before it is sent: what has a fingerprint on the chain must not be lost.
          if (trimmed) rememberNote(noteName(orderId), trimmed);
          return Promise.resolve(ship(order, trimmed));
        }}
        summary={ship(order, trimmed).summary}
        subject={`${orderId}:ship`}
        size="large"
        wide
      >
        {words.fulfilled}
      </ActionButton>
    </div>
  );
}
