import { type TypedDataDomain, type TypedDataField } from "ethers";
import { type Address, type Hex, zeroHash } from "viem";
import type { Order } from "#protocol/order.ts";
import { type Terms, termsTypes } from "#protocol/terms.ts";
import {
  authorizationTypedData,
  PERMIT2,
  permit2TypedData,
  permitTypedData,
  splitSignature,
  type TokenDomain,
} from "#protocol/payments.ts";
import { refundTypedData, shipmentTypedData, voucherTypedData } from "#protocol/consent.ts";
import { readPermit2 } from "../../../scripts/stack/permit2.ts";
import {
  day,
  ethers,
  type Market,
  market,
  marketWith,
  networkHelpers,
  orderable,
  type Signer,
  time,
} from "./market.ts";

export type Proof = {
  path: Hex[];
  contents: Hex;
  signature: Hex;
  option: { stock: number; unitPrice: bigint; orderPrice: bigint; path: Hex[] };
};

/** Of a published listing. */
export const noProof: Proof = {
  ...{ path: [], contents: zeroHash, signature: "0x" },
  option: { stock: 0, unitPrice: 0n, orderPrice: 0n, path: [] },
};

/** How what is signed differs from what is right. */
type Forgery = { signer?: Signer; domain?: Partial<TokenDomain>; message?: Record<string, unknown> };

type Typed = {
  domain: TypedDataDomain;
  types: Record<string, readonly TypedDataField[]>;
  message: Record<string, unknown>;
};

async function sign(honest: Typed, by: Signer, { signer = by, domain, message }: Forgery = {}): Promise<Hex> {
  const types = Object.fromEntries(Object.entries(honest.types).map(([name, fields]) => [name, [...fields]]));
  const signed = signer.signTypedData({ ...honest.domain, ...domain }, types, { ...honest.message, ...message });
  return signed as Promise<Hex>;
}

export const chainId = Number((await ethers.provider.getNetwork()).chainId);

export const dollarDomain = (m: Market): TokenDomain => ({
  ...{ name: "Test Dollar", version: "1" },
  ...{ chainId, verifyingContract: m.addresses.dollar },
});

/** EIP-2612, by the buyer, for what the order costs. */
export async function permitOf(
  m: Market,
  order: Order,
  { deadline, ...forgery }: Forgery & { deadline?: bigint } = {},
) {
  const until = deadline ?? BigInt((await time.latest()) + day);
  const nonce = await m.dollar.nonces(order.buyer);
  const data = permitTypedData(dollarDomain(m), m.addresses.escrow, order, { nonce, deadline: until });
  return { deadline: until, ...splitSignature(await sign(data, m.buyer, forgery)) };
}

type Times = { validAfter?: bigint; validBefore?: bigint };

/** ERC-3009, by the buyer, for the order alone. */
export async function authorizationOf(
  m: Market,
  order: Order,
  { validAfter, validBefore, ...forgery }: Forgery & Times = {},
) {
  const validity = {
    validAfter: validAfter ?? 0n,
    validBefore: validBefore ?? BigInt((await time.latest()) + day),
  };
  const data = authorizationTypedData(dollarDomain(m), m.addresses.escrow, order, validity);
  return { ...validity, ...splitSignature(await sign(data, m.buyer, forgery)) };
}

type Once = { nonce?: bigint; deadline?: bigint };

/** Permit2, by the buyer, for the order alone. */
export async function permit2Of(m: Market, order: Order, { nonce, deadline, ...forgery }: Forgery & Once = {}) {
  const once = { nonce: nonce ?? 7n, deadline: deadline ?? BigInt((await time.latest()) + day) };
  const data = permit2TypedData({ chainId, permit2: PERMIT2, escrow: m.addresses.escrow }, order, once);
  return { ...once, signature: await sign(data, m.buyer, forgery) };
}

/** The buyer's, for whoever holds it. */
export async function voucherOf(
  m: Market,
  orderId: Hex,
  { deadline, nonce, ...forgery }: Forgery & { deadline?: number; nonce?: bigint } = {},
) {
  const consent = { nonce: nonce ?? 5n, deadline: deadline ?? (await time.latest()) + day };
  const data = voucherTypedData(chainId, m.addresses.escrow, { orderId, ...consent });
  return { ...consent, signature: await sign(data, m.buyer, forgery) };
}

type ConsentForgery = Forgery & { deadline?: number; nonce?: bigint };

/** The seller's, for whoever sends it. */
export async function refundOf(m: Market, orderId: Hex, { deadline, nonce, ...forgery }: ConsentForgery = {}) {
  const consent = { nonce: nonce ?? 5n, deadline: deadline ?? (await time.latest()) + day };
  const data = refundTypedData(chainId, m.addresses.escrow, { orderId, ...consent });
  return { ...consent, signature: await sign(data, m.seller, forgery) };
}

/** The seller's, for whoever sends it. */
export async function shipmentOf(
  m: Market,
  orderId: Hex,
  fulfilment: Hex,
  { deadline, nonce, ...forgery }: ConsentForgery = {},
) {
  const consent = { nonce: nonce ?? 5n, deadline: deadline ?? (await time.latest()) + day };
  const data = shipmentTypedData(chainId, m.addresses.escrow, { orderId, fulfilment, ...consent });
  return { ...consent, signature: await sign(data, m.seller, forgery) };
}

/** The seller's signature over terms that were never published. */
export async function signedTerms(m: Market, terms: Terms, signer = m.seller): Promise<Proof> {
  const domain = { name: "Handsel Listings", version: "1", chainId, verifyingContract: m.addresses.registry };
  return { ...noProof, signature: await sign({ domain, types: termsTypes, message: terms }, signer) };
}

/** The buyer has allowed the escrow no dollars so far. */
export async function withoutAllowance(): Promise<Market> {
  const m = await market();
  await m.dollar.connect(m.buyer).approve(m.escrow, 0n);
  return m;
}

/** An order in dollars that could be bought. */
export const payable = (m: Market, changes: Parameters<typeof orderable>[1] = {}) =>
  orderable(m, { token: m.addresses.dollar, ...changes });

/** A market on a chain that has Permit2, and a buyer who has let it take dollars. */
export async function permit2Market(): Promise<Market> {
  await networkHelpers.setCode(PERMIT2, await readPermit2());
  const m = await marketWith({ permit2: PERMIT2 });
  for (const token of [m.dollar, m.odd]) {
    await token.connect(m.buyer).approve(m.escrow, 0n);
    await token.connect(m.buyer).approve(PERMIT2, 2n ** 256n - 1n);
  }
  return m;
}

/** What Permit2 says when it refuses. */
export const permit2 = await ethers.getContractAt(
  [
    "error InvalidSigner()",
    "error InvalidNonce()",
    "error InvalidContractSignature()",
    "error SignatureExpired(uint256 deadline)",
    "function DOMAIN_SEPARATOR() view returns (bytes32)",
    "function nonceBitmap(address owner, uint256 word) view returns (uint256)",
    "function permitTransferFrom(((address token, uint256 amount) permitted, uint256 nonce, uint256 deadline) permit, (address to, uint256 requestedAmount) details, address owner, bytes signature)",
    "function invalidateUnorderedNonces(uint256 word, uint256 mask)",
  ],
  PERMIT2 satisfies Address,
);
