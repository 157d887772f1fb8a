/** Days and spans. The engine keeps its own few lines of calendar because it imports nothing (ARCHITECTURE.md, invariant 1). */

/** Milliseconds since 1970-01-01 UTC. */
export type Instant = number;
/** A calendar date, `YYYY-MM-DD`, without a time zone. Days compare as strings. */
export type Day = string;
export type Unit = "hours" | "days" | "weeks" | "months" | "years";
/** A length of time as a moderator wrote it; negative counts back. */
export type Span = { amount: number; unit: Unit };

const dayMs = 86_400_000;

/** The day it is at `now` in an IANA `zone`; UTC without one or with one this machine does not know. */
export function dayOf(now: Instant, zone?: string): Day {
  const known = zone === undefined ? "UTC" : zoneOrUtc(zone);
  if (known === "UTC") return new Date(now).toISOString().slice(0, 10);
  // en-CA writes a date as YYYY-MM-DD.
  return new Intl.DateTimeFormat("en-CA", { timeZone: known }).format(now);
}

/** The zone, or UTC where this machine does not know it: another one may have written the session. */
export function zoneOrUtc(zone: string): string {
  try {
    return new Intl.DateTimeFormat("en-CA", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
}

/** True for a real calendar date between the years 1000 and 9999. */
export function isDay(text: string): boolean {
  if (!/^[1-9]\d{3}-\d\d-\d\d$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text;
}

export function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

/** Sunday is 0. */
export function weekdayOf(day: Day): number {
  return new Date(beginOf(day)).getUTCDay();
}

/** `day` moved by `span`. A month or year that lands past a month's end gives its last day. Hours are not days: they move nothing. */
export function moveDay(day: Day, span: Span): Day {
  switch (span.unit) {
    case "hours":
      return day;
    case "days":
      return addDays(day, span.amount);
    case "weeks":
      return addDays(day, span.amount * 7);
    case "months":
      return addMonths(day, span.amount);
    case "years":
      return addMonths(day, span.amount * 12);
  }
}

export function addDays(day: Day, days: number): Day {
  return new Date(beginOf(day) + days * dayMs).toISOString().slice(0, 10);
}

/** The last instant of the day in UTC, so that an hour of that day comes before it. */
export function endOf(day: Day): Instant {
  return beginOf(day) + dayMs - 1;
}

/** Its first instant. By parts, since reading the whole text takes three times as long and plans are full of days. */
function beginOf(day: Day): Instant {
  return Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)));
}

/** Whole days from `a` to `b`; negative when `b` is earlier. */
export function daysBetween(a: Day, b: Day): number {
  return Math.round((beginOf(b) - beginOf(a)) / dayMs);
}

export function negate(span: Span): Span {
  return { amount: -span.amount, unit: span.unit };
}

function addMonths(day: Day, months: number): Day {
  const [year, month, date] = day.split("-").map(Number);
  const first = new Date(Date.UTC(year ?? 0, (month ?? 1) - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date ?? 1, last));
  return first.toISOString().slice(0, 10);
}
