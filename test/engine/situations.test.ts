import { describe, expect, it } from "vitest";
import { generatedFlow } from "../../bench/check-generate.js";
import type { Condition } from "../../src/engine/condition.js";
import type { Flow } from "../../src/engine/flow.js";
import { situationsOf } from "../../src/engine/situations/index.js";

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
