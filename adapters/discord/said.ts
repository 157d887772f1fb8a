/** What is written to the bot in its own DM. Nothing else that is written is read (D-32). */
import type { Instant } from "../../src/engine/day.js";
import type { Event } from "../../src/engine/event.js";
import { fieldIn, type Given, given, givenIn, has, listIn, numberIn, textIn } from "../../src/given.js";
import { type Incoming, ignored, type Raw, type Reader } from "./incoming.js";
import { type Place, writePlace } from "./place.js";
import { instantOf, snowflakeIn } from "./snowflake.js";

export function messageIncoming(raw: Raw, message: Given, now: Instant): Incoming {
  const id = snowflakeIn(message, "id");
  const channel = snowflakeIn(message, "channel_id");
  const author = givenIn(message, "author");
  const member = snowflakeIn(author, "id");
  if (id === undefined || channel === undefined || member === undefined) return ignored("unreadable");
  if (has(message, "guild_id")) return ignored("not-private");
  const isBot = fieldIn(author, "bot") === true || has(message, "webhook_id");
  if (isBot || member === raw.bot.id) return ignored("another-bot");
  // Calls, pins and the like are told by messages that nobody wrote; a reply is written like any other.
  if (![0, 19].includes(numberIn(message, "type") ?? 0)) return ignored("service");
  const place: Place = { kind: "channel", channel, after: id };
  return {
    kind: "message",
    update: {
      id,
      member: `discord:${member}`,
      at: instantOf(id, now),
      where: "private",
      address: writePlace(place),
      event: eventOf(raw, message),
    },
    place,
  };
}

function eventOf(reader: Reader, message: Given): Event {
  const text = textIn(message, "content") ?? "";
  if (text.trim() === "") return { type: "other", what: whatIn(message) };
  const command = commandIn(text, reader.knows);
  return command === undefined ? { type: "text", text, dates: [] } : { type: "command", ...command };
}

/** What a message without words has in it. */
function whatIn(message: Given): Extract<Event, { type: "other" }>["what"] {
  if (listIn(message, "sticker_items").length > 0) return "sticker";
  const [first] = listIn(message, "attachments");
  if (first === undefined) return "unknown";
  return textIn(given(first), "content_type")?.startsWith("image/") === true ? "photo" : "file";
}

/**
 * The command at the start of a text: its first word where it is known, also without the marks that end a sentence; else
 * the word as it is, which then is unknown. "/." is no command, nor is a path.
 */
export function commandIn(
  text: string,
  knows: (name: string) => boolean,
): { name: string; rest: string } | undefined {
  const [whole, word = ""] = /^\s*\/(\S+)/u.exec(text) ?? [];
  if (whole === undefined || word.includes("/") || !/[\p{L}\p{N}]/u.test(word)) return undefined;
  const name = [word, word.replace(/[.,:;!?…)"'”’]+$/u, "")].map(folded).find(knows) ?? folded(word);
  return { name, rest: text.slice(whole.length).trim() };
}

/** Lower case, with every dash and underscore as one hyphen: what phones and people make of a name. */
function folded(name: string): string {
  return name
    .replace(/\p{Cf}/gu, "")
    .toLowerCase()
    .replace(/[\p{Pd}\u2212_]+/gu, "-");
}
