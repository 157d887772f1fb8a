/** What people say, and which of it the bot gets to hear: T-25 to T-28, T-30. */
import { covered } from "./marks.js";
import type { Upload } from "./parameters.js";
import { typed } from "./text.js";
import type { Chat, Message, Update, User } from "./wire.js";
import { type ChatState, keep, nextMessageId, type Stored, type World } from "./world.js";

/** Who speaks: a person, or a chat in whose name one speaks (T-27). */
export type Speaker = { user?: User | undefined; senderChat?: Chat | undefined };

export type SayOptions = {
  /** The message that is answered. */
  replyTo?: number;
  /** The topic that is spoken in. */
  thread?: number;
};

export type Said = { stored: Stored; update: Update | undefined };

/** Puts a message into the chat and, where the bot may see it, into what waits for the bot. */
export function speak(
  world: World,
  state: ChatState,
  { user, senderChat }: Speaker,
  content: Partial<Message>,
  { replyTo, thread }: SayOptions = {},
  files: readonly Upload[] = [],
): Said {
  const answered = replyTo === undefined ? undefined : state.messages.get(replyTo)?.message;
  if (replyTo !== undefined && answered === undefined)
    throw new Error(`there is no message ${replyTo} in this chat to answer`);
  const topic = thread ?? (answered?.is_topic_message === true ? answered.message_thread_id : undefined);
  if (topic !== undefined && !state.topics.has(topic)) throw new Error(`there is no topic ${topic}`);
  const message: Message = {
    message_id: nextMessageId(world, state),
    from: user,
    sender_chat: senderChat,
    chat: state.chat,
    date: world.clock.seconds(),
    message_thread_id: topic ?? replyThread(state, answered),
    is_topic_message: topic === undefined ? undefined : true,
    reply_to_message: answered === undefined ? undefined : withoutReply(answered),
    ...content,
  };
  const stored = keep(world, state, message, { byBot: false, files });
  if (user?.is_bot === true && senderChat === undefined) state.lastBot = user.id;
  return { stored, update: tell(world, state, message) };
}

/** A text as a message carries it. Refuses one that no client could send. */
export function words(text: string): Partial<Message> {
  const said = typed(text);
  if (said === undefined) throw new Error("nobody can send a text without a word");
  if (said.text.length > 4096)
    throw new Error(`a client cuts a text of ${said.text.length} into several messages`);
  return { text: said.text, entities: said.entities.length === 0 ? undefined : said.entities };
}

/** Queues the message for the bot, where it may see it. */
export function tell(
  world: World,
  state: ChatState,
  message: Message,
  as: "new" | "edited" = "new",
): Update | undefined {
  if (!mayHear(world, state, message)) return undefined;
  const inChannel = state.chat.type === "channel";
  const happening =
    as === "edited"
      ? inChannel
        ? { edited_channel_post: message }
        : { edited_message: message }
      : inChannel
        ? { channel_post: message }
        : { message };
  return world.updates.add(happening, { chat: state.chat.id });
}

/** T-25. No bot hears another one. */
function mayHear(world: World, state: ChatState, message: Message): boolean {
  if (state.access !== "open") return false;
  if (message.from?.is_bot === true && message.sender_chat === undefined) return false;
  if (state.chat.type === "private" || state.chat.type === "channel") return true;
  if (!state.privacyMode || state.botIsAdministrator || isService(message)) return true;
  return (
    message.via_bot?.id === world.bot.id ||
    message.reply_to_message?.from?.id === world.bot.id ||
    commandsForBot(world, state, message)
  );
}

/** `/cmd@bot`, or `/cmd` unless another bot spoke last. */
function commandsForBot(world: World, state: ChatState, { text, entities }: Message): boolean {
  return (entities ?? []).some((entity) => {
    if (entity.type !== "bot_command") return false;
    const name = covered(text ?? "", entity).split("@")[1];
    return name === undefined
      ? state.lastBot === undefined || state.lastBot === world.bot.id
      : name.toLowerCase() === world.bot.username.toLowerCase();
  });
}

function isService(message: Message): boolean {
  return [
    message.new_chat_members,
    message.left_chat_member,
    message.new_chat_title,
    message.forum_topic_created,
    message.migrate_to_chat_id,
    message.migrate_from_chat_id,
  ].some((one) => one !== undefined);
}

/** T-30: an answer outside of topics carries the id of its thread, which is no topic. Supergroups only. */
function replyThread(state: ChatState, answered: Message | undefined): number | undefined {
  if (answered === undefined || state.chat.type !== "supergroup") return undefined;
  return answered.message_thread_id ?? answered.message_id;
}

function withoutReply({ reply_to_message: _, ...message }: Message): Message {
  return message;
}
