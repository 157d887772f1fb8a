/** What Telegram takes. Lengths are UTF-16 units where nothing else is said; the numbers in brackets name the rules. */
import { screenLimits } from "../../src/screen.js";

export const limits = {
  ...screenLimits,
  /** One message, counted without its entities (T-10). */
  message: 4096,
  /** Under a file (T-10). */
  caption: 1024,
  /** Entities of one message; what is beyond is dropped by the server without a word. Not documented. */
  entities: 100,
  /** Bytes of UTF-8 (T-12). */
  callbackData: 64,
  /** Buttons of one keyboard and in one row, and the bytes of all of it as JSON (T-14). */
  buttons: 100,
  rowButtons: 8,
  markup: 10_000,
  /** What follows `/start` in an address (T-9). */
  payload: 64,
  /** Of a command as the server marks it (T-2), and as it can be registered (T-1). */
  markedCommand: 64,
  registeredCommand: 32,
  /** The address of a button. */
  url: 2048,
  /** One file, in bytes. */
  file: 50_000_000,
  /** A picture that is sent as one, in bytes. */
  picture: 10_000_000,
  /** Bytes of the id of an inline result, and how many results there may be. */
  resultId: 64,
  results: 50,
} as const;

/**
 * How wide labels may be for two or three of them to stand in one row of a phone, in UTF-16 units; and how many can that are but
 * a sign and a number (T-14).
 */
export const rowRoom = { three: 8, two: 16, numbers: 6 } as const;

/** What is asked of Telegram, and remembered of it. */
export const live = {
  /** Kinds of updates that are read; the list is sent each time, as the server would remember an old one (T-38). */
  updates: ["message", "callback_query", "inline_query", "my_chat_member"],
  /** Updates in one call, and the seconds that it waits for one (T-35). */
  batch: 100,
  pollSeconds: 20,
  /** The body of a call to the webhook, in bytes: longer than any update of these kinds (F53). */
  webhookBody: 262_144,
  /** The notice on an answered press (T-15). */
  notice: 200,
  /** Commands of one scope, and the words beside one (T-1). */
  commands: 100,
  commandAbout: 256,
  /** Articles offered in inline mode, and how long Telegram may keep them for the same words. */
  inlineResults: 10,
  inlineCacheSeconds: 300,
  /** How long a process believes that a member cannot be reached. They may have written to another one since. */
  awayMs: 300_000,
  /** People whose inline queries are in hand at once; those of others are not answered then, and the next letter asks again (F96). */
  inlineAtOnce: 20,
  /** An update is tried so often where our own mistake keeps it from being taken. */
  mostMistakes: 3,
  /** Chats and updates that one process remembers. */
  chats: 20_000,
  recentUpdates: 1_000,
} as const;
