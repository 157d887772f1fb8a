/** One file as read: its YAML value, and the line and column of everything in it. */
import {
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
  visit,
} from "yaml";
import type { ZodType } from "zod";
import { nearest } from "../engine/near.js";
import type { Problem } from "../problem.js";
import type { Spot } from "./loaded.js";
import { syntaxMistakes } from "./syntax.js";

export type Path = readonly (string | number)[];

/** A YAML document, or the front matter of a Markdown file. `at` finds the spot of a key or item. */
export type Source = {
  file: string;
  value: unknown;
  problems: readonly Problem[];
  at(path: Path): Spot;
};

/** Reads one YAML text. `firstLine` is the line of the file on which the text begins (front matter begins on 2). */
export function readYaml(file: string, text: string, firstLine = 1): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    version: "1.2",
    schema: "core",
    uniqueKeys: true,
  });
  const spot = (offset: number): Spot => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line) + firstLine - 1, column: Math.max(1, col) };
  };
  const problems: Problem[] = syntaxMistakes(document, text).map(({ offset, unexpected, expected }) => ({
    ...spot(offset),
    unexpected,
    expected,
    rule: "syntax",
    severity: "error",
  }));
  // Without one of these signs there is neither an anchor nor an alias, and most files are read without looking.
  if (/[&*]/.test(text)) {
    visit(document, {
      Alias: (_key, node) => {
        problems.push(anchorProblem(spot(node.range?.[0] ?? 0)));
      },
      Node: (_key, node) => {
        if ("anchor" in node && node.anchor !== undefined)
          problems.push(anchorProblem(spot(node.range?.[0] ?? 0)));
      },
    });
  }
  /** A line of a text that begins with `|`. */
  const lineOf = (block: Scalar, at: number): { node: unknown; offset: number } | undefined => {
    const begins = lines.lineStarts[lines.linePos(start(block)).line + at];
    if (begins === undefined) return undefined;
    return { node: undefined, offset: begins + text.slice(begins).search(/[^ ]|$/) };
  };
  const at = (path: Path): Spot => {
    let node: unknown = document.contents;
    let offset = 0;
    for (const key of path) {
      const found = isBlock(node) && typeof key === "number" ? lineOf(node, key) : child(node, key);
      if (found === undefined) break;
      offset = found.offset;
      node = found.node;
    }
    return spot(offset);
  };
  return { file, value: problems.length > 0 ? undefined : document.toJS(), problems, at };
}

/** The shape of a source, or every problem in it with its spot. */
export function shapeOf<T>(source: Source, shape: ZodType<T>): { value?: T; problems: Problem[] } {
  if (source.problems.length > 0) return { problems: [...source.problems] };
  const result = shape.safeParse(source.value);
  if (result.success) return { value: result.data, problems: [] };
  const found = result.error.issues.flatMap((issue) => foundOf(source, issue));
  // A key that is misspelled is missing under its right name too, and is named once.
  const meant = new Set(found.map((one) => one.meant));
  return {
    problems: found.flatMap((one) =>
      one.missing !== undefined && meant.has(one.missing) ? [] : [one.problem],
    ),
  };
}

/** A problem with the path of a key that is missing, or that a key of another name seems to mean. */
type Found = { problem: Problem; missing?: string; meant?: string };

type Issue = {
  code?: string;
  path: readonly PropertyKey[];
  message: string;
  input?: unknown;
  keys?: readonly string[];
  expected?: unknown;
  values?: readonly unknown[];
  errors?: readonly (readonly Issue[])[];
  maximum?: unknown;
  minimum?: unknown;
};

function foundOf(source: Source, issue: Issue): Found[] {
  const path = issue.path.map((key) => (typeof key === "symbol" ? String(key) : key));
  const problem = (where: Path, unexpected: string, expected: string): Problem => ({
    ...source.at(where),
    unexpected,
    expected,
    rule: "shape",
    severity: "error",
  });
  if (issue.code === "unrecognized_keys") {
    return (issue.keys ?? []).map((key): Found => {
      const known = issue.message.startsWith("one of ") ? issue.message.slice(7).split(", ") : [];
      const near = nearest(key, known, 1)[0];
      const expected =
        known.length === 0
          ? "no key of that name here"
          : near === undefined
            ? `one of ${known.join(", ")}`
            : `"${near}"`;
      return {
        problem: problem([...path, key], `key "${key}"`, expected),
        ...(near === undefined ? {} : { meant: JSON.stringify([...path, near]) }),
      };
    });
  }
  if (issue.code === "invalid_union" && issue.errors !== undefined && issue.errors.length > 0) {
    // The branch that went furthest is the one that was meant.
    const best = [...issue.errors].sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0] ?? [];
    const inner = best.filter((one) => one.path.length > 0 || one.code === "unrecognized_keys");
    if (inner.length > 0) {
      return inner.flatMap((one) => foundOf(source, { ...one, path: [...issue.path, ...one.path] }));
    }
  }
  const value = valueAt(source.value, path);
  const key = path.at(-1);
  if (value !== undefined || key === undefined) {
    return [{ problem: problem(path, describe(value), issue.message) }];
  }
  return [
    {
      problem: problem(path.slice(0, -1), `absence of "${key}"`, `${key}: ${issue.message}`),
      missing: JSON.stringify(path),
    },
  ];
}

function depth(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length));
}

export function describe(value: unknown): string {
  if (value === null) return "nothing";
  if (typeof value === "string")
    return value.length > 60 ? `a text of ${value.length} characters` : `"${value}"`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object") return "a group of keys";
  return String(value);
}

function valueAt(value: unknown, path: Path): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at === "string" && typeof key === "number") {
      at = at.split("\n")[key];
      continue;
    }
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return undefined;
    at = Reflect.get(at, key);
  }
  return at;
}

function child(node: unknown, key: string | number): { node: unknown; offset: number } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(
      (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(key),
    );
    if (pair === undefined || !isScalar(pair.key)) return undefined;
    return { node: pair.value, offset: start(pair.key) };
  }
  if (isSeq(node) && typeof key === "number") {
    const item = node.items[key];
    return item === undefined ? undefined : { node: item, offset: isNode(item) ? start(item) : 0 };
  }
  return undefined;
}

/** A text that begins with `|`: what stands on a line of it has a place of its own. */
function isBlock(node: unknown): node is Scalar {
  return isScalar(node) && node.type === "BLOCK_LITERAL";
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "range" in value;
}

function start(node: Node): number {
  return node.range?.[0] ?? 0;
}

function anchorProblem(spot: Spot): Problem {
  return {
    ...spot,
    unexpected: "an anchor or alias (& or *)",
    expected: "the value itself; put quotes around a text that begins with & or *",
    rule: "syntax",
    severity: "error",
  };
}
