/** A part that stands twice, or among the actions, with what it names of the flow that uses it. */
import { describe, expect, it } from "vitest";
import { parseLibrary } from "../../src/content/parse.js";
import { advance } from "../../src/engine/advance.js";
import { own } from "../../src/engine/flow.js";
import { factsOf } from "../../src/engine/path.js";
import { planOf } from "../../src/engine/plan.js";
import { emptyCase, emptySession, type Session } from "../../src/engine/session.js";
import { screenOfPage } from "../../src/runtime/screens.js";
import { pressButtons, screenText } from "../../src/screen.js";
import { shipped } from "../support/shipped.js";

const flow = `
command: visits
questions:
  - { id: how-many, kind: number, min: 1, max: 2 }
  - { id: year, kind: year, from: 0 years, to: 2 years }
  - { part: program, as: [a, b] }
dates: { from: season, of: year }
terms: { two-of-them: { how-many: { at-least: 2 } } }
verdicts: [{ id: go }]
groups: [{ id: now }]
actions:
  - { id: plain, group: now }
  - { part: look, as: [one] }
  - { part: look, as: [two], when: { is: two-of-them } }
`;
const program = `
questions:
  - { id: visa, kind: choice, options: [yes, no] }
  - { id: written, kind: choice, options: [yes, no], when: { visa: yes } }
actions:
  - { id: ask, when: { all: [{ written: no }, { not: { match-day: past } }] }, group: now, due: { before: match-day, by: 10 days } }
  - { id: too-late, when: { all: [{ written: no }, { match-day: past }] }, group: now }
`;
const look = `
groups: [{ id: people, note: 200, opens: true }, { id: place, note: 50 }]
actions:
  - { id: residents, group: people }
  - { id: housing, group: place, when: { how-many: { at-least: 1 } } }
`;
const season = `
key: year
dates: [{ id: match-day, known: { 2027: 2027-03-19 }, sources: [e63] }]
`;
const loaded = parseLibrary(
  new Map([
    ["flows/visits.yaml", flow],
    ["flows/parts/program.yaml", program],
    ["flows/parts/look.yaml", look],
    ["content/data/season.yaml", season],
  ]),
);
const { visits } = loaded.library.flows.flows;
if (visits === undefined) throw new Error("The flow could not be read.");

const answers = (how: number) => ({
  "how-many": { number: how },
  year: { year: 2027 },
  "a.visa": { choice: "yes" },
  "a.written": { choice: "no" },
  "b.visa": { choice: "no" },
});

function planOn(today: string, how: number, notes: Record<string, string> = {}) {
  if (visits === undefined) throw new Error("The flow could not be read.");
  const now = Date.parse(`${today}T12:00:00Z`);
  return planOf(visits, factsOf(visits, answers(how), today), { ...emptyCase, notes }, now);
}

describe("a part", () => {
  it("is read without a problem of shape, its names under their prefixes", () => {
    expect(loaded.problems.filter((one) => one.file.startsWith("flows/"))).toEqual([]);
    expect(visits.questions.map((one) => one.id)).toEqual([
      ...["how-many", "year", "a.visa", "a.written", "b.visa", "b.written"],
    ]);
    expect(visits.groups.map((one) => one.id)).toEqual([
      ...["now", "one.people", "one.place", "two.people", "two.place"],
    ]);
  });

  it("reads the dates of the flow that uses it, in conditions and due dates", () => {
    const before = planOn("2026-11-21", 1).groups[0]?.actions ?? [];
    expect(before.map((one) => one.id)).toEqual(["a.ask", "plain"]);
    expect(before[0]?.due).toEqual({ kind: "day", day: "2027-03-09", late: false, confirmed: true });
    expect(planOn("2027-03-12", 1).groups[0]?.actions[0]?.due).toMatchObject({ late: true });
    expect(planOn("2027-03-20", 1).groups[0]?.actions.map((one) => one.id)).toEqual(["a.too-late", "plain"]);
  });

  it("brings its groups among the actions, once or twice, with the room for notes of each", () => {
    const groups = (how: number) =>
      planOn("2026-11-21", how).groups.map((one) => [one.id, one.note, one.opens]);
    expect(groups(1)).toEqual([
      ["now", undefined, false],
      ["one.people", 200, true],
      ["one.place", 50, false],
    ]);
    expect(groups(2).slice(3)).toEqual([
      ["two.people", 200, true],
      ["two.place", 50, false],
    ]);
  });
});

describe("a note under a group", () => {
  it("stands on the plan and in the plan as text, and each button says whose it is", async () => {
    const { interface: words } = (await shipped()).library;
    const library = { ...loaded.library, interface: words };
    const setting = { now: Date.parse("2026-11-21T12:00:00Z"), today: "2026-11-21", sessionDays: 120 };
    const plan = planOn("2026-11-21", 2, { "one.place": "No bus at night", "two.people": "All friendly" });
    const base = { flow: "visits", plan, part: 1, notices: [], turn: 1 } as const;
    const screen = screenOfPage(library, { kind: "plan", reads: "as-made", ...base }, setting);
    expect(screenText(screen)).toContain("- one.housing\n\nYour note: No bus at night");
    const labels = pressButtons(screen).filter((one) => one.id.startsWith("note:"));
    expect(labels.map((one) => one.label)).toEqual(["Note: one.place", "Note: two.place"]);
    const paper = screenOfPage(library, { kind: "calendar", ...base }, setting).attach;
    const text = new TextDecoder().decode(paper.find((one) => one.name === "plan.txt")?.bytes);
    expect(text).toContain("Your note: No bus at night");
    expect(text).toContain("Your note: All friendly");
  });

  it("is kept under the full name of its group", () => {
    const { flows } = loaded.library;
    const now = Date.parse("2026-11-21T12:00:00Z");
    const kase = { ...emptyCase, answers: answers(2) };
    const session: Session = {
      ...emptySession,
      open: "visits",
      cases: { visits: kase },
      at: { page: "group", group: "two.people", part: 1 },
    };
    const opened = advance(
      flows,
      session,
      { type: "press", button: "note:two.people", turn: session.turn },
      now,
    );
    expect(opened.page).toMatchObject({ kind: "note", group: "two.people", max: 200 });
    const kept = advance(flows, opened.session, { type: "text", text: "All friendly", dates: [] }, now);
    expect(own(kept.session.cases, "visits")?.notes).toEqual({ "two.people": "All friendly" });
  });
});
