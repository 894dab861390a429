import type { Hex } from "viem";
import { type Order, orderId as idOf, type Ruling } from "../../../../protocol/ids.ts";
import { type Action, call, trace } from "../../action/action.ts";
import { court, escrow } from "../../services/contracts.ts";
import { formatAmount } from "../../lib/money.ts";
import { type Silence, silenceDoes } from "../../market/orders/silence.ts";
import { nativeToken } from "../../market/tokens.ts";
import { rulingWords } from "./prospects/prospects.ts";

// One function per verb. `summary` is what a person reads before the wallet opens.

export function openDispute(order: Order, cost: bigint): Action {
  return {
    request: call(escrow, "openDispute", [order], cost),
    trace: trace(escrow, "DisputeOpened", { orderId: idOf(order) }),
    once: true,
    summary: `You pay the arbitration fee of ${eth(cost)} and open a dispute. The order’s money stays in escrow until it is decided.`,
  };
}

export function answerDispute(order: Order, fee: bigint): Action {
  return {
    request: call(escrow, "answerDispute", [order], fee),
    trace: trace(escrow, "DisputeRaised", { orderId: idOf(order) }),
    once: true,
    summary: `You pay the arbitration fee of ${eth(fee)} and the case goes to court. If you win, it comes back to you.`,
  };
}

export function submitEvidence(orderId: Hex, cid: string): Action {
  return {
    request: call(escrow, "submitEvidence", [orderId, `/ipfs/${cid}`]),
    summary: "You bring this piece of evidence forward. It is public and can’t be taken back.",
  };
}

export function resolveUnanswered(order: Order, silence: Silence): Action {
  return {
    request: call(escrow, "resolveUnanswered", [order]),
    once: true,
    summary: `You end a dispute that nobody answered: ${silenceDoes[silence]}, and whoever opened it gets the fee back.`,
  };
}

export function resolveStalled(order: Order): Action {
  return {
    request: call(escrow, "resolveStalled", [order]),
    trace: trace(escrow, "OrderResolved", { orderId: idOf(order) }),
    once: true,
    summary: "You end a dispute on which no ruling came in time. Each side gets half.",
  };
}

export function executeAtEscrow(order: Order, ruling: Ruling): Action {
  return {
    request: call(escrow, "executeRuling", [order]),
    trace: trace(escrow, "OrderResolved", { orderId: idOf(order) }),
    once: true,
    summary: `You have the ruling paid out: ${rulingWords[ruling]}.`,
  };
}

export function reclaimFees(orderId: Hex): Action {
  return {
    request: call(escrow, "reclaimFees", [orderId]),
    once: true,
    summary: "You have the court’s unused fee sent back to the two sides.",
  };
}

export function advance(id: bigint): Action {
  return {
    request: call(court, "advance", [id]),
    summary: "You move the case to its next step, because the time of this one is over.",
  };
}

export function draw(header: Hex): Action {
  return {
    request: call(court, "draw", [header]),
    summary:
      "You have the panel drawn. The block that decides is fixed; you only show it. You earn half of the keeper’s fee.",
  };
}

export function giveUp(): Action {
  return {
    request: call(court, "draw", ["0x"]),
    summary:
      "You end the wait for a panel: the time for its draw is over. A ruling that stood before stands, and what was paid for this panel comes back.",
  };
}

export function passOver(): Action {
  return {
    request: call(court, "draw", ["0x"]),
    summary: "You take a case off the queue that was withdrawn. You earn half of the keeper’s fee.",
  };
}

export function executeAtCourt(id: bigint): Action {
  return {
    request: call(court, "executeRuling", [id]),
    summary: "You hand the final ruling to the escrow, which can pay it out then.",
  };
}

export function settle(id: bigint, round: number, attempt: number): Action {
  return {
    request: call(court, "settle", [id, round, attempt]),
    summary: "You have the arbitrators of this panel paid and their stake released. You earn half of the keeper’s fee.",
  };
}

export function appeal(id: bigint, amount: bigint, nextSeats: number): Action {
  return {
    request: call(court, "appeal", [id, "0x"], amount),
    summary: `You pay ${eth(amount)} towards an appeal before ${nextSeats} other arbitrators. If not enough is paid in time, you get it all back.`,
  };
}

export function claimAppeal(id: bigint, round: number, contributor: `0x${string}`): Action {
  return {
    request: call(court, "claimAppeal", [id, round, contributor]),
    summary: "You have what is left of your share in the appeal credited to you.",
  };
}

function eth(amount: bigint): string {
  return formatAmount(amount, nativeToken);
}
