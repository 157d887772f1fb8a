/**
 * No option is declared under a name that its words and the rules do not know: then the declaration is misspelt, and
 * this is told once, there, instead of at every place that is right.
 */
import { renamedOptions } from "../renamed.js";
import { type Finding, type Rule, written } from "../rule.js";

export const renamed: Rule = {
  name: "renamed",
  find: ({ library, at }) =>
    renamedOptions(library).map(({ question, declared, called }): Finding => {
      const place = "options" in question ? question.options.indexOf(declared) : 0;
      return {
        at: at(question, "options", place),
        unexpected: `option "${declared}" of "${written(question.id)}"`,
        expected: `"${called}", as its words and the rules call it`,
      };
    }),
};
