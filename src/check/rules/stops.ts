/**
 * A stop flag is decided as early as it can be: the questions it stands on come first and cannot be skipped, and its
 * condition is decided by the answers that settle it. Advice that is given before a person has looked can do harm.
 */
import { atomsOf, type Condition, namesOf } from "../../engine/condition.js";
import type { Flow } from "../../engine/flow.js";
import { subjectQuestion } from "../../engine/situations/scope.js";
import { exampleText } from "../proof.js";
import { type Finding, type ProofRule, written } from "../rule.js";

export const stops: ProofRule = {
  name: "stops",
  find: (subject) =>
    [...subject.proofs.values()].flatMap(({ flow, situations }): Finding[] => {
      const needed = questionsOfStops(flow);
      const first = flow.questions.find((question) => !needed.has(question.id));
      const before = first === undefined ? flow.questions.length : flow.questions.indexOf(first);
      const waiting = flow.flags.flatMap((flag): Finding[] => {
        const example = !flag.stop || flag.when === undefined ? undefined : situations.late(flag.when);
        if (example === undefined) return [];
        const unexpected = `stop flag "${written(flag.id)}" that is certain with ${exampleText(example)} and waits for more answers`;
        const expected = "a condition without what makes no difference there";
        return [{ at: subject.at(flag, "when"), unexpected, expected }];
      });
      const misplaced = flow.questions.flatMap((question, index): Finding[] => {
        const flag = needed.get(question.id);
        if (flag === undefined) return [];
        const late: Finding = {
          at: subject.at(question),
          unexpected: `question "${written(question.id)}" after "${written(first?.id ?? "")}"`,
          expected: `a place before it, since the stop flag "${written(flag)}" stands on it`,
        };
        const skipped: Finding = {
          at: subject.at(question, "skip"),
          unexpected: `"skip" at "${written(question.id)}", which the stop flag "${written(flag)}" stands on`,
          expected: 'no "skip"; "unsure" can be offered',
        };
        return [...(index > before ? [late] : []), ...(question.skip ? [skipped] : [])];
      });
      return [...misplaced, ...waiting];
    }),
};

/** Each question that a stop flag stands on, by its own condition or by that of such a question, with the flag. */
function questionsOfStops(flow: Flow): Map<string, string> {
  const found = new Map<string, string>();
  const names = new Set<string>();
  const follow = (when: Condition | undefined, flag: string): void => {
    if (when === undefined) return;
    for (const atom of atomsOf(when)) {
      const id = subjectQuestion(flow, atom);
      if (found.has(id)) continue;
      found.set(id, flag);
      follow(flow.questions.find((question) => question.id === id)?.when, flag);
    }
    for (const name of namesOf(when)) {
      if (names.has(name)) continue;
      names.add(name);
      follow([...flow.terms, ...flow.flags].find((one) => one.id === name)?.when, flag);
    }
  };
  for (const flag of flow.flags) if (flag.stop) follow(flag.when, flag.id);
  return found;
}
