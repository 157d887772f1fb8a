/**
 * Every question, option, date, term, flag and verdict that a condition names exists, stands before it and can give
 * what is asked of it. A wrong name would otherwise be an atom that is never true, and its rule silently dead.
 */
import { atomsOf, type Condition, namesOf } from "../../engine/condition.js";
import type { Flow, Letter, Question } from "../../engine/flow.js";
import { inAtom, type Reach } from "../atoms.js";
import { type Finding, firstOfEach, oneOf, type Rule, type Subject, written } from "../rule.js";

export const names: Rule = {
  name: "names",
  find: (subject) => [
    ...Object.values(subject.library.flows.flows).flatMap((flow) => inFlow(subject, flow)),
    ...Object.values(subject.library.flows.letters).flatMap((letter) => inLetter(subject, letter)),
  ],
};

function inFlow(subject: Subject, flow: Flow): Finding[] {
  const { questions } = flow;
  const ids = questions.map((question) => question.id);
  const terms = flow.terms.map((term) => term.id);
  const flags = flow.flags.map((flag) => flag.id);
  const anywhere = [...terms, ...flags, ...flow.verdicts.map((verdict) => verdict.id)];
  const derived = flow.dates?.dates.map((date) => date.id) ?? [];
  const reach = (before: number, named: readonly string[], place: Reach["place"]): Reach => ({
    owner: flow.id,
    place,
    questions: (id) => firstOfEach(questions.slice(0, before)).filter((question) => question.id === id),
    known: ids.slice(0, before).map(written),
    derived: flow.dates !== undefined && ids.indexOf(flow.dates.of) < before ? derived : [],
    later: [...ids.slice(before), ...derived],
    named,
    anywhere,
    incomplete: subject.incomplete(flow),
  });
  const read = (rule: { when?: Condition }, named: readonly string[]): Finding[] =>
    rule.when === undefined ? [] : inCondition(subject, rule.when, reach(ids.length, named, "rule"));
  return [
    ...questions.flatMap(({ when }, index) => {
      if (when === undefined) return [];
      const before = new Set(ids.slice(0, index));
      const early = [...terms, ...flags].filter((name) => readsOnly(flow, name, before));
      return inCondition(subject, when, reach(index, early, "question"));
    }),
    ...flow.terms.flatMap((term, index) => read(term, terms.slice(0, index))),
    ...flow.flags.flatMap((flag, index) => read(flag, [...terms, ...flags.slice(0, index)])),
    ...flow.verdicts.flatMap((verdict) => read(verdict, [...terms, ...flags])),
    ...[...flow.actions, ...flow.tables].flatMap((rule) => read(rule, anywhere)),
    ...flow.practice.flatMap((practice) => practice.ask.flatMap((drill) => read(drill, anywhere))),
  ];
}

/** Whether the term or flag stands on questions of `before` alone, and on no date. */
function readsOnly(flow: Flow, name: string, before: ReadonlySet<string>): boolean {
  const seen = new Set<string>();
  const plain = (one: string): boolean => {
    if (seen.has(one)) return true;
    seen.add(one);
    const rule = [...flow.terms, ...flow.flags].find((rule) => rule.id === one);
    if (rule?.when === undefined) return rule !== undefined;
    return (
      [...atomsOf(rule.when)].every((atom) => !("date" in atom) && before.has(atom.question)) &&
      [...namesOf(rule.when)].every(plain)
    );
  };
  return plain(name);
}

/** A letter reads its own questions and the answers that it takes, as they are in the flows that offer it. */
function inLetter(subject: Subject, letter: Letter): Finding[] {
  const flows = subject.offering(letter.id);
  const incomplete = flows.some(subject.incomplete);
  const taken = (id: string): Question[] =>
    letter.takes.includes(id)
      ? flows.flatMap((flow) => flow.questions.filter((question) => question.id === id))
      : [];
  const asked = new Set(flows.flatMap((flow) => flow.questions.map((question) => question.id)));
  const ids = letter.questions.map((question) => question.id);
  const reach = (before: number, place: Reach["place"]): Reach => ({
    owner: "letters",
    place,
    questions: (id) => {
      const own = letter.questions.slice(0, before).filter((question) => question.id === id);
      return own.length > 0 ? own : taken(id);
    },
    known: [...letter.takes, ...ids.slice(0, before)],
    derived: [],
    later: ids.slice(before),
    named: [],
    anywhere: [],
    // A taken name that no flow asks is told at `takes` and not again at every condition.
    incomplete: incomplete || flows.length === 0,
    elsewhere: (id) => letter.takes.includes(id),
  });
  const places = letter.takes.map((id, index) => ({ id, at: subject.at(letter, "takes", index) }));
  return [
    ...places.flatMap(({ id, at }): Finding[] => {
      if (flows.length === 0 || incomplete || asked.has(id)) return [];
      const names = flows.map((flow) => flow.id).join(", ");
      const expected = oneOf(id, [...asked], `a question of a flow that offers this letter (${names})`);
      return [{ at, unexpected: `question "${id}"`, expected, same: `taken ${id}` }];
    }),
    ...letter.questions.flatMap(({ when }, index) =>
      when === undefined ? [] : inCondition(subject, when, reach(index, "question")),
    ),
    ...letter.passages.flatMap(({ when }) =>
      when === undefined ? [] : inCondition(subject, when, reach(ids.length, "rule")),
    ),
  ];
}

function inCondition(subject: Subject, condition: Condition, reach: Reach): Finding[] {
  const into = (part: Condition): Finding[] => inCondition(subject, part, reach);
  switch (condition.kind) {
    case "all":
    case "any":
    case "count":
      return [...condition.of.flatMap(into), ...countTooHigh(subject, condition)];
    case "not":
      return into(condition.of);
    case "is":
      return condition.names.flatMap((name) => inName(subject, condition, name, reach));
    default:
      return inAtom(subject, condition, reach);
  }
}

function countTooHigh(subject: Subject, condition: Extract<Condition, { of: unknown }>): Finding[] {
  if (condition.kind !== "count") return [];
  const { atLeast, of } = condition;
  if (atLeast >= 1 && atLeast <= of.length) return [];
  const expected = `a number from 1 to ${of.length}, since ${of.length} conditions are counted`;
  return [{ at: subject.at(condition), unexpected: `at-least: ${atLeast}`, expected }];
}

function inName(subject: Subject, condition: Condition, name: string, reach: Reach): Finding[] {
  if (reach.named.includes(name)) return [];
  const at = subject.at(condition);
  if (reach.anywhere.includes(name)) {
    const expected =
      reach.place === "question"
        ? "a term or flag that reads only questions before this one and no date"
        : "a name that stands before: terms, then flags, then verdicts, each reading only what is above it";
    return [{ at, unexpected: `"${name}"`, expected }];
  }
  if (reach.incomplete) return [];
  const expected = oneOf(name, reach.named.map(written), "a term, flag or verdict");
  return [{ at, unexpected: `"${written(name)}"`, expected, same: `${reach.owner} name ${name}` }];
}
