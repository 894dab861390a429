import type { Side } from "../../../../../protocol/side.ts";
import { useState } from "react";
import type { Hex } from "viem";
import { rememberNote, useNote } from "../../../market/journal.ts";
import { Button } from "../../../ui/actions/Button.tsx";
import { CopyButton } from "../../../ui/actions/CopyButton.tsx";
import { TextArea } from "../../../ui/forms/TextArea.tsx";
import { isNote, noteName } from "./fulfilment.ts";
import { Quoted } from "../../../ui/words/Quoted.tsx";

type DeliveryNoteProps = { orderId: Hex; fulfilment: Hex; side: Side | null };

/** The note about what was sent: shown where it is known, checked where it is pasted. */
export function DeliveryNote({ orderId, fulfilment, side }: DeliveryNoteProps) {
  const kept = useNote(noteName(orderId));
  const known = kept !== undefined && isNote(kept, fulfilment) ? kept : null;
  if (known === null && side !== "buyer") return null;
  return (
    <section aria-labelledby="note" className="flex flex-col gap-3">
      <h2 id="note" className="text-title">
        Delivery note
      </h2>
      {known !== null ? (
        <>
          <p className="flex items-start justify-between gap-2 rounded-card bg-sunk p-4">
            <Quoted text={known} otherwise="Letters that can’t be seen" className="min-w-0 whitespace-pre-line" />
            <span className="-m-2 shrink-0">
              <CopyButton text={known} what="note" />
            </span>
          </p>
          <p className="max-w-text text-fine text-quiet">
            {side === "seller"
              ? "Only this device has the text. Send it to the buyer; its fingerprint on the chain proves that it is the one."
              : "It is the note that the seller had in hand when saying so: its fingerprint is on the chain."}
          </p>
        </>
      ) : (
        <CheckNote orderId={orderId} fulfilment={fulfilment} />
      )}
    </section>
  );
}

function CheckNote({ orderId, fulfilment }: { orderId: Hex; fulfilment: Hex }) {
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState(false);
  const check = () => {
    if (isNote(text, fulfilment)) rememberNote(noteName(orderId), text.trim());
    else setWrong(true);
  };
  return (
    <div className="flex flex-col items-start gap-3">
      <div className="w-full">
        <TextArea
          label="The note that the seller sent you"
          rows={2}
          className="min-h-20!"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setWrong(false);
          }}
          hint="The seller left a note’s fingerprint on the chain. Paste the note, and this device says whether it is the same."
          error={wrong ? "This is not the text that the seller had: one letter more or less is enough." : undefined}
        />
      </div>
      <Button variant="quiet" disabled={text.trim() === ""} onClick={check}>
        Check the note
      </Button>
    </div>
  );
}
