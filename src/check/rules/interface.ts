/** What the bot itself says is complete, says nothing that no screen shows, and shows no blank, no brace and no label too long. */
import type { Origin } from "../../content/loaded.js";
import { interfaceWords } from "../../content/words.js";
import { own } from "../../engine/flow.js";
import { screenLimits } from "../../screen.js";
import { emptyWords, longLabels, type StrayHole, strayHoles } from "../interface-words.js";
import { paired } from "../pairs.js";
import { type Finding, oneOf, type Rule, type Subject } from "../rule.js";

export const interfaceRule: Rule = {
  name: "interface",
  find(subject) {
    const file = `${subject.words}/interface.yaml`;
    return subject.broken(file) ? [] : [...named(subject, file), ...spoken(subject, file)];
  },
};

/** Sections and words that are missing, or that no screen uses. */
function named({ library }: Subject, file: string): Finding[] {
  const known: Readonly<Record<string, readonly string[]>> = interfaceWords;
  return Object.entries(known)
    .flatMap(([section, names]) =>
      paired(names, Object.keys(own(library.interface, section) ?? {}), {
        what: "",
        of: `a word of ${section} that the screens use`,
        missing: () => ({ file, path: [section] }),
        extra: (word) => [{ file, path: [section, word] }],
      }),
    )
    .concat(
      Object.keys(library.interface)
        .filter((section) => own(known, section) === undefined)
        .map((section): Finding => {
          const expected = oneOf(section, Object.keys(known), "a section that the screens use");
          return { at: { file, path: [section] }, unexpected: `section "${section}"`, expected };
        }),
    );
}

/** Words that would show nothing or a brace, and labels that do not fit. A name that nothing uses is told by itself. */
function spoken({ library }: Subject, file: string): Finding[] {
  const known: Readonly<Record<string, readonly string[]>> = interfaceWords;
  const at = (section: string, word: string): Origin => ({ file, path: [section, word] });
  const used = (section: string, word: string): boolean => own(known, section)?.includes(word) === true;
  return [
    ...emptyWords(library.interface)
      .filter(({ section, word }) => used(section, word))
      .map(
        ({ section, word }): Finding => ({
          at: at(section, word),
          unexpected: `an empty text for "${word}"`,
          expected: "the words that screens show there",
        }),
      ),
    ...strayHoles(library.interface)
      .filter(({ section, word }) => used(section, word))
      .map((stray) => ({ at: at(stray.section, stray.word), ...inWords(stray) })),
    ...longLabels(library.interface)
      .filter(({ word }) => used("buttons", word))
      .map(
        ({ word, text, length }): Finding => ({
          at: at("buttons", word),
          unexpected: `the button "${text}" of ${length} units`,
          expected: `at most ${screenLimits.label}`,
        }),
      ),
  ];
}

function inWords({ hole, known }: StrayHole): Pick<Finding, "unexpected" | "expected"> {
  if (hole.length === 1)
    return {
      unexpected: `a single ${hole}`,
      expected: "a pair of braces around a placeholder, or other words",
    };
  const expected =
    known.length === 0
      ? "no placeholder in this word: nothing is filled in"
      : oneOf(hole.slice(1, -1), known, "a placeholder of this word");
  return { unexpected: `placeholder ${hole}`, expected };
}
