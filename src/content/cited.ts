/** The sources of what a plan takes from `content/data`: they are the plan's own, so that a member can look them up. */
import { atomsOf } from "../engine/condition.js";
import { type Flow, untilsOf } from "../engine/flow.js";
import type { DataTable, SourceId } from "./library.js";
import type { Loaded } from "./loaded.js";

/** Those of each data table that the flow shows, and of each yearly date that a rule, due date or table names. */
export function sourcesOfData(
  flow: Flow,
  tables: Readonly<Record<string, DataTable>>,
  dates: Loaded["dates"],
): SourceId[] {
  const shown = flow.tables.flatMap((table) =>
    table.kind === "data" ? (tables[table.from]?.sources ?? []) : [],
  );
  const list = flow.dates === undefined ? [] : (dates[flow.dates.table] ?? []);
  const named = namedDates(flow);
  // What is counted from another date rests on that one's sources too.
  for (const id of named) {
    const rule = list.find((date) => date.id === id)?.rule;
    if (rule?.kind === "offset") named.add(rule.from);
  }
  return [...shown, ...list.filter((date) => named.has(date.id)).flatMap((date) => date.sources)];
}

function namedDates(flow: Flow): Set<string> {
  const rules = [flow.terms, flow.flags, flow.verdicts, flow.actions, flow.tables].flat();
  const dues = [...flow.actions.map((one) => one.due), ...flow.questions.map((one) => one.unsure?.due ?? [])];
  return new Set([
    ...rules
      .flatMap(({ when }) => (when === undefined ? [] : [...atomsOf(when)]))
      .flatMap((atom) => ("date" in atom ? [atom.date] : [])),
    ...dues.flat().flatMap((due) => (due.kind === "span" ? [] : [due.date])),
    ...untilsOf(flow),
    ...flow.tables.flatMap((table) => {
      if (table.kind === "dates") return table.rows;
      return table.kind === "clock" ? table.between : [];
    }),
  ]);
}
