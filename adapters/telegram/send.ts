/** Showing a screen in a chat: in place of the one that was pressed where that reads well, else below it. */
import { NotShown, type Words } from "../../src/adapter.js";
import type { Screen } from "../../src/screen.js";
import type { Answer, Call } from "./api.js";
import type { Chats } from "./chats.js";
import type { Failure } from "./failure.js";
import { markupOf } from "./keyboard.js";
import { live } from "./limits.js";
import type { Place } from "./place.js";
import { type Payload, render } from "./render.js";

export type SendParts = {
  call: Call;
  chats: Chats;
  words(): Words;
  /** For links into the private chat. */
  username: string;
  /** In ms since 1970. */
  now(): number;
};

/** What was sent: the message that has the buttons, and the chat it is in now. */
export type Sent = { chat: number; message?: number };

/**
 * Shows all of a screen. Rejects with `NotShown` where it was not, or where nobody knows; then all of it may be shown
 * again, which in place of the same message does no harm.
 */
export async function showScreen(
  parts: SendParts,
  given: Place,
  screen: Screen,
  signal?: AbortSignal,
): Promise<Sent> {
  const place = { ...given, chat: parts.chats.get(given.chat).now ?? given.chat };
  if ((parts.chats.get(place.chat).awayUntil ?? 0) > parts.now()) throw new NotShown({ is: "gone" });
  const wait = (parts.chats.get(place.chat).notBefore ?? 0) - parts.now();
  if (wait > 0) throw new NotShown({ is: "later", ms: wait });
  const payloads = render(screen, parts.words());
  const edited = await inPlace(parts, place, payloads, signal);
  return edited ?? (await below(parts, place, payloads, signal));
}

/** Edits the message that was pressed, where it is the last one and holds all of the screen. */
async function inPlace(
  parts: SendParts,
  place: Place,
  payloads: readonly Payload[],
  signal?: AbortSignal,
): Promise<Sent | undefined> {
  const [only, more] = payloads;
  const { chat, message } = place;
  if (message === undefined || only?.kind !== "text" || more !== undefined) return undefined;
  if (message < (parts.chats.get(chat).latest ?? 0)) return undefined;
  const edit = await call(parts, chat, "editMessageText", signal, (at) => ({
    chat_id: at,
    message_id: message,
    ...textOf(parts, only),
  }));
  if (edit.ok || edit.failure.kind === "same") {
    parts.chats.seen(chat, message);
    parts.chats.set(chat, { keyboard: only.keyboard.length > 0 ? message : undefined });
    return { chat, message };
  }
  // It is too old, or gone: then the screen stands below as a new message (T-18, F45).
  if (edit.failure.kind === "no-edit") return undefined;
  throw notShown(parts, chat, edit.failure);
}

/** Sends new messages, the last with the buttons, and takes the buttons off the one that had them. */
async function below(
  parts: SendParts,
  place: Place,
  payloads: readonly Payload[],
  signal?: AbortSignal,
): Promise<Sent> {
  let sent: Sent = { chat: place.chat };
  const { thread, reply } = place;
  const texts = payloads.map((one) => (one.kind === "text" ? [one.text, one.keyboard] : one.file.name));
  const what = JSON.stringify([thread, reply, texts]);
  const { begun, latest } = parts.chats.get(place.chat);
  const shown = begun?.what === what && begun.last === latest ? begun.shown : 0;
  for (const [index, payload] of payloads.entries()) {
    // It stands there already, and nothing was said since.
    if (index < shown) continue;
    const chat = parts.chats.get(place.chat).now ?? place.chat;
    const message = await sendOne(parts, { ...place, chat }, payload, signal);
    if (message === undefined) continue;
    parts.chats.set(chat, { begun: { what, shown: index + 1, last: message } });
    sent = { chat, message };
  }
  const { chat, message } = sent;
  parts.chats.set(chat, { begun: undefined });
  // In a group each reply is somebody else's, and its buttons are links that never grow old.
  if (chat < 0) return sent;
  const old = new Set([place.message, parts.chats.get(chat).keyboard]);
  const last = payloads.at(-1);
  const buttons = last?.kind === "text" && last.keyboard.length > 0 ? message : undefined;
  parts.chats.set(chat, { keyboard: buttons });
  for (const one of old) {
    if (one !== undefined && one !== message) takeButtonsOff(parts, chat, one);
  }
  return sent;
}

/**
 * Best effort: a button that stays is answered when it is pressed. Nobody waits for it, or a screen that stands there
 * would count as not shown because of old buttons, and be sent again.
 */
function takeButtonsOff({ call: calls }: SendParts, chat: number, message: number): void {
  void calls("editMessageReplyMarkup", { chat_id: chat, message_id: message });
}

/**
 * Sends one message, and gives its id. A topic or a message to reply to that is gone is left out (T-30). So is a file where
 * a group takes none: the text that follows says the same, and tells whether anything can be written there.
 */
async function sendOne(
  parts: SendParts,
  place: Place,
  payload: Payload,
  signal: AbortSignal | undefined,
): Promise<number | undefined> {
  const sent = await sendTo(parts, place, payload, signal);
  if (sent.ok) {
    parts.chats.seen(place.chat, sent.result.message_id);
    return sent.result.message_id;
  }
  switch (sent.failure.kind) {
    case "no-topic": {
      const { thread, ...without } = place;
      if (thread !== undefined) return sendOne(parts, without, payload, signal);
      break;
    }
    case "no-reply-target": {
      const { reply, ...without } = place;
      if (reply !== undefined) return sendOne(parts, without, payload, signal);
      break;
    }
    case "gone":
      if (payload.kind === "file" && place.chat < 0) return undefined;
      break;
    default:
  }
  throw notShown(parts, place.chat, sent.failure);
}

function sendTo(
  parts: SendParts,
  place: Place,
  payload: Payload,
  signal: AbortSignal | undefined,
): Promise<Answer<{ message_id: number }>> {
  const thread = place.thread === undefined ? {} : { message_thread_id: place.thread };
  const reply = place.reply === undefined ? undefined : { message_id: place.reply };
  switch (payload.kind) {
    case "text":
      return call(parts, place.chat, "sendMessage", signal, (chat_id) => ({
        chat_id,
        ...thread,
        ...(reply === undefined ? {} : { reply_parameters: reply }),
        ...textOf(parts, payload),
      }));
    case "file": {
      // Files come from a private chat's screen or a look-up's picture. telegraf drops `reply_parameters` beside a
      // file (TL-23), and the text that follows has them.
      const file = { source: Buffer.from(payload.file.bytes), filename: payload.file.name };
      const about = payload.caption === "" ? {} : { caption: payload.caption };
      return payload.file.type === "image/png"
        ? call(parts, place.chat, "sendPhoto", signal, (chat_id) => ({
            chat_id,
            ...thread,
            photo: file,
            ...about,
          }))
        : call(parts, place.chat, "sendDocument", signal, (chat_id) => ({
            chat_id,
            ...thread,
            document: file,
            ...about,
          }));
    }
  }
}

/** A call to one chat, once more where the group has become a supergroup (T-31). */
async function call<M extends "sendMessage" | "editMessageText" | "sendPhoto" | "sendDocument">(
  { call: calls, chats }: SendParts,
  chat: number,
  method: M,
  signal: AbortSignal | undefined,
  payload: (chat: number) => Parameters<typeof calls<M>>[1],
): Promise<Awaited<ReturnType<typeof calls<M>>>> {
  const limit = signal === undefined ? {} : { signal };
  const answer = await calls(method, payload(chat), limit);
  if (answer.ok || answer.failure.kind !== "migrated") return answer;
  chats.set(chat, { now: answer.failure.to });
  return calls(method, payload(answer.failure.to), limit);
}

/** Text as entities, never as markup (T-11), without previews (T-21), and the buttons as Telegram takes them. */
function textOf({ username }: SendParts, payload: Extract<Payload, { kind: "text" }>) {
  return {
    text: payload.text,
    entities: [...payload.entities],
    link_preview_options: { is_disabled: true },
    ...(payload.keyboard.length === 0 ? {} : { reply_markup: markupOf(payload.keyboard, username) }),
  };
}

/** What a failure means for the screen. */
function notShown({ chats, now }: SendParts, chat: number, failure: Failure): NotShown {
  switch (failure.kind) {
    case "wait":
      chats.set(chat, { notBefore: now() + failure.ms });
      return new NotShown({ is: "later", ms: failure.ms });
    case "gone":
      chats.forget(chat);
      chats.set(chat, { awayUntil: now() + live.awayMs });
      return new NotShown({ is: "gone" });
    case "lost":
    case "server":
      return new NotShown({ is: "perhaps" });
    default:
      // Our own mistake, or a token that is refused: only a new program or a new setting helps.
      return new NotShown({ is: "refused", why: failure.kind });
  }
}
