/**
 * Which days are alike. Date conditions count from today, so what a rule can do may differ from day to day; two
 * days on which every question has the same kinds of answers are proved once.
 */
import { addDays, type Day } from "../day.js";
import type { Question } from "../flow.js";
import { type Fact, type Kind, keyOf, kindsOf } from "./answers.js";
import type { Asked, Scope } from "./scope.js";

/** Both inclusive. */
export type DayRange = { from: Day; until: Day };

/** Days that are alike, and the kinds of answers on them by the number of the question. */
export type Season = { first: Day; ranges: readonly DayRange[]; kinds: ReadonlyMap<number, readonly Kind[]> };

/** The kinds of answers of any question on any of the days from `today` on. */
export type Calendar = {
  /** The days grouped by what `questions` (numbers) can be answered. */
  seasons(questions: readonly number[]): readonly Season[];
};

/** `count` days from `today` on. Read after all conditions, because they say what tells answers apart. */
export function calendarOf(scope: Scope, today: Day, count: number): Calendar {
  const days = Array.from({ length: Math.max(1, count) }, (_, index) => addDays(today, index));
  const table = new Map<number, readonly { day: Day; kinds: readonly Kind[]; key: string }[]>();
  const { dates } = scope.flow;

  /** One entry for each day, or a single one where every day is alike. */
  const entries = (index: number): readonly { day: Day; kinds: readonly Kind[]; key: string }[] => {
    const before = table.get(index);
    if (before !== undefined) return before;
    const asked = scope.questions[index];
    const made =
      asked === undefined
        ? []
        : (changes(asked) ? days : days.slice(0, 1)).map((day) => {
            const kinds = kindsOf(asked.question, asked.facts, day, dates);
            return {
              day,
              kinds,
              key: kinds
                .map(({ truths }) => keyOf(truths))
                .sort()
                .join(" "),
            };
          });
    table.set(index, made);
    return made;
  };

  return {
    seasons(questions) {
      const lists = questions.map((index) => [index, entries(index)] as const);
      const seasons = new Map<
        string,
        { first: Day; ranges: DayRange[]; kinds: Map<number, readonly Kind[]> }
      >();
      const moving = lists.filter(([, list]) => list.length > 1);
      const span = moving.length === 0 ? days.slice(0, 1) : days;
      span.forEach((day, place) => {
        const key = moving.map(([, list]) => list[place]?.key ?? "").join("|");
        const until = moving.length === 0 ? (days.at(-1) ?? day) : day;
        const season = seasons.get(key);
        if (season === undefined) {
          const kinds = new Map(
            lists.map(([index, list]) => [index, (list[place] ?? list[0])?.kinds ?? []] as const),
          );
          seasons.set(key, { first: day, ranges: [{ from: day, until }], kinds });
          return;
        }
        const last = season.ranges.at(-1);
        if (last !== undefined && addDays(last.until, 1) === day) last.until = day;
        else season.ranges.push({ from: day, until });
      });
      return [...seasons.values()];
    },
  };
}

/** Whether the kinds of answers can differ from day to day. Spans of days and weeks move with today and change nothing. */
function changes({ question, facts }: Asked): boolean {
  switch (question.kind) {
    case "year":
      return facts.some((fact) => "date" in fact);
    case "date":
      return facts.some((fact) => "date" in fact && fact.kind !== "known") && !even(question, facts);
    default:
      return false;
  }
}

function even(question: Extract<Question, { kind: "date" }>, facts: readonly Fact[]): boolean {
  const spans = [question.from, question.to, ...facts.flatMap((fact) => ("span" in fact ? [fact.span] : []))];
  return spans.every((span) => span.unit !== "months" && span.unit !== "years");
}

/** Ranges joined where they touch, in order. */
export function joinRanges(ranges: readonly DayRange[]): DayRange[] {
  const sorted = [...ranges].sort((a, b) => (a.from < b.from ? -1 : 1));
  const joined: DayRange[] = [];
  for (const range of sorted) {
    const last = joined.at(-1);
    if (last !== undefined && addDays(last.until, 1) >= range.from) {
      if (range.until > last.until) last.until = range.until;
    } else joined.push({ ...range });
  }
  return joined;
}
