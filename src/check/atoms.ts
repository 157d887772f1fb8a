/** A condition on one answer, held against the question it names. */
import type { Atom } from "../engine/condition.js";
import type { Question } from "../engine/flow.js";
import { type Finding, oneOf, type Subject, written } from "./rule.js";

/** What a condition may name at its place. */
export type Reach = {
  /** Whose condition it is, so that one wrong name is told once for each. */
  owner: string;
  /** A question's own condition names no date: answers must not be dropped because a day has passed. */
  place: "question" | "rule";
  /** The question that stands before; several where flows that share a letter ask it each in their way. */
  questions(id: string): readonly Question[];
  /** Names of questions and of derived dates that may be named, for a guess. */
  known: readonly string[];
  derived: readonly string[];
  /** Names that exist and may not be named here. */
  later: readonly string[];
  /** Terms, flags and verdicts that may be named, and all there are. */
  named: readonly string[];
  anywhere: readonly string[];
  /** Something that could not be read may be what is meant. */
  incomplete: boolean;
  /** Told in another place already. */
  elsewhere?(id: string): boolean;
};

export function inAtom(subject: Subject, atom: Atom, reach: Reach): Finding[] {
  const at = subject.at(atom);
  const name = "date" in atom ? atom.date : atom.question;
  if ("date" in atom && reach.place === "question") {
    const expected =
      "a condition without a date, because an answer must not be dropped when a day has passed";
    return [{ at, unexpected: `"${atom.kind}" in the condition of a question`, expected }];
  }
  if ("date" in atom && reach.derived.includes(name)) return [];
  const questions = reach.questions(name);
  if (questions.length === 0) return unknown(at, name, "date" in atom, reach);
  return questions.flatMap((question): Finding[] => {
    const misfit = misfitOf(atom, question);
    if (misfit !== undefined) {
      return [
        {
          at,
          unexpected: `"${formOf(atom)}" for the ${question.kind} question "${written(name)}"`,
          expected: misfit,
        },
      ];
    }
    return "options" in atom && "options" in question
      ? atom.options.flatMap((option): Finding[] => {
          const options = subject.optionsOf(question);
          if (options.includes(option)) return [];
          const expected = oneOf(option, options, `an option of "${written(name)}"`);
          const same = `${reach.owner} option ${name} ${option}`;
          return [{ at, unexpected: `option "${option}"`, expected, same }];
        })
      : [];
  });
}

function unknown(at: Finding["at"], name: string, date: boolean, reach: Reach): Finding[] {
  const what = date ? "date" : "question";
  if (reach.elsewhere?.(name) === true) return [];
  if (reach.later.includes(name)) {
    const expected = `a ${what} that stands before this rule`;
    return [{ at, unexpected: `"${written(name)}", which is not answered yet here`, expected }];
  }
  if (reach.incomplete) return [];
  const expected = oneOf(written(name), [...reach.known, ...reach.derived], `a ${what} that stands before`);
  return [
    { at, unexpected: `${what} "${written(name)}"`, expected, same: `${reach.owner} question ${name}` },
  ];
}

/** The form as it is written in the file. */
function formOf(atom: Atom): string {
  return atom.kind === "option" ? atom.options.join(", ") : atom.kind;
}

/** What is expected instead, where the question can never give what the atom asks. */
function misfitOf(atom: Atom, question: Question): string | undefined {
  switch (atom.kind) {
    case "option":
      return question.kind === "choice" || question.kind === "multi" ? undefined : formsFor(question);
    case "all-of":
    case "none-of":
      return question.kind === "multi" ? undefined : formsFor(question);
    case "none":
      if (question.kind !== "multi") return formsFor(question);
      return question.none
        ? undefined
        : 'also "none: true" at the question, else nothing ticked is no answer';
    case "at-least":
    case "at-most": {
      if (question.kind !== "number") return formsFor(question);
      const { min, max } = question;
      return atom.n >= min && atom.n <= max ? undefined : `a number from ${min} to ${max}`;
    }
    case "past":
    case "within":
    case "after":
    case "longer-ago":
      return question.kind === "date" ? undefined : formsFor(question);
    case "skipped":
      return question.skip ? undefined : 'also "skip: true" at the question, else it is never skipped';
    case "unsure":
      return question.unsure !== undefined
        ? undefined
        : 'also "unsure" at the question, else "I don\'t know" is not offered';
    case "answered":
      return undefined;
  }
}

function formsFor(question: Question): string {
  const states = "answered, skipped or unsure";
  switch (question.kind) {
    case "choice":
      return `one of its options (${question.options.join(", ")}), or ${states}`;
    case "multi":
      return `its options (${question.options.join(", ")}), all-of, none-of, none, or ${states}`;
    case "number":
      return `at-least, at-most, or ${states}`;
    case "date":
      return `past, within, after, longer-ago, or ${states}`;
    case "year":
      return `${states}; conditions on a year are conditions on its derived dates`;
    case "pick":
    case "text":
      return states;
  }
}
