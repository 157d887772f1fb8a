/** Nobody is asked more questions than the flow announces. */
import type { Finding, ProofRule } from "../rule.js";

export const atMost: ProofRule = {
  name: "at-most",
  find: (subject) =>
    [...subject.proofs.values()].flatMap(({ flow, situations }): Finding[] => {
      const { max } = situations.asked();
      const at = subject.at(flow, "at-most");
      if (max === undefined) {
        const expected = "conditions of questions that reach less far";
        return [{ at, unexpected: "number of questions too entangled to prove", expected }];
      }
      if (max === flow.atMost) return [];
      return max > flow.atMost
        ? [{ at, unexpected: `at-most: ${flow.atMost}`, expected: `${max}, which some are asked` }]
        : [
            {
              at,
              unexpected: `at-most: ${flow.atMost}`,
              expected: `${max}: nobody is asked more`,
              severity: "warning",
            },
          ];
    }),
};
