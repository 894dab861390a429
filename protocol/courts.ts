import type { Order, Terms } from "./ids.ts";
import { quote } from "./money.ts";

/** A court judges what is worth less than `below`, in thousandths of a dollar; the last one has no end. */
export type CourtBand = { readonly courtId: number; readonly below?: number };

/** What 1e18 of a token's smallest unit weighs, in thousandths of a dollar. A file holds it as text. */
export type TokenWeight = { readonly token: string; readonly unitsPerToken: bigint | string };

/** What a market says about its courts: who judges how much, and what its tokens are worth for that. */
export type CourtGuide = { readonly courtsByValue: readonly CourtBand[]; readonly weights: readonly TokenWeight[] };

/** Whoever is not told otherwise judges: what the court itself takes a number for that names none. */
export const STANDARD_COURT = 0;

/** A listing's court is fixed before anybody says how many they take: one, which is what most people take. */
export const USUAL_QUANTITY = 1;

/** By number, as every network of scripts/parameters.ts has them. */
export const courtNames = ["standard", "small claims", "high value"] as const;

const TOKEN = 10n ** 18n;

/** An amount in thousandths of a dollar, rounded down; null for a token that the market does not weigh. */
export function dollarsOf(amount: bigint, token: string, weights: readonly TokenWeight[]): bigint | null {
  const found = weights.find((weight) => weight.token.toLowerCase() === token.toLowerCase());
  return found ? (amount * BigInt(found.unitsPerToken)) / TOKEN : null;
}

/** What of the terms says what is at stake. */
export type Sold = Pick<Terms, "token" | "price" | "deposit"> & Partial<Pick<Terms, "slot">>;

/** What of an order does. */
export type Taken = Pick<Order, "quantity"> & Partial<Pick<Order, "extra">>;

/** What a dispute about an order is about, in thousandths of a dollar: its price, and a rental's deposit. */
export function valueAtStake(
  { slot = 0, ...terms }: Sold,
  taken: Taken,
  weights: readonly TokenWeight[],
): bigint | null {
  const { subtotal, deposit } = quote({ terms: { ...terms, slot, buyerFeeBps: 0 }, ...taken });
  return dollarsOf(subtotal + deposit, terms.token, weights);
}

/** The court for an order of this value; the standard one when nobody knows what it is worth. */
export function courtFor(value: bigint | null, bands: readonly CourtBand[]): number {
  if (value === null) return STANDARD_COURT;
  const band = bands.find(({ below }) => below === undefined || value < BigInt(below));
  return band?.courtId ?? STANDARD_COURT;
}

/** The court that a listing of these terms is put before. */
export function courtOfListing(
  terms: Pick<Terms, "token" | "price" | "deposit">,
  { courtsByValue, weights }: CourtGuide,
): number {
  return courtFor(valueAtStake(terms, { quantity: USUAL_QUANTITY }, weights), courtsByValue);
}

export type CourtFit = "fits" | "tooSmall" | "tooLarge";

/** Whether a court is the one for an order of this value, or is meant for smaller or for larger ones. */
export function fitOf(courtId: number, value: bigint | null, bands: readonly CourtBand[]): CourtFit {
  const place = (number: number) => bands.findIndex((band) => band.courtId === number);
  const [is, should] = [place(courtId), place(courtFor(value, bands))];
  const at = is === -1 ? place(STANDARD_COURT) : is;
  if (value === null || at === should) return "fits";
  return at < should ? "tooSmall" : "tooLarge";
}

/** The end of what a court is meant for, in thousandths of a dollar; null when it has none. */
export function meantFor(courtId: number, bands: readonly CourtBand[]): number | null {
  return bands.find((band) => band.courtId === courtId)?.below ?? null;
}

/** What a dispute may cost a side: a tenth of what it is about, or three dollars, whichever is more. */
export function bearableCost(value: bigint): bigint {
  const tenth = value / 10n;
  return tenth > 3_000n ? tenth : 3_000n;
}
