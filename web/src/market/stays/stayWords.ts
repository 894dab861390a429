import { type Order, type Terms, UNLIMITED_STOCK } from "../../../../protocol/ids.ts";
import type { ListingMetadata } from "../../../../protocol/metadata.ts";
import { formatBps } from "../../lib/money.ts";
import { count } from "../../lib/text.ts";
import { momentOf, momentsOf, type Seconds, spanOf, zoneOf } from "../../lib/time.ts";
import { endOfStay, ladderOf, type Stay } from "./stays.ts";

const hour = 3_600;
const day = 86_400;

/** How the seller names a slot, and where it is: words, which never change what a moment is. */
export type Naming = { unit?: string | undefined; zone?: string | undefined };

/** What the file says of it, as far as it makes sense. A night is a day long, whatever a file says. */
export function namingOf(words: Pick<ListingMetadata, "booking"> | undefined): Naming {
  return { unit: words?.booking?.unit, zone: zoneOf(words?.booking?.zone) };
}

function unitOf(slot: number, { unit }: Naming): string | null {
  if (slot === day) return unit === "night" ? "night" : "day";
  return slot === hour ? "hour" : null;
}

/** "3 nights", "2 hours", "90 minutes". */
export function lengthOf({ slot }: Pick<Terms, "slot">, quantity: number, naming: Naming = {}): string {
  const unit = unitOf(slot, naming);
  return unit ? count(quantity, unit) : spanOf(slot * quantity);
}

/** "a night", "30 minutes": what the price is for. Null where the listing's words are not there: a day long may be a night. */
export function perSlot({ slot }: Pick<Terms, "slot">, naming: Naming | null = {}): string {
  if (naming === null) return slot === day ? "24 hours" : perSlot({ slot });
  const unit = unitOf(slot, naming);
  if (!unit) return spanOf(slot);
  return unit === "hour" ? "an hour" : `a ${unit}`;
}

/** "Fri 12 Dec, 14:00 to Sun 14 Dec, 14:00 CET". */
export function stayWords(terms: Pick<Terms, "slot">, stay: Stay, now: Seconds, { zone }: Naming = {}): string {
  return momentsOf(stay.start, endOfStay(terms, stay), now, zone);
}

/** "half of the price", "30 % of the price". */
export function shareWords(bps: number): string {
  return bps === 5_000 ? "half of the price" : `${formatBps(bps)} of the price`;
}

type Policy = Pick<Terms, "freeNotice" | "lateRefundBps">;

/** What calling off costs, before any date is chosen: the sentences that seller and buyer read alike. */
export function policyWords({ freeNotice, lateRefundBps }: Policy, who = "The buyer"): string[] {
  if (freeNotice === 0) return [`${who} can call it off for nothing until it begins.`];
  const half = Math.ceil(freeNotice / 2);
  if (lateRefundBps === 10_000)
    return [`${who} can call it off for nothing until ${spanOf(half)} before it begins.`, nothingLater];
  const free = `${who} can call it off for nothing until ${spanOf(freeNotice)} before it begins.`;
  if (lateRefundBps === 0) return [free, nothingLater];
  return [free, `Then ${shareWords(lateRefundBps)} comes back, until ${spanOf(half)} before it begins.`, nothingLater];
}
const nothingLater = "Later nothing of the price comes back.";

/** "Free until Fri 12 May, 14:00; half of the price back until Sun 14 May, 02:00; nothing back later (CEST)." */
export function ladderWords(order: Order, held: bigint, now: Seconds, { zone }: Naming = {}): string {
  const steps = ladderOf(order, held, now).map(({ until, kept }) => {
    const moment = momentOf(until, now, zone);
    if (kept === 0n) return `free until ${moment}`;
    if (kept < held) return `${shareWords(order.terms.lateRefundBps)} back until ${moment}`;
    return "nothing of the price back";
  });
  const [first = "not possible any more", ...later] = steps;
  const last = later.length > 0 ? later.map((step) => (step.startsWith("nothing") ? `${step} later` : step)) : [];
  return `Calling it off: ${[first, ...last].join("; ")}.`;
}

/** "3 left", "Sold out", or nothing to say. */
export function leftWords(left: number): string | undefined {
  if (left === UNLIMITED_STOCK) return undefined;
  return left === 0 ? "Sold out" : `${count(left, "piece")} left`;
}
