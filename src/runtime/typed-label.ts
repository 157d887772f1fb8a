/** Words that are the label of a button: whoever types "Yes" instead of pressing it means the same. */
import type { Event } from "../engine/event.js";
import { type Field, pressButtons, type Screen } from "../screen.js";

/**
 * The press that a text stands for on this screen: the one button whose label it is, whatever its case, spaces and
 * dashes. Nothing where words are asked for, so that an answer is never taken for a button; a day or a number is no
 * label, so there "I don't know" is its button.
 */
export function pressMeant(screen: Screen, text: string): Event | undefined {
  if (screen.asks.some((ask) => ask.kind === "type" && ask.fields.some(takesWords))) return undefined;
  const wanted = plainLabel(text);
  const meant = new Set(
    pressButtons(screen)
      .filter((button) => plainLabel(button.label) === wanted)
      .map((button) => button.id),
  );
  const [only, another] = [...meant];
  return only === undefined || another !== undefined
    ? undefined
    : { type: "press", button: only, turn: screen.turn };
}

function takesWords(field: Field): boolean {
  return field.accepts === "line" || field.accepts === "lines";
}

function plainLabel(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\p{Pd}\u2212]/gu, "-")
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/\s+/gu, " ")
    .trim();
}
