import { type Address, type Hex, parseSignature } from "viem";
import { type Order, orderId } from "./order.ts";
import { quote } from "./money.ts";

/** Where Permit2 is on every chain that has it. */
export const PERMIT2 = "0x000000000022D473030F116dDEE9F6B43aC78BA3" satisfies Address;

/** A token's own EIP-712 domain. */
export type TokenDomain = { name: string; version: string; chainId: number; verifyingContract: Address };

/** From when to when (seconds, both excluded) an authorization can be used. */
export type Validity = { validAfter: bigint; validBefore: bigint };

/** A signature as EIP-2612 and ERC-3009 want it. */
export type Vrs = { v: number; r: Hex; s: Hex };

export const permitTypes = {
  Permit: [
    { name: "owner", type: "address" },
    { name: "spender", type: "address" },
    { name: "value", type: "uint256" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint256" },
  ],
} as const;

export const authorizationTypes = {
  ReceiveWithAuthorization: [
    { name: "from", type: "address" },
    { name: "to", type: "address" },
    { name: "value", type: "uint256" },
    { name: "validAfter", type: "uint256" },
    { name: "validBefore", type: "uint256" },
    { name: "nonce", type: "bytes32" },
  ],
} as const;

export const permit2Types = {
  PermitWitnessTransferFrom: [
    { name: "permitted", type: "TokenPermissions" },
    { name: "spender", type: "address" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint256" },
    { name: "witness", type: "Purchase" },
  ],
  Purchase: [{ name: "orderId", type: "bytes32" }],
  TokenPermissions: [
    { name: "token", type: "address" },
    { name: "amount", type: "uint256" },
  ],
} as const;

/** What the buyer signs (EIP-2612) to let the escrow take what the order costs. `nonce` is the token's next of the buyer. */
export function permitTypedData(
  domain: TokenDomain,
  escrow: Address,
  order: Order,
  { nonce, deadline }: { nonce: bigint; deadline: bigint },
) {
  const value = quote(order).total;
  return {
    domain,
    types: permitTypes,
    primaryType: "Permit",
    message: { owner: order.buyer, spender: escrow, value, nonce, deadline },
  } as const;
}

/** What the buyer signs (ERC-3009) to have this order, and no other, paid by whoever sends it. */
export function authorizationTypedData(domain: TokenDomain, escrow: Address, order: Order, validity: Validity) {
  const value = quote(order).total;
  return {
    domain,
    types: authorizationTypes,
    primaryType: "ReceiveWithAuthorization",
    message: { from: order.buyer, to: escrow, value, ...validity, nonce: orderId(order) },
  } as const;
}

/** The same through Permit2. `nonce` is any that the buyer has not used there; they need no order. */
export function permit2TypedData(
  { chainId, permit2, escrow }: { chainId: number; permit2: Address; escrow: Address },
  order: Order,
  { nonce, deadline }: { nonce: bigint; deadline: bigint },
) {
  const amount = quote(order).total;
  return {
    domain: { name: "Permit2", chainId, verifyingContract: permit2 },
    types: permit2Types,
    primaryType: "PermitWitnessTransferFrom",
    message: {
      permitted: { token: order.terms.token, amount },
      spender: escrow,
      nonce,
      deadline,
      witness: { orderId: orderId(order) },
    },
  } as const;
}

export function splitSignature(signature: Hex): Vrs {
  const { r, s, yParity } = parseSignature(signature);
  return { v: 27 + yParity, r, s };
}
