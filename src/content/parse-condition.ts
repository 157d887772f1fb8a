/** The surface form of spans, due dates and conditions, read into the engine's types. */
import type { Condition } from "../engine/condition.js";
import type { Span, Unit } from "../engine/day.js";
import type { Due } from "../engine/flow.js";
import { describe, type Path } from "./source.js";

/** Where to tell of a problem, and where to note the place of what was read. */
export type Reading = {
  report(path: Path, unexpected: string, expected: string): void;
  /** Remembers that `object` was written at `path`. */
  place<T extends object>(object: T, path: Path): T;
  /** Where an object read before was written; the whole file where that is not known. */
  placeOf(object: object): Path;
  /** The name of a question, term, flag or verdict as this reading knows it: a part that stands twice has prefixes. */
  name(written: string): string;
};

const spanForm = /^(\d{1,4}) (hour|day|week|month|year)s?( ago)?$/;
const units: Readonly<Record<string, Unit>> = {
  hour: "hours",
  day: "days",
  week: "weeks",
  month: "months",
  year: "years",
};

/** "14 days", "20 years ago" (negative). */
export function readSpan(value: unknown, path: Path, reading: Reading): Span | undefined {
  const found = typeof value === "string" ? spanForm.exec(value) : null;
  const unit = found?.[2] === undefined ? undefined : units[found[2]];
  if (found === null || unit === undefined) {
    reading.report(path, describe(value), 'a length of time such as "14 days", "24 hours" or "2 years ago"');
    return undefined;
  }
  const amount = Number(found[1]);
  return { amount: found[3] === undefined || amount === 0 ? amount : -amount, unit };
}

/** The same without hours: a date has none, so hours counted from one would move nothing. */
export function readDays(value: unknown, path: Path, reading: Reading): Span | undefined {
  const span = readSpan(value, path, reading);
  if (span?.unit !== "hours") return span;
  reading.report(path, describe(value), 'days or longer, such as "2 days": a date has no hour to count from');
  return undefined;
}

/** One due form, or a list of them. */
export function readDues(value: unknown, path: Path, reading: Reading): Due[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((one, index) => readDue(one, [...path, index], reading));
  return readDue(value, path, reading);
}

function readDue(value: unknown, path: Path, reading: Reading): Due[] {
  if (typeof value === "string") {
    const span = readSpan(value, path, reading);
    return span === undefined ? [] : [reading.place<Due>({ kind: "span", span }, path)];
  }
  const keys = entriesOf(value);
  const kind = keys.find(([key]) => key === "before" || key === "after");
  const by = keys.find(([key]) => key === "by");
  if (kind === undefined || by === undefined || keys.length !== 2 || typeof kind[1] !== "string") {
    reading.report(
      path,
      describe(value),
      'a length of time, or { before: a date, by: "14 days" }, or { after: …, by: … }',
    );
    return [];
  }
  const span = readDays(by[1], [...path, "by"], reading);
  if (span === undefined) return [];
  const date = reading.name(kind[1]);
  return [
    reading.place<Due>({ kind: kind[0] === "before" ? "before" : "after", date, by: span }, [
      ...path,
      kind[0],
    ]),
  ];
}

/** A condition, or undefined where there is none or its form is wrong (then it is reported). */
export function readCondition(value: unknown, path: Path, reading: Reading): Condition | undefined {
  if (value === undefined) return undefined;
  const keys = entriesOf(value);
  if (keys.length === 0) {
    reading.report(
      path,
      describe(value),
      "a condition such as { question: option }, { is: term } or { all: […] }",
    );
    return undefined;
  }
  const parts = keys.flatMap(([key, inner]) => readOne(key, inner, [...path, key], reading) ?? []);
  if (parts.length !== keys.length) return undefined;
  const only = parts[0];
  return only !== undefined && parts.length === 1
    ? only
    : reading.place<Condition>({ kind: "all", of: parts }, path);
}

/** `{ when }` for a rule that has a condition. */
export function whenOf(value: unknown, path: Path, reading: Reading): { when?: Condition } {
  const when = readCondition(value, path, reading);
  return when === undefined ? {} : { when };
}

function readOne(key: string, value: unknown, path: Path, reading: Reading): Condition | undefined {
  switch (key) {
    case "all":
    case "any": {
      const of = readMany(value, path, reading);
      return of === undefined ? undefined : reading.place<Condition>({ kind: key, of }, path);
    }
    case "not": {
      const of = readCondition(value, path, reading);
      return of === undefined ? undefined : reading.place<Condition>({ kind: "not", of }, path);
    }
    case "is": {
      const names = namesOf(value, path, reading);
      return names === undefined
        ? undefined
        : reading.place<Condition>({ kind: "is", names: names.map(reading.name) }, path);
    }
    case "count": {
      const parts = Object.fromEntries(entriesOf(value));
      const of = readMany(parts.of, [...path, "of"], reading);
      const atLeast = parts["at-least"];
      const strangers = Object.keys(parts).some((part) => part !== "of" && part !== "at-least");
      if (strangers || !Number.isInteger(atLeast) || typeof atLeast !== "number") {
        reading.report(path, describe(value), "{ of: […], at-least: a whole number }");
        return undefined;
      }
      return of === undefined ? undefined : reading.place<Condition>({ kind: "count", of, atLeast }, path);
    }
    default:
      return readAtom(reading.name(key), value, path, reading);
  }
}

function readMany(value: unknown, path: Path, reading: Reading): Condition[] | undefined {
  if (!Array.isArray(value) || value.length === 0) {
    reading.report(path, describe(value), "a list of conditions");
    return undefined;
  }
  const parts = value.flatMap((one, index) => readCondition(one, [...path, index], reading) ?? []);
  return parts.length === value.length ? parts : undefined;
}

const states = ["skipped", "unsure", "answered"] as const;

function readAtom(question: string, value: unknown, path: Path, reading: Reading): Condition | undefined {
  if (typeof value === "string" || Array.isArray(value)) return readNames(question, value, path, reading);
  const keys = entriesOf(value);
  const only = keys[0];
  if (only === undefined || keys.length !== 1) {
    reading.report(path, describe(value), atomForms);
    return undefined;
  }
  const [form, inner] = only;
  const at = [...path, form];
  switch (form) {
    case "all-of":
    case "none-of": {
      const options = namesOf(inner, at, reading);
      return options === undefined
        ? undefined
        : reading.place<Condition>({ kind: form, question, options }, at);
    }
    case "at-least":
    case "at-most":
      if (typeof inner !== "number" || !Number.isInteger(inner)) {
        reading.report(at, describe(inner), "a whole number");
        return undefined;
      }
      return reading.place<Condition>({ kind: form, question, n: inner }, path);
    case "within":
    case "after":
    case "longer-ago": {
      const span = readDays(inner, at, reading);
      return span === undefined
        ? undefined
        : reading.place<Condition>({ kind: form, date: question, span }, path);
    }
    default:
      reading.report(at, `"${form}"`, atomForms);
      return undefined;
  }
}

const atomForms =
  "an option, a list of options, past, skipped, unsure, answered, none, or one of all-of, none-of, at-least, at-most, within, after, longer-ago";

/** An option, a state, or a list of them: one is enough. */
function readNames(
  question: string,
  value: string | unknown[],
  path: Path,
  reading: Reading,
): Condition | undefined {
  const names = namesOf(value, path, reading);
  if (names === undefined) return undefined;
  const options = names.filter(
    (name) => !states.some((state) => state === name) && name !== "past" && name !== "none",
  );
  const of: Condition[] = [];
  if (options.length > 0) of.push(reading.place<Condition>({ kind: "option", question, options }, path));
  for (const state of states) {
    if (names.includes(state)) of.push(reading.place<Condition>({ kind: state, question }, path));
  }
  if (names.includes("none")) of.push(reading.place<Condition>({ kind: "none", question }, path));
  if (names.includes("past")) of.push(reading.place<Condition>({ kind: "past", date: question }, path));
  const only = of[0];
  return only !== undefined && of.length === 1 ? only : reading.place<Condition>({ kind: "any", of }, path);
}

function namesOf(value: unknown, path: Path, reading: Reading): string[] | undefined {
  const names = Array.isArray(value) ? value : [value];
  if (names.length === 0 || !names.every((name) => typeof name === "string")) {
    reading.report(path, describe(value), "a name or a list of names");
    return undefined;
  }
  return names;
}

export function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}
