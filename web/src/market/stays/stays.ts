import type { Order } from "#protocol/order.ts";
import type { Terms } from "#protocol/terms.ts";
import { calledOff, keptOf, type Payout } from "#protocol/money.ts";
import type { Seconds } from "../../lib/time.ts";

const day = 86_400;

// The registry's own bounds.
export const minSlot = 300;
export const maxSlot = 31 * day;
export const maxSlots = 366;
export const maxNotice = 365 * day;
export const maxAtATime = 255;
const maxAhead = 730 * day;

/** A start has to lie ahead when the payment arrives, so what begins this very minute is not offered. */
const leeway = 120;

export type Slots = Pick<Terms, "slot" | "slotOffset">;

/** Whether it sells time rather than things. */
export function isBooking({ slot }: Pick<Terms, "slot">): boolean {
  return slot !== 0;
}

/** Slots are numbered from 1970 on, as the registry counts them. */
export function startOf({ slot, slotOffset }: Slots, index: number): Seconds {
  return index * slot + slotOffset;
}

/** The slot that holds a moment. */
export function slotAt({ slot, slotOffset }: Slots, at: Seconds): number {
  return Math.floor((at - slotOffset) / slot);
}

/** The first slot that can still be booked. */
export function firstAhead({ slot, slotOffset }: Slots, now: Seconds): number {
  return Math.ceil((now + leeway - slotOffset) / slot);
}

/** The last slot that can be booked already: it has to be over two years from now at the latest. */
export function lastAhead(slots: Slots, now: Seconds): number {
  return slotAt(slots, now + maxAhead - leeway) - 1;
}

/** Stays that cover each slot, from number `from` on. */
export type Taken = { from: number; stays: readonly number[] };

/** Whether one more stay fits; null while it is not known. */
export function isFree({ from, stays }: Taken, index: number, atATime: number): boolean | null {
  const taken = stays[index - from];
  return taken === undefined ? null : taken < atATime;
}

/** How many slots in a row are free from `index` on, as far as it is known. */
export function freeRun(taken: Taken, index: number, atATime: number): number {
  let run = 0;
  while (run < maxSlots && isFree(taken, index + run, atATime) === true) run++;
  return run;
}

/** A stay: where it begins, and how many slots in a row. */
export type Stay = { start: Seconds; quantity: number };

export function endOfStay({ slot }: Pick<Terms, "slot">, { start, quantity }: Stay): Seconds {
  return start + quantity * slot;
}

/** Whether the registry would enter it into its calendar, if nobody is there already. */
export function fits(terms: Slots, { start, quantity }: Stay, now: Seconds): boolean {
  const first = slotAt(terms, start);
  const last = first + quantity - 1;
  const whole = Number.isInteger(quantity) && quantity >= 1 && quantity <= maxSlots;
  return whole && startOf(terms, first) === start && first >= firstAhead(terms, now) && last <= lastAhead(terms, now);
}

/**
 * What a press on a slot makes of a stay: the first begins one, a later one ends it there if all between is free, any other
 * begins anew.
 */
export function pressed(slots: Slots, stay: Stay | null, index: number, taken: Taken, atATime: number): Stay {
  const anew = { start: startOf(slots, index), quantity: 1 };
  if (!stay) return anew;
  const first = slotAt(slots, stay.start);
  const quantity = index - first + 1;
  if (quantity <= stay.quantity || stay.quantity > 1) return anew;
  return freeRun(taken, first, atATime) >= quantity ? { start: stay.start, quantity } : anew;
}

/** What calling off brings until the last second of `until`. */
export type Rung = { until: Seconds; kept: bigint; payout: Payout };

/** What calling a booking off brings from now on, step by step down to its start. */
export function ladderOf(order: Order, held: bigint, now: Seconds): Rung[] {
  const { start, terms } = order;
  // Half of an odd notice is not whole: the part still comes back a second before it.
  const ends = [start - terms.freeNotice, start - Math.ceil(terms.freeNotice / 2), start];
  const rungs = ends
    .filter((until) => until >= now)
    .map((until) => ({ until, kept: keptOf(order, held, until), payout: calledOff(order, held, until) }));
  return rungs.filter(({ kept }, step) => kept !== rungs[step + 1]?.kept);
}
