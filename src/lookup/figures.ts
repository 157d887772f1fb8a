/** The screens of a look-up over tables: the list of its entries, and one entry. */
import type { DrawnPart } from "../content/drawing.js";
import type { Library, Lookup, LookupWords } from "../content/library.js";
import { heading, type Piece, pack, paragraph, partOf, screenOf } from "../content/pack.js";
import { expiredBlocks, reviewedLine, seeButtons, sourceLines } from "../content/screens/article.js";
import { button, labelled, type Make, turnButtons, withPerson } from "../content/screens/common.js";
import { say, sayLine } from "../content/words.js";
import { writeList } from "../content/write.js";
import { own } from "../engine/flow.js";
import type { Block, Line, Screen } from "../screen.js";
import { drawingOf, entryTitle, type Figure, type Told, toldOf } from "./entry.js";
import type { LookupPage } from "./page.js";

type ListPage = Extract<LookupPage, { kind: "look-up" }>;
type EntryPage = Extract<LookupPage, { kind: "look-up-entry" }>;

/** What there is, as text and as buttons; above it why the list is shown instead of an entry. */
export function listScreen(make: Make, page: ListPage): Screen {
  const { library } = make;
  const lookup = own(library.lookups, page.lookup);
  const mine = own(library.lookupWords, page.lookup);
  if (lookup === undefined) return goneScreen(make, page.lookup);
  const name = (key: string): string => entryTitle(library, lookup, key);
  const names = page.keys.map(name);
  const grids = (drawingOf(library, lookup)?.parts ?? []).flatMap(gridBlocks);
  const why: Block[] =
    page.found === "all"
      ? []
      : [
          {
            kind: "paragraph",
            line: sayLine(library.interface, "lookup", page.found, { typed: { said: page.typed } }),
          },
        ];
  const pieces: Piece[] = [
    { blocks: why },
    ...(mine === undefined ? [] : [{ blocks: [...expiredBlocks(make, mine), paragraph(mine.intro)] }]),
    ...(grids.length > 0
      ? []
      : [
          {
            blocks: [
              paragraph(
                say(library.interface, "lookup", "there-is", { names: writeList(library.interface, names) }),
              ),
            ],
          },
        ]),
    // Before a table, however long: of several that fit, all are on the first part.
    ...page.keys.map((key): Piece => ({ options: [labelled(`look:${lookup.id}:${key}`, name(key))] })),
    // A list of names alone states nothing.
    ...(grids.length === 0
      ? []
      : [{ blocks: grids }, ...(mine === undefined ? [] : sourcePieces(make, mine))]),
  ];
  const parts = pack(pieces, { text: 2600, ticks: 0, options: 24 });
  const { part, number } = partOf(parts, page.part);
  return screenOf({
    at: { kind: "look-up", id: lookup.id, part: number, of: parts.length },
    turn: "none",
    title: mine?.title ?? lookup.id,
    body: part?.blocks ?? [],
    asks:
      part === undefined || part.options.length === 0
        ? []
        : [{ kind: "one", legend: say(library.interface, "lookup", "choose"), options: part.options }],
    go: withPerson(make, [
      ...turnButtons(make, number, parts.length, (to) => `list:${lookup.id}:${to}`),
      ...(page.found === "several" || page.found === "near"
        ? [button(make, "whole-list", `list:${lookup.id}`)]
        : []),
      button(make, "resume"),
    ]),
    foot: mine === undefined ? [] : [{ text: reviewedLine(make, mine) }],
  });
}

export function entryScreen(make: Make, page: EntryPage): Screen {
  const { library } = make;
  const lookup = own(library.lookups, page.lookup);
  const mine = own(library.lookupWords, page.lookup);
  if (lookup === undefined) return goneScreen(make, page.lookup);
  const told = toldOf(library, lookup, page.entry);
  const pieces: Piece[] = [
    ...(mine === undefined ? [] : [{ blocks: expiredBlocks(make, mine) }]),
    ...(mine?.short === undefined ? [] : [{ blocks: [paragraph(mine.short)] }]),
    ...told.map((one): Piece => ({ blocks: toldBlocks(make, one) })),
    ...(mine === undefined ? [] : [...sourcePieces(make, mine, told), ...seePieces(make, mine)]),
  ];
  const parts = pack(pieces, { text: 2900, ticks: 0, options: 20 });
  const { part, number } = partOf(parts, page.part);
  return screenOf({
    at: { kind: "look-up-entry", id: `${lookup.id}:${page.entry}`, part: number, of: parts.length },
    turn: "none",
    title: entryTitle(library, lookup, page.entry),
    body: part?.blocks ?? [],
    asks: part === undefined || part.options.length === 0 ? [] : [{ kind: "one", options: part.options }],
    go: withPerson(make, [
      ...turnButtons(make, number, parts.length, (to) => `look:${lookup.id}:${page.entry}:${to}`),
      button(make, "whole-list", `list:${lookup.id}`),
      button(make, "resume"),
    ]),
    foot: mine === undefined ? [] : [{ text: reviewedLine(make, mine) }],
  });
}

/** The whole of a small table, as its picture shows it. */
function gridBlocks(part: DrawnPart): Block[] {
  if (part.kind !== "grid") return [];
  return [
    {
      kind: "table",
      columns: [[], ...part.columns.map((text): Line => [{ text }])],
      rows: part.rows.map((row) => ({
        name: [{ text: row.label }],
        cells: row.cells.map(
          (cell): Line => [cell.strong ? { text: cell.text, mark: "strong" } : { text: cell.text }],
        ),
      })),
    },
  ];
}

function toldBlocks(make: Make, told: Told): Block[] {
  const words = make.library.interface;
  // Figures that may only be quoted name their source where they stand.
  const source: Block[] =
    told.table.atOnce === undefined
      ? []
      : sourceLines(make, told.table.sources).map((line) => ({
          kind: "paragraph",
          line: [{ text: `${say(words, "lookup", "source")} ` }, ...line],
        }));
  return [
    heading(told.title),
    ...(told.text === undefined ? [] : [paragraph(told.text)]),
    // Where there is no value at all, the note says so once.
    ...(told.figures.some((one) => one.raw !== "") || told.notes.length === 0
      ? [{ kind: "list", ordered: false, items: told.figures.map(figureLine) } as const]
      : []),
    ...told.notes.map(paragraph),
    ...source,
  ];
}

function figureLine(one: Figure): Line {
  return [{ text: `${one.label}: ` }, { text: one.text, mark: "strong" }];
}

/** Without those that stand beside their figures already. */
function sourcePieces(make: Make, mine: LookupWords, told: readonly Told[] = []): Piece[] {
  const beside = new Set(told.flatMap((one) => (one.table.atOnce === undefined ? [] : one.table.sources)));
  const of = new Set(told.flatMap((one) => one.table.sources));
  const tables = new Set(Object.values(make.library.data).flatMap((table) => table.sources));
  // What only tables rest on that say nothing of this entry is left out.
  const ids = mine.sources.filter(
    (id) => !beside.has(id) && (told.length === 0 || of.has(id) || !tables.has(id)),
  );
  if (ids.length === 0) return [];
  const items = sourceLines(make, ids);
  const head = heading(say(make.library.interface, "article", "sources"));
  return [{ blocks: [head, { kind: "list", ordered: false, items }] }];
}

function seePieces(make: Make, mine: LookupWords): Piece[] {
  const options = seeButtons(make, mine.see);
  if (options.length === 0) return [];
  return [{ blocks: [heading(say(make.library.interface, "article", "see"))], options }];
}

/** A button of a look-up that a moderator has taken out since. */
function goneScreen(make: Make, id: string): Screen {
  return screenOf({
    at: { kind: "look-up", id, part: 1, of: 1 },
    turn: "none",
    title: id,
    body: [paragraph(say(make.library.interface, "article", "hidden"))],
    go: withPerson(make, [button(make, "resume")]),
  });
}

/** Whether this page is the first part of its screen, where its picture stands. */
export function picturedBy(
  library: Library,
  page: LookupPage,
): { lookup: Lookup; entry?: string } | undefined {
  if ((page.kind !== "look-up" && page.kind !== "look-up-entry") || page.part > 1) return undefined;
  const lookup = own(library.lookups, page.lookup);
  if (lookup === undefined) return undefined;
  return page.kind === "look-up" ? { lookup } : { lookup, entry: page.entry };
}
