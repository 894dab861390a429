import { type Address } from "viem";
import { NATIVE, type Terms } from "#protocol/terms.ts";
import { type Order, orderId } from "#protocol/order.ts";
import { quote } from "#protocol/money.ts";
import { type ListingProof } from "#protocol/listingProof.ts";
import { kind, type Market, market, type Signer, termsOf } from "./market.ts";
import { orderOf, sent, signTerms } from "./offers.ts";

export const budget = 10_000_000_000n;

/** A notice of the buyer's, which stands where a seller would. */
export async function wanted(m: Market, changes: Partial<Terms> = {}): Promise<Terms> {
  const seller = m.buyer.address as Address;
  const notice = await termsOf(m, { kind: kind("request"), price: 0n, seller, ...changes });
  await m.registry.connect(m.buyer).publish(notice);
  return notice;
}

export async function funded(m: Market, changes: Partial<Terms> = {}): Promise<Terms> {
  const notice = await wanted(m, changes);
  if (notice.token === m.addresses.dollar) await m.dollar.connect(m.buyer).approve(m.board, budget);
  if (notice.token === m.addresses.odd) await m.odd.connect(m.buyer).approve(m.board, budget);
  await m.board.connect(m.buyer).fund(notice, budget, { value: notice.token === NATIVE ? budget : 0n });
  return notice;
}

/** What a seller offers in answer: terms that it has signed. */
export async function quoted(m: Market, changes: Partial<Terms> = {}) {
  const terms = await termsOf(m, { stock: 3, ...changes });
  const order = orderOf(m, terms);
  return { order, id: orderId(order), proof: await signTerms(m, m.seller, terms), total: quote(order).total };
}

export const take = (m: Market, notice: Terms, order: Order, proof: ListingProof, by: Signer = m.buyer) =>
  m.board.connect(by).take(notice, order, sent(proof));

export const native = async () => {
  const m = await market();
  return { ...m, notice: await funded(m) };
};
export const inDollars = async () => {
  const m = await market();
  return { ...m, notice: await funded(m, { token: m.addresses.dollar }) };
};
