/** Look-ups: which rows of which tables a command shows, and the words around them. */
import { own, type PickEntry } from "../engine/flow.js";
import { plainName } from "../engine/screens/command.js";
import type { Desk } from "./desk.js";
import type { DataTable, Library, Lookup, LookupSection, LookupWords } from "./library.js";
import { standingOf } from "./parse-words.js";
import * as shapes from "./schema-lookup.js";

/** Every look-up of `flows/lookups`. One whose list is not there is reported, and then has no entries. */
export function readLookups(
  desk: Desk,
  lists: Readonly<Record<string, readonly PickEntry[]>>,
): Record<string, Lookup> {
  const files = desk.yaml("flows/lookups/", shapes.lookupShape);
  const lookups = files.map(({ id, value, source }): [string, Lookup] => {
    const reading = desk.reading(source);
    if (value.command !== id) {
      reading.report(["command"], `"${value.command}"`, `"${id}", as the file is named`);
    }
    const entries = own(lists, value.entries);
    const known = ["yaml", "csv"].some((end) => desk.broken.has(`content/data/${value.entries}.${end}`));
    if (entries === undefined && !known) {
      reading.report(["entries"], `"${value.entries}"`, "a table in content/data");
    }
    const sections = value.sections.map((section, index): LookupSection => {
      const { draw, scale } = section;
      const path = ["sections", index];
      const scaled = draw === "bars" || draw === "dots";
      if (scaled && scale === undefined) {
        reading.report(path, `draw: ${draw} without a scale`, "also scale: [from, to], two numbers");
      }
      if (!scaled && scale !== undefined) {
        reading.report([...path, "scale"], "a scale that nothing is drawn on", "draw: bars or draw: dots");
      }
      if (scale !== undefined && scale[0] >= scale[1]) {
        reading.report(
          [...path, "scale"],
          `a scale from ${scale[0]} to ${scale[1]}`,
          "the smaller number first",
        );
      }
      if (draw === "bars" && scale !== undefined && scale[0] !== 0) {
        const why = "0 as its beginning: a bar that begins elsewhere misleads; use draw: dots";
        reading.report([...path, "scale"], `a scale from ${scale[0]} for bars`, why);
      }
      return reading.place<LookupSection>(
        {
          id: section.id,
          table: section.table,
          columns: section.columns,
          ...(draw === undefined ? {} : { draw }),
          ...(scale === undefined ? {} : { scale }),
        },
        path,
      );
    });
    const lookup = {
      id,
      aliases: value.aliases ?? [],
      list: value.entries,
      entries: entries ?? [],
      sections,
    };
    return [id, reading.place<Lookup>(lookup, [])];
  });
  return Object.fromEntries(lookups);
}

/** The words of every look-up, by its name. */
export function readLookupWords(desk: Desk, folder: string): Record<string, LookupWords> {
  const files = desk.yaml(folder, shapes.lookupWordsShape);
  const words = files.map(({ id, value, source }): [string, LookupWords] => {
    desk.expiry(source, value);
    const { title, about, intro, short, picture } = value;
    const sections = Object.entries(value.sections).map(([name, one]) => {
      const { text, unit } = one;
      const more = { ...(text === undefined ? {} : { text }), ...(unit === undefined ? {} : { unit }) };
      return [name, { title: one.title, columns: one.columns, values: one.values ?? {}, ...more }] as const;
    });
    return [
      id,
      {
        id,
        ...standingOf(source.file, value),
        ...{ title, about, intro },
        ...(short === undefined ? {} : { short }),
        ...(picture === undefined ? {} : { picture }),
        entries: value.entries ?? {},
        sections: Object.fromEntries(sections),
        notes: value.notes ?? {},
        see: value.see ?? [],
      },
    ];
  });
  return Object.fromEntries(words);
}

/** The look-up of a command or alias, however it is written. */
export function lookupNamed(library: Pick<Library, "lookups">, name: string): Lookup | undefined {
  const wanted = plainName(name);
  if (wanted === "") return undefined;
  return Object.values(library.lookups).find((lookup) =>
    [lookup.id, ...lookup.aliases].some((one) => plainName(one) === wanted),
  );
}

/** The row of a table under this key; nothing where there is none, or no such table. */
export function rowOf(
  table: DataTable | undefined,
  key: string,
): Readonly<Record<string, string>> | undefined {
  return table?.rows.find((row) => row[table.key] === key);
}

/** Whether any table of the look-up has a row for this entry. */
export function holds(library: Pick<Library, "data">, lookup: Lookup, key: string): boolean {
  return lookup.sections.some((section) => rowOf(own(library.data, section.table), key) !== undefined);
}
