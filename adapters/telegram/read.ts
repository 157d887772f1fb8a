/** From an update of the Bot API to what it means. Everything in it is a stranger's word, and no field is believed unseen. */
import type { Update } from "../../src/adapter.js";
import type { Instant } from "../../src/engine/day.js";
import { fieldIn, type Given, given, givenIn, has, numberIn, textIn } from "../../src/given.js";
import { type Place, writePlace } from "./place.js";
import { pressIn } from "./press.js";
import { groupEvent, hasContent, isOf, privateEvent, type Reader } from "./said.js";

export type { Bot } from "./said.js";

export type Raw = Reader & { update: unknown };

export type Ignored =
  | "edited"
  | "channel"
  | "service"
  | "not-for-us"
  | "unreadable"
  | "automatic"
  | "another-bot"
  | "unknown-kind";

export type Incoming =
  /**
   * `query`: the press that waits for its answer. `message`: the member's own, or the one that was pressed. `album`: what
   * was sent together with it, each piece as a message of its own.
   */
  | { kind: "update"; update: Update; place: Place; query?: string; message?: number; album?: string }
  | { kind: "inline"; id: string; from: number; words: string }
  /** Whether the bot can write there: blocked and unblocked in private, removed and added in groups (T-40). */
  | { kind: "membership"; chat: number; here: boolean }
  /** The group has a new id (T-31). */
  | { kind: "migrated"; from: number; to: number }
  /** A press of what is no button of ours; it is only answered (T-13, T-15). */
  | { kind: "strange-press"; query: string }
  | { kind: "ignored"; why: Ignored };

/** What an update of the Bot API means. The same update always means the same; nothing in it makes this throw. */
export function incoming(raw: Raw, now: Instant): Incoming {
  const update = given(raw.update);
  const id = updateIdOf(update);
  if (update === undefined || id === undefined) return ignored("unreadable");
  const part = (key: string): Given | undefined => givenIn(update, key);
  if (has(update, "message")) return messageIncoming(raw, String(id), part("message"), now);
  if (has(update, "callback_query")) return pressIncoming(String(id), part("callback_query"), now);
  if (has(update, "inline_query")) return inlineIncoming(part("inline_query"));
  if (has(update, "my_chat_member")) return membershipIncoming(part("my_chat_member"));
  if (has(update, "edited_message")) return ignored("edited");
  if (has(update, "channel_post") || has(update, "edited_channel_post")) return ignored("channel");
  return ignored("unknown-kind");
}

/** Its number. What has none is no update of Telegram, whatever else is in it: each has one from 0 up (T-32). */
export function updateIdOf(update: unknown): number | undefined {
  const id = numberIn(given(update), "update_id");
  return id === undefined || id < 0 ? undefined : id;
}

/** The update for the runtime; nothing where it means something to the connection alone, or nothing at all. */
export function read(raw: Raw, now: Instant): Update | undefined {
  const what = incoming(raw, now);
  return what.kind === "update" ? what.update : undefined;
}

/** A message with what every kind of it has. */
type Message = { fields: Given; chat: Given; chatId: number; id: number; at: Instant };

function messageIncoming(raw: Raw, id: string, fields: Given | undefined, now: Instant): Incoming {
  const chat = givenIn(fields, "chat");
  const chatId = numberIn(chat, "id");
  const messageId = numberIn(fields, "message_id");
  if (fields === undefined || chat === undefined || !chatId || messageId === undefined || messageId <= 0) {
    return ignored("unreadable");
  }
  const to = numberIn(fields, "migrate_to_chat_id");
  if (to) return { kind: "migrated", from: chatId, to };
  const from = numberIn(fields, "migrate_from_chat_id");
  if (from) return { kind: "migrated", from, to: chatId };
  const date = numberIn(fields, "date");
  const at = date === undefined || date <= 0 ? now : date * 1000;
  const message: Message = { fields, chat, chatId, id: messageId, at };
  if (fieldIn(fields, "is_automatic_forward") === true) return ignored("automatic");
  switch (textIn(chat, "type")) {
    case "private":
      return privateMessage(raw, id, message);
    case "group":
    case "supergroup":
      return groupMessage(raw, id, message);
    case "channel":
      return ignored("channel");
    default:
      return ignored("unreadable");
  }
}

function privateMessage(raw: Raw, id: string, message: Message): Incoming {
  const { fields, chatId, at } = message;
  const member = numberIn(givenIn(fields, "from"), "id");
  // A private chat has the id of its member.
  if (!member || member !== chatId) return ignored("unreadable");
  // What was posted through the bot's own inline results is the bot's word, not the member's.
  if (isOf(givenIn(fields, "via_bot"), raw.bot)) return ignored("automatic");
  const event = privateEvent(raw, fields);
  if (event === undefined) return ignored("service");
  const place: Place = { chat: chatId, ...threadOf(fields) };
  const album = textIn(fields, "media_group_id");
  return asUpdate({ id, member, at, where: "private", place, event, message: message.id, album });
}

/**
 * In a group only what is meant for the bot: commands, replies to its messages, texts that begin with its name (T-25).
 * Whoever speaks as a group or channel is that group or channel (T-27).
 */
function groupMessage(raw: Raw, id: string, message: Message): Incoming {
  const { fields, chatId, at } = message;
  const from = givenIn(fields, "from");
  const speaker = numberIn(givenIn(fields, "sender_chat"), "id");
  const member = speaker ?? numberIn(from, "id");
  if (!member) return ignored("unreadable");
  if (isOf(givenIn(fields, "via_bot"), raw.bot)) return ignored("automatic");
  if (speaker === undefined && fieldIn(from, "is_bot") === true) return ignored("another-bot");
  const text = textIn(fields, "text");
  if (text === undefined) return ignored(hasContent(fields) ? "not-for-us" : "service");
  const told = groupEvent(raw, fields, text.trim());
  if (typeof told === "string") return ignored(told);
  // The answer to a question stands under the question, whoever passed it on.
  const asked = told.answers === undefined ? undefined : numberIn(told.answers, "message_id");
  const place: Place = { chat: chatId, ...threadOf(fields), reply: asked ?? message.id };
  return asUpdate({ id, member, at, where: "group", place, event: told.event, message: message.id });
}

/** A press has no time of its own. What was pressed may be gone or too old to be read (T-19), and is not read. */
function pressIncoming(id: string, fields: Given | undefined, now: Instant): Incoming {
  const query = textIn(fields, "id");
  const member = numberIn(givenIn(fields, "from"), "id");
  if (query === undefined || query === "" || !member) return ignored("unreadable");
  const strange: Incoming = { kind: "strange-press", query };
  const event = pressIn(textIn(fields, "data"));
  const message = givenIn(fields, "message");
  const chat = givenIn(message, "chat");
  const chatId = numberIn(chat, "id");
  const pressed = numberIn(message, "message_id");
  if (event === undefined || !chatId || pressed === undefined || pressed <= 0) return strange;
  const at = now;
  switch (textIn(chat, "type")) {
    case "private": {
      if (chatId !== member) return strange;
      const place: Place = { chat: chatId, ...threadOf(message), message: pressed };
      return asUpdate({ id, member, at, where: "private", place, event, query, message: pressed });
    }
    case "group":
    case "supergroup": {
      // What others read is not edited because one of them pressed it.
      const place: Place = { chat: chatId, ...threadOf(message), reply: pressed };
      return asUpdate({ id, member, at, where: "group", place, event, query, message: pressed });
    }
    default:
      return strange;
  }
}

function inlineIncoming(fields: Given | undefined): Incoming {
  const id = textIn(fields, "id");
  const from = numberIn(givenIn(fields, "from"), "id");
  const words = textIn(fields, "query");
  return id === undefined || id === "" || from === undefined || words === undefined
    ? ignored("unreadable")
    : { kind: "inline", id, from, words };
}

function membershipIncoming(fields: Given | undefined): Incoming {
  const chat = numberIn(givenIn(fields, "chat"), "id");
  const after = givenIn(fields, "new_chat_member");
  const status = textIn(after, "status");
  if (!chat || status === undefined) return ignored("unreadable");
  const here =
    ["creator", "administrator", "member"].includes(status) || fieldIn(after, "is_member") === true;
  return { kind: "membership", chat, here };
}

type Sent = Pick<Update, "id" | "at" | "where" | "event"> & {
  member: number;
  place: Place;
  query?: string;
  message: number;
  album?: string | undefined;
};

function asUpdate({ member, place, query, message, album, ...rest }: Sent): Incoming {
  return {
    kind: "update",
    update: { ...rest, member: `telegram:${member}`, address: writePlace(place) },
    place,
    ...(query === undefined ? {} : { query }),
    ...(album === undefined ? {} : { album }),
    message,
  };
}

/** The topic; without its mark the number is that of a thread of replies, which must not be sent back (T-30). */
function threadOf(message: Given | undefined): { thread?: number } {
  const thread = numberIn(message, "message_thread_id");
  return fieldIn(message, "is_topic_message") === true && thread !== undefined && thread > 0
    ? { thread }
    : {};
}

function ignored(why: Ignored): Incoming {
  return { kind: "ignored", why };
}
