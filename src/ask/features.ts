/** What is compared between two texts: terms, their words, pieces of words, neighbors, and pairs of subjects. */
import { markOf, related } from "./marks.js";
import type { Reading, Term } from "./reading.js";
import { wordsOf } from "./words.js";

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

/** A feature with how much it counts before its rarity and the weight of its channel are known. */
export type Feature = { channel: Channel; weight: number };

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

/** Most features count 1: one object for all of them, since there are hundreds of thousands. */
const whole: Readonly<Record<Channel, Feature>> = {
  subject: { channel: "subject", weight: 1 },
  little: { channel: "little", weight: 1 },
  word: { channel: "word", weight: 1 },
  "little-word": { channel: "little-word", weight: 1 },
  neighbors: { channel: "neighbors", weight: 1 },
  pair: { channel: "pair", weight: 1 },
  inside: { channel: "inside", weight: 1 },
  piece: { channel: "piece", weight: 1 },
};

/** Features of a text by their mark. */
export type Features = ReadonlyMap<number, Feature>;

/** How far apart two subjects may stand to be a pair. */
const reach = 8;
/** A word inside a group is less certain than this, and no half of a pair. */
const leastCertain = 0.5;
/** Shorter words have no pieces. */
const shortestInPieces = 5;
const pieceLetters = 4;

type Put = (channel: Channel, mark: number, weight: number) => void;

/**
 * Features of what a member typed, of a phrasing of the library, or of a whole text of it: there, that two words stand
 * near each other says little.
 */
export function featuresOf(reading: Reading, text: string, source: "typed" | "phrasing" | "text"): Features {
  const features = new Map<number, Feature>();
  const put: Put = (channel, of, weight) => {
    const mark = related(of, place[channel], 0);
    if (weight > (features.get(mark)?.weight ?? 0))
      features.set(mark, weight === 1 ? whole[channel] : { channel, weight });
  };
  const terms = source === "typed" ? reading.typed(text) : reading.written(text);
  for (const { name, kind, certain } of terms)
    put(certain < leastCertain ? "inside" : kind, markOf(name), certain);
  for (const word of wordsOf(text)) {
    const little = reading.kindOf(word) === "little";
    put(little ? "little-word" : "word", markOf(word.stem), 1);
    if (!little && word.form.length >= shortestInPieces) pieces(word.form, put);
  }
  if (source === "text") return features;
  const main = terms.filter((term) => term.certain >= leastCertain);
  neighbors(main, put);
  pairs(main, put);
  return features;
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
