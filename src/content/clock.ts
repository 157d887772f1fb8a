/** The hours of one place in the time of another, by the periods in which the clocks of both stay as they are. */
import { DateTime, IANAZone } from "luxon";
import { addDays, type Day, daysBetween } from "../engine/day.js";
import type { ClockTime } from "../engine/flow.js";

/** A time of day, and how many days later (or earlier, below zero) than the day it is meant for. */
export type ShiftedTime = { time: ClockTime; shift: number };
export type ShiftedHours = { from: ShiftedTime; to: ShiftedTime };

/** Days, both inclusive, on which the hours of every place are the same; `hours` in the order of the places. */
export type ClockPeriod = { from: Day; to: Day; hours: readonly ShiftedHours[] };

/** Whether this machine knows the zone: an older one may not know the newest. */
export function isZone(zone: string): boolean {
  return IANAZone.isValidZone(zone);
}

/** The zones of this machine by the names it prefers. */
export function zoneNames(): string[] {
  return Intl.supportedValuesOf("timeZone");
}

/** `hours` of each place of `against`, as they are in `zone`, from `first` to `last`. All zones must be known. */
export function clockPeriods(
  zone: string,
  against: readonly string[],
  hours: readonly [ClockTime, ClockTime],
  first: Day,
  last: Day,
): ClockPeriod[] {
  // Only near a change of some clock can a day differ from the one before. Two clocks may change two days apart.
  const near = new Set([zone, ...against].flatMap((one) => daysNearChanges(one, first, last)));
  const looked = [first, ...[...near].filter((day) => day > first && day <= last).sort()];
  const periods: ClockPeriod[] = [];
  looked.forEach((day, index) => {
    const next = looked[index + 1];
    const to = next === undefined ? last : addDays(next, -1);
    const found = against.map((place) => ({
      from: shifted(zone, place, day, hours[0]),
      to: shifted(zone, place, day, hours[1]),
    }));
    const before = periods.at(-1);
    if (before !== undefined && JSON.stringify(before.hours) === JSON.stringify(found)) {
      periods[periods.length - 1] = { ...before, to };
    } else periods.push({ from: day, to, hours: found });
  });
  return periods;
}

function shifted(zone: string, place: string, day: Day, time: ClockTime): ShiftedTime {
  const here = DateTime.fromISO(`${day}T${time}`, { zone: place }).setZone(zone);
  return { time: here.toFormat("HH:mm"), shift: daysBetween(day, here.toFormat("yyyy-MM-dd")) };
}

const dayMs = 86_400_000;

/** The days around each change of a zone's clock. No zone changes it twice within a week. */
function daysNearChanges(name: string, first: Day, last: Day): Day[] {
  const zone = IANAZone.create(name);
  const at = (day: Day): number => DateTime.fromISO(day, { zone: "utc" }).toMillis();
  const end = at(last) + 2 * dayMs;
  const days: Day[] = [];
  for (let from = at(first) - 2 * dayMs; from < end; from += 7 * dayMs) {
    let [before, after] = [from, from + 7 * dayMs];
    if (zone.offset(before) === zone.offset(after)) continue;
    while (after - before > dayMs) {
      const middle = (before + after) / 2;
      if (zone.offset(middle) === zone.offset(from)) before = middle;
      else after = middle;
    }
    const changed = new Date(after).toISOString().slice(0, 10);
    days.push(...[-2, -1, 0, 1, 2].map((shift) => addDays(changed, shift)));
  }
  return days;
}
