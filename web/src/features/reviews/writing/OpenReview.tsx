import type { Address, Hex } from "viem";
import type { Order } from "../../../../../protocol/ids.ts";
import { reviewSaltTypedData } from "../../../../../protocol/vote.ts";
import { ActionButton } from "../../../action/ActionButton.tsx";
import { ObstacleError } from "../../../lib/obstacle.ts";
import { rememberNote, useNote } from "../../../market/journal.ts";
import { signAgain } from "../../../market/salt.ts";
import { reveal, slipOf } from "../actions.ts";
import { keptName, readKept } from "./keptReviews.ts";
import { openerKept, openerSigned, type Sealed } from "./opening.ts";

type OpenReviewProps = {
  orderId: Hex;
  order: Order;
  author: Address;
  sealed: Sealed;
  mine: boolean;
  onDone: () => void;
};

/** Opens a sealed review: its author with the wallet that sealed it, anybody on the device that kept it. */
export function OpenReview({ orderId, order, author, sealed, mine, onDone }: OpenReviewProps) {
  const name = keptName(orderId, author);
  const kept = readKept(useNote(name));
  if (!mine && !kept?.salt) return null;

  async function prepare() {
    const slip = slipOf(orderId, author);
    const opener =
      (await openerKept(slip, sealed, kept)) ??
      (mine && (await openerSigned(slip, sealed, kept, await signAgain(reviewSaltTypedData(slip)))));
    if (!opener) {
      throw new ObstacleError(
        mine ? "Your wallet signs differently now than when you sealed it." : "This device has kept something else.",
        mine ? "Open it on the device on which you wrote it." : "Only its author’s wallet can open it.",
      );
    }
    return reveal(order, author, opener);
  }
  return (
    <ActionButton
      action={prepare}
      subject={`${orderId}:open:${author}`}
      onDone={() => {
        rememberNote(name, "");
        onDone();
      }}
      summary={
        kept?.salt
          ? "Your wallet asks once. The review becomes public as it was written, and can’t be changed."
          : "Your wallet asks twice: for the same signature as then, which costs nothing, and to send it. The review becomes public as it was written."
      }
    >
      Open the review
    </ActionButton>
  );
}
