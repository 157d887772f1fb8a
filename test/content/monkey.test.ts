/** Somebody presses whatever is on the screen. Every button that is shown must work, and every screen must fit. */
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { compose } from "../../src/content/compose.js";
import type { Library } from "../../src/content/library.js";
import { advance, type Step } from "../../src/engine/advance.js";
import type { Event } from "../../src/engine/event.js";
import { emptySession } from "../../src/engine/session.js";
import type { Ask, Screen } from "../../src/screen.js";
import { misfitsOf } from "../support/misfits.js";
import { shipped } from "../support/shipped.js";

const now = Date.parse("2026-11-24T09:00:00Z");
const setting = { now, today: "2026-11-24", sessionDays: 120 };
let library: Library;

beforeAll(async () => {
  library = (await shipped()).library;
});

/** What can be done on a screen, as events; `pick` chooses among them. */
function possible(screen: Screen, text: string, day: string): Event[] {
  const turn = screen.turn;
  const press = (button: string): Event => ({ type: "press", button, turn });
  const fromAsk = (ask: Ask): Event[] => {
    switch (ask.kind) {
      case "one":
        return ask.options.map((option) => press(option.id));
      case "many":
        return [
          ...ask.options.map((option) => press(option.id)),
          { type: "pick", group: ask.group, chosen: ask.options.slice(0, 2).map((one) => one.id), turn },
          ...(ask.done === undefined ? [] : [press("done")]),
        ];
      case "type":
        return [
          { type: "text", text, dates: [day] },
          {
            type: "form",
            fields: Object.fromEntries(ask.fields.map((one) => [one.id, text])),
            dates: [day],
            turn,
          },
        ];
    }
  };
  return [
    ...screen.asks.flatMap(fromAsk),
    ...screen.asks.flatMap(fromAsk),
    ...screen.go.flatMap((one) => ("id" in one ? [press(one.id)] : [])),
  ];
}

/** Goes on to the plan, with an answer that each question takes. */
function toThePlan(begun: Step): Step {
  let step = begun;
  for (let tries = 0; tries < 60 && step.page.kind !== "plan"; tries += 1) {
    const { turn } = step.session;
    const press = (button: string): Event => ({ type: "press", button, turn });
    const { page } = step;
    const [only = ""] =
      page.kind === "question" && page.question.kind === "choice" ? page.question.options : [];
    const days = page.kind === "question" && page.to !== undefined ? [page.to] : [];
    step = advance(
      library.flows,
      step.session,
      page.kind === "stop"
        ? press("go-on")
        : only !== ""
          ? press(`o:${only}`)
          : page.kind === "question" && page.question.kind === "multi"
            ? press("none")
            : { type: "text", text: "1", dates: days },
      now,
    );
  }
  return step;
}

const choices = fc.array(
  fc.record({
    which: fc.nat(),
    text: fc.constantFrom("2", "some words of mine", "<b>*x*</b> _y_ 👩‍⚕️", "مرحبا بالعالم", "x".repeat(119)),
    day: fc.constantFrom("2026-03-03", "2026-12-24", "2027-07-01", "2020-01-01"),
  }),
  { minLength: 30, maxLength: 120 },
);

describe("whatever is pressed", () => {
  it("works, fits, and holds no word that is missing", () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(choices, fc.constantFrom("begin", "plan"), (pressed, from) => {
        const begun: Step = advance(
          library.flows,
          emptySession,
          { type: "command", name: "denied", rest: "" },
          now,
        );
        let step = from === "plan" ? toThePlan(begun) : begun;
        for (const { which, text, day } of pressed) {
          const screen = compose(library, step.page, setting);
          kinds.add(step.page.kind);
          expect(misfitsOf(screen)).toEqual([]);
          const events = possible(screen, text, day).filter(
            (event) =>
              event.type !== "press" ||
              !["forget", "start-over", "home"].includes(event.button) ||
              which % 7 === 0,
          );
          const event = events[which % Math.max(1, events.length)];
          // After everything was erased the buttons are those of look-ups, which no step of a case knows.
          if (event === undefined || screen.turn === "none") break;
          step = advance(library.flows, step.session, event, now);
          expect(step.page.notices, JSON.stringify(event)).not.toContainEqual({ notice: "unknown-button" });
          expect(step.page.notices).not.toContainEqual({ notice: "stale" });
        }
      }),
      { numRuns: 150 },
    );
    for (const kind of ["question", "stop", "why", "review", "person", "paused", "plan"])
      expect(kinds).toContain(kind);
  });
});
