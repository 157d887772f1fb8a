/** When something is due, and the days that due dates count from. */
import { type Derived, derivedDate } from "./dates.js";
import { type Day, endOf, type Instant, moveDay, negate } from "./day.js";
import type { DateName, Due, Flow } from "./flow.js";
import { type Facts, isDerived } from "./path.js";

/** `late` is true only where the day was computed from a date and has passed: what counts from the plan itself never is. */
export type DueDate =
  | { kind: "day"; day: Day; late: boolean; confirmed: boolean }
  | { kind: "hour"; at: Instant }
  /** It cannot be computed yet; `needs` are the dates that would give it. */
  | { kind: "open"; needs: readonly DateName[] };

/** The earliest of `dues` that can be computed; `open` when none can, undefined when there are none. */
export function dueDate(
  flow: Flow,
  dues: readonly Due[],
  facts: Facts,
  made: Instant,
  madeOn: Day,
  today: Day,
): DueDate | undefined {
  if (dues.length === 0) return undefined;
  const found: Exclude<DueDate, { kind: "open" }>[] = [];
  const needs: DateName[] = [];
  for (const due of dues) {
    if (due.kind === "span") {
      found.push(
        due.span.unit === "hours"
          ? { kind: "hour", at: made + due.span.amount * 3_600_000 }
          : { kind: "day", day: moveDay(madeOn, due.span), late: false, confirmed: true },
      );
      continue;
    }
    const base = dateNamed(flow, due.date, facts);
    if (base === undefined) {
      needs.push(due.date);
      continue;
    }
    const day = moveDay(base.day, due.kind === "before" ? negate(due.by) : due.by);
    found.push({ kind: "day", day, late: day < today, confirmed: base.confirmed });
  }
  const earliest = found.sort((a, b) => instantOf(a) - instantOf(b))[0];
  return earliest ?? { kind: "open", needs };
}

/** The day of a date question or of a derived date. */
export function dateNamed(flow: Flow, name: DateName, facts: Facts): Derived | undefined {
  if (flow.dates !== undefined && isDerived(flow, name)) {
    const year = facts.answer(flow.dates.of);
    return year !== undefined && "year" in year ? derivedDate(flow.dates, name, year.year) : undefined;
  }
  const day = facts.day(name);
  return day === undefined ? undefined : { day, confirmed: true };
}

/** The end of the day for a day, so that an hour of the same day comes first. */
export function instantOf(due: Exclude<DueDate, { kind: "open" }>): Instant {
  return due.kind === "hour" ? due.at : endOf(due.day);
}
