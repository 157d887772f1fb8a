/** A chat as its members read it. */
import { covered } from "./marks.js";
import type { ChatState, Stored } from "./world.js";

export type Mark = { type: string; text: string; url?: string };

export type SeenFile = { name: string; type: string; bytes: Uint8Array };

export type Seen = {
  id: number;
  /** "bot", or the name of whoever wrote it. */
  by: string;
  /** The text or the caption, "" where there is none. */
  text: string;
  /** What is bold, a link, a command to tap, and so on, in order. */
  marks: readonly Mark[];
  /** The labels, by rows. */
  buttons: readonly (readonly string[])[];
  /** Those of the buttons that open an address. */
  links: readonly { label: string; url: string }[];
  files: readonly SeenFile[];
  replyTo: number | undefined;
  /** The topic (T-30). */
  thread: number | undefined;
  edits: number;
  /** Whether a link of it is shown with a preview (T-21). */
  preview: boolean;
};

export function seesOf(state: ChatState): Seen[] {
  return [...state.messages.values()].map(seen);
}

export function seen({ message, byBot, files, edits }: Stored): Seen {
  const text = message.text ?? message.caption ?? "";
  const marks = (message.entities ?? message.caption_entities ?? []).map((entity) => ({
    type: entity.type,
    text: covered(text, entity),
    ...(entity.url === undefined ? {} : { url: entity.url }),
  }));
  const rows = message.reply_markup?.inline_keyboard ?? [];
  return {
    id: message.message_id,
    by: byBot ? "bot" : (message.sender_chat?.title ?? message.from?.first_name ?? "somebody"),
    text,
    marks,
    buttons: rows.map((row) => row.map((button) => button.text)),
    links: rows.flat().flatMap(({ text: label, url }) => (url === undefined ? [] : [{ label, url }])),
    files: files.map(({ name, type, bytes }) => ({ name, type, bytes })),
    replyTo: message.reply_to_message?.message_id,
    thread: message.is_topic_message === true ? message.message_thread_id : undefined,
    edits,
    preview:
      marks.some(({ type }) => type === "url" || type === "text_link") &&
      message.text !== undefined &&
      message.link_preview_options?.is_disabled !== true,
  };
}

/** For the error of a test that waited in vain. */
export function written(messages: readonly Seen[]): string {
  if (messages.length === 0) return "The chat is empty.";
  return messages
    .slice(-6)
    .map(({ id, by, text, buttons, files }) => {
      const rows = buttons.map((row) => `  [${row.join("] [")}]`);
      const names = files.map(({ name }) => `  (${name})`);
      return [`#${id} ${by}: ${text}`, ...names, ...rows].join("\n");
    })
    .join("\n");
}
