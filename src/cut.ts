/** Where a long text may be cut for a platform that takes only so much of it at once. */

/** Where `text` is best cut at or before `most`, which is at least 1: between paragraphs, else lines, words, or characters as people see them. */
export function niceCut(text: string, most: number): number {
  if (most >= text.length) return text.length;
  const window = text.slice(0, most + 1);
  for (const { between, atLeast } of cuts) {
    const at = [...window.matchAll(between)].at(-1)?.index ?? -1;
    if (at > 0 && at >= atLeast * most) return at;
  }
  return characterCut(text.slice(0, most + longestCharacter), most);
}

/** Where one may cut, best first; a cut that leaves most of the room empty is not worth it. */
const cuts = [
  { between: /\n\n/g, atLeast: 1 / 2 },
  { between: /\n/g, atLeast: 1 / 4 },
  // A mark that stands on a space stays with it.
  { between: /\s(?![\p{M}\p{Cf}])/gu, atLeast: 1 / 4 },
] as const;

/** UTF-16 units after which it does not matter whether a character goes on. */
const longestCharacter = 64;
const characters = new Intl.Segmenter("en", { granularity: "grapheme" });

/** The last end of a character at or before `most`; of one that is longer than that, the end of a code point in it. */
function characterCut(text: string, most: number): number {
  const at = characters.segment(text).containing(most)?.index ?? most;
  if (at > 0) return at;
  const half = /^[\uDC00-\uDFFF]/.test(text.slice(most)) && /[\uD800-\uDBFF]$/.test(text.slice(0, most));
  return half && most > 1 ? most - 1 : half ? most + 1 : most;
}
