/**
 * Numbers that stand for words and for relations between two of them, so that neither need be kept as text. Two that
 * differ share a number about once in two thousand million times, which costs a question nothing.
 */

/** A word. */
export function markOf(text: string): number {
  let mark = 2_166_136_261;
  for (let at = 0; at < text.length; at += 1) mark = Math.imul(mark ^ text.charCodeAt(at), 16_777_619);
  return mark;
}

/** Two words in a relation, in this order; `0` where there is no second one. From 0 to 2 to the power of 31. */
export function related(one: number, relation: number, other: number): number {
  let mark = Math.imul(one, 0x9e3779b1) ^ Math.imul(other + relation, 0x85ebca6b);
  mark = Math.imul(mark ^ (mark >>> 15), 0xc2b2ae35);
  return (mark ^ (mark >>> 13)) >>> 1;
}
