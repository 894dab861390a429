import { ethers as library, ZeroAddress } from "ethers";
import { type Address, type Hex } from "viem";
import { orderKey } from "#protocol/order.ts";
import { reviewCommitment } from "#protocol/vote.ts";
import { ethers, type Market, market, shippedOrder, type Signer, time, type Trade } from "./market.ts";

export { reviewWindow, revealWindow, tokenWeightDelay, unitsPerToken } from "./market.ts";

export const Role = { Buyer: 0n, Seller: 1n } as const;
export const content = library.id("content") as Hex;

/** 40 dollars at 2.53 % + 1.01 %: an order that weighs 1,416. */
export const reviewed = { price: 40_000_000n, quantity: 1 };
export const weighs = 1_416n;

/** The market of the escrow's tests has reviews beside it. */
export const reviews = market;
export type Reviews = Market;

/** An order of the buyer's that went well. */
export async function completed(m: Reviews, changes: object = {}): Promise<Trade> {
  const terms = { token: m.addresses.dollar, ...reviewed, referrer: ZeroAddress as Address, ...changes };
  const trade = await shippedOrder(m, terms);
  await m.escrow.connect(m.buyer).confirm(trade.order);
  return trade;
}

export const salt = (author: Signer) => library.id(author.address) as Hex;

export async function commitmentFor(m: Reviews, { id }: Trade, author: Signer, rating: number): Promise<Hex> {
  const { chainId } = await ethers.provider.getNetwork();
  const reputation = (await m.reputation.getAddress()) as Address;
  const slip = { chainId, reputation, orderId: id, author: author.address as Address };
  return reviewCommitment(slip, rating, content, salt(author));
}

export async function seal(m: Reviews, trade: Trade, author: Signer, rating: number) {
  const commitment = await commitmentFor(m, trade, author, rating);
  return m.reputation.connect(author).seal(orderKey(trade.order), commitment, "0x");
}

export function reveal(m: Reviews, trade: Trade, author: Signer, rating: number) {
  return m.reputation.reveal(orderKey(trade.order), author, rating, content, salt(author));
}

/** The buyer has sealed five stars and the seller has answered with four. */
export async function answered() {
  const m = await reviews();
  const trade = await completed(m);
  await seal(m, trade, m.buyer, 5);
  await m.reputation.connect(m.seller).review(orderKey(trade.order), 4, content);
  return { ...m, trade };
}

export async function sealedOnce() {
  const m = await reviews();
  const trade = await completed(m);
  await seal(m, trade, m.buyer, 5);
  return { ...m, trade };
}

/** Moves to the last second of a window that began when the order ended. */
export async function atEndOf(m: Reviews, { id }: Trade, window: number): Promise<bigint> {
  const end = (await m.escrow.stateOf(id)).deadline + BigInt(window);
  await time.setNextBlockTimestamp(end);
  return end;
}
