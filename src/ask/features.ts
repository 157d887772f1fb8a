/** What is compared between two texts: terms, their words, and neighbors. */
import { markOf, related } from "./marks.js";
import type { Reading, Term } from "./reading.js";
import type { Word } from "./words.js";

/** Kinds of features, each with what it counts beside the others before its rarity is known. */
const channels = {
  /** A term that is a subject, under the name that it shares with its synonyms; one that says little. */
  subject: { place: 1, counts: 1 },
  little: { place: 2, counts: 0.5 },
  /** The word itself, without its synonyms. */
  word: { place: 3, counts: 0.5 },
  littleWord: { place: 4, counts: 0.2 },
  /** Two terms that follow each other. */
  neighbors: { place: 5, counts: 0.5 },
  /** A word inside a group that has a name of its own. */
  inside: { place: 6, counts: 0.35 },
} as const;
type Channel = keyof typeof channels;

/** A word inside a group is less certain than this, and no neighbor. */
const leastCertain = 0.5;

/** Takes a feature: the number that stands for it, and what it counts before its rarity is known. */
export type Put = (mark: number, weight: number) => void;

/**
 * Tells the features of what a member typed, of a phrasing of the library, or of a whole text of it: there, that two words
 * stand side by side says little. One may come more than once.
 */
export function featuresOf(
  reading: Reading,
  words: readonly Word[],
  source: "typed" | "phrasing" | "text",
  put: Put,
): void {
  const tell = (channel: Channel, of: number, certain: number): void => {
    const { place, counts } = channels[channel];
    put(related(of, place, 0), counts * certain);
  };
  const terms = source === "typed" ? reading.typed(words) : reading.written(words);
  for (const { name, kind, certain } of terms)
    tell(certain < leastCertain ? "inside" : kind, markOf(name), certain);
  for (const word of words) if (reading.kindOf(word) === "subject") tell("word", markOf(word.stem), 1);
  if (source === "text") return;
  const main = terms.filter((term) => term.certain >= leastCertain);
  for (const [at, term] of main.entries()) {
    const next = main[at + 1];
    if (next === undefined) continue;
    const pair = related(markOf(term.name), 0, markOf(next.name));
    tell("neighbors", pair, halfIfLittle(term) * halfIfLittle(next));
  }
}

function halfIfLittle({ kind }: Term): number {
  return kind === "little" ? 0.5 : 1;
}
