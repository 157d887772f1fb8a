/**
 * A look-up shows what it may and says what it shows: its tables and columns are there and may be shown, everything has
 * its words, values that are drawn are numbers on their scale, and no screen has more quoted figures than allowed.
 */
import { drawingText, longestAlt } from "../../content/drawing.js";
import type { DataTable, Lookup, LookupSection, LookupWords } from "../../content/library.js";
import type { Origin } from "../../content/loaded.js";
import { own } from "../../engine/flow.js";
import { drawingOf, entryTitle, keysHeld, notesOf, toldOf } from "../../lookup/entry.js";
import { paired } from "../pairs.js";
import { type Finding, firstOfEach, oneOf, type Rule, type Subject } from "../rule.js";

export const lookups: Rule = {
  name: "lookups",
  find: (subject) => [
    ...Object.values(subject.library.lookups).flatMap((lookup) => inLookup(subject, lookup)),
    ...Object.values(subject.library.lookupWords)
      .filter(({ id }) => own(subject.library.lookups, id) === undefined)
      .filter(({ id }) => !subject.broken(`flows/lookups/${id}.yaml`))
      .map((one): Finding => {
        const expected = oneOf(
          one.id,
          Object.keys(subject.library.lookups),
          "a file named as one in flows/lookups is",
        );
        return { at: { file: one.file, path: [] }, unexpected: `words for look-up "${one.id}"`, expected };
      }),
  ],
};

function inLookup(subject: Subject, lookup: Lookup): Finding[] {
  const words = own(subject.library.lookupWords, lookup.id);
  const file = `${subject.words}/lookups/${lookup.id}.yaml`;
  const told = lookup.sections.flatMap((section) => inSection(subject, lookup, section));
  // Nothing more is said beside a list or table that could not be read, which is told where it stands.
  if (told.length > 0 || !isRead(subject, lookup)) return told;
  if (words === undefined) {
    if (subject.broken(file)) return [];
    const expected = `the words of look-up "${lookup.id}"`;
    return [{ at: { file, path: [] }, unexpected: "absence of this file", expected }];
  }
  return [
    ...strangeKeys(subject, lookup),
    ...worded(subject, lookup, words),
    ...entryNames(subject, lookup, words),
    ...keysHeld(subject.library, lookup).flatMap((key) => inEntry(subject, lookup, words, key)),
    ...(keysHeld(subject.library, lookup).length > 0
      ? []
      : [
          {
            at: subject.at(lookup, "entries"),
            unexpected: `"${lookup.list}", of which no table holds a row`,
            expected: "the list whose keys stand in the tables",
          },
        ]),
  ];
}

/** The table, its columns, its rows and its values. */
function inSection(subject: Subject, lookup: Lookup, section: LookupSection): Finding[] {
  const { data } = subject.library;
  const table = own(data, section.table);
  const at = (...path: (string | number)[]): Origin => subject.at(section, ...path);
  if (table === undefined) {
    const files = ["yaml", "csv"].map((end) => `content/data/${section.table}.${end}`);
    if (files.some(subject.broken)) return [];
    const expected = oneOf(section.table, Object.keys(data), "a table in content/data");
    return [{ at: at("table"), unexpected: `table "${section.table}"`, expected }];
  }
  const columns = section.columns.flatMap((column, index): Finding[] =>
    table.columns.includes(column)
      ? []
      : [
          {
            at: at("columns", index),
            unexpected: `column "${column}"`,
            expected: oneOf(column, table.columns, `a column of "${table.id}" that may be shown`),
          },
        ],
  );
  if (columns.length > 0) return columns;
  if (section.draw === "grid" && table.atOnce !== undefined) {
    const unexpected = `a grid of "${table.id}", whose figures may only be quoted (at-once)`;
    return [{ at: at("draw"), unexpected, expected: "a table that may be shown whole, or no draw: grid" }];
  }
  if (!hasKeys(table)) return [];
  const keys = lookup.entries.map((entry) => entry.key);
  const keyOf = (row: Readonly<Record<string, string>>): string => row[table.key] ?? "";
  const field = (row: number, column: string): Origin => ({
    file: `content/data/${table.id}.csv`,
    path: [row, column],
  });
  return table.rows.flatMap((row, index): Finding[] => {
    const key = keyOf(row);
    const first = table.rows.findIndex((one) => keyOf(one) === key);
    return [
      ...(keys.length === 0 || keys.includes(key)
        ? []
        : [
            {
              at: field(index, table.key),
              unexpected: `row "${key}"`,
              expected: oneOf(key, keys, `a key of "${lookup.list}"`),
            },
          ]),
      ...(first === index
        ? []
        : [
            {
              at: field(index, table.key),
              unexpected: `a second row "${key}"`,
              expected: "one row each",
            },
          ]),
      ...offScale(section, row).map(
        ({ column, value }): Finding => ({
          at: field(index, column),
          unexpected: `"${value}"`,
          expected: `a number from ${section.scale?.join(" to ")}, the scale in flows/lookups/${lookup.id}.yaml`,
        }),
      ),
    ];
  });
}

/** Whether there are entries and tables to hold things against. */
function isRead({ library }: Subject, lookup: Lookup): boolean {
  return (
    lookup.entries.length > 0 &&
    lookup.sections.every((section) => {
      const table = own(library.data, section.table);
      return table !== undefined && hasKeys(table);
    })
  );
}

/** A key that is no column of the table is told where the table is described. */
function hasKeys(table: DataTable): boolean {
  return table.rows.every((row) => own(row, table.key) !== undefined);
}

/** What is drawn and is no number, or none on the scale. */
function offScale(
  { columns, scale }: LookupSection,
  row: Readonly<Record<string, string>>,
): { column: string; value: string }[] {
  if (scale === undefined) return [];
  const [from, to] = scale;
  return columns.flatMap((column) => {
    const value = row[column] ?? "";
    const fits = value === "" || (Number(value) >= from && Number(value) <= to);
    return fits ? [] : [{ column, value }];
  });
}

/** A button of an entry is `look:<command>:<key>`. */
function strangeKeys({ library }: Subject, lookup: Lookup): Finding[] {
  const file = `content/data/${lookup.list}.csv`;
  return lookup.entries.flatMap(({ key }, index): Finding[] => {
    const at = { file, path: [index, own(library.data, lookup.list)?.key ?? ""] };
    return key.includes(":")
      ? [{ at, unexpected: `key "${key}"`, expected: 'one without ":", since buttons name it' }]
      : [];
  });
}

function worded(subject: Subject, lookup: Lookup, words: LookupWords): Finding[] {
  const { file } = words;
  const sections = firstOfEach<LookupSection>(lookup.sections);
  const notes = sections.flatMap((section) => {
    const table = own(subject.library.data, section.table);
    return table === undefined ? [] : table.rows.flatMap((row) => notesOf(table, row));
  });
  const pair = (ruled: readonly string[], worded: object, path: readonly string[], of: string): Finding[] =>
    paired([...new Set(ruled)], Object.keys(worded), {
      what: "",
      of,
      missing: () => ({ file, path }),
      extra: (id) => [{ file, path: [...path, id] }],
    });
  const drawn = sections.some((section) => section.draw !== undefined);
  return [
    ...pair(
      sections.map((one) => one.id),
      words.sections,
      ["sections"],
      "a section of this look-up",
    ),
    ...sections.flatMap((section) => {
      const mine = own(words.sections, section.id);
      const path = ["sections", section.id, "columns"];
      return mine === undefined ? [] : pair(section.columns, mine.columns, path, "a column of this section");
    }),
    ...pair(notes, words.notes, ["notes"], "a note that stands in a table of this look-up"),
    ...(drawn && words.picture === undefined
      ? [
          {
            at: { file, path: [] },
            unexpected: "absence of words for the foot of the picture",
            expected: "picture: its year and source",
          },
        ]
      : []),
  ];
}

/** Names are for keys of the list, and one that is shown as a button has room there. */
function entryNames(subject: Subject, lookup: Lookup, words: LookupWords): Finding[] {
  const keys = lookup.entries.map((entry) => entry.key);
  return Object.keys(words.entries)
    .filter((key) => !keys.includes(key))
    .map(
      (key): Finding => ({
        at: { file: words.file, path: ["entries", key] },
        unexpected: `a name for "${key}"`,
        expected: oneOf(key, keys, `a key of "${lookup.list}"`),
      }),
    )
    .concat(
      keysHeld(subject.library, lookup)
        .filter((key) => entryTitle(subject.library, lookup, key) === key)
        .map(
          (key): Finding => ({
            at: { file: words.file, path: ["entries"] },
            unexpected: `absence of a name for "${key}"`,
            expected: `entries: { ${key}: its name }, or a name in "${lookup.list}"`,
          }),
        ),
    );
}

function inEntry(subject: Subject, lookup: Lookup, words: LookupWords, key: string): Finding[] {
  const told = toldOf(subject.library, lookup, key);
  const quoted = told.filter((one) => one.table.atOnce !== undefined);
  const count = quoted.flatMap((one) => one.figures).filter((one) => one.raw !== "").length;
  const most = Math.min(...quoted.map((one) => one.table.atOnce ?? count));
  const drawing = drawingOf(subject.library, lookup, key);
  const length = drawing === undefined ? 0 : drawingText(drawing).length;
  return [
    ...(count <= most
      ? []
      : [
          {
            at: subject.at(lookup),
            unexpected: `${count} figures of "${key}" that may only be quoted`,
            expected: `at most ${most} on one screen (at-once, of ${quoted.map((one) => one.table.id).join(", ")})`,
          },
        ]),
    ...(length <= longestAlt
      ? []
      : [
          {
            at: { file: words.file, path: ["picture"] },
            unexpected: `${length} characters beside the picture of "${key}"`,
            expected: `at most ${longestAlt}: fewer drawn sections, or shorter words`,
            same: `alt ${lookup.id}`,
          },
        ]),
  ];
}
