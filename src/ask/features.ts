/** What is compared between two texts: terms, their words, neighbors, and pairs of subjects, each with a weight. */
import type { Reading, Term } from "./reading.js";
import { wordsOf } from "./words.js";

/** Features of a text by name, with how much each counts before its rarity is known. */
export type Features = ReadonlyMap<string, number>;

/** What a feature counts beside a term that is a subject. */
const weights = {
  /** A word that says little: how, my, when. */
  little: 0.25,
  /** The word itself beside the name that it shares with its synonyms. */
  stem: 0.4,
  /** Two words that follow each other. */
  neighbors: 0.5,
  /** Two subjects in the same passage, in any order. */
  pair: 0.5,
} as const;
/** How far apart two subjects may stand to be a pair. */
const reach = 8;
/** Words inside a group count too little to be half of a pair. */
const leastCertain = 0.5;

/** Features of what a member typed, or of a text of the library. */
export function featuresOf(reading: Reading, text: string, source: "typed" | "written"): Features {
  const features = new Map<string, number>();
  const put = (name: string, weight: number): void => {
    if (weight > (features.get(name) ?? 0)) features.set(name, weight);
  };
  const terms = source === "typed" ? reading.typed(text) : reading.written(text);
  for (const term of terms) put(term.name, weightOf(term.kind) * term.certain);
  for (const word of wordsOf(text)) put(`=${word.stem}`, weights.stem * weightOf(reading.kindOf(word)));
  const main = terms.filter((term) => term.certain >= leastCertain);
  neighbors(main, put);
  pairs(main, put);
  return features;
}

function weightOf(kind: Term["kind"]): number {
  return kind === "little" ? weights.little : 1;
}

function neighbors(terms: readonly Term[], put: (name: string, weight: number) => void): void {
  for (const [at, term] of terms.entries()) {
    const next = terms[at + 1];
    if (next === undefined) continue;
    const half = (kind: Term["kind"]): number => (kind === "little" ? 0.5 : 1);
    put(`${term.name} ${next.name}`, weights.neighbors * half(term.kind) * half(next.kind));
  }
}

function pairs(terms: readonly Term[], put: (name: string, weight: number) => void): void {
  const subjects = terms.map((term) => (term.kind === "subject" ? term.name : undefined));
  for (const [at, one] of subjects.entries()) {
    if (one === undefined) continue;
    for (const other of subjects.slice(at + 1, at + 1 + reach)) {
      if (other === undefined || other === one) continue;
      put(one < other ? `${one}&${other}` : `${other}&${one}`, weights.pair);
    }
  }
}
