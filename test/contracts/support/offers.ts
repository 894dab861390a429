import { type Address, type Hex } from "viem";
import { type Order, orderId, plainOrder, type Terms, termsTypes } from "../../../protocol/ids.ts";
import {
  type Catalogue,
  catalogueId,
  catalogueOf,
  catalogueTypedData,
  type ListingProof,
  signedProof,
  termsTypedData,
} from "../../../protocol/listingProof.ts";
import { ethers, type Market, type Signer, termsOf, valueOf } from "./market.ts";

type TypedData = { domain: object; types: Record<string, readonly { name: string; type: string }[]>; message: object };

const copied = ({ types }: TypedData) =>
  Object.fromEntries(Object.entries(types).map(([name, fields]) => [name, [...fields]]));

async function sign(signer: Signer, data: TypedData): Promise<Hex> {
  return (await signer.signTypedData(data.domain, copied(data), data.message)) as Hex;
}

async function chainIdOf(): Promise<number> {
  return Number((await ethers.provider.getNetwork()).chainId);
}

export async function signTerms(m: Market, signer: Signer, terms: Terms): Promise<ListingProof> {
  return signedProof(await sign(signer, termsTypedData(await chainIdOf(), m.addresses.registry, terms)));
}

/** What the seller of `terms` signs. */
export async function digestOfTerms(m: Market, terms: Terms): Promise<string> {
  const data = termsTypedData(await chainIdOf(), m.addresses.registry, terms);
  return ethers.TypedDataEncoder.hash(data.domain, copied(data), data.message);
}

export async function signCatalogue(m: Market, signer: Signer, catalogue: Catalogue): Promise<Hex> {
  return sign(signer, catalogueTypedData(await chainIdOf(), m.addresses.registry, catalogue));
}

export function orderOf(m: Market, terms: Terms, changes: Partial<Order> = {}): Order {
  const { buyer, referrer } = m;
  return {
    ...plainOrder,
    ...{ terms, buyer: buyer.address as Address, quantity: 3, referrer: referrer.address as Address, nonce: 1n },
    ...changes,
  };
}

/** Terms that the seller has signed, and an order that could be made of them. */
export async function signedOffer(m: Market, changes: Partial<Terms> = {}) {
  const terms = await termsOf(m, changes);
  const order = orderOf(m, terms);
  return { terms, order, id: orderId(order), proof: await signTerms(m, m.seller, terms) };
}

/** As a call takes it. */
export const sent = (proof: ListingProof) => ({
  ...proof,
  path: [...proof.path],
  option: { ...proof.option, path: [...proof.option.path] },
});

export function buyProven(m: Market, order: Order, proof: ListingProof, buyer = m.buyer) {
  const value = valueOf(order);
  return m.escrow.connect(buyer).buyProven(order, sent(proof), { value });
}

/** What `Published` and `Presented` tell of terms, and what `Specified` does. */
export const told = (terms: Terms) => termsTypes.Terms.slice(0, 18).map(({ name }) => terms[name]);
export const specified = (terms: Terms) => termsTypes.Terms.slice(18).map(({ name }) => terms[name]);

export const contents: Hex = `0x${"c7".repeat(32)}`;

/** A catalogue of ten, and an order of the fourth. */
export async function catalogueOffer(m: Market, changes: Partial<Terms> = {}) {
  const listings = await Promise.all(Array.from({ length: 10 }, () => termsOf(m, changes)));
  const terms = listings[3]!;
  const catalogue = catalogueOf(listings, contents);
  return { listings, terms, catalogue, order: orderOf(m, terms), id: catalogueId(catalogue) };
}
