/** What a look-up holds of one entry, in words: for its screen and for its picture. */
import type { Drawing, DrawnPart } from "../content/drawing.js";
import type { DataTable, Library, Lookup, LookupSection, LookupWords } from "../content/library.js";
import { holds, rowOf } from "../content/parse-lookup.js";
import { say } from "../content/words.js";
import { own } from "../engine/flow.js";

/** A value of a row: as it is written, and as a number where it is one. */
export type Figure = { label: string; text: string; value?: number; raw: string };

/** One table's row in words. */
export type Told = {
  section: LookupSection;
  table: DataTable;
  title: string;
  text?: string;
  figures: readonly Figure[];
  notes: readonly string[];
};

/** The name of an entry as it is shown. */
export function entryTitle(library: Library, lookup: Lookup, key: string): string {
  const named = own(own(library.lookupWords, lookup.id)?.entries, key);
  return named ?? lookup.entries.find((one) => one.key === key)?.names[0] ?? key;
}

/** The keys of all entries of which something is held, in the order of the list. */
export function keysHeld(library: Library, lookup: Lookup): string[] {
  return lookup.entries.map((one) => one.key).filter((key) => holds(library, lookup, key));
}

/** What each table says of this entry; tables without such a row are left out. */
export function toldOf(library: Library, lookup: Lookup, key: string): Told[] {
  const words = own(library.lookupWords, lookup.id);
  return lookup.sections.flatMap((section): Told[] => {
    const table = own(library.data, section.table);
    const row = rowOf(table, key);
    if (table === undefined || row === undefined) return [];
    const mine = own(words?.sections, section.id);
    return [
      {
        section,
        table,
        title: mine?.title ?? section.id,
        ...(mine?.text === undefined ? {} : { text: mine.text }),
        figures: section.columns.map((column) => figureOf(library, words, section, column, row)),
        notes: notesOf(table, row).map((note) => own(words?.notes, note) ?? note),
      },
    ];
  });
}

/** The names of the notes on a row. */
export function notesOf(table: DataTable, row: Readonly<Record<string, string>>): string[] {
  const written = table.notes === undefined ? "" : (row[table.notes] ?? "");
  return written
    .split("|")
    .map((one) => one.trim())
    .filter((one) => one !== "");
}

function figureOf(
  library: Library,
  words: LookupWords | undefined,
  section: LookupSection,
  column: string,
  row: Readonly<Record<string, string>>,
): Figure {
  const mine = own(words?.sections, section.id);
  const raw = row[column] ?? "";
  const label = own(mine?.columns, column) ?? column;
  if (raw === "") return { label, raw, text: say(library.interface, "lookup", "no-value") };
  const named = own(mine?.values, raw);
  if (named !== undefined) return { label, raw, text: named };
  const text =
    mine?.unit === undefined
      ? raw
      : say(library.interface, "lookup", "with-unit", { value: raw, unit: mine.unit });
  const value = Number(raw);
  return { label, raw, text, ...(Number.isFinite(value) ? { value } : {}) };
}

/** The picture of an entry, or of a look-up as a whole; nothing where it draws nothing. */
export function drawingOf(library: Library, lookup: Lookup, key?: string): Drawing | undefined {
  const words = own(library.lookupWords, lookup.id);
  const told = key === undefined ? [] : toldOf(library, lookup, key);
  const parts = lookup.sections.flatMap((section): DrawnPart[] => {
    if (section.draw === "grid") return gridOf(library, lookup, section, key);
    const one = told.find((each) => each.section === section);
    if (one === undefined || section.draw === undefined || section.scale === undefined) return [];
    // Where the source has nothing there is nothing to draw; the screen says so.
    if (one.figures.every((figure) => figure.raw === "")) return [];
    const { title, text, notes } = one;
    return [
      {
        kind: section.draw,
        title,
        ...(text === undefined ? {} : { text }),
        notes,
        scale: section.scale,
        rows: one.figures.map((figure) => ({
          label: figure.label,
          text: figure.text,
          ...(figure.value === undefined ? {} : { value: figure.value }),
        })),
      },
    ];
  });
  if (parts.length === 0) return undefined;
  const title = key === undefined ? (words?.title ?? lookup.id) : entryTitle(library, lookup, key);
  return { title, parts, foot: words?.picture ?? "" };
}

/** The whole table, with the row of this entry marked. */
function gridOf(
  library: Library,
  lookup: Lookup,
  section: LookupSection,
  key: string | undefined,
): DrawnPart[] {
  const words = own(library.lookupWords, lookup.id);
  const mine = own(words?.sections, section.id);
  const table = own(library.data, section.table);
  if (table === undefined) return [];
  const rows = lookup.entries.flatMap((entry) => {
    const row = rowOf(table, entry.key);
    if (row === undefined) return [];
    const cells = section.columns.map((column) => {
      const figure = figureOf(library, words, section, column, row);
      return { text: figure.text, strong: figure.raw === "yes" };
    });
    return [{ label: entryTitle(library, lookup, entry.key), cells, marked: entry.key === key }];
  });
  return [
    {
      kind: "grid",
      title: mine?.title ?? section.id,
      ...(mine?.text === undefined ? {} : { text: mine.text }),
      notes: [],
      columns: section.columns.map((column) => own(mine?.columns, column) ?? column),
      rows,
    },
  ];
}
