/** Which known word was probably meant by one that is not known. */
import { slipsBetween } from "../engine/near.js";

/** Slips that a word of this length may hold: none up to four letters, one up to seven, two beyond. */
export function slipsAllowed(length: number): number {
  return length <= 4 ? 0 : length <= 7 ? 1 : 2;
}

/**
 * The slips between a typed word and a known one, nothing where there are too many. Slips that begin a word are
 * rare, and allowing them would make letters of "better": the first letters are the same, or swapped.
 */
export function slips(typed: string, known: string): number | undefined {
  if (typed === known) return 0;
  const allowed = slipsAllowed(Math.min(typed.length, known.length));
  const begins = typed[0] === known[0] || (typed[0] === known[1] && typed[1] === known[0]);
  if (allowed === 0 || !begins || Math.abs(typed.length - known.length) > allowed) return undefined;
  const found = slipsBetween(typed, known, allowed);
  return found <= allowed ? found : undefined;
}
