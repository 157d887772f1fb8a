/** Something wrong in flows or content, at a place. It is a value: one mistake never hides the next. */
export type Problem = {
  /** Path as the reader knows it, relative to the folder that holds `flows` and `content`. */
  file: string;
  /** 1-based; 1 where the place is the whole file. */
  line: number;
  /** 1-based, in UTF-16 code units. */
  column: number;
  /** What is there, without the word "Unexpected". */
  unexpected: string;
  /** What belongs there and, where it is not obvious, what to write instead. */
  expected: string;
  /** The rule that found it: a file name in `src/check/rules`, or `syntax`, `shape`. */
  rule: string;
  /** Errors end `check` with 1; warnings are printed and pass. */
  severity: "error" | "warning";
};

/** The one printed form: `file:line:col  Unexpected …, expected …  rule`. */
export function printProblem(problem: Problem): string {
  const { file, line, column, unexpected, expected, rule, severity } = problem;
  const mark = severity === "warning" ? " (warning)" : "";
  return `${file}:${line}:${column}  Unexpected ${unexpected}, expected ${expected}  ${rule}${mark}`;
}

/** Sorted by place, then rule, so that a report is the same on every run. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  return [...problems].sort(
    (a, b) =>
      a.file.localeCompare(b.file) ||
      a.line - b.line ||
      a.column - b.column ||
      a.rule.localeCompare(b.rule) ||
      a.unexpected.localeCompare(b.unexpected),
  );
}
