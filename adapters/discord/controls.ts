/** What can be pressed and chosen on a screen, with the words that say what it is for. */

import type { Words } from "../../src/adapter.js";
import type { Ask, Button as Go, PressButton, Screen } from "../../src/screen.js";
import { plain } from "../../src/script.js";
import type { Button, Option, Row } from "./components.js";
import { writeCustomId } from "./custom-id.js";
import { limits, rowRoom } from "./limits.js";
import { type Paragraph, words as said } from "./paragraphs.js";

/** `id`: by which a form finds the text again in the message that was pressed. */
export type Control = { text: readonly Paragraph[]; id?: number } | { row: Row };

/** How buttons stand beside each other: as a phone shows them well, or as many as fit in a row. */
export type Rows = "well" | "dense";

/** What stands before the label of what was chosen: a colour alone is not seen by everybody. */
export const chosen = "✓ ";

/** Asks first, then where one can go. */
export function controlsOf(screen: Screen, words: Words, rows: Rows): Control[] {
  const go = screen.go.map((button) => goButton(screen.turn, button));
  return [
    ...screen.asks.flatMap((ask, at) => askControls(screen, ask, at, words, rows)),
    ...rowsOf(go, rows),
  ];
}

/** By which the name and the hint of the field `at` are found again, and what stands in it. */
export function fieldIds(at: number): { name: number; hint: number; now: number } {
  return { name: 2001 + at, hint: 1001 + at, now: 3001 + at };
}

export function labelOf(label: string): string {
  return plain(label).replaceAll("\n", " ").trim();
}

function askControls(screen: Screen, ask: Ask, at: number, words: Words, rows: Rows): Control[] {
  const { turn } = screen;
  switch (ask.kind) {
    case "one":
      return [
        { text: said(ask.legend ?? "") },
        ...(ask.options.length > limits.rowButtons
          ? [oneSelect(turn, ask.options, at, words)]
          : rowsOf(
              ask.options.map(({ id, label, on }) => press(turn, id, marked(label, on), on ? 3 : 1)),
              rows,
            )),
      ];
    case "many":
      return [
        { text: said(ask.legend ?? "") },
        ...(ask.options.length === 0 ? [] : [manySelect(turn, ask, words)]),
        ...(ask.done !== undefined && ask.options.some(({ on }) => on)
          ? rowsOf([press(turn, "done", labelOf(ask.done), 1)], rows)
          : []),
      ];
    case "type":
      return typeControls(screen, ask, fieldsBefore(screen, at), words, rows);
  }
}

/** One of more than a row holds. What was chosen before is marked and not set, or it could not be chosen again. */
function oneSelect(
  turn: Screen["turn"],
  options: readonly PressButton[],
  ask: number,
  words: Words,
): Control {
  return selectRow(
    writeCustomId({ kind: "one", turn, ask }),
    words.choose ?? "[discord.choose]",
    options.map(({ id, label, on }) => ({ label: marked(label, on), value: id })),
    { min: 1, max: 1 },
  );
}

/** What is chosen here is the whole answer, so what is ticked already is set. */
function manySelect(
  turn: Screen["turn"],
  { group, options, done }: Extract<Ask, { kind: "many" }>,
  words: Words,
): Control {
  return selectRow(
    writeCustomId({ kind: "many", turn, group }),
    words["choose-many"] ?? "[discord.choose-many]",
    options.map(({ id, label, on }) => ({
      label: labelOf(label),
      value: id,
      ...(on ? { default: true as const } : {}),
    })),
    { min: done === undefined ? 0 : 1, max: options.length },
  );
}

function selectRow(
  custom_id: string,
  placeholder: string,
  options: Option[],
  { min, max }: { min: number; max: number },
): Control {
  return {
    row: {
      type: 1,
      components: [{ type: 3, custom_id, placeholder, min_values: min, max_values: max, options }],
    },
  };
}

/** The fields of all asks of a screen are counted together. */
function fieldsBefore({ asks }: Screen, ask: number): number {
  return asks.slice(0, ask).reduce((sum, one) => sum + (one.kind === "type" ? one.fields.length : 0), 0);
}

/** Every field with how it is to be written, and a button for each that is answered by its form. */
function typeControls(
  { title, turn }: Screen,
  { fields }: Extract<Ask, { kind: "type" }>,
  first: number,
  words: Words,
  rows: Rows,
): Control[] {
  const [, another] = fields;
  const text = fields.flatMap(({ label, hint }, index): Control[] => {
    const ids = fieldIds(first + index);
    return [
      // The one question of a screen is its title already.
      ...(another === undefined && label === title ? [] : [{ text: said(label, true), id: ids.name }]),
      { text: said(hint), id: ids.hint },
    ];
  });
  const buttons = fields.map(({ id, label, accepts, max }, index): Button => {
    const custom_id = writeCustomId({
      kind: "form",
      turn,
      at: first + index,
      accepts,
      max: Math.min(max, limits.typed),
      field: id,
    });
    const type = words.type ?? "[discord.type]";
    return { type: 2, style: 1, label: another === undefined ? type : labelOf(label), custom_id };
  });
  return [...text, ...rowsOf(buttons, rows)];
}

function goButton(turn: Screen["turn"], button: Go): Button {
  const label = labelOf(button.label);
  if ("id" in button) return press(turn, button.id, label, 2);
  return "url" in button
    ? { type: 2, style: 5, label, url: button.url }
    : { type: 2, style: 1, label, custom_id: writeCustomId({ kind: "start", payload: button.start }) };
}

function press(turn: Screen["turn"], button: string, label: string, style: 1 | 2 | 3): Button {
  return { type: 2, style, label, custom_id: writeCustomId({ kind: "press", turn, button }) };
}

function marked(label: string, on: boolean | undefined): string {
  return on === true ? chosen + labelOf(label) : labelOf(label);
}

/** In as few rows as fit (D-21). */
function rowsOf(buttons: readonly Button[], how: Rows): Control[] {
  const rows: Button[][] = [];
  for (const button of buttons) {
    const row = rows.at(-1);
    if (row !== undefined && fitsBeside(row, button, how)) row.push(button);
    else rows.push([button]);
  }
  return rows.map((components) => ({ row: { type: 1, components } }));
}

function fitsBeside(row: readonly Button[], button: Button, how: Rows): boolean {
  if (row.length >= limits.rowButtons) return false;
  const wide = [...row, button].reduce((sum, { label }) => sum + label.length + rowRoom.edges, 0);
  return how === "dense" || wide <= rowRoom.all;
}
