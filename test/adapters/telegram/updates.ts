/** Updates as the Bot API sends them, for tests of what they mean. */
import type { Raw } from "../../../adapters/telegram/read.js";

export const bot = { id: 4242, username: "ThePreceptorBot" };
export const member = 777;
export const group = -1001234567890;
/** When every message was sent, in seconds. */
export const date = 1_795_510_000;

const names = new Set([
  "start",
  "help",
  "ask",
  "plan",
  "letters",
  "denied",
  "visa-denied",
  "h1b-backed-out",
  "h1b",
  "second-look",
]);

export function rawOf(update: unknown): Raw {
  return { update, bot, knows: (name) => names.has(name) };
}

const human = { id: member, is_bot: false, first_name: "A" };

/** A message in private. */
export function message(fields: object): Raw {
  return rawOf({
    update_id: 5,
    message: {
      message_id: 31,
      from: human,
      chat: { id: member, type: "private", first_name: "A" },
      date,
      ...fields,
    },
  });
}

/** A message in a group. */
export function inGroup(fields: object): Raw {
  return rawOf({
    update_id: 6,
    message: {
      message_id: 32,
      from: human,
      chat: { id: group, type: "supergroup", title: "G" },
      date,
      ...fields,
    },
  });
}

/** A press of a button in private. */
export function press(data: unknown, fields: object = {}): Raw {
  return rawOf({
    update_id: 7,
    callback_query: {
      id: "q1",
      from: human,
      chat_instance: "1",
      message: { message_id: 40, chat: { id: member, type: "private" }, date, text: "a" },
      data,
      ...fields,
    },
  });
}
