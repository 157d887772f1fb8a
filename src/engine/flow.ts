/** A flow as the engine knows it: names and rules, no prose, parts already in place. The language is described in ARCHITECTURE.md. */
import type { Condition } from "./condition.js";
import type { Day, Span } from "./day.js";

export type FlowId = string;
export type QuestionId = string;
export type OptionId = string;
export type FlagId = string;
export type VerdictId = string;
export type GroupId = string;
export type ActionId = string;
export type LetterId = string;
export type ArticleId = string;
export type TableId = string;
export type PracticeId = string;
/** A question or a derived date: both stand wherever a day is needed. */
export type DateName = string;

/** Whom a flag sends the member to. */
export type Person = "attorney" | "gme" | "sponsor" | "nrmp" | "dso" | "ombudsman";
export const persons = [
  "attorney",
  "gme",
  "sponsor",
  "nrmp",
  "dso",
  "ombudsman",
] as const satisfies readonly Person[];

/**
 * "I don't know" is offered; the plan then starts with finding out. `waits`: under a stop flag not even that. `until`:
 * only as long as this day has not passed, and not where it would be due after it.
 */
export type Unsure = {
  article: ArticleId;
  due?: readonly Due[];
  until?: DateName;
  letter?: LetterId;
  command?: string;
  waits?: true;
};

type QuestionBase = { id: QuestionId; when?: Condition; skip: boolean; unsure?: Unsure };

/** The list of time zones: an answer from it is the member's own zone. */
export const zoneList = "zones";

/** One entry of a long list: its key and every name a member may type for it. */
export type PickEntry = { key: string; names: readonly string[] };

export type Question = QuestionBase &
  (
    | { kind: "choice"; options: readonly OptionId[] }
    | { kind: "multi"; options: readonly OptionId[]; none: boolean }
    | { kind: "number"; min: number; max: number }
    /** Both bounds count from today and are inclusive. */
    | { kind: "date"; from: Span; to: Span }
    | { kind: "year"; from: number; to: number }
    | { kind: "pick"; from: string; entries: readonly PickEntry[] }
    | { kind: "text"; lines: number; max: number }
  );

/** One way to compute a due date; of a list, the earliest that can be computed counts. */
export type Due =
  | { kind: "span"; span: Span }
  | { kind: "before"; date: DateName; by: Span }
  | { kind: "after"; date: DateName; by: Span };

export type Flag = { id: FlagId; when?: Condition; to: Person; stop: boolean };
export type Verdict = { id: VerdictId; when?: Condition };
/** `note` is the room for one note, in UTF-16 units. A group that `opens` is a line on the plan and a page of its own. */
export type Group = { id: GroupId; note?: number; opens: boolean };
export type Action = {
  id: ActionId;
  when?: Condition;
  group: GroupId;
  due: readonly Due[];
  /** It is a step only as long as this day has not passed, and not where it would be due after it. */
  until?: DateName;
  safe: boolean;
  article?: ArticleId;
  letter?: LetterId;
  practice?: PracticeId;
  command?: string;
};

/** How a yearly date is computed when it is not known. `from` names another date of the same table. */
export type DateRule =
  | { kind: "nth"; nth: number; weekday: number; month: number; before: boolean }
  | { kind: "day"; month: number; day: number; before: boolean }
  | { kind: "offset"; days: number; from: string };
export type DerivedDate = { id: string; known: Readonly<Record<string, Day>>; rule?: DateRule };
/** Dates that follow from the answer to the `year` question `of`. */
export type DerivedDates = { table: string; of: QuestionId; dates: readonly DerivedDate[] };

/** "08:00": hours and minutes of a day. */
export type ClockTime = string;

/** With `first` it stands right after the verdict, else at the end of the plan. */
export type Table = { id: TableId; when?: Condition; first: boolean } & (
  | {
      kind: "columns";
      columns: readonly string[];
      head: QuestionId;
      rows: readonly QuestionId[];
      mark?: QuestionId;
    }
  | { kind: "dates"; rows: readonly string[] }
  /** With `column`, of the columns named as its options only the one that was chosen is shown. */
  | { kind: "data"; from: string; column?: QuestionId }
  /** The hours of `against` in the zone that was picked, from the first of `between` to the last. */
  | {
      kind: "clock";
      zone: QuestionId;
      against: readonly string[];
      hours: readonly [ClockTime, ClockTime];
      between: readonly [DateName, DateName];
    }
);

export type Drill = { id: string; when?: Condition; points: number; seconds: number };
export type Practice = { id: PracticeId; ask: readonly Drill[] };

export type Flow = {
  id: FlowId;
  aliases: readonly string[];
  atMost: number;
  questions: readonly Question[];
  terms: readonly { id: string; when: Condition }[];
  dates?: DerivedDates;
  flags: readonly Flag[];
  verdicts: readonly Verdict[];
  groups: readonly Group[];
  actions: readonly Action[];
  tables: readonly Table[];
  practice: readonly Practice[];
};

/** A letter is a small flow of its own. `spoken` (seconds) marks one that is said aloud, `words` one that is kept short. */
export type Letter = {
  id: LetterId;
  takes: readonly QuestionId[];
  questions: readonly Question[];
  passages: readonly { id: string; when?: Condition }[];
  spoken?: number;
  words?: number;
};

export type Flows = {
  flows: Readonly<Record<FlowId, Flow>>;
  letters: Readonly<Record<LetterId, Letter>>;
};

/** Every date that ends a step or a finding out. */
export function untilsOf(flow: Flow): DateName[] {
  return [...flow.actions, ...flow.questions.flatMap(({ unsure }) => unsure ?? [])].flatMap(
    ({ until }) => until ?? [],
  );
}

/** The own property `key` of `record`, so that a member's `__proto__` is never found; of no record there is none. */
export function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}
