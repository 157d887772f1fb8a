/** From a screen to the messages that show it: files first, then its text, with the buttons under the last of it. */
import type { Misfit, Words } from "../../src/adapter.js";
import {
  type Ask,
  type Attachment,
  type Block,
  pressButtons,
  type Screen,
  screenText,
} from "../../src/screen.js";
import { isBlank, plain } from "../../src/script.js";
import { isPayload } from "./command.js";
import { type Keyboard, keyboardOf, listMark, markupSize } from "./keyboard.js";
import { limits } from "./limits.js";
import { isButtonId, writePress } from "./press.js";
import { copyRich, type Entity, joined, lineRich, nothing, own, type Rich } from "./rich.js";
import { blankMark, split } from "./split.js";

/** `keyboard` is empty but under the last text. */
export type Payload =
  | { kind: "text"; text: string; entities: readonly Entity[]; keyboard: Keyboard }
  | { kind: "file"; file: Pick<Attachment, "name" | "type" | "bytes">; caption: string };

/** Everything of the screen, in order, in messages that Telegram takes. Nothing is cut or dropped. */
export function render(screen: Screen, words: Words): readonly Payload[] {
  const keyboard = keyboardOf(screen);
  const parts = split(richOf(screen, words));
  const texts = parts.length === 0 ? [{ text: blankMark, entities: [] }] : parts;
  return [
    ...screen.attach.map(
      ({ name, type, bytes, alt }): Payload => ({
        kind: "file",
        file: { name, type, bytes },
        caption: captionOf(alt),
      }),
    ),
    ...texts.map(
      (part, index): Payload => ({
        kind: "text",
        ...part,
        keyboard: index === texts.length - 1 ? keyboard : [],
      }),
    ),
  ];
}

/** What would have to be cut or dropped; empty when the screen fits. */
export function fit(screen: Screen): readonly Misfit[] {
  const keyboard = keyboardOf(screen);
  const buttons = [...pressButtons(screen), ...screen.go.filter((button) => !("id" in button))];
  const sizes: Misfit[] = [
    { what: "text", is: screenText(screen).length, atMost: limits.text },
    ...screen.asks.map(
      (ask): Misfit =>
        ask.kind === "type"
          ? { what: "fields", is: ask.fields.length, atMost: limits.fields }
          : { what: "options", is: ask.options.length, atMost: limits.options },
    ),
    { what: "buttons", is: keyboard.flat().length, atMost: limits.buttons },
    { what: "bytes of all buttons", is: markupSize(keyboard), atMost: limits.markup },
    ...buttons.flatMap((button): Misfit[] => [
      { what: `label "${button.label}"`, is: button.label.length, atMost: limits.label },
      { what: `blank label "${button.label}"`, is: isBlank(button.label) ? 1 : 0, atMost: 0 },
      ...("id" in button
        ? [
            { what: `button id "${button.id}"`, is: button.id.length, atMost: limits.buttonId },
            {
              what: `unusual signs in the button id "${button.id}"`,
              is: isButtonId(button.id) ? 0 : 1,
              atMost: 0,
            },
            {
              what: `data of the button "${button.id}"`,
              is: Buffer.byteLength(writePress({ button: button.id, turn: screen.turn })),
              atMost: limits.callbackData,
            },
          ]
        : "url" in button
          ? [{ what: `address of "${button.label}"`, is: button.url.length, atMost: limits.url }]
          : [{ what: `payload "${button.start}"`, is: isPayload(button.start) ? 0 : 1, atMost: 0 }]),
    ]),
    ...screen.attach.flatMap((file): Misfit[] => [
      {
        what: `file "${file.name}"`,
        is: file.bytes.length,
        atMost: file.type === "image/png" ? limits.picture : limits.file,
      },
      { what: `words under "${file.name}"`, is: captionOf(file.alt).length, atMost: limits.caption },
    ]),
  ];
  return sizes.filter((size) => size.is > size.atMost);
}

/** A file needs no words under it; words of which nothing would be seen are none. */
function captionOf(alt: string): string {
  return isBlank(alt) ? "" : plain(alt).trim();
}

function richOf(screen: Screen, words: Words): Rich {
  return joined(
    [
      screen.notice === undefined ? nothing : own(screen.notice, "italic"),
      own(screen.title, "bold"),
      ...screen.body.map(blockRich),
      joined(
        screen.asks.flatMap((ask) => askRich(screen, ask, words)),
        "\n",
      ),
      lineRich(screen.foot, "italic"),
    ],
    "\n\n",
  );
}

function blockRich(block: Block): Rich {
  switch (block.kind) {
    case "heading":
      return lineRich(block.line, "bold");
    case "paragraph":
      return lineRich(block.line);
    case "copy":
      return copyRich(block.line);
    case "list":
      return joined(
        block.items.map((item, index) => after(block.ordered ? `${index + 1}. ` : "• ", lineRich(item))),
        "\n",
      );
    case "table":
      return tableRich(block);
  }
}

/** Each row as a short list under its name, or as one line: on a phone columns do not stand side by side. */
function tableRich({ columns, rows }: Extract<Block, { kind: "table" }>): Rich {
  const [corner = nothing, ...heads] = columns.map((column) => lineRich(column));
  if (rows.length === 0) return joined([corner, ...heads], " · ");
  const short = rows.every(({ cells }) => cells.length === 1);
  return joined(
    rows.map((row) => {
      const name = under(corner, lineRich(row.name, "bold"));
      const cells = row.cells.map((cell, index) => under(heads[index] ?? nothing, lineRich(cell)));
      return short
        ? after("• ", cells.reduce(under, name))
        : joined([name, ...cells.map((cell) => after("• ", cell))], "\n");
    }),
    short ? "\n" : "\n\n",
  );
}

/** What stands under a head, on one line with it. Not every column has one. */
function under(head: Rich, cell: Rich): Rich {
  return joined([head, cell], ": ");
}

function after(mark: string, rich: Rich): Rich {
  return joined([own(mark), rich], "");
}

/** What buttons are for, and what is to be typed: every field with how it is to be written. */
function askRich(screen: Screen, ask: Ask, words: Words): Rich[] {
  switch (ask.kind) {
    case "one":
    case "many":
      return ask.legend === undefined || ask.legend.trim() === ""
        ? []
        : [after(listMark(screen, ask), own(ask.legend))];
    case "type":
      return [
        ...ask.fields.map(({ label, hint }) =>
          // The one question of a screen is its title already.
          label === screen.title && ask.fields.length === 1
            ? own(hint)
            : under(own(label, "bold"), own(hint)),
        ),
        own(words.type ?? "[telegram.type]", "italic"),
      ];
  }
}
