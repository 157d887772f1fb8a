/** What the preview page takes. The page itself has no limits of a platform; it holds the screen to its own. */
import { screenLimits } from "../../src/screen.js";

/** Lengths are UTF-16 units, sizes bytes. */
export const limits = {
  ...screenLimits,
  /** All files of one screen together: they travel inside the answer as base64. */
  files: 2_000_000,
  /** One POST. */
  body: 65_536,
  /** The id of an update: made by the page, a UUID there. */
  updateId: { atLeast: 8, atMost: 64 },
  commandName: 64,
} as const;
