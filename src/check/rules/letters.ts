/**
 * The words of a letter and its rules belong together: every passage, question and value has its words, and every
 * placeholder is a question that the letter takes or asks, since any other would stay a gap for ever.
 */
import type { LetterWords, PassageBlock, Slotted } from "../../content/library.js";
import { atomsOf, subjectOf } from "../../engine/condition.js";
import { type Letter, own } from "../../engine/flow.js";
import { paired } from "../pairs.js";
import { type Finding, firstOfEach, oneOf, type Rule, type Subject } from "../rule.js";
import { optionWords } from "./words.js";

export const letters: Rule = {
  name: "letters",
  find: (subject) => [
    ...Object.values(subject.library.flows.letters).flatMap((letter) => inLetter(subject, letter)),
    ...Object.values(subject.library.letterWords)
      .filter(({ id }) => own(subject.library.flows.letters, id) === undefined)
      .filter(({ id }) => !subject.broken(`flows/letters/${id}.yaml`))
      .map((one): Finding => {
        const known = Object.keys(subject.library.flows.letters);
        const expected = oneOf(one.id, known, "a file named as one in flows/letters is");
        return { at: { file: one.file, path: [] }, unexpected: `words for letter "${one.id}"`, expected };
      }),
  ],
};

function inLetter(subject: Subject, letter: Letter): Finding[] {
  const file = `${subject.words}/letters/${letter.id}.md`;
  const mine = own(subject.library.letterWords, letter.id);
  if (mine === undefined) {
    if (subject.broken(file)) return [];
    return [
      {
        at: { file, path: [] },
        unexpected: "absence of this file",
        expected: `the words of letter "${letter.id}"`,
      },
    ];
  }
  const unread = subject.loaded.problems.some((one) => one.file === subject.at(letter).file);
  const pair = (section: "passages" | "questions", of: string): Finding[] =>
    paired(
      firstOfEach<{ id: string }>(letter[section]).map((one) => one.id),
      Object.keys(mine[section]),
      {
        what: "",
        of,
        missing: () => ({ file, path: [section] }),
        extra: (id) => (unread ? [] : [{ file, path: [section, id] }]),
      },
    );
  return [
    ...pair("passages", "a passage of this letter"),
    ...pair("questions", "a question of this letter"),
    ...letter.questions.flatMap((question) => {
      const asked = own(mine.questions, question.id);
      return asked === undefined
        ? []
        : optionWords(subject, question, asked, { file, path: ["questions", question.id] });
    }),
    ...values(subject, letter, mine),
    ...(unread ? [] : slots(letter, mine)),
    ...unused(subject, letter, mine),
  ];
}

/** How options read inside the letter: of questions it knows, each option once. */
function values(subject: Subject, letter: Letter, mine: LetterWords): Finding[] {
  const flows = subject.offering(letter.id);
  if (flows.length === 0 || flows.some(subject.incomplete)) return [];
  const known = [...letter.takes, ...letter.questions.map((question) => question.id)];
  return Object.entries(mine.values).flatMap(([id, options]): Finding[] => {
    const path = ["values", id];
    const named = [...letter.questions, ...flows.flatMap((flow) => flow.questions)].filter(
      (one) => one.id === id,
    );
    if (!known.includes(id)) {
      const expected = oneOf(id, known, "a question that this letter takes or asks");
      return [{ at: { file: mine.file, path }, unexpected: `values of "${id}"`, expected }];
    }
    const choices = [...new Set(named.flatMap(subject.optionsOf))];
    if (named.length === 0) return [];
    return paired(choices, Object.keys(options), {
      what: "option ",
      of: `an option of "${id}"`,
      missing: () => ({ file: mine.file, path }),
      extra: (option) => [{ file: mine.file, path: [...path, option] }],
      // Letters that take the same answer are wrong together when an option is renamed.
      same: (option) => `${id} ${option}`,
    });
  });
}

function slots(letter: Letter, mine: LetterWords): Finding[] {
  const known = [...letter.takes, ...letter.questions.map((question) => question.id)];
  return Object.entries(mine.passages).flatMap(([id, blocks]) =>
    slotsIn(blocks)
      .filter((slot) => !known.includes(slot))
      .map(
        (slot): Finding => ({
          at: { file: mine.file, path: ["passages", id] },
          unexpected: `placeholder {${slot}} in passage "${id}"`,
          expected: oneOf(slot, known, "a question that this letter takes or asks"),
        }),
      ),
  );
}

/** What is taken and not used is asked for nothing. */
function unused(subject: Subject, letter: Letter, mine: LetterWords): Finding[] {
  const asked = new Set(subject.offering(letter.id).flatMap((flow) => flow.questions.map((one) => one.id)));
  const read = new Set([
    ...Object.values(mine.passages).flatMap(slotsIn),
    ...[...letter.questions, ...letter.passages].flatMap(({ when }) =>
      when === undefined ? [] : [...atomsOf(when)].map(subjectOf),
    ),
  ]);
  return [
    ...letter.takes
      .map((id, index) => ({ id, at: subject.at(letter, "takes", index), what: "takes" }))
      // What no flow asks is told by the rule of names.
      .filter(({ id }) => asked.has(id)),
    ...letter.questions.map((question) => ({ id: question.id, at: subject.at(question), what: "asks" })),
  ]
    .filter(({ id }) => !read.has(id))
    .map(
      ({ id, at, what }): Finding => ({
        at,
        unexpected: `"${id}", which the letter ${what} and does not use`,
        expected: `a placeholder {${id}} or a condition on it, or no "${id}"`,
        severity: "warning",
      }),
    );
}

/** The placeholders in some blocks. */
export function slotsIn(blocks: readonly PassageBlock[]): string[] {
  const inLine = (line: Slotted): string[] => line.flatMap((piece) => ("slot" in piece ? [piece.slot] : []));
  return blocks.flatMap((block) =>
    block.kind === "paragraph" ? inLine(block.line) : block.items.flatMap(inLine),
  );
}
