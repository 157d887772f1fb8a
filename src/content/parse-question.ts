/** One question: from its file to the engine's type. */
import { own, type PickEntry, type Question, type Unsure } from "../engine/flow.js";
import { type Reading, readDays, readDues, readSpan, whenOf } from "./parse-condition.js";
import type { QuestionFile } from "./schema.js";
import { describe, type Path } from "./source.js";

/** The long lists that a `pick` question may name. */
export type Lists = {
  entries: Readonly<Record<string, readonly PickEntry[]>>;
  /** Whether a list of that name exists but could not be read. */
  broken(name: string): boolean;
};

const reserved = ["past", "skipped", "unsure", "answered", "none"];

/** A question, or nothing where its form is wrong (then it is reported). */
export function readQuestion(one: QuestionFile, path: Path, reading: Reading, lists: Lists): Question[] {
  const unsure: { unsure?: Unsure } =
    one.unsure === undefined
      ? {}
      : {
          unsure: {
            article: one.unsure.article,
            due: readDues(one.unsure.due, [...path, "unsure", "due"], reading),
            ...(one.unsure.until === undefined ? {} : { until: reading.name(one.unsure.until) }),
            ...(one.unsure.letter === undefined ? {} : { letter: one.unsure.letter }),
            ...(one.unsure.command === undefined ? {} : { command: one.unsure.command }),
            ...(one.unsure.waits === undefined ? {} : { waits: one.unsure.waits }),
          },
        };
  const base = {
    id: reading.name(one.id),
    skip: one.skip ?? false,
    ...whenOf(one.when, [...path, "when"], reading),
    ...unsure,
  };
  const need = (key: string, what: string): void => {
    reading.report(path, `${one.kind} question "${one.id}" without "${key}"`, what);
  };
  for (const [index, option] of (one.options ?? []).entries()) {
    if (reserved.includes(option)) {
      reading.report(
        [...path, "options", index],
        `option "${option}"`,
        `another name: ${reserved.join(", ")} have a meaning of their own`,
      );
    }
  }
  const made = ((): Question | undefined => {
    switch (one.kind) {
      case "choice":
      case "multi": {
        if (one.options === undefined || one.options.length === 0) {
          need("options", "a list of options");
          return undefined;
        }
        return one.kind === "choice"
          ? { ...base, kind: "choice", options: one.options }
          : { ...base, kind: "multi", options: one.options, none: one.none ?? false };
      }
      case "number":
        if (one.min === undefined || one.max === undefined || one.min > one.max) {
          need("min and max", "two whole numbers, the smaller first");
          return undefined;
        }
        return { ...base, kind: "number", min: one.min, max: one.max };
      case "date": {
        const from = readDays(one.from, [...path, "from"], reading);
        const to = readDays(one.to, [...path, "to"], reading);
        return from === undefined || to === undefined ? undefined : { ...base, kind: "date", from, to };
      }
      case "year": {
        const from = readYears(one.from, [...path, "from"], reading);
        const to = readYears(one.to, [...path, "to"], reading);
        return from === undefined || to === undefined ? undefined : { ...base, kind: "year", from, to };
      }
      case "pick": {
        const from = one.from ?? "";
        const entries = own(lists.entries, from);
        if (entries === undefined && !lists.broken(from)) {
          reading.report([...path, "from"], `"${from}"`, "a table in content/data");
        }
        return { ...base, kind: "pick", from, entries: entries ?? [] };
      }
      case "text":
        if (one.lines === undefined || one.max === undefined) {
          need("lines and max", "two whole numbers");
          return undefined;
        }
        return { ...base, kind: "text", lines: one.lines, max: one.max };
    }
  })();
  return made === undefined ? [] : [reading.place(made, path)];
}

/** A number of calendar years, counted from this one. */
function readYears(value: unknown, path: Path, reading: Reading): number | undefined {
  const span = readSpan(value, path, reading);
  if (span === undefined || span.unit === "years") return span?.amount;
  reading.report(path, describe(value), 'whole years, such as "1 year" or "2 years ago"');
  return undefined;
}
