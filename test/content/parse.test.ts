/** What a moderator can write wrong in a flow's small forms: each is a problem at its place, none is read as something else. */
import { describe, expect, it } from "vitest";
import { parseLibrary } from "../../src/content/parse.js";
import { type Reading, readCondition, readDues } from "../../src/content/parse-condition.js";
import { readDates } from "../../src/content/parse-data.js";
import { readQuestion } from "../../src/content/parse-question.js";

/** The places that `read` reports. */
function reported(read: (reading: Reading) => unknown): string[] {
  const places: string[] = [];
  read({
    report: (path) => places.push(path.join(".")),
    place: (object) => object,
    placeOf: () => [],
    name: (written) => written,
  });
  return places;
}

describe("a length of time", () => {
  it.each([
    ["from the plan, in hours", "24 hours", []],
    ["before a date, in days", { before: "start", by: "90 days" }, []],
    ["before a date, in hours", { before: "start", by: "48 hours" }, ["due.by"]],
    ["after a date, in hours", [{ after: "start", by: "1 hour" }], ["due.0.by"]],
  ])("is a due date %s", (_what, written, places) => {
    expect(reported((reading) => readDues(written, ["due"], reading))).toEqual(places);
  });

  it.each([
    [{ start: { within: "60 days" } }, []],
    [{ start: { within: "24 hours" } }, ["when.start.within"]],
    [{ start: { "longer-ago": "5 hours" } }, ["when.start.longer-ago"]],
    [{ count: { of: [{ a: "b" }], "at-least": 1 } }, []],
    [{ count: { of: [{ a: "b" }], "at-least": 1, "at-most": 2 } }, ["when.count"]],
  ])("or another number is read in a condition: %j", (written, places) => {
    expect(reported((reading) => readCondition(written, ["when"], reading))).toEqual(places);
  });

  it.each([
    ["date", "20 years ago", "0 days", []],
    ["date", "5 hours", "0 days", ["q.from"]],
    ["year", "0 years", "1 year", []],
    ["year", "3 days", "2 months", ["q.from", "q.to"]],
  ] as const)("bounds a question: %s from %s to %s", (kind, from, to, places) => {
    const lists = { entries: {}, broken: () => false };
    expect(reported((reading) => readQuestion({ id: "q", kind, from, to }, ["q"], reading, lists))).toEqual(
      places,
    );
  });
});

describe("the rule of a yearly date", () => {
  it.each([
    [
      { third: "friday", of: "march" },
      { kind: "nth", nth: 3, weekday: 5, month: 3, before: false },
    ],
    [
      { day: "09-15", year: "before" },
      { kind: "day", month: 9, day: 15, before: true },
    ],
    [
      { days: -16, from: "match-day" },
      { kind: "offset", days: -16, from: "match-day" },
    ],
    [{ day: "09-15", year: "after" }, undefined],
    [{ day: "02-30" }, undefined],
    [{ day: "02-29" }, undefined],
    [{ day: "13-01" }, undefined],
    [{ third: "friday", of: "march", from: "match-day" }, undefined],
    [{ third: "friday", of: "mars" }, undefined],
    [{ days: -16, from: "match-day", year: "before" }, undefined],
  ])("%j", (rule, read) => {
    const places: string[] = [];
    const [date] = readDates({ key: "year", dates: [{ id: "a", rule }] }, (path) =>
      places.push(path.join(".")),
    );
    expect(date?.rule).toEqual(read);
    expect(places).toEqual(read === undefined ? ["dates.0.rule"] : []);
  });
});

describe("a file that nothing reads", () => {
  it.each([
    ["content/en/article/denial/b214.md", "problem"],
    ["content/en/articles.md", "problem"],
    ["flows/denied.yml", "problem"],
    ["flows/old/denied.yaml", "problem"],
    ["content/data/scores.csv", "problem"],
    ["content/fr/articles/denial/b214.md", "no problem"],
    ["content/README.md", "no problem"],
    ["content/en/letters/README.md", "no problem"],
  ])("%s is a %s", (file, said) => {
    const { problems } = parseLibrary(new Map([[file, "anything"]]));
    const mine = problems.filter((one) => one.file === file && one.unexpected.includes("nothing reads"));
    expect(mine.length).toBe(said === "problem" ? 1 : 0);
  });
});
