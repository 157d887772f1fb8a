/** Tables of `content/data`: CSV with its description, and dates of a year. */
import type { DateRule, DerivedDate, PickEntry } from "../engine/flow.js";
import type { DataTable } from "./library.js";
import { entriesOf } from "./parse-condition.js";
import type { DatesFile } from "./schema.js";
import { describe, type Path } from "./source.js";

type Report = (path: Path, unexpected: string, expected: string) => void;

/** RFC 4180: commas, quotes doubled inside quotes, line feeds inside quotes. The first row names the columns. */
export function readCsv(text: string): {
  columns: string[];
  rows: Record<string, string>[];
  ragged: number[];
} {
  const records: string[][] = [];
  let record: string[] = [];
  let field = "";
  let quoted = false;
  const input = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  for (let i = 0; i < input.length; i += 1) {
    const char = input[i];
    if (quoted) {
      if (char !== '"') field += char;
      else if (input[i + 1] === '"') {
        field += '"';
        i += 1;
      } else quoted = false;
    } else if (char === '"' && field === "") quoted = true;
    else if (char === ",") {
      record.push(field);
      field = "";
    } else if (char === "\n") {
      records.push([...record, field]);
      record = [];
      field = "";
    } else field += char;
  }
  if (field !== "" || record.length > 0) records.push([...record, field]);
  const [columns = [], ...rows] = records.filter((one) => one.length > 1 || one[0] !== "");
  return {
    columns,
    rows: rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? ""]))),
    ragged: rows.flatMap((row, index) => (row.length === columns.length ? [] : [index + 2])),
  };
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
  const keys = Object.fromEntries(entriesOf(value));
  const before = keys.year === "before";
  const ordinal = Object.keys(ordinals).find((one) => keys[one] !== undefined);
  if (ordinal !== undefined) {
    const weekday = weekdays.indexOf(String(keys[ordinal]));
    const month = months.indexOf(String(keys.of)) + 1;
    if (weekday >= 0 && month > 0)
      return { kind: "nth", nth: ordinals[ordinal] ?? 1, weekday, month, before };
  }
  if (typeof keys.days === "number" && Number.isInteger(keys.days) && typeof keys.from === "string") {
    return { kind: "offset", days: keys.days, from: keys.from };
  }
  const day = typeof keys.day === "string" ? /^(\d\d)-(\d\d)$/.exec(keys.day) : null;
  if (day !== null) return { kind: "day", month: Number(day[1]), day: Number(day[2]), before };
  report(
    path,
    describe(value),
    "{ third: friday, of: march }, { days: -16, from: another date } or { day: 09-15 }, each with year: before where it is so",
  );
  return undefined;
}
