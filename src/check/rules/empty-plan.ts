/** No plan is empty: in every situation there is something to do, to find out or to look up, or somebody to see. */

import type { Remainder } from "../../engine/situations/index.js";
import { entangledText, exampleText, type Proof } from "../proof.js";
import type { Finding, ProofRule } from "../rule.js";

export const emptyPlan: ProofRule = {
  name: "empty-plan",
  find: (subject) =>
    [...subject.proofs.values()].flatMap((proof): Finding[] => {
      const empty = proof.situations.possible(emptyIn(proof));
      const at = subject.at(proof.flow, "actions");
      if (empty.example !== undefined) {
        const unexpected = `empty plan, for example with ${exampleText(empty.example)}`;
        return [{ at, unexpected, expected: "an action that holds there" }];
      }
      const text = entangledText(empty);
      return text === undefined ? [] : [{ at, unexpected: text, expected: "an action without a condition" }];
    }),
};

/** When no action, flag or table holds and nothing is to be found out, whatever ends on a day having ended. */
export function emptyIn({ flow, situations }: Pick<Proof, "flow" | "situations">): Remainder {
  const { scope } = situations;
  const something = [
    ...flow.actions.filter(lasts).map((action) => scope.holds(action.when)),
    ...flow.flags.map((flag) => scope.holds(flag.when)),
    ...flow.tables.map((table) => scope.holds(table.when)),
    ...flow.questions
      .filter(({ unsure }) => unsure !== undefined && lasts(unsure))
      .map((question) => scope.holds({ kind: "unsure", question: question.id })),
  ];
  return scope.remainders.not(scope.remainders.any(something));
}

function lasts({ until }: { until?: string }): boolean {
  return until === undefined;
}
