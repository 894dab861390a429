import type { Order } from "#protocol/order.ts";
import { type OrderState, worstCase } from "#protocol/worstCase.ts";

/** What becomes of the money when a dispute is opened and nobody answers it. */
export type Silence = "buyerWins" | "everythingBack" | "sellerPaid" | "sellerTakesAll";

/** Of a dispute that is open and not answered; of any other it says nothing. */
export function silenceOf(order: Order, standing: OrderState, now: number): Silence {
  const { outcome } = worstCase(order, standing, now);
  if (outcome === "unanswered") return "buyerWins";
  if (outcome === "neverSent") return "everythingBack";
  return order.terms.deposit > 0n ? "sellerTakesAll" : "sellerPaid";
}

/** The same for a dispute that this side would open now. */
export function silenceIfOpened(order: Order, standing: OrderState, opener: "buyer" | "seller", now: number): Silence {
  const unsent = standing.status === "funded";
  const dispute = { ...standing.dispute, phase: "opened", openedByBuyer: opener === "buyer", unsent } as const;
  return silenceOf(order, { ...standing, status: "disputed", dispute }, now);
}

/** To anybody, as the end of a sentence, here and below. */
export const silenceDoes = {
  buyerWins: "the buyer wins",
  everythingBack: "everything goes back to the buyer",
  sellerPaid: "the seller is paid",
  sellerTakesAll: "the seller gets everything, the deposit too",
} as const satisfies Record<Silence, string>;

/** To the side that has to answer. */
export const silenceCosts = { ...silenceDoes, buyerWins: "you lose" } as const satisfies Record<Silence, string>;

/** To the side that has opened one, or thinks of it. */
export const silenceBrings = {
  buyerWins: "you win",
  everythingBack: "everything goes back to you, as it would without a dispute",
  sellerPaid: "you are paid, as you would be without a dispute",
  sellerTakesAll: "you get everything, the deposit too",
} as const satisfies Record<Silence, string>;
