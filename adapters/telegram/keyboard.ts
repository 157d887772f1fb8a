/** The buttons of a screen: what can be answered first, then where one can go. All stand under its last message. */
import type { Ask, Button, PressButton, Screen } from "../../src/screen.js";
import { plain } from "../../src/script.js";
import { withTappable } from "./command.js";
import { rowRoom } from "./limits.js";
import { writePress } from "./press.js";

/** Each does one thing (T-14). `start` opens the private chat at a payload; the sender, who knows the bot's name, makes its address. */
export type InlineButton =
  | { text: string; callback_data: string }
  | { text: string; url: string }
  | { text: string; start: string };

/** What is sent as `reply_markup`. */
export type Markup = { inline_keyboard: Exclude<InlineButton, { start: string }>[][] };

export type Keyboard = readonly (readonly InlineButton[])[];

/** What stands before a label, and before the words that say what those buttons are for. */
export const marks = {
  chosen: "● ",
  ticked: "✓ ",
  unticked: "☐ ",
  /** For lists of which a screen has several. */
  lists: ["▸ ", "▹ ", "▪ ", "▫ "],
} as const;

export function keyboardOf(screen: Screen): Keyboard {
  const press = ({ id, label }: PressButton, mark = ""): InlineButton => ({
    text: `${mark}${labelOf(label)}`,
    callback_data: writePress({ button: id, turn: screen.turn }),
  });
  const numbers = numbersOf(screen);
  const asked = screen.asks.flatMap((ask) => {
    const options = optionsOf(screen, ask).map(([one, mark]) => ({
      one,
      mark,
      number: numbers.get(thingOf(one)),
    }));
    if (ask.kind === "many")
      return columnsOf(
        options.map(({ one, mark, number }) =>
          press(one, number === undefined ? mark : `${mark}${number}. `),
        ),
      );
    const numbered = options.flatMap(({ one: { id }, mark, number }) =>
      number === undefined ? [] : [press({ id, label: `${number}` }, mark)],
    );
    const named = options.flatMap(({ one, mark, number }) =>
      number === undefined ? [press(one, mark)] : [],
    );
    return [...inRows(numbered, rowRoom.numbers), ...columnsOf(named)];
  });
  const done = screen.asks.flatMap((ask) =>
    ask.kind === "many" && ask.done !== undefined ? [press({ id: "done", label: ask.done })] : [],
  );
  const go = screen.go.map((button): InlineButton => ("id" in button ? press(button) : opening(button)));
  return [...asked, ...done.map((button) => [button]), ...rowsOf(go)];
}

/** What can be chosen, each with the mark before its label. */
function optionsOf(screen: Screen, ask: Ask): (readonly [option: PressButton, mark: string])[] {
  switch (ask.kind) {
    case "one": {
      const mark = listMark(screen, ask);
      return ask.options.map((one) => [one, `${one.on === true ? marks.chosen : ""}${mark}`]);
    }
    case "many":
      return ask.options.map((one) => [one, one.on === true ? marks.ticked : marks.unticked]);
    case "type":
      return [];
  }
}

/**
 * Where a screen has many things that can be ticked and opened as well, each has a number: it stands before its name among what
 * can be ticked, and alone on the button that opens it. Else every name would stand there twice, in a row of its own.
 */
function numbersOf({ asks }: Screen): ReadonlyMap<string, number> {
  const opened = new Set(asks.flatMap((ask) => (ask.kind === "one" ? ask.options.map(thingOf) : [])));
  const twice = asks
    .flatMap((ask) => (ask.kind === "many" ? ask.options.map(thingOf) : []))
    .filter((thing) => opened.has(thing));
  return new Map(twice.length < fewest ? [] : twice.map((thing, index) => [thing, index + 1]));
}

/** What a button is about. What the press does with it stands before the colon of its id. */
function thingOf({ id, label }: PressButton): string {
  return `${id.slice(id.indexOf(":") + 1)} ${label}`;
}

/** So few are as quickly found by their names. */
const fewest = 4;

/** The sign that the buttons of this ask carry where a screen has several lists of them; else nothing. */
export function listMark(screen: Pick<Screen, "asks">, ask: Ask): string {
  const lists = screen.asks.filter((one) => one.kind !== "type" && one.options.length > 0);
  if (lists.length < 2) return "";
  if (ask.kind !== "one") return ask.kind === "many" ? marks.unticked : "";
  const index = lists.filter((one) => one.kind === "one").indexOf(ask);
  return marks.lists[index % marks.lists.length] ?? "";
}

/** The keyboard as the Bot API takes it: what opens the private chat is then an address (T-9, T-33). */
export function markupOf(keyboard: Keyboard, username: string): Markup {
  return {
    inline_keyboard: keyboard.map((row) =>
      row.map((button) =>
        "start" in button
          ? { text: button.text, url: `https://t.me/${username}?start=${encodeURIComponent(button.start)}` }
          : button,
      ),
    ),
  };
}

/** Bytes of the keyboard as it is sent (T-14). */
export function markupSize(keyboard: Keyboard): number {
  return Buffer.byteLength(JSON.stringify({ inline_keyboard: keyboard }));
}

function opening(button: Exclude<Button, PressButton>): InlineButton {
  const text = labelOf(button.label);
  return "url" in button ? { text, url: button.url } : { text, start: button.start };
}

function labelOf(label: string): string {
  return withTappable(plain(label).replaceAll("\n", " ").trim());
}

/** What can be chosen stands in columns where all of it is short: a phone cuts long labels. */
function columnsOf(buttons: readonly InlineButton[]): InlineButton[][] {
  return inRows(buttons, besideFor(buttons));
}

function inRows(buttons: readonly InlineButton[], across: number): InlineButton[][] {
  return Array.from({ length: Math.ceil(buttons.length / across) }, (_, row) =>
    buttons.slice(row * across, (row + 1) * across),
  );
}

/** Where one can go, in as few rows as fit. */
function rowsOf(buttons: readonly InlineButton[]): InlineButton[][] {
  const rows: InlineButton[][] = [];
  for (const button of buttons) {
    const row = rows.at(-1);
    if (row !== undefined && row.length < besideFor([...row, button])) row.push(button);
    else rows.push([button]);
  }
  return rows;
}

/** How many buttons of this width can stand beside each other. */
function besideFor(buttons: readonly InlineButton[]): number {
  const widest = Math.max(0, ...buttons.map((button) => button.text.length));
  return widest <= rowRoom.three ? 3 : widest <= rowRoom.two ? 2 : 1;
}
