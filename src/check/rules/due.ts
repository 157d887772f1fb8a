/**
 * The due date of every action can be computed, and where it cannot, the plan names a date that the member was
 * asked for: they can still give it. A due date that waits for a question nobody asked waits for ever.
 */
import type { Due, Flow } from "../../engine/flow.js";
import type { Remainder, Situations } from "../../engine/situations/index.js";
import { exampleText, isNever } from "../proof.js";
import type { Finding, ProofRule, ProvedSubject } from "../rule.js";

export const due: ProofRule = {
  name: "due",
  find: (subject) =>
    [...subject.proofs.values()].flatMap(({ flow, situations }) => {
      const { scope } = situations;
      return [
        ...flow.actions.map((action) => ({
          name: `action "${action.id}"`,
          at: subject.at(action, "due"),
          holds: scope.holds(action.when),
          dues: action.due,
          until: action.until,
          lasts: subject.at(action, "until"),
        })),
        ...flow.questions.map((question) => ({
          name: `finding out "${question.id}"`,
          at: subject.at(question, "unsure", "due"),
          holds:
            question.unsure === undefined
              ? scope.remainders.not(scope.holds(undefined))
              : scope.holds({ kind: "unsure", question: question.id }),
          dues: question.unsure?.due ?? [],
          until: question.unsure?.until,
          lasts: subject.at(question, "unsure", "until"),
        })),
      ].flatMap(({ until, lasts, ...rule }) => [
        ...judged(subject, flow, situations, rule),
        ...(until === undefined ? [] : endless(situations, { ...rule, at: lasts }, until)),
      ]);
    }),
};

type Dated = { name: string; at: Finding["at"]; holds: Remainder; dues: readonly Due[] };

function judged(subject: ProvedSubject, flow: Flow, situations: Situations, rule: Dated): Finding[] {
  const { scope } = situations;
  const { remainders } = scope;
  const dates = rule.dues.flatMap((one) => (one.kind === "span" ? [] : [one.date]));
  const dead = dates.flatMap((date): Finding[] => {
    const both = situations.possible(remainders.all([rule.holds, scope.known(date)]));
    if (!isNever(both)) return [];
    const found = rule.dues.find((one) => one.kind !== "span" && one.date === date);
    const at = found === undefined ? rule.at : subject.at(found);
    return [
      {
        at,
        unexpected: `due date of ${rule.name} from "${date}"`,
        expected: "a date that is known when it holds; this one never is",
      },
    ];
  });
  if (dead.length > 0 || dates.length !== rule.dues.length || dates.length === 0) return dead;
  const waits = remainders.all([
    rule.holds,
    ...dates.map((date) => remainders.not(scope.known(date))),
    ...dates.map((date) => remainders.not(askedFor(flow, situations, date))),
  ]);
  const { example } = situations.possible(waits);
  if (example === undefined) return [];
  const unexpected = `due date of ${rule.name} that waits for ${dates.join(", ")}, which is not asked with ${exampleText(example)}`;
  return [
    {
      at: rule.at,
      unexpected,
      expected: 'a list with a length of time too, such as "14 days", or a condition',
    },
  ];
}

/** A day that is never known ends nothing. */
function endless(situations: Situations, { name, at, holds }: Omit<Dated, "dues">, until: string): Finding[] {
  const { scope } = situations;
  if (!isNever(situations.possible(scope.remainders.all([holds, scope.known(until)])))) return [];
  const unexpected = `end of ${name} on "${until}"`;
  return [{ at, unexpected, expected: "a date that is known when it holds; this one never is" }];
}

/** When the question that gives the date is asked; for a derived date its year. */
function askedFor(flow: Flow, { scope }: Situations, date: string): Remainder {
  const id = flow.questions.some((question) => question.id === date) ? date : flow.dates?.of;
  const asked = scope.questions.find((one) => one.question.id === id && one.letter === undefined);
  return asked?.asked ?? scope.remainders.not(scope.holds(undefined));
}
