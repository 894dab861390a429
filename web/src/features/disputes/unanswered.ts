import type { Order, Outcome } from "../../../../protocol/ids.ts";
import { quote } from "../../../../protocol/money.ts";
import { type Standing, worstCase } from "../../../../protocol/worstCase.ts";
import type { Side } from "./names.ts";

/** How a dispute ends that is open and that nobody answers. */
export function unanswered(order: Order, standing: Standing, now: number): Outcome {
  return worstCase(order, standing, now).outcome;
}

/** The same for one that this side would open now. */
export function unansweredIfOpened(order: Order, standing: Standing, opener: Side, now: number): Outcome {
  const untouched = standing.status === "funded" && standing.held === quote(order.terms, order.quantity).subtotal;
  const dispute = { ...standing.dispute, phase: "opened", openedByBuyer: opener === "buyer", untouched } as const;
  return unanswered(order, { ...standing, status: "disputed", dispute }, now);
}

/** As the end of a sentence to the side that has to answer. */
export function silenceCosts(outcome: Outcome): string {
  if (outcome === "refundedUnshipped") return "everything goes back to the buyer";
  return outcome === "completed" ? "the seller is paid" : "you lose";
}

/** To the side that thinks of opening one. */
export function silenceBrings(outcome: Outcome): string {
  if (outcome === "refundedUnshipped") return "everything goes back to you, as it would without a dispute";
  return outcome === "completed" ? "you are paid, as you would be without a dispute" : "you win";
}
