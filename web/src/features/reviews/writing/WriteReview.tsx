import { useState } from "react";
import type { Address, Hex } from "viem";
import type { Order } from "../../../../../protocol/ids.ts";
import type { Opinion } from "../../../../../protocol/review.ts";
import { reviewSaltTypedData, saltOfSignature } from "../../../../../protocol/vote.ts";
import { ActionButton } from "../../../action/ActionButton.tsx";
import { rememberedNote, rememberNote } from "../../../market/journal.ts";
import { isOnlyHere, secretFor } from "../../../market/salt.ts";
import { TextArea } from "../../../ui/forms/TextArea.tsx";
import { StarsField } from "../../../ui/people/Stars.tsx";
import { opensItself, review, seal, slipOf } from "../actions.ts";
import { sealingSentence } from "../words.ts";
import { keptName, readKept, writeKept } from "./keptReviews.ts";

type WriteReviewProps = {
  orderId: Hex;
  order: Order;
  author: Address;
  /** Under seal, as the first to speak; else in the clear. */
  sealing: boolean;
  onDone: () => void;
};

/** Stars and words. Every letter is kept on this device, whatever becomes of the page. */
export function WriteReview({ orderId, order, author, sealing, onDone }: WriteReviewProps) {
  const name = keptName(orderId, author);
  const [opinion, setOpinion] = useState<Opinion>(() => readKept(rememberedNote(name)) ?? { rating: 0, text: "" });

  function change(part: Partial<Opinion>) {
    const next = { rating: opinion.rating, text: opinion.text, ...part };
    setOpinion(next);
    rememberNote(name, writeKept(next));
  }

  async function prepare() {
    const said = { rating: opinion.rating, text: opinion.text.trim() };
    if (!sealing) return review(order, said);
    const slip = slipOf(orderId, author);
    const { secret } = await secretFor(reviewSaltTypedData(slip));
    rememberNote(name, writeKept({ ...said, salt: saltOfSignature(secret) }));
    return seal(order, slip, said, secret);
  }
  return (
    <form className="flex flex-col gap-5" onSubmit={(event) => event.preventDefault()}>
      <StarsField legend="How was it?" value={opinion.rating} onChange={(rating) => change({ rating })} />
      <TextArea
        label="In your own words"
        optional
        maxLength={2000}
        value={opinion.text}
        onChange={(event) => change({ text: event.target.value })}
        hint="What would you have liked to know before? No addresses, no phone numbers: everyone will read it."
      />
      <ActionButton
        action={prepare}
        subject={`${orderId}:review:${author}`}
        disabled={opinion.rating === 0}
        onDone={onDone}
        summary={
          sealing
            ? sealingSentence(opensItself, isOnlyHere(reviewSaltTypedData(slipOf(orderId, author)), author))
            : "Your wallet asks once. It is public then, and can’t be changed or taken back."
        }
      >
        {sealing ? "Seal the review" : "Publish the review"}
      </ActionButton>
    </form>
  );
}
