/** Everything the fake remembers: who there is, what stands in which chat, what waits for the bot, what it was asked. */
import type { Clock } from "../clock.js";
import type { Parameters, Upload } from "./parameters.js";
import type { Spec } from "./spec.js";
import type { Updates } from "./updates.js";
import type { Webhook } from "./webhook.js";
import type { BotCommand, Chat, InlineQueryResult, Message, User } from "./wire.js";

/** A message with what is no part of its wire form. */
export type Stored = {
  message: Message;
  byBot: boolean;
  files: readonly Upload[];
  /** When it was sent, in milliseconds. */
  at: number;
  edits: number;
};

/** How the bot stands to a chat: T-33 and T-40 say what is refused. */
export type Access =
  | "open"
  /** Nobody has told the bot of this person or chat. */
  | "unknown"
  /** Known from elsewhere, but the bot may not write first. */
  | "not-begun"
  | "blocked"
  | "deactivated"
  | "kicked"
  | "left"
  | "deleted";

export type ChatState = {
  chat: Chat;
  access: Access;
  /** What stands in it, in order. Deleted messages are not there. */
  messages: Map<number, Stored>;
  topics: Map<number, string>;
  /** Who is in it, of groups. */
  members: Map<number, "member" | "administrator">;
  /** T-25: the bot sees what is meant for it only. */
  privacyMode: boolean;
  /** Whether the bot is an administrator, which lets it see and delete everything. */
  botIsAdministrator: boolean;
  /** The bot that spoke last, which a bare command is for (T-25). */
  lastBot: number | undefined;
  migratedTo: number | undefined;
  /** The newest message, where it was not deleted and nothing was pressed since. */
  last: Stored | undefined;
  /** The last message id of its own; private chats and basic groups count together. */
  lastId: number;
  /** What the bot said it is doing ("typing"), until when (T-24). */
  doing: { action: string; until: number } | undefined;
};

export type QueryAnswer = { text: string | undefined; show_alert: boolean; url: string | undefined };

/** A press or an inline query that the bot can answer once, for a while (T-15, T-16). */
export type Query = {
  id: string;
  kind: "press" | "inline";
  at: number;
  answer: QueryAnswer | undefined;
  results: readonly InlineQueryResult[] | undefined;
};

/** A second message like the one before it with nothing said or pressed between them, or a second answer to one query. */
export type Duplicate =
  | { kind: "message"; chat: number; messages: readonly [number, number] }
  | { kind: "answer"; query: string };

export type Commands = { scope: string; language: string; commands: readonly BotCommand[] };

export type World = {
  clock: Clock;
  spec: Spec;
  bot: User & { username: string };
  token: string;
  /** How long a query can be answered, in milliseconds. Telegram tells nobody; reports begin at 10 to 15 s (T-16). */
  answerWithin: number;
  /** How long a test waits for what never comes, in milliseconds of real time. */
  patience: number;
  chats: Map<number, ChatState>;
  people: Map<number, User>;
  queries: Map<string, Query>;
  updates: Updates;
  webhook: Webhook;
  commands: Commands[];
  descriptions: Map<string, string>;
  duplicates: Duplicate[];
  /** The last id of the messages of private chats and basic groups. */
  lastMessageId: number;
  lastQuery: number;
  lastFile: number;
  /** Called after anything that somebody may wait for. */
  changed(): void;
  onChange(listener: () => void): () => void;
};

/** A call that has reached its method. `report` tells of what the real server would let pass or mend without a word. */
export type Request = {
  parameters: Parameters;
  report: (problem: string) => void;
  /** Aborted when the caller has gone. */
  gone: AbortSignal;
};

/** One method of the API: what it gives back, or a `Refusal` thrown. */
export type Method = (world: World, request: Request) => unknown;

export function newChat(chat: Chat, access: Access): ChatState {
  return {
    chat,
    access,
    messages: new Map(),
    topics: new Map(),
    members: new Map(),
    privacyMode: true,
    botIsAdministrator: false,
    lastBot: undefined,
    migratedTo: undefined,
    last: undefined,
    // Of a supergroup with topics the first is the general one, which no message is sent to by its id (T-30).
    lastId: 1,
    doing: undefined,
  };
}

/** The id of the next message of a chat. */
export function nextMessageId(world: World, state: ChatState): number {
  if (state.chat.type === "supergroup" || state.chat.type === "channel") {
    state.lastId += 1;
    return state.lastId;
  }
  world.lastMessageId += 1;
  return world.lastMessageId;
}

/** Puts a message into its chat. */
export function keep(
  world: World,
  state: ChatState,
  message: Message,
  more: { byBot: boolean; files?: readonly Upload[] },
): Stored {
  const stored = { message, byBot: more.byBot, files: more.files ?? [], at: world.clock.now(), edits: 0 };
  const before = state.last;
  state.last = stored;
  if (before?.byBot === true && stored.byBot && sameContent(before, stored))
    world.duplicates.push({
      kind: "message",
      chat: state.chat.id,
      messages: [before.message.message_id, message.message_id],
    });
  state.messages.set(message.message_id, stored);
  if (stored.byBot) state.lastBot = world.bot.id;
  world.changed();
  return stored;
}

/** Takes a message out of its chat. */
export function drop(world: World, state: ChatState, id: number): void {
  if (state.last?.message.message_id === id) state.last = undefined;
  state.messages.delete(id);
  world.changed();
}

/** What a member would read as the same again. */
function sameContent(a: Stored, b: Stored): boolean {
  return contentOf(a) === contentOf(b);
}

function contentOf({ message, files }: Stored): string {
  const { text, entities, caption, caption_entities, reply_markup, message_thread_id, reply_to_message } =
    message;
  return JSON.stringify([
    text,
    entities,
    caption,
    caption_entities,
    reply_markup,
    message_thread_id,
    reply_to_message?.message_id,
    files.map(({ name, bytes }) => [name, Buffer.from(bytes).toString("base64")]),
  ]);
}

/** The id of the next file; a bot's own (T-43). */
export function nextFileId(world: World): { file_id: string; file_unique_id: string } {
  world.lastFile += 1;
  return { file_id: `file-${world.bot.id}-${world.lastFile}`, file_unique_id: `unique-${world.lastFile}` };
}
