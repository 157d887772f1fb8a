/** The tables of a flow, held against what they name. */
import { isZone, zoneNames } from "../content/clock.js";
import type { Origin } from "../content/loaded.js";
import { type Flow, own, type Table, zoneList } from "../engine/flow.js";
import { type Finding, missing, type Subject } from "./rule.js";

/** What a table names: prefixes, questions, dates, a table of content/data, zones. */
export function inTable(subject: Subject, flow: Flow, table: Table): Finding[] {
  const ids = flow.questions.map((question) => question.id);
  const question = (id: string, at: Origin): Finding[] =>
    ids.includes(id) ? [] : missing(at, "question", id, ids, `a question of this flow, here "${id}"`);
  switch (table.kind) {
    case "columns":
      return [
        ...table.columns.flatMap((column, index) => {
          const at = subject.at(table, "columns", index);
          return ids.some((id) => id.startsWith(`${column}.`))
            ? question(`${column}.${table.head}`, subject.at(table, "head"))
            : missing(at, "column", column, prefixes(ids), 'a prefix under which a part stands ("as")');
        }),
        ...table.rows.flatMap((row, index) =>
          table.columns
            .filter((column) => ids.some((id) => id.startsWith(`${column}.`)))
            .flatMap((column) => question(`${column}.${row}`, subject.at(table, "rows", index))),
        ),
        ...(table.mark === undefined ? [] : marked(subject, flow, table, table.mark)),
      ];
    case "dates":
      return table.rows.flatMap((row, index) => date(flow, row, subject.at(table, "rows", index)));
    case "data":
      return inData(subject, flow, table);
    case "clock":
      return inClock(subject, flow, table);
  }
}

function date(flow: Flow, name: string, at: Origin): Finding[] {
  const asked = flow.questions.filter((one) => one.kind === "date").map((one) => one.id);
  const known = [...(flow.dates?.dates.map((one) => one.id) ?? []), ...asked];
  return known.includes(name) ? [] : missing(at, "date", name, known, "a derived date or a date question");
}

function inData(subject: Subject, flow: Flow, table: Extract<Table, { kind: "data" }>): Finding[] {
  const data = own(subject.library.data, table.from);
  if (data === undefined) {
    if (["yaml", "csv"].some((end) => subject.broken(`content/data/${table.from}.${end}`))) return [];
    const tables = Object.keys(subject.library.data);
    return missing(subject.at(table, "from"), "table", table.from, tables, "a table in content/data");
  }
  if (data.atOnce !== undefined) {
    const unexpected = `"${table.from}", whose figures may only be quoted (at-once)`;
    return [{ at: subject.at(table, "from"), unexpected, expected: "a table that may be shown whole" }];
  }
  const { column } = table;
  if (column === undefined) return [];
  const at = subject.at(table, "column");
  const question = flow.questions.find((one) => one.id === column);
  if (question?.kind !== "choice") {
    const choices = flow.questions.filter((one) => one.kind === "choice").map((one) => one.id);
    return missing(at, "question", column, choices, "a choice question whose options are columns");
  }
  return question.options
    .filter((option) => !data.columns.includes(option))
    .map((option): Finding => {
      const expected = `a column "${option}" in content/data/${table.from}.csv, since it is an option of "${column}"`;
      return { at, unexpected: `table "${table.from}" without that column`, expected };
    });
}

function inClock(subject: Subject, flow: Flow, table: Extract<Table, { kind: "clock" }>): Finding[] {
  const picks = flow.questions
    .filter((one) => one.kind === "pick" && one.from === zoneList)
    .map((one) => one.id);
  const [opens, closes] = table.hours;
  return [
    ...(picks.includes(table.zone)
      ? []
      : missing(subject.at(table, "zone"), "question", table.zone, picks, "a pick question from zones")),
    ...table.against.flatMap((name, index) => {
      const at = subject.at(table, "against", index);
      return isZone(name)
        ? []
        : missing(at, "time zone", name, zoneNames(), 'a time zone such as "America/New_York"');
    }),
    ...table.between.flatMap((name, index) => date(flow, name, subject.at(table, "between", index))),
    ...(opens < closes
      ? []
      : [
          {
            at: subject.at(table, "hours"),
            unexpected: `hours from ${opens} to ${closes}`,
            expected: "two times of one day, the earlier first",
          },
        ]),
  ];
}

/** The rows that are ticked in the question `mark` are shown in strong letters. */
function marked(
  subject: Subject,
  flow: Flow,
  table: Extract<Table, { kind: "columns" }>,
  mark: string,
): Finding[] {
  const question = flow.questions.find((one) => one.id === mark);
  const at = subject.at(table, "mark");
  if (question?.kind !== "multi") {
    const multis = flow.questions.filter((one) => one.kind === "multi").map((one) => one.id);
    return missing(at, "question", mark, multis, "a multi question whose options are rows");
  }
  return table.rows.some((row) => question.options.includes(row))
    ? []
    : [
        {
          at,
          unexpected: `question "${mark}", none of whose options is a row`,
          expected: "options named as the rows are",
        },
      ];
}

function prefixes(ids: readonly string[]): string[] {
  return [...new Set(ids.flatMap((id) => (id.includes(".") ? [id.slice(0, id.indexOf("."))] : [])))];
}
