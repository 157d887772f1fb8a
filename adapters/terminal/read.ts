/** From what is typed or chosen at the terminal to an update. */
import type { Update } from "../../src/adapter.js";
import type { Instant } from "../../src/engine/day.js";
import type { Event } from "../../src/engine/event.js";
import type { Ask, PressButton, Screen } from "../../src/screen.js";

/** A line as it was typed to the screen that stood then, or what a menu gave. */
export type Said = { line: string; screen?: Screen } | { event: Event };

/** `id` is unique for one person at one terminal. */
export type Raw = { id: string; said: Said };

/** One thing that can be chosen on a screen. `legend`: what it is for. `ticked` only where it is a box. */
export type Choice = { label: string; event: Event; legend?: string; ticked?: "yes" | "no"; now?: true };

type Many = Extract<Ask, { kind: "many" }>;

/** The update that was meant; nothing for an empty line. */
export function read(raw: Raw, now: Instant): Update | undefined {
  const { said } = raw;
  const event = "event" in said ? said.event : eventOf(said.line, said.screen);
  if (event === undefined) return undefined;
  return { id: raw.id, member: "terminal:you", at: now, where: "private", address: "terminal", event };
}

/** Everything on a screen that can be chosen, in the order in which it is numbered from 1. */
export function choicesOf(screen: Screen): Choice[] {
  return [
    ...screen.asks.flatMap((ask) => choicesIn(ask, screen)),
    ...screen.go.flatMap((button): Choice[] => {
      if ("url" in button) return [];
      if ("id" in button) return [pressed(button, screen)];
      // A terminal is always private, so what would open the private chat is the command itself.
      return [{ label: button.label, event: { type: "command", name: "start", rest: button.start } }];
    }),
  ];
}

/** Whether words are expected; a bare number is then an answer, and a choice is named `#2`. */
export function isTyping(screen: Screen): boolean {
  return screen.asks.some((ask) => ask.kind === "type");
}

/** All ticks of one group at once. */
export function pickOf(ask: Many, chosen: readonly string[], screen: Screen): Event {
  return { type: "pick", group: ask.group, chosen, turn: screen.turn };
}

/**
 * A line as an event: `/command and more`, the number of a choice, several numbers of boxes ("1, 3"), a label where
 * no words are expected, or words. A number that no choice has stays words, so that the bot says what it expected.
 */
export function eventOf(line: string, screen?: Screen): Event | undefined {
  const said = line.trim();
  if (said === "") return undefined;
  const command = /^\/(\S+)\s*([\s\S]*)$/.exec(said);
  if (command !== null) return { type: "command", name: command[1] ?? "", rest: command[2] ?? "" };
  return (screen === undefined ? undefined : chosenBy(said, screen)) ?? textOf(said);
}

/** Dates in a text are read by the runtime. */
export function textOf(text: string): Event {
  return { type: "text", text, dates: [] };
}

function choicesIn(ask: Ask, screen: Screen): Choice[] {
  const legend =
    ask.kind === "type" || ask.legend === undefined || ask.legend.trim() === "" ? {} : { legend: ask.legend };
  switch (ask.kind) {
    case "one":
      return ask.options.map((option) => ({
        ...pressed(option, screen),
        ...legend,
        ...(option.on === true ? { now: true } : {}),
      }));
    case "many": {
      const boxes = ask.options.map(
        (option): Choice => ({
          ...pressed(option, screen),
          ...legend,
          ticked: option.on === true ? "yes" : "no",
        }),
      );
      return ask.done === undefined ? boxes : [...boxes, pressed({ id: "done", label: ask.done }, screen)];
    }
    case "type":
      return [];
  }
}

function pressed(button: PressButton, screen: Screen): Choice {
  return { label: button.label, event: { type: "press", button: button.id, turn: screen.turn } };
}

function chosenBy(said: string, screen: Screen): Event | undefined {
  const choices = choicesOf(screen);
  const numbers = numbersIn(said, screen);
  const [first] = numbers;
  if (first !== undefined) {
    return numbers.length === 1 ? choices[first - 1]?.event : ticksAt(numbers, choices, screen);
  }
  // Words are an answer where they are asked for, whatever the buttons are called.
  if (isTyping(screen)) return undefined;
  const labelled =
    choices.filter((choice) => choice.label === said).length > 0
      ? choices.filter((choice) => choice.label === said)
      : choices.filter((choice) => choice.label.toLowerCase() === said.toLowerCase());
  // Two buttons can share a label (the box and the link of a step): then its number is needed.
  return labelled.length === 1 ? labelled[0]?.event : undefined;
}

/** `2`, `#2`, `1, 3`, `1 3`; where words are expected only with `#`. */
function numbersIn(said: string, screen: Screen): number[] {
  const pattern = isTyping(screen) ? /^#\d{1,3}$/ : /^#?\d{1,3}(?:[\s,]+#?\d{1,3})*$/;
  return pattern.test(said) ? (said.match(/\d+/g) ?? []).map(Number) : [];
}

/**
 * Several boxes at once. Of a question they are the whole answer; of a list where each tick counts at once they
 * are turned over, as one press each would do.
 */
function ticksAt(numbers: readonly number[], choices: readonly Choice[], screen: Screen): Event | undefined {
  const wanted = numbers.map((number) => buttonOf(choices[number - 1]));
  const ask = screen.asks.find(
    (one): one is Many =>
      one.kind === "many" && wanted.every((id) => one.options.some((option) => option.id === id)),
  );
  if (ask === undefined) return undefined;
  const chosen = ask.options
    .filter((option) => (ask.done === undefined && option.on === true) !== wanted.includes(option.id))
    .map((option) => option.id);
  return pickOf(ask, chosen, screen);
}

function buttonOf(choice: Choice | undefined): string | undefined {
  return choice?.event.type === "press" ? choice.event.button : undefined;
}
