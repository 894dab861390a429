import type { Address, Hex } from "viem";

/** What one side signs so that anybody can send it. `Consent` of contracts/interfaces/IEscrow.sol goes with it to the chain. */
export type Consent = { orderId: Hex; nonce: bigint; deadline: number };

const fields = [
  { name: "orderId", type: "bytes32" },
  { name: "nonce", type: "uint256" },
  { name: "deadline", type: "uint40" },
] as const;

const [orderId, ...rest] = fields;

export const consentTypes = {
  Voucher: fields,
  Refund: fields,
  Shipment: [orderId, { name: "fulfilment", type: "bytes32" }, ...rest],
} as const;

const domain = (chainId: number, escrow: Address) =>
  ({ name: "Handsel Escrow", version: "1", chainId, verifyingContract: escrow }) as const;

/** The buyer: whoever holds this may complete the order, as at a hand-over. */
export function voucherTypedData(chainId: number, escrow: Address, message: Consent) {
  const types = { Voucher: consentTypes.Voucher };
  return { domain: domain(chainId, escrow), types, primaryType: "Voucher", message } as const;
}

/** The seller: whoever holds this may give the buyer the money back. */
export function refundTypedData(chainId: number, escrow: Address, message: Consent) {
  const types = { Refund: consentTypes.Refund };
  return { domain: domain(chainId, escrow), types, primaryType: "Refund", message } as const;
}

/** The seller: whoever holds this may say that it is sent. `fulfilment` as in `ship`. */
export function shipmentTypedData(chainId: number, escrow: Address, message: Consent & { fulfilment: Hex }) {
  const types = { Shipment: consentTypes.Shipment };
  return { domain: domain(chainId, escrow), types, primaryType: "Shipment", message } as const;
}
