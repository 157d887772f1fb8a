/** `chat --json`, in: one line of JSON as an event, or what was expected instead. */
import type { Event } from "../engine/event.js";
import { type Ask, type PressButton, pressButtons, type Screen } from "../screen.js";

export type EventRead = { event: Event } | { error: string };

type Fields = Readonly<Record<string, unknown>>;
type Many = Extract<Ask, { kind: "many" }>;
type Found<T> = { found: T } | { error: string };

const kinds = ["command", "press", "pick", "text", "form", "other"] as const;
type Kind = (typeof kinds)[number];

/** The keys that an event of each kind may have beside its own. */
const extras: Readonly<Record<Kind, readonly string[]>> = {
  command: ["rest"],
  press: ["turn"],
  pick: ["group", "turn"],
  text: [],
  form: ["turn"],
  other: [],
};

/**
 * Reads one line. Buttons are named by id or label on `screen`, the last one shown, and carry its turn. With a
 * `turn` of its own an event is taken as it is, so that a press on an old screen can be tried.
 */
export function readEvent(line: string, screen: Screen | undefined): EventRead {
  const fields = parsed(line);
  if (fields === undefined) {
    return unexpected(brief(line), 'one event as a JSON object, such as {"command":"denied"}');
  }
  const given = kinds.filter((kind) => Object.hasOwn(fields, kind));
  const [kind, second] = given;
  if (kind === undefined || second !== undefined) {
    return unexpected(
      second === undefined ? brief(line) : `${given.map(quoted).join(" and ")} together`,
      `an object with one of ${kinds.map(quoted).join(", ")}`,
    );
  }
  const stranger = Object.keys(fields).find((key) => key !== kind && !extras[kind].includes(key));
  if (stranger !== undefined) {
    const allowed = [kind, ...extras[kind]].map(quoted).join(", ");
    return unexpected(`key ${quoted(stranger)}`, `only ${allowed} in an event of this kind`);
  }
  const turn = turnOf(fields, screen);
  return "error" in turn ? turn : eventOf(kind, fields, screen, turn.found);
}

function eventOf(kind: Kind, fields: Fields, screen: Screen | undefined, turn: Screen["turn"]): EventRead {
  const value = fields[kind];
  switch (kind) {
    case "command":
      return commandOf(value, fields.rest);
    case "text":
      return typeof value === "string"
        ? { event: { type: "text", text: value, dates: [] } }
        : unexpected(brief(value), 'a string in "text"');
    case "press": {
      if (typeof value !== "string")
        return unexpected(brief(value), 'the id or label of a button in "press"');
      const button = Object.hasOwn(fields, "turn") ? { found: value } : buttonNamed(value, screen);
      return "error" in button ? button : { event: { type: "press", button: button.found, turn } };
    }
    case "pick":
      return pickOf(value, fields, screen, turn);
    case "form":
      return isTexts(value)
        ? { event: { type: "form", fields: value, turn } }
        : unexpected(brief(value), 'an object of strings by the id of their field in "form"');
    case "other":
      return value === "photo" || value === "file" || value === "sticker" || value === "unknown"
        ? { event: { type: "other", what: value } }
        : unexpected(brief(value), '"photo", "file", "sticker" or "unknown" in "other"');
  }
}

/** `{"command":"/ask what is 221(g)"}` is the same as `{"command":"ask","rest":"what is 221(g)"}`. */
function commandOf(value: unknown, rest: unknown): EventRead {
  const written = typeof value === "string" ? /^\s*\/?(\S+)\s*([\s\S]*)$/.exec(value) : null;
  if (written === null) return unexpected(brief(value), 'the name of a command in "command"');
  if (rest !== undefined && typeof rest !== "string") return unexpected(brief(rest), 'a string in "rest"');
  const after = [written[2] ?? "", rest ?? ""].filter((part) => part !== "").join(" ");
  return { event: { type: "command", name: written[1] ?? "", rest: after } };
}

function pickOf(value: unknown, fields: Fields, screen: Screen | undefined, turn: Screen["turn"]): EventRead {
  if (!isStrings(value)) return unexpected(brief(value), 'a list of ids or labels in "pick"');
  const group = fields.group;
  if (group !== undefined && typeof group !== "string") {
    return unexpected(brief(group), 'the name of a group in "group"');
  }
  if (Object.hasOwn(fields, "turn") && group !== undefined) {
    return { event: { type: "pick", group, chosen: value, turn } };
  }
  const asks = (screen?.asks ?? []).filter((ask): ask is Many => ask.kind === "many");
  const ask = group === undefined ? asks[0] : asks.find((one) => one.group === group);
  if (ask === undefined || (group === undefined && asks.length > 1)) {
    const groups = asks.map((one) => quoted(one.group));
    return groups.length === 0
      ? unexpected('"pick"', `something this screen takes: ${buttonsOn(screen)}`)
      : unexpected(
          group === undefined ? '"pick" without "group"' : quoted(group),
          `"group": ${groups.join(" or ")}`,
        );
  }
  const chosen: string[] = [];
  for (const name of value) {
    const one = named(name, ask.options);
    if ("error" in one) return one;
    chosen.push(one.found);
  }
  return { event: { type: "pick", group: ask.group, chosen, turn } };
}

function buttonNamed(name: string, screen: Screen | undefined): Found<string> {
  if (screen === undefined) return unexpected('"press" before any screen', '{"command":"start"} first');
  return named(name, pressButtons(screen));
}

/** By id, else by label, else by label in any case, else by the option's own name. */
function named(name: string, buttons: readonly PressButton[]): Found<string> {
  const tries: readonly ((button: PressButton) => boolean)[] = [
    (button) => button.id === name,
    (button) => button.label === name,
    (button) => button.label.toLowerCase() === name.toLowerCase(),
    (button) => button.id === `o:${name}`,
  ];
  for (const fits of tries) {
    const ids = [...new Set(buttons.filter(fits).map((button) => button.id))];
    const [only, another] = ids;
    if (only !== undefined && another === undefined) return { found: only };
    if (another !== undefined)
      return unexpected(`label ${quoted(name)}`, `one of its ids: ${ids.join(" or ")}`);
  }
  return unexpected(
    `button ${quoted(name)}`,
    buttons.length === 0 ? "no press here" : `one of ${listed(buttons)}`,
  );
}

function turnOf(fields: Fields, screen: Screen | undefined): Found<Screen["turn"]> {
  if (!Object.hasOwn(fields, "turn")) return { found: screen?.turn ?? 0 };
  const { turn } = fields;
  if (turn === "none" || (typeof turn === "number" && Number.isInteger(turn))) return { found: turn };
  return unexpected(brief(turn), 'a whole number or "none" in "turn"');
}

function buttonsOn(screen: Screen | undefined): string {
  const buttons = screen === undefined ? [] : pressButtons(screen);
  return buttons.length === 0 ? '"command" or "text"' : `"press" with ${listed(buttons)}`;
}

function listed(buttons: readonly PressButton[]): string {
  return buttons.map((button) => `${button.id} (${button.label})`).join(", ");
}

function parsed(line: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isFields(value) ? value : undefined;
  } catch {
    // What is no JSON is reported by the caller, with what was expected.
    return undefined;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  return isFields(value) && Object.values(value).every((one) => typeof one === "string");
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

function unexpected(what: string, expected: string): { error: string } {
  return { error: `Unexpected ${what}, expected ${expected}` };
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

/** What was there, as much of it as helps to find it. */
function brief(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing");
  return text.length > 60 ? `${quoted(text.slice(0, 60))} … (${text.length} characters)` : quoted(text);
}
