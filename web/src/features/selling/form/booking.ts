import type { Kind } from "#protocol/enums.ts";
import { noSlots, type Terms } from "#protocol/terms.ts";
import type { ListingMetadata } from "#protocol/metadata.ts";
import { calendarDayOf, clockOf, ownZone, type Seconds, zoneOf, zoneOffset } from "../../../lib/time.ts";
import { readDate, writeDate } from "../../../market/stays/calendar.ts";
import { maxAtATime, maxNotice, maxSlot, minSlot, slotAt, startOf } from "../../../market/stays/stays.ts";
import type { Fields, Unit } from "./fields.ts";

const day = 86_400;
const hour = 3_600;

/** What of the form is about selling time. */
export type BookingFields = Pick<
  Fields,
  "kind" | "booked" | "unit" | "length" | "begins" | "firstDay" | "zone" | "freeNotice" | "lateRefund"
>;

export function sellsTime(kind: Kind): boolean {
  return kind === "rental" || kind === "service";
}

/** Of kinds that can't be booked, the switch says nothing. */
export function isBooked({ kind, booked }: Pick<Fields, "kind" | "booked">): boolean {
  return booked && sellsTime(kind);
}

/** How a booking begins in the form. */
export function usualBooking(kind: Kind, now: Seconds): Omit<BookingFields, "kind"> {
  const zone = ownZone();
  return {
    booked: false,
    unit: kind === "service" ? "hour" : "night",
    length: "30",
    begins: kind === "service" ? "09:00" : "15:00",
    firstDay: writeDate(calendarDayOf(now, zone)),
    zone,
    freeNotice: String(2 * day),
    lateRefund: "5000",
  };
}

/** Seconds of one slot; null when it can't be read. */
export function slotOf({ unit, length }: Pick<Fields, "unit" | "length">): number | null {
  if (unit === "night" || unit === "day") return day;
  if (unit === "hour") return hour;
  if (!/^\d{1,4}$/.test(length.trim())) return null;
  return Number(length) * (unit === "minutes" ? 60 : day);
}

function secondsOf(clock: string): number | null {
  const [, hours, minutes] = /^(\d{2}):(\d{2})$/.exec(clock) ?? [];
  return hours !== undefined && minutes !== undefined && Number(hours) < 24 && Number(minutes) < 60
    ? Number(hours) * hour + Number(minutes) * 60
    : null;
}

/**
 * How long after a multiple of the slot since 1970 it begins: the chain's clock is UTC and knows no summer time. Null when
 * something can't be read.
 */
export function offsetOf(fields: BookingFields, now: Seconds): number | null {
  const [slot, clock] = [slotOf(fields), secondsOf(fields.begins)];
  const first = fields.unit === "days" ? readDate(fields.firstDay) : calendarDayOf(now, "UTC");
  if (slot === null || slot === 0 || clock === null || first === null || zoneOf(fields.zone) === undefined) return null;
  const midnight = Date.UTC(first.year, first.month - 1, first.day) / 1_000;
  const begins = midnight + clock - zoneOffset(now, fields.zone);
  return ((begins % slot) + slot) % slot;
}

/** What the terms say of it. */
export function bookingTerms(
  fields: BookingFields,
  now: Seconds,
): Pick<Terms, "slot" | "slotOffset" | "freeNotice" | "lateRefundBps"> {
  if (!isBooked(fields)) return noSlots;
  return {
    slot: slotOf(fields) ?? 0,
    slotOffset: offsetOf(fields, now) ?? 0,
    freeNotice: Number(fields.freeNotice),
    lateRefundBps: Number(fields.lateRefund),
  };
}

/** What the file says of it: how a slot is called, and where it is. */
export function bookingWords(fields: BookingFields): ListingMetadata["booking"] {
  if (!isBooked(fields)) return undefined;
  const { unit } = fields;
  return { ...(unit !== "minutes" && unit !== "days" && { unit }), zone: fields.zone };
}

/** The form of a listing that is taken up again. */
export function bookingFieldsOf(
  terms: Terms,
  kind: Kind,
  words: ListingMetadata["booking"],
  now: Seconds,
): Omit<BookingFields, "kind"> {
  const usual = usualBooking(kind, now);
  if (terms.slot === 0) return usual;
  const zone = zoneOf(words?.zone) ?? usual.zone;
  const next = startOf(terms, slotAt(terms, now) + 1);
  // By the clock as it goes now, so that the same moment comes out again.
  const shown = next + zoneOffset(now, zone);
  return {
    booked: true,
    unit: unitOf(terms.slot, words),
    length: String(terms.slot % day === 0 ? terms.slot / day : terms.slot / 60),
    begins: clockOf(shown, "UTC"),
    firstDay: writeDate(calendarDayOf(shown, "UTC")),
    zone,
    freeNotice: String(terms.freeNotice),
    lateRefund: String(terms.lateRefundBps),
  };
}

function unitOf(slot: number, words: ListingMetadata["booking"]): Unit {
  if (slot === day) return words?.unit === "night" ? "night" : "day";
  if (slot === hour) return "hour";
  return slot % day === 0 ? "days" : "minutes";
}

/** When it begins, by the clocks that matter: here now, here in the other half of the year, and the chain's. */
export function beginsWords(fields: BookingFields, now: Seconds): string | null {
  const offset = offsetOf(fields, now);
  if (offset === null) return null;
  const { zone } = fields;
  const slot = slotOf(fields) ?? day;
  const at = (moment: Seconds) => startOf({ slot, slotOffset: offset }, slotAt({ slot, slotOffset: offset }, moment));
  const utc = clockOf(at(now), "UTC");
  const [half, other] = [now + 182 * day, now];
  const moves = zoneOffset(half, zone) !== zoneOffset(other, zone);
  const where = `in the time zone ${zone}, which is ${utc} UTC`;
  if (!moves || slot < day) return `By the clock ${where}.`;
  const changed = clockOf(at(now) + zoneOffset(half, zone), "UTC");
  return `By the clock ${where}. It does not move with summer time: in half a year your clock will show ${changed}.`;
}

export type BookingProblem = { field: keyof BookingFields | "stock"; message: string };

/** What the registry, or a calendar that people can read, would not take. */
export function bookingProblems(fields: BookingFields & Pick<Fields, "stock">): BookingProblem[] {
  if (!isBooked(fields)) return [];
  const found: BookingProblem[] = [];
  const slot = slotOf(fields);
  const whole = slot !== null && slot > 0 && (slot % day === 0 || day % slot === 0);
  if (slot === null || slot < minSlot || slot > maxSlot) {
    found.push({ field: "length", message: "Between 5 minutes and 31 days." });
  } else if (!whole) {
    found.push({ field: "length", message: "Choose minutes that fill a day without a rest: 15, 30, 45, 60, 90, 120…" });
  }
  if (secondsOf(fields.begins) === null) found.push({ field: "begins", message: "Write the hour as 15:00." });
  if (fields.unit === "days" && !readDate(fields.firstDay)) {
    found.push({ field: "firstDay", message: "Choose a day on which one of them begins." });
  }
  if (Number(fields.freeNotice) > maxNotice) found.push({ field: "freeNotice", message: "At most a year before." });
  if (!/^\d{1,3}$/.test(fields.stock.trim()) || Number(fields.stock) < 1 || Number(fields.stock) > maxAtATime) {
    found.push({ field: "stock", message: `Say how many at a time, from 1 to ${maxAtATime}.` });
  }
  return found;
}
