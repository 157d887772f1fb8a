/** Tables of `content/data`: CSV with its description, and dates of a year. */
import { isDay } from "../engine/day.js";
import type { DateRule, DerivedDate, PickEntry } from "../engine/flow.js";
import type { DataTable } from "./library.js";
import { entriesOf } from "./parse-condition.js";
import type { DatesFile, TableFile } from "./schema.js";
import { describe, type Path } from "./source.js";

type Report = (path: Path, unexpected: string, expected: string) => void;

/** A table as read. `spots` says where each field of each row begins, in the order of the columns; 1-based. */
export type CsvRead = {
  columns: string[];
  rows: Record<string, string>[];
  spots: { line: number; column: number }[][];
  /** The lines on which a row has another number of fields than the first line. */
  ragged: number[];
  /** Where a quote is opened that nothing closes. */
  unclosed?: { line: number; column: number };
};

type Field = { text: string; line: number; column: number };

/** RFC 4180: commas, quotes doubled inside quotes, line feeds inside quotes. The first row names the columns. */
export function readCsv(text: string): CsvRead {
  const records: Field[][] = [];
  let record: Field[] = [];
  let quoted = false;
  let opened = { line: 1, column: 1 };
  const input = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  let [line, begun] = [1, 0];
  let field: Field = { text: "", line, column: 1 };
  const closeField = (next: number): void => {
    record.push(field);
    field = { text: "", line, column: next - begun + 1 };
  };
  for (let i = 0; i < input.length; i += 1) {
    const char = input[i];
    if (char === "\n") {
      line += 1;
      begun = i + 1;
    }
    if (quoted) {
      if (char !== '"') field.text += char;
      else if (input[i + 1] === '"') {
        field.text += '"';
        i += 1;
      } else quoted = false;
    } else if (char === '"' && field.text === "") {
      quoted = true;
      opened = { line, column: i - begun + 1 };
    } else if (char === ",") closeField(i + 1);
    else if (char === "\n") {
      closeField(i + 1);
      records.push(record);
      record = [];
    } else field.text += char;
  }
  if (field.text !== "" || record.length > 0) records.push([...record, field]);
  const [first = [], ...rows] = records.filter((one) => one.length > 1 || one[0]?.text !== "");
  const columns = first.map((one) => one.text);
  return {
    columns,
    rows: rows.map((row) =>
      Object.fromEntries(columns.map((column, index) => [column, row[index]?.text ?? ""])),
    ),
    spots: rows.map((row) => row.map(({ line, column }) => ({ line, column }))),
    ragged: rows.flatMap((row) => (row.length === columns.length ? [] : [row[0]?.line ?? 1])),
    ...(quoted ? { unclosed: opened } : {}),
  };
}

/** What makes the whole table useless; nothing where its fields can be told apart. */
export function unreadableIn({ columns, unclosed }: CsvRead) {
  const [only, another] = columns;
  if (unclosed !== undefined) {
    return {
      ...unclosed,
      unexpected: "a quote that is not closed",
      expected: "another quote at the end of the field",
    };
  }
  if (another === undefined && (only ?? "") === "")
    return {
      line: 1,
      column: 1,
      unexpected: "an empty file",
      expected: "a first line that names the columns",
    };
  return another === undefined && only?.includes(";") === true
    ? { line: 1, column: 1, unexpected: "semicolons between the fields", expected: "commas" }
    : undefined;
}

/** The entries of a list that members pick from: the key column, and every name in the name columns (`a|b`). */
export function entriesFrom(table: DataTable, key: string, names: readonly string[]): PickEntry[] {
  return table.rows.map((row) => ({
    key: row[key] ?? "",
    names: names
      .flatMap((column) => (row[column] ?? "").split("|").map((name) => name.trim()))
      .filter((name) => name !== ""),
  }));
}

/** What a description calls a column and is none of the table: `[path, name]` of each. */
export function strangeColumns(about: TableFile, columns: readonly string[]): [Path, string][] {
  const named: [Path, string][] = [
    [["key"], about.key],
    ...(about.names ?? []).map((name, index): [Path, string] => [["names", index], name]),
    ...(about.columns ?? []).map((name, index): [Path, string] => [["columns", index], name]),
    ...(about.notes === undefined ? [] : [[["notes"], about.notes] satisfies [Path, string]]),
  ];
  return named.filter(([, name]) => !columns.includes(name));
}

const ordinals: Readonly<Record<string, number>> = { first: 1, second: 2, third: 3, fourth: 4, last: -1 };
const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const months = [
  ...["january", "february", "march", "april", "may", "june", "july"],
  ...["august", "september", "october", "november", "december"],
];

/** The dates of a table; a rule whose form is wrong is reported and left out. */
export function readDates(file: DatesFile, report: Report): DerivedDate[] {
  return file.dates.map((date, index): DerivedDate => {
    const rule = date.rule === undefined ? undefined : readRule(date.rule, ["dates", index, "rule"], report);
    return { id: date.id, known: date.known ?? {}, ...(rule === undefined ? {} : { rule }) };
  });
}

function readRule(value: unknown, path: Path, report: Report): DateRule | undefined {
  const keys = new Map(entriesOf(value));
  const before = keys.get("year") === "before";
  const yearly = [...keys.keys()].filter((key) => key !== "year");
  const only = (...names: string[]): boolean =>
    yearly.length === names.length && names.every((name) => keys.has(name)) && (before || !keys.has("year"));
  const ordinal = Object.keys(ordinals).find((one) => keys.has(one));
  if (ordinal !== undefined && only(ordinal, "of")) {
    const weekday = weekdays.indexOf(String(keys.get(ordinal)));
    const month = months.indexOf(String(keys.get("of"))) + 1;
    if (weekday >= 0 && month > 0)
      return { kind: "nth", nth: ordinals[ordinal] ?? 1, weekday, month, before };
  }
  const [days, from, day] = [keys.get("days"), keys.get("from"), keys.get("day")];
  if (typeof days === "number" && typeof from === "string" && !before && only("days", "from")) {
    if (Number.isInteger(days)) return { kind: "offset", days, from };
  }
  // 2027 has no leap day, so a day that it has is a day of every year.
  if (typeof day === "string" && isDay(`2027-${day}`) && only("day")) {
    return { kind: "day", month: Number(day.slice(0, 2)), day: Number(day.slice(3)), before };
  }
  report(
    path,
    describe(value),
    "{ third: friday, of: march } or { day: 09-15 }, with year: before where it is so, or { days: -16, from: another date }",
  );
  return undefined;
}
