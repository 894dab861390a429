import * as v from "valibot";
import { kinds } from "#protocol/enums.ts";
import { ListingMetadata } from "#protocol/metadata.ts";

/** What a slot can be called, or how its length is given. */
export const units = ["night", "day", "hour", "minutes", "days"] as const;
export type Unit = (typeof units)[number];

/** What the form holds: texts as they are typed, so that nothing is lost by being read too early. */
export const Fields = v.object({
  kind: v.picklist(kinds),
  photos: ListingMetadata.entries.photos,
  title: v.string(),
  description: v.string(),
  category: v.string(),
  condition: v.string(),
  place: v.string(),
  /** Parted by commas. */
  tags: v.string(),
  attributes: v.array(v.object({ name: v.string(), value: v.string() })),
  language: v.string(),
  price: v.string(),
  token: v.string(),
  deposit: v.string(),
  stock: v.string(),
  unlimited: v.boolean(),
  variants: v.array(v.object({ name: v.string(), stock: v.string(), price: v.string() })),
  deliveries: v.array(v.object({ name: v.string(), price: v.string() })),
  /** Whether it is sold by time, of rentals and services. */
  booked: v.boolean(),
  unit: v.picklist(units),
  /** Of one of them, in the unit, when the unit alone does not say it. */
  length: v.string(),
  /** "15:00" by the clock of the zone. */
  begins: v.string(),
  firstDay: v.string(),
  zone: v.string(),
  freeNotice: v.string(),
  lateRefund: v.string(),
  // Whole seconds and basis points, as text: they are the values of lists to choose from.
  fulfilWindow: v.string(),
  inspectWindow: v.string(),
  onOffer: v.string(),
  commission: v.string(),
  referral: v.string(),
});
export type Fields = v.InferOutput<typeof Fields>;
export type FieldName = keyof Fields;
