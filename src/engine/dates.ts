/** Derived dates: those of a Match year, known or computed by a rule. */
import { addDays, type Day, weekdayOf } from "./day.js";
import type { DateRule, DerivedDate, DerivedDates } from "./flow.js";

/** `confirmed` is false where the day comes from the rule and not from a source. */
export type Derived = { day: Day; confirmed: boolean };

/** The date `id` of the table in `year`, or undefined where it is neither known nor computable. */
export function derivedDate(table: DerivedDates, id: string, year: number): Derived | undefined {
  return resolve(table.dates, id, year, table.dates.length);
}

/** What the rule says, whatever is known: `check` holds the known values against it. */
export function ruledDate(table: DerivedDates, id: string, year: number): Day | undefined {
  const date = table.dates.find((one) => one.id === id);
  return date?.rule === undefined ? undefined : applyRule(table.dates, date.rule, year, table.dates.length);
}

function resolve(
  dates: readonly DerivedDate[],
  id: string,
  year: number,
  depth: number,
): Derived | undefined {
  const date = dates.find((one) => one.id === id);
  if (date === undefined) return undefined;
  const known = date.known[String(year)];
  if (known !== undefined) return { day: known, confirmed: true };
  if (date.rule === undefined) return undefined;
  const day = applyRule(dates, date.rule, year, depth);
  return day === undefined ? undefined : { day, confirmed: false };
}

/** `depth` bounds the chain of offsets, so that a table that names itself in a circle ends. */
function applyRule(
  dates: readonly DerivedDate[],
  rule: DateRule,
  year: number,
  depth: number,
): Day | undefined {
  switch (rule.kind) {
    case "nth":
      return nthWeekday(rule.before ? year - 1 : year, rule.month, rule.weekday, rule.nth);
    case "day":
      return write(rule.before ? year - 1 : year, rule.month, rule.day);
    case "offset": {
      if (depth <= 0) return undefined;
      const base = resolve(dates, rule.from, year, depth - 1);
      return base === undefined ? undefined : addDays(base.day, rule.days);
    }
  }
}

/** `nth` is 1 to 4, or -1 for the last one of the month. */
function nthWeekday(year: number, month: number, weekday: number, nth: number): Day {
  if (nth > 0) {
    const first = write(year, month, 1);
    return addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + (nth - 1) * 7);
  }
  const last = addDays(month === 12 ? write(year + 1, 1, 1) : write(year, month + 1, 1), -1);
  return addDays(last, -((weekdayOf(last) - weekday + 7) % 7));
}

function write(year: number, month: number, day: number): Day {
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
