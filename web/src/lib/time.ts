import { count } from "./text.ts";

/** Seconds since 1970, as the chain counts. Every function here is told what time it is: the chain knows, the device may not. */
export type Seconds = number;

const minute = 60;
const hour = 3600;
const day = 86400;

// Making one takes longer than all that it is used for on a page.
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  const known = formats.get(key) ?? new Intl.DateTimeFormat("en-GB", options);
  formats.set(key, known);
  return known;
}

function parts(at: Seconds, options: Intl.DateTimeFormatOptions): Record<string, string> {
  return Object.fromEntries(
    formatOf(options)
      .formatToParts(at * 1000)
      .map((part) => [part.type, part.value]),
  );
}

function sameYear(at: Seconds, now: Seconds, zone?: string): boolean {
  return calendarDayOf(at, zone).year === calendarDayOf(now, zone).year;
}

/** "12 December", with the year when it is not this one. */
export function dayOf(at: Seconds, now: Seconds): string {
  const { day, month, year } = parts(at, { day: "numeric", month: "long", year: "numeric" });
  return sameYear(at, now) ? `${day} ${month}` : `${day} ${month} ${year}`;
}

/** "CET": the name of the time that a place keeps at a moment, which changes when its clocks do. */
export function zoneNameOf(at: Seconds, zone?: string): string {
  return parts(at, { timeZone: zone, timeZoneName: "short" }).timeZoneName ?? "";
}

function dateAndClock(at: Seconds, now: Seconds, zone?: string): string {
  const { weekday, day, month, year, hour, minute } = parts(at, {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: zone,
  });
  const date = `${weekday} ${day} ${month}`;
  return `${sameYear(at, now, zone) ? date : `${date} ${year}`}, ${hour}:${minute}`;
}

/**
 * "Fri 12 Dec, 18:00 CET", with the year when it is not this one. Never without the zone: half past two comes twice in the night
 * in which the clocks go back, and whoever reads it may live by another clock than whoever wrote it.
 */
export function momentOf(at: Seconds, now: Seconds, zone?: string): string {
  return `${dateAndClock(at, now, zone)} ${zoneNameOf(at, zone)}`;
}

/** "Fri 12 Dec, 14:00 to Sun 14 Dec, 14:00 CET": the zone once, unless the clocks change in between. */
export function momentsOf(from: Seconds, to: Seconds, now: Seconds, zone?: string): string {
  const same = zoneNameOf(from, zone) === zoneNameOf(to, zone);
  return `${(same ? dateAndClock : momentOf)(from, now, zone)} to ${momentOf(to, now, zone)}`;
}

/** A time zone by its name in the tz database, when this device knows it. Whoever wrote it may have written anything. */
export function zoneOf(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** The zone of this device. */
export function ownZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** A date on the calendar of a place. */
export type CalendarDay = { year: number; month: number; day: number };

export function calendarDayOf(at: Seconds, zone?: string): CalendarDay {
  const found = parts(at, { timeZone: zone, year: "numeric", month: "numeric", day: "numeric" });
  return { year: Number(found.year), month: Number(found.month), day: Number(found.day) };
}

/** "14:00". */
export function clockOf(at: Seconds, zone?: string): string {
  const { hour, minute } = parts(at, { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return `${hour}:${minute}`;
}

/** How far the clocks of a place are ahead of UTC at a moment. */
export function zoneOffset(at: Seconds, zone?: string): Seconds {
  const { year, month, day } = calendarDayOf(at, zone);
  const [hours = 0, minutes = 0] = clockOf(at, zone).split(":").map(Number);
  const shown = Date.UTC(year, month - 1, day, hours, minutes) / 1_000;
  return Math.ceil((shown - at) / 60) * 60;
}

/** Dates between two moments, as a calendar on the wall counts them. */
function datesBetween(from: Seconds, to: Seconds): number {
  const number = ({ year, month, day }: CalendarDay) => Date.UTC(year, month - 1, day) / 86_400_000;
  return number(calendarDayOf(to)) - number(calendarDayOf(from));
}

/**
 * "in 6 days", "in 40 minutes", "3 hours ago", "now". Rounded towards now, so that no deadline is made to look later; where the
 * date beside it is one day further than that, with the hours: "in 2 days and 3 hours".
 */
export function relative(at: Seconds, now: Seconds): string {
  const distance = at - now;
  const size = Math.abs(distance);
  if (size < minute) return "now";
  const [unit, length] =
    size < hour ? (["minute", minute] as const) : size < 2 * day ? (["hour", hour] as const) : (["day", day] as const);
  const amount = Math.trunc(distance / length);
  const hours = Math.trunc((size % day) / hour);
  if (unit === "day" && hours > 0 && datesBetween(now, at) !== amount) {
    const words = `${count(Math.abs(amount), "day")} and ${count(hours, "hour")}`;
    return distance > 0 ? `in ${words}` : `${words} ago`;
  }
  return new Intl.RelativeTimeFormat("en-GB", { numeric: "always" }).format(amount, unit);
}

/** "Fri 12 Dec, 18:00 CET (in 6 days)". */
export function whenOf(at: Seconds, now: Seconds): string {
  return `${momentOf(at, now)} (${relative(at, now)})`;
}

/** "by Fri 12 Dec, 18:00 CET (in 6 days)". */
export function deadlineOf(at: Seconds, now: Seconds): string {
  return `by ${whenOf(at, now)}`;
}

/** A span in its largest exact unit: "7 days", "36 hours", "90 seconds". */
export function spanOf(seconds: Seconds): string {
  const units = [
    [day, "day"],
    [hour, "hour"],
    [minute, "minute"],
  ] as const;
  const [length, unit] = units.find(([length]) => seconds >= length && seconds % length === 0) ?? [1, "second"];
  const amount = seconds / length;
  return `${new Intl.NumberFormat("en").format(amount)} ${unit}${amount === 1 ? "" : "s"}`;
}

/** For the datetime attribute of a <time>. */
export function isoOf(at: Seconds): string {
  return new Date(at * 1000).toISOString();
}
