import { describe, expect, it } from "vitest";
import type { Condition } from "../../src/engine/condition.js";
import type { Flow } from "../../src/engine/flow.js";
import { situationsOf } from "../../src/engine/situations/index.js";
import { generatedFlow } from "../support/generated-flow.js";

const season: Flow = {
  id: "season",
  aliases: [],
  atMost: 2,
  questions: [
    { id: "year", kind: "year", from: 0, to: 0, skip: false },
    { id: "seen", kind: "choice", options: ["yes", "no"], skip: false },
  ],
  terms: [],
  dates: {
    table: "dates",
    of: "year",
    dates: [{ id: "day", known: { 2026: "2026-12-01", 2027: "2027-03-01" } }],
  },
  flags: [],
  verdicts: [{ id: "all" }],
  groups: [],
  actions: [],
  tables: [],
  practice: [],
};
const near: Condition = { kind: "within", date: "day", span: { amount: 10, unit: "days" } };

describe("situations over a span of days", () => {
  it("say on which days a rule can hold, and give a case for one of them", () => {
    const flow: Flow = { ...season, flags: [{ id: "near", when: near, to: "nrmp", stop: false }] };
    const situations = situationsOf(flow, {}, "2026-11-01", { days: 365, steps: 1000 });
    const possible = situations.possible(situations.scope.holds(near));
    expect(possible).toEqual({
      on: [
        { from: "2026-11-21", until: "2026-12-01" },
        { from: "2027-02-19", until: "2027-03-01" },
      ],
      everyDay: false,
      example: { day: "2026-11-21", answers: [{ question: "year", answer: { year: 2026 } }] },
    });
  });

  it("keep two days apart that have one day between them", () => {
    const on = (date: string): Condition => ({ kind: "within", date, span: { amount: 0, unit: "days" } });
    const when: Condition = { kind: "any", of: [on("day"), on("next")] };
    const flow: Flow = {
      ...season,
      dates: {
        table: "dates",
        of: "year",
        dates: [
          { id: "day", known: { 2026: "2026-12-01" } },
          { id: "next", known: { 2026: "2026-12-03" } },
        ],
      },
      flags: [{ id: "either", when, to: "nrmp", stop: false }],
    };
    const situations = situationsOf(flow, {}, "2026-11-30", { days: 10, steps: 1000 });
    const { scope } = situations;
    const holds = scope.holds(when);
    expect(situations.possible(holds)).toMatchObject({
      everyDay: false,
      on: [
        { from: "2026-12-01", until: "2026-12-01" },
        { from: "2026-12-03", until: "2026-12-03" },
      ],
    });
    expect(situations.possible(scope.remainders.not(holds)).on).toEqual([
      { from: "2026-11-30", until: "2026-11-30" },
      { from: "2026-12-02", until: "2026-12-02" },
      { from: "2026-12-04", until: "2026-12-09" },
    ]);
  });

  it("see that some months are longer than others", () => {
    const when: Condition = {
      kind: "all",
      of: [
        { kind: "after", date: "start", span: { amount: 30, unit: "days" } },
        { kind: "within", date: "start", span: { amount: 1, unit: "months" } },
      ],
    };
    const flow: Flow = {
      ...season,
      questions: [
        {
          id: "start",
          kind: "date",
          from: { amount: 0, unit: "days" },
          to: { amount: 2, unit: "years" },
          skip: false,
        },
      ],
      flags: [{ id: "long", when, to: "nrmp", stop: false }],
    };
    const situations = situationsOf(flow, {}, "2026-11-28", { days: 130, steps: 1000 });
    const { on } = situations.possible(situations.scope.holds(when));
    // From the 31st of January, and from the 29th, a month later is the last of February.
    expect(on).toEqual([
      { from: "2026-12-01", until: "2027-01-28" },
      { from: "2027-03-01", until: "2027-03-30" },
    ]);
  });

  it("tell apart what lies between two bounds that leave one answer", () => {
    const between = (n: number, span: number): Condition => ({
      kind: "all",
      of: [
        { kind: "not", of: { kind: "at-least", question: "many", n: n + 1 } },
        { kind: "not", of: { kind: "at-most", question: "many", n: n - 1 } },
        { kind: "after", date: "start", span: { amount: span - 1, unit: "days" } },
        { kind: "within", date: "start", span: { amount: span, unit: "days" } },
      ],
    });
    const flow: Flow = {
      ...season,
      questions: [
        { id: "many", kind: "number", min: 0, max: 9, skip: true },
        {
          id: "start",
          kind: "date",
          from: { amount: 0, unit: "days" },
          to: { amount: 9, unit: "days" },
          skip: true,
        },
      ],
    };
    for (const [n, span] of [
      [4, 4],
      [0, 1],
      [9, 9],
    ] as const) {
      const when: Condition = {
        kind: "all",
        of: [
          between(n, span),
          { kind: "answered", question: "many" },
          { kind: "answered", question: "start" },
        ],
      };
      const flags: Flow["flags"] = [{ id: "one", when, to: "nrmp", stop: false }];
      const situations = situationsOf({ ...flow, flags }, {}, "2026-11-01", { days: 1, steps: 1000 });
      expect(situations.possible(situations.scope.holds(when)).example?.answers).toEqual([
        { question: "many", answer: { number: n } },
        { question: "start", answer: { date: `2026-11-${String(1 + span).padStart(2, "0")}` } },
      ]);
    }
  });

  it("are one where a flow has no dates", () => {
    const when: Condition = { kind: "option", question: "seen", options: ["yes"] };
    const flow: Flow = { ...season, flags: [{ id: "seen", when, to: "nrmp", stop: false }] };
    const situations = situationsOf(flow, {}, "2026-11-01", { days: 365, steps: 1000 });
    const { on, everyDay } = situations.possible(situations.scope.holds(when));
    expect([on, everyDay]).toEqual([[{ from: "2026-11-01", until: "2027-10-31" }], true]);
    expect(situations.asked()).toMatchObject({ min: 2, max: 2 });
  });

  it("say which questions a rule depends on when it is too entangled", () => {
    const flow = generatedFlow(1, "anywhere");
    const situations = situationsOf(flow, {}, "2026-11-01", { days: 1, steps: 2 });
    const { scope } = situations;
    const given = flow.flags.map((flag) => situations.possible(scope.holds(flag.when)));
    const open = given.filter((one) => one.entangled !== undefined);
    expect(open.length).toBeGreaterThan(0);
    for (const one of open) {
      expect(one.on).toEqual([]);
      expect(one.entangled?.length).toBeGreaterThan(1);
    }
    expect(situations.asked()).not.toHaveProperty("max");
  });
});
