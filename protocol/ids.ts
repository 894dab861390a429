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
  "calledOff",
] as const;
export type Outcome = (typeof outcomes)[number];

export const disputePhases = ["none", "opened", "raised", "ruled"] as const;
export type DisputePhase = (typeof disputePhases)[number];

/** What the arbitrator answers: nobody wins, the buyer wins, the seller wins. */
export const rulings = ["split", "buyer", "seller"] as const;
export type Ruling = (typeof rulings)[number];

export const NATIVE = "0x0000000000000000000000000000000000000000" satisfies Address;
export const ZERO_WORD = `0x${"0".repeat(64)}` as const;
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
  category: number;
  arbitrator: Address;
  courtId: number;
  metadata: Hex;
  epoch: number;
  slot: number;
  slotOffset: number;
  freeNotice: number;
  lateRefundBps: number;
  options: Hex;
};

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

/** Of terms that sell no time. */
export const noSlots = { slot: 0, slotOffset: 0, freeNotice: 0, lateRefundBps: 0 } satisfies Partial<Terms>;
/** Of terms without options. */
export const noOptions = { options: ZERO_WORD } satisfies Partial<Terms>;
/** What makes terms that sell things by the piece, with nothing to choose. */
export const plainTerms = { ...noSlots, ...noOptions, category: 0 } satisfies Partial<Terms>;
/** Of an order that is no booking and chooses nothing. */
export const plainOrder = { start: 0, choice: ZERO_WORD, extra: 0n } satisfies Partial<Order>;

/** What every listing has of its terms: `Published` and `Presented` tell these, and `Specified` the rest, where any differs from zero. */
export type PlainTerms = Omit<Terms, keyof typeof noSlots | keyof typeof noOptions>;

/** The terms of a listing, from the events about it. */
export function termsOfEvents(plain: PlainTerms, specified?: Omit<Terms, keyof PlainTerms>): Terms {
  const { slot, slotOffset, freeNotice, lateRefundBps, options } = { ...noSlots, ...noOptions, ...specified };
  return { ...plain, slot, slotOffset, freeNotice, lateRefundBps, options };
}

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
    { name: "category", type: "uint16" },
    { name: "arbitrator", type: "address" },
    { name: "courtId", type: "uint32" },
    { name: "metadata", type: "bytes32" },
    { name: "epoch", type: "uint32" },
    { name: "slot", type: "uint32" },
    { name: "slotOffset", type: "uint32" },
    { name: "freeNotice", type: "uint32" },
    { name: "lateRefundBps", type: "uint16" },
    { name: "options", type: "bytes32" },
  ],
} as const;

/** The listing that these terms make. */
export function listingId(terms: Terms): Hex {
  return hashStruct({ data: terms, types: termsTypes, primaryType: "Terms" });
}

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
