/** The tables of a plan, from answers to what stands in them. */
import { expect, it } from "vitest";
import type { Answers } from "../../src/engine/answer.js";
import type { Flow, Question, Table } from "../../src/engine/flow.js";
import { factsOf } from "../../src/engine/path.js";
import { tableOf } from "../../src/engine/tables.js";

function dated(id: string): Question {
  return {
    ...{ id, skip: true, kind: "date" },
    from: { amount: 0, unit: "days" },
    to: { amount: 1, unit: "years" },
  };
}

const hours: Table = {
  ...{ id: "hours", first: false, kind: "clock", zone: "zone", against: ["America/New_York"] },
  ...{ hours: ["08:00", "17:00"], between: ["first", "last"] },
};
const flow: Flow = {
  ...{
    id: "visits",
    aliases: [],
    atMost: 2,
    questions: [dated("first"), dated("last")],
    terms: [],
    flags: [],
  },
  ...{ verdicts: [{ id: "go" }], groups: [], actions: [], tables: [hours], practice: [] },
};

function daysOn(today: string, first: string, last: string) {
  const answers: Answers = { first: { date: first }, last: { date: last } };
  const table = tableOf(flow, hours, factsOf(flow, answers, today), today);
  return table.kind === "clock" ? table.days : undefined;
}

it("has hours from today, or from the first day, to the last", () => {
  const known = { is: "known", confirmed: true };
  expect(daysOn("2026-11-24", "2026-12-01", "2026-12-05")).toEqual({
    ...known,
    from: "2026-12-01",
    to: "2026-12-05",
  });
  expect(daysOn("2026-12-03", "2026-12-01", "2026-12-05")).toEqual({
    ...known,
    from: "2026-12-03",
    to: "2026-12-05",
  });
  expect(daysOn("2026-12-06", "2026-12-01", "2026-12-05")).toEqual({ is: "over", to: "2026-12-05" });
});

it("has none where the last day comes before the first: then both are to be said again", () => {
  expect(daysOn("2026-11-24", "2026-12-05", "2026-12-01")).toEqual({ is: "open", needs: ["first", "last"] });
});
