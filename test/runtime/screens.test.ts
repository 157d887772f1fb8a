import { expect, it } from "vitest";
import type { Page } from "../../src/engine/page.js";
import type { Plan, PlanAction } from "../../src/engine/plan.js";
import { screenOfPage } from "../../src/runtime/screens.js";
import { screenText } from "../../src/screen.js";
import { shipped } from "../support/shipped.js";

const { library } = await shipped();
const now = Date.parse("2026-11-24T12:00:00Z");
const setting = { now, today: "2026-11-24", sessionDays: 120 };

function action(id: string, more: Partial<PlanAction> = {}): PlanAction {
  const due = { kind: "day", day: "2026-12-08", late: false, confirmed: true } as const;
  return { id, group: "rebuild", due, done: false, waiting: false, ...more };
}

function calendarOf(more: Partial<Plan>) {
  const plan: Plan = {
    made: now,
    day: "2026-11-24",
    flags: [],
    verdict: "build-the-case",
    findOut: [],
    groups: [],
    letters: [],
    tables: [],
    practice: [],
    stopped: false,
    ...more,
  };
  const page: Page = { kind: "calendar", flow: "denied", plan, part: 1, notices: [], turn: 1 };
  const screen = screenOfPage(library, page, setting);
  const file = screen.attach.find((one) => one.type === "text/calendar");
  const text = file === undefined ? "" : new TextDecoder().decode(file.bytes).replace(/\r\n /g, "");
  return {
    text,
    shown: screenText(screen),
    summaries: [...text.matchAll(/^SUMMARY:(.*)\r$/gm)].map((one) =>
      (one[1] ?? "").replace(/\\([,;\\])/g, "$1"),
    ),
  };
}

const words = library.flowWords.denied;

it("puts what is still to be done and to be found out into the calendar, on the screen and in the file", () => {
  const { text, shown, summaries } = calendarOf({
    findOut: [
      {
        question: "section",
        article: "denial/find-section",
        waiting: false,
        due: { kind: "day", day: "2026-11-27", late: false, confirmed: true },
      },
    ],
    groups: [
      {
        id: "rebuild",
        opens: false,
        actions: [
          action("narrative"),
          action("audit", { done: true }),
          action("funding", { due: { kind: "open", needs: ["interview"] } }),
        ],
      },
    ],
  });
  expect(summaries).toEqual([
    `First find out: ${words?.questions.section?.short}`,
    words?.actions.narrative?.title,
  ]);
  for (const summary of summaries) expect(shown).toContain(summary);
  expect(text).toContain("DTSTART;VALUE=DATE:20261127");
});

it("names what waits for a talk as waiting, and what is late as late", () => {
  const late = { kind: "day", day: "2026-11-20", late: true, confirmed: true } as const;
  const { summaries, shown } = calendarOf({
    stopped: true,
    groups: [
      {
        id: "rebuild",
        opens: false,
        actions: [action("narrative", { waiting: true }), action("audit", { due: late })],
      },
    ],
  });
  expect(summaries).toEqual([
    `${words?.actions.narrative?.title} (waits until that talk)`,
    `${words?.actions.audit?.title} (late)`,
  ]);
  expect(shown).toContain("(waits until that talk)");
});
