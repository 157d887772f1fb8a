/** The entities that the server finds by itself in a text: commands exactly, all else roughly. */
import type { MessageEntity } from "./wire.js";

/** T-2: `match_bot_commands` of the server. A name that is followed by an `@` needs a whole user name after it (T-3). */
const command =
  /(?<![\p{L}\p{N}_/<>])\/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32}|(?!@))(?![\p{L}\p{N}_/<>])/gu;
const mention = /(?<![\p{L}\p{N}_@/])@[a-zA-Z0-9_]{3,32}(?![\p{L}\p{N}_])/gu;
const email = /(?<![\p{L}\p{N}_.%+-])[a-zA-Z0-9_.%+-]+@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z]{2,}(?![\p{L}\p{N}_])/gu;
const cashtag = /(?<![\p{L}\p{N}_$])\$(?:1INCH|[A-Z]{1,8})(?![\p{L}\p{N}_$])/gu;
const phone = /(?<![\p{L}\p{N}+])\+\d(?:[ ().-]{0,2}\d){6,14}(?!\d)/gu;
const hashtag = /(?<![\p{L}\p{N}_#&/])#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*/gu;
const url =
  /(?<![\p{L}\p{N}_@.])(?:https?:\/\/[^\s<>"']+|(?:[a-z0-9-]+\.)+(?:com|org|net|gov|edu|me|io)(?:\/[^\s<>"']*)?)(?<![.,;:!?)\]])/giu;

/** What the server marks in a text, in its order. What lies in a mark that stands already is left alone. */
export function marksOf(text: string, standing: readonly MessageEntity[] = []): MessageEntity[] {
  const taken = standing.filter(({ type }) => whole.includes(type)).map(spanOf);
  const found: MessageEntity[] = [];
  for (const [type, pattern] of [
    ["email", email],
    ["url", url],
    ["bot_command", command],
    ["cashtag", cashtag],
    ["phone_number", phone],
    ["mention", mention],
    ["hashtag", hashtag],
  ] as const) {
    for (const match of text.matchAll(pattern)) {
      const one = { type, offset: match.index, length: match[0].length };
      if ([...taken, ...found.map(spanOf)].some((other) => meets(other, spanOf(one)))) continue;
      found.push(one);
    }
  }
  return found.sort((a, b) => a.offset - b.offset);
}

/** The text that an entity covers: offsets are UTF-16 code units, as JavaScript counts. */
export function covered(text: string, { offset, length }: MessageEntity): string {
  return text.slice(offset, offset + length);
}

/** Marks inside which the server finds nothing more. */
const whole: readonly string[] = ["code", "pre", "text_link", "text_mention", "custom_emoji"];

type Span = { from: number; to: number };

function spanOf({ offset, length }: MessageEntity): Span {
  return { from: offset, to: offset + length };
}

function meets(a: Span, b: Span): boolean {
  return a.from < b.to && b.from < a.to;
}
