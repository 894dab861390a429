import type { Address, Hex } from "viem";
import type { Order } from "./order.ts";
import { quote } from "./money.ts";

/**
 * A split of an order's money that one side signs and the other sends. `sellerAmount` is gross and counts from the purchase: what
 * was released before is part of it.
 */
export type Settlement = {
  orderId: Hex;
  sellerAmount: bigint;
  nonce: bigint;
  deadline: number;
};

export const settlementTypes = {
  Settlement: [
    { name: "orderId", type: "bytes32" },
    { name: "sellerAmount", type: "uint256" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint40" },
  ],
} as const;

/** What a wallet is asked to sign (EIP-712) so that the other side can send `settlement`. */
export function settlementTypedData(chainId: number, escrow: Address, settlement: Settlement) {
  return {
    domain: { name: "Handsel Escrow", version: "1", chainId, verifyingContract: escrow },
    types: settlementTypes,
    primaryType: "Settlement",
    message: settlement,
  } as const;
}

/** What of the price has been paid out already, gross. */
export function releasedOf(order: Order, held: bigint): bigint {
  return quote(order).subtotal - held;
}
