/** What would change this plan: other answers that lead to another verdict or to a new red flag. */
import type { Answer } from "./answer.js";
import { atomsOf, type Condition } from "./condition.js";
import type { Flow, Question, VerdictId } from "./flow.js";
import type { Change } from "./page.js";
import { type Facts, factsOf, pathOf } from "./path.js";
import type { Standing } from "./stand.js";

/** Every single other answer to a question that was asked, and what it would decide. Free text and days are left alone. */
export function changesOf(standing: Standing): Change[] {
  const { flow, path, facts, today } = standing;
  const verdict = decidedVerdict(flow, facts);
  const flags = flow.flags.filter((flag) => flag.when === undefined || facts.holds(flag.when));
  return flow.questions.flatMap((question): Change[] => {
    const now = path.answers[question.id];
    if (now === undefined) return [];
    return alternatives(flow, question, now).flatMap((answer): Change[] => {
      const other = pathOf(flow, { ...path.answers, [question.id]: answer }, today);
      const there = factsOf(flow, other.answers, today, { open: other.open });
      const leads = decidedVerdict(flow, there);
      const newFlags = flow.flags
        .filter((flag) => !flags.includes(flag) && (flag.when === undefined || there.holds(flag.when)))
        .map((flag) => flag.id);
      const turns = leads !== undefined && leads !== verdict;
      if (!turns && newFlags.length === 0) return [];
      return [{ question: question.id, answer, newFlags, ...(turns ? { verdict: leads } : {}) }];
    });
  });
}

/** The verdict, or undefined while an open question could still turn it. */
function decidedVerdict(flow: Flow, facts: Facts): VerdictId | undefined {
  for (const verdict of flow.verdicts) {
    const truth = verdict.when === undefined ? true : facts.truth(verdict.when);
    if (truth === true) return verdict.id;
    if (truth === undefined) return undefined;
  }
  return undefined;
}

function alternatives(flow: Flow, question: Question, now: Answer): Answer[] {
  switch (question.kind) {
    case "choice":
      return question.options
        .filter((option) => !("choice" in now && now.choice === option))
        .map((choice) => ({ choice }));
    case "multi": {
      const ticked = "ticked" in now ? now.ticked : [];
      const others = question.options.map((option) =>
        question.options.filter((one) => (one === option ? !ticked.includes(one) : ticked.includes(one))),
      );
      const none = question.none && ticked.length > 1 ? [[]] : [];
      return [...others, ...none]
        .filter((chosen) => chosen.length > 0 || question.none)
        .map((chosen) => ({ ticked: chosen }));
    }
    case "number": {
      const edges = thresholds(flow, question.id).filter((n) => n >= question.min && n <= question.max);
      return [...new Set(edges)]
        .filter((n) => !("number" in now && now.number === n))
        .map((number) => ({ number }));
    }
    case "date":
    case "year":
    case "pick":
    case "text":
      return [];
  }
}

/** The numbers on both sides of every bound that a rule draws for this question. */
function thresholds(flow: Flow, question: string): number[] {
  const rules: (Condition | undefined)[] = [
    ...flow.questions,
    ...flow.terms,
    ...flow.flags,
    ...flow.verdicts,
  ].map((rule) => rule.when);
  return rules.flatMap((when) =>
    when === undefined
      ? []
      : [...atomsOf(when)].flatMap((atom) => {
          if (atom.kind === "at-least" && atom.question === question) return [atom.n - 1, atom.n];
          if (atom.kind === "at-most" && atom.question === question) return [atom.n, atom.n + 1];
          return [];
        }),
  );
}
