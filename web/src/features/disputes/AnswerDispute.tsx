import { Link } from "@tanstack/react-router";
import { ActionButton } from "../../actions/ActionButton.tsx";
import { formatAmount } from "../../lib/money.ts";
import { paths } from "../../lib/paths.ts";
import { silenceCosts, silenceOf } from "../../lib/silence.ts";
import { deadlineOf } from "../../lib/time.ts";
import { nativeToken } from "../../services/tokens.ts";
import { Button } from "../../ui/actions/Button.tsx";
import { answerDispute } from "./actions.ts";
import { type Matter, mayAnswer } from "./matter.ts";

/** For the side that has to answer: pay the same fee, or settle, or say nothing. */
export function AnswerDispute({ matter }: { matter: Matter }) {
  const { order, orderId, dispute, now, deadline } = matter;
  if (!mayAnswer(matter)) return null;
  const loss = silenceCosts[silenceOf(order, matter, now)];
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
