/** What the bot itself says is complete, and says nothing that no screen shows. */
import { interfaceWords } from "../../content/words.js";
import { own } from "../../engine/flow.js";
import { paired } from "../pairs.js";
import { type Finding, oneOf, type Rule } from "../rule.js";

export const interfaceRule: Rule = {
  name: "interface",
  find({ library, words, broken }) {
    const file = `${words}/interface.yaml`;
    if (broken(file)) return [];
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
  },
};
