import type { Order } from "#protocol/order.ts";
import type { Ruling } from "#protocol/enums.ts";
import { type Payout, payout, quote } from "#protocol/money.ts";

/** What one ruling does with the money of an order. */
export type Prospect = { ruling: Ruling; payout: Payout };

/** The seller's gross amount under a ruling. Half is rounded down, as the escrow does it. */
export function sellerAmount(order: Order, held: bigint, ruling: Ruling): bigint {
  const all = held + quote(order).deposit;
  if (ruling === "buyer") return 0n;
  return ruling === "seller" ? all : all / 2n;
}

/** What each ruling would move, in the order in which people are shown it: the buyer's, the seller's, neither's. */
export function prospects(order: Order, held: bigint): Prospect[] {
  const words: Ruling[] = ["buyer", "seller", "split"];
  return words.map((ruling) => ({ ruling, payout: payout(order, held, sellerAmount(order, held, ruling)) }));
}

/** What comes back of the two arbitration fees: the case uses one, the winner gets the other; nobody wins, each gets half. */
export function feesBack(fee: bigint, ruling: Ruling): { toBuyer: bigint; toSeller: bigint } {
  if (ruling === "buyer") return { toBuyer: fee, toSeller: 0n };
  if (ruling === "seller") return { toBuyer: 0n, toSeller: fee };
  return { toBuyer: fee / 2n, toSeller: fee - fee / 2n };
}

/** A ruling as the end of a sentence about the money. */
export const rulingWords = {
  buyer: "the buyer gets the money back",
  seller: "the seller is paid",
  split: "each side gets half",
} as const satisfies Record<Ruling, string>;

/** A ruling as a name: on ballots, chips and rows. */
export const rulingNames = {
  buyer: "For the buyer",
  seller: "For the seller",
  split: "Half and half",
} as const satisfies Record<Ruling, string>;
