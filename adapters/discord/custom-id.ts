/**
 * What a component carries, and what it means when it comes back. Components live for ever (D-16), so it has a version
 * and needs nothing that is kept; anybody can send anything in its place.
 */
import type { Field } from "../../src/screen.js";
import { limits } from "./limits.js";
import { isSnowflake } from "./snowflake.js";

export type CustomId =
  | { kind: "press"; turn: Turn; button: string }
  /** A select of which one option is chosen, as if its button was pressed. `ask` tells those of one screen apart. */
  | { kind: "one"; turn: Turn; ask: number }
  /** A select whose chosen options are the whole answer. */
  | { kind: "many"; turn: Turn; group: string }
  /** A button that is answered by the form for one field, and that form. `at`: which field of the screen. */
  | { kind: "form"; turn: Turn; at: number; accepts: Field["accepts"]; max: number; field: string }
  /** Opens a private answer for whoever presses it. */
  | { kind: "start"; payload: string }
  /** A select of articles, one of which a moderator posts as a reply to this message. */
  | { kind: "post"; message: string };

type Turn = number | "none";

/** "1.press.7.o:b214", "1.form.n.0.date.60.refused-on", "1.start.denied": the version first, names last. */
export function writeCustomId(id: CustomId): string {
  return [version, id.kind, ...partsOf(id)].join(".");
}

/** What was written so, or undefined for what no component of ours carries. */
export function readCustomId(text: string): CustomId | undefined {
  if (text.length > limits.customId) return undefined;
  const [written, kind, ...parts] = text.split(".");
  if (written !== version) return undefined;
  const [first = "", second = ""] = parts;
  const after = (count: number): string => parts.slice(count).join(".");
  switch (kind) {
    case "press": {
      const turn = turnOf(first);
      const button = after(1);
      return turn === undefined || !isButtonId(button) ? undefined : { kind, turn, button };
    }
    case "one": {
      const turn = turnOf(first);
      const ask = numberOf(second);
      return turn === undefined || ask === undefined || parts.length > 2 ? undefined : { kind, turn, ask };
    }
    case "many": {
      const turn = turnOf(first);
      const group = after(1);
      return turn === undefined || !isButtonId(group) ? undefined : { kind, turn, group };
    }
    case "form":
      return formIn(first, parts);
    case "start":
      return isPayload(after(0)) ? { kind, payload: after(0) } : undefined;
    case "post":
      return isSnowflake(after(0)) ? { kind, message: after(0) } : undefined;
    default:
      return undefined;
  }
}

/** Whether a button, a group or a field of this name can be sent and read back. */
export function isButtonId(id: string): boolean {
  return id.length <= limits.buttonId && nameForm.test(id);
}

/** What can open a private answer. */
export function isPayload(text: string): boolean {
  return text.length <= limits.payload && /^[A-Za-z0-9_-]+$/.test(text);
}

const version = "1";

/** Names begin with a letter or digit, so none is a name of JavaScript's own. */
const nameForm = /^[A-Za-z0-9][A-Za-z0-9._:,/-]*$/;

function partsOf(id: CustomId): (string | number)[] {
  switch (id.kind) {
    case "press":
      return [turnText(id.turn), id.button];
    case "one":
      return [turnText(id.turn), id.ask];
    case "many":
      return [turnText(id.turn), id.group];
    case "form":
      return [turnText(id.turn), id.at, id.accepts, id.max, id.field];
    case "start":
      return [id.payload];
    case "post":
      return [id.message];
  }
}

function formIn(turned: string, parts: readonly string[]): CustomId | undefined {
  const turn = turnOf(turned);
  const at = numberOf(parts[1] ?? "");
  const accepts = acceptsOf(parts[2] ?? "");
  const max = numberOf(parts[3] ?? "");
  const field = parts.slice(4).join(".");
  if (turn === undefined || at === undefined || accepts === undefined || max === undefined) return undefined;
  return max === 0 || max > limits.typed || !isButtonId(field)
    ? undefined
    : { kind: "form", turn, at, accepts, max, field };
}

function acceptsOf(text: string): Field["accepts"] | undefined {
  switch (text) {
    case "line":
    case "lines":
    case "number":
    case "date":
      return text;
    default:
      return undefined;
  }
}

function turnText(turn: Turn): string {
  return turn === "none" ? "n" : String(turn);
}

function turnOf(text: string): Turn | undefined {
  return text === "n" ? "none" : numberOf(text);
}

function numberOf(text: string): number | undefined {
  const number = /^(?:0|[1-9]\d*)$/.test(text) ? Number(text) : undefined;
  return number !== undefined && Number.isSafeInteger(number) ? number : undefined;
}
