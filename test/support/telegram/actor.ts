/** A scripted person in one chat: types, presses what is labelled so, reads what is there. */

import { when } from "../wait.js";
import { marksOf } from "./marks.js";
import { type Seen, seen, seesOf, written } from "./sees.js";
import { type Said, type SayOptions, type Speaker, speak, tell, words } from "./speak.js";
import { lives } from "./updates.js";
import type { CallbackQuery, InlineKeyboardButton, Message, PhotoSize, Update, User } from "./wire.js";
import { type ChatState, drop, nextFileId, type QueryAnswer, type Stored, type World } from "./world.js";

/** A press, and what the bot answered to it (T-15). */
export type Press = {
  id: string;
  /** What was queued for the bot. */
  update: Update | undefined;
  answer(): QueryAnswer | undefined;
  /** Resolves when the bot has answered. */
  answered(): Promise<QueryAnswer>;
};

export type ForgeOptions = {
  /** The message that the press claims to be on; the newest of the bot's where it is left out. */
  on?: number;
  /** T-19: tell no more of the message than that it is gone, or nothing at all. */
  message?: "whole" | "gone" | "none";
  /** Who presses; the actor where it is left out. */
  by?: User;
};

export type ChatActor = {
  /** Of the chat. */
  id: number;
  type(text: string, options?: SayOptions): Message;
  /** A text of any length, as a client sends it: in parts of 4096 (T-10). */
  paste(text: string): readonly Message[];
  /** `/start`, with what a link `t.me/<bot>?start=…` carries (T-9). */
  start(payload?: string): Message;
  /** Presses the button of that label on the newest message that shows one. */
  press(label: string): Press;
  pressOn(message: number, label: string): Press;
  /** A press with any data, as only a changed client can send it (T-13). */
  forge(data: string, options?: ForgeOptions): Press;
  /** The address behind a button of that label. */
  link(label: string): string;
  /** Taps a command that stands in a text of the bot's (T-5). */
  tap(command: string): Message;
  photo(caption?: string, options?: SayOptions): Message;
  /** Several photos at once, which come as messages of one group. */
  album(count: number): readonly Message[];
  file(name: string, options?: SayOptions): Message;
  sticker(options?: SayOptions): Message;
  voice(options?: SayOptions): Message;
  /** T-29. */
  edit(message: number, text: string): Message;
  /** Deletes a message, of whomever; the bot is not told. */
  remove(message: number): void;
  /** The chat as a member reads it. */
  sees(): readonly Seen[];
  last(): Seen | undefined;
  /** Whether the bot is shown to be typing, or the like (T-24). */
  doing(): string | undefined;
  /** Resolves with the chat as soon as this holds of it. */
  until(holds: (messages: readonly Seen[]) => boolean, what?: string): Promise<readonly Seen[]>;
};

/**
 * `presser` is who presses, where that is another than who speaks (T-27). The chat is asked for again each time, since a group
 * may become another one (T-31).
 */
export function actorIn(world: World, chat: () => ChatState, speaker: Speaker, presser: User): ChatActor {
  const say = (content: Partial<Message>, options?: SayOptions): Said =>
    speak(world, chat(), speaker, content, options);
  const newestFirst = (): Stored[] => [...chat().messages.values()].reverse();

  const send = (query: Omit<CallbackQuery, "id" | "chat_instance">): Press => {
    chat().last = undefined;
    world.lastQuery += 1;
    const id = `${world.lastQuery}`;
    world.queries.set(id, {
      id,
      kind: "press",
      at: world.clock.now(),
      answer: undefined,
      results: undefined,
    });
    const whole = { id, chat_instance: `instance-${chat().chat.id}`, ...query };
    const update = world.updates.add({ callback_query: whole }, { chat: chat().chat.id, life: lives.press });
    const answer = (): QueryAnswer | undefined => world.queries.get(id)?.answer;
    return {
      id,
      update,
      answer,
      answered: () => when(world, answer, () => `The bot did not answer the press ${id}.`),
    };
  };

  const find = (label: string): { stored: Stored; button: InlineKeyboardButton } => {
    for (const stored of newestFirst()) {
      const button = buttonOf(stored, label);
      if (button !== undefined) return { stored, button };
    }
    throw new Error(`No message shows a button "${label}".\n${written(seesOf(chat()))}`);
  };

  const pressButton = (stored: Stored, button: InlineKeyboardButton): Press => {
    const { callback_data: data } = button;
    if (data === undefined)
      throw new Error(`The button "${button.text}" is a link, to ${button.url}: use link()`);
    // A message that a person posted for the bot is known to it by another id alone (T-19).
    if (stored.message.via_bot !== undefined)
      return send({ from: presser, inline_message_id: `inline-${stored.message.message_id}`, data });
    return send({ from: presser, message: stored.message, data });
  };

  const picture = (): PhotoSize[] => [{ ...nextFileId(world), width: 90, height: 90, file_size: 1200 }];

  const media = (content: Partial<Message>, options?: SayOptions): Message =>
    say(content, options).stored.message;

  return {
    get id() {
      return chat().chat.id;
    },
    type: (text, options) => say(words(text), options).stored.message,
    paste: (text) =>
      (text.match(/[\s\S]{1,4096}(?<![\ud800-\udbff])/g) ?? []).flatMap((part) =>
        part.trim() === "" ? [] : [say(words(part)).stored.message],
      ),
    start: (payload) => say(words(payload === undefined ? "/start" : `/start ${payload}`)).stored.message,
    press(label) {
      const { stored, button } = find(label);
      return pressButton(stored, button);
    },
    pressOn(id, label) {
      const stored = chat().messages.get(id);
      const button = stored === undefined ? undefined : buttonOf(stored, label);
      if (stored === undefined || button === undefined)
        throw new Error(`The message ${id} shows no button "${label}".\n${written(seesOf(chat()))}`);
      return pressButton(stored, button);
    },
    forge(data, { on, message = "whole", by = presser } = {}) {
      const stored = on === undefined ? newestFirst().find(({ byBot }) => byBot) : chat().messages.get(on);
      const gone = { chat: chat().chat, message_id: on ?? stored?.message.message_id ?? 1, date: 0 } as const;
      const told = { whole: stored?.message ?? gone, gone, none: undefined }[message];
      return send({ from: by, message: told, data });
    },
    link(label) {
      const { button } = find(label);
      if (button.url === undefined) throw new Error(`The button "${label}" leads nowhere: press it`);
      return button.url;
    },
    tap(command) {
      const shown = newestFirst().some(
        (stored) =>
          stored.byBot &&
          seen(stored).marks.some((mark) => mark.type === "bot_command" && mark.text === command),
      );
      if (!shown) throw new Error(`No message shows the command ${command}.\n${written(seesOf(chat()))}`);
      return say(words(command)).stored.message;
    },
    photo(caption, options) {
      const said =
        caption === undefined ? {} : { caption, caption_entities: noneRatherThanEmpty(marksOf(caption)) };
      return media({ photo: picture(), ...said }, options);
    },
    album(count) {
      world.lastFile += 1;
      const media_group_id = `album-${world.lastFile}`;
      return Array.from({ length: count }, () => media({ photo: picture(), media_group_id }));
    },
    file: (name, options) =>
      media({ document: { ...nextFileId(world), file_name: name, file_size: 1200 } }, options),
    sticker: (options) =>
      media(
        {
          sticker: {
            ...nextFileId(world),
            type: "regular",
            width: 512,
            height: 512,
            is_animated: false,
            is_video: false,
            emoji: "👍",
          },
        },
        options,
      ),
    voice: (options) => media({ voice: { ...nextFileId(world), duration: 3 } }, options),
    edit(id, text) {
      const stored = chat().messages.get(id);
      if (stored === undefined || stored.byBot) throw new Error(`The message ${id} is not theirs to edit`);
      stored.message = { ...stored.message, ...words(text), edit_date: world.clock.seconds() };
      stored.edits += 1;
      tell(world, chat(), stored.message, "edited");
      world.changed();
      return stored.message;
    },
    remove: (id) => drop(world, chat(), id),
    sees: () => seesOf(chat()),
    last: () => seesOf(chat()).at(-1),
    doing() {
      const { doing } = chat();
      return doing !== undefined && doing.until > world.clock.now() ? doing.action : undefined;
    },
    until: (holds, what = "what was waited for") =>
      when(
        world,
        () => {
          const messages = seesOf(chat());
          return holds(messages) ? messages : undefined;
        },
        () => `The chat never showed ${what}. It shows:\n${written(seesOf(chat()))}`,
      ),
  };
}

function buttonOf({ message }: Stored, label: string): InlineKeyboardButton | undefined {
  return message.reply_markup?.inline_keyboard.flat().find(({ text }) => text === label);
}

function noneRatherThanEmpty<T>(list: T[]): T[] | undefined {
  return list.length === 0 ? undefined : list;
}
