/**
 * What every adapter can show. The unions are closed, so an adapter that forgets a case does not compile.
 * A screen is one message: at most 3,500 UTF-16 units of text, 25 options to an ask, labels of 40, five fields.
 */

/** `said` holds a member's own words and is always shown literally, whatever markup they contain. */
export type Span =
  | { text: string; mark?: "strong" | "em" | "code" }
  | { text: string; link: string }
  | { said: string };

export type Line = readonly Span[];

export type Block =
  | { kind: "heading" | "paragraph"; line: Line }
  /** Text to take along: shown so that it can be copied whole. Line feeds in it are kept. */
  | { kind: "copy"; line: Line }
  | { kind: "list"; ordered: boolean; items: readonly Line[] }
  | { kind: "table"; columns: readonly Line[]; rows: readonly { name: Line; cells: readonly Line[] }[] };

/** A button that presses, one that opens an address, or one that opens the private chat at a payload. */
export type Button =
  | { id: string; label: string; on?: boolean }
  | { label: string; url: string }
  | { label: string; start: string };

export type PressButton = Extract<Button, { id: string }>;

export type Field = {
  id: string;
  label: string;
  hint: string;
  accepts: "line" | "lines" | "number" | "date";
  /** UTF-16 units. */
  max: number;
  now?: string;
};

export type Ask =
  /** `legend` says what the options are for, where a screen has more than one ask. */
  | { kind: "one"; legend?: string; options: readonly PressButton[] }
  /** Without `done` each tick takes effect at once. */
  | { kind: "many"; legend?: string; group: string; options: readonly PressButton[]; done?: string }
  /** `keep: false` means that what is typed here is never stored. */
  | { kind: "type"; fields: readonly [Field, ...Field[]]; keep: boolean };

export type Attachment = {
  /** Says nothing about the member: other people see file names (reliability S13). */
  name: string;
  type: "text/plain" | "text/calendar" | "image/png";
  bytes: Uint8Array;
  alt: string;
};

export type Screen = {
  /** `kind` is the page's kind, `id` what it is about, `part` (from 1) of `of`. */
  at: { kind: string; id: string; part: number; of: number };
  /** The number that the screen's buttons carry; "none" for look-ups, which never grow old. */
  turn: number | "none";
  audience: "member" | "everyone";
  notice?: string;
  /** What was said last was not taken: it did not fit, or came to a screen that is gone. Whoever typed it may want it back. */
  untaken?: true;
  title: string;
  body: readonly Block[];
  asks: readonly Ask[];
  go: readonly Button[];
  attach: readonly Attachment[];
  foot: Line;
};

export const screenLimits = { text: 3500, options: 25, label: 40, fields: 5, buttonId: 52 } as const;

/** Whether a link in a text is followed by its address: where it cannot be opened. */
export type Links = "as text" | "with address";

/** Every button of a screen that is pressed, "done" of a list of boxes with them. */
export function pressButtons(screen: Pick<Screen, "asks" | "go">): PressButton[] {
  return [
    ...screen.asks.flatMap((ask): readonly PressButton[] => {
      if (ask.kind === "type") return [];
      return ask.kind === "many" && ask.done !== undefined
        ? [...ask.options, { id: "done", label: ask.done }]
        : ask.options;
    }),
    ...screen.go.flatMap((button) => ("id" in button ? [button] : [])),
  ];
}

/** The text of a line without its marks. */
export function lineText(line: Line, links: Links = "as text"): string {
  return line
    .map((span) => {
      if ("said" in span) return span.said;
      return "link" in span && links === "with address" ? `${span.text} <${span.link}>` : span.text;
    })
    .join("");
}

/** A block as plain text, for length, the terminal's pipe and files. */
export function blockText(block: Block, links: Links = "as text"): string {
  const text = (line: Line): string => lineText(line, links);
  switch (block.kind) {
    case "heading":
    case "paragraph":
    case "copy":
      return text(block.line);
    case "list":
      return block.items
        .map((item, index) => `${block.ordered ? `${index + 1}.` : "-"} ${text(item)}`)
        .join("\n");
    case "table":
      return tableText(
        block.columns.map(text),
        block.rows.map((row) => [row.name, ...row.cells].map(text)),
      );
  }
}

/** Rows side by side where each fits a line of a narrow page; else each row as a short list under its name. */
function tableText(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const wide = [head, ...rows].map((row) => row.join(" | "));
  if (wide.every((line) => line.length <= 80)) return wide.join("\n");
  return rows
    .flatMap(([name = "", ...cells]) => [
      underHead(head[0], name),
      ...cells.map((cell, index) => `  ${underHead(head[index + 1], cell)}`),
    ])
    .join("\n");
}

/** A cell with the head of its column before it, for where columns do not stand side by side. Not every column has one. */
export function underHead(head: string | undefined, cell: string): string {
  return head === undefined || head === "" ? cell : `${head}: ${cell}`;
}

/** Everything on the screen that counts as message text, as plain text. */
export function screenText(screen: Screen): string {
  return [
    screen.notice ?? "",
    screen.title,
    ...screen.body.map((block) => blockText(block)),
    lineText(screen.foot),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}
