/** From a set of files to a library, with every problem and every place. Pure: it reads no disk. */
import { createHash } from "node:crypto";
import { type Flow, type Letter, own, type PickEntry, zoneList } from "../engine/flow.js";
import { sourcesOfData } from "./cited.js";
import { zoneNames } from "./clock.js";
import { type Desk, deskOf, type Files } from "./desk.js";
import type { Source as Cited, Claim, DataTable, FlowWords, LetterWords, Library } from "./library.js";
import type { Loaded } from "./loaded.js";
import { readPassages } from "./markdown.js";
import { readArticles, readGuards } from "./parse-articles.js";
import { readForbidden, readTeaching } from "./parse-coverage.js";
import { entriesFrom, readCsv, readDates, strangeColumns, unreadableIn } from "./parse-data.js";
import { readFlow, readLetter, type Surroundings } from "./parse-flow.js";
import { readLookups, readLookupWords } from "./parse-lookup.js";
import { flowWords, questionWords, standingOf } from "./parse-words.js";
import * as shapes from "./schema.js";
import { readYaml } from "./source.js";

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
  const entries = flowFiles.flatMap(({ value }) => [...value.questions, ...(value.actions ?? [])]);
  const used = new Set(entries.flatMap((entry) => ("part" in entry ? [entry.part] : [])));
  const flows = flowFiles.map(({ value, source }): Flow => readFlow(value, source, surroundings));
  const letters = desk
    .yaml("flows/letters/", shapes.letterShape)
    .map(({ id, value, source }): Letter => readLetter(id, value, source, surroundings));
  const partWordsFiles = desk.yaml(`${words}/flows/parts/`, shapes.partWordsShape);
  for (const { value, source } of partWordsFiles) desk.expiry(source, value);
  const partWords = Object.fromEntries(
    partWordsFiles.map(({ id, value, source }) => [
      id,
      { words: value, file: source.file, rules: own(surroundings.parts, id)?.file },
    ]),
  );
  const flowWordsFiles = desk.yaml(`${words}/flows/`, shapes.flowWordsShape);
  const flowWordsList = flowWordsFiles.map(({ id, value, source }): [string, FlowWords] => {
    desk.expiry(source, value);
    const flow = flows.find((one) => one.id === id);
    const cited = flow === undefined ? [] : sourcesOfData(flow, data.tables, data.sourced);
    const file = flowFiles.find((one) => one.value.command === id)?.value;
    const read = flowWords(source.file, value, file, partWords);
    return [id, { ...read, sources: [...new Set([...read.sources, ...cited])] }];
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
    ...readArticles(desk, words),
    guards: readGuards(desk, `${words}/guards/`),
    synonyms: desk.one(`${words}/synonyms.yaml`, shapes.synonymsShape) ?? { same: [], ignore: [], kinds: {} },
    nothing: desk.perhaps(`${words}/nothing.yaml`, shapes.nothingShape)?.asks ?? [],
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
    lookups: readLookups(desk, data.lists),
    lookupWords: readLookupWords(desk, `${words}/lookups/`),
    reviewed: "",
  };
  const standings = [
    ...Object.values(library.articles),
    ...library.guards,
    ...flowWordsFiles.map(({ value, source }) => standingOf(source.file, value)),
    ...partWordsFiles.map(({ value, source }) => standingOf(source.file, value)),
    ...Object.values(library.letterWords),
    ...Object.values(library.lookupWords),
  ];
  const reviewed =
    standings
      // A review after its own end is a slip of the pen, and would make everything else look out of date.
      .filter((one) => one.reviewed <= one.expires)
      .map((one) => one.reviewed)
      .sort()
      .at(-1) ?? "1970-01-01";
  const teaching = readTeaching(desk);
  const forbidden = readForbidden(desk, words);
  reportUnread(desk, language);
  for (const { value, source } of flowFiles) {
    const first = flowFiles.find((one) => one.value.command === value.command);
    if (first !== undefined && first.source !== source) {
      const is = `a second flow behind "${value.command}"`;
      desk.report(source, ["command"], is, `another command; ${first.source.file} has this one`);
    }
  }
  return {
    library: { ...library, reviewed },
    problems: desk.problems,
    broken: desk.broken,
    standings,
    unusedParts: parts.filter(({ id }) => !used.has(id)).map(({ source }) => source.file),
    dates: data.sourced,
    teaching,
    forbidden,
    originOf: desk.originOf,
    spotOf: desk.spotOf,
  };
}

/** Words of other languages wait for their turn, and a README is for people; everything else must be of use. */
function reportUnread(desk: Desk, language: string): void {
  const elsewhere = (file: string): boolean => {
    const folder = /^content\/([a-z]{2})\//.exec(file)?.[1];
    return /(^|\/)README\.md$/.test(file) || (folder !== undefined && folder !== language);
  };
  for (const file of desk.unread().filter((one) => !elsewhere(one))) {
    desk.problems.push({
      ...{ file, line: 1, column: 1, rule: "shape", severity: "error" },
      unexpected: "a file that nothing reads",
      expected:
        "it in a folder that content/README.md describes, with the ending .yaml or .md; a table .csv with its .yaml beside it",
    });
  }
}

function readLetterWords(desk: Desk, folder: string): LetterWords[] {
  return desk.markdown(folder, shapes.letterWordsShape).map(({ id, value, source, body, bodyLine }) => {
    desk.expiry(source, value);
    const { passages, problems } = readPassages(source.file, body, bodyLine);
    desk.problems.push(...problems);
    const lines = Object.entries(passages).map(([key, one]): [string, number] => [key, one.line]);
    desk.below(source, "passages", Object.fromEntries(lines));
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
  sourced: Loaded["dates"];
  lists: Record<string, readonly PickEntry[]>;
} {
  const folder = "content/data/";
  const tables: Record<string, DataTable> = {};
  const lists: Record<string, readonly PickEntry[]> = { [zoneList]: zoneEntries() };
  const dates: Record<string, { table: string; dates: ReturnType<typeof readDates> }> = {};
  const sourced: Record<string, Loaded["dates"][string]> = {};
  const ids = [...desk.files.keys()].filter((file) => file.startsWith(folder) && file.endsWith(".yaml"));
  for (const file of ids.sort()) {
    const id = file.slice(folder.length, -".yaml".length);
    const csv = desk.text(`${folder}${id}.csv`);
    if (csv === undefined) {
      if (isTable(desk.text(file) ?? "")) {
        desk.problems.push({
          ...{ file, line: 1, column: 1, rule: "shape", severity: "error" },
          ...{ unexpected: "a description without its table", expected: `${id}.csv beside it` },
        });
        desk.broken.add(file);
        continue;
      }
      const written = desk.one(file, shapes.datesShape);
      if (written === undefined) continue;
      const source = readYaml(file, desk.files.get(file) ?? "");
      const read = readDates(written, (path, is, wanted) => desk.report(source, path, is, wanted));
      dates[id] = { table: id, dates: read };
      sourced[id] = read.map((date, index) => ({ ...date, sources: written.dates[index]?.sources ?? [] }));
      continue;
    }
    const about = desk.one(file, shapes.tableShape);
    if (about === undefined) continue;
    const read = readCsv(csv);
    const { columns, rows, ragged } = read;
    const unreadable = unreadableIn(read);
    if (unreadable !== undefined) {
      // Nothing more is said of it: every row that others look for would be missing.
      const file = `${folder}${id}.csv`;
      desk.problems.push({ file, ...unreadable, rule: "shape", severity: "error" });
      desk.broken.add(file);
      continue;
    }
    desk.table(`${folder}${id}.csv`, read);
    const strange = strangeColumns(about, columns);
    for (const [path, name] of strange) {
      const source = readYaml(file, desk.files.get(file) ?? "");
      desk.report(source, path, `"${name}"`, `a column of ${id}.csv: ${columns.join(", ")}`);
    }
    for (const line of ragged) {
      desk.problems.push({
        ...{ file: `${folder}${id}.csv`, line, column: 1, rule: "shape", severity: "error" },
        unexpected: "another number of fields than in the first line",
        expected: `${columns.length} fields`,
      });
    }
    const table: DataTable = {
      ...{ id, key: about.key, rows, title: about.title, licence: about.licence },
      sources: about.sources ?? [],
      columns: about.columns ?? columns,
      ...(about.year === undefined ? {} : { year: String(about.year) }),
      ...(about.notes === undefined ? {} : { notes: about.notes }),
      ...(about["at-once"] === undefined ? {} : { atOnce: about["at-once"] }),
    };
    tables[id] = table;
    // A list without its columns has no entries, so that nothing is said of each of its rows.
    const listed = strange.every(([[what]]) => what !== "key" && what !== "names");
    lists[id] = listed ? entriesFrom(table, about.key, about.names ?? [about.key]) : [];
  }
  // A table without its description is told as a file that nothing reads; what would be in it is not missed again.
  for (const file of desk.files.keys())
    if (file.startsWith(folder) && file.endsWith(".csv") && !ids.includes(file.replace(/csv$/, "yaml")))
      desk.broken.add(file);
  return { tables, dates, sourced, lists };
}

/** Whether a description is of a table and not of dates. */
function isTable(text: string): boolean {
  return /^licence:/m.test(text);
}

/** Time zones need no file: without one, the names this machine knows, and their cities. */
function zoneEntries(): PickEntry[] {
  return zoneNames().map((zone) => ({
    key: zone,
    names: [zone.replaceAll("_", " "), (zone.split("/").at(-1) ?? zone).replaceAll("_", " ")],
  }));
}

export function revisionOf(files: Files): string {
  const hash = createHash("sha256");
  for (const [file, text] of [...files].sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`${file}\0${text}\0`);
  return hash.digest("hex").slice(0, 12);
}
