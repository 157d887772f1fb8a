/** Every text of content that a member reads, with its place. Ways of asking are theirs, not ours, and so are phrases of guards. */
import type { Library, PassageBlock } from "../content/library.js";
import type { Origin } from "../content/loaded.js";
import { blockText } from "../screen.js";

export type Placed = { text: string; at: Origin };

/** `words` is the folder of the words, as `content/en`. */
export function textsOf(library: Library, words: string): Placed[] {
  return [
    ...[...Object.values(library.articles), ...library.guards].flatMap(({ file, title, short, body }) => [
      { text: title, at: { file, path: ["title"] } },
      { text: short, at: { file, path: ["short"] } },
      ...body.map((block, index) => ({ text: blockText(block), at: { file, path: ["body", index] } })),
    ]),
    ...Object.values(library.flowWords).flatMap(({ file, title, about, intro, ...rest }) => {
      const { questions, flags, verdicts, groups, actions, tables, practice, dates } = rest;
      return [
        ...inside({ title, about, intro }, { file, path: [] }),
        ...inside(
          { questions, flags, verdicts, groups, actions, tables, practice, dates },
          { file, path: [] },
        ),
      ];
    }),
    ...Object.values(library.lookupWords).flatMap(({ file, title, about, intro, short, ...rest }) => {
      const { entries, sections, notes, picture } = rest;
      return inside({ title, about, intro, short, entries, sections, notes, picture }, { file, path: [] });
    }),
    ...Object.values(library.data).flatMap(({ id, columns, rows }) =>
      rows.flatMap((row, index) =>
        columns.map((column) => ({
          text: row[column] ?? "",
          at: { file: `content/data/${id}.csv`, path: [index, column] },
        })),
      ),
    ),
    ...Object.entries(library.topics).map(([topic, text]) => ({
      text,
      at: { file: `${words}/topics/${topic}.yaml`, path: ["title"] },
    })),
    ...inside(library.interface, { file: `${words}/interface.yaml`, path: [] }),
    ...Object.values(library.letterWords).flatMap(
      ({ file, title, short, to, before, questions, values, passages }) => [
        ...inside({ title, short, to, before, questions, values }, { file, path: [] }),
        ...Object.entries(passages).map(([id, blocks]) => ({
          text: blocks.map(passageText).join("\n"),
          at: { file, path: ["passages", id] },
        })),
      ],
    ),
  ];
}

/** Every text in a value, however deep. */
function inside(value: unknown, at: Origin): Placed[] {
  if (typeof value === "string") return [{ text: value, at }];
  if (typeof value !== "object" || value === null) return [];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, one]) => inside(one, { file: at.file, path: [...at.path, key] }));
}

function passageText(block: PassageBlock): string {
  const lines = block.kind === "paragraph" ? [block.line] : block.items;
  return lines.map((line) => line.map((piece) => ("text" in piece ? piece.text : "…")).join("")).join("\n");
}
