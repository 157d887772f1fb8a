/** Words that are the label of a button: whoever types "Yes" instead of pressing it means the same. */
import type { Event } from "../engine/event.js";
import type { PressButton, Screen } from "../screen.js";

/**
 * The press that a text stands for on this screen: the one button whose label it is, whatever its case, spaces and
 * dashes. Nothing where words are asked for, so that an answer is never taken for a button.
 */
export function pressMeant(screen: Screen, text: string): Event | undefined {
  if (screen.asks.some((ask) => ask.kind === "type")) return undefined;
  const wanted = plainLabel(text);
  const meant = new Set(
    buttonsOf(screen)
      .filter((button) => plainLabel(button.label) === wanted)
      .map((button) => button.id),
  );
  const [only, another] = [...meant];
  return only === undefined || another !== undefined
    ? undefined
    : { type: "press", button: only, turn: screen.turn };
}

function buttonsOf(screen: Screen): PressButton[] {
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

function plainLabel(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\p{Pd}\u2212]/gu, "-")
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/\s+/gu, " ")
    .trim();
}
