/** What is shared by all reading of one set of files. */
import type { ZodType } from "zod";
import { own } from "../engine/flow.js";
import type { Problem } from "../problem.js";
import type { Loaded, Origin, Spot } from "./loaded.js";
import { splitFront } from "./markdown.js";
import type { Reading } from "./parse-condition.js";
import type { CsvRead } from "./parse-data.js";
import type { Surroundings } from "./parse-flow.js";
import { latestExpiry } from "./parse-words.js";
import type * as shapes from "./schema.js";
import { type Path, readYaml, type Source, shapeOf } from "./source.js";

/** Files by path: `flows/…` and `content/…`, with the folders' own names. */
export type Files = ReadonlyMap<string, string>;

/** What is shared by all reading of one set of files: problems, places, sources by file. */
export type Desk = {
  files: Files;
  problems: Problem[];
  broken: Set<string>;
  /** Every file of that shape directly in `folder`, its name as id. Broken ones are reported and left out. */
  yaml<T>(folder: string, shape: ZodType<T>): { id: string; value: T; source: Source }[];
  one<T>(file: string, shape: ZodType<T>): T | undefined;
  /** The same of a file that need not be there. */
  perhaps<T>(file: string, shape: ZodType<T>): T | undefined;
  /** The text of a file that is neither YAML nor Markdown. */
  text(file: string): string | undefined;
  /** Every file that nobody has asked for: a wrong folder or a wrong ending would otherwise drop it in silence. */
  unread(): string[];
  /** Every Markdown file under `folder`: front matter of that shape, and its body. */
  markdown<T>(
    folder: string,
    shape: ZodType<T>,
  ): { id: string; value: T; source: Source; body: string; bodyLine: number }[];
  expiry(source: Source, written: shapes.StandingFile): void;
  report(source: Source, path: Path, unexpected: string, expected: string): void;
  reading: Surroundings["reading"];
  originOf(object: object): Origin | undefined;
  spotOf: Loaded["spotOf"];
  /** Remembers the line of what stands below the front matter: `["passages", id]` of a letter, `["body", index]` of an article. */
  below(source: Source, section: "passages" | "body", lines: Readonly<Record<string, number>>): void;
  /** Remembers where the fields of a table stand: `[row, column]`, both from 0 and by name. */
  table(file: string, read: Pick<CsvRead, "columns" | "spots">): void;
};

/** In characters. An article or letter is far shorter; a longer one is something else that was pasted or renamed. */
const longestMarkdown = 100_000;

export function deskOf(given: Files): Desk {
  const problems = [...given].flatMap(([file, text]) => unreadable(file, text));
  const broken = new Set(problems.map((problem) => problem.file));
  const files: Files = new Map([...given].filter(([file]) => !broken.has(file)));
  const sources = new Map<string, Source>();
  const read = new Set<string>();
  const origins = new WeakMap<object, Origin>();
  const named = (file: string, id: string): boolean => {
    const right = id.split("/").every((part) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(part));
    if (!right) {
      broken.add(file);
      problems.push({
        ...{ file, line: 1, column: 1, rule: "shape", severity: "error" },
        unexpected: `file name "${id.split("/").at(-1)}"`,
        expected: "small letters, digits and hyphens; take a copy out of this folder",
      });
    }
    return right;
  };
  const shaped = <T>(source: Source, shape: ZodType<T>): T | undefined => {
    sources.set(source.file, source);
    const result = shapeOf(source, shape);
    problems.push(...result.problems);
    if (result.value === undefined) broken.add(source.file);
    return result.value;
  };
  const report: Desk["report"] = (source, path, unexpected, expected) => {
    problems.push({ ...source.at(path), unexpected, expected, rule: "shape", severity: "error" });
  };
  const inFolder = (folder: string, extension: string, deep: "direct" | "deep"): [string, string, string][] =>
    [...files]
      .filter(([file]) => file.startsWith(folder) && file.endsWith(extension))
      .map(([file, text]): [string, string, string] => [
        file.slice(folder.length, -extension.length),
        file,
        text,
      ])
      .filter(([id, file]) => (deep === "deep" || !id.includes("/")) && read.add(file) && named(file, id))
      .sort(([a], [b]) => a.localeCompare(b));
  return {
    files,
    problems,
    broken,
    yaml(folder, shape) {
      return inFolder(folder, ".yaml", "direct").flatMap(([id, file, text]) => {
        const source = readYaml(file, text);
        const value = shaped(source, shape);
        return value === undefined ? [] : [{ id, value, source }];
      });
    },
    text(file) {
      read.add(file);
      return files.get(file);
    },
    unread: () => [...files.keys()].filter((file) => !read.has(file)),
    perhaps(file, shape) {
      read.add(file);
      const text = files.get(file);
      return text === undefined ? undefined : shaped(readYaml(file, text), shape);
    },
    one(file, shape) {
      read.add(file);
      const text = files.get(file);
      if (text !== undefined) return shaped(readYaml(file, text), shape);
      if (broken.has(file)) return undefined;
      problems.push({
        ...{ file, line: 1, column: 1, rule: "shape", severity: "error" },
        unexpected: "absence of this file",
        expected: "the file, as content/README.md describes it",
      });
      broken.add(file);
      return undefined;
    },
    markdown(folder, shape) {
      return inFolder(folder, ".md", "deep").flatMap(([id, file, text]) => {
        const split = splitFront(text);
        if (split === undefined) {
          broken.add(file);
          problems.push({
            ...{ file, line: 1, column: 1, rule: "syntax", severity: "error" },
            unexpected: "a file without front matter",
            expected: "a line ---, the front matter, and a line --- at the top",
          });
          return [];
        }
        const source = readYaml(file, split.front, split.frontLine);
        const value = shaped(source, shape);
        return value === undefined ? [] : [{ id, value, source, body: split.body, bodyLine: split.bodyLine }];
      });
    },
    expiry(source, written) {
      if (written.expires === undefined) return;
      const latest = latestExpiry(written.reviewed, written.pace);
      if (written.expires > latest || written.expires < written.reviewed) {
        report(
          source,
          ["expires"],
          written.expires,
          `a day from ${written.reviewed} to ${latest} (pace: ${written.pace})`,
        );
      }
    },
    report,
    reading(source, prefix): Reading {
      return {
        report: (path, unexpected, expected) => report(source, path, unexpected, expected),
        place(object, path) {
          origins.set(object, { file: source.file, path });
          return object;
        },
        placeOf: (object) => origins.get(object)?.path ?? [],
        name: (written) => (prefix?.own.has(written) ? `${prefix.before}.${written}` : written),
      };
    },
    originOf: (object) => origins.get(object),
    below(source, section, lines) {
      const at = (path: Path): ReturnType<Source["at"]> => {
        const line = path[0] === section ? own(lines, String(path[1])) : undefined;
        return line === undefined ? source.at(path) : { file: source.file, line, column: 1 };
      };
      sources.set(source.file, { ...source, at });
    },
    table(file, { columns, spots }) {
      const at = ([row, column]: Path): Spot => {
        const fields = typeof row === "number" ? spots[row] : undefined;
        const field = fields?.[Math.max(0, columns.indexOf(String(column ?? "")))];
        return { file, line: field?.line ?? 1, column: field?.column ?? 1 };
      };
      sources.set(file, { file, value: undefined, problems: [], at });
    },
    spotOf(origin) {
      const source = sources.get(origin.file);
      return source === undefined ? { file: origin.file, line: 1, column: 1 } : source.at(origin.path);
    },
  };
}

/** A file that is no text in UTF-8, or far too long: it is left out, since nothing else said about it would help. */
function unreadable(file: string, text: string): Problem[] {
  const problem = (offset: number, unexpected: string, expected: string): Problem => {
    const before = text.slice(0, offset).split("\n");
    const column = (before.at(-1)?.length ?? 0) + 1;
    return { file, line: before.length, column, unexpected, expected, rule: "syntax", severity: "error" };
  };
  // What is no UTF-8 was read as the replacement character, and a member would see it in the middle of a word.
  const damaged = text.search(/[\uFFFD\0]/);
  if (damaged !== -1) {
    return [
      problem(
        damaged,
        "a letter that is not stored in UTF-8",
        "a text file; save it with the encoding UTF-8, or take it out if it is no text",
      ),
    ];
  }
  if (file.endsWith(".md") && text.length > longestMarkdown) {
    return [
      problem(
        0,
        `a file of ${text.length} characters`,
        `at most ${longestMarkdown} in one article or letter`,
      ),
    ];
  }
  return [];
}
