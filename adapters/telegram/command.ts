/** The command that a text begins with (T-2 to T-6). Telegram's own marks end at a hyphen, so they are only asked last. */
import { limits } from "./limits.js";

/** `name` is folded; `to` is the bot's name after the @, as it was typed. */
export type Command = { name: string; rest: string; to?: string };

/**
 * The command at the start of `text`: the whole first word where it is known, also without the marks that end a
 * sentence; else what the server marks as a command in it; else the whole word, which then is unknown (T-3).
 */
export function commandIn(text: string, knows: (name: string) => boolean): Command | undefined {
  const found = /^\s*\/([^\s/@]+)(?:@([^\s/@]*))?(?=\s|$)/u.exec(text);
  if (found === null) return markedCommand(text);
  const [whole, word = "", to = ""] = found;
  const rest = text.slice(whole.length).trim();
  const addressed = to === "" ? {} : { to: to.replace(sentenceEnd, "") };
  const name = [word, word.replace(sentenceEnd, "")].map(folded).find(knows);
  if (name !== undefined) return { name, rest, ...addressed };
  const marked = markedCommand(text);
  if (marked !== undefined && knows(marked.name)) return marked;
  // "/." and "/-" are no command at all.
  return /[\p{L}\p{N}]/u.test(word) ? { name: folded(word), rest, ...addressed } : undefined;
}

/** Lower case, with every dash and underscore as one hyphen: what phones and people make of a name (T-3, T-4). */
export function folded(name: string): string {
  return name
    .replace(/\p{Cf}/gu, "")
    .toLowerCase()
    .replace(/[\p{Pd}\u2212_]+/gu, "-");
}

/** Whether a command or mention that names `to` means the bot called `username` (T-6). */
export function isFor(to: string, username: string): boolean {
  return to.toLowerCase() === username.toLowerCase();
}

/** A canonical name as Telegram registers it and as it is printed, since only that form can be tapped (T-1, T-5). */
export function tappable(name: string): string {
  return name.replaceAll("-", "_");
}

/** What can be registered as a command's name (T-1). */
export function isRegistrable(name: string): boolean {
  return name.length <= limits.registeredCommand && /^[a-z0-9_]+$/.test(name);
}

/** What can follow /start in an address that opens the bot (T-9). */
export function isPayload(text: string): boolean {
  return text.length <= limits.payload && /^[A-Za-z0-9_-]+$/.test(text);
}

/** The text with every slash command in it as it can be tapped: "/h1b-backed-out" as "/h1b_backed_out" (T-5). */
export function withTappable(text: string): string {
  return text.replace(/(?<![\p{L}\p{N}_/<>])\/[a-z0-9]+(?:-[a-z0-9]+)+(?![\p{L}\p{N}_/<>-])/gu, tappable);
}

const sentenceEnd = /[.,:;!?…)"'”’]+$/u;

/** What the server marks at the start of a text (T-2), read from the text itself: with or without a mark it is the same. */
function markedCommand(text: string): Command | undefined {
  const found = /^\s*\/([a-zA-Z0-9_]{1,64})(?:@([a-zA-Z0-9_]{3,32}))?(?![\p{L}\p{N}_/<>])/u.exec(text);
  if (found === null) return undefined;
  const [whole, name = "", to] = found;
  const rest = text
    .slice(whole.length)
    .replace(/^[\p{Pd}\u2212.,:;!?…]+/u, "")
    .trim();
  return { name: folded(name), rest, ...(to === undefined ? {} : { to }) };
}
