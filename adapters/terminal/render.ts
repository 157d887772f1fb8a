/** A screen as text for a terminal: wrapped by display cells, with ANSI marks only where they are understood. */
import { stripVTControlCharacters } from "node:util";
import cellsOf from "fast-string-width";
import type { Words } from "../../src/adapter.js";
import { type Block, type Line, type Screen, type Span, underHead } from "../../src/screen.js";
import { choicesOf, isTyping } from "./read.js";

/** `width` in display cells. `choices`: numbered in the text, or shown by a menu below it. */
export type Look = { width: number; marks: "ansi" | "plain"; choices: "numbered" | "in-a-menu" };

type Mark = "strong" | "em" | "code" | "quiet";
/** Text without line feeds. A `whole` piece is never broken: it is an address. */
type Piece = { text: string; mark?: Mark; whole?: true };
/** Pieces without a space between them; they stay together. */
type Word = readonly Piece[];

const ansi: Readonly<Record<Mark, readonly [on: string, off: string]>> = {
  strong: ["\u001b[1m", "\u001b[22m"],
  em: ["\u001b[3m", "\u001b[23m"],
  code: ["\u001b[36m", "\u001b[39m"],
  quiet: ["\u001b[2m", "\u001b[22m"],
};

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** The screen as one text that ends with a line feed. */
export function render(screen: Screen, words: Words, look: Look): readonly string[] {
  const title = wrap([{ text: screen.title, mark: "strong" }], look);
  const rule = "=".repeat(Math.min(look.width, Math.max(...title.map((line) => cellsOf(line)))));
  const sections: readonly string[][] = [
    screen.notice === undefined
      ? []
      : wrap([{ text: screen.notice, mark: "em" }], look, { first: "» ", rest: "  " }),
    look.marks === "ansi" ? title : [...title, rule],
    ...screen.body.map((block) => blockLines(block, look)),
    askLines(screen, words, look),
    screen.attach.flatMap((file) =>
      wrap([{ text: fill(words, "file", { name: file.name, about: file.alt }) }], look),
    ),
    screen.go.flatMap((button) =>
      "url" in button ? wrap([{ text: button.label, link: button.url }], look) : [],
    ),
    lineFeeds(screen.foot) === "" ? [] : wrap(screen.foot, look, undefined, "quiet"),
  ];
  return [
    `${sections
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join("\n"))
      .join("\n\n")}\n`,
  ];
}

/** The word `key` with its placeholders filled. */
export function fill(words: Words, key: string, values: Readonly<Record<string, string>> = {}): string {
  const template = words[key] ?? `[terminal.${key}]`;
  return template.replace(/\{([a-z-]+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? clean(values[name] ?? "") : whole,
  );
}

/**
 * Text that cannot drive a terminal: without escape sequences, control characters and signs that turn the
 * direction of writing. Line feeds stay, a tab becomes a space.
 */
export function clean(text: string): string {
  return (
    stripVTControlCharacters(text)
      .replace(/\r\n?|[\u2028\u2029\u0085]/g, "\n")
      .replace(/\t/g, " ")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to go.
      .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, "")
  );
}

/** The lines of spans, each at most `look.width` cells wide but where one address is wider. */
function wrap(
  spans: Line,
  look: Look,
  indent: { first: string; rest: string } = { first: "", rest: "" },
  mark?: Mark,
): string[] {
  const lines: string[] = [];
  let text = indent.first;
  let used = cellsOf(text);
  let empty = true;
  const start = (): void => {
    lines.push(text.trimEnd());
    text = indent.rest;
    used = cellsOf(text);
    empty = true;
  };
  for (const paragraph of paragraphsOf(spans, mark)) {
    if (lines.length > 0 || !empty) start();
    for (const word of paragraph) {
      const cells = wordCells(word);
      if (!empty && used + 1 + cells > look.width) start();
      if (!empty) {
        text += " ";
        used += 1;
      }
      for (const piece of used + cells > look.width ? broken(word) : word) {
        const size = cellsOf(piece.text);
        if (!empty && used + size > look.width && piece.whole !== true) start();
        text += paint(piece, look);
        used += size;
        empty = false;
      }
    }
  }
  lines.push(text.trimEnd());
  return lines;
}

/** The words of a line, by its line feeds. */
function paragraphsOf(spans: Line, mark: Mark | undefined): Word[][] {
  const paragraphs: Word[][] = [];
  let words: Word[] = [];
  let word: Piece[] = [];
  const endWord = (): void => {
    if (word.length > 0) words.push(word);
    word = [];
  };
  for (const piece of spans.flatMap(piecesOf)) {
    for (const text of piece.text.split(/(\n| +)/)) {
      if (text === "\n") {
        endWord();
        paragraphs.push(words);
        words = [];
      } else if (text.trim() === "") {
        if (text !== "") endWord();
      } else {
        word.push({ ...piece, text, ...(piece.mark === undefined && mark !== undefined ? { mark } : {}) });
      }
    }
  }
  endWord();
  return [...paragraphs, words];
}

function piecesOf(span: Span): Piece[] {
  if ("said" in span) return [{ text: clean(span.said) }];
  if ("link" in span)
    return [{ text: `${clean(span.text)} ` }, { text: `<${clean(span.link)}>`, whole: true }];
  return [{ text: clean(span.text), ...(span.mark === undefined ? {} : { mark: span.mark }) }];
}

function wordCells(word: Word): number {
  return word.reduce((sum, piece) => sum + cellsOf(piece.text), 0);
}

/** A word that is wider than a line, sign by sign. */
function broken(word: Word): Piece[] {
  return word.flatMap((piece) =>
    piece.whole === true
      ? [piece]
      : [...graphemes.segment(piece.text)].map((one) => ({ ...piece, text: one.segment })),
  );
}

function paint(piece: Piece, look: Look): string {
  if (piece.mark === undefined || look.marks === "plain") return piece.text;
  const [on, off] = ansi[piece.mark];
  return `${on}${piece.text}${off}`;
}

function blockLines(block: Block, look: Look): string[] {
  switch (block.kind) {
    case "heading": {
      const lines = wrap(block.line, look, undefined, "strong");
      return look.marks === "ansi"
        ? lines
        : [...lines, "-".repeat(Math.max(...lines.map((line) => cellsOf(line))))];
    }
    case "paragraph":
      return wrap(block.line, look);
    case "copy": {
      // Not wrapped, so that what is copied has no line feeds of ours; the terminal folds it for the eye.
      const rule = "─".repeat(look.width);
      return [rule, ...lineFeeds(block.line).split("\n"), rule];
    }
    case "list":
      return block.items.flatMap((item, index) => {
        const first = block.ordered ? `${index + 1}. ` : "- ";
        return wrap(item, look, { first, rest: " ".repeat(first.length) });
      });
    case "table":
      return tableLines(block, look);
  }
}

function lineFeeds(line: Line): string {
  return line.map((span) => clean("said" in span ? span.said : span.text)).join("");
}

/** Columns where they fit side by side; else a short list for each row. */
function tableLines(table: Extract<Block, { kind: "table" }>, look: Look): string[] {
  const flat = (line: Line): string => lineFeeds(line).replace(/\s+/g, " ").trim();
  const head = table.columns.map(flat);
  const rows = table.rows.map((row) => [row.name, ...row.cells].map(flat));
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => cellsOf(row[column] ?? ""))));
  const total = widths.reduce((sum, one) => sum + one + 3, -3);
  if (total <= look.width) {
    const write = (row: readonly string[]): string =>
      widths
        .map((width, column) => {
          const cell = row[column] ?? "";
          return `${cell}${" ".repeat(width - cellsOf(cell))}`;
        })
        .join(" | ")
        .trimEnd();
    return [write(head), widths.map((width) => "-".repeat(width)).join("-+-"), ...rows.map(write)];
  }
  return rows.flatMap((row) => [
    ...wrap([{ text: underHead(head[0], row[0] ?? ""), mark: "strong" }], look),
    ...row
      .slice(1)
      .flatMap((cell, index) =>
        wrap([{ text: underHead(head[index + 1], cell) }], look, { first: "  ", rest: "    " }),
      ),
  ]);
}

/** What is asked for in words, then everything that can be chosen, under what it is for, numbered as `read.ts` counts. */
function askLines(screen: Screen, words: Words, look: Look): string[] {
  if (look.choices === "in-a-menu") return [];
  const typing = isTyping(screen);
  const fields = screen.asks.flatMap((ask) =>
    ask.kind === "type"
      ? ask.fields.flatMap((field) =>
          wrap([{ text: field.label, mark: "strong" }, { text: `: ${field.hint}` }], look),
        )
      : [],
  );
  const choices = choicesOf(screen);
  const digits = String(choices.length).length;
  const lines = choices.flatMap((choice, index) => {
    const number = `${typing ? "#" : ""}${String(index + 1).padStart(digits)}`;
    const box = choice.ticked === undefined ? "" : choice.ticked === "yes" ? "[x] " : "[ ] ";
    const first = `${number}  ${box}`;
    const { label, legend, now } = choice;
    return [
      ...(legend === undefined || legend === choices[index - 1]?.legend
        ? []
        : wrap([{ text: legend }], look)),
      ...wrap([{ text: `${label}${now === true ? " ←" : ""}` }], look, {
        first,
        rest: " ".repeat(first.length),
      }),
    ];
  });
  const hint = wrap(
    [{ text: fill(words, typing ? "line-hint-typing" : "line-hint") }],
    look,
    undefined,
    "quiet",
  );
  return [...fields, ...lines, ...hint];
}
