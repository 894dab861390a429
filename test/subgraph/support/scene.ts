import { type Address, type Hex, numberToHex, toHex } from "viem";
import { NATIVE, plainOrder, plainTerms, type Terms } from "../../../protocol/ids.ts";
import { type Payout, quote } from "../../../protocol/money.ts";
import type { Mined } from "./emitter.ts";
import { people } from "./people.ts";
import { idOf, indexer } from "./shared.ts";

// Steps that lead to the state a test begins with, one line each.

const DAY = 86_400;
export const DOLLAR: Address = "0x8464135c8f25da09e49bc8782676a84730c318bc";
export const nothing: Payout = { toSeller: 0n, toBuyer: 0n, fee: 0n, referral: 0n };

export type Published = Mined & { id: Hex; terms: Terms };
export type Funded = Mined & { id: Hex; listing: Published; total: bigint; deadline: number };

function usualTerms(): Terms {
  return {
    ...plainTerms,
    seller: people.ada,
    token: NATIVE,
    price: 10_000n,
    deposit: 0n,
    stock: 3,
    expiry: 4_000_000_000,
    fulfilWindow: 3 * DAY,
    inspectWindow: 2 * DAY,
    rulingWindow: 90 * DAY,
    sellerFeeBps: 200,
    buyerFeeBps: 100,
    referralBps: 50,
    kind: 0,
    arbitrator: indexer().addresses.ArbitrationCourt,
    courtId: 0,
    metadata: idOf("no file"),
    epoch: 0,
  };
}

/** Two events where the terms sell time or have options, as the registry emits them. */
async function announce(event: string, listingId: Hex, terms: Terms): Promise<Mined> {
  const { slot, slotOffset, freeNotice, lateRefundBps, options } = terms;
  const mined = await indexer().emit({ contract: "ListingRegistry", event, args: { listingId, terms } });
  if (slot === 0 && options === plainTerms.options) return mined;
  const rest = { slot, slotOffset, freeNotice, lateRefundBps, options };
  await indexer().emit({ contract: "ListingRegistry", event: "Specified", args: { listingId, ...rest } });
  return mined;
}

export async function publish(name: string, change: Partial<Terms> = {}): Promise<Published> {
  const [id, terms] = [idOf(name), { ...usualTerms(), ...change }];
  return { id, terms, ...(await announce("Published", id, terms)) };
}

/** What a sale says of terms that were never published. */
export async function present(name: string, change: Partial<Terms> = {}): Promise<Published> {
  const [id, terms] = [idOf(name), { ...usualTerms(), ...change }];
  return { id, terms, ...(await announce("Presented", id, terms)) };
}

type Purchase = {
  buyer?: Address;
  quantity?: number;
  referrer?: Address;
  nonce?: bigint;
  deadline?: number;
  /** Of a stay; it is said right after. */
  start?: number;
  /** Of a listing with options; they are said right after. */
  choice?: Hex;
  extra?: bigint;
};

export async function fund(name: string, listing: Published, purchase: Purchase = {}): Promise<Funded> {
  const { buyer = people.bruno, quantity = 1, referrer = NATIVE, nonce = 1n, deadline = 2_000_000_000 } = purchase;
  const { start, choice, extra } = { ...plainOrder, ...purchase };
  const [id, { terms }] = [idOf(name), listing];
  const { total } = quote({ terms, quantity, extra });
  const { seller } = terms;
  const args = { orderId: id, listingId: listing.id, buyer, seller, quantity, referrer, nonce, total, deadline };
  const mined = await indexer().emit({ contract: "Escrow", event: "OrderFunded", args });
  if (start !== 0) await step(id, "OrderBooked", { start, end: start + quantity * terms.slot });
  if (choice !== plainOrder.choice) await step(id, "OrderChosen", { choice, extra });
  return { id, listing, total, deadline, ...mined };
}

/** An event of the escrow about an order. */
export function step(orderId: Hex, event: string, args: Record<string, unknown> = {}): Promise<Mined> {
  return indexer().emit({ contract: "Escrow", event, args: { orderId, ...args } });
}

export async function openDispute(order: Funded, opener: Address = people.bruno, fee = 40n): Promise<Mined> {
  return step(order.id, "DisputeOpened", { opener, fee, deadline: 2_000_000_100 });
}

export function raise(order: Funded, disputeId: bigint, arbitrator?: Address): Promise<Mined> {
  const args = { arbitrator: arbitrator ?? indexer().addresses.ArbitrationCourt, disputeId, fee: 40n };
  return step(order.id, "DisputeRaised", { ...args, deadline: 2_000_000_200 });
}

/** Fields of one entity as the index has them; null when it has no such entity. */
export async function read<T = Record<string, unknown>>(noun: string, id: string, fields: string): Promise<T> {
  const data = await indexer().query<Record<string, T>>(`{ ${noun}(id: "${id}") { ${fields} } }`);
  return data[noun] as T;
}

/** Ids that the index makes of several parts: hex of them one after the other. */
export function joined(...parts: (Hex | bigint | number)[]): Hex {
  const hex = parts.map((part) => (typeof part === "string" ? part : word(part)).slice(2));
  return `0x${hex.join("")}`;
}

/** A `bigint` as the chain's word of 32 bytes; a number as graph-ts writes an i32: four bytes, the lowest first. */
function word(part: bigint | number): Hex {
  if (typeof part === "bigint") return numberToHex(part, { size: 32 });
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setInt32(0, part, true);
  return toHex(bytes);
}
