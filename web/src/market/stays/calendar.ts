import { type CalendarDay, calendarDayOf, type Seconds } from "../../lib/time.ts";
import { type Slots, slotAt, startOf } from "./stays.ts";

const hour = 3_600;
const day = 86_400;

/** A slot of a day that begins at midnight begins an hour before it when the clocks have changed: it keeps its date. */
const leaning = 2 * hour;

export type Month = { year: number; month: number };

/** The date by which people call a slot. */
export function dateOf(slots: Slots, index: number, zone?: string): CalendarDay {
  const start = startOf(slots, index);
  return calendarDayOf(slots.slot < day ? start : start + leaning, zone);
}

export function monthAfter({ year, month }: Month, by: number): Month {
  const months = year * 12 + month - 1 + by;
  return { year: Math.floor(months / 12), month: (months % 12) + 1 };
}

export function isBefore(one: Month, other: Month): boolean {
  return one.year * 12 + one.month < other.year * 12 + other.month;
}

const midnightOf = ({ year, month, day }: CalendarDay): Seconds => Date.UTC(year, month - 1, day) / 1_000;

/** The slots that begin on the days from `first` to `last`, as a zone counts its days. */
function between(slots: Slots, first: CalendarDay, last: CalendarDay, zone: string | undefined) {
  const [from, to] = [midnightOf(first), midnightOf(last)];
  // No zone is a day away from UTC.
  const [begin, end] = [slotAt(slots, from - day), slotAt(slots, to + 2 * day)];
  return Array.from({ length: end - begin + 1 }, (_, place) => begin + place)
    .map((index) => ({ index, date: dateOf(slots, index, zone) }))
    .filter(({ date }) => midnightOf(date) >= from && midnightOf(date) <= to);
}

/** The days of a month with the slot that begins on each. */
export function slotsOfMonth(slots: Slots, month: Month, zone?: string): { index: number; day: number }[] {
  const days = new Date(Date.UTC(month.year, month.month, 0)).getUTCDate();
  return between(slots, { ...month, day: 1 }, { ...month, day: days }, zone).map(({ index, date }) => ({
    index,
    day: date.day,
  }));
}

/** The slots that begin on one day. */
export function slotsOfDay(slots: Slots, date: CalendarDay, zone?: string): number[] {
  return between(slots, date, date, zone).map(({ index }) => index);
}

/** How many days of its week come before a day, from Monday on. */
export function leadOf(date: CalendarDay): number {
  return (new Date(midnightOf(date) * 1_000).getUTCDay() + 6) % 7;
}

/** "December 2026". */
export function titleOf(month: Month): string {
  const at = midnightOf({ ...month, day: 1 }) * 1_000;
  return new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" }).format(at);
}

/** "2026-12-01", as a date field writes it. */
export function writeDate({ year, month, day }: CalendarDay): string {
  return [String(year).padStart(4, "0"), String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-");
}

export function readDate(text: string): CalendarDay | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  return year && month && day ? { year: Number(year), month: Number(month), day: Number(day) } : null;
}
