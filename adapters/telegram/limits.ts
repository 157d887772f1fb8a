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

/** How wide labels may be for two or three of them to stand in one row of a phone, in UTF-16 units. */
export const rowRoom = { three: 8, two: 16 } as const;
