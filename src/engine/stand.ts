/** Where a member stands, derived from their answers. */
import type { Answers } from "./answer.js";
import { type Day, dayOf, type Instant } from "./day.js";
import { type Flag, type Flow, type Flows, own, type Question, type QuestionId } from "./flow.js";
import type { Notice } from "./page.js";
import { type Facts, factsOf, type Path, pathOf } from "./path.js";
import { type Case, emptyCase, type Session } from "./session.js";

/** The open case with all that follows from its answers today. */
export type Standing = {
  flow: Flow;
  kase: Case;
  path: Path;
  facts: Facts;
  today: Day;
  /** What the case leads to now: a stop flag not yet read, the next question, or the plan. */
  at: { is: "stop"; flag: Flag } | { is: "question"; question: Question } | { is: "plan" };
};

/** The standing of the open case; undefined when none is open. Expects a settled session. */
export function standingOf(flows: Flows, session: Session, now: Instant): Standing | undefined {
  const flow = session.open === undefined ? undefined : own(flows.flows, session.open);
  if (flow === undefined) return undefined;
  const kase = own(session.cases, flow.id) ?? emptyCase;
  const today = dayOf(now, session.zone);
  const path = pathOf(flow, kase.answers, today);
  const facts = factsOf(flow, path.answers, today, { open: path.open });
  const flag = flow.flags.find(
    (one) => one.stop && !kase.seen.includes(one.id) && (one.when === undefined || facts.holds(one.when)),
  );
  const at =
    flag !== undefined
      ? ({ is: "stop", flag } as const)
      : path.next !== undefined
        ? ({ is: "question", question: path.next } as const)
        : ({ is: "plan" } as const);
  return { flow, kase, path, facts, today, at };
}

/**
 * The session as it reads under the flows of today: answers that no longer belong are dropped and named,
 * ticks, notes and drafts whose action, group or letter is gone with them. Nothing else changes.
 */
export function settle(
  flows: Flows,
  session: Session,
  now: Instant,
): { session: Session; notices: Notice[] } {
  if (session.open === undefined) return { session, notices: [] };
  const flow = own(flows.flows, session.open);
  if (flow === undefined) {
    const { open: _gone, ...rest } = session;
    return { session: { ...rest, at: { page: "home" } }, notices: [{ notice: "flow-gone" }] };
  }
  const kase = own(session.cases, flow.id) ?? emptyCase;
  const settled = settleCase(flows, flow, kase, dayOf(now, session.zone));
  if (settled.kase === kase) return { session, notices: [] };
  return {
    session: withCase(session, flow.id, settled.kase),
    notices: settled.lost.length === 0 ? [] : [{ notice: "lost-answers", questions: settled.lost }],
  };
}

export function withCase(session: Session, flow: string, kase: Case): Session {
  return { ...session, cases: { ...session.cases, [flow]: kase } };
}

function settleCase(flows: Flows, flow: Flow, kase: Case, today: Day): { kase: Case; lost: QuestionId[] } {
  const path = pathOf(flow, kase.answers, today);
  const facts = factsOf(flow, path.answers, today, { open: path.open });
  const seen = kase.seen.filter((id) => {
    const flag = flow.flags.find((one) => one.id === id && one.stop);
    return flag !== undefined && (flag.when === undefined || facts.truth(flag.when) !== false);
  });
  const done = kase.done.filter((id) => flow.actions.some((action) => action.id === id));
  const notes = Object.entries(kase.notes).filter(([id]) =>
    flow.groups.some((group) => group.id === id && group.note !== undefined),
  );
  const letters = Object.entries(kase.letters).flatMap(([id, answers]): [string, Answers][] => {
    const letter = own(flows.letters, id);
    if (letter === undefined) return [];
    const kept = pathOf(letter, answers, today, path.answers);
    return [[id, kept.lost.length === 0 ? answers : kept.answers]];
  });
  const same =
    path.lost.length === 0 &&
    seen.length === kase.seen.length &&
    done.length === kase.done.length &&
    notes.length === Object.keys(kase.notes).length &&
    letters.length === Object.keys(kase.letters).length &&
    letters.every(([id, answers]) => kase.letters[id] === answers);
  if (same) return { kase, lost: [] };
  return {
    kase: {
      ...kase,
      answers: path.answers,
      seen,
      done,
      notes: Object.fromEntries(notes),
      letters: Object.fromEntries(letters),
    },
    lost: [...path.lost],
  };
}
