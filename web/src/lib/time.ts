/** Seconds since 1970, as the chain counts. Every function here is told what time it is: the chain knows, the device may not. */
export type Seconds = number;

const minute = 60;
const hour = 3600;
const day = 86400;

function parts(at: Seconds, options: Intl.DateTimeFormatOptions): Record<string, string> {
  const formatted = new Intl.DateTimeFormat("en-GB", options).formatToParts(at * 1000);
  return Object.fromEntries(formatted.map((part) => [part.type, part.value]));
}

function sameYear(at: Seconds, now: Seconds): boolean {
  return new Date(at * 1000).getFullYear() === new Date(now * 1000).getFullYear();
}

/** "12 December", with the year when it is not this one. */
export function dayOf(at: Seconds, now: Seconds): string {
  const { day, month, year } = parts(at, { day: "numeric", month: "long", year: "numeric" });
  return sameYear(at, now) ? `${day} ${month}` : `${day} ${month} ${year}`;
}

/** "Fri 12 Dec, 18:00", with the year when it is not this one. */
export function momentOf(at: Seconds, now: Seconds, zone?: string): string {
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
  return `${sameYear(at, now) ? date : `${date} ${year}`}, ${hour}:${minute}`;
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

/** "Fri 12 Dec, 14:00 CET": for what happens at a place, with the zone that the clock there is in. */
export function zonedOf(at: Seconds, now: Seconds, zone?: string): string {
  return `${momentOf(at, now, zone)} ${parts(at, { timeZone: zone, timeZoneName: "short" }).timeZoneName ?? ""}`;
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

/** "in 6 days", "in 40 minutes", "3 hours ago", "now". Rounded towards now, so that no deadline is made to look later. */
export function relative(at: Seconds, now: Seconds): string {
  const distance = at - now;
  const size = Math.abs(distance);
  if (size < minute) return "now";
  const [unit, length] =
    size < hour ? (["minute", minute] as const) : size < 2 * day ? (["hour", hour] as const) : (["day", day] as const);
  return new Intl.RelativeTimeFormat("en-GB", { numeric: "always" }).format(Math.trunc(distance / length), unit);
}

/** "Fri 12 Dec, 18:00 (in 6 days)". */
export function whenOf(at: Seconds, now: Seconds): string {
  return `${momentOf(at, now)} (${relative(at, now)})`;
}

/** "by Fri 12 Dec, 18:00 (in 6 days)". */
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
