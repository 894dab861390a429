import { type Hex } from "viem";
import { type Order, orderId } from "#protocol/order.ts";
import type { Terms } from "#protocol/terms.ts";
import { type Option, choiceOf, extraOf } from "#protocol/options.ts";
import { optionProof, optionsRoot } from "#protocol/optionTree.ts";
import { orderOf, sent } from "./offers.ts";
import { noProof } from "./payments.ts";
import { day, deposit, hour, kind, type Market, publishedTerms, rent, time, valueOf } from "./market.ts";

/** A room by the night, from two in the afternoon. */
export const nightly = {
  ...{ kind: kind("rental"), price: rent, deposit, stock: 1 },
  ...{ slot: day, slotOffset: 14 * hour, freeNotice: 4 * day, lateRefundBps: 3_333 },
} satisfies Partial<Terms>;

/** The `n`th start from now on: 1 is the next one. */
export async function startOf({ slot, slotOffset }: Terms, n: number): Promise<number> {
  const now = await time.latest();
  return (Math.floor((now - slotOffset) / slot) + n) * slot + slotOffset;
}

/** A stay that could be booked: of `nights` slots from the `n`th start on. */
export async function stayOf(m: Market, terms: Terms, n: number, nights: number, changes: Partial<Order> = {}) {
  return orderOf(m, terms, { quantity: nights, start: await startOf(terms, n), ...changes });
}

export const buy = (m: Market, order: Order) => m.escrow.connect(m.buyer).buy(order, { value: valueOf(order) });

/** Booked for three nights, ten days ahead. */
export async function booked(m: Market, changes: Partial<Terms> = {}) {
  const terms = await publishedTerms(m, { ...nightly, ...changes });
  const order = await stayOf(m, terms, 10, 3);
  await buy(m, order);
  return { terms, order, id: orderId(order), end: order.start + 3 * terms.slot };
}

/** Two sizes with a stock each, sent by post or picked up. */
export const options: Option[] = [
  { variant: "Size M", delivery: "By post", stock: 4, unitPrice: 101n, orderPrice: 50_003n },
  { variant: "Size M", delivery: "Picked up", stock: 4, unitPrice: 101n, orderPrice: 0n },
  { variant: "Size L", delivery: "By post", stock: 2, unitPrice: 203n, orderPrice: 50_003n },
  { variant: undefined, delivery: "As a gift card", stock: 0, unitPrice: 0n, orderPrice: 0n },
];

export const withOptions = { options: optionsRoot(options) };

/** What choosing one of them makes of an order, and what shows that it is one of them. */
export function chosen(order: Order, option: Option) {
  const taken: Order = { ...order, choice: choiceOf(option), extra: extraOf(option, order.quantity) };
  const path = [...optionProof(options, option).path] as Hex[];
  return { order: taken, id: orderId(taken), proof: { ...noProof, option: { ...optionProof(options, option), path } } };
}

export function buyChoice(m: Market, { order, proof }: Pick<ReturnType<typeof chosen>, "order" | "proof">) {
  return m.escrow.connect(m.buyer).buyProven(order, sent(proof), { value: valueOf(order) });
}
