/** What a member typed, made regular before anybody reads it. Nothing is shortened. */

/** In UTF-16 units. Every platform's longest message is shorter; what is longer is refused with its length. */
export const longestText = 10_000;

/**
 * In Unicode's composed form, without control characters except line feeds. A tab becomes a space and every other
 * way to end a line a line feed; half a surrogate pair becomes the replacement character.
 */
export function plainText(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
    .replace(/\t/g, " ")
    .replace(/\p{Surrogate}/gu, "\uFFFD")
    .normalize("NFC")
    .replace(/(?!\n)\p{Control}/gu, "");
}
