/** What is logged: a closed set of events, none of which can hold an answer, a name or a token. */
import { type DestinationStream, pino } from "pino";
import type { Host } from "../adapter.js";
import type { Instant } from "../engine/day.js";
import type { Event } from "../engine/event.js";
import type { FlowId, QuestionId } from "../engine/flow.js";

export type Level = "debug" | "info" | "warn" | "error" | "silent";

/** What became of an update. */
export type Outcome =
  | "saved"
  | "lookup"
  | "guarded"
  | "unchanged"
  | "duplicate"
  | "forgotten"
  | "in-group"
  | "too-long"
  | "too-large"
  | "too-fast"
  | "busy"
  | "unavailable"
  | "failed";

export type LogEvent =
  | {
      event: "update";
      adapter: string;
      kind: Event["type"];
      outcome: Outcome;
      ms: number;
      /** How often the step was made because somebody else's update came first. */
      tries?: number;
      flow?: FlowId;
      question?: QuestionId;
    }
  /** Our own mistake. `error` is the error's class, `stack` its places without its message. */
  | { event: "failed"; during: string; error: string; stack: readonly string[] }
  | { event: "store-unavailable"; during: string; why: string }
  /** Something of a member could not be opened: it was changed by hand, or sealed with a secret that is gone. */
  | { event: "store-unreadable"; field: "session" | "address" }
  /** The store may not be used, or may be and is weaker than it should be. */
  | { event: "store-refused" | "store-unsafe"; why: string }
  /** Who was forgotten is out of the store's files now. */
  | { event: "store-rewritten" }
  | { event: "show-failed"; adapter: string; error: string }
  | { event: "debts-paid"; count: number }
  | { event: "library-replaced"; revision: string }
  /** `problems` are in the words of the moderators' files. */
  | { event: "library-refused"; problems: readonly string[] }
  | { event: "watch-failed"; error: string }
  /** What `/ask` knows of the library was taken as it was kept, or made anew; `ms` is how long that took. */
  | { event: "studied"; from: "kept" | "anew"; ms: number }
  /** What was kept of it cannot be used, or nothing can be kept: the next start takes longer. */
  | { event: "studied-unread" | "studied-unkept"; at: string; why: string }
  | { event: "listening"; port: number }
  | { event: "stopping" };

export type Log = {
  write(event: LogEvent): void;
  /** What an adapter has to tell. A name or value in it that could be a member's words is withheld, visibly. */
  fromAdapter: Host["log"];
};

/** One JSON line per event, to `to`. */
export function createLog(level: Level, clock: () => Instant, to: DestinationStream): Log {
  const logger = pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date(clock()).toISOString()}"`,
      messageKey: "event",
    },
    to,
  );
  return {
    write({ event, ...fields }) {
      logger[levels[event]](fields, event);
    },
    fromAdapter(asked, event, fields = {}) {
      const safe = Object.entries(fields).map(([name, value]) => [withheld(name), withheld(value)] as const);
      logger[asked]({ what: withheld(event), ...Object.fromEntries(safe) }, "adapter");
    },
  };
}

/** The fields of an error that are safe to log: its class, and the places it came through. */
export function errorFields(error: unknown): { error: string; stack: readonly string[] } {
  if (!(error instanceof Error)) return { error: typeof error, stack: [] };
  // A message can have lines of its own, with a member's words in them: it is taken out before the places are read.
  const places = (error.stack ?? "").replace(error.message, () => "").split("\n");
  const stack = places.filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line));
  return { error: error.name, stack: stack.map((line) => line.trim()) };
}

const levels = {
  update: "info",
  failed: "error",
  "store-unavailable": "error",
  "store-unreadable": "error",
  "store-refused": "error",
  "store-unsafe": "warn",
  "store-rewritten": "info",
  "show-failed": "warn",
  "debts-paid": "info",
  "library-replaced": "info",
  "library-refused": "error",
  "watch-failed": "warn",
  studied: "info",
  "studied-unread": "warn",
  "studied-unkept": "warn",
  listening: "info",
  stopping: "info",
} as const satisfies Record<LogEvent["event"], Exclude<Level, "silent">>;

/** A number, or one plain word such as `ECONNRESET` or `web-receive-failed`. */
function withheld(value: string | number): string | number {
  return typeof value === "number" || /^[A-Za-z][\w-]{0,40}$/.test(value) ? value : "[withheld]";
}
