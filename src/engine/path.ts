/** Which questions are asked, given the answers. Where a member stands is derived here and stored nowhere. */
import { type Answer, type Answers, answerTo, fits } from "./answer.js";
import { type Atom, type Condition, decide, subjectOf, type Truth } from "./condition.js";
import { derivedDate } from "./dates.js";
import { type Day, moveDay, negate } from "./day.js";
import type { DateName, DerivedDates, Flag, Question, QuestionId } from "./flow.js";

/** The part of a flow that decides which questions are asked; a letter has the same shape. */
export type Questionnaire = {
  readonly questions: readonly Question[];
  readonly terms?: readonly { id: string; when: Condition }[];
  readonly dates?: DerivedDates;
  readonly flags?: readonly Flag[];
  readonly verdicts?: readonly { id: string; when?: Condition }[];
};

export type Path = {
  /** The questions asked and answered so far, in order. */
  asked: readonly QuestionId[];
  /** The answers to exactly those questions. */
  answers: Answers;
  /** The first question that is asked and has no answer; undefined when all are answered. */
  next?: Question;
  /** The questions that have no answer yet and may still be asked; `next` is the first of them. */
  open: ReadonlySet<QuestionId>;
  /** Answers that no longer belong: their question is gone or not asked, or their option is gone. */
  lost: readonly QuestionId[];
};

/**
 * Walks the questions in order and keeps the answers that belong to the path. Behind a hole (an answer that
 * was lost when the flow changed) an answer stays as long as its condition is not decided against it.
 */
export function pathOf(flow: Questionnaire, answers: Answers, today: Day, taken: Answers = {}): Path {
  const asked: QuestionId[] = [];
  const kept: Record<QuestionId, Answer> = {};
  const open = new Set<QuestionId>();
  let next: Question | undefined;
  const facts = factsOf(flow, kept, today, { taken, open, reads: "live" });
  for (const question of flow.questions) {
    if (question.when !== undefined && facts.truth(question.when) === false) continue;
    const answer = answerTo(answers, question.id);
    if (answer === undefined || !fits(question, answer)) {
      next ??= question;
      open.add(question.id);
      continue;
    }
    asked.push(question.id);
    kept[question.id] = answer;
  }
  const lost = Object.keys(answers).filter((id) => !Object.hasOwn(kept, id));
  return { asked, answers: kept, open, lost, ...(next === undefined ? {} : { next }) };
}

/** What can be asked of a set of answers. */
export type Facts = {
  /** An atom about a question that is neither answered nor open is false; one about an open question is undecided. */
  truth(condition: Condition): Truth;
  /** Decided and true. */
  holds(condition: Condition): boolean;
  answer(question: QuestionId): Answer | undefined;
  /** The day of a date question or of a derived date. */
  day(name: DateName): Day | undefined;
};

/**
 * Reads conditions against answers. A `live` reader remembers nothing, so a walk may add to `answers` and `open` as
 * it goes: conditions name only what stands before them. `taken` are a letter's answers from its case.
 */
export function factsOf(
  flow: Questionnaire,
  answers: Answers,
  today: Day,
  more: { taken?: Answers; open?: ReadonlySet<QuestionId>; reads?: "live" | "once" } = {},
): Facts {
  const { taken = {}, open, reads = "once" } = more;
  const known = new Map<string, Truth>();
  const answer = (question: QuestionId): Answer | undefined =>
    answerTo(answers, question) ?? answerTo(taken, question);
  const day = (name: DateName): Day | undefined => dayNamed(flow.dates, name, answer);
  const atom = (one: Atom): Truth => {
    if (open !== undefined && open.size > 0) {
      const subject = "date" in one && isDerived(flow, one.date) ? flow.dates?.of : subjectOf(one);
      if (subject !== undefined && open.has(subject)) return undefined;
    }
    return atomHolds(one, answer, day, today);
  };
  const named = (name: string): Truth => {
    if (reads === "live") return behind(name);
    if (!known.has(name)) known.set(name, behind(name));
    return known.get(name);
  };
  const behind = (name: string): Truth => {
    const condition = conditionNamed(flow, name);
    // Verdicts are the first of a list that holds, so none is decided while questions are open.
    if (condition === "verdict") {
      return open !== undefined && open.size > 0 ? undefined : verdictOf(flow, holds) === name;
    }
    return condition === undefined ? false : decide(condition, atom, named);
  };
  const truth = (condition: Condition): Truth => decide(condition, atom, named);
  const holds = (condition: Condition): boolean => truth(condition) === true;
  return { truth, holds, answer, day };
}

/** The first verdict that holds. */
export function verdictOf(flow: Questionnaire, holds: (condition: Condition) => boolean): string | undefined {
  return flow.verdicts?.find((verdict) => verdict.when === undefined || holds(verdict.when))?.id;
}

export function atomHolds(
  atom: Atom,
  answer: (question: QuestionId) => Answer | undefined,
  day: (name: DateName) => Day | undefined,
  today: Day,
): boolean {
  switch (atom.kind) {
    case "past":
    case "within":
    case "after":
    case "longer-ago": {
      const at = day(atom.date);
      return at !== undefined && dateHolds(atom, at, today);
    }
    default:
      return answerHolds(atom, answer(atom.question));
  }
}

export function dateHolds(atom: DateAtom, at: Day, today: Day): boolean {
  return dateTest(atom, today)(at);
}

export type DateAtom = Extract<Atom, { date: DateName }>;

/**
 * Which days the atom holds for, when it is `today`; its bound is reckoned once for many days. `within` is today up
 * to that day; a past date is only `past` (and perhaps `longer-ago`).
 */
export function dateTest(atom: DateAtom, today: Day): (at: Day) => boolean {
  switch (atom.kind) {
    case "past":
      return (at) => at < today;
    case "within": {
      const end = moveDay(today, atom.span);
      return (at) => at >= today && at <= end;
    }
    case "after": {
      const end = moveDay(today, atom.span);
      return (at) => at > end;
    }
    case "longer-ago": {
      const end = moveDay(today, negate(atom.span));
      return (at) => at < end;
    }
  }
}

function answerHolds(atom: Extract<Atom, { question: QuestionId }>, answer: Answer | undefined): boolean {
  if (answer === undefined) return false;
  switch (atom.kind) {
    case "skipped":
      return "skipped" in answer;
    case "unsure":
      return "unsure" in answer;
    case "answered":
      return !("skipped" in answer) && !("unsure" in answer);
    case "option":
      if ("choice" in answer) return atom.options.includes(answer.choice);
      return "ticked" in answer && atom.options.some((option) => answer.ticked.includes(option));
    case "all-of":
      return "ticked" in answer && atom.options.every((option) => answer.ticked.includes(option));
    case "none-of":
      return "ticked" in answer && !atom.options.some((option) => answer.ticked.includes(option));
    case "none":
      return "ticked" in answer && answer.ticked.length === 0;
    case "at-least":
      return "number" in answer && answer.number >= atom.n;
    case "at-most":
      return "number" in answer && answer.number <= atom.n;
  }
}

/** The condition behind a name; "verdict" where the name is one, since a verdict depends on those before it. */
function conditionNamed(flow: Questionnaire, name: string): Condition | "verdict" | undefined {
  const term = flow.terms?.find((one) => one.id === name);
  if (term !== undefined) return term.when;
  const flag = flow.flags?.find((one) => one.id === name);
  if (flag !== undefined) return flag.when ?? { kind: "all", of: [] };
  return flow.verdicts?.some((one) => one.id === name) ? "verdict" : undefined;
}

export function isDerived(flow: Questionnaire, name: DateName): boolean {
  return flow.dates?.dates.some((date) => date.id === name) === true;
}

function dayNamed(
  dates: DerivedDates | undefined,
  name: DateName,
  answer: (question: QuestionId) => Answer | undefined,
): Day | undefined {
  const said = answer(name);
  if (said !== undefined) return "date" in said ? said.date : undefined;
  if (dates === undefined) return undefined;
  const year = answer(dates.of);
  return year !== undefined && "year" in year ? derivedDate(dates, name, year.year)?.day : undefined;
}
