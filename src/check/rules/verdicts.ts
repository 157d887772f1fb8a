/** There is a verdict in every situation, and each can be the first that holds. */
import { entangledText, isNever } from "../proof.js";
import type { Finding, ProofRule } from "../rule.js";

export const verdicts: ProofRule = {
  name: "verdicts",
  find: (subject) =>
    [...subject.proofs.values()].flatMap(({ flow, situations }): Finding[] => {
      const { scope } = situations;
      const last = flow.verdicts.at(-1);
      if (last?.when !== undefined) {
        const expected = "no condition: the last verdict stands for all that is left";
        return [
          {
            at: subject.at(last, "when"),
            unexpected: `condition of the last verdict "${last.id}"`,
            expected,
          },
        ];
      }
      for (const verdict of flow.verdicts) {
        const at = subject.at(verdict);
        if (verdict !== last && verdict.when === undefined) {
          const expected = "a condition: without one no later verdict is ever given";
          return [{ at, unexpected: `verdict "${verdict.id}" before others`, expected }];
        }
        const first = situations.possible(scope.verdict(verdict.id));
        if (isNever(first)) {
          const expected = "a situation in which it holds and no verdict before it does";
          return [{ at, unexpected: `verdict "${verdict.id}" that is never given`, expected }];
        }
        const text = first.on.length === 0 ? entangledText(first) : undefined;
        if (text !== undefined)
          return [{ at, unexpected: text, expected: "verdicts that depend on fewer questions" }];
      }
      return [];
    }),
};
