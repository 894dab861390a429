import { useSyncExternalStore } from "react";
import * as v from "valibot";
import type { Hex } from "viem";
import type { Order } from "#protocol/order.ts";
import type { Terms } from "#protocol/terms.ts";
import { own } from "../lib/lookup.ts";
import { deployment } from "../services/contracts.ts";
import { keep, read as readKept } from "../services/device.ts";

/**
 * What this device has done and must not forget: the calldata of its own orders, and private
 * notes. Kept per deployment, so that another chain never sees it.
 */
const texts = v.fallback(v.record(v.string(), v.string()), {});
/** Each part on its own: one that makes no sense takes no other with it. */
const Journal = v.object({ orders: texts, listings: texts, notes: texts });
type Journal = v.InferOutput<typeof Journal>;

const key = `handsel.journal.${deployment.chainId}.${deployment.contracts.Escrow.slice(2, 10)}`;
const empty: Journal = { orders: {}, listings: {}, notes: {} };

let cached: Journal | undefined;
const listeners = new Set<() => void>();

function read(): Journal {
  if (cached) return cached;
  cached = readKept(key, Journal) ?? empty;
  return cached;
}

/** Changes what is stored, and not what this tab remembers of it: another one may have written since. */
function write(change: (stored: Journal) => Partial<Journal>): void {
  cached = undefined;
  const stored = read();
  const next = { ...stored, ...change(stored) };
  cached = next;
  keep(key, next);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  const fromOtherTab = (event: StorageEvent) => {
    if (event.key !== key) return;
    cached = undefined;
    listener();
  };
  listeners.add(listener);
  window.addEventListener("storage", fromOtherTab);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", fromOtherTab);
  };
}

function pack(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? `${part}n` : part));
}

function unpack<Value>(text: string): Value {
  return JSON.parse(text, (_, part: unknown) =>
    typeof part === "string" && /^\d+n$/.test(part) ? BigInt(part.slice(0, -1)) : part,
  ) as Value;
}

export function rememberOrder(orderId: Hex, order: Order): void {
  const packed = pack(order);
  if (read().orders[orderId] !== packed) write(({ orders }) => ({ orders: { ...orders, [orderId]: packed } }));
}

export function rememberedOrder(orderId: Hex): Order | undefined {
  const packed = own(read().orders, orderId);
  return packed === undefined ? undefined : unpack<Order>(packed);
}

export function rememberListing(listingId: Hex, terms: Terms): void {
  const packed = pack(terms);
  if (read().listings[listingId] !== packed)
    write(({ listings }) => ({ listings: { ...listings, [listingId]: packed } }));
}

export function rememberedListing(listingId: Hex): Terms | undefined {
  const packed = own(read().listings, listingId);
  return packed === undefined ? undefined : unpack<Terms>(packed);
}

/** A text that stays on this device: a delivery note, a review that is still sealed. */
export function rememberNote(name: string, text: string): void {
  write(({ notes }) => ({ notes: { ...notes, [name]: text } }));
}

export function rememberedNote(name: string): string | undefined {
  return own(read().notes, name);
}

export function useNote(name: string): string | undefined {
  return useSyncExternalStore(subscribe, () => own(read().notes, name));
}
