/**
 * Every question can be reached, and every rule with a condition can hold and can fail: a rule that never holds is
 * dead, and one that always holds says something else than was meant.
 */
import { always } from "../../engine/situations/index.js";
import { entangledText, isNever, type Proof, type ProvedRule } from "../proof.js";
import type { Finding, ProofRule, ProvedSubject } from "../rule.js";

export const canHold: ProofRule = {
  name: "can-hold",
  find: (subject) => [
    ...[...subject.proofs.values()].flatMap((proof) =>
      [...proof.rules, ...proof.drills].flatMap((rule) => judged(subject, rule, [proof], [rule])),
    ),
    ...inLetters(subject),
  ],
};

/** A passage is all right when it can hold, and can fail, in some flow that offers the letter. */
function inLetters(subject: ProvedSubject): Finding[] {
  const proofs = [...subject.proofs.values()];
  return subject.letters.flatMap((letter) => {
    const offered = proofs.flatMap((proof) =>
      proof.letters.filter((one) => one.letter.id === letter.id).map(({ rules }) => ({ proof, rules })),
    );
    const [first] = offered;
    return (first?.rules ?? []).flatMap((rule, index) =>
      judged(
        subject,
        rule,
        offered.map(({ proof }) => proof),
        offered.flatMap(({ rules }) => rules[index] ?? []),
      ),
    );
  });
}

/** The same rule as read in each of some flows. */
function judged(
  subject: ProvedSubject,
  rule: ProvedRule,
  proofs: readonly Proof[],
  readings: readonly ProvedRule[],
): Finding[] {
  const at = subject.at(rule.object, "when");
  const found = (which: "offered" | "holds" | "fails") =>
    readings.flatMap((reading, index) => proofs[index]?.situations.possible(reading[which]) ?? []);
  // That it is never offered is told by the rule of references, or of the action that offers it.
  if (found("offered").every(isNever)) return [];
  const holds = found("holds");
  if (holds.every(isNever)) {
    const never = rule.name.startsWith('question "') ? "that is never asked" : "that can never hold";
    const offered =
      rule.offered === always
        ? ""
        : " where it is offered; letters and rehearsals wait while a stop flag holds";
    const expected = `a condition that some answers fulfil${offered}`;
    return [{ at, unexpected: `${rule.name} ${never}`, expected }];
  }
  const fails = found("fails");
  if (fails.every(isNever)) {
    const expected = "no condition, or one that some answers do not fulfil";
    return [{ at, unexpected: `${rule.name} with a condition that always holds`, expected }];
  }
  const proved = [holds, fails].every((list) => list.some((one) => one.on.length > 0));
  const text = proved ? undefined : [...holds, ...fails].map(entangledText).find((one) => one !== undefined);
  if (text === undefined) return [];
  return [{ at, unexpected: text, expected: "a rule that depends on fewer questions" }];
}
