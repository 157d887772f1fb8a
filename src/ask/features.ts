/** What is compared between two texts: terms, their words, pieces of words, neighbors, and pairs of subjects. */
import { markOf, related } from "./marks.js";
import type { Reading, Term } from "./reading.js";
import type { Word } from "./words.js";

/** Kinds of features; each has weights of its own. */
export const channels = [
  /** A term that is a subject, under the name that it shares with its synonyms; one that says little. */
  "subject",
  "little",
  /** The word itself, without its synonyms. */
  "word",
  "little-word",
  /** Two terms that follow each other; two subjects near each other, in any order. */
  "neighbors",
  "pair",
  /** A word inside a group that has a name of its own. */
  "inside",
  /** Four letters of a longer word. */
  "piece",
] as const;
export type Channel = (typeof channels)[number];

const place: Readonly<Record<Channel, number>> = {
  subject: 1,
  little: 2,
  word: 3,
  "little-word": 4,
  neighbors: 5,
  pair: 6,
  inside: 7,
  piece: 8,
};

/** How far apart two subjects may stand to be a pair. */
const reach = 8;
/** A word inside a group is less certain than this, and no half of a pair. */
const leastCertain = 0.5;
/** Shorter words have no pieces. */
const shortestInPieces = 5;
const pieceLetters = 4;

/** Takes a feature: its channel, the number that stands for it, what it counts before its rarity and channel are known. */
export type Put = (channel: Channel, mark: number, weight: number) => void;

/**
 * Tells the features of what a member typed, of a phrasing of the library, or of a whole text of it: there, that two words
 * stand near each other says little. One may come more than once. No two channels share a mark.
 */
export function featuresOf(
  reading: Reading,
  words: readonly Word[],
  source: "typed" | "phrasing" | "text",
  tell: Put,
): void {
  const put: Put = (channel, of, weight) => tell(channel, related(of, place[channel], 0), weight);
  const terms = source === "typed" ? reading.typed(words) : reading.written(words);
  for (const { name, kind, certain } of terms)
    put(certain < leastCertain ? "inside" : kind, markOf(name), certain);
  for (const word of words) {
    const little = reading.kindOf(word) === "little";
    put(little ? "little-word" : "word", markOf(word.stem), 1);
    if (!little && word.form.length >= shortestInPieces) pieces(word.form, put);
  }
  if (source === "text") return;
  const main = terms.filter((term) => term.certain >= leastCertain);
  neighbors(main, put);
  pairs(main, put);
}

function pieces(form: string, put: Put): void {
  const whole = `<${form}>`;
  for (let at = 0; at + pieceLetters <= whole.length; at += 1)
    put("piece", markOf(whole.slice(at, at + pieceLetters)), 1);
}

function neighbors(terms: readonly Term[], put: Put): void {
  const half = (kind: Term["kind"]): number => (kind === "little" ? 0.5 : 1);
  for (const [at, term] of terms.entries()) {
    const next = terms[at + 1];
    if (next === undefined) continue;
    put("neighbors", related(markOf(term.name), 0, markOf(next.name)), half(term.kind) * half(next.kind));
  }
}

function pairs(terms: readonly Term[], put: Put): void {
  const subjects = terms.map((term) => (term.kind === "subject" ? markOf(term.name) : 0));
  for (const [at, one] of subjects.entries()) {
    if (one === 0) continue;
    for (const other of subjects.slice(at + 1, at + 1 + reach)) {
      if (other === 0 || other === one) continue;
      put("pair", related(Math.min(one, other), 0, Math.max(one, other)), 1);
    }
  }
}
