/** The keyboards that the bot may send: T-12, T-14, T-18, T-23. */
import { badRequest } from "./refusal.js";
import { isRecord } from "./spec.js";
import { isWellFormed } from "./text.js";
import { type InlineKeyboardButton, type InlineKeyboardMarkup, inlineKeyboard } from "./wire.js";

/** T-14: what is reported of the server; it documents none of it. */
const keyboardLimits = { buttons: 100, row: 8, bytes: 10_240 } as const;

/** T-12. */
const dataLimit = 64;

/**
 * The inline keyboard of a call, undefined where it brings none or an empty one. Reply keyboards are only looked at by the
 * description of the API: they are no part of a message (T-18, T-23).
 */
export function keyboardOf(
  given: unknown,
  report: (problem: string) => void,
  where: "message" | "edit" = "message",
): InlineKeyboardMarkup | undefined {
  if (given === undefined || given === null) return undefined;
  if (!isRecord(given)) throw badRequest("object expected as reply markup");
  if (!("inline_keyboard" in given)) {
    if (where === "edit") throw badRequest("inline keyboard expected");
    return undefined;
  }
  const read = inlineKeyboard.safeParse(given);
  if (!read.success) throw badRequest("can't parse inline keyboard button");
  const rows = read.data.inline_keyboard.filter((row) => row.length > 0);
  const buttons = rows.flat();
  for (const button of buttons) checkButton(button, report);
  if (
    buttons.length > keyboardLimits.buttons ||
    Buffer.byteLength(JSON.stringify(given)) > keyboardLimits.bytes
  )
    throw badRequest("reply markup is too long");
  const widest = Math.max(0, ...rows.map((row) => row.length));
  if (widest > keyboardLimits.row)
    report(`T-14: a row of ${widest} buttons, of which at most ${keyboardLimits.row} are shown`);
  return rows.length === 0 ? undefined : { inline_keyboard: rows };
}

const actions = [
  "url",
  "callback_data",
  "web_app",
  "login_url",
  "switch_inline_query",
  "switch_inline_query_current_chat",
  "switch_inline_query_chosen_chat",
  "copy_text",
  "callback_game",
  "pay",
] as const;

function checkButton(button: InlineKeyboardButton, report: (problem: string) => void): void {
  if (button.text.trim() === "") throw badRequest("BUTTON_TEXT_INVALID");
  const given = actions.filter((action) => button[action] !== undefined);
  if (given.length === 0)
    throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
  if (given.length > 1)
    report(`T-14: the button "${button.text}" has ${given.join(" and ")}, of which one is done`);
  const { callback_data: data, url } = button;
  if (data !== undefined) {
    const bytes = Buffer.byteLength(data);
    if (bytes === 0 || bytes > dataLimit || !isWellFormed(data)) throw badRequest("BUTTON_DATA_INVALID");
  }
  if (url !== undefined && !/^(?:https?:\/\/[^\s.]+\.[^\s]+|tg:\/\/\S+)$/i.test(url))
    throw badRequest(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
}
