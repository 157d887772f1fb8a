import { describe, expect, it } from "vitest";
import { derivedDate, ruledDate } from "../../src/engine/dates.js";
import type { DerivedDates } from "../../src/engine/flow.js";

const table: DerivedDates = {
  table: "match-dates",
  of: "match-year",
  dates: [
    {
      id: "match-day",
      known: { 2024: "2024-03-15", 2026: "2026-03-20" },
      rule: { kind: "nth", nth: 3, weekday: 5, month: 3, before: false },
    },
    { id: "rank-closes", known: {}, rule: { kind: "offset", days: -16, from: "match-day" } },
    { id: "interviews-begin", known: {}, rule: { kind: "day", month: 10, day: 1, before: true } },
    { id: "last-monday", known: {}, rule: { kind: "nth", nth: -1, weekday: 1, month: 5, before: false } },
    { id: "unknown", known: {} },
    { id: "round", known: {}, rule: { kind: "offset", days: 1, from: "round" } },
  ],
};

describe("derived dates", () => {
  it("takes a known date and calls it confirmed", () => {
    expect(derivedDate(table, "match-day", 2026)).toEqual({ day: "2026-03-20", confirmed: true });
  });

  it("computes what is not known and says so", () => {
    expect(derivedDate(table, "match-day", 2027)).toEqual({ day: "2027-03-19", confirmed: false });
    expect(derivedDate(table, "interviews-begin", 2027)).toEqual({ day: "2026-10-01", confirmed: false });
    expect(derivedDate(table, "last-monday", 2027)?.day).toBe("2027-05-31");
  });

  it("counts an offset from the known date where there is one", () => {
    expect(derivedDate(table, "rank-closes", 2024)?.day).toBe("2024-02-28");
  });

  it("agrees with what was published", () => {
    expect(ruledDate(table, "match-day", 2024)).toBe("2024-03-15");
    expect(ruledDate(table, "match-day", 2026)).toBe("2026-03-20");
  });

  it("has no date without a rule, and ends on a rule that names itself", () => {
    expect(derivedDate(table, "unknown", 2027)).toBeUndefined();
    expect(derivedDate(table, "round", 2027)).toBeUndefined();
    expect(derivedDate(table, "__proto__", 2027)).toBeUndefined();
  });
});
