import { kinds } from "../../../../protocol/ids.ts";
import { payout, release as releasePart } from "../../../../protocol/money.ts";
import { ActionButton } from "../../actions/ActionButton.tsx";
import { formatAmount } from "../../lib/money.ts";
import { claim, confirm, refund } from "./actions.ts";
import type { Shown } from "./useSituation.ts";
import { kindWords } from "./words.ts";

type StepProps = { shown: Shown; large?: boolean };

/** The buyer is content. */
export function ConfirmStep({ shown: { orderId, situation, token }, large = false }: StepProps) {
  const { order, held } = situation;
  const { content } = kindWords[kinds[order.terms.kind] ?? "item"];
  return (
    <ActionButton
      action={confirm(order, held, token)}
      subject={`${orderId}:confirm`}
      meaning="paid"
      size={large ? "large" : "regular"}
      wide={large}
    >
      {content}: pay {formatAmount(releasePart(order, held, held).toSeller, token)}
    </ActionButton>
  );
}

/** Everything still held, or the deposit alone, goes back to the buyer. */
export function RefundStep({ shown: { orderId, situation, token }, large = false }: StepProps) {
  const { order, held, side } = situation;
  const amount = formatAmount(payout(order, held, 0n).toBuyer, token);
  return (
    <ActionButton
      action={refund(order, held, token)}
      subject={`${orderId}:refund`}
      meaning="returned"
      size={large ? "large" : "regular"}
      wide={large}
    >
      {held === 0n
        ? `Return the deposit of ${amount}`
        : side === "buyer"
          ? `Take ${amount} back`
          : `Send ${amount} back to the buyer`}
    </ActionButton>
  );
}

/** Nothing was said in time: it is paid out. */
export function ClaimStep({ shown: { orderId, situation, token } }: StepProps) {
  const { order, held } = situation;
  const { toSeller, toBuyer } = payout(order, held, held);
  return (
    <ActionButton
      action={claim(order, held, token)}
      subject={`${orderId}:claim`}
      meaning={toSeller > 0n ? "paid" : "returned"}
      size="large"
      wide
    >
      {toSeller > 0n
        ? `Have ${formatAmount(toSeller, token)} paid out`
        : `Have the deposit of ${formatAmount(toBuyer, token)} sent back`}
    </ActionButton>
  );
}
