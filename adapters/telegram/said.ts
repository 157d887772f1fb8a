/** What a message says, as the event that it is. */
import type { Event } from "../../src/engine/event.js";
import { type Given, givenIn, has, numberIn, textIn } from "../../src/given.js";
import { type Command, commandIn, isFor } from "./command.js";

/** The bot itself, as it is told by `getMe`. */
export type Bot = { id: number; username: string };

/** Who reads. `knows`: whether a folded name is a command's or an alias. */
export type Reader = { bot: Bot; knows(name: string): boolean };

/** What a message in private says; nothing where only the chat itself says something. */
export function privateEvent(raw: Reader, fields: Given): Event | undefined {
  const text = textIn(fields, "text");
  if (text === undefined || text.trim() === "") {
    const what = content.find(([key]) => has(fields, key))?.[1];
    return what === undefined ? undefined : { type: "other", what };
  }
  const command = commandIn(text, raw.knows);
  // In private nobody else is there to answer, so whom it names does not matter.
  return command === undefined ? { type: "text", text, dates: [] } : commandEvent(raw, command, fields);
}

/** The event, with the message that it is asked about; or why it is none of the bot's business. */
export function groupEvent(
  raw: Reader,
  fields: Given,
  text: string,
): { event: Event; answers?: Given } | "another-bot" | "not-for-us" {
  const { bot, knows } = raw;
  const repliesToUs = isOf(givenIn(repliedTo(fields), "from"), bot);
  const command = commandIn(text, knows);
  if (command !== undefined) {
    if (command.to !== undefined && !isFor(command.to, bot.username)) return "another-bot";
    if (command.to === undefined && !knows(command.name) && !repliesToUs) return "not-for-us";
    return asked(raw, command, fields);
  }
  const named = /^@([A-Za-z0-9_]+)[\s,:]*/.exec(text);
  const mentioned = named !== null && isFor(named[1] ?? "", bot.username);
  if (!mentioned && !repliesToUs) return "not-for-us";
  const words = mentioned ? text.slice(named[0].length) : text;
  // The name alone asks what the message says that it replies to.
  return words === ""
    ? asked(raw, { name: askName, rest: "" }, fields)
    : { event: { type: "text", text: words, dates: [] } };
}

/** Whether there is something in it that a member sent. */
export function hasContent(fields: Given): boolean {
  return content.some(([key]) => has(fields, key));
}

/** Whether a user is the bot itself. */
export function isOf(user: Given | undefined, bot: Bot): boolean {
  return numberIn(user, "id") === bot.id;
}

/** What can be in a message that is not text, in the order in which it is looked for: a moving picture is a file too. */
const content: readonly (readonly [key: string, what: Extract<Event, { type: "other" }>["what"]])[] = [
  ["photo", "photo"],
  ["live_photo", "photo"],
  ["sticker", "sticker"],
  ["animation", "file"],
  ["audio", "file"],
  ["document", "file"],
  ["video", "file"],
  ["video_note", "file"],
  ["voice", "file"],
  ["paid_media", "unknown"],
  ["story", "unknown"],
  ["checklist", "unknown"],
  ["contact", "unknown"],
  ["dice", "unknown"],
  ["game", "unknown"],
  ["poll", "unknown"],
  ["venue", "unknown"],
  ["location", "unknown"],
  ["rich_message", "unknown"],
];

const askName = "ask";

function asked(raw: Reader, command: Command, fields: Given): { event: Event; answers?: Given } {
  const answers = command.name === askName && command.rest === "" ? questionBefore(raw, fields) : undefined;
  return {
    event: commandEvent(raw, command, fields),
    ...(answers === undefined ? {} : { answers: answers.message }),
  };
}

function commandEvent(raw: Reader, command: Command, fields: Given): Event {
  const { name, rest } = command;
  switch (name) {
    case askName:
      return {
        type: "command",
        name,
        rest: rest === "" ? (questionBefore(raw, fields)?.words ?? "") : rest,
      };
    default:
      return { type: "command", name, rest };
  }
}

/** What somebody else said in the message that this one replies to, or the part of it that was marked. */
function questionBefore(raw: Reader, fields: Given): { message: Given; words: string } | undefined {
  const message = repliedTo(fields);
  if (message === undefined || isOf(givenIn(message, "from"), raw.bot)) return undefined;
  const words =
    textIn(givenIn(fields, "quote"), "text") ?? textIn(message, "text") ?? textIn(message, "caption");
  return words === undefined || words.trim() === "" ? undefined : { message, words };
}

/** The message that was replied to. In a topic every message replies to the topic's beginning, which nobody said. */
function repliedTo(fields: Given): Given | undefined {
  const message = givenIn(fields, "reply_to_message");
  return has(message, "forum_topic_created") ? undefined : message;
}
