/** The closed language of conditions: data, no code. Its surface form (YAML) is read by `src/content`. */
import type { Span } from "./day.js";
import type { DateName, OptionId, QuestionId } from "./flow.js";

export type Condition =
  /** The answer is one of these; of a multi question, any of them is ticked. */
  | { kind: "option"; question: QuestionId; options: readonly OptionId[] }
  | { kind: "all-of"; question: QuestionId; options: readonly OptionId[] }
  | { kind: "none-of"; question: QuestionId; options: readonly OptionId[] }
  /** Nothing is ticked, and that is the answer. */
  | { kind: "none"; question: QuestionId }
  | { kind: "at-least"; question: QuestionId; n: number }
  | { kind: "at-most"; question: QuestionId; n: number }
  | { kind: "past"; date: DateName }
  | { kind: "within" | "after" | "longer-ago"; date: DateName; span: Span }
  | { kind: "skipped" | "unsure" | "answered"; question: QuestionId }
  /** A term, an earlier flag or a verdict of that name holds: one of them is enough. */
  | { kind: "is"; names: readonly string[] }
  | { kind: "all" | "any"; of: readonly Condition[] }
  | { kind: "not"; of: Condition }
  | { kind: "count"; of: readonly Condition[]; atLeast: number };

/** A condition that stands on an answer directly, without other conditions inside. */
export type Atom = Exclude<Condition, { kind: "is" | "all" | "any" | "not" | "count" }>;

/** Kleene's third value: what is not decided yet. */
export type Truth = boolean | undefined;

/**
 * The truth of `condition` when `atom` and `named` say what is known. Undecided atoms give `undefined`
 * only where the rest does not settle the matter.
 */
export function decide(
  condition: Condition,
  atom: (atom: Atom) => Truth,
  named: (name: string) => Truth,
): Truth {
  switch (condition.kind) {
    case "is":
      return anyOf(condition.names, named);
    case "all":
      return allOf(condition.of, (part) => decide(part, atom, named));
    case "any":
      return anyOf(condition.of, (part) => decide(part, atom, named));
    case "not": {
      const inner = decide(condition.of, atom, named);
      return inner === undefined ? undefined : !inner;
    }
    case "count": {
      let yes = 0;
      let open = 0;
      for (const part of condition.of) {
        const truth = decide(part, atom, named);
        if (truth) yes += 1;
        else if (truth === undefined) open += 1;
        if (yes >= condition.atLeast) return true;
      }
      return yes + open < condition.atLeast ? false : undefined;
    }
    default:
      return atom(condition);
  }
}

/** Every atom in `condition`, names not followed. */
export function* atomsOf(condition: Condition): Generator<Atom> {
  switch (condition.kind) {
    case "is":
      return;
    case "all":
    case "any":
    case "count":
      for (const part of condition.of) yield* atomsOf(part);
      return;
    case "not":
      yield* atomsOf(condition.of);
      return;
    default:
      yield condition;
  }
}

/** Every term, flag or verdict that `condition` names directly. */
export function* namesOf(condition: Condition): Generator<string> {
  switch (condition.kind) {
    case "is":
      yield* condition.names;
      return;
    case "all":
    case "any":
    case "count":
      for (const part of condition.of) yield* namesOf(part);
      return;
    case "not":
      yield* namesOf(condition.of);
      return;
    default:
      return;
  }
}

/** The question, or derived date, that an atom stands on. */
export function subjectOf(atom: Atom): string {
  return "date" in atom ? atom.date : atom.question;
}

function anyOf<T>(items: readonly T[], truth: (item: T) => Truth): Truth {
  let open = false;
  for (const item of items) {
    const one = truth(item);
    if (one) return true;
    if (one === undefined) open = true;
  }
  return open ? undefined : false;
}

function allOf<T>(items: readonly T[], truth: (item: T) => Truth): Truth {
  let open = false;
  for (const item of items) {
    const one = truth(item);
    if (one === false) return false;
    if (one === undefined) open = true;
  }
  return open ? undefined : true;
}
