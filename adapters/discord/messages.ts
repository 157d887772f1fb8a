/** What every message has, whatever is in it. */
import { createHash } from "node:crypto";
import type { SentFile } from "./api.js";
import type { Component } from "./components.js";
import { live } from "./limits.js";
import { markdownOf } from "./markdown.js";
import type { Payload } from "./render.js";
import { own } from "./rich.js";

/** D-25: nobody is ever pinged. */
export const noMentions = { parse: [] } as const;

/** Components v2 (D-24), and whether only one member sees it (D-11). */
export function messageFlags({ ephemeral }: { ephemeral: boolean }): number {
  return componentsV2 | (ephemeral ? onlyOne : 0);
}

const componentsV2 = 32_768;
const onlyOne = 64;

/** A line of the bot's own. */
export function said(words: string): readonly Component[] {
  return [{ type: 10, content: markdownOf("", own(words)) }];
}

/** The body without flags, and the files that go with it. An edit that lists no attachment takes the earlier ones away. */
export function messageOf(payload: Payload): { body: Readonly<Record<string, unknown>>; files: SentFile[] } {
  return {
    body: {
      components: payload.components,
      allowed_mentions: noMentions,
      attachments: payload.files.map(({ name, description }, id) => ({
        id: String(id),
        filename: name,
        ...(description === "" ? {} : { description }),
      })),
    },
    files: payload.files.map(({ name, type, bytes }) => ({ name, type, bytes })),
  };
}

/**
 * The same for the same message at the same place (D-27, F67): what is sent again because nobody knows whether it arrived
 * is shown once.
 */
export function nonceOf(place: string, payload: Payload, part: number): string {
  return digestOf([place, part, contentOf(payload)]);
}

/** Tells one screen from another. */
export function digestOf(what: unknown): string {
  return createHash("sha256").update(JSON.stringify(what)).digest("base64url").slice(0, live.nonce);
}

/** What is in it, without the bytes of its files. */
export function contentOf({ components, files }: Payload): unknown {
  return [components, files.map(({ name, bytes }) => [name, bytes.length])];
}
