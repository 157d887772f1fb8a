/** What is to be proved of one flow: its rules, each with where it is written and when it is meant to hold. */
import type { Condition } from "../engine/condition.js";
import type { Day } from "../engine/day.js";
import type { Flow, Letter, LetterId } from "../engine/flow.js";
import {
  always,
  type Example,
  type Possible,
  type Remainder,
  type Situations,
  situationsOf,
} from "../engine/situations/index.js";
import { written } from "./rule.js";

/** A rule with a condition. */
export type ProvedRule = {
  /** As a moderator calls it: `flag "arrest"`. */
  name: string;
  /** What was written: its place is the rule's place. */
  object: object;
  when: Condition;
  /** When its letter or rehearsal is offered; always for a rule of the plan itself. */
  offered: Remainder;
  /** The condition in all situations. */
  holds: Remainder;
  fails: Remainder;
};

export type Proof = {
  flow: Flow;
  situations: Situations;
  /** Questions, terms, flags, actions and tables that have a condition. Verdicts depend on their order. */
  rules: readonly ProvedRule[];
  /** Questions to rehearse that have a condition, as asked when the rehearsal is offered. */
  drills: readonly ProvedRule[];
  /** Of each letter it offers: the passages and questions that have a condition, when the letter is offered. */
  letters: readonly { letter: Letter; rules: readonly ProvedRule[] }[];
};

/** The rules of `flow`, searched; what the rules of the check ask again is remembered. */
export function proofOf(flow: Flow, letters: Readonly<Record<LetterId, Letter>>, on: Day): Proof {
  const proof = readProof(flow, letters, on);
  const { situations } = proof;
  for (const rule of [...proof.rules, ...proof.drills, ...proof.letters.flatMap((letter) => letter.rules)]) {
    situations.possible(rule.holds);
    situations.possible(rule.fails);
  }
  for (const verdict of flow.verdicts) situations.possible(situations.scope.verdict(verdict.id));
  situations.asked();
  return proof;
}

function readProof(flow: Flow, letters: Readonly<Record<LetterId, Letter>>, on: Day): Proof {
  const situations = situationsOf(flow, letters, on);
  const { scope } = situations;
  const { remainders } = scope;
  const rule = (
    what: string,
    one: { id: string; when?: Condition },
    holds: Remainder,
    offered: Remainder = always,
  ): ProvedRule[] =>
    one.when === undefined
      ? []
      : [
          {
            name: `${what} "${written(one.id)}"`,
            object: one,
            when: one.when,
            offered,
            holds: remainders.all([offered, holds]),
            fails: remainders.all([offered, remainders.not(holds)]),
          },
        ];
  const plain = (what: string, list: readonly { id: string; when?: Condition }[]): ProvedRule[] =>
    list.flatMap((one) => rule(what, one, scope.holds(one.when)));
  const asked = (question: { id: string }, letter?: LetterId): Remainder =>
    scope.questions.find((one) => one.question.id === question.id && one.letter === letter)?.asked ?? always;
  return {
    flow,
    situations,
    rules: [
      ...flow.questions.flatMap((question) => rule("question", question, asked(question))),
      ...plain("term", flow.terms),
      ...plain("flag", flow.flags),
      ...plain("action", flow.actions),
      ...plain("table", flow.tables),
    ],
    drills: flow.practice.flatMap((practice) =>
      practice.ask.flatMap((drill) =>
        rule("question to rehearse", drill, scope.holds(drill.when), scope.practiceOffered(practice.id)),
      ),
    ),
    letters: scope.letters.map(({ letter, offered, holds }) => ({
      letter,
      rules: [
        ...letter.questions.flatMap((question) =>
          rule("question", question, asked(question, letter.id), offered),
        ),
        ...letter.passages.flatMap((passage) => rule("passage", passage, holds(passage.when), offered)),
      ],
    })),
  };
}

/** "section: g221, refusals: 2", with the day where the flow has dates. */
export function exampleText({ day, answers }: Example): string {
  if (answers.length === 0) return "in every case";
  const said = answers.map(({ question, answer }) => {
    const value =
      "choice" in answer
        ? answer.choice
        : "ticked" in answer
          ? `[${answer.ticked.join(", ")}]`
          : "number" in answer
            ? String(answer.number)
            : "date" in answer
              ? answer.date
              : "year" in answer
                ? String(answer.year)
                : "pick" in answer
                  ? answer.pick
                  : "text" in answer
                    ? "a text"
                    : "skipped" in answer
                      ? "skipped"
                      : "unsure";
    return `${question}: ${value}`;
  });
  return `${said.join(", ")} (on ${day})`;
}

/** The honest end of a search that was given up. */
export function entangledText(possible: Possible): string | undefined {
  return possible.entangled === undefined
    ? undefined
    : `a rule too entangled to prove, which depends on ${possible.entangled.join(", ")}`;
}

/** It can never hold, and that is proved. */
export function isNever(possible: Possible): boolean {
  return possible.on.length === 0 && possible.entangled === undefined;
}
