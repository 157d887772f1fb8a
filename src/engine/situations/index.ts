/**
 * Every situation of a flow: what can be answered on each of a span of days, and which conditions can then hold.
 * Proved rule by rule, each over only the questions that it depends on.
 */
import type { Answer } from "../answer.js";
import type { Condition } from "../condition.js";
import { addDays, type Day } from "../day.js";
import { type Flow, type Letter, type LetterId, type QuestionId, untilsOf } from "../flow.js";
import { type AskedCount, countAsked } from "./asked.js";
import { type Clauses, clausesOf } from "./clauses.js";
import { calendarOf, type DayRange, joinRanges, type Season } from "./days.js";
import { lateCase } from "./early.js";
import type { Remainder } from "./remainder.js";
import { coneOf, type Scope, scopeOf } from "./scope.js";

export { always, never, type Remainder } from "./remainder.js";
export type { AskedCount, DayRange, Scope };

/** A case as an example: the answers to the questions that are asked in it and that matter, in order. */
export type Example = { day: Day; answers: readonly { question: QuestionId; answer: Answer }[] };

export type Possible = {
  /** The days on which it can hold, joined; none when it never can. */
  on: readonly DayRange[];
  /** It can hold on every day of the span. */
  everyDay: boolean;
  example?: Example;
  /** The questions it depends on, where the search was given up: then nothing is proved for the other days. */
  entangled?: readonly QuestionId[];
};

export type Situations = {
  scope: Scope;
  span: DayRange;
  /** Whether, and on which days, `remainder` can hold. Remembered. */
  possible(remainder: Remainder): Possible;
  /** How many questions anyone is asked. */
  asked(): AskedCount;
  /**
   * A case in which `condition` is certain to hold and the walk through the flow does not know it yet, on the first
   * day; undefined where there is none.
   */
  late(condition: Condition): Example | undefined;
  /** Steps of search so far. */
  steps(): number;
};

export type SituationLimits = {
  /** How many days from the first on. */
  days: number;
  /** Steps of search for one remainder before it is called entangled. */
  steps: number;
};

/** A million steps for one rule, over a year and a month. */
export const usualLimits: SituationLimits = { days: 401, steps: 1_000_000 };

/** The situations of `flow`, with the letters that it offers, from the day `first` on. */
export function situationsOf(
  flow: Flow,
  letters: Readonly<Record<LetterId, Letter>>,
  first: Day,
  limits: SituationLimits = usualLimits,
): Situations {
  const scope = scopeOf(flow, letters);
  readEverything(scope);
  const calendar = calendarOf(scope, first, limits.days);
  const span = { from: first, until: addDays(first, Math.max(1, limits.days) - 1) };
  const known = new Map<Remainder, Possible>();
  const grounds = new Map<string, readonly Ground[]>();
  let steps = 0;
  let asked: AskedCount | undefined;

  /** Rules that depend on the same questions share their clauses, and what one search learned helps the next. */
  const groundOf = (cone: readonly number[]): readonly Ground[] => {
    const key = cone.join();
    const before = grounds.get(key);
    if (before !== undefined) return before;
    const made = calendar
      .seasons(cone)
      .map((season): Ground => ({ season, clauses: clausesOf(scope, cone, season) }));
    grounds.set(key, made);
    return made;
  };
  const search = (remainder: Remainder): Possible => {
    const cone = coneOf(scope, [remainder]);
    const ranges: DayRange[] = [];
    let example: Example | undefined;
    let entangled = false;
    for (const { season, clauses } of groundOf(cone)) {
      const before = clauses.steps();
      const outcome = clauses.can(remainder, limits.steps);
      steps += clauses.steps() - before;
      if (outcome.is === "unknown") entangled = true;
      if (outcome.is !== "yes") continue;
      ranges.push(...season.ranges);
      example ??= exampleOf(scope, season.first, cone, outcome.answers);
    }
    const on = joinRanges(ranges);
    const [only] = on;
    return {
      on,
      everyDay: on.length === 1 && only?.from === span.from && only.until === span.until,
      ...(example === undefined ? {} : { example }),
      ...(entangled ? { entangled: cone.map((index) => scope.questions[index]?.question.id ?? "") } : {}),
    };
  };

  const situations: Situations = {
    scope,
    span,
    possible(remainder) {
      const before = known.get(remainder);
      if (before !== undefined) return before;
      const found = search(remainder);
      known.set(remainder, found);
      return found;
    },
    asked() {
      if (asked !== undefined) return asked;
      // A question's own condition names no date, so that every day asks the same questions.
      const everything = scope.questions.map((_, index) => index);
      const [season] = calendar.seasons(everything);
      asked = season === undefined ? { nodes: 0 } : countAsked(scope, season, limits.steps);
      steps += asked.nodes;
      return asked;
    },
    late(condition) {
      const [season] = calendar.seasons(coneOf(scope, [scope.holds(condition)]));
      return season === undefined ? undefined : lateCase(situations, condition, season, casesAtMost);
    },
    steps: () => steps,
  };
  return situations;
}

/** Stop flags stand on a few questions at the beginning; more cases than these are not tried. */
const casesAtMost = 2000;

/** The questions of one cone on days that are alike, as clauses. */
type Ground = { season: Season; clauses: Clauses };

/** Reads every condition once, because the conditions say which answers are to be told apart. */
function readEverything(scope: Scope): void {
  const { flow } = scope;
  const rules = [...flow.terms, ...flow.flags, ...flow.verdicts, ...flow.actions, ...flow.tables];
  for (const { when } of [...rules, ...flow.practice.flatMap((practice) => practice.ask)]) scope.holds(when);
  for (const question of flow.questions) {
    if (question.unsure !== undefined) scope.holds({ kind: "unsure", question: question.id });
  }
  const dues = [
    ...flow.actions.flatMap((action) => action.due),
    ...flow.questions.flatMap((question) => question.unsure?.due ?? []),
  ];
  for (const due of dues) if (due.kind !== "span") scope.known(due.date);
  for (const date of untilsOf(flow)) scope.known(date);
  for (const { letter, holds } of scope.letters) for (const { when } of letter.passages) holds(when);
}

/** The answers in the order of the flow. */
function exampleOf(
  scope: Scope,
  day: Day,
  cone: readonly number[],
  answers: ReadonlyMap<number, Answer>,
): Example {
  return {
    day,
    answers: cone.flatMap((index) => {
      const answer = answers.get(index);
      const question = scope.questions[index]?.question.id;
      return answer === undefined || question === undefined ? [] : [{ question, answer }];
    }),
  };
}
