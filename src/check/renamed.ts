/** Options whose declaration alone is misspelt: their words and the rules agree on another name. */
import type { Library } from "../content/library.js";
import { atomsOf, type Condition } from "../engine/condition.js";
import { type Flow, type OptionId, own, type Question } from "../engine/flow.js";

export type Renamed = { question: Question; declared: OptionId; called: OptionId };

/**
 * Every question with one option that has no words, one label for an option that is not there, and a rule or
 * letter that names the latter. Where only the words or only a rule say otherwise, the mistake is theirs.
 */
export function renamedOptions(library: Library): Renamed[] {
  return Object.values(library.flows.flows).flatMap((flow) =>
    flow.questions.flatMap((question): Renamed[] => {
      const asked = own(own(library.flowWords, flow.id)?.questions ?? {}, question.id);
      if (asked === undefined || !("options" in question)) return [];
      const worded = Object.keys(asked.options);
      const [declared, another] = question.options.filter((option) => !worded.includes(option));
      const [called, ...more] = worded.filter((option) => !question.options.includes(option));
      if (declared === undefined || another !== undefined || called === undefined || more.length > 0)
        return [];
      return isNamed(library, flow, question.id, called) ? [{ question, declared, called }] : [];
    }),
  );
}

/** The options of a question, a misspelt one by the name that everything else calls it. */
export function optionsAsCalled(library: Library): (question: Question) => readonly OptionId[] {
  const renamed = new Map(renamedOptions(library).map((one) => [one.question, one]));
  return (question) => {
    const options = "options" in question ? question.options : [];
    const one = renamed.get(question);
    return one === undefined
      ? options
      : options.map((option) => (option === one.declared ? one.called : option));
  };
}

/** Whether a rule of the flow, or a letter that takes the answer, knows this option. */
function isNamed(library: Library, flow: Flow, question: string, option: OptionId): boolean {
  const letters = Object.values(library.flows.letters).filter((letter) => letter.takes.includes(question));
  const rules: { when?: Condition }[] = [
    ...flow.questions,
    ...flow.terms,
    ...flow.flags,
    ...flow.verdicts,
    ...flow.actions,
    ...flow.tables,
    ...flow.practice.flatMap((practice) => practice.ask),
    ...letters.flatMap((letter) => [...letter.questions, ...letter.passages]),
  ];
  const said = letters.some(({ id }) => {
    const values = own(own(library.letterWords, id)?.values ?? {}, question);
    return values !== undefined && own(values, option) !== undefined;
  });
  return (
    said ||
    rules.some(
      ({ when }) =>
        when !== undefined &&
        [...atomsOf(when)].some(
          (atom) => "options" in atom && atom.question === question && atom.options.includes(option),
        ),
    )
  );
}
