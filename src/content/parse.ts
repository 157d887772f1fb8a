/** From a set of files to a library, with every problem and every place. Pure: it reads no disk. */
import { createHash } from "node:crypto";
import type { ZodType } from "zod";
import { type Flow, type Letter, own, type PickEntry } from "../engine/flow.js";
import type { Problem } from "../problem.js";
import { blockText } from "../screen.js";
import type {
  Article,
  Source as Cited,
  Claim,
  DataTable,
  FlowWords,
  Guard,
  LetterWords,
  Library,
} from "./library.js";
import type { Loaded, Origin } from "./loaded.js";
import { readBlocks, readPassages, splitFront } from "./markdown.js";
import type { Reading } from "./parse-condition.js";
import { entriesFrom, readCsv, readDates } from "./parse-data.js";
import { readFlow, readLetter, type Surroundings } from "./parse-flow.js";
import { flowWords, latestExpiry, questionWords, standingOf } from "./parse-words.js";
import * as shapes from "./schema.js";
import { type Path, readYaml, type Source, shapeOf } from "./source.js";

/** Files by path: `flows/…` and `content/…`, with the folders' own names. */
export type Files = ReadonlyMap<string, string>;

/** Reads everything there is. `language` is the folder of words that is used. */
export function parseLibrary(files: Files, language = "en"): Loaded {
  const desk = deskOf(files);
  const words = `content/${language}`;
  const data = readData(desk);
  const parts = desk.yaml("flows/parts/", shapes.partShape);
  const reading = desk.reading;
  const surroundings: Surroundings = {
    parts: Object.fromEntries(parts.map(({ id, value, source }) => [id, { file: value, source }])),
    dates: data.dates,
    lists: data.lists,
    reading,
    broken: (kind, name) =>
      desk.broken.has(kind === "part" ? `flows/parts/${name}.yaml` : `content/data/${name}.yaml`) ||
      desk.broken.has(`content/data/${name}.csv`),
  };
  const flowFiles = desk.yaml("flows/", shapes.flowShape);
  const flows = flowFiles.map(({ value, source }): Flow => readFlow(value, source, surroundings));
  const letters = desk
    .yaml("flows/letters/", shapes.letterShape)
    .map(({ id, value, source }): Letter => readLetter(id, value, source, surroundings));
  const partWords = Object.fromEntries(
    desk
      .yaml(`${words}/flows/parts/`, shapes.partWordsShape)
      .map(({ id, value, source }) => [
        id,
        { words: value, file: source.file, rules: own(surroundings.parts, id)?.file },
      ]),
  );
  const flowWordsList = desk
    .yaml(`${words}/flows/`, shapes.flowWordsShape)
    .map(({ id, value, source }): [string, FlowWords] => {
      desk.expiry(source, value);
      return [
        id,
        flowWords(source.file, value, flowFiles.find((one) => one.value.command === id)?.value, partWords),
      ];
    });
  const library: Library = {
    revision: revisionOf(files),
    flows: {
      flows: Object.fromEntries(flows.map((flow) => [flow.id, flow])),
      letters: Object.fromEntries(letters.map((letter) => [letter.id, letter])),
    },
    interface: desk.one(`${words}/interface.yaml`, shapes.interfaceShape) ?? {},
    flowWords: Object.fromEntries(flowWordsList),
    letterWords: Object.fromEntries(readLetterWords(desk, `${words}/letters/`).map((one) => [one.id, one])),
    articles: Object.fromEntries(readArticles(desk, `${words}/articles/`).map((one) => [one.id, one])),
    guards: readGuards(desk, `${words}/guards/`),
    sources: Object.fromEntries(
      (desk.one("content/sources.yaml", shapes.sourcesShape) ?? []).map(
        ({ address, also: _also, ...rest }): [string, Cited] => [
          rest.id,
          { ...rest, ...(address === null ? {} : { address }) },
        ],
      ),
    ),
    claims: Object.fromEntries(
      (desk.one("content/claims.yaml", shapes.claimsShape) ?? []).map((claim): [string, Claim] => [
        claim.id,
        claim,
      ]),
    ),
    data: data.tables,
    reviewed: "",
  };
  const standings = [
    ...Object.values(library.articles),
    ...library.guards,
    ...Object.values(library.flowWords),
    ...Object.values(library.letterWords),
  ];
  const reviewed =
    standings
      .map((one) => one.reviewed)
      .sort()
      .at(-1) ?? "1970-01-01";
  return {
    library: { ...library, reviewed },
    problems: desk.problems,
    broken: desk.broken,
    originOf: desk.originOf,
    spotOf: desk.spotOf,
  };
}

/** What is shared by all reading of one set of files: problems, places, sources by file. */
type Desk = {
  files: Files;
  problems: Problem[];
  broken: Set<string>;
  /** Every file of that shape directly in `folder`, its name as id. Broken ones are reported and left out. */
  yaml<T>(folder: string, shape: ZodType<T>): { id: string; value: T; source: Source }[];
  one<T>(file: string, shape: ZodType<T>): T | undefined;
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
};

function deskOf(files: Files): Desk {
  const problems: Problem[] = [];
  const broken = new Set<string>();
  const sources = new Map<string, Source>();
  const origins = new WeakMap<object, Origin>();
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
      .filter(([id]) => deep === "deep" || !id.includes("/"))
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
    one(file, shape) {
      const text = files.get(file);
      if (text !== undefined) return shaped(readYaml(file, text), shape);
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
        name: (written) =>
          prefix !== undefined && prefix.own.has(written) ? `${prefix.before}.${written}` : written,
      };
    },
    originOf: (object) => origins.get(object),
    spotOf(origin) {
      const source = sources.get(origin.file);
      return source === undefined ? { file: origin.file, line: 1, column: 1 } : source.at(origin.path);
    },
  };
}

function readArticles(desk: Desk, folder: string): Article[] {
  return desk.markdown(folder, shapes.articleShape).map(({ id, value, source, body, bodyLine }) => {
    desk.expiry(source, value);
    return articleOf(desk, id, value, source, body, bodyLine);
  });
}

function readGuards(desk: Desk, folder: string): Guard[] {
  return desk
    .markdown(folder, shapes.guardShape)
    .map(({ id, value, source, body, bodyLine }): Guard => {
      desk.expiry(source, value);
      const { order, phrases, ...article } = value;
      return { ...articleOf(desk, id, article, source, body, bodyLine), order, phrases };
    })
    .sort((a, b) => a.order - b.order);
}

type ArticleFile = shapes.StandingFile & {
  title: string;
  short: string;
  asks?: string[] | undefined;
  see?: string[] | undefined;
};

function articleOf(
  desk: Desk,
  id: string,
  value: ArticleFile,
  source: Source,
  body: string,
  bodyLine: number,
): Article {
  const { blocks, problems } = readBlocks(source.file, body, bodyLine);
  desk.problems.push(...problems);
  if (value.risk === "high" && value.who === undefined) {
    desk.report(source, ["risk"], "risk: high without who", "also who: the person who can decide");
  }
  return {
    id,
    ...standingOf(source.file, value),
    title: value.title,
    short: value.short,
    asks: value.asks ?? [],
    see: value.see ?? [],
    body: blocks,
    text: blocks.map(blockText).join("\n"),
  };
}

function readLetterWords(desk: Desk, folder: string): LetterWords[] {
  return desk.markdown(folder, shapes.letterWordsShape).map(({ id, value, source, body, bodyLine }) => {
    desk.expiry(source, value);
    const { passages, problems } = readPassages(source.file, body, bodyLine);
    desk.problems.push(...problems);
    return {
      id,
      ...standingOf(source.file, value),
      title: value.title,
      short: value.short,
      to: value.to,
      ...(value.before === undefined ? {} : { before: value.before }),
      questions: Object.fromEntries(
        Object.entries(value.questions ?? {}).map(([key, one]) => [key, questionWords(one)]),
      ),
      values: value.values ?? {},
      passages: Object.fromEntries(Object.entries(passages).map(([key, one]) => [key, one.blocks])),
    };
  });
}

function readData(desk: Desk): {
  tables: Record<string, DataTable>;
  dates: Surroundings["dates"];
  lists: Record<string, readonly PickEntry[]>;
} {
  const folder = "content/data/";
  const tables: Record<string, DataTable> = {};
  const lists: Record<string, readonly PickEntry[]> = { zones: zoneEntries() };
  const dates: Record<string, { table: string; dates: ReturnType<typeof readDates> }> = {};
  const ids = [...desk.files.keys()].filter((file) => file.startsWith(folder) && file.endsWith(".yaml"));
  for (const file of ids.sort()) {
    const id = file.slice(folder.length, -".yaml".length);
    const csv = desk.files.get(`${folder}${id}.csv`);
    if (csv === undefined) {
      const written = desk.one(file, shapes.datesShape);
      if (written === undefined) continue;
      const source = readYaml(file, desk.files.get(file) ?? "");
      dates[id] = {
        table: id,
        dates: readDates(written, (path, is, wanted) => desk.report(source, path, is, wanted)),
      };
      continue;
    }
    const about = desk.one(file, shapes.tableShape);
    if (about === undefined) continue;
    const { columns, rows, ragged } = readCsv(csv);
    for (const line of ragged) {
      desk.problems.push({
        ...{ file: `${folder}${id}.csv`, line, column: 1, rule: "shape", severity: "error" },
        unexpected: "another number of fields than in the first line",
        expected: `${columns.length} fields`,
      });
    }
    const table: DataTable = {
      ...{ id, rows, title: about.title, licence: about.licence, sources: about.sources ?? [] },
      columns: about.columns ?? columns,
      ...(about.year === undefined ? {} : { year: String(about.year) }),
    };
    tables[id] = table;
    lists[id] = entriesFrom(table, about.key, about.names ?? [about.key]);
  }
  return { tables, dates, lists };
}

/** Time zones need no file: the names this machine knows, and their cities. */
function zoneEntries(): PickEntry[] {
  return Intl.supportedValuesOf("timeZone").map((zone) => ({
    key: zone,
    names: [zone.replaceAll("_", " "), (zone.split("/").at(-1) ?? zone).replaceAll("_", " ")],
  }));
}

function revisionOf(files: Files): string {
  const hash = createHash("sha256");
  for (const [file, text] of [...files].sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`${file}\0${text}\0`);
  return hash.digest("hex").slice(0, 12);
}
