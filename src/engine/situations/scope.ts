/** A flow with the letters it offers, as one list of questions and remainders: what a proof is about. */
import type { Atom, Condition } from "../condition.js";
import { subjectOf } from "../condition.js";
import type { DateName, Flow, Letter, LetterId, Question } from "../flow.js";
import { isDerived } from "../path.js";
import type { Fact } from "./answers.js";
import { always, createRemainders, never, type Remainder, type Remainders } from "./remainder.js";

/** A question at its place. `asked` depends only on questions before it. */
export type Asked = {
  question: Question;
  asked: Remainder;
  /** Every fact that some condition states about it; atoms are numbered by it. */
  facts: Fact[];
  /** The letter whose own question it is. */
  letter?: LetterId;
};

export type Scope = {
  flow: Flow;
  remainders: Remainders;
  /** Those of the flow first, then those of its letters. */
  questions: readonly Asked[];
  /** What the condition says when all questions of the flow are answered; `always` for none. */
  holds(condition: Condition | undefined): Remainder;
  /** It holds, and no verdict before it does. */
  verdict(id: string): Remainder;
  /** The date, asked or derived, has a day. */
  known(date: DateName): Remainder;
  /** Letters that an action or a question that can be unsure offers, with when they are offered. */
  letters: readonly {
    letter: Letter;
    offered: Remainder;
    /** Inside the letter: its own questions and the answers that it takes. */
    holds(condition: Condition | undefined): Remainder;
  }[];
  /** An action that is not waiting for a person offers it. */
  practiceOffered(id: string): Remainder;
};

/** Reads a condition: `find` gives the number of the question an atom is about, `named` what a name stands for. */
type Reader = { find(atom: Atom): number | undefined; named(name: string): Remainder };

/**
 * Conditions mean what `path.ts` says: an atom about a question that is not asked, or not yet, is false. A name
 * that leads back to itself is false; `check` reports it.
 */
export function scopeOf(flow: Flow, letters: Readonly<Record<LetterId, Letter>>): Scope {
  const remainders = createRemainders();
  const questions: Asked[] = [];
  const numbers = new Map<string, Map<string, number>>();

  const numberOf = (index: number, fact: Fact): Remainder => {
    const asked = questions[index];
    if (asked === undefined) return never;
    const known = numbers.get(asked.question.id) ?? new Map<string, number>();
    numbers.set(asked.question.id, known);
    const key = `${asked.letter ?? ""} ${JSON.stringify(fact)}`;
    const before = known.get(key);
    if (before !== undefined) return remainders.atom(index, before);
    known.set(key, asked.facts.length);
    asked.facts.push(fact);
    return remainders.atom(index, asked.facts.length - 1);
  };
  const read = (condition: Condition, reader: Reader): Remainder => {
    const parts = (of: readonly Condition[]): Remainder[] => of.map((part) => read(part, reader));
    switch (condition.kind) {
      case "is":
        return remainders.any(condition.names.map(reader.named));
      case "all":
        return remainders.all(parts(condition.of));
      case "any":
        return remainders.any(parts(condition.of));
      case "not":
        return remainders.not(read(condition.of, reader));
      case "count":
        return remainders.count(parts(condition.of), condition.atLeast);
      default: {
        const index = reader.find(condition);
        return index === undefined ? never : numberOf(index, condition);
      }
    }
  };

  const places = new Map(flow.questions.map((question, index) => [question.id, index] as const));
  /** A reader at the place `before`: what stands from there on is not answered yet. */
  const readerAt = (before: number): Reader & { verdict(id: string): Remainder } => {
    const found = new Map<string, Remainder>();
    const open = new Set<string>();
    const reader = {
      find: (atom: Atom): number | undefined => {
        const index = places.get(subjectQuestion(flow, atom));
        return index !== undefined && index < before ? index : undefined;
      },
      named: (name: string): Remainder => {
        const known = found.get(name);
        if (known !== undefined) return known;
        if (open.has(name)) return never;
        open.add(name);
        const term = flow.terms.find((one) => one.id === name) ?? flow.flags.find((one) => one.id === name);
        const result = term === undefined ? reader.verdict(name) : whole(term.when);
        open.delete(name);
        found.set(name, result);
        return result;
      },
      verdict: (id: string): Remainder => {
        const place = flow.verdicts.findIndex((one) => one.id === id);
        if (place < 0) return never;
        return remainders.all([
          whole(flow.verdicts[place]?.when),
          ...flow.verdicts.slice(0, place).map((one) => remainders.not(whole(one.when))),
        ]);
      },
    };
    const whole = (when: Condition | undefined): Remainder =>
      when === undefined ? always : read(when, reader);
    return reader;
  };

  flow.questions.forEach((question, index) => {
    const asked = question.when === undefined ? always : read(question.when, readerAt(index));
    questions.push({ question, asked, facts: [] });
  });
  const end = readerAt(flow.questions.length);
  const holds = (condition: Condition | undefined): Remainder =>
    condition === undefined ? always : read(condition, end);

  const stopped = remainders.any(flow.flags.filter((flag) => flag.stop).map((flag) => holds(flag.when)));
  const offered = (of: readonly Flow["actions"][number][]): Remainder =>
    remainders.any(
      of.map((action) =>
        remainders.all([holds(action.when), action.safe ? always : remainders.not(stopped)]),
      ),
    );

  const scopeLetters = Object.values(letters).flatMap((letter) => {
    const actions = flow.actions.filter((action) => action.letter === letter.id);
    const unsure = flow.questions.filter((question) => question.unsure?.letter === letter.id);
    if (actions.length === 0 && unsure.length === 0) return [];
    const first = questions.length;
    const own = new Map(letter.questions.map((question, index) => [question.id, index] as const));
    const readerOf = (before: number): Reader => ({
      find: (atom) => {
        const id = subjectOf(atom);
        const index = own.get(id);
        if (index !== undefined) return index < before ? first + index : undefined;
        return letter.takes.includes(id) ? places.get(id) : undefined;
      },
      named: () => never,
    });
    letter.questions.forEach((question, index) => {
      const asked = question.when === undefined ? always : read(question.when, readerOf(index));
      questions.push({ question, asked, facts: [], letter: letter.id });
    });
    const inside = readerOf(letter.questions.length);
    return [
      {
        letter,
        offered: remainders.any([
          offered(actions),
          ...unsure.map((question) => holds({ kind: "unsure", question: question.id })),
        ]),
        holds: (condition: Condition | undefined): Remainder =>
          condition === undefined ? always : read(condition, inside),
      },
    ];
  });

  return {
    flow,
    remainders,
    questions,
    holds,
    verdict: end.verdict,
    known: (date) => {
      const index = end.find({ kind: "past", date });
      return index === undefined ? never : numberOf(index, { kind: "known", date });
    },
    letters: scopeLetters,
    practiceOffered: (id) => offered(flow.actions.filter((action) => action.practice === id)),
  };
}

/** The question whose answer decides the atom: for a derived date the year question. */
export function subjectQuestion(flow: Flow, atom: Atom): string {
  return "date" in atom && isDerived(flow, atom.date) ? (flow.dates?.of ?? atom.date) : subjectOf(atom);
}

/** Every question, by number, that decides one of these remainders, those before it included. */
export function coneOf(scope: Scope, remainders: readonly Remainder[]): number[] {
  const found = new Set<number>();
  const visit = (remainder: Remainder): void => {
    for (const question of scope.remainders.questionsOf(remainder)) {
      if (found.has(question)) continue;
      found.add(question);
      visit(scope.questions[question]?.asked ?? never);
    }
  };
  remainders.forEach(visit);
  return [...found].sort((a, b) => a - b);
}
