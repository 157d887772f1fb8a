/** The answers to one question that conditions can tell apart, one of each. */
import type { Answer } from "../answer.js";
import type { Atom } from "../condition.js";
import { derivedDate } from "../dates.js";
import { addDays, type Day, moveDay, negate } from "../day.js";
import type { DateName, DerivedDates, OptionId, Question } from "../flow.js";
import { atomHolds, dateTest } from "../path.js";
import { dateBounds } from "../questions/date.js";
import { yearsOf } from "../questions/year.js";

/** What can be said about an answer: an atom of a condition, or whether it gives that date a day. */
export type Fact = Atom | { kind: "known"; date: DateName };

/** An answer and which of the facts it makes true, in their order. */
export type Kind = { answer: Answer; truths: readonly boolean[] };

/**
 * Every kind of answer to `question` on `today`. For a multi question only those that are not ticks: which
 * options are ticked is many small choices, see `ticksOf`.
 */
export function kindsOf(
  question: Question,
  facts: readonly Fact[],
  today: Day,
  dates: DerivedDates | undefined,
): Kind[] {
  const tests = testsOf(facts, today);
  const answers = [...saidTo(question, facts, today), ...statesOf(question)];
  return distinct(answers.map((answer) => ({ answer, truths: truthsOf(question, tests, answer, dates) })));
}

/** One kind for every set of facts that ticking options can make true. `limit` is the most that are tried. */
export function tickedKindsOf(
  question: Extract<Question, { kind: "multi" }>,
  facts: readonly Fact[],
  today: Day,
  limit: number,
): Kind[] | "too-many" {
  const { named, rest } = ticksOf(question, facts);
  if (2 ** named.length > limit) return "too-many";
  const tests = testsOf(facts, today);
  const kinds: Kind[] = [];
  for (let bits = 0; bits < 2 ** named.length; bits += 1) {
    const chosen = named.filter((_, index) => (bits >> index) % 2 === 1);
    const ticked = tickedWith(question, chosen, rest);
    if (ticked === undefined) continue;
    kinds.push({ answer: { ticked }, truths: truthsOf(question, tests, { ticked }, undefined) });
  }
  return distinct(kinds);
}

/** The options that the facts name (all of them for `none`), and those that nothing tells apart. */
export function ticksOf(
  question: Extract<Question, { kind: "multi" }>,
  facts: readonly Fact[],
): { named: readonly OptionId[]; rest: readonly OptionId[] } {
  const names = new Set(facts.flatMap((fact) => ("options" in fact ? fact.options : [])));
  const whole = facts.some((fact) => fact.kind === "none");
  return {
    named: question.options.filter((option) => whole || names.has(option)),
    rest: question.options.filter((option) => !whole && !names.has(option)),
  };
}

/** `chosen` as an answer in the order of the flow; undefined where nothing ticked is no answer. */
export function tickedWith(
  question: Extract<Question, { kind: "multi" }>,
  chosen: readonly OptionId[],
  rest: readonly OptionId[],
): OptionId[] | undefined {
  const ticked = question.options.filter((option) => chosen.includes(option));
  if (ticked.length > 0 || question.none) return ticked;
  const [spare] = rest;
  return spare === undefined ? undefined : [spare];
}

/** Some answer to the question, where it does not matter which. */
export function someAnswer(question: Question, today: Day): Answer | undefined {
  if (question.kind === "multi" && question.none) return { ticked: [] };
  const [spare] = question.kind === "multi" ? question.options : [];
  if (spare !== undefined) return { ticked: [spare] };
  return [...saidTo(question, [], today), ...statesOf(question)][0];
}

/** Whether a fact holds, given the answer to the question and the days that follow from it. */
type Test = (answer: (id: string) => Answer | undefined, day: (name: DateName) => Day | undefined) => boolean;

/** What is reckoned from today is reckoned once for all answers. */
function testsOf(facts: readonly Fact[], today: Day): Test[] {
  return facts.map((fact): Test => {
    if (!("date" in fact)) return (answer, day) => atomHolds(fact, answer, day, today);
    const holds = fact.kind === "known" ? (): boolean => true : dateTest(fact, today);
    return (_, day) => {
      const at = day(fact.date);
      return at !== undefined && holds(at);
    };
  });
}

function truthsOf(
  question: Question,
  tests: readonly Test[],
  answer: Answer,
  dates: DerivedDates | undefined,
): boolean[] {
  const answered = (id: string): Answer | undefined => (id === question.id ? answer : undefined);
  const day = (name: DateName): Day | undefined => {
    if (name === question.id) return "date" in answer ? answer.date : undefined;
    return dates !== undefined && "year" in answer ? derivedDate(dates, name, answer.year)?.day : undefined;
  };
  return tests.map((test) => test(answered, day));
}

function statesOf(question: Question): Answer[] {
  return [
    ...(question.skip ? [{ skipped: true } as const] : []),
    ...(question.unsure === undefined ? [] : [{ unsure: true } as const]),
  ];
}

/** Answers on both sides of every bound that a fact draws. */
function saidTo(question: Question, facts: readonly Fact[], today: Day): Answer[] {
  switch (question.kind) {
    case "choice":
      return question.options.map((choice) => ({ choice }));
    case "multi":
      return [];
    case "number": {
      const { min, max } = question;
      const edges = facts.flatMap((fact) => ("n" in fact ? [fact.n - 1, fact.n, fact.n + 1] : []));
      return [min, max, ...edges]
        .filter((number) => number >= min && number <= max)
        .map((number) => ({ number }));
    }
    case "date": {
      const { from, to } = dateBounds(question, today);
      const edges = facts.flatMap((fact) => edgesOf(fact, today));
      return [from, to, ...edges].filter((date) => date >= from && date <= to).map((date) => ({ date }));
    }
    case "year":
      return yearsOf(question, today).map((year) => ({ year }));
    case "pick":
      return question.entries.slice(0, 1).map((entry) => ({ pick: entry.key }));
    case "text":
      return [{ text: "" }];
  }
}

/** The last day of one truth and the first of the next. */
function edgesOf(fact: Fact, today: Day): Day[] {
  switch (fact.kind) {
    case "past":
      return [addDays(today, -1), today];
    case "within":
    case "after": {
      const end = moveDay(today, fact.span);
      return [addDays(today, -1), today, end, addDays(end, 1)];
    }
    case "longer-ago": {
      const end = moveDay(today, negate(fact.span));
      return [addDays(end, -1), end];
    }
    default:
      return [];
  }
}

function distinct(kinds: readonly Kind[]): Kind[] {
  const seen = new Set<string>();
  return kinds.filter(({ truths }) => {
    const key = keyOf(truths);
    return !seen.has(key) && seen.add(key);
  });
}

/** Truths as a short text. */
export function keyOf(truths: readonly boolean[]): string {
  return truths.map((truth) => (truth ? "1" : "0")).join("");
}
