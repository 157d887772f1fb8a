/** A30, F73: each element of the shipped flows deleted, renamed or moved once, under members who are in the middle of them. */
import { describe, expect, it } from "vitest";
import { advance, type Step, show } from "../../src/engine/advance.js";
import { dayOf } from "../../src/engine/day.js";
import type { Flow, Question } from "../../src/engine/flow.js";
import { pathOf } from "../../src/engine/path.js";
import { emptySession, type Session } from "../../src/engine/session.js";
import { answering } from "../support/answering.js";
import { shipped } from "../support/shipped.js";

const { library } = await shipped();
const { flows } = library;
const now = Date.parse("2026-11-24T09:00:00Z");

/** Sessions of one walk: at its first question, in its middle, and with its plan. */
function golden(flow: string): Session[] {
  const all: Session[] = [];
  let step: Step = advance(flows, emptySession, { type: "command", name: flow, rest: "" }, now);
  for (let count = 0; count < 60; count += 1) {
    all.push(step.session);
    const event = answering(step.page, step.session.turn);
    if (event === undefined) break;
    step = advance(flows, step.session, event, now);
  }
  const [first, middle, last] = [all[1], all[Math.floor(all.length / 2)], all.at(-1)];
  return [first, middle, last].flatMap((one) => one ?? []);
}

type Mutant = { what: string; flow: Flow };

function mutants(flow: Flow): Mutant[] {
  const { questions } = flow;
  const found: Mutant[] = [];
  const add = (what: string, changed: Partial<Flow>): void => {
    found.push({ what, flow: { ...flow, ...changed } });
  };
  for (const [index, question] of questions.entries()) {
    const others = questions.filter((one) => one !== question);
    const replaced = (next: Question): readonly Question[] =>
      questions.map((one) => (one === question ? next : one));
    add(`${question.id} deleted`, { questions: others });
    add(`${question.id} renamed`, { questions: replaced({ ...question, id: `${question.id}-anew` }) });
    add(`${question.id} moved`, { questions: index === 0 ? [...others, question] : [question, ...others] });
    if (question.kind !== "choice" && question.kind !== "multi") continue;
    for (const option of question.options) {
      const without = question.options.filter((one) => one !== option);
      add(`${question.id}.${option} deleted`, { questions: replaced({ ...question, options: without }) });
      const renamed = question.options.map((one) => (one === option ? `${option}-anew` : one));
      add(`${question.id}.${option} renamed`, { questions: replaced({ ...question, options: renamed }) });
      add(`${question.id}.${option} moved`, {
        questions: replaced({ ...question, options: [...without, option] }),
      });
    }
  }
  const parts = ["terms", "flags", "verdicts", "groups", "actions", "tables", "practice"] as const;
  for (const part of parts) {
    for (const [index, one] of flow[part].entries()) {
      const list = flow[part].filter((_, at) => at !== index);
      add(`${part} ${index} deleted`, { [part]: list });
      add(`${part} ${index} moved`, { [part]: index === 0 ? [...list, one] : [one, ...list] });
      if ("id" in one) {
        const renamed = flow[part].map((each) => (each === one ? { ...each, id: `${one.id}-anew` } : each));
        add(`${part} ${index} renamed`, { [part]: renamed });
      }
    }
  }
  return found;
}

describe("A30: a flow that changes under its members", () => {
  it.each(Object.keys(flows.flows))(
    "/%s: nothing throws, nothing is lost that still exists, and what is asked again is said",
    (id) => {
      const flow = flows.flows[id];
      if (flow === undefined) return;
      const today = dayOf(now);
      let tried = 0;
      for (const mutant of mutants(flow)) {
        const changed = { ...flows, flows: { ...flows.flows, [id]: mutant.flow } };
        for (const session of golden(id)) {
          const before = session.cases[id]?.answers ?? {};
          show(changed, session, now);
          const step = advance(changed, session, { type: "command", name: id, rest: "" }, now);
          const after = step.session.cases[id]?.answers ?? {};
          const asked = pathOf(mutant.flow, before, today).answers;
          expect(Object.keys(after), mutant.what).toEqual(expect.arrayContaining(Object.keys(asked)));
          for (const [question, answer] of Object.entries(after))
            expect(answer, mutant.what).toEqual(before[question]);
          const dropped = Object.keys(before).filter((question) => !(question in after));
          const told = step.page.notices.flatMap((one) => ("questions" in one ? one.questions : []));
          const still = dropped.filter((question) =>
            mutant.flow.questions.some((one) => one.id === question),
          );
          expect(told, mutant.what).toEqual(expect.arrayContaining(still));
          tried += 1;
        }
      }
      expect(tried).toBeGreaterThan(50);
    },
  );
});
