import { concat, type Hex, keccak256, numberToHex, slice } from "viem";
import { type Order, orderId as idOf } from "#protocol/order.ts";
import type { Status } from "#protocol/enums.ts";
import type { Seconds } from "../../../lib/time.ts";

/** More orders of the very same thing by one person than anybody makes. */
const most = 500;

/**
 * The number that makes a purchase one of its own: the first, second, third… of this buyer of this very thing. It follows from
 * what is bought and by whom, so every tab, every reload and every device makes the same order of the same wish, and the
 * escrow takes that once only.
 */
export function nonceOf(order: Order, turn: number): bigint {
  const digest = keccak256(concat([idOf({ ...order, nonce: 0n }), numberToHex(turn, { size: 4 })]));
  return BigInt(slice(digest, 0, 8));
}

/** The order that this purchase makes: the first of its kind that the chain does not have yet. */
export async function nextOrder(order: Order, exists: (orderId: Hex) => Promise<boolean>): Promise<Order> {
  for (let turn = 0; turn < most; turn++) {
    const next = { ...order, nonce: nonceOf(order, turn) };
    if (!(await exists(idOf(next)))) return next;
  }
  throw new Error(`Bought ${most} times`);
}

/** An order that somebody has made of a listing before. */
export type Before = { orderId: Hex; at: Seconds; status: Status };

export type Identified = { order: Order } | { before: Before };

/**
 * The order that a press makes, unless one of the same wish exists of which its buyer has not been told: made between two
 * questions, or known to a node that is ahead of the one with the logs.
 */
export async function nextTold(
  order: Order,
  heardOf: readonly Hex[],
  statusOf: (orderId: Hex) => Promise<Status>,
  now: Seconds,
): Promise<Identified> {
  let before: Before | undefined;
  const next = await nextOrder(order, async (orderId) => {
    const status = await statusOf(orderId);
    if (status !== "none" && !heardOf.includes(orderId)) before ??= { orderId, at: now, status };
    return status !== "none";
  });
  return before ? { before } : { order: next };
}

/** For so long after a purchase a second one of the same may be the first one over again. */
const recent = 86_400;

/**
 * The order of the same listing that a person has to be told of before buying again: a running one, or one made lately. None
 * once they have said that they want another besides it.
 */
export function toldFirst(orders: readonly Before[], known: readonly Hex[], now: Seconds): Before | null {
  const running = ({ status }: Before) => status === "funded" || status === "shipped" || status === "disputed";
  return (
    orders.findLast((order) => !known.includes(order.orderId) && (running(order) || now - order.at < recent)) ?? null
  );
}
