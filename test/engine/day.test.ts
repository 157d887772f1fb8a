import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, dayOf, daysBetween, isDay, moveDay, weekdayOf } from "../../src/engine/day.js";

describe("days", () => {
  it("is the day of the member's zone, and UTC where the zone is unknown", () => {
    const now = Date.parse("2026-11-24T20:30:00Z");
    expect(dayOf(now)).toBe("2026-11-24");
    expect(dayOf(now, "Asia/Karachi")).toBe("2026-11-25");
    expect(dayOf(now, "Pacific/Honolulu")).toBe("2026-11-24");
    expect(dayOf(now, "Nowhere/Land")).toBe("2026-11-24");
  });

  it.each([
    ["2026-02-31", false],
    ["2024-02-29", true],
    ["2026-02-29", false],
    ["0000-01-01", false],
    ["2026-1-1", false],
    ["", false],
  ])("knows whether %s is a day: %s", (text, real) => {
    expect(isDay(text)).toBe(real);
  });

  it.each([
    ["2026-01-31", { amount: 1, unit: "months" }, "2026-02-28"],
    ["2024-02-29", { amount: 1, unit: "years" }, "2025-02-28"],
    ["2026-11-24", { amount: -20, unit: "years" }, "2006-11-24"],
    ["2026-11-24", { amount: 2, unit: "weeks" }, "2026-12-08"],
    ["2026-11-24", { amount: 24, unit: "hours" }, "2026-11-24"],
    ["2026-12-31", { amount: 1, unit: "days" }, "2027-01-01"],
  ] as const)("moves %s by %o to %s", (day, span, moved) => {
    expect(moveDay(day, span)).toBe(moved);
  });

  it("adds and counts days consistently, over every clock change", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20000 }), fc.integer({ min: -4000, max: 4000 }), (from, by) => {
        const day = addDays("1990-01-01", from);
        expect(daysBetween(day, addDays(day, by))).toBe(by);
        expect(weekdayOf(addDays(day, 7))).toBe(weekdayOf(day));
      }),
    );
  });
});
