/** The command that a text begins with (T-2 to T-6). Telegram's own marks end at a hyphen, so they are only asked last. */
import { limits } from "./limits.js";

/** `name` is folded; `to` is the bot's name after the @, as it was typed. */
export type Command = { name: string; rest: string; to?: string };

/**
 * The command at the start of `text`: the whole first word where it is known, also without the marks that end a
 * sentence; else what the server marks as a command in it (T-2); else the whole word, which then is unknown (T-3). Whom it
 * is for is the same in each case. What the server marked is not asked for: it follows from the text.
 */
export function commandIn(text: string, knows: (name: string) => boolean): Command | undefined {
  const [whole, word = "", at = ""] = /^\s*\/([^\s@]+)(?:@(\S*))?/u.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const to = /^[A-Za-z0-9_]+/.exec(at)?.[0] ?? "";
  const command = (name: string, tail = ""): Command => ({
    name,
    rest: [tail, at.slice(to.length)]
      .map((one) => one.replace(joint, ""))
      .concat(text.slice(whole.length).trim())
      .filter((one) => one !== "")
      .join(" "),
    ...(to === "" ? {} : { to }),
  });
  const name = [word, word.replace(sentenceEnd, "")].map(folded).find(knows);
  if (name !== undefined) return command(name);
  const marked = /^[a-zA-Z0-9_]{1,64}(?![\p{L}\p{N}_/<>])/u.exec(word)?.[0];
  if (marked !== undefined && knows(folded(marked)))
    return command(folded(marked), word.slice(marked.length));
  // "/." and "/-" are no command at all, nor is a path.
  return /[\p{L}\p{N}]/u.test(word) && !word.includes("/") ? command(folded(word)) : undefined;
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

/** What may stand between a command and the words that were written right after it. */
const joint = /^[\p{Pd}\u2212.,:;!?…)"'”’]+/u;
