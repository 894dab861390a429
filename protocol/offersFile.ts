import * as v from "valibot";
import { type Address, type Hex, isAddress } from "viem";
import { MAX_RAW_BLOCK } from "./cid.ts";
import type { Terms } from "./ids.ts";
import { readJson } from "./text.ts";

const address = v.custom<Address>((value) => typeof value === "string" && isAddress(value), "must be an address");
const bytes = v.custom<Hex>((value) => typeof value === "string" && /^0x([0-9a-f]{2})*$/i.test(value), "must be hex");
const word = v.custom<Hex>((value) => typeof value === "string" && /^0x[0-9a-f]{64}$/i.test(value), "must be a word");
const whole = (bits: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** bits - 1));
const amount = v.pipe(
  v.string(),
  v.regex(/^\d{1,29}$/),
  v.transform((digits) => BigInt(digits)),
  v.maxValue(2n ** 96n - 1n),
);

/** `Terms` of protocol/ids.ts, amounts as decimal digits. */
const SignedTerms = v.object({
  seller: address,
  token: address,
  price: amount,
  deposit: amount,
  stock: whole(32),
  expiry: whole(40),
  fulfilWindow: whole(32),
  inspectWindow: whole(32),
  rulingWindow: whole(32),
  sellerFeeBps: whole(16),
  buyerFeeBps: whole(16),
  referralBps: whole(16),
  kind: whole(8),
  category: whole(16),
  arbitrator: address,
  courtId: whole(32),
  metadata: word,
  epoch: whole(32),
  slot: whole(32),
  slotOffset: whole(32),
  freeNotice: whole(32),
  lateRefundBps: whole(16),
  options: word,
});

const OffersFile = v.object({
  schema: v.literal("handsel/offers/1"),
  listings: v.pipe(v.array(v.object({ terms: SignedTerms, signature: bytes })), v.minLength(1), v.maxLength(250)),
});

/** A listing that its seller has signed and nobody needs to have published (EIP-712, `termsTypedData`). */
export type SignedListing = { terms: Terms; signature: Hex };

/** The file behind `announceOffers`, added to IPFS as one raw block. */
export function encodeOffers(listings: readonly SignedListing[]): Uint8Array {
  const file = { schema: "handsel/offers/1", listings };
  const text = JSON.stringify(file, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
  const encoded = new TextEncoder().encode(text);
  if (encoded.length > MAX_RAW_BLOCK) throw new RangeError(`${encoded.length} bytes do not fit one block`);
  decodeOffers(encoded);
  return encoded;
}

/** Reads a file that somebody has pointed to. Throws `v.ValiError` when it is not one; that its signatures hold is another question. */
export function decodeOffers(encoded: Uint8Array): SignedListing[] {
  return v.parse(OffersFile, readJson(new TextDecoder("utf-8", { fatal: true }).decode(encoded))).listings;
}
