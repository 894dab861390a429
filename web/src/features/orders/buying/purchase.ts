import type { Address } from "viem";
import {
  kinds,
  type ListingStatus,
  NATIVE,
  type Order,
  type Terms,
  UNLIMITED_STOCK,
} from "../../../../../protocol/ids.ts";
import { MAX_HELD, quote } from "../../../../../protocol/money.ts";
import type { Seconds } from "../../../lib/time.ts";
import type { Situation } from "../life.ts";

/** A listing as the registry holds it now. */
export type Sale = {
  terms: Terms;
  status: ListingStatus;
  sold: number;
  /** The seller's present epoch: terms of an older one are void. */
  epoch: number;
  paused: boolean;
};

/** Whether it can be bought now, and if not, why: the registry's own rules, in its own order. */
export type SaleState = "forSale" | "paused" | "closed" | "request" | "expired" | "soldOut";

export function saleStateOf({ terms, status, sold, epoch, paused }: Sale, now: Seconds): SaleState {
  if (status !== "active" || terms.epoch !== epoch) return "closed";
  if (kinds[terms.kind] === "request") return "request";
  if (now > terms.expiry) return "expired";
  if (leftOf({ terms, sold }) === 0) return "soldOut";
  return paused ? "paused" : "forSale";
}

/** Units left; `UNLIMITED_STOCK` when they are not counted. Of a booking the calendar says what is left. */
export function leftOf({ terms, sold }: Pick<Sale, "terms" | "sold">): number {
  return terms.stock === UNLIMITED_STOCK || terms.slot !== 0 ? UNLIMITED_STOCK : terms.stock - sold;
}

/** How many one order can hold: what is left, and what the escrow can count. */
export function mostOf(sale: Pick<Sale, "terms" | "sold">): number {
  const holds = MAX_HELD / (sale.terms.price || 1n);
  const left = leftOf(sale);
  return holds < BigInt(left) ? Number(holds) : left;
}

/** A whole number of units from what was typed, or why it is none. */
export function readQuantity(text: string, most: number): { quantity: number } | { problem: string } {
  const typed = text.trim();
  if (!/^\d{1,30}$/.test(typed) || /^0+$/.test(typed)) return { problem: "Write a whole number, 1 or more." };
  const quantity = Number(typed);
  if (quantity > most && most >= UNLIMITED_STOCK) return { problem: "That is more than one order can hold." };
  if (quantity > most) return { problem: most === 1 ? "Only one is left." : `Only ${most} are left.` };
  return { quantity };
}

/** Of what is signed, so that it can be taken back alone. What is bought has its own: see identity.ts. */
export function randomNonce(): bigint {
  const [nonce = 0n] = crypto.getRandomValues(new BigUint64Array(1));
  return nonce;
}

/** An order as it would stand the moment after it was paid. Without a buyer yet, somebody has to stand for them. */
export function freshly(order: Order, now: Seconds): Situation {
  return {
    order,
    status: "funded",
    outcome: "none",
    deadline: (order.start || now) + order.terms.fulfilWindow,
    held: quote(order).subtotal,
    dispute: { phase: "none", openedByBuyer: false, ruling: "split", pot: 0n },
    now,
    side: "buyer",
  };
}

/** What is about to become an order; whoever pays for it may not be known yet. */
export type Purchase = Omit<Order, "buyer"> & { buyer: Address | undefined };

export function orderOf({ buyer = NATIVE, ...rest }: Purchase): Order {
  return { ...rest, buyer };
}
