/**
 * Every date that a due date, a table or a list of derived dates names is there, and the rule by which a yearly date
 * is computed agrees with every known value: a rule that misses last year's day will miss next year's.
 */
import { ruledDate } from "../../engine/dates.js";
import type { DateRule, DerivedDates, Due, Flow } from "../../engine/flow.js";
import { isDerived } from "../../engine/path.js";
import { type Finding, oneOf, type Rule, type Subject, written } from "../rule.js";

export const dates: Rule = {
  name: "dates",
  find: (subject) => [
    ...Object.values(subject.library.flows.flows).flatMap((flow) => inFlow(subject, flow)),
    ...Object.keys(subject.loaded.dates).flatMap((table) => inTable(subject, table)),
  ],
};

function inFlow(subject: Subject, flow: Flow): Finding[] {
  if (subject.incomplete(flow)) return [];
  const known = [
    ...flow.questions.filter((one) => one.kind === "date").map((one) => written(one.id)),
    ...(flow.dates?.dates.map((date) => date.id) ?? []),
  ];
  const dues: readonly Due[] = [
    ...flow.actions.flatMap((action) => action.due),
    ...flow.questions.flatMap((question) => question.unsure?.due ?? []),
  ];
  const wrong = dues.flatMap((due): Finding[] => {
    if (due.kind === "span" || isDate(flow, due.date)) return [];
    const expected = oneOf(written(due.date), known, "a date question or a derived date");
    const same = `${flow.id} ${due.date}`;
    return [{ at: subject.at(due), unexpected: `date "${written(due.date)}"`, expected, same }];
  });
  const untils = [
    ...flow.actions.map((one) => ({ until: one.until, at: subject.at(one, "until") })),
    ...flow.questions.map((one) => ({ until: one.unsure?.until, at: subject.at(one, "unsure", "until") })),
  ];
  for (const { until, at } of untils) {
    if (until === undefined || isDate(flow, until)) continue;
    const expected = oneOf(written(until), known, "a date question or a derived date");
    wrong.push({ at, unexpected: `date "${written(until)}"`, expected, same: `${flow.id} ${until}` });
  }
  const { dates: table } = flow;
  if (table === undefined) return wrong;
  const year = flow.questions.find((question) => question.id === table.of);
  if (year?.kind === "year") return wrong;
  const years = flow.questions.filter((one) => one.kind === "year").map((one) => one.id);
  const expected = oneOf(table.of, years, "a question of the kind year");
  return [...wrong, { at: subject.at(table), unexpected: `question "${table.of}"`, expected }];
}

function isDate(flow: Flow, name: string): boolean {
  return isDerived(flow, name) || flow.questions.some((one) => one.id === name && one.kind === "date");
}

function inTable(subject: Subject, id: string): Finding[] {
  const list = subject.loaded.dates[id] ?? [];
  const file = `content/data/${id}.yaml`;
  const names = list.map((date) => date.id);
  const table = { table: id, of: "", dates: list };
  return list.flatMap((date, index): Finding[] => {
    const path = ["dates", index];
    if (names.indexOf(date.id) !== index) {
      const expected = "an id that has not stood before in this file";
      return [{ at: { file, path: [...path, "id"] }, unexpected: `"${date.id}"`, expected }];
    }
    const { rule } = date;
    if (rule === undefined && Object.keys(date.known).length === 0) {
      return [
        {
          at: { file, path },
          unexpected: `"${date.id}" without a day`,
          expected: "known days, a rule, or both",
        },
      ];
    }
    if (rule?.kind === "offset" && !names.includes(rule.from)) {
      const expected = oneOf(rule.from, names, "another date of this table");
      return [{ at: { file, path: [...path, "rule"] }, unexpected: `date "${rule.from}"`, expected }];
    }
    if (rule?.kind === "offset" && circular(list, date.id)) {
      const expected = "a chain that ends at a date with a day of its own";
      return [
        {
          at: { file, path: [...path, "rule"] },
          unexpected: `rule of "${date.id}" that leads back to itself`,
          expected,
        },
      ];
    }
    return Object.entries(date.known).flatMap(([year, day]): Finding[] => {
      const ruled = ruledDate(table, date.id, Number(year));
      if (ruled === undefined || ruled === day || isSlip(table, rule, year)) return [];
      const at = { file, path: [...path, "known", year] };
      return [
        {
          at,
          unexpected: day,
          expected: `${ruled} by the rule of "${date.id}", or a rule that gives this day`,
        },
      ];
    });
  });
}

/** Whether the day that a rule counts from is itself said to be wrong. */
function isSlip(table: DerivedDates, rule: DateRule | undefined, year: string): boolean {
  if (rule?.kind !== "offset") return false;
  const base = table.dates.find((date) => date.id === rule.from);
  const known = base?.known[year];
  const ruled = ruledDate(table, rule.from, Number(year));
  return known !== undefined && ruled !== undefined && known !== ruled;
}

function circular(list: Subject["loaded"]["dates"][string], id: string): boolean {
  const seen = new Set<string>();
  let at: string | undefined = id;
  while (at !== undefined) {
    if (seen.has(at)) return true;
    seen.add(at);
    const rule: (typeof list)[number]["rule"] = list.find((date) => date.id === at)?.rule;
    at = rule?.kind === "offset" ? rule.from : undefined;
  }
  return false;
}
