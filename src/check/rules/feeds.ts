/**
 * Every question feeds something: a condition, a date, a letter, a table or a rehearsal. What changes nothing is not
 * asked. Two options that nothing tells apart are told as a warning, and so is a term that nothing names.
 */
import type { LetterWords } from "../../content/library.js";
import { atomsOf, type Condition, namesOf } from "../../engine/condition.js";
import { type Flow, type Letter, own, type Question, untilsOf } from "../../engine/flow.js";
import { atomHolds } from "../../engine/path.js";
import { type Asked, subjectQuestion } from "../../engine/situations/scope.js";
import type { Proof } from "../proof.js";
import { type Finding, type ProofRule, type ProvedSubject, written } from "../rule.js";
import { slotsIn } from "./letters.js";

export const feeds: ProofRule = {
  name: "feeds",
  find: (subject) => [...subject.proofs.values()].flatMap((proof) => inFlow(subject, proof)),
};

function inFlow(subject: ProvedSubject, proof: Proof): Finding[] {
  const { flow, situations } = proof;
  const asked = situations.scope.questions.filter(({ letter }) => letter === undefined);
  const inTables = new Set(flow.tables.flatMap((table) => questionsIn(table)));
  const inDues = new Set(
    [
      ...flow.actions.flatMap((action) => action.due),
      ...flow.questions.flatMap((one) => one.unsure?.due ?? []),
    ]
      .flatMap((due) => (due.kind === "span" ? [] : [due.date]))
      .concat(untilsOf(flow)),
  );
  const letters = situations.scope.letters.map(({ letter }) => letter);
  const taken = new Set(letters.flatMap((letter) => letter.takes));
  const shown = new Set(
    letters.flatMap(({ id }) => {
      const mine = own(subject.library.letterWords, id);
      return mine === undefined ? [] : slotsOf(mine);
    }),
  );
  const whens = whensOf(flow, letters);
  const named = new Set(whens.flatMap((when) => [...namesOf(when)]));
  const read = new Set(
    whens.flatMap((when) => [...atomsOf(when)].map((atom) => subjectQuestion(flow, atom))),
  );
  return [
    ...asked.flatMap((one): Finding[] => {
      const { question } = one;
      const { id } = question;
      const dated = inDues.has(id) || flow.dates?.of === id;
      if (!read.has(id) && !dated && !inTables.has(id) && !taken.has(id)) {
        const expected =
          "a condition, date, letter, table or rehearsal that uses the answer, or no such question";
        return [
          { at: subject.at(question), unexpected: `question "${written(id)}" that nothing uses`, expected },
        ];
      }
      return shown.has(id) || inTables.has(id) ? [] : alike(subject, one);
    }),
    ...flow.terms
      .filter((term) => !named.has(term.id))
      .map(
        (term): Finding => ({
          at: subject.at(term),
          unexpected: `term "${term.id}" that nothing names`,
          expected: "a rule with { is: … }, or no such term",
          severity: "warning",
        }),
      ),
  ];
}

/** Every condition that can read an answer of the flow. */
function whensOf(flow: Flow, letters: readonly Letter[]): Condition[] {
  return [
    ...[flow.questions, flow.terms, flow.flags, flow.verdicts, flow.actions, flow.tables].flat(),
    ...flow.practice.flatMap((practice) => practice.ask),
    ...letters.flatMap((letter) => [...letter.questions, ...letter.passages]),
  ].flatMap((rule) => rule.when ?? []);
}

function questionsIn(table: Flow["tables"][number]): string[] {
  switch (table.kind) {
    case "columns":
      return [
        ...table.columns.flatMap((column) => [table.head, ...table.rows].map((row) => `${column}.${row}`)),
        ...(table.mark === undefined ? [] : [table.mark]),
      ];
    case "dates":
      return [...table.rows];
    case "clock":
      return [table.zone, ...table.between];
    case "data":
      return table.column === undefined ? [] : [table.column];
  }
}

function slotsOf(mine: LetterWords): string[] {
  return Object.values(mine.passages).flatMap(slotsIn);
}

/** Options of one question under which every condition reads alike. */
function alike(subject: ProvedSubject, { question, facts }: Asked): Finding[] {
  if (question.kind !== "choice" && question.kind !== "multi") return [];
  const reads = (option: string): string =>
    facts
      .map((fact) => {
        if (fact.kind === "known") return "";
        if (question.kind === "multi") return "options" in fact && fact.options.includes(option);
        const answer = (id: string) => (id === question.id ? { choice: option } : undefined);
        return atomHolds(fact, answer, () => undefined, subject.on);
      })
      .join(" ");
  return groupsOf(question, reads)
    .filter((group) => group.length > 1)
    .map((group): Finding => {
      const [, second = ""] = group;
      const at = subject.at(question, "options", question.options.indexOf(second));
      const unexpected = `options ${group.map((one) => `"${one}"`).join(", ")} of "${written(question.id)}" that nothing tells apart`;
      return {
        at,
        unexpected,
        expected: "one option for them, or a rule that tells them apart",
        severity: "warning",
      };
    });
}

function groupsOf(
  question: Extract<Question, { options: unknown }>,
  reads: (option: string) => string,
): string[][] {
  const groups = new Map<string, string[]>();
  for (const option of question.options) {
    const key = reads(option);
    groups.set(key, [...(groups.get(key) ?? []), option]);
  }
  return [...groups.values()];
}
