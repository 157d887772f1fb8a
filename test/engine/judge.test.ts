import { describe, expect, it } from "vitest";
import type { Question } from "../../src/engine/flow.js";
import { judge, type Said } from "../../src/engine/questions/judge.js";
import { looksPrivate } from "../../src/engine/questions/text.js";

const today = "2026-11-24";
const typed = (text: string, ...dates: string[]): Said => ({ by: "text", text, dates });
const base = { id: "q", skip: false };
const number: Question = { ...base, kind: "number", min: 1, max: 20 };
const date: Question = {
  ...base,
  kind: "date",
  from: { amount: -20, unit: "years" },
  to: { amount: 0, unit: "days" },
};
const multi: Question = { ...base, kind: "multi", options: ["a", "b", "c"], none: true };
const text: Question = { ...base, kind: "text", lines: 2, max: 20 };
const pick: Question = {
  ...base,
  kind: "pick",
  from: "specialties",
  entries: [
    { key: "internal-medicine", names: ["Internal medicine", "IM"] },
    { key: "family-medicine", names: ["Family medicine", "FM"] },
    { key: "general-surgery", names: ["Surgery, general", "gen surg"] },
  ],
};

describe("a number", () => {
  it("is read in any script's digits, also where two runs of digits stand side by side", () => {
    for (const said of ["12", "\u0661\u0662", "\uff11\uff12", "\u{1d7cf}\u{1d7d0}", "\u{1d7d9}\u{1d7da}"]) {
      expect(judge(number, typed(said), [], today)).toEqual({ is: "answer", answer: { number: 12 } });
    }
  });

  it.each([
    ["3", 3],
    [" 12 ", 12],
    ["٣", 3],
    ["१२", 12],
    ["+7", 7],
  ])("reads %s", (said, expected) => {
    expect(judge(number, typed(said), [], today)).toEqual({ is: "answer", answer: { number: expected } });
  });

  it.each(["three", "", "1.5", "1e3", "__proto__", "9".repeat(100_000), "1; DROP"])(
    "refuses %.20s",
    (said) => {
      expect(judge(number, typed(said), [], today)).toEqual({
        is: "miss",
        miss: { miss: "not-a-number", min: 1, max: 20 },
      });
    },
  );

  it("says the range", () => {
    expect(judge(number, typed("21"), [], today)).toMatchObject({ miss: { miss: "number-range", max: 20 } });
  });
});

describe("a date", () => {
  it("takes today and the first day of the range, both inclusive", () => {
    for (const day of [today, "2006-11-24"]) {
      expect(judge(date, typed("x", day), [], today)).toEqual({ is: "answer", answer: { date: day } });
    }
  });

  it.each(["2026-11-25", "2203-01-01", "2006-11-23"])("says what was expected instead of %s", (day) => {
    expect(judge(date, typed("x", day), [], today)).toEqual({
      is: "miss",
      miss: { miss: "date-range", day, from: "2006-11-24", to: today },
    });
  });

  it("asks which of two readings is meant, unless only one can be", () => {
    expect(judge(date, typed("03/04/2026", "2026-03-04", "2026-04-03"), [], today)).toEqual({
      is: "which-day",
      days: ["2026-03-04", "2026-04-03"],
    });
    expect(judge(date, typed("10/12/2026", "2026-10-12", "2026-12-10"), [], today)).toEqual({
      is: "answer",
      answer: { date: "2026-10-12" },
    });
  });

  it("does not read what the runtime could not", () => {
    expect(judge(date, typed("31 February"), [], today)).toEqual({
      is: "miss",
      miss: { miss: "not-a-date" },
    });
  });
});

describe("several options", () => {
  it("toggles, and keeps the order of the flow", () => {
    expect(judge(multi, { by: "press", id: "a" }, ["c"], today)).toEqual({
      is: "ticked",
      ticked: ["a", "c"],
    });
    expect(judge(multi, { by: "press", id: "c" }, ["a", "c"], today)).toEqual({
      is: "ticked",
      ticked: ["a"],
    });
  });

  it("takes none of these as an answer of its own, and nothing ticked as a miss", () => {
    expect(judge(multi, { by: "press", id: "none" }, ["a"], today)).toEqual({
      is: "answer",
      answer: { ticked: [] },
    });
    expect(judge(multi, { by: "press", id: "done" }, [], today)).toEqual({
      is: "miss",
      miss: { miss: "tick-one" },
    });
  });

  it("refuses a name that is no option, whatever it is called", () => {
    expect(judge(multi, { by: "pick", chosen: ["a", "__proto__"] }, [], today)).toMatchObject({ is: "miss" });
  });
});

describe("an entry of a long list", () => {
  it.each([
    ["IM", "internal-medicine"],
    ["internal medicine", "internal-medicine"],
    ["GEN SURG", "general-surgery"],
  ])("takes %s", (said, key) => {
    expect(judge(pick, typed(said), [], today)).toEqual({ is: "answer", answer: { pick: key } });
  });

  it("asks which when several fit, or when it is only near", () => {
    expect(judge(pick, typed("medicine"), [], today)).toEqual({
      is: "which-entry",
      keys: ["internal-medicine", "family-medicine"],
    });
    expect(judge(pick, typed("internl medicin"), [], today)).toEqual({
      is: "which-entry",
      keys: ["internal-medicine"],
    });
  });

  it("says so when nothing is near", () => {
    expect(judge(pick, typed("astronomy"), [], today)).toEqual({ is: "miss", miss: { miss: "no-entry" } });
  });

  it("asks for more of the name where too many entries fit, and shows no part of them", () => {
    const entries = Array.from({ length: 30 }, (_, index) => ({
      key: `k${index}`,
      names: [`Surgery ${index}`],
    }));
    expect(judge({ ...pick, entries }, typed("surg"), [], today)).toEqual({
      is: "miss",
      miss: { miss: "many-entries", count: 30 },
    });
  });
});

describe("a member's own words", () => {
  it("keeps emoji, right-to-left text and markup as they are", () => {
    for (const said of ["👩‍⚕️ دكتور", "<b>*hi*</b> _x_", "two\nlines"]) {
      expect(judge(text, typed(said), [], today)).toEqual({ is: "answer", answer: { text: said } });
    }
  });

  it("says how much was too much, and cuts nothing", () => {
    expect(judge(text, typed("x".repeat(100_000)), [], today)).toMatchObject({
      miss: { miss: "too-long", length: 100_000, max: 20 },
    });
    expect(judge(text, typed("a\nb\nc"), [], today)).toMatchObject({ miss: { miss: "too-many-lines" } });
    expect(judge(text, typed("  \n "), [], today)).toMatchObject({ miss: { miss: "empty" } });
  });

  it.each([
    "A123456789",
    "N0012345678",
    "AB1234567",
    "me@example.org",
    "+92 300 1234567",
    "my no. 0300-123-4567",
  ])("does not take %s", (said) => {
    expect(looksPrivate(said)).toBe(true);
  });

  it.each([
    "on 2026-11-24 I had",
    "from 2019 to 2024",
    "214(b)",
    "paid 5,000 USD",
    "score 248 in 2025",
    "24/11/2026",
  ])("takes %s", (said) => {
    expect(looksPrivate(said)).toBe(false);
  });
});

describe("an entry that is chosen from several", () => {
  it("is that one, whatever the others are called", () => {
    const entries = [
      { key: "springfield", names: ["Springfield"] },
      { key: "il", names: ["Springfield, Illinois", "Springfield"] },
    ];
    const towns: Question = { ...pick, entries };
    const several = judge(towns, typed("Springfield"), [], today);
    expect(several).toEqual({ is: "which-entry", keys: ["springfield", "il"] });
    for (const { key } of entries) {
      expect(judge(towns, { by: "press", id: key }, [], today)).toEqual({
        is: "answer",
        answer: { pick: key },
      });
    }
  });
});
