/** What comes from Discord can mean. */
import type { Update, Words } from "../../src/adapter.js";
import type { Form } from "./components.js";
import type { Place } from "./place.js";

/** Who reads, and what of the library must be known for it. */
export type Reader = {
  /** The bot's user and its application, which may have another id. */
  bot: { id: string; application: string };
  words: Words;
  /** Whether this is the name of a command, or an alias. */
  knows(name: string): boolean;
  /** Whether this command tells nothing of a member, so that it can be answered where others read. */
  inPublic(name: string): boolean;
};

/** An interaction, by whichever front it came (D-29), or the data of MESSAGE_CREATE. */
export type Raw = Reader & { from: "interaction" | "message"; data: unknown };

/**
 * What the first response is, which fixes who sees all that follows (D-11): a deferred reply for the member alone (type 5,
 * with flag 64 but in the bot's own DM, where nobody else reads), a deferred one for everybody there (type 5), or a deferred
 * edit of the message that was pressed (type 6).
 */
export type First = "private" | "public" | "in-place";

/** Where a message stands that is asked about, and whether who asks may have something posted under it (D-7). */
export type About = { channel: string; message: string; mayPost: boolean };

export type Ignored = "unreadable" | "another-bot" | "not-private" | "service" | "unknown-kind";

export type Incoming =
  | { kind: "ping" }
  /** An interaction has the update's id and the place's token; a message has no first response. */
  | { kind: "update"; update: Update; place: Place; first: First }
  | { kind: "message"; update: Update; place: Place }
  /** Somebody is typing what follows a command (D-5). */
  | { kind: "suggest"; id: string; token: string; command: string; typed: string }
  /** A press that is answered by a form at once. */
  | { kind: "form"; id: string; token: string; form: Form }
  /** Articles are asked for about a message, privately. */
  | { kind: "find"; update: Update; place: Place; about: About }
  /** An article is to be posted as a reply to a message; `allowed` as of this press (D-7). */
  | {
      kind: "post";
      id: string;
      token: string;
      /** The moderator's id. */
      by: string;
      article: string;
      channel: string;
      message: string;
      allowed: boolean;
    }
  /** What carries nothing of ours, or is not for whoever pressed it: only answered (D-16, D-17). */
  | { kind: "strange"; id: string; token: string }
  | { kind: "ignored"; why: Ignored };

export function ignored(why: Ignored): Incoming {
  return { kind: "ignored", why };
}
