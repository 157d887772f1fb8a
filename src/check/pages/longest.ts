/** The longest that can be put into a page: answers, a plan, flags. */
import type { Answer } from "../../engine/answer.js";
import type { Condition } from "../../engine/condition.js";
import { addDays } from "../../engine/day.js";
import { type FlagId, type Flow, own, type Person, type Question } from "../../engine/flow.js";
import type { Plan, PlanAction } from "../../engine/plan.js";
import type { Situations } from "../../engine/situations/index.js";
import type { PlanTable } from "../../engine/tables.js";
import type { Proof } from "../proof.js";
import type { ProvedSubject } from "../rule.js";
import { longDay } from "./placed.js";

/** The eight entries of a long list that take most room on their buttons. */
export function longestEntries(question: Extract<Question, { kind: "pick" }>): string[] {
  const length = (entry: (typeof question.entries)[number]): number => (entry.names[0] ?? entry.key).length;
  return [...question.entries]
    .sort((a, b) => length(b) - length(a))
    .slice(0, 8)
    .map((entry) => entry.key);
}

/** The answer that takes most room where it is shown. */
export function longestAnswer(
  subject: ProvedSubject,
  flow: string,
  question: Question,
  letter?: string,
): Answer {
  const words =
    letter === undefined
      ? own(subject.library.flowWords, flow)?.questions
      : own(subject.library.letterWords, letter)?.questions;
  const label = (option: string): number =>
    (words === undefined ? undefined : own(words, question.id)?.options[option]?.label.length) ?? 0;
  switch (question.kind) {
    case "choice":
      return { choice: [...question.options].sort((a, b) => label(b) - label(a))[0] ?? "" };
    case "multi":
      return { ticked: question.options };
    case "number":
      return { number: question.max };
    case "date":
      return { date: longDay };
    case "year":
      return { year: 9999 };
    case "pick":
      return { pick: longestEntries(question)[0] ?? "" };
    case "text":
      return { text: "m".repeat(question.max) };
  }
}

/** Every flag, action, letter and table at once: more than any member has, and still it must fit. */
export function fullPlan(subject: ProvedSubject, flow: Flow): Plan {
  const words = own(subject.library.flowWords, flow.id);
  const length = (id: string): number => {
    const verdict = words === undefined ? undefined : own(words.verdicts, id);
    return (verdict?.title.length ?? 0) + (verdict?.text?.length ?? 0);
  };
  const [longest] = [...flow.verdicts].sort((a, b) => length(b.id) - length(a.id));
  const due = { kind: "day", day: longDay, late: false, confirmed: false } as const;
  const actions = flow.actions.map(
    (action): PlanAction => ({
      id: action.id,
      group: action.group,
      done: false,
      waiting: true,
      ...(action.due.length === 0 ? {} : { due }),
      ...(action.article === undefined ? {} : { article: action.article }),
      ...(action.letter === undefined ? {} : { letter: action.letter }),
      ...(action.practice === undefined ? {} : { practice: action.practice }),
      ...(action.command === undefined ? {} : { command: action.command }),
    }),
  );
  return {
    made: Date.parse(`${subject.on}T12:00:00Z`),
    day: longDay,
    flags: flow.flags,
    verdict: longest?.id ?? "",
    findOut: flow.questions.flatMap(({ id, unsure }) => {
      if (unsure === undefined) return [];
      // One that waits as a whole is shorter than one that does not.
      const { due: dues, until: _until, waits: _waits, ...rest } = unsure;
      const waiting = rest.letter !== undefined || rest.command !== undefined;
      return [
        { question: id, waiting, ...rest, ...(dues === undefined || dues.length === 0 ? {} : { due }) },
      ];
    }),
    groups: flow.groups
      .map((group) => ({
        ...group,
        actions: actions.filter((action) => action.group === group.id),
        ...(group.note === undefined ? {} : { noted: "m".repeat(group.note) }),
      }))
      .filter((group) => group.actions.length > 0),
    letters: [...new Set(flow.actions.flatMap((action) => action.letter ?? []))],
    tables: flow.tables.map((table) => fullTable(subject, flow, table)),
    practice: flow.practice.map((practice) => practice.id),
    stopped: true,
  };
}

function fullTable(subject: ProvedSubject, flow: Flow, table: Flow["tables"][number]): PlanTable {
  const base = { id: table.id, first: table.first };
  const said = (id: string): Answer | undefined => {
    const question = flow.questions.find((one) => one.id === id);
    return question === undefined ? undefined : longestAnswer(subject, flow.id, question);
  };
  switch (table.kind) {
    case "columns": {
      const { kind, columns, head, rows } = table;
      const cells = (row: string): (Answer | undefined)[] =>
        columns.map((column) => said(`${column}.${row}`));
      return {
        ...base,
        kind,
        columns,
        head: cells(head),
        rows: rows.map((row) => ({ row, cells: cells(row), marked: true })),
      };
    }
    case "dates": {
      const rows = table.rows.map((id) => ({ id, day: longDay, confirmed: false, late: true }));
      return { ...base, kind: table.kind, rows };
    }
    case "data":
      return { ...base, kind: table.kind, from: table.from };
    case "clock": {
      const { kind, against, hours } = table;
      // A year has every change of the clock, and a zone that changes on other days than the others has most periods.
      const days = { is: "known", from: longDay, to: addDays(longDay, 365), confirmed: false } as const;
      return { ...base, kind, zone: "Africa/Casablanca", against, hours, days };
    }
  }
}

/** Flags that can hold together, for the page that lists them all without parts. */
export function flagsTogether(
  subject: ProvedSubject,
  { flow, situations }: Proof,
): { flag: FlagId; to: Person }[] {
  const words = own(subject.library.flowWords, flow.id)?.flags ?? {};
  const length = (flag: { id: string }): number => own(words, flag.id)?.title.length ?? 0;
  return together(situations, flow.flags, length).map((flag) => ({ flag: flag.id, to: flag.to }));
}

/** A case that shows much: rules from the longest title down, each taken if it can hold with those before. */
function together<T extends { when?: Condition }>(
  situations: Situations,
  rules: readonly T[],
  length: (rule: T) => number,
): T[] {
  const { scope } = situations;
  let all = scope.holds(undefined);
  return [...rules]
    .sort((a, b) => length(b) - length(a))
    .filter(({ when }) => {
      const both = scope.remainders.all([all, scope.holds(when)]);
      if (situations.possible(both).on.length === 0) return false;
      all = both;
      return true;
    });
}
