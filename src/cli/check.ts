/** `preceptor check`: every problem, then what was proved. */
import { checkLibrary, type FlowNumbers, type Report } from "../check/index.js";
import { type Day, dayOf } from "../engine/day.js";
import type { DayRange } from "../engine/situations/index.js";
import { type Problem, printProblem } from "../problem.js";
import type { Folders, Parts } from "./parts.js";

export type CheckOptions = {
  folders: Folders;
  fails: "on-errors" | "on-warnings";
  form: "text" | "json";
  /** A day, or "today"; else the newest day on which anything was reviewed, so that the calendar alone never fails a build. */
  on?: string;
};

/** Prints the report. 1 when there are errors, or warnings where these fail too. */
export async function checkContent(parts: Parts, options: CheckOptions): Promise<number> {
  const loaded = await parts.load(options.folders);
  const on =
    options.on === undefined
      ? loaded.library.reviewed
      : options.on === "today"
        ? dayOf(parts.now())
        : options.on;
  const asking = await parts.asking(loaded.library);
  const report = checkLibrary(loaded, on, { clock: parts.now, asking });
  const text =
    options.form === "json" ? `${JSON.stringify({ on, ...report }, null, 2)}\n` : reportText(report, on);
  parts.io.output.write(text);
  const failing = report.problems.filter(
    (one) => one.severity === "error" || options.fails === "on-warnings",
  );
  return failing.length === 0 ? 0 : 1;
}

/** Problems one per line, then the table, then one line that sums up. */
export function reportText(report: Report, on: Day): string {
  return [
    ...report.problems.map(printProblem),
    ...(report.problems.length === 0 ? [] : [""]),
    ...table(report.flows),
    ...report.flows.flatMap((one) =>
      one.someDays.map(
        ({ rule, on: days }) => `${one.flow}: ${rule} can hold only ${days.map(rangeText).join(", ")}`,
      ),
    ),
    ...report.unproved.map((flow) => `${flow}: not proved before its names are right.`),
    summary(report, on),
    "",
  ].join("\n");
}

function table(flows: readonly FlowNumbers[]): string[] {
  if (flows.length === 0) return [];
  const head = ["flow", "questions", "asked", "rules proved", "situations", "steps", "in date until", "ms"];
  const rows = flows.map((one) => [
    one.flow,
    String(one.questions),
    `${one.asked.min ?? "?"}-${one.asked.max ?? "?"}`,
    String(one.rules),
    one.situations === undefined ? "-" : String(one.situations),
    String(one.steps),
    one.until,
    String(one.took),
  ]);
  const widths = head.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => (row[column] ?? "").length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ");
  return [line(head), ...rows.map(line), ...(flows.length > 1 ? [line(total(flows))] : []), ""];
}

function total(flows: readonly FlowNumbers[]): string[] {
  const sum = (of: (one: FlowNumbers) => number): string =>
    String(flows.reduce((before, one) => before + of(one), 0));
  const until = flows.map((one) => one.until).sort()[0] ?? "";
  const situations = sum((one) => one.situations ?? 0);
  return [
    "total",
    sum((one) => one.questions),
    "",
    sum((one) => one.rules),
    situations,
    sum((one) => one.steps),
    until,
    sum((one) => one.took),
  ];
}

function rangeText({ from, until }: DayRange): string {
  return from === until ? from : `${from} to ${until}`;
}

function summary({ problems, articles, sources }: Report, on: Day): string {
  const errors = count(problems, "error");
  const warnings = count(problems, "warning");
  const held = `${articles} articles and ${sources} sources, as of ${on}`;
  return `${errors} ${errors === 1 ? "error" : "errors"}, ${warnings} ${warnings === 1 ? "warning" : "warnings"}; ${held}.`;
}

function count(problems: readonly Problem[], severity: Problem["severity"]): number {
  return problems.filter((problem) => problem.severity === severity).length;
}
