import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, daysBetween } from "../../src/engine/day.js";
import { readDays } from "../../src/runtime/dates.js";

const today = "2026-11-24";

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

type Parts = { year: string; month: string; date: string; name: string; m: number; d: number };

const arabic = (text: string): string =>
  text.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)));
const persian = (text: string): string =>
  text.replace(/\d/g, (digit) => String.fromCodePoint(0x6f0 + Number(digit)));

/** Ways to write a day that can mean no other. */
const plainForms: Readonly<Record<string, (parts: Parts) => string>> = {
  "ISO 8601": ({ year, month, date }) => `${year}-${month}-${date}`,
  "day, month, year": ({ year, name, d }) => `${d} ${name} ${year}`,
  "month, day, year": ({ year, name, d }) => `${name} ${d}, ${year}`,
  "short month": ({ year, name, d }) => `${d} ${name.slice(0, 3)} ${year}`,
  "short month with hyphens": ({ year, name, date }) => `${date}-${name.slice(0, 3).toUpperCase()}-${year}`,
  "year first with slashes": ({ year, m, d }) => `${year}/${m}/${d}`,
  "Arabic-Indic digits": ({ year, month, date }) => arabic(`${year}-${month}-${date}`),
  "Persian digits with marks of direction": ({ year, m, d }) => `\u2067${persian(`${year}/${m}/${d}`)}\u2069`,
};

/** Ways in which day and month can be swapped. */
const swappable: Readonly<Record<string, (parts: Parts) => string>> = {
  slashes: ({ year, month, date }) => `${date}/${month}/${year}`,
  "slashes, American": ({ year, month, date }) => `${month}/${date}/${year}`,
  dots: ({ year, m, d }) => `${d}.${m}.${year}`,
};

function partsOf(day: string): Parts {
  const [year = "", month = "", date = ""] = day.split("-");
  const m = Number(month);
  return { year, month, date, m, d: Number(date), name: months[m - 1] ?? "" };
}

const everyDay = Array.from({ length: daysBetween("2000-01-01", "2036-01-01") }, (_, index) =>
  addDays("2000-01-01", index),
);

describe("readDays", () => {
  it.each(Object.entries(plainForms))("reads every day from 2000 to 2035 as itself: %s", (_name, write) => {
    const wrong = everyDay.filter((day) => readDays(write(partsOf(day)), today).join() !== day);
    expect(wrong).toEqual([]);
  });

  it.each(Object.entries(swappable))("reads both meanings, and only them: %s", (_name, write) => {
    const wrong = everyDay.filter((day) => {
      const { year, month, date, m, d } = partsOf(day);
      const both = d <= 12 ? [day, `${year}-${date}-${month}`] : [day];
      const expected = [...new Set(m === d ? [day] : both)].sort();
      return readDays(write(partsOf(day)), today).join() !== expected.join();
    });
    expect(wrong).toEqual([]);
  });

  it.each([
    ["3 March 2026", "2026-03-03"],
    ["March 3, 2026", "2026-03-03"],
    ["3rd of March 2026.", "2026-03-03"],
    ["on the 3rd of March, 2026", "2026-03-03"],
    ["Tuesday, 3 March 2026", "2026-03-03"],
    ["3.3.2026", "2026-03-03"],
    ["3. 3. 2026", "2026-03-03"],
    ["03/04/2026", "2026-03-04 2026-04-03"],
    ["13/04/2026", "2026-04-13"],
    ["04/13/2026", "2026-04-13"],
    ["yesterday", "2026-11-23"],
    ["Today", "2026-11-24"],
    ["tomorrow!", "2026-11-25"],
    ["2 weeks ago", "2026-11-10"],
    ["in 3 days", "2026-11-27"],
    ["3 March", "2026-03-03 2027-03-03"],
    ["3 March 26", "1926-03-03 2026-03-03"],
    ["24/12/99", "1999-12-24 2099-12-24"],
    ["📅 3 March 2026 👍🏽", "2026-03-03"],
    ["\u200e3 March 2026\u200f", "2026-03-03"],
    ["３ Ｍａｒｃｈ ２０２６", "2026-03-03"],
    ["۳ March ۲۰۲۶", "2026-03-03"],
    ["२०२६-०३-०३", "2026-03-03"],
  ])("reads %j as %s", (text, days) => {
    expect(readDays(text, today).join(" ")).toBe(days);
  });

  it.each([
    "",
    " ",
    "31 February 2026",
    "29 February 2025",
    "2026-02-30",
    "31/02/2026",
    "2026/31/03",
    "32 March 2026",
    "5 March 20277",
    "0 March 2026",
    "3 March 0026",
    "3 March 2026 BC",
    "noon",
    "now",
    "sat",
    "Saturday",
    "next friday",
    "last week",
    "next month",
    "March 2026",
    "2026",
    "2 months ago",
    "5 hours ago",
    "2 weeks",
    "-2 weeks",
    "in 1.5 days",
    "3-5 March 2026",
    "3 March 2026 at noon",
    "3 March 2026 10:00",
    "3 March 2026 or later",
    "about 3 March 2026",
    "yesterday and today",
    "Monday, 3 March 2026",
    "1 2 2026",
    "1/2-2026",
    "Tue 03/04/2026",
    "29 February",
  ])("finds no day in %j", (text) => {
    expect(readDays(text, today)).toEqual([]);
  });

  it("gives days or nothing for any text", () => {
    const odd = fc.oneof(
      fc.string({ unit: "binary", maxLength: 90 }),
      fc
        .array(
          fc.constantFrom(
            "3",
            "0",
            "20",
            "March",
            "/",
            ".",
            "-",
            " ",
            "ago",
            "weeks",
            "٣",
            "of",
            "mon",
            "\n",
          ),
          {
            maxLength: 12,
          },
        )
        .map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(odd, (text) => {
        const days = readDays(text, today);
        expect(days).toEqual([...new Set(days)].sort());
        for (const day of days) expect(day).toMatch(/^[1-9]\d{3}-\d\d-\d\d$/);
      }),
      { numRuns: 3000 },
    );
  });

  it.each(["3", "3 March 2026 ", "\u0660", "\u202e", "👍"])(
    "answers 100,000 characters of %j at once",
    (unit) => {
      const text = unit.repeat(Math.ceil(100_000 / unit.length));
      const begun = performance.now();
      expect(readDays(text, today)).toEqual([]);
      expect(performance.now() - begun).toBeLessThan(50);
    },
  );
});
