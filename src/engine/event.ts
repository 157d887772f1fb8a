/** What a member did, as the engine is told. Adapters make these; the envelope around them is in `src/adapter.ts`. */
import type { Day } from "./day.js";

export type Event =
  /** Also a start payload. `rest` is what was typed after the command. */
  | { type: "command"; name: string; rest: string }
  | { type: "press"; button: string; turn: number | "none" }
  | { type: "pick"; group: string; chosen: readonly string[]; turn: number | "none" }
  | { type: "form"; fields: Readonly<Record<string, string>>; dates?: readonly Day[]; turn: number | "none" }
  /** `dates`: the days the text can be read as, found by the runtime; none, one, or several to ask about. */
  | { type: "text"; text: string; dates: readonly Day[] }
  | { type: "other"; what: "photo" | "file" | "sticker" | "unknown" };
