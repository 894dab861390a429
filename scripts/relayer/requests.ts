import * as v from "valibot";
import { getAddress, type Hex, isAddress } from "viem";
import { ZERO_WORD } from "../../protocol/ids.ts";
import { Refusal } from "./refusal.ts";

// JSON has no large integers: they come as decimal strings.

const Account = v.pipe(
  v.string(),
  v.check((text) => isAddress(text, { strict: false }), "must be an address"),
  v.transform((text) => getAddress(text)),
);
const bytes = (length?: number) => {
  const digits = length === undefined ? "([0-9a-fA-F]{2})*" : `[0-9a-fA-F]{${2 * length}}`;
  const wanted = length === undefined ? "must be bytes in hex" : `must be ${length} bytes in hex`;
  return v.pipe(
    v.string(),
    v.regex(new RegExp(`^0x${digits}$`), wanted),
    v.transform((text) => text as Hex),
  );
};
const small = (bits: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** bits - 1));
const large = (bits: number) =>
  v.pipe(
    v.string(),
    v.regex(/^\d{1,78}$/, "must be a whole number, as text"),
    v.transform((text) => BigInt(text)),
    v.check((number) => number < 2n ** BigInt(bits), `must fit ${bits} bits`),
  );

const Terms = v.object({
  seller: Account,
  token: Account,
  price: large(96),
  deposit: large(96),
  stock: small(32),
  expiry: small(40),
  fulfilWindow: small(32),
  inspectWindow: small(32),
  rulingWindow: small(32),
  sellerFeeBps: small(16),
  buyerFeeBps: small(16),
  referralBps: small(16),
  kind: small(3),
  category: small(16),
  arbitrator: Account,
  courtId: small(32),
  metadata: bytes(32),
  epoch: small(32),
  slot: small(32),
  slotOffset: small(32),
  freeNotice: small(32),
  lateRefundBps: small(16),
  options: bytes(32),
});

const OrderSent = v.object({
  terms: Terms,
  quantity: small(32),
  start: small(40),
  choice: bytes(32),
  extra: large(96),
  buyer: Account,
  referrer: Account,
  nonce: large(64),
});

const Path = v.pipe(v.array(bytes(32)), v.maxLength(64));
const none = { path: [], contents: ZERO_WORD, signature: "0x", option: undefined };
const Proof = v.object({
  path: Path,
  contents: bytes(32),
  signature: bytes(),
  /** Of a listing with options. */
  option: v.optional(v.object({ stock: small(32), unitPrice: large(96), orderPrice: large(96), path: Path }), {
    ...{ stock: 0, unitPrice: "0", orderPrice: "0", path: [] },
  }),
});

const Purchase = v.object({
  chainId: small(53),
  order: OrderSent,
  proof: v.optional(Proof, none),
  authorization: v.optional(
    v.object({ validAfter: large(256), validBefore: large(256), v: small(8), r: bytes(32), s: bytes(32) }),
  ),
  permit2: v.optional(v.object({ nonce: large(256), deadline: large(256), signature: bytes() })),
});
export type Purchase = v.InferOutput<typeof Purchase>;

const Voucher = v.object({
  chainId: small(53),
  order: OrderSent,
  nonce: large(256),
  deadline: small(40),
  signature: bytes(),
});
export type Voucher = v.InferOutput<typeof Voucher>;

function parse<S extends v.GenericSchema>(schema: S, body: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, body);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new Refusal(400, `${v.getDotPath(issue) ?? "The request"}: ${issue.message}.`);
}

export function readPurchase(body: unknown): Purchase {
  const purchase = parse(Purchase, body);
  if ((purchase.authorization === undefined) === (purchase.permit2 === undefined))
    throw new Refusal(400, "A purchase needs either an authorization or a permit2, and not both.");
  return purchase;
}

export const readVoucher = (body: unknown): Voucher => parse(Voucher, body);
