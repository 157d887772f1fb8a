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
  const table = new Map<number, readonly Entry[]>();

  /** One entry for each day, or a single one where every day is alike. */
  const entries = (index: number): readonly Entry[] => {
    const before = table.get(index);
    if (before !== undefined) return before;
    const asked = scope.questions[index];
    const made = asked === undefined ? [] : entriesOf(scope, asked, days);
    table.set(index, made);
    return made;
  };

  return {
    seasons(questions) {
      const lists = questions.map((index) => [index, entries(index)] as const);
      const moving = lists.filter(([, list]) => list.length > 1);
      /** The places of the days that are alike, by what can be answered on them. */
      const alike = new Map<string, number[]>();
      for (let place = 0; place < (moving.length === 0 ? 1 : days.length); place += 1) {
        const key = moving.map(([, list]) => list[place]?.key ?? "").join("|");
        const places = alike.get(key);
        if (places === undefined) alike.set(key, [place]);
        else places.push(place);
      }
      return [...alike.values()].map((places): Season => {
        const [first = 0] = places;
        return {
          first: days[first] ?? today,
          ranges: moving.length === 0 ? rangesOf([...days.keys()], days) : rangesOf(places, days),
          kinds: new Map(lists.map(([index, list]) => [index, (list[first] ?? list[0])?.kinds ?? []])),
        };
      });
    },
  };
}

/** The kinds of answers on one day, and the set of their truths as a text. */
type Entry = { kinds: readonly Kind[]; key: string };

function entriesOf(scope: Scope, asked: Asked, days: readonly Day[]): Entry[] {
  const made = (changes(asked) ? days : days.slice(0, 1)).map((day): Entry => {
    const kinds = kindsOf(asked.question, asked.facts, day, scope.flow.dates);
    const keys = kinds.map(({ truths }) => keyOf(truths));
    return { kinds, key: keys.sort().join(" ") };
  });
  return made.every(({ key }) => key === made[0]?.key) ? made.slice(0, 1) : made;
}

/** Runs of places, as ranges of their days. */
function rangesOf(places: readonly number[], days: readonly Day[]): DayRange[] {
  const runs: { from: number; until: number }[] = [];
  for (const place of places) {
    const last = runs.at(-1);
    if (last !== undefined && last.until + 1 === place) last.until = place;
    else runs.push({ from: place, until: place });
  }
  return runs.map(({ from, until }) => ({ from: days[from] ?? "", until: days[until] ?? "" }));
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
