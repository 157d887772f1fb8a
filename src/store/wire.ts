/** What the store asks of a Redis, whatever client carries it. Nothing here rejects for the world's failure. */
import type { Unavailable } from "./members.js";
import type { ScriptName } from "./scripts.js";

export type Argument = string | number | Uint8Array;

/** Texts come as bytes, since sealed values are no text; lists as arrays, nothing as null. */
export type Reply = Uint8Array | number | null | readonly Reply[];

/**
 * `code` is the first word of what Redis answered, as `OOM` or `READONLY`; without one it did not answer. A message of
 * Redis or of its client is never handed on, since it can hold arguments.
 */
export type Refused = Unavailable & { code?: string };

export type Answered = { kind: "answer"; reply: Reply } | Refused;

/** One server that holds a part of the keys: the only one, or a master of a cluster. */
export type Node = { send(command: string, ...args: readonly Argument[]): Promise<Answered> };

export type Wire = {
  /**
   * Runs a script; Redis is told its text when it does not know it. It may run twice where the answer to the first run
   * was lost, so every script gives the same answer to the same call.
   */
  run(script: ScriptName, keys: readonly string[], args: readonly Argument[]): Promise<Answered>;
  /** A plain command that reads, or that may run twice. */
  send(command: string, ...args: readonly Argument[]): Promise<Answered>;
  nodes(): readonly Node[];
  /** Why nothing can be asked of it now; undefined when it is ready. `settings`: waiting does not help. */
  away(): { why: string; mend: "settings" | "wait" } | undefined;
  /** Resolves when it is ready, or after `ms`. */
  ready(ms: number): Promise<unknown>;
  /** Tells every other process, as well as it can be told: who is away does not hear it. */
  publish(channel: string, text: string): Promise<void>;
  /** Hears what others tell until it is closed. */
  subscribe(channel: string, hear: (text: string) => void): void;
  /** Calls back at each connection that is made, the first one included. */
  onReady(work: () => void): void;
  close(): Promise<void>;
};

/** The bytes of a reply, or undefined where it is something else. */
export function bytesOf(reply: Reply | undefined): Uint8Array | undefined {
  return reply instanceof Uint8Array ? reply : undefined;
}

/** The text of a reply, or undefined where it is no text. */
export function textOf(reply: Reply | undefined): string | undefined {
  return reply instanceof Uint8Array ? Buffer.from(reply).toString("utf8") : undefined;
}

/** The items of a reply; none where it is no list. */
export function listOf(reply: Reply | undefined): readonly Reply[] {
  return isList(reply) ? reply : [];
}

function isList(reply: Reply | undefined): reply is readonly Reply[] {
  return Array.isArray(reply);
}
