import { Link } from "@tanstack/react-router";
import { ActionButton } from "../../../action/ActionButton.tsx";
import { formatAmount } from "../../../lib/money.ts";
import { paths } from "../../../paths/paths.ts";
import { silenceCosts, silenceOf } from "../../../market/orders/silence.ts";
import { deadlineOf } from "../../../lib/time.ts";
import { nativeToken } from "../../../market/tokens.ts";
import { Button } from "../../../ui/actions/Button.tsx";
import { answerDispute } from "../actions.ts";
import { type DisputeView, mayAnswer } from "../disputeView.ts";

/** For the side that has to answer: pay the same fee, or settle, or say nothing. */
export function AnswerDispute({ view }: { view: DisputeView }) {
  const { order, orderId, dispute, now, deadline } = view;
  if (!mayAnswer(view)) return null;
  const loss = silenceCosts[silenceOf(order, view, now)];
  const fee = formatAmount(dispute.pot, nativeToken);
  return (
    <section className="flex flex-col items-start gap-4 rounded-card bg-turn-tint p-4 md:p-6">
      <p className="max-w-text">
        You have three ways out, {deadlineOf(deadline, now)}. Answer, and strangers judge: whoever wins gets {fee} back.
        Agree on a split, and each side’s fee stays its own. Or do nothing, and {loss}.
      </p>
      <ActionButton
        action={answerDispute(order, dispute.pot)}
        subject={`${orderId}:answer`}
        meaning="turn"
        size="large"
      >
        Pay {fee} and let the court decide
      </ActionButton>
      <Button asChild variant="quiet">
        <Link {...paths.order(orderId)}>Offer a split instead</Link>
      </Button>
    </section>
  );
}
