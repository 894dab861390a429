import type { Address, Hex } from "viem";
import { NATIVE, type Order, orderId as idOf } from "../../../../../protocol/ids.ts";
import { calledOff, payout, quote, release as releasePart } from "../../../../../protocol/money.ts";
import type { ListingProof } from "../../../../../protocol/listingProof.ts";
import { releasedOf, type Settlement } from "../../../../../protocol/settlement.ts";
import { exactly, formatAmount } from "../../../lib/money.ts";
import { momentOf } from "../../../lib/time.ts";
import { type Action, call, trace } from "../../../action/action.ts";
import { escrow } from "../../../services/contracts.ts";
import type { TokenInfo } from "../../../market/tokens.ts";
import { digestOfNote } from "./fulfilment.ts";
import { wordsFor } from "../words.ts";

// One function per verb. `summary` is what a person reads before the wallet opens.

/** `proof` shows the option that the order takes; null when there are none. `allowed` when nothing has to be allowed first. */
export function buy(order: Order, proof: ListingProof | null, token: TokenInfo, allowed = false): Action {
  const { total } = quote(order);
  const native = order.terms.token === NATIVE;
  const value = native ? total : undefined;
  return {
    request: proof ? call(escrow, "buyProven", [order, proof], value) : call(escrow, "buy", [order], value),
    trace: trace(escrow, "OrderFunded", { orderId: idOf(order) }),
    once: true,
    summary:
      native || allowed
        ? `Your wallet asks once: you pay ${exactly(total, token)} into escrow.`
        : `Your wallet asks twice. First you allow the escrow to take ${exactly(total, token)} for this order, nothing else; then you pay.`,
    spends: { token: order.terms.token, amount: total, spender: escrow.address },
  };
}

export function ship(order: Order, note: string): Action {
  const { fulfilled } = wordsFor(order.terms);
  return {
    request: call(escrow, "ship", [order, digestOfNote(note)]),
    trace: trace(escrow, "OrderShipped", { orderId: idOf(order) }),
    once: true,
    summary: `You state: “${fulfilled}.” The buyer’s time to look at it begins. Your note itself is not published.`,
  };
}

export function confirm(order: Order, held: bigint, token: TokenInfo): Action {
  const { toSeller } = releasePart(order, held, held);
  const rest = order.terms.deposit > 0n ? " The deposit stays in escrow until the seller returns it." : "";
  return {
    request: call(escrow, "confirm", [order]),
    trace: trace(escrow, "OrderConfirmed", { orderId: idOf(order) }),
    once: true,
    summary: `The seller gets ${formatAmount(toSeller, token)} at once. This can’t be undone.${rest}`,
  };
}

export function release(order: Order, held: bigint, amount: bigint, token: TokenInfo): Action {
  const { toSeller } = releasePart(order, held, amount);
  return {
    request: call(escrow, "release", [order, amount]),
    trace: trace(escrow, "OrderReleased", { orderId: idOf(order) }),
    summary: `The seller gets ${formatAmount(toSeller, token)} now; ${formatAmount(held - amount, token)} of the price stays in escrow.`,
  };
}

export function refund(order: Order, held: bigint, token: TokenInfo): Action {
  const { toBuyer } = payout(order, held, 0n);
  const what = held === 0n ? "The deposit" : "Everything that is held";
  return {
    request: call(escrow, "refund", [order]),
    trace: trace(escrow, "OrderRefunded", { orderId: idOf(order) }),
    once: true,
    summary: `${what}, ${formatAmount(toBuyer, token)}, goes back to the buyer at once. This can’t be undone.`,
  };
}

export function callOff(order: Order, held: bigint, now: number, token: TokenInfo): Action {
  const { toBuyer, toSeller } = calledOff(order, held, now);
  const kept = toSeller > 0n ? ` The seller keeps ${formatAmount(toSeller, token)}.` : "";
  return {
    request: call(escrow, "callOff", [order]),
    trace: trace(escrow, "OrderCalledOff", { orderId: idOf(order) }),
    once: true,
    summary: `The booking ends, and ${formatAmount(toBuyer, token)} comes back to you at once.${kept} This can’t be undone.`,
  };
}

export function claim(order: Order, held: bigint, token: TokenInfo): Action {
  const { toSeller, toBuyer } = payout(order, held, held);
  const parts = [
    ...(toSeller > 0n ? [`the seller gets ${formatAmount(toSeller, token)}`] : []),
    ...(toBuyer > 0n ? [`the buyer gets the deposit of ${formatAmount(toBuyer, token)} back`] : []),
  ];
  return {
    request: call(escrow, "claim", [order]),
    trace: trace(escrow, "OrderClaimed", { orderId: idOf(order) }),
    once: true,
    summary: `The order ends: ${parts.join(" and ")}. Anyone may press this button.`,
  };
}

export function extend(order: Order, deadline: number, now: number): Action {
  return {
    request: call(escrow, "extend", [order, deadline]),
    trace: trace(escrow, "OrderExtended", { orderId: idOf(order) }),
    summary: `The other side gets until ${momentOf(deadline, now)}. It can’t be shortened again.`,
  };
}

export function settle(order: Order, held: bigint, settlement: Settlement, signature: Hex, token: TokenInfo): Action {
  const { toSeller, toBuyer } = payout(order, held, settlement.sellerAmount - releasedOf(order, held));
  return {
    request: call(escrow, "settle", [order, settlement, signature]),
    trace: trace(escrow, "OrderSettled", { orderId: idOf(order) }),
    once: true,
    summary: `The order ends: the seller gets ${formatAmount(toSeller, token)}, the buyer ${formatAmount(toBuyer, token)}. This can’t be undone.`,
  };
}

export function cancelSettlement(nonce: bigint): Action {
  return {
    request: call(escrow, "cancelSignatures", [nonce]),
    once: true,
    summary: "Your signed offer becomes worthless, wherever it has gone. No money moves.",
  };
}

export function withdraw(token: TokenInfo, amount: bigint, to: Address): Action {
  return {
    request: call(escrow, "withdraw", [token.address, to, amount]),
    summary: `${formatAmount(amount, token)} that could not be sent to you before comes to your wallet.`,
  };
}
