import { type Address, type Hex, encodeAbiParameters, keccak256, parseAbiParameters } from "viem";
import { listingId, type Terms, ZERO_WORD } from "./terms.ts";

/** `Order` of contracts/interfaces/IEscrow.sol. */
export type Order = {
  terms: Terms;
  quantity: number;
  start: number;
  choice: Hex;
  extra: bigint;
  buyer: Address;
  referrer: Address;
  nonce: bigint;
};

/** The pre-image of an order's id, as reviews use it. */
export type OrderKey = {
  listingId: Hex;
  seller: Address;
  token: Address;
  quantity: number;
  start: number;
  choice: Hex;
  extra: bigint;
  buyer: Address;
  referrer: Address;
  nonce: bigint;
};

/** Of an order that is no booking and chooses nothing. */
export const plainOrder = { start: 0, choice: ZERO_WORD, extra: 0n } satisfies Partial<Order>;

const orderKeyParameters = parseAbiParameters(
  "bytes32, address, address, uint32, uint40, bytes32, uint96, address, address, uint64",
);

export function orderKey({ terms, quantity, start, choice, extra, buyer, referrer, nonce }: Order): OrderKey {
  const { seller, token } = terms;
  return { listingId: listingId(terms), seller, token, quantity, start, choice, extra, buyer, referrer, nonce };
}

/** The order that this purchase makes; known before it is bought. */
export function orderId(order: Order): Hex {
  return orderIdOf(orderKey(order));
}

export function orderIdOf(key: OrderKey): Hex {
  const { listingId, seller, token, quantity, start, choice, extra, buyer, referrer, nonce } = key;
  const values = [listingId, seller, token, quantity, start, choice, extra, buyer, referrer, nonce] as const;
  return keccak256(encodeAbiParameters(orderKeyParameters, values));
}

/** When a booked stay is over; zero for anything else. */
export function endOf({ terms, start, quantity }: Order): number {
  return start + quantity * terms.slot;
}
