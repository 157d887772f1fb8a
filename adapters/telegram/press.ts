/** What a button carries, and what a press of it means. Anybody can send anything in its place (T-13). */
import type { Event } from "../../src/engine/event.js";
import { limits } from "./limits.js";

type Press = Extract<Event, { type: "press" }>;

/** "7:o:b214", or "n:…" for a button that belongs to no turn. Always ASCII, so its length is its bytes (T-12). */
export function writePress({ button, turn }: Pick<Press, "button" | "turn">): string {
  return `${turn === "none" ? "n" : turn}:${button}`;
}

/** The press that was written so, or undefined for what no button of ours carries. */
export function pressIn(data: string | undefined): Press | undefined {
  const found = data === undefined || data.length > limits.callbackData ? null : form.exec(data);
  const [, turn, button] = found ?? [];
  if (turn === undefined || button === undefined || button.length > limits.buttonId) return undefined;
  if (turn === "n") return { type: "press", button, turn: "none" };
  const number = Number(turn);
  return Number.isSafeInteger(number) ? { type: "press", button, turn: number } : undefined;
}

/** Whether a button of this id can be sent and read back. */
export function isButtonId(id: string): boolean {
  return idForm.test(id);
}

/** Names of buttons begin with a letter or digit, so none is a name of JavaScript's own. */
const id = "[A-Za-z0-9][A-Za-z0-9._:,/-]*";
const form = new RegExp(`^(n|0|[1-9]\\d*):(${id})$`);
const idForm = new RegExp(`^${id}$`);
