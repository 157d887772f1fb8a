/** Where a screen is shown, and its text form: the address of an update. It holds a token and stands in no log. */
import type { Instant } from "../../src/engine/day.js";
import { isSnowflake } from "./snowflake.js";

export type Place =
  /**
   * The answer to an interaction, until its token takes no more (D-8). `channel` only in the bot's own DM, where a message
   * can be written after that (F63).
   */
  | { kind: "reply"; application: string; token: string; until: Instant; channel?: string }
  /** `after`: the message that is answered. What is shown after another one is another screen, even if it is the same (F67). */
  | { kind: "channel"; channel: string; after: string };

/** "reply/123/1795510000000/456/aW50…", with "-" where no channel is known; "channel/456/789". */
export function writePlace(place: Place): string {
  switch (place.kind) {
    case "reply":
      return ["reply", place.application, place.until, place.channel ?? "-", place.token].join("/");
    case "channel":
      return `channel/${place.channel}/${place.after}`;
  }
}

/** The place of which this is the text, or undefined where it is none that `writePlace` could have written. */
export function readPlace(text: string): Place | undefined {
  const [kind, ...parts] = text.split("/");
  switch (kind) {
    case "reply": {
      const [application = "", until = "", channel = "", token = "", more] = parts;
      if (more !== undefined || !isSnowflake(application) || !isToken(token)) return undefined;
      if (!/^[1-9]\d*$/.test(until) || !Number.isSafeInteger(Number(until))) return undefined;
      const reply: Place = { kind, application, token, until: Number(until) };
      if (channel === "-") return reply;
      return isSnowflake(channel) ? { ...reply, channel } : undefined;
    }
    case "channel": {
      const [channel = "", after = "", more] = parts;
      if (more !== undefined || !isSnowflake(channel) || !isSnowflake(after)) return undefined;
      return { kind, channel, after };
    }
    default:
      return undefined;
  }
}

/** Whether what is shown there can vanish and is seen by the member alone: anywhere but in the bot's own DM (D-12). */
export function isPassing(place: Place): boolean {
  return place.kind === "reply" && place.channel === undefined;
}

/** Whether it can be a token of an interaction: it becomes a part of addresses, so nothing in it may lead elsewhere. */
export function isToken(text: string): boolean {
  return text.length <= 1000 && /^[\w.~+=:-]+$/.test(text) && /\w/.test(text);
}
