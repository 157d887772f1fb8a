/** Which chat a call is about, and whether the bot may write there: T-30, T-31, T-33, T-40. */
import { badRequest, forbidden } from "./refusal.js";
import { isRecord } from "./spec.js";
import { type Message, replyParameters } from "./wire.js";
import type { ChatState, Request, World } from "./world.js";

/** The chat of a call, refused where there is none or the bot may not reach it. */
export function chatOf(world: World, { parameters }: Request): ChatState {
  const given = parameters.text("chat_id");
  if (given === undefined || given === "") throw badRequest("chat_id is empty");
  return reachable(world.chats.get(Number(given)));
}

export function reachable(state: ChatState | undefined): ChatState {
  if (state === undefined) throw badRequest("chat not found");
  if (state.migratedTo !== undefined)
    throw badRequest("group chat was upgraded to a supergroup chat", {
      migrate_to_chat_id: state.migratedTo,
    });
  const kind = state.chat.type === "private" ? "private" : state.chat.type;
  switch (state.access) {
    case "open":
      return state;
    case "unknown":
      throw badRequest("chat not found");
    case "not-begun":
      throw forbidden("bot can't initiate conversation with a user");
    case "blocked":
      throw forbidden("bot was blocked by the user");
    case "deactivated":
      throw forbidden("user is deactivated");
    case "kicked":
      throw forbidden(`bot was kicked from the ${kind} chat`);
    case "left":
      throw forbidden(`bot is not a member of the ${kind} chat`);
    case "deleted":
      throw forbidden("the group chat was deleted");
  }
}

/** Where in the chat: the topic, and the message that is answered. */
export type Place = {
  thread: number | undefined;
  isTopic: true | undefined;
  reply: Message | undefined;
};

/** T-30: only a topic can be written to, and an answer goes into the topic of what it answers. */
export function placeOf(state: ChatState, { parameters, report }: Request): Place {
  const thread = parameters.integer("message_thread_id");
  if (thread !== undefined && thread !== 0 && !state.topics.has(thread))
    throw badRequest("message thread not found");
  const reply = replyOf(state, parameters.object("reply_parameters"));
  const topic = thread !== undefined && thread !== 0 ? thread : topicOf(reply);
  if (thread !== undefined && reply !== undefined && topicOf(reply) !== thread)
    report(`T-30: an answer to a message of another topic (${topicOf(reply) ?? "none"}, not ${thread})`);
  return { thread: topic, isTopic: topic === undefined ? undefined : true, reply };
}

function topicOf(message: Message | undefined): number | undefined {
  return message?.is_topic_message === true ? message.message_thread_id : undefined;
}

function replyOf(state: ChatState, given: unknown): Message | undefined {
  if (!isRecord(given)) return undefined;
  const read = replyParameters.safeParse(given);
  if (!read.success) throw badRequest("can't parse reply parameters");
  const found = state.messages.get(read.data.message_id)?.message;
  if (found === undefined && read.data.allow_sending_without_reply !== true)
    throw badRequest("message to be replied not found");
  if (found === undefined) return undefined;
  // A message within a message carries no further one.
  const { reply_to_message: _, ...answered } = found;
  return answered;
}
