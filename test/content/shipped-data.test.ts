/** The tables of `content/data` that ship: the dates of a Match year, and the list of time zones. */
import { describe, expect, it } from "vitest";
import { entriesFrom } from "../../src/content/parse-data.js";
import { derivedDate } from "../../src/engine/dates.js";
import { judgePick } from "../../src/engine/questions/pick.js";
import { shipped } from "../support/shipped.js";

const { library, dates } = await shipped();

describe("the dates of a Match year", () => {
  const table = { table: "match-dates", of: "match-year", dates: dates["match-dates"] ?? [] };
  const on = (id: string, year: number): string => {
    const found = derivedDate(table, id, year);
    return `${found?.day}${found?.confirmed ? "" : " expected"}`;
  };

  it.each([
    ["submit-from", 2026, "2025-09-03"],
    ["programs-open", 2027, "2026-09-23"],
    ["rank-closes", 2024, "2024-02-28"],
    ["rank-closes", 2027, "2027-03-03 expected"],
    ["soap-opens", 2026, "2026-03-16"],
    ["soap-opens", 2027, "2027-03-15 expected"],
    ["match-day", 2026, "2026-03-20"],
    ["match-day", 2027, "2027-03-19 expected"],
    ["interviews-begin", 2027, "2026-10-01 expected"],
    ["training-starts", 2027, "2027-07-01 expected"],
  ])("%s of %i is %s", (id, year, day) => {
    expect(on(id, year)).toBe(day);
  });

  it("follow one another in every year that a member can choose", () => {
    const order = [
      ...["eras-opens", "submit-from", "nrmp-opens", "programs-open", "interviews-begin", "interviews-end"],
      ...["rank-opens", "rank-closes", "soap-opens", "match-day", "training-starts"],
    ];
    for (let year = 2026; year <= 2040; year += 1) {
      // NRMP opens in the middle of September, before or after programs see files.
      const days = order.filter((id) => id !== "nrmp-opens").map((id) => on(id, year));
      expect([...days].sort()).toEqual(days);
    }
  });
});

describe("the list of time zones", () => {
  const { zones } = library.data;
  const entries = zones === undefined ? [] : entriesFrom(zones, "zone", ["names"]);
  const question = { id: "zone", skip: false, kind: "pick", from: "zones", entries } as const;
  const typed = (text: string): string => {
    const judged = judgePick(question, { by: "text", text, dates: [] });
    if (judged.is === "answer" && "pick" in judged.answer) return judged.answer.pick;
    return judged.is === "which-entry" ? `? ${judged.keys.join(" ")}` : "no";
  };

  it.each([
    ["India", "Asia/Kolkata"],
    ["new delhi", "Asia/Kolkata"],
    ["Pakistan", "Asia/Karachi"],
    ["Nepal", "Asia/Kathmandu"],
    ["cairo", "Africa/Cairo"],
    ["UK", "Europe/London"],
    ["Nigeria", "Africa/Lagos"],
    ["abu dhabi", "Asia/Dubai"],
    ["Eastern time", "America/New_York"],
    ["Türkiye", "Europe/Istanbul"],
    ["Europe/Kyiv", "Europe/Kyiv"],
    ["Hyderabad", "? Asia/Karachi Asia/Kolkata"],
    ["IST", "? Asia/Colombo Asia/Jerusalem Asia/Kolkata Europe/Dublin"],
    ["pakstan", "? Asia/Karachi"],
    ["Asia/Calcutta", "Asia/Kolkata"],
    ["Asia/Katmandu", "Asia/Kathmandu"],
    ["America/Buenos_Aires", "America/Argentina/Buenos_Aires"],
    ["Europe/Kiev", "Europe/Kyiv"],
    ["US/Eastern", "America/New_York"],
    ["NYC", "America/New_York"],
    ["Ahmedabad", "Asia/Kolkata"],
    ["Gujranwala", "Asia/Karachi"],
    ["port said", "Africa/Cairo"],
    ["Xi'an", "Asia/Shanghai"],
    ["Târgu Mureş", "Europe/Bucharest"],
    ["Santiago", "? America/Santiago America/Santo_Domingo"],
    ["Gulf Standard Time", "? Asia/Dubai Asia/Muscat"],
    ["GMT+5", "no"],
  ])("reads %s as %s", (text, zone) => {
    expect(typed(text)).toBe(zone);
  });

  it("understands the older names of zones, which many machines still give", () => {
    const older = [
      ...["Africa/Asmera", "America/Coral_Harbour", "America/Godthab", "America/Indianapolis"],
      ...["America/Louisville", "America/Montreal", "Asia/Dacca", "Asia/Rangoon", "Asia/Saigon"],
      ...["Asia/Istanbul", "Atlantic/Faeroe", "Europe/Belfast", "Pacific/Ponape", "Pacific/Truk"],
      ...["GB", "Eire", "PRC", "ROK", "US/Pacific", "Canada/Eastern", "Etc/UTC"],
    ];
    expect(older.filter((name) => !/^(?:UTC|[A-Z]\w+\/)/.test(typed(name)))).toEqual([]);
  });

  it("asks which zone of a country with several, and offers no more than fit", () => {
    for (const country of ["USA", "Brazil", "Russia", "Canada", "Mexico", "Australia", "Indonesia"]) {
      expect(typed(country)).toMatch(/^\? .* /);
    }
  });

  it("holds only zones that this machine knows, each with a name of its own that fits a button", () => {
    const first = entries.map((entry) => entry.names[0] ?? "");
    expect(new Set(first).size).toBe(entries.length);
    expect(first.filter((name) => name === "" || name.length > 40)).toEqual([]);
    for (const { key } of entries)
      expect(() => new Intl.DateTimeFormat("en", { timeZone: key })).not.toThrow();
  });
});
