import { type Address, type Hex, isHex } from "viem";
import type { Opinion } from "#protocol/review.ts";

/**
 * A review as this device keeps it: every letter while it is written, and the salt once it is sealed. The wallet can make the
 * salt again, but not every wallet signs alike twice.
 */
export type Kept = Opinion & { salt?: Hex };

/** Its name among the journal's notes. Whoever shares a device does not read the other's draft. */
export function keptName(orderId: Hex, author: Address): string {
  return `review:${orderId}:${author}`.toLowerCase();
}

export function answerName(orderId: Hex, author: Address): string {
  return `answer:${orderId}:${author}`.toLowerCase();
}

export function writeKept({ rating, text, salt }: Kept): string {
  return JSON.stringify({ rating, text, salt });
}

/** Null when nothing is kept, or it is not a review. */
export function readKept(note: string | undefined): Kept | null {
  try {
    const read: unknown = JSON.parse(note ?? "null");
    if (typeof read !== "object" || read === null) return null;
    const { rating, text, salt } = read as Record<string, unknown>;
    if (typeof rating !== "number" || typeof text !== "string") return null;
    return isHex(salt) && salt.length === 66 ? { rating, text, salt } : { rating, text };
  } catch {
    return null;
  }
}
