/** Where a member stands, derived from their answers. */
import type { Answers } from "./answer.js";
import { type Day, dayOf, type Instant } from "./day.js";
import { type Flag, type Flow, type Flows, own, type Question } from "./flow.js";
import type { Notice } from "./page.js";
import { type Facts, factsOf, type Path, pathOf } from "./path.js";
import type { Plan } from "./plan.js";
import { type Base, baseOf, type Case, emptyCase, heldBy, type Place, type Session } from "./session.js";

/** The open case with all that follows from its answers today. */
export type Standing = {
  flow: Flow;
  kase: Case;
  path: Path;
  facts: Facts;
  today: Day;
  /** What the case leads to now: a stop flag not yet read, the next question, or the plan. */
  at: { is: "stop"; flag: Flag } | { is: "question"; question: Question } | { is: "plan" };
  /** The plan, where it has been made already in this step. */
  planned?: Plan;
};

/** A session as it reads under the flows of today, what was dropped from it, and where its open case stands. */
export type Settled = { session: Session; standing?: Standing; notices: Notice[] };

/** The name under which letters are kept that no case is there for. No flow is called so. */
export const loose = "letters";

/** What keeps those letters: a flow without questions, so that its case is always finished. */
export const looseFlow: Flow = {
  ...{ id: loose, aliases: [], atMost: 0, questions: [], terms: [], flags: [], verdicts: [{ id: loose }] },
  ...{ groups: [], actions: [], tables: [], practice: [] },
};

/** The standing of the open case, wherever the member is; undefined when none is open. */
export function standingOf(flows: Flows, session: Session, now: Instant): Standing | undefined {
  return settle(flows, { ...session, at: derivedPlace }, now).standing;
}

const derivedPlace: Base = { page: "case", part: 1 };

/** The list of all letters, over the open case or the start page. */
export function listOfLetters({ open }: Session): Place {
  return { page: "letters", part: 1, over: open === undefined ? { page: "home" } : derivedPlace };
}

/**
 * Of the case that the member is in: answers that no longer belong are dropped and named, and with them ticks, notes
 * and drafts whose action, group or letter is gone. Where the flow, or the letter from the list, is gone in which the
 * member was, they are led to what is nearest. Nothing else changes.
 */
export function settle(flows: Flows, session: Session, now: Instant): Settled {
  const settled = settledThere(flows, session, now);
  const place = baseOf(settled.session.at);
  const gone =
    place.page === "letter" && place.of !== undefined && own(flows.letters, place.letter) === undefined;
  if (!gone) return settled;
  const led = settledThere(flows, { ...settled.session, at: listOfLetters(session) }, now);
  return { ...led, notices: [...settled.notices, ...led.notices] };
}

function settledThere(flows: Flows, session: Session, now: Instant): Settled {
  const held = heldBy(session);
  if (held === undefined) return { session, notices: [] };
  const flow = held === loose ? looseFlow : own(flows.flows, held);
  if (flow === undefined) {
    const { open, ...rest } = session;
    const gone = { notice: "flow-gone" } as const;
    if (open === held) return { session: { ...rest, at: { page: "home" } }, notices: [gone] };
    const at: Base = open === undefined ? { page: "home" } : derivedPlace;
    const back = settledThere(flows, { ...session, at }, now);
    return { ...back, notices: [gone, ...back.notices] };
  }
  const before = own(session.cases, flow.id) ?? emptyCase;
  const today = dayOf(now, session.zone);
  const path = pathOf(flow, before.answers, today);
  const facts = factsOf(flow, path.answers, today, { open: path.open });
  const kase = settledCase(flows, flow, before, today, path, facts);
  return {
    session: kase === before ? session : withCase(session, flow.id, kase),
    standing: { flow, kase, path, facts, today, at: leadsTo(flow, kase, path, facts) },
    notices: [
      ...(path.lost.length === 0
        ? []
        : [{ notice: "lost-answers", flow: flow.id, questions: path.lost } as const]),
      ...(linesOf(kase) < linesOf(before) ? [{ notice: "lost-lines" } as const] : []),
    ],
  };
}

/** How many lines the member has written into drafts. */
function linesOf(kase: Case): number {
  return Object.values(kase.letters).reduce((sum, answers) => sum + Object.keys(answers).length, 0);
}

/** What a case leads to by itself. */
function leadsTo(flow: Flow, kase: Case, path: Path, facts: Facts): Standing["at"] {
  const flag = flow.flags.find(
    (one) => one.stop && !kase.seen.includes(one.id) && (one.when === undefined || facts.holds(one.when)),
  );
  if (flag !== undefined) return { is: "stop", flag };
  return path.next === undefined ? { is: "plan" } : { is: "question", question: path.next };
}

export function withCase(session: Session, flow: string, kase: Case): Session {
  return { ...session, cases: { ...session.cases, [flow]: kase } };
}

/** The case with what no longer belongs taken out; the same object when all of it does. */
function settledCase(flows: Flows, flow: Flow, kase: Case, today: Day, path: Path, facts: Facts): Case {
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
  if (same) return kase;
  return {
    ...kase,
    answers: path.answers,
    seen,
    done,
    notes: Object.fromEntries(notes),
    letters: Object.fromEntries(letters),
  };
}
