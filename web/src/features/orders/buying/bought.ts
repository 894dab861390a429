import { queryOptions } from "@tanstack/react-query";
import type { Address, Hex } from "viem";
import type { Order } from "#protocol/order.ts";
import { rememberedNote, rememberNote } from "../../../market/journal.ts";
import { allowanceOf, isNative } from "../../../market/tokens.ts";
import { readOrderState } from "../../../market/orders/order.ts";
import { chainTime, publicClient } from "../../../services/chain.ts";
import { eventsOf } from "../../../services/chainLogs.ts";
import { escrow } from "../../../services/contracts.ts";
import { type Before, type Identified, nextTold, toldFirst } from "./identity.ts";

/** Only the latest of many can be the one that somebody is making over again. */
const latest = 3;

async function readPurchases(listingId: Hex, buyer: Address) {
  return eventsOf(escrow, "OrderFunded", { listingId, buyer });
}

async function readBefore(purchases: Awaited<ReturnType<typeof readPurchases>>): Promise<Before[]> {
  return Promise.all(
    purchases.slice(-latest).map(async ({ args, blockNumber }) => {
      const [{ status }, { timestamp }] = await Promise.all([
        readOrderState(args.orderId),
        publicClient.getBlock({ blockNumber }),
      ]);
      return { orderId: args.orderId, at: Number(timestamp), status };
    }),
  );
}

/** What an attempt to buy is about, in every tab: one at a time of a listing. */
export function buySubject(listingId: Hex): string {
  return `buy:${listingId}`;
}

/** What somebody has bought of a listing before, from the chain: whatever device or tab it was bought on. */
export function boughtOptions(listingId: Hex, buyer: Address | undefined) {
  return queryOptions({
    queryKey: ["bought", listingId, buyer],
    queryFn: async () => readBefore(await readPurchases(listingId, buyer ?? escrow.address)),
    enabled: buyer !== undefined,
    refetchInterval: 8_000,
  });
}

/** Where this device keeps the orders of a listing besides which its buyer has said to want another. */
export function anotherNote(listingId: Hex, buyer: Address): string {
  return `another:${listingId}:${buyer}`.toLowerCase();
}

export function knownIn(note: string | undefined): Hex[] {
  return (note ?? "").split(" ").filter((id) => id !== "") as Hex[];
}

/** Its buyer knows of these orders, and wants another one besides them. */
export function wantAnother(listingId: Hex, buyer: Address, before: readonly Before[]): void {
  rememberNote(anotherNote(listingId, buyer), before.map(({ orderId }) => orderId).join(" "));
}

/** The very order that a press makes; or the one that was made before and has to be told of first. Asked of the chain each time. */
export async function identify(listingId: Hex, order: Order): Promise<Identified> {
  const known = knownIn(rememberedNote(anotherNote(listingId, order.buyer)));
  const purchases = await readPurchases(listingId, order.buyer);
  const before = toldFirst(await readBefore(purchases), known, chainTime());
  if (before) return { before };
  const heardOf = [...known, ...purchases.map(({ args }) => args.orderId)];
  return nextTold(order, heardOf, async (orderId) => (await readOrderState(orderId)).status, chainTime());
}

/** What the escrow may take of a token already: when it is enough, the wallet asks once. */
export function allowanceOptions(token: Address, owner: Address | undefined) {
  return queryOptions({
    queryKey: ["allowance", token, owner],
    queryFn: () => allowanceOf(token, owner ?? escrow.address, escrow.address),
    enabled: owner !== undefined && !isNative(token),
    refetchInterval: 8_000,
  });
}
