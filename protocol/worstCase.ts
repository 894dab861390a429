import type { DisputePhase, Outcome, Ruling, Status } from "./enums.ts";
import type { Order } from "./order.ts";
import { payout, type Payout, quote } from "./money.ts";

/** An order as the escrow has it. */
export type OrderState = {
  status: Status;
  outcome: Outcome;
  /** The timeout while the order is open, its end afterwards. */
  deadline: number;
  held: bigint;
  dispute: {
    phase: DisputePhase;
    openedByBuyer: boolean;
    ruling: Ruling;
    pot: bigint;
    /** Opened before anything was sent. */
    unsent?: boolean;
  };
};

/** `Outlook` of contracts/interfaces/IWorstCase.sol, where each field is explained. */
export type Outlook = {
  at: number;
  status: Status;
  outcome: Outcome;
  payout: Payout;
  feesToBuyer: bigint;
  feesToSeller: bigint;
};

const nothing: Payout = { toSeller: 0n, toBuyer: 0n, fee: 0n, referral: 0n };
const outcomeOf = { buyer: "ruledForBuyer", seller: "ruledForSeller", split: "split" } as const satisfies Record<
  Ruling,
  Outcome
>;

/**
 * Who gets how much of an order, at the latest when, if everybody is silent from now on; for one that is not bought yet, what
 * a purchase now would come to. `contracts/WorstCase.sol` computes the same.
 */
export function worstCase(order: Order, standing: OrderState, now: number): Outlook {
  const { status, outcome, deadline: at, held, dispute } = standing;
  const noFees = { feesToBuyer: 0n, feesToSeller: 0n };
  switch (status) {
    case "none": {
      const { subtotal } = quote(order);
      return { ...noFees, at: (order.start || now) + order.terms.fulfilWindow, ...unsent(order, subtotal) };
    }
    case "funded":
      return { ...noFees, at, ...unsent(order, held) };
    case "shipped":
      return { ...noFees, at, status: "completed", outcome: "completed", payout: payout(order, held, held) };
    case "disputed":
      return { at: dispute.phase === "ruled" ? 0 : at, ...judged(order, held, dispute) };
    case "completed":
    case "refunded":
    case "resolved":
      return { ...noFees, at, status, outcome, payout: nothing };
  }
}

function unsent(order: Order, held: bigint) {
  return { status: "refunded", outcome: "neverSent", payout: payout(order, held, 0n) } as const;
}

function judged(order: Order, held: bigint, dispute: OrderState["dispute"]) {
  const { pot } = dispute;
  const winner = winnerOf(dispute);
  const half = (amount: bigint) => (winner === "split" ? amount / 2n : 0n);
  const all = held + quote(order).deposit;
  const feesToBuyer = winner === "buyer" ? pot : half(pot);
  return {
    ...endOf(dispute, winner),
    payout: payout(order, held, winner === "seller" ? all : half(all)),
    feesToBuyer,
    feesToSeller: pot - feesToBuyer,
  } as const;
}

/** A dispute that nobody answers is won by a buyer; a seller's completes the order, and what was never sent is refunded. */
function endOf({ phase, unsent }: OrderState["dispute"], winner: Ruling) {
  if (phase === "opened" && winner === "seller") return { status: "completed", outcome: "completed" } as const;
  if (phase === "opened" && unsent) return { status: "refunded", outcome: "neverSent" } as const;
  if (phase === "opened") return { status: "resolved", outcome: "unanswered" } as const;
  return { status: "resolved", outcome: outcomeOf[winner] } as const;
}

/** Whose the money is: by a ruling, by the other side's silence, or nobody's by the arbitrator's. */
function winnerOf({ phase, openedByBuyer, ruling }: OrderState["dispute"]): Ruling {
  if (phase === "ruled") return ruling;
  if (phase === "raised") return "split";
  return openedByBuyer ? "buyer" : "seller";
}
