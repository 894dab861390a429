import type { Address, Hex } from "viem";

/** Handed over with the goods: with it anybody can confirm the order in its buyer's name, until `deadline`. */
export type Voucher = {
  orderId: Hex;
  deadline: number;
};

export const voucherTypes = {
  Voucher: [
    { name: "orderId", type: "bytes32" },
    { name: "deadline", type: "uint40" },
  ],
} as const;

/** What the buyer's wallet is asked to sign (EIP-712). */
export function voucherTypedData(chainId: number, escrow: Address, voucher: Voucher) {
  return {
    domain: { name: "Handsel", version: "1", chainId, verifyingContract: escrow },
    types: voucherTypes,
    primaryType: "Voucher",
    message: voucher,
  } as const;
}
