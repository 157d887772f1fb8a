/** What a member typed, made regular before anybody reads it. Nothing is shortened. */
import type { Event } from "../engine/event.js";

/** In UTF-16 units. Every platform's longest message is shorter; what is longer is refused with its length. */
export const longestText = 10_000;

/**
 * In Unicode's composed form, without control characters except line feeds. A tab becomes a space and every other
 * way to end a line a line feed; half a surrogate pair becomes the replacement character.
 */
function plainText(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
    .replace(/\t/g, " ")
    .replace(/\p{Surrogate}/gu, "\uFFFD")
    .normalize("NFC")
    .replace(/(?!\n)\p{Control}/gu, "");
}

/** The event with every text in it made regular, or the length of the text that is too long to be read. */
export function plainEvent(event: Event): { event: Event } | { tooLong: number } {
  const longest = Math.max(0, ...textsOf(event).map((text) => text.length));
  if (longest > longestText) return { tooLong: longest };
  switch (event.type) {
    case "command":
      return { event: { ...event, name: plainText(event.name), rest: plainText(event.rest) } };
    case "text":
      return { event: { ...event, text: plainText(event.text) } };
    case "form": {
      const fields = Object.entries(event.fields).map(([id, text]) => [id, plainText(text)] as const);
      return { event: { ...event, fields: Object.fromEntries(fields) } };
    }
    case "press":
    case "pick":
    case "other":
      return { event };
  }
}

/** Everything that was typed freely. */
export function textsOf(event: Event): string[] {
  switch (event.type) {
    case "command":
      return [event.name, event.rest];
    case "text":
      return [event.text];
    case "form":
      return Object.values(event.fields);
    case "press":
    case "pick":
    case "other":
      return [];
  }
}
