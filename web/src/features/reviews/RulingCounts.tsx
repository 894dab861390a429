import type { Hex } from "viem";
import type { Order } from "../../../../protocol/ids.ts";
import { ActionButton } from "../../actions/ActionButton.tsx";
import { countRuling } from "./actions.ts";
import type { ReviewsNow } from "./queries.ts";
import { rulingSentence } from "./words.ts";

type RulingCountsProps = { orderId: Hex; order: Order; ruling: NonNullable<ReviewsNow["ruling"]> };

/** A ruling in the record of the side that lost: feedback that nobody can keep back. */
export function RulingCounts({ orderId, order, ruling: { against, weight } }: RulingCountsProps) {
  return (
    <div className="flex flex-col gap-3">
      <p className="max-w-text text-quiet">{rulingSentence(against, weight)}</p>
      {weight === null && (
        <ActionButton variant="quiet" action={countRuling(order)} subject={`${orderId}:ruling counts`}>
          Count the ruling
        </ActionButton>
      )}
    </div>
  );
}
