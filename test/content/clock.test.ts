/** Hours of one place in the time of another, held against `Intl` for every single day. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ClockPeriod, clockPeriods, isZone, type ShiftedTime } from "../../src/content/clock.js";
import { addDays, daysBetween } from "../../src/engine/day.js";

const us = ["America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"];

/** "2026-11-01 to 2027-01-31: 18:30 to 03:30+1". */
function written({ from, to, hours }: ClockPeriod): string {
  const time = ({ time, shift }: ShiftedTime): string =>
    shift === 0 ? time : `${time}${shift > 0 ? "+" : ""}${shift}`;
  return `${from} to ${to}: ${hours.map((one) => `${time(one.from)} to ${time(one.to)}`).join(", ")}`;
}

function season(zone: string, against: readonly string[] = ["America/New_York"]): string[] {
  return clockPeriods(zone, against, ["08:00", "17:00"], "2026-10-01", "2027-01-31").map(written);
}

describe("interview hours in New York", () => {
  it("have two periods in India, whose clocks never change", () => {
    expect(season("Asia/Kolkata")).toEqual([
      "2026-10-01 to 2026-10-31: 17:30 to 02:30+1",
      "2026-11-01 to 2027-01-31: 18:30 to 03:30+1",
    ]);
  });

  it("have three periods where clocks change a week before those of the US", () => {
    expect(season("Europe/Berlin")).toEqual([
      "2026-10-01 to 2026-10-24: 14:00 to 23:00",
      "2026-10-25 to 2026-10-31: 13:00 to 22:00",
      "2026-11-01 to 2027-01-31: 14:00 to 23:00",
    ]);
  });

  it("have a period of two days, and one of a day whose evening has the change, in Egypt", () => {
    expect(season("Africa/Cairo")).toEqual([
      "2026-10-01 to 2026-10-28: 15:00 to 00:00+1",
      "2026-10-29 to 2026-10-29: 15:00 to 23:00",
      "2026-10-30 to 2026-10-31: 14:00 to 23:00",
      "2026-11-01 to 2027-01-31: 15:00 to 00:00+1",
    ]);
  });

  it("have three periods in the south, where clocks go forward, and a night between two of them", () => {
    expect(season("Australia/Sydney")).toEqual([
      "2026-10-01 to 2026-10-02: 22:00 to 07:00+1",
      "2026-10-03 to 2026-10-03: 22:00 to 08:00+1",
      "2026-10-04 to 2026-10-31: 23:00 to 08:00+1",
      "2026-11-01 to 2027-01-31: 00:00+1 to 09:00+1",
    ]);
  });

  it("are at odd minutes in Nepal, and the same for somebody who lives there", () => {
    expect(season("Asia/Kathmandu")[1]).toBe("2026-11-01 to 2027-01-31: 18:45 to 03:45+1");
    expect(season("America/New_York")).toEqual(["2026-10-01 to 2027-01-31: 08:00 to 17:00"]);
  });

  it("are the day before, seen from the other side of the date line", () => {
    expect(season("America/New_York", ["Asia/Tokyo"])).toEqual([
      "2026-10-01 to 2026-10-31: 19:00-1 to 04:00",
      "2026-11-01 to 2026-11-01: 19:00-1 to 03:00",
      "2026-11-02 to 2027-01-31: 18:00-1 to 03:00",
    ]);
  });

  it("stand beside those of other US zones, one of which does not change", () => {
    expect(season("Asia/Karachi", ["America/New_York", "America/Phoenix"])).toEqual([
      "2026-10-01 to 2026-10-31: 17:00 to 02:00+1, 20:00 to 05:00+1",
      "2026-11-01 to 2027-01-31: 18:00 to 03:00+1, 20:00 to 05:00+1",
    ]);
  });
});

it("knows which zones there are", () => {
  expect([isZone("Asia/Kolkata"), isZone("UTC"), isZone("Mars/Olympus")]).toEqual([true, true, false]);
});

/** By `Intl` alone: the date and time in a zone at an instant. */
function clockAt(zone: string, at: number): { day: string; time: string } {
  const parts = formatter(zone).formatToParts(at);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? "";
  return {
    day: `${part("year")}-${part("month")}-${part("day")}`,
    time: `${part("hour")}:${part("minute")}`,
  };
}

const formatters = new Map<string, Intl.DateTimeFormat>();
function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const digits = {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  } as const;
  const made = new Intl.DateTimeFormat("en-CA", { ...digits, hourCycle: "h23", timeZone });
  formatters.set(timeZone, made);
  return made;
}

/** The instants at which the clocks of `zone` show that day and time: two where they go back over it, none in a gap. */
function instantsOf(zone: string, day: string, time: string): number[] {
  const wall = Date.parse(`${day}T${time}:00Z`);
  const offsets = [-1, 1].map((days) => {
    const shown = clockAt(zone, wall + days * 86_400_000);
    return Date.parse(`${shown.day}T${shown.time}:00Z`) - (wall + days * 86_400_000);
  });
  return [...new Set(offsets)]
    .map((offset) => wall - offset)
    .filter((at) => {
      const shown = clockAt(zone, at);
      return shown.day === day && shown.time === time;
    });
}

it("agrees with Intl on every day of a season, for every zone", () => {
  const zones = Intl.supportedValuesOf("timeZone");
  const holds = (zone: string, place: string, year: number, hours: [string, string]): void => {
    const first = `${year}-09-20`;
    const periods = clockPeriods(zone, [place], hours, first, addDays(first, 240));
    // The periods are whole days after one another, and neighbours differ.
    expect(periods[0]?.from).toBe(first);
    expect(periods.at(-1)?.to).toBe(addDays(first, 240));
    periods.slice(1).forEach((one, index) => {
      expect(one.from).toBe(addDays(periods[index]?.to ?? "", 1));
      expect(one.hours).not.toEqual(periods[index]?.hours);
    });
    for (const { from, to, hours: found } of periods) {
      for (let day = from; day <= to; day = addDays(day, 1)) {
        for (const [index, end] of (["from", "to"] as const).entries()) {
          const shown = found[0]?.[end];
          const right = instantsOf(place, day, hours[index] ?? "").map((at) => {
            const here = clockAt(zone, at);
            return { time: here.time, shift: daysBetween(day, here.day) };
          });
          // An hour that a clock shows twice has two right answers; one that it leaps over has none.
          if (right.length > 0) expect(right).toContainEqual(shown);
        }
      }
    }
  };
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.constantFrom(...us, "Europe/London", "Africa/Casablanca", "Australia/Lord_Howe", "America/St_Johns"),
      fc.integer({ min: 2024, max: 2030 }),
      fc.constantFrom<[string, string]>(["08:00", "17:00"], ["00:30", "23:30"], ["07:15", "12:00"]),
      holds,
    ),
    { numRuns: 60 },
  );
});
