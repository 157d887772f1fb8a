/** `/letters`: every letter by name, and the case each is filled from. */

import type { Instant } from "./day.js";
import { type FlowId, type Flows, type Letter, type LetterId, own } from "./flow.js";
import type { LetterRow } from "./page.js";
import type { Session } from "./session.js";
import { loose, type Standing, standingOf } from "./stand.js";

/** Every letter, or those of `only` that exist, in the order of their files. */
export function letterRows(
  flows: Flows,
  session: Session,
  now: Instant,
  only?: readonly LetterId[],
): LetterRow[] {
  const cases = casesOf(flows, session, now);
  return Object.values(flows.letters)
    .filter((letter) => only === undefined || only.includes(letter.id))
    .map((letter) => rowOf(letter, session, cases));
}

/** One of these rows; nothing where there is no such letter. */
export function letterRow(flows: Flows, session: Session, now: Instant, id: LetterId): LetterRow | undefined {
  const letter = own(flows.letters, id);
  return letter === undefined ? undefined : rowOf(letter, session, casesOf(flows, session, now));
}

function casesOf(flows: Flows, session: Session, now: Instant): Standing[] {
  return Object.keys(session.cases).flatMap((id) => {
    if (own(flows.flows, id) === undefined) return [];
    return standingOf(flows, { ...session, open: id }, now) ?? [];
  });
}

/**
 * A letter is filled from a case that offers it, since only there is proved that its words fit the answers: from the open
 * one, else from the finished one that has most of what it takes. Without one it is held by no case.
 */
function rowOf(letter: Letter, session: Session, cases: readonly Standing[]): LetterRow {
  const offering = cases.filter((standing) => offers(standing, letter.id));
  const fitting = offering.filter((standing) => fits(standing, letter.id));
  const useful = fitting.filter((standing) => letter.takes.length === 0 || takenBy(standing, letter) > 0);
  const open = useful.find((standing) => standing.flow.id === session.open);
  const finished = useful.filter((standing) => standing.path.next === undefined);
  const most = Math.max(...finished.map((standing) => takenBy(standing, letter)));
  const from = open ?? finished.findLast((standing) => takenBy(standing, letter) === most);
  const of: FlowId = from?.flow.id ?? loose;
  const draft = own(own(session.cases, of)?.letters, letter.id) ?? {};
  return {
    letter: letter.id,
    of,
    filled: from !== undefined && takenBy(from, letter) > 0,
    begun: Object.keys(draft).length > 0,
    waiting: offering.some((standing) => waits(standing, letter.id)),
  };
}

function offers({ flow }: Standing, id: LetterId): boolean {
  return (
    flow.actions.some((action) => action.letter === id) ||
    flow.questions.some((question) => question.unsure?.letter === id)
  );
}

/** Whether a step that leads to the letter holds or still may: of a refusal under 214(b) no letter about 221(g) is filled. */
function fits({ flow, path, facts }: Standing, id: LetterId): boolean {
  return (
    flow.actions.some(
      ({ letter, when }) => letter === id && (when === undefined || facts.truth(when) !== false),
    ) ||
    flow.questions.some((question) => {
      const answer = own(path.answers, question.id);
      const said = answer === undefined ? path.open.has(question.id) : "unsure" in answer;
      return question.unsure?.letter === id && said;
    })
  );
}

function takenBy({ path }: Standing, letter: Letter): number {
  return letter.takes.filter((id) => own(path.answers, id) !== undefined).length;
}

/** Under a stop flag a letter waits for that talk, as it does on the plan, unless a safe step needs it. */
function waits({ flow, facts }: Standing, id: LetterId): boolean {
  const stopped = flow.flags.some((flag) => flag.stop && (flag.when === undefined || facts.holds(flag.when)));
  return stopped && !flow.actions.some((action) => action.letter === id && action.safe);
}
