/** What this process remembers of chats: of the most recently used ones, and only while it runs. */

export type Chat = {
  /** The newest message that is known to stand in the chat, the bot's or the member's. */
  latest?: number;
  /** The bot's message whose buttons are the current ones. */
  keyboard?: number;
  /** Telegram asked to send nothing here before this time, in ms (T-39). */
  notBefore?: number;
  /** Nobody can be reached there until then, or until somebody writes (T-40); that may be to another process. */
  awayUntil?: number;
  /** How much of which screen was shown when Telegram asked to wait, and the last message of it. */
  begun?: { what: string; shown: number; last: number };
  /** The group is a supergroup of this id now (T-31). */
  now?: number;
};

export type Chats = {
  get(chat: number): Chat;
  /** Adds to what is remembered; undefined forgets. */
  set(chat: number, change: { [K in keyof Chat]: Chat[K] | undefined }): void;
  /** A message with this id has been seen there. */
  seen(chat: number, message: number | undefined): void;
  forget(chat: number): void;
};

/** At most `most`; the one that was changed longest ago goes first. What is lost only leaves old buttons standing. */
export function createChats(most: number): Chats {
  const chats = new Map<number, Chat>();
  const get = (chat: number): Chat => chats.get(chat) ?? {};
  const keep = (chat: number, value: Chat): void => {
    chats.delete(chat);
    chats.set(chat, value);
    const [oldest] = chats.size > most ? chats.keys() : [];
    if (oldest !== undefined) chats.delete(oldest);
  };
  return {
    get,
    set(chat, change) {
      const entries = Object.entries({ ...get(chat), ...change }).filter(([, value]) => value !== undefined);
      keep(chat, Object.fromEntries(entries));
    },
    seen(chat, message) {
      const { latest } = get(chat);
      if (message !== undefined && message > (latest ?? 0)) keep(chat, { ...get(chat), latest: message });
    },
    forget: (chat) => {
      chats.delete(chat);
    },
  };
}
