import { calledOff, payout, release as releasePart } from "#protocol/money.ts";
import { ActionButton } from "../../../action/ActionButton.tsx";
import { formatAmount } from "../../../lib/money.ts";
import { callOff, claim, confirm, refund } from "./actions.ts";
import { CallingOff } from "../../../market/stays/CallingOff.tsx";
import { useNaming } from "../../../market/orders/chosen.ts";
import type { Shown } from "../useSituation.ts";
import { wordsFor } from "../words.ts";

type StepProps = { shown: Shown; large?: boolean };

/** The buyer is content. */
export function ConfirmStep({ shown: { orderId, situation, token }, large = false }: StepProps) {
  const { order, held } = situation;
  const { content } = wordsFor(order.terms);
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

/** The buyer will not come: what comes back is exactly this, and until when. */
export function CallOffStep({ shown: { orderId, situation, token } }: StepProps) {
  const { order, held, now } = situation;
  const naming = useNaming(order);
  const { toBuyer } = calledOff(order, held, now);
  return (
    <div className="flex flex-col gap-5">
      <CallingOff order={order} held={held} token={token} now={now} naming={naming} />
      <ActionButton action={callOff(order, held, now, token)} subject={`${orderId}:callOff`} meaning="returned">
        Call it off: {formatAmount(toBuyer, token)} back now
      </ActionButton>
    </div>
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
