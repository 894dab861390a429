import * as v from "valibot";
import { isVisible, readJson, settledText } from "./text.ts";

/** Categories of the first market. A key stands in metadata files and URLs for ever, so keys are only ever added. */
export const categories = ["home", "clothing", "electronics", "sport", "books", "crafts", "tools", "help"] as const;
export type Category = (typeof categories)[number];

/** What the terms call a category: its place in the list, from one. Zero is none. */
export const categoryCode = (category: Category): number => categories.indexOf(category) + 1;

export const conditions = ["new", "like-new", "good", "fair", "for-parts"] as const;
export type Condition = (typeof conditions)[number];

const words = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60));
/** In the token's smallest unit, as decimal digits. */
const amount = v.pipe(v.string(), v.regex(/^\d{1,29}$/));

/** `Option` of protocol/options.ts, in words: the terms hold nothing but the root over all of them. */
const ListingOption = v.object({
  variant: v.optional(words),
  delivery: v.optional(words),
  stock: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff)),
  unitPrice: amount,
  orderPrice: amount,
});

const Cid = v.pipe(v.string(), v.regex(/^(bafkrei|bafybei)[a-z2-7]{52}$/, "must be a CIDv1 in base32"));

const Photo = v.object({
  cid: Cid,
  type: v.picklist(["image/webp", "image/png", "image/jpeg", "image/svg+xml"]),
  width: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(8192)),
  height: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(8192)),
  /** Base64 of a ThumbHash: about 25 bytes that paint a blurred preview before the picture has arrived. */
  thumbhash: v.pipe(v.string(), v.maxLength(60)),
  alt: v.pipe(v.string(), v.maxLength(200)),
});
export type Photo = v.InferOutput<typeof Photo>;

/**
 * The file behind `terms.metadata`: what a listing says about itself. UTF-8 JSON, at most `MAX_RAW_BLOCK` bytes, added to
 * IPFS as one raw block. Whoever reads it must treat it as a stranger's words: parse it with this schema first.
 */
export const ListingMetadata = v.object({
  schema: v.literal("handsel/listing/1"),
  title: v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(120)),
  description: v.pipe(v.string(), v.maxLength(5000)),
  category: v.picklist(categories),
  tags: v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(30))), v.maxLength(12)),
  condition: v.optional(v.picklist(conditions)),
  /** Where it is, as coarse as the seller likes; `geohash` has five letters, about 5 km. */
  place: v.optional(
    v.object({ name: v.pipe(v.string(), v.maxLength(80)), geohash: v.optional(v.pipe(v.string(), v.length(5))) }),
  ),
  photos: v.pipe(v.array(Photo), v.maxLength(12)),
  attributes: v.pipe(
    v.array(
      v.object({
        name: v.pipe(v.string(), v.minLength(1), v.maxLength(40)),
        value: v.pipe(v.string(), v.maxLength(120)),
      }),
    ),
    v.maxLength(24),
  ),
  options: v.optional(v.pipe(v.array(ListingOption), v.minLength(1), v.maxLength(100))),
  /** Of a booking: what one slot is called, and the time zone (tz database) in which its times are best shown. */
  booking: v.optional(
    v.object({
      unit: v.optional(v.picklist(["night", "day", "hour"])),
      zone: v.optional(v.pipe(v.string(), v.maxLength(60))),
    }),
  ),
  /** BCP 47 tag of the text's language. */
  language: v.pipe(v.string(), v.maxLength(12)),
  /** Id of the request that this listing answers. */
  answers: v.optional(v.pipe(v.string(), v.regex(/^0x[0-9a-f]{64}$/))),
});
export type ListingMetadata = v.InferOutput<typeof ListingMetadata>;

/** What may be published asks for more than what can be read: nothing is called by letters that nobody sees. */
const Publishable = v.pipe(
  ListingMetadata,
  v.check(
    ({ title, options = [] }) =>
      [title, ...options.flatMap(({ variant = title, delivery = title }) => [variant, delivery])].every(isVisible),
    "something is called by letters that nobody can see",
  ),
);

/**
 * Canonical bytes of a metadata file: the same content always gives the same CID, however its letters were typed. An index that
 * knows nothing of Unicode's forms then makes the same choices of its options as `choiceOf`.
 */
export function encodeMetadata(metadata: ListingMetadata): Uint8Array {
  const settled: unknown = JSON.parse(JSON.stringify(metadata), (_, value: unknown) =>
    typeof value === "string" ? settledText(value) : value,
  );
  return new TextEncoder().encode(JSON.stringify(v.parse(Publishable, settled)));
}

/** Reads a metadata file written by a stranger. Throws `v.ValiError` when it is not one. */
export function decodeMetadata(bytes: Uint8Array): ListingMetadata {
  return v.parse(ListingMetadata, readJson(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
}

/** Text behind a review's or an evidence item's content hash, on IPFS as one raw block. */
export const ReviewText = v.object({
  schema: v.literal("handsel/review/1"),
  text: v.pipe(v.string(), v.maxLength(2000)),
});
export type ReviewText = v.InferOutput<typeof ReviewText>;

/** ERC-1497 evidence file. One without a name is evidence all the same. */
export const EvidenceFile = v.object({
  name: v.pipe(v.string(), v.maxLength(120)),
  description: v.pipe(v.string(), v.maxLength(5000)),
  fileURI: v.optional(v.pipe(v.string(), v.maxLength(120))),
  fileTypeExtension: v.optional(v.pipe(v.string(), v.maxLength(10))),
});
export type EvidenceFile = v.InferOutput<typeof EvidenceFile>;
