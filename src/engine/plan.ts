/** From rules and answers to a plan. */
import type { Answer, Answers } from "./answer.js";
import { type Derived, derivedDate } from "./dates.js";
import { type Day, dayOf, endOf, type Instant, moveDay, negate } from "./day.js";
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
  Table,
  Unsure,
  VerdictId,
} from "./flow.js";
import { type Facts, factsOf, isDerived, verdictOf } from "./path.js";
import type { Case } from "./session.js";

/** `late` is true only where the day was computed from a date and lies before the day the plan was made. */
export type DueDate =
  | { kind: "day"; day: Day; late: boolean; confirmed: boolean }
  | { kind: "hour"; at: Instant }
  /** It cannot be computed yet; `needs` are the dates that would give it. */
  | { kind: "open"; needs: readonly DateName[] };

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

export type PlanTable =
  | {
      id: string;
      kind: "columns";
      head: readonly (Answer | undefined)[];
      columns: readonly string[];
      rows: readonly { row: QuestionId; cells: readonly (Answer | undefined)[]; marked: boolean }[];
    }
  | {
      id: string;
      kind: "dates";
      rows: readonly { id: string; day?: Day; confirmed: boolean; late: boolean }[];
    }
  | { id: string; kind: "data"; from: string }
  | { id: string; kind: "clock"; zone: string; against: readonly string[]; from: Day };

/** `waiting`: its letter and command are not to be used before the person of a stop flag has looked. */
export type FindOut = { question: QuestionId; due?: DueDate; waiting: boolean } & Omit<Unsure, "due">;

export type Plan = {
  made: Instant;
  day: Day;
  flags: readonly Flag[];
  verdict: VerdictId;
  /** Questions answered with "I don't know": the plan starts with finding out. */
  findOut: readonly FindOut[];
  groups: readonly (Group & { actions: readonly PlanAction[] })[];
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
  const due = (dues: readonly Due[]): DueDate | undefined => dueDate(flow, dues, facts, made, madeOn);
  const flags = flow.flags.filter(on);
  const stopped = flags.some((flag) => flag.stop);
  const actions = flow.actions.filter(on).map((action): PlanAction => {
    const when = due(action.due);
    return {
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
  });
  const findOut = flow.questions.flatMap((question): FindOut[] => {
    const answer = facts.answer(question.id);
    if (question.unsure === undefined || answer === undefined || !("unsure" in answer)) return [];
    const { due: dues, ...rest } = question.unsure;
    const when = due(dues ?? []);
    const waiting = stopped && (rest.letter !== undefined || rest.command !== undefined);
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

/** The drills of a practice that this member is asked. */
export function drillsOf(flow: Flow, practice: Practice, answers: Answers, today: Day): Practice["ask"] {
  const facts = factsOf(flow, answers, today);
  return practice.ask.filter((drill) => drill.when === undefined || facts.holds(drill.when));
}

/** The earliest of `dues` that can be computed; `open` when none can, undefined when there are none. */
function dueDate(
  flow: Flow,
  dues: readonly Due[],
  facts: Facts,
  made: Instant,
  madeOn: Day,
): DueDate | undefined {
  if (dues.length === 0) return undefined;
  const found: Exclude<DueDate, { kind: "open" }>[] = [];
  const needs: DateName[] = [];
  for (const due of dues) {
    if (due.kind === "span") {
      found.push(
        due.span.unit === "hours"
          ? { kind: "hour", at: made + due.span.amount * 3_600_000 }
          : { kind: "day", day: moveDay(madeOn, due.span), late: false, confirmed: true },
      );
      continue;
    }
    const base = dateNamed(flow, due.date, facts);
    if (base === undefined) {
      needs.push(due.date);
      continue;
    }
    const day = moveDay(base.day, due.kind === "before" ? negate(due.by) : due.by);
    found.push({ kind: "day", day, late: day < madeOn, confirmed: base.confirmed });
  }
  const earliest = found.sort((a, b) => instantOf(a) - instantOf(b))[0];
  return earliest ?? { kind: "open", needs };
}

function dateNamed(flow: Flow, name: DateName, facts: Facts): Derived | undefined {
  if (flow.dates !== undefined && isDerived(flow, name)) {
    const year = facts.answer(flow.dates.of);
    return year !== undefined && "year" in year ? derivedDate(flow.dates, name, year.year) : undefined;
  }
  const day = facts.day(name);
  return day === undefined ? undefined : { day, confirmed: true };
}

/** The end of the day for a day, so that an hour of the same day comes first. */
function instantOf(due: Exclude<DueDate, { kind: "open" }>): Instant {
  return due.kind === "hour" ? due.at : endOf(due.day);
}

/** By due date; what has none, or none yet, comes last. */
function rankOf({ due }: PlanAction): Instant {
  return due === undefined || due.kind === "open" ? never : instantOf(due);
}

/** After every instant. */
const never: Instant = Number.MAX_SAFE_INTEGER;

function tableOf(flow: Flow, table: Table, facts: Facts, today: Day): PlanTable {
  switch (table.kind) {
    case "columns": {
      const cell = (column: string, row: string): Answer | undefined => facts.answer(`${column}.${row}`);
      const matters = table.mark === undefined ? undefined : facts.answer(table.mark);
      const marked = matters !== undefined && "ticked" in matters ? matters.ticked : [];
      return {
        id: table.id,
        kind: "columns",
        columns: table.columns,
        head: table.columns.map((column) => cell(column, table.head)),
        rows: table.rows.map((row) => ({
          row,
          cells: table.columns.map((column) => cell(column, row)),
          marked: marked.includes(row),
        })),
      };
    }
    case "dates":
      return {
        id: table.id,
        kind: "dates",
        rows: table.rows.map((id) => {
          const date = dateNamed(flow, id, facts);
          return date === undefined
            ? { id, confirmed: false, late: false }
            : { id, day: date.day, confirmed: date.confirmed, late: date.day < today };
        }),
      };
    case "data":
      return { id: table.id, kind: "data", from: table.from };
    case "clock": {
      const zone = facts.answer(table.zone);
      return {
        id: table.id,
        kind: "clock",
        zone: zone !== undefined && "pick" in zone ? zone.pick : "UTC",
        against: table.against,
        from: today,
      };
    }
  }
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
