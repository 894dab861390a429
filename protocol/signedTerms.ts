import * as v from "valibot";
import { type Address, getAddress, type Hex, isAddress } from "viem";
import { MAX_RAW_BLOCK } from "./cid.ts";
import { readJson } from "./text.ts";

/** Terms, signatures and roots as they stand in files: amounts as decimal digits, everything else as a wallet signs it. */
export const address = v.pipe(
  v.custom<Address>((value) => typeof value === "string" && isAddress(value), "must be an address"),
  v.transform((value) => getAddress(value)),
);
export const bytes = v.custom<Hex>(
  (value) => typeof value === "string" && /^0x([0-9a-f]{2})*$/i.test(value),
  "must be hex",
);
export const word = v.pipe(
  v.custom<Hex>((value) => typeof value === "string" && /^0x[0-9a-f]{64}$/i.test(value), "must be a word"),
  v.transform((value) => value.toLowerCase() as Hex),
);
export const whole = (bits: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** bits - 1));
const amount = v.pipe(
  v.string(),
  v.regex(/^\d{1,29}$/),
  v.transform((digits) => BigInt(digits)),
  v.maxValue(2n ** 96n - 1n),
);

/** `Terms` of protocol/ids.ts. */
export const WrittenTerms = v.object({
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

/** A file that is one raw block of IPFS: what it says when it is read, or a RangeError, before anybody points to it. */
export function writeBlock(file: object, read: (encoded: Uint8Array) => unknown): Uint8Array {
  const text = JSON.stringify(file, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
  const encoded = new TextEncoder().encode(text);
  read(encoded);
  return encoded;
}

/** JSON of at most one raw block. Throws for more, and for what is no JSON in UTF-8. */
export function readBlock(encoded: Uint8Array): unknown {
  if (encoded.length > MAX_RAW_BLOCK) throw new RangeError(`${encoded.length} bytes do not fit one block`);
  return readJson(new TextDecoder("utf-8", { fatal: true }).decode(encoded));
}
