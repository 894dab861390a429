import { type Address, type Hex, encodeAbiParameters, hashStruct, keccak256, parseAbiParameters } from "viem";

// The index of a word is its value on the chain.
export const kinds = ["item", "digital", "service", "rental", "request"] as const;
export type Kind = (typeof kinds)[number];

export const listingStatuses = ["none", "active", "closed"] as const;
export type ListingStatus = (typeof listingStatuses)[number];

export const statuses = ["none", "funded", "shipped", "disputed", "completed", "refunded", "resolved"] as const;
export type Status = (typeof statuses)[number];

export const outcomes = [
  "none",
  "completed",
  "settled",
  "ruledForBuyer",
  "ruledForSeller",
  "split",
  "refundedUnshipped",
  "refunded",
  "unanswered",
  "neverSent",
] as const;
export type Outcome = (typeof outcomes)[number];

export const disputePhases = ["none", "opened", "raised", "ruled"] as const;
export type DisputePhase = (typeof disputePhases)[number];

/** What the arbitrator answers: nobody wins, the buyer wins, the seller wins. */
export const rulings = ["split", "buyer", "seller"] as const;
export type Ruling = (typeof rulings)[number];

export const NATIVE = "0x0000000000000000000000000000000000000000" satisfies Address;
export const UNLIMITED_STOCK = 0xffff_ffff;

/** `Terms` of contracts/interfaces/IListingRegistry.sol, where each field is explained. */
export type Terms = {
  seller: Address;
  token: Address;
  price: bigint;
  deposit: bigint;
  stock: number;
  expiry: number;
  fulfilWindow: number;
  inspectWindow: number;
  rulingWindow: number;
  sellerFeeBps: number;
  buyerFeeBps: number;
  referralBps: number;
  /** Index in `kinds`. */
  kind: number;
  arbitrator: Address;
  court: number;
  metadata: Hex;
  epoch: number;
};

/** `Order` of contracts/interfaces/IEscrow.sol. */
export type Order = {
  terms: Terms;
  buyer: Address;
  quantity: number;
  referrer: Address;
  nonce: bigint;
};

/** The pre-image of an order's id, as reviews use it. */
export type OrderKey = {
  listingId: Hex;
  seller: Address;
  token: Address;
  buyer: Address;
  quantity: number;
  referrer: Address;
  nonce: bigint;
};

/** EIP-712 type of a listing. Its struct hash is the listing's id. */
export const termsTypes = {
  Terms: [
    { name: "seller", type: "address" },
    { name: "token", type: "address" },
    { name: "price", type: "uint96" },
    { name: "deposit", type: "uint96" },
    { name: "stock", type: "uint32" },
    { name: "expiry", type: "uint40" },
    { name: "fulfilWindow", type: "uint32" },
    { name: "inspectWindow", type: "uint32" },
    { name: "rulingWindow", type: "uint32" },
    { name: "sellerFeeBps", type: "uint16" },
    { name: "buyerFeeBps", type: "uint16" },
    { name: "referralBps", type: "uint16" },
    { name: "kind", type: "uint8" },
    { name: "arbitrator", type: "address" },
    { name: "court", type: "uint32" },
    { name: "metadata", type: "bytes32" },
    { name: "epoch", type: "uint32" },
  ],
} as const;

/** The listing that these terms make. */
export function listingId(terms: Terms): Hex {
  return hashStruct({ data: terms, types: termsTypes, primaryType: "Terms" });
}

const orderKeyParameters = parseAbiParameters("bytes32, address, address, address, uint32, address, uint64");

export function orderKey({ terms, buyer, quantity, referrer, nonce }: Order): OrderKey {
  return { listingId: listingId(terms), seller: terms.seller, token: terms.token, buyer, quantity, referrer, nonce };
}

/** The order that this purchase makes; known before it is bought. */
export function orderId(order: Order): Hex {
  return orderIdOf(orderKey(order));
}

export function orderIdOf({ listingId, seller, token, buyer, quantity, referrer, nonce }: OrderKey): Hex {
  return keccak256(
    encodeAbiParameters(orderKeyParameters, [listingId, seller, token, buyer, quantity, referrer, nonce]),
  );
}
