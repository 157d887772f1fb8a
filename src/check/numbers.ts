/** What was proved of a flow, in numbers. */
import type { Day } from "../engine/day.js";
import { own } from "../engine/flow.js";
import type { DayRange } from "../engine/situations/index.js";
import type { Proof } from "./proof.js";
import type { ProvedSubject } from "./rule.js";

export type FlowNumbers = {
  flow: string;
  questions: number;
  /** The fewest and most that anyone is asked; left out where that could not be proved. */
  asked: { min?: number; max?: number };
  /** Rules with a condition that were shown to hold in some situation and to fail in another. */
  rules: number;
  /** Partial cases that the walk through all questions met; left out where there were too many to walk. */
  situations?: number;
  /** Steps of all searches together. */
  steps: number;
  /** The last day on which everything that a plan of this flow rests on is in date. */
  until: Day;
  /** The days that were looked at, and the rules that can hold on some of them only. */
  span: DayRange;
  someDays: readonly { rule: string; on: readonly DayRange[] }[];
  /** Milliseconds. */
  took: number;
};

export function numbersOf(subject: ProvedSubject, proof: Proof, took: number): FlowNumbers {
  const { flow, situations } = proof;
  const { min, max, situations: walked } = situations.asked();
  const rules = [...proof.rules, ...proof.drills, ...proof.letters.flatMap((letter) => letter.rules)];
  const judged = rules.map((rule) => ({
    rule,
    holds: situations.possible(rule.holds),
    fails: situations.possible(rule.fails),
  }));
  return {
    flow: flow.id,
    questions: flow.questions.length,
    asked: { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) },
    rules: judged.filter(({ holds, fails }) => holds.on.length > 0 && fails.on.length > 0).length,
    ...(walked === undefined ? {} : { situations: walked }),
    steps: situations.steps(),
    until: inDateUntil(subject, proof),
    span: situations.span,
    someDays: judged
      .filter(({ holds }) => holds.on.length > 0 && !holds.everyDay && holds.entangled === undefined)
      .map(({ rule, holds }) => ({ rule: rule.name, on: holds.on })),
    took: Math.round(took),
  };
}

/** The first day of expiry among the words of the flow, of its letters, and of the articles that its plans lead to. */
function inDateUntil({ library }: ProvedSubject, { flow, letters }: Proof): Day {
  const articles = [
    ...flow.actions.map((action) => action.article),
    ...flow.questions.map((one) => one.unsure?.article),
  ];
  const standings = [
    own(library.flowWords, flow.id),
    ...letters.map(({ letter }) => own(library.letterWords, letter.id)),
    ...articles.map((id) => (id === undefined ? undefined : own(library.articles, id))),
  ];
  return standings.flatMap((one) => one?.expires ?? []).sort()[0] ?? "";
}
