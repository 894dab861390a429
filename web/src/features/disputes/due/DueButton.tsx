import { ActionButton } from "../../../action/ActionButton.tsx";
import type { Action } from "../../../action/action.ts";
import { advance, executeAtCourt, executeAtEscrow, resolveStalled, resolveUnanswered, settle } from "../actions.ts";
import { drawNext } from "./drawNext.ts";
import type { Due } from "../../../../../protocol/due.ts";
import { silenceOf } from "../../../market/orders/silence.ts";
import type { DisputeView } from "../disputeView.ts";

/** The button of one step that is open to anyone. */
export function DueButton({ due, view, label }: { due: Due; view: DisputeView; label: string }) {
  const subject = `${view.orderId}:${due.step}:${"round" in due ? `${due.round}.${due.attempt}` : ""}`;
  return (
    <ActionButton action={() => actionOf(due, view)} subject={subject} variant="quiet">
      {label}
    </ActionButton>
  );
}

async function actionOf(due: Due, view: DisputeView): Promise<Action> {
  const { order, dispute, inCourt, now } = view;
  const id = inCourt?.case.id ?? dispute.id;
  switch (due.step) {
    case "executeAtEscrow":
      return executeAtEscrow(order, dispute.ruling);
    case "resolveUnanswered":
      return resolveUnanswered(order, silenceOf(order, view, now));
    case "resolveStalled":
      return resolveStalled(order);
    case "advance":
      return advance(id);
    case "draw":
      return drawNext(due);
    case "executeAtCourt":
      return executeAtCourt(id);
    case "settle":
      return settle(id, due.round, due.attempt);
  }
}
