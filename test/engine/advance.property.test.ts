import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { advance, type Step, show } from "../../src/engine/advance.js";
import { fits } from "../../src/engine/answer.js";
import { dayOf } from "../../src/engine/day.js";
import type { Event } from "../../src/engine/event.js";
import type { Flow } from "../../src/engine/flow.js";
import { pathOf } from "../../src/engine/path.js";
import { emptyCase, emptySession, type Session } from "../../src/engine/session.js";
import { anyEvent, anyFlow, atTurn, flowsOf } from "../support/arbitrary.js";

const now = Date.parse("2026-11-24T09:00:00Z");
const events = fc.array(anyEvent, { maxLength: 40 });

function walk(
  flow: Flow,
  said: readonly (Event & { stale?: boolean })[],
  from: Session = emptySession,
): Step[] {
  const flows = flowsOf(flow);
  const steps = [advance(flows, from, { type: "command", name: flow.id, rest: "" }, now)];
  for (const event of said) {
    const session = steps.at(-1)?.session ?? from;
    steps.push(advance(flows, session, atTurn(event, session.turn), now));
  }
  return steps;
}

/** Walks a flow to its plan by giving each question the first answer that it takes. */
function toThePlan(flow: Flow): Session {
  const flows = flowsOf(flow);
  let step = advance(flows, emptySession, { type: "command", name: flow.id, rest: "" }, now);
  for (let i = 0; i < 40 && step.page.kind !== "plan"; i += 1) {
    const turn = step.session.turn;
    const { page } = step;
    const event: Event =
      page.kind === "stop"
        ? { type: "press", button: "go-on", turn }
        : page.kind !== "question"
          ? { type: "press", button: "close", turn }
          : page.question.kind === "choice"
            ? { type: "press", button: `o:${page.question.options[0]}`, turn }
            : page.question.kind === "multi"
              ? { type: "pick", group: page.question.id, chosen: page.question.options.slice(0, 1), turn }
              : { type: "text", text: textFor(page.question.kind), dates: ["2026-12-24"] };
    step = advance(flows, step.session, event, now);
  }
  return step.session;
}

function textFor(kind: string): string {
  return kind === "number" ? "2" : kind === "year" ? "2026" : kind === "pick" ? "crimson" : "some words";
}

describe("advance, for any flow and any events", () => {
  it("never throws, and the same input gives the same output", () => {
    fc.assert(
      fc.property(anyFlow, events, (flow, said) => {
        expect(walk(flow, said)).toEqual(walk(flow, said));
      }),
      { numRuns: 300 },
    );
  });

  it("survives JSON: a session written and read between two events goes on as if it had not been", () => {
    fc.assert(
      fc.property(anyFlow, events, (flow, said) => {
        const flows = flowsOf(flow);
        let session: Session = emptySession;
        let copy: Session = emptySession;
        for (const event of [{ type: "command" as const, name: flow.id, rest: "" }, ...said]) {
          session = advance(flows, session, atTurn(event, session.turn), now).session;
          copy = advance(flows, copy, atTurn(event, copy.turn), now).session;
          copy = JSON.parse(JSON.stringify(copy));
          expect(copy).toEqual(session);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("keeps exactly the answers of the questions that are asked", () => {
    fc.assert(
      fc.property(anyFlow, events, (flow, said) => {
        for (const step of walk(flow, said)) {
          const answers = step.session.cases[flow.id]?.answers ?? {};
          const path = pathOf(flow, answers, dayOf(now));
          expect(Object.keys(answers).sort()).toEqual([...path.asked].sort());
        }
      }),
      { numRuns: 200 },
    );
  });

  it("shows the page of the session again", () => {
    fc.assert(
      fc.property(anyFlow, events, (flow, said) => {
        for (const step of walk(flow, said)) {
          if (step.page.kind === "forgotten") continue;
          const again = show(flowsOf(flow), step.session, now);
          expect({ ...again, notices: [] }).toEqual({ ...step.page, notices: [] });
        }
      }),
      { numRuns: 150 },
    );
  });

  it("answers an old button with the current page and changes nothing", () => {
    fc.assert(
      fc.property(anyFlow, events, fc.string(), (flow, said, button) => {
        const session = walk(flow, said).at(-1)?.session ?? emptySession;
        const old = advance(flowsOf(flow), session, { type: "press", button, turn: session.turn - 1 }, now);
        expect(old.session).toEqual(session);
        expect(old.page.notices).toContainEqual({ notice: "stale" });
      }),
      { numRuns: 150 },
    );
  });

  it("never asks more than the flow says", () => {
    fc.assert(
      fc.property(anyFlow, events, (flow, said) => {
        for (const { page } of walk(flow, said)) {
          if (page.kind !== "question") continue;
          expect(page.number).toBeLessThanOrEqual(page.of);
          expect(page.of).toBeLessThanOrEqual(flow.atMost);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("loses, when the flow changes, only the answers that no longer belong", () => {
    fc.assert(
      fc.property(anyFlow, fc.nat({ max: 5 }), fc.boolean(), (flow, which, dropOption) => {
        const session = toThePlan(flow);
        const victim = flow.questions[which % flow.questions.length];
        if (victim === undefined) return;
        const changed: Flow = {
          ...flow,
          atMost: flow.questions.length,
          questions: flow.questions.flatMap((question) => {
            if (question.id !== victim.id) return [question];
            if (!dropOption || !("options" in question)) return [];
            return [{ ...question, options: [...question.options.slice(1), "new"] }];
          }),
        };
        const before = session.cases[flow.id]?.answers ?? {};
        const step = advance(flowsOf(changed), session, { type: "command", name: "resume", rest: "" }, now);
        const after = step.session.cases[flow.id]?.answers ?? {};
        for (const [id, answer] of Object.entries(after)) expect(answer).toEqual(before[id]);
        const path = pathOf(changed, before, dayOf(now));
        expect(Object.keys(after).sort()).toEqual([...path.asked].sort());
        const lost = Object.keys(before).filter((id) => after[id] === undefined);
        if (lost.length > 0) {
          expect(step.page.notices).toContainEqual(
            expect.objectContaining({ notice: "lost-answers", questions: lost }),
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  it("never keeps what was typed in a drill", () => {
    fc.assert(
      fc.property(anyFlow, (flow) => {
        const flows = flowsOf(flow);
        const session = toThePlan(flow);
        const opened = advance(flows, session, { type: "press", button: "p:drill", turn: session.turn }, now);
        if (opened.page.kind !== "practice") return;
        const typed = advance(
          flows,
          opened.session,
          { type: "text", text: "canary four words here", dates: [] },
          now,
        );
        expect(typed.page).toMatchObject({ kind: "practice", words: 4 });
        expect(JSON.stringify(typed.session)).not.toContain("canary");
      }),
      { numRuns: 100 },
    );
  });

  it("changes nothing that it was given", () => {
    fc.assert(
      fc.property(anyFlow, events, (flow, said) => {
        const flows = frozen(flowsOf(flow));
        let session: Session = frozen(emptySession);
        for (const event of [{ type: "command" as const, name: flow.id, rest: "" }, ...said]) {
          session = frozen(advance(flows, session, frozen(atTurn(event, session.turn)), now).session);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("keeps, when a flow becomes any other, whatever still belongs, and names what went", () => {
    fc.assert(
      fc.property(anyFlow, events, anyFlow, (flow, said, other) => {
        const session = walk(flow, said).at(-1)?.session ?? emptySession;
        if (session.open === undefined) return;
        const before = session.cases[flow.id]?.answers ?? {};
        const step = advance(flowsOf(other), session, { type: "command", name: "resume", rest: "" }, now);
        const after = step.session.cases[flow.id]?.answers ?? {};
        // Nothing is made up, and nothing is turned into something else.
        for (const [id, answer] of Object.entries(after)) expect(answer).toEqual(before[id]);
        // Told apart from how the engine walks: what is asked of everyone and still fits must stay.
        for (const question of other.questions) {
          const answer = before[question.id];
          if (answer !== undefined && question.when === undefined && fits(question, answer)) {
            expect(after[question.id]).toEqual(answer);
          }
        }
        const asked: readonly string[] = pathOf(other, before, dayOf(now)).asked;
        expect(Object.keys(after).sort()).toEqual([...asked].sort());
        const lost = Object.keys(before).filter((id) => !Object.hasOwn(after, id));
        const named = step.page.notices.flatMap((one) =>
          one.notice === "lost-answers" ? one.questions : [],
        );
        expect([...named].sort()).toEqual(lost.sort());
        // Ticks stay with their actions, notes with their groups.
        const was = session.cases[flow.id];
        const is = step.session.cases[flow.id];
        expect(is?.done).toEqual(was?.done.filter((id) => other.actions.some((action) => action.id === id)));
        expect(is?.notes).toEqual(was?.notes);
      }),
      { numRuns: 300 },
    );
  });

  it("loses no answer because days pass", () => {
    fc.assert(
      fc.property(anyFlow, events, fc.nat({ max: 2000 }), (flow, said, days) => {
        const session = walk(flow, said).at(-1)?.session ?? emptySession;
        const later = now + days * 86_400_000;
        const step = advance(flowsOf(flow), session, { type: "command", name: "resume", rest: "" }, later);
        expect(step.session.cases[flow.id]?.answers).toEqual(session.cases[flow.id]?.answers);
        expect(step.page.notices.map((one) => one.notice)).not.toContain("lost-answers");
      }),
      { numRuns: 150 },
    );
  });

  it("leaves the cases of other flows alone, but for drafts that are opened from the list of letters", () => {
    const withoutDrafts = (session: Session, id: string) => ({ ...session.cases[id], letters: {} });
    fc.assert(
      fc.property(anyFlow, anyFlow, events, (one, another, said) => {
        const other: Flow = { ...another, id: "other", aliases: [] };
        const flows = flowsOf(one, other);
        let { session } = advance(flows, toThePlan(other), { type: "command", name: one.id, rest: "" }, now);
        const before = withoutDrafts(session, other.id);
        for (const event of said) {
          const step = advance(flows, session, atTurn(event, session.turn), now);
          if (step.effects.some((effect) => effect.effect === "forget")) {
            expect(step.session.cases).toEqual({});
            return;
          }
          session = step.session;
          expect(withoutDrafts(session, other.id)).toEqual(before);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("loses nothing to somebody who looks around", () => {
    const looks = ["back", "keep", "why", "review", "person", "pause", "close", "more", "less", "home"];
    fc.assert(
      fc.property(anyFlow, events, fc.array(fc.constantFrom(...looks)), (flow, said, pressed) => {
        const flows = flowsOf(flow);
        let session = walk(flow, said).at(-1)?.session ?? emptySession;
        const before = session.cases[flow.id]?.answers;
        for (const button of pressed) {
          session = advance(flows, session, { type: "press", button, turn: session.turn }, now).session;
        }
        expect(session.cases[flow.id]?.answers).toEqual(before);
      }),
      { numRuns: 150 },
    );
  });

  it("is led to the same plan by the same answers, whatever was looked at on the way", () => {
    fc.assert(
      fc.property(anyFlow, events, (flow, said) => {
        const session = walk(flow, said).at(-1)?.session ?? emptySession;
        const kase = session.cases[flow.id];
        if (kase === undefined || session.open === undefined) return;
        const fresh: Session = {
          ...emptySession,
          open: flow.id,
          cases: { [flow.id]: { ...emptyCase, answers: kase.answers, seen: kase.seen } },
        };
        const command: Event = { type: "command", name: flow.id, rest: "" };
        const one = advance(flowsOf(flow), session, command, now).page;
        const another = advance(flowsOf(flow), fresh, command, now).page;
        expect(another.kind).toBe(one.kind);
        if (one.kind !== "plan" || another.kind !== "plan") return;
        expect(another.plan.verdict).toBe(one.plan.verdict);
        expect(another.plan.flags).toEqual(one.plan.flags);
        expect(another.plan.letters).toEqual(one.plan.letters);
      }),
      { numRuns: 150 },
    );
  });
});

/** The same value, such that whoever changes it throws. */
function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}
