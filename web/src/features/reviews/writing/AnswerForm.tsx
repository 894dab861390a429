import { useState } from "react";
import type { Hex } from "viem";
import type { Order } from "#protocol/order.ts";
import { ActionButton } from "../../../action/ActionButton.tsx";
import { rememberedNote, rememberNote } from "../../../market/journal.ts";
import { useWallet } from "../../../services/wallet.ts";
import { TextArea } from "../../../ui/forms/TextArea.tsx";
import { reply } from "../actions.ts";
import { answerName } from "./keptReviews.ts";

/** The one answer of the person whom a review is about. */
export function AnswerForm({ orderId, order, onDone }: { orderId: Hex; order: Order; onDone: () => void }) {
  const { address = "0x" } = useWallet();
  const name = answerName(orderId, address);
  const [text, setText] = useState(() => rememberedNote(name) ?? "");
  return (
    <form className="flex flex-col gap-4 pt-2" onSubmit={(event) => event.preventDefault()}>
      <TextArea
        label="Your answer"
        maxLength={2000}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          rememberNote(name, event.target.value);
        }}
        hint="It stands below the review, for everyone to read."
      />
      <ActionButton
        variant="quiet"
        action={() => reply(order, text.trim())}
        subject={`${orderId}:answer:${address}`}
        disabled={text.trim() === ""}
        onDone={() => {
          rememberNote(name, "");
          onDone();
        }}
        summary="Your wallet asks once. You have one answer, and it can’t be changed or taken back."
      >
        Publish the answer
      </ActionButton>
    </form>
  );
}
