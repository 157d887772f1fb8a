/** Tables of a plan, from answers to what a member reads, in plain text and in the calendar file. */
import { describe, expect, it } from "vitest";
import { parseLibrary } from "../../src/content/parse.js";
import { planAsText } from "../../src/content/screens/plan.js";
import type { Answers } from "../../src/engine/answer.js";
import { own } from "../../src/engine/flow.js";
import { factsOf } from "../../src/engine/path.js";
import { type Plan, planOf } from "../../src/engine/plan.js";
import { emptyCase } from "../../src/engine/session.js";
import type { PlanTable } from "../../src/engine/tables.js";
import { screenOfPage } from "../../src/runtime/screens.js";
import { screenText } from "../../src/screen.js";
import { fixtures } from "../check/fixtures.js";
import { shipped } from "../support/shipped.js";

const files = new Map((await fixtures()).find((one) => one.name === "references/tables-good")?.files);
const words = (await shipped()).library.interface;
const library = { ...parseLibrary(files).library, interface: words };
const usual: Answers = {
  kind: { choice: "visa" },
  year: { year: 2027 },
  zone: { pick: "Asia/Kolkata" },
  start: { skipped: true },
};

function settingOn(today: string) {
  return { now: Date.parse(`${today}T12:00:00Z`), today, sessionDays: 120 };
}

function planOn(today: string, answers: Answers, tables?: readonly PlanTable[]): Plan {
  const flow = own(library.flows.flows, "lost");
  if (flow === undefined) throw new Error("The fixture has no flow.");
  const made = planOf(flow, factsOf(flow, answers, today), emptyCase, settingOn(today).now);
  return tables === undefined ? made : { ...made, tables };
}

/** The plan as text from the title of a table to the next heading of ours. */
function told(today: string, answers: Answers, title: string, tables?: readonly PlanTable[]): string {
  const text = planAsText({ library, setting: settingOn(today) }, "lost", planOn(today, answers, tables));
  return (
    (text.split(`\n\n${title}\n\n`)[1] ?? "").split(/\n\n(?:The season|A week|Hours|Drafts|Rehearse)/)[0] ??
    ""
  );
}

describe("a table of dates", () => {
  it("says what is expected, what has passed, and what is not known", () => {
    expect(told("2026-11-21", usual, "The season")).toBe(
      "- Rank lists are due: 3 March 2027 (expected, not confirmed)\n- Start: no date yet",
    );
    const started: Answers = { ...usual, start: { date: "2027-06-20" } };
    expect(told("2027-06-30", started, "The season")).toBe(
      "- Rank lists are due: 3 March 2027 (expected, not confirmed) (past)\n- Start: 20 June 2027 (past)",
    );
  });
});

describe("a table of data", () => {
  it("shows the column of the answer under its label", () => {
    expect(told("2026-11-21", usual, "A week")).toBe("For what | A visa\nReading | 4 hours");
  });

  it("shows every column where the answer chose none", () => {
    const unsure: Answers = { ...usual, kind: { unsure: true } };
    expect(told("2026-11-21", unsure, "A week")).toBe(
      "For what | A job | A visa\nReading | 2 hours | 4 hours",
    );
  });

  it("goes on in another part where it is long, with every row in it once", () => {
    const rows = Array.from({ length: 90 }, (_, index) => `${index} ${"word ".repeat(20)},1,2`);
    const long = new Map([
      ...files,
      ["content/data/weeks/one.csv", `For what,job,visa\n${rows.join("\n")}\n`],
    ]);
    const other = { ...parseLibrary(long).library, interface: words };
    const plan = planOn("2026-11-21", usual);
    const screens = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((part) =>
      screenOfPage(
        other,
        { kind: "plan", flow: "lost", plan, part, reads: "as-made", notices: [], turn: 1 },
        settingOn("2026-11-21"),
      ),
    );
    const of = screens[0]?.at.of ?? 0;
    expect(of).toBeGreaterThan(3);
    const texts = screens.slice(0, of).map(screenText);
    for (const text of texts) expect(text.length).toBeLessThanOrEqual(3500);
    const names = texts.join("\n").match(/\d+ word/g);
    expect(names).toEqual(rows.map((_, index) => `${index} word`));
    expect(texts.filter((text) => text.includes("A week (continued)")).length).toBeGreaterThan(1);
  });
});

describe("a table of hours", () => {
  const rules = "\n\nBy the rules for clocks as this bot knew them on";

  it("is in the zone that was picked, from today to its last day", () => {
    expect(told("2027-03-10", usual, "Hours").split(rules)[0]).toBe(
      [
        "The first and last day are expected, not confirmed. 08:00 to 17:00 there, in your time (Asia/Kolkata):",
        "",
        " | 10 March 2027 to 13 March 2027 | 14 March 2027 to 19 March 2027",
        "America/New York | 18:30 to 03:30 the next day | 17:30 to 02:30 the next day",
      ].join("\n"),
    );
  });

  it.each([
    ["no zone was given", "2026-11-21", { ...usual, zone: { skipped: true } }, "You left out your time zone"],
    [
      "this machine does not know it",
      "2026-11-21",
      { ...usual, zone: { pick: "Mars/Olympus" } },
      "does not know the clocks of Mars/Olympus",
    ],
    ["the days have passed", "2027-04-01", usual, "ended on 19 March 2027"],
    [
      "the days are not known",
      "2026-11-21",
      { kind: { choice: "visa" }, zone: { pick: "Asia/Kolkata" } },
      "They depend on: Rank lists are due",
    ],
  ] as const)("is not worked out where %s, and says so", (_why, today, answers, text) => {
    const shown = told(today, answers, "Hours");
    expect(shown).toContain(text);
    expect(shown).not.toMatch(/\d\d:\d\d to/);
  });
});

describe("two groups of answers side by side", () => {
  it("has the names on top, says which row matters, and leaves no cell without a word", () => {
    const table: PlanTable = {
      ...{ id: "season", first: false, kind: "columns", columns: ["a", "b"] },
      head: [{ text: "General" }, { text: "Memorial" }],
      rows: [
        { row: "teaching", cells: [{ choice: "strong" }, { unsure: true }], marked: true },
        { row: "writing", cells: [{ choice: "yes" }, undefined], marked: false },
      ],
    };
    expect(told("2026-11-21", usual, "The season", [table])).toBe(
      [
        " | General | Memorial",
        "teaching (matters to you) | strong | I don't know",
        "writing | yes | –",
      ].join("\n"),
    );
  });
});

describe("the sources of a plan", () => {
  it("are those of its words, of the data it shows and of the dates it names", () => {
    const sourced = new Map([
      ...files,
      ["content/data/weeks/one.yaml", "title: A week\nkey: For what\nlicence: Our own.\nsources: [two]\n"],
    ]);
    const dated = (files.get("content/data/season.yaml") ?? "").replace("sources: [one]", "sources: [three]");
    sourced.set("content/data/season.yaml", dated);
    expect(parseLibrary(sourced).library.flowWords.lost?.sources).toEqual(["one", "two", "three"]);
  });
});

describe("a table that comes first", () => {
  it("stands between the verdict and the steps", () => {
    const plan = planOn("2026-11-21", usual);
    const first = { ...plan, tables: plan.tables.map((one) => ({ ...one, first: one.id === "week" })) };
    const text = planAsText({ library, setting: settingOn("2026-11-21") }, "lost", first);
    const places = ["It happened once", "A week", "Tell the program", "The season"].map((one) =>
      text.indexOf(one),
    );
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });
});

describe("an action whose day has passed", () => {
  it("is late until it is done, on the plan and on its own page", () => {
    const flow = own(library.flows.flows, "lost");
    if (flow === undefined) throw new Error("The fixture has no flow.");
    const job: Answers = { ...usual, kind: { choice: "job" }, times: { number: 1 } };
    const shown = (done: readonly string[]): string[] => {
      const setting = settingOn("2027-03-10");
      const plan = planOf(flow, factsOf(flow, job, setting.today), { ...emptyCase, done }, setting.now);
      const base = { flow: "lost", plan, notices: [], turn: 1 } as const;
      const action = screenOfPage(library, { kind: "action", action: "rank", ...base }, setting);
      const group = screenOfPage(library, { kind: "group", group: "later", part: 1, ...base }, setting);
      return [action, group].map(screenText);
    };
    for (const text of shown([])) expect(text).toContain("24 February 2027, and that day has passed");
    for (const text of shown(["rank"])) expect(text).not.toContain("has passed");
  });
});

describe("the calendar of a plan", () => {
  function calendarOn(today: string, answers: Answers) {
    const plan = planOn(today, answers);
    const setting = settingOn(today);
    const shown = (part: number) =>
      screenOfPage(library, { kind: "calendar", flow: "lost", plan, part, notices: [], turn: 1 }, setting);
    const file = shown(1).attach.find((one) => one.type === "text/calendar");
    const text = file === undefined ? "" : new TextDecoder().decode(file.bytes).replace(/\r\n[ \t]/g, "");
    const events = text.split("BEGIN:VEVENT").slice(1);
    const field = (event: string, name: string): string =>
      (new RegExp(`^${name}[^:]*:(.*)\r$`, "m").exec(event)?.[1] ?? "").replace(/\\([,;\\])/g, "$1");
    return {
      screen: screenText(shown(1)),
      events: events.map((event) => `${field(event, "DTSTART")} ${field(event, "SUMMARY")}`),
      text,
    };
  }

  it("has the days of a table from today on, each marked where it is expected", () => {
    const { events, screen } = calendarOn("2026-11-21", { ...usual, start: { date: "2027-07-01" } });
    expect(events).toContain("20270303 Rank lists are due (expected, not confirmed)");
    expect(events).toContain("20270701 Start");
    expect(screen).toContain(
      "- Rank lists are due — 3 March 2027 (expected, not confirmed)\n- Start — 1 July 2027",
    );
    expect(calendarOn("2027-03-04", usual).events.join("\n")).not.toContain("Rank lists are due");
  });

  it("says on the first day of each period which hours begin", () => {
    const { events, text } = calendarOn("2027-03-10", usual);
    expect(events).toContain("20270310 Hours: these hours from today");
    expect(events).toContain("20270314 Hours: these hours from today");
    expect(text).toContain("America/New York: 17:30 to 02:30 the next day");
  });

  it("puts what is late on today, and says so on the screen and in the title", () => {
    const job: Answers = { ...usual, kind: { choice: "job" }, times: { number: 1 } };
    const { events, screen } = calendarOn("2027-03-10", job);
    expect(events).toContain("20270310 Rank in time (late) (expected, not confirmed)");
    expect(screen).toContain("in the file they stand on today\n\n- Rank in time — ");
    expect(screen).toContain("it was best done by 24 February 2027, and that day has passed");
  });

  it("never calls late what counts from the plan itself", () => {
    const flow = own(library.flows.flows, "lost");
    if (flow === undefined) throw new Error("The fixture has no flow.");
    const kase = { ...emptyCase, made: Date.parse("2026-11-21T12:00:00Z") };
    const job: Answers = { ...usual, kind: { choice: "job" }, times: { number: 1 } };
    const plan = planOf(flow, factsOf(flow, job, "2027-03-10"), kase, Date.parse("2027-03-10T12:00:00Z"));
    const late = plan.groups
      .flatMap((group) => group.actions)
      .filter((one) => one.due?.kind === "day" && one.due.late);
    expect(late.map((one) => one.id)).toEqual(["rank"]);
  });
});
