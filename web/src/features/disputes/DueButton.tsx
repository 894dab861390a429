import { ActionButton } from "../../actions/ActionButton.tsx";
import type { Action } from "../../services/action.ts";
import { advance, executeAtCourt, executeAtEscrow, resolveStalled, resolveUnanswered, settle } from "./actions.ts";
import { drawNext } from "./drawNext.ts";
import type { Due } from "../../../../protocol/due.ts";
import { silenceOf } from "../../lib/silence.ts";
import type { Matter } from "./matter.ts";

/** The button of one step that is open to anyone. */
export function DueButton({ due, matter, label }: { due: Due; matter: Matter; label: string }) {
  const subject = `${matter.orderId}:${due.step}:${"round" in due ? `${due.round}.${due.attempt}` : ""}`;
  return (
    <ActionButton action={() => actionOf(due, matter)} subject={subject} variant="quiet">
      {label}
    </ActionButton>
  );
}

async function actionOf(due: Due, matter: Matter): Promise<Action> {
  const { order, dispute, court, now } = matter;
  const id = court?.case.id ?? dispute.id;
  switch (due.step) {
    case "executeAtEscrow":
      return executeAtEscrow(order, dispute.ruling);
    case "resolveUnanswered":
      return resolveUnanswered(order, silenceOf(order, matter, now));
    case "resolveStalled":
      return resolveStalled(order);
    case "advance":
      return advance(id);
    case "draw":
      return drawNext(due.block);
    case "executeAtCourt":
      return executeAtCourt(id);
    case "settle":
      return settle(id, due.round, due.attempt);
  }
}
