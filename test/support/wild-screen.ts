/** Screens with anything in them: every sign, every kind of ask, files, and members who try to break what shows them. */
import fc from "fast-check";
import type { Ask, Attachment, Block, Button, Line, Screen, Span } from "../../src/screen.js";
import { anyText } from "./screens.js";

/** Words that only members say here: nothing else is written in these letters. */
export const saidLetters = /[а-я]/u;

const hostile = [
  "абв",
  "<b>а</b> *б* _в_ `г` @everyone [д](https://e.example)",
  "/h1b-backed-out а",
  "/forgetа /forget а #а",
  "пример.com а@example.org @someбody",
  "https://example.org/а $АБВ +1 202 555 0123 а",
  "а\u202eб",
  "\u2069\u2069а\u2066",
  "а\u200b\u200d\ufeff",
  "а\u0301\u0301\u0301",
  "👩‍⚕️🇵🇰а",
  "שלום а",
  "مرحبا\nа",
  "\ud800а",
  "а\r\nб\u2028в",
  "   ",
];

const said: fc.Arbitrary<Span> = fc
  .array(fc.constantFrom(...hostile), { minLength: 1, maxLength: 4 })
  .map((parts) => ({ said: parts.join("") }));

const words = fc.oneof(
  anyText.map((text) => text.replace(/[а-я]/gu, "x")),
  fc.constantFrom(
    "one two ",
    "See /h1b-backed-out.",
    "/second-look",
    " ",
    "\n",
    "x".repeat(300),
    "🙂".repeat(99),
  ),
);

const ours: fc.Arbitrary<Span> = fc.oneof(
  words.map((text): Span => ({ text })),
  fc
    .tuple(words, fc.constantFrom("strong" as const, "em" as const, "code" as const))
    .map(([text, mark]): Span => ({ text, mark })),
  words.map((text): Span => ({ text, link: "https://example.org/page" })),
);

const line: fc.Arbitrary<Line> = fc.array(fc.oneof(ours, said), { maxLength: 5 });

export const anyBlock: fc.Arbitrary<Block> = fc.oneof(
  fc
    .tuple(fc.constantFrom("heading" as const, "paragraph" as const, "copy" as const), line)
    .map(([kind, one]): Block => ({ kind, line: one })),
  fc
    .tuple(fc.boolean(), fc.array(line, { maxLength: 5 }))
    .map(([ordered, items]): Block => ({ kind: "list", ordered, items })),
  fc.integer({ min: 0, max: 3 }).chain((cells) =>
    fc
      .tuple(
        fc.array(line, { minLength: cells + 1, maxLength: cells + 1 }),
        fc.array(fc.record({ name: line, cells: fc.array(line, { minLength: cells, maxLength: cells }) }), {
          maxLength: 4,
        }),
      )
      .map(([columns, rows]): Block => ({ kind: "table", columns, rows })),
  ),
);

const label = fc
  .oneof(words, fc.constantFrom("Yes", "No", "Back"))
  .map((text) => [...text].slice(0, 20).join(""));
const id = fc.stringMatching(/^[a-z0-9][a-z0-9:./,_-]{0,51}$/);
const options = fc.array(fc.record({ id, label, on: fc.boolean() }, { requiredKeys: ["id", "label"] }), {
  maxLength: 25,
});

const ask: fc.Arbitrary<Ask> = fc.oneof(
  fc
    .record({ options, legend: words }, { requiredKeys: ["options"] })
    .map((one): Ask => ({ kind: "one", ...one })),
  fc
    .record({ options, legend: words, done: label }, { requiredKeys: ["options"] })
    .map((one): Ask => ({ kind: "many", group: "g", ...one })),
  fc
    .array(fc.record({ id, label: words, hint: words }), { minLength: 1, maxLength: 5 })
    .map((fields): Ask => {
      const [first = { id: "a", label: "A", hint: "H" }, ...rest] = fields;
      const field = (one: typeof first) => ({ ...one, accepts: "line" as const, max: 99 });
      return { kind: "type", keep: true, fields: [field(first), ...rest.map(field)] };
    }),
);

const button: fc.Arbitrary<Button> = fc.oneof(
  fc.record({ id, label }),
  label.map((one) => ({ label: one, url: "https://example.org/page" })),
  label.map((one) => ({ label: one, start: "h1b-backed-out" })),
);

const file: fc.Arbitrary<Attachment> = fc
  .tuple(words, fc.constantFrom("text/plain" as const, "text/calendar" as const, "image/png" as const))
  .map(([alt, type]) => ({ name: "file", type, bytes: new Uint8Array(3), alt }));

export const wildScreen: fc.Arbitrary<Screen> = fc.record(
  {
    at: fc.constant({ kind: "question", id: "section", part: 1, of: 1 }),
    turn: fc.oneof(fc.nat(), fc.constant<"none">("none")),
    audience: fc.constantFrom("member" as const, "everyone" as const),
    notice: words,
    title: words,
    body: fc.array(anyBlock, { maxLength: 6 }),
    asks: fc.array(ask, { maxLength: 3 }),
    go: fc.array(button, { maxLength: 12 }),
    attach: fc.array(file, { maxLength: 2 }),
    foot: fc.array(ours, { maxLength: 3 }),
  },
  { requiredKeys: ["at", "turn", "audience", "title", "body", "asks", "go", "attach", "foot"] },
);

/** The screen with other words in place of a member's own, as long as those were. */
export function saying(screen: Screen, words: string): Screen {
  const line = (one: Line): Line =>
    one.map((span) =>
      "said" in span
        ? { said: words.repeat(Math.ceil(span.said.length / words.length)).slice(0, span.said.length) }
        : span,
    );
  const block = (one: Block): Block => {
    switch (one.kind) {
      case "heading":
      case "paragraph":
      case "copy":
        return { kind: one.kind, line: line(one.line) };
      case "list":
        return { ...one, items: one.items.map(line) };
      case "table":
        return {
          ...one,
          rows: one.rows.map((row) => ({ name: line(row.name), cells: row.cells.map(line) })),
        };
    }
  };
  return { ...screen, body: screen.body.map(block), foot: line(screen.foot) };
}

/** Every text of a screen that must be read, in the order in which it stands there. */
export function textsInOrder(screen: Screen): string[] {
  return [
    screen.notice ?? "",
    screen.title,
    ...screen.body.flatMap(blockTexts),
    ...screen.asks.flatMap((one) => {
      if (one.kind !== "type") return [one.legend ?? ""];
      // The one question of a screen is its title already.
      const titled = one.fields.length === 1 && one.fields[0].label === screen.title;
      return one.fields.flatMap(({ label: name, hint }) => (titled ? [hint] : [name, hint]));
    }),
    textOf(screen.foot),
  ];
}

function blockTexts(block: Block): string[] {
  switch (block.kind) {
    case "heading":
    case "paragraph":
    case "copy":
      return [textOf(block.line)];
    case "list":
      return block.items.map(textOf);
    case "table":
      return block.rows.length === 0
        ? block.columns.map(textOf)
        : block.rows.flatMap((row) => [row.name, ...row.cells].map(textOf));
  }
}

function textOf(line: Line): string {
  return line.map((span) => ("said" in span ? span.said : span.text)).join("");
}
