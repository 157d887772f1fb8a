/** Tables of `content/data`: CSV with its description, and dates of a year. */
import { isDay } from "../engine/day.js";
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
