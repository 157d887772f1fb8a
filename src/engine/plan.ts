/** From rules and answers to a plan. */
import type { Answers } from "./answer.js";
import { type Day, dayOf, type Instant } from "./day.js";
import { type DueDate, dateNamed, dueDate, instantOf } from "./due.js";
import type {
  Action,
  ActionId,
  ArticleId,
  DateName,
  Due,
  Flag,
  Flow,
  Group,
  GroupId,
  LetterId,
  Practice,
  PracticeId,
  QuestionId,
  Unsure,
  VerdictId,
} from "./flow.js";
import { own } from "./flow.js";
import { type Facts, factsOf, verdictOf } from "./path.js";
import type { Case } from "./session.js";
import { type PlanTable, tableOf } from "./tables.js";

export type PlanAction = {
  id: ActionId;
  group: GroupId;
  due?: DueDate;
  done: boolean;
  /** Not to be done before the person of a stop flag has looked. */
  waiting: boolean;
  article?: ArticleId;
  letter?: LetterId;
  practice?: PracticeId;
  command?: string;
};

/**
 * `waiting`: its letter and command are not to be used before the person of a stop flag has looked. With `waits` nothing
 * of it is to be done before, so it has no due date then.
 */
export type FindOut = { question: QuestionId; due?: DueDate; waiting: boolean } & Omit<
  Unsure,
  "due" | "until"
>;

export type Plan = {
  made: Instant;
  day: Day;
  flags: readonly Flag[];
  verdict: VerdictId;
  /** Questions answered with "I don't know": the plan starts with finding out. */
  findOut: readonly FindOut[];
  /** `noted` is what the member wrote down under it. */
  groups: readonly (Group & { actions: readonly PlanAction[]; noted?: string })[];
  letters: readonly LetterId[];
  tables: readonly PlanTable[];
  practice: readonly PracticeId[];
  /** A stop flag holds: only safe actions are to be done before that talk. */
  stopped: boolean;
};

/**
 * The plan of a finished case. Conditions are judged by `facts`, which are those of its answers at `now`; due dates
 * count from the moment the plan was first made (`case.made`, else `now`).
 */
export function planOf(flow: Flow, facts: Facts, kase: Case, now: Instant, zone?: string): Plan {
  const today = dayOf(now, zone);
  const made = kase.made ?? now;
  const madeOn = dayOf(made, zone);
  const on = (rule: { when?: Action["when"] }): boolean => rule.when === undefined || facts.holds(rule.when);
  const due = (dues: readonly Due[]): DueDate | undefined => dueDate(flow, dues, facts, made, madeOn, today);
  const flags = flow.flags.filter(on);
  const stopped = flags.some((flag) => flag.stop);
  const over = (last: DateName | undefined, when: DueDate | undefined): boolean =>
    last !== undefined && isOver(dateNamed(flow, last, facts)?.day, when, today, zone);
  const actions = flow.actions.filter(on).flatMap((action): PlanAction[] => {
    const when = due(action.due);
    if (over(action.until, when)) return [];
    const planned = {
      id: action.id,
      group: action.group,
      done: kase.done.includes(action.id),
      waiting: stopped && !action.safe,
      ...(when === undefined ? {} : { due: when }),
      ...(action.article === undefined ? {} : { article: action.article }),
      ...(action.letter === undefined ? {} : { letter: action.letter }),
      ...(action.practice === undefined ? {} : { practice: action.practice }),
      ...(action.command === undefined ? {} : { command: action.command }),
    };
    return [planned];
  });
  const findOut = flow.questions.flatMap((question): FindOut[] => {
    const answer = facts.answer(question.id);
    if (question.unsure === undefined || answer === undefined || !("unsure" in answer)) return [];
    const { due: dues, until, ...rest } = question.unsure;
    const { waits = false, letter, command } = rest;
    const waiting = stopped && (waits || letter !== undefined || command !== undefined);
    const when = waiting && waits ? undefined : due(dues ?? []);
    if (over(until, when)) return [];
    return [{ question: question.id, waiting, ...rest, ...(when === undefined ? {} : { due: when }) }];
  });
  const open = actions.filter((action) => !action.waiting);
  const ranks = new Map(actions.map((action) => [action.id, rankOf(action)]));
  const rank = (action: PlanAction): number => ranks.get(action.id) ?? never;
  return {
    made,
    day: madeOn,
    flags: [...flags.filter((flag) => flag.stop), ...flags.filter((flag) => !flag.stop)],
    verdict: verdictOf(flow, facts.holds) ?? "",
    findOut,
    groups: flow.groups
      .map((group) => ({
        ...group,
        actions: actions.filter((action) => action.group === group.id).sort((a, b) => rank(a) - rank(b)),
        ...notedOf(group, kase),
      }))
      .filter((group) => group.actions.length > 0),
    letters: unique([
      ...open.flatMap((action) => action.letter ?? []),
      ...findOut.flatMap((one) => (one.waiting ? [] : (one.letter ?? []))),
    ]),
    tables: flow.tables.filter(on).map((table) => tableOf(flow, table, facts, today)),
    practice: unique(open.flatMap((action) => action.practice ?? [])),
    stopped,
  };
}

/**
 * All actions in the order in which their boxes are counted. On the plan stands no box of a list that opens, so what has one there
 * comes first, and no pick from it can cover what it does not show.
 */
export function boxOrder({ groups }: Pick<Plan, "groups">): ActionId[] {
  return [...groups.filter(({ opens }) => !opens), ...groups.filter(({ opens }) => opens)].flatMap(
    ({ actions }) => actions.map(({ id }) => id),
  );
}

/** Whether a step has lost its time: its `last` day has passed, or it would be due after it. */
function isOver(last: Day | undefined, due: DueDate | undefined, today: Day, zone?: string): boolean {
  if (last === undefined) return false;
  if (last < today) return true;
  switch (due?.kind) {
    case "day":
      return due.day > last;
    case "hour":
      return dayOf(due.at, zone) > last;
    default:
      return false;
  }
}

function notedOf(group: Group, kase: Case): { noted?: string } {
  const noted = group.note === undefined ? undefined : own(kase.notes, group.id);
  return noted === undefined ? {} : { noted };
}

/** The drills of a practice that this member is asked. */
export function drillsOf(flow: Flow, practice: Practice, answers: Answers, today: Day): Practice["ask"] {
  const facts = factsOf(flow, answers, today);
  return practice.ask.filter((drill) => drill.when === undefined || facts.holds(drill.when));
}

/** By due date; what has none, or none yet, comes last. */
function rankOf({ due }: PlanAction): Instant {
  return due === undefined || due.kind === "open" ? never : instantOf(due);
}

/** After every instant. */
const never: Instant = Number.MAX_SAFE_INTEGER;

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
