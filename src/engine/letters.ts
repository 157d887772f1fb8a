/** `/letters`: every letter by name, and the case each is filled from. */
import { takenBy } from "./asked.js";
import type { Condition } from "./condition.js";
import type { Instant } from "./day.js";
import { type Flow, type FlowId, type Flows, type Letter, type LetterId, own } from "./flow.js";
import type { LetterRow } from "./page.js";
import type { Session } from "./session.js";
import { loose, type Standing, standingOf } from "./stand.js";

/** Every letter, or those of `only` that exist, in the order of their files; those apart from every plan come last. */
export function letterRows(
  flows: Flows,
  session: Session,
  now: Instant,
  only?: readonly LetterId[],
): LetterRow[] {
  const cases = casesOf(flows, session, now);
  const rows = Object.values(flows.letters)
    .filter((letter) => only === undefined || only.includes(letter.id))
    .map((letter) => rowOf(letter, session, cases));
  return [...rows.filter((row) => !row.apart), ...rows.filter((row) => row.apart)];
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
 * A letter is filled from a case in whose plan it is, since only there is proved that its words fit the answers: from
 * the open one, else from the finished one that has most of what it takes. Without one it is held by no case.
 */
function rowOf(letter: Letter, session: Session, cases: readonly Standing[]): LetterRow {
  const offering = cases.flatMap((standing) => {
    const offer = offerOf(standing.flow, letter.id);
    return offer === undefined ? [] : [{ standing, has: standing.facts.truth(offer) }];
  });
  const having = offering.filter(({ has }) => has === true).map(({ standing }) => standing);
  const lacking = offering.filter(({ has }) => has === false).map(({ standing }) => standing.flow.id);
  const taken = (standing: Standing): number => Object.keys(takenBy(letter, standing)).length;
  const useful = having.filter((standing) => letter.takes.length === 0 || taken(standing) > 0);
  const open = useful.find((standing) => standing.flow.id === session.open);
  const finished = useful.filter((standing) => standing.path.next === undefined);
  const most = Math.max(...finished.map(taken));
  const from = open ?? finished.findLast((standing) => taken(standing) === most);
  const of: FlowId = from?.flow.id ?? loose;
  const draft = own(own(session.cases, of)?.letters, letter.id) ?? {};
  return {
    letter: letter.id,
    of,
    filled: from !== undefined && taken(from) > 0,
    begun: Object.keys(draft).length > 0,
    waiting: offering.some(({ standing }) => waits(standing, letter.id)),
    lacking,
    apart: lacking.length > 0 && having.length === 0,
  };
}

/** When the plan of this flow has the letter; undefined where the flow never offers it. */
function offerOf(flow: Flow, id: LetterId): Condition | undefined {
  const offers: Condition[] = [
    ...flow.actions.flatMap(({ letter, when = always }) => (letter === id ? [when] : [])),
    ...flow.questions.flatMap(({ id: question, unsure }): Condition[] =>
      unsure?.letter === id ? [{ kind: "unsure", question }] : [],
    ),
  ];
  return offers.length === 0 ? undefined : { kind: "any", of: offers };
}

const always: Condition = { kind: "all", of: [] };

/** Under a stop flag a letter waits for that talk, as it does on the plan, unless a safe step that can hold needs it. */
function waits({ flow, facts }: Standing, id: LetterId): boolean {
  const stopped = flow.flags.some((flag) => flag.stop && (flag.when === undefined || facts.holds(flag.when)));
  const safe = flow.actions.filter((action) => action.letter === id && action.safe);
  return stopped && safe.every(({ when = always }) => facts.truth(when) === false);
}
