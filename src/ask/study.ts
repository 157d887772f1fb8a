/**
 * Reading all that a question can mean and learning to tell it apart, once for a library. It takes seconds; what comes of it
 * is plain data, so that another thread can do it.
 */
import type { Library } from "../content/library.js";
import { featuresOf } from "./features.js";
import { type Learned, learn } from "./learned.js";
import { type Findable, type Meaning, meaningsOf } from "./meaning.js";
import { type Reading, readingOf, type Vocabulary, vocabularyOf } from "./reading.js";
import { eachIn, gathering, type Rows, sizeOf, turned } from "./rows.js";
import { type Word, wordsOf } from "./words.js";

export type Studied = {
  meanings: readonly Meaning[];
  vocabulary: Vocabulary;
  /** The words of articles and flows: no slips of a guard's, as those in the examples of guards may be. */
  ordinary: readonly string[];
  lexicon: Lexicon;
  /** The examples that have a feature. */
  nearby: Rows;
  /** The meaning of each example. */
  owners: Uint32Array<ArrayBuffer>;
  learned: Learned;
};

/** The features that are known by their number, each with how rare it is; `rarest` is what stands in no example. */
export type Lexicon = {
  marks: Float64Array<ArrayBuffer>;
  rarities: Float64Array<ArrayBuffer>;
  rarest: number;
};

/** The most weights that are learned: features times meanings. What is rarer is left out where there are more. */
const mostWeights = 2 ** 24;

/** Pure: the same library gives the same. */
export function study(library: Library): Studied {
  const findables = meaningsOf(library).map(inWords);
  const texts = findables.flatMap(({ asks, says }) => [...asks, ...says]);
  const vocabulary = vocabularyOf(library.synonyms, texts);
  const { owners, rows, marks } = readAll(findables, readingOf(library.synonyms, vocabulary));
  const { lexicon, numbers } = lexiconOf(rows, marks, findables.length);
  const examples = weighed(rows, numbers, lexicon);
  const features = lexicon.marks.length;
  return {
    meanings: findables.map(({ means }) => means),
    vocabulary,
    ordinary: ordinaryOf(findables),
    lexicon,
    nearby: turned(examples, features),
    owners,
    learned: learn(examples, owners, { features, classes: findables.length }),
  };
}

/** The memory of what was studied, which one thread can hand to another instead of a copy. */
export function memoryOf({ vocabulary, lexicon, nearby, owners, learned }: Studied): ArrayBuffer[] {
  const { marks, rarities } = lexicon;
  const { starts, features, weights } = nearby;
  return [vocabulary.times, marks, rarities, starts, features, weights, owners, learned].map(
    ({ buffer }) => buffer,
  );
}

/** A meaning with its examples in words, which are read more than once. */
type InWords = Pick<Findable, "means"> & {
  asks: readonly (readonly Word[])[];
  says: readonly (readonly Word[])[];
};

function inWords({ means, asks, says }: Findable): InWords {
  return { means, asks: asks.map(wordsOf), says: says.map(wordsOf) };
}

function ordinaryOf(findables: readonly InWords[]): string[] {
  const texts = findables
    .filter(({ means }) => means.kind === "article" || means.kind === "flow")
    .flatMap(({ asks, says }) => [...asks, ...says]);
  return [...new Set(texts.flatMap((text) => text.map(({ form }) => form)))];
}

/** All examples, a row for each; `marks` are the features by their number. */
type Read = { owners: Uint32Array<ArrayBuffer>; rows: Rows; marks: readonly number[] };

function readAll(findables: readonly InWords[], reading: Reading): Read {
  const numbers = new Map<number, number>();
  const rows = gathering();
  const owners: number[] = [];
  for (const [of, { asks, says }] of findables.entries()) {
    const read = (words: readonly Word[], source: "phrasing" | "text"): void => {
      featuresOf(reading, words, source, (mark, counts) => {
        const number = numbers.get(mark) ?? numbers.size;
        numbers.set(mark, number);
        rows.put(number, counts);
      });
      rows.next();
      owners.push(of);
    };
    for (const text of asks) read(text, "phrasing");
    for (const text of says) read(text, "text");
  }
  return { owners: Uint32Array.from(owners), rows: rows.rows(), marks: [...numbers.keys()] };
}

/** The features that are kept, and the number of each by the one it had: from 1, 0 where it is left out. */
function lexiconOf(
  rows: Rows,
  marks: readonly number[],
  classes: number,
): { lexicon: Lexicon; numbers: Uint32Array } {
  const spread = new Uint32Array(marks.length);
  for (const number of rows.features) spread[number] = (spread[number] ?? 0) + 1;
  const rarity = (times: number): number => Math.log((sizeOf(rows) + 1) / (times + 0.5));
  let least = 1;
  while (spread.filter((times) => times >= least).length * classes > mostWeights) least += 1;
  const numbers = new Uint32Array(marks.length);
  const kept: number[] = [];
  const rarities: number[] = [];
  for (const [number, mark] of marks.entries()) {
    const times = spread[number] ?? 0;
    if (times < least) continue;
    numbers[number] = kept.push(mark);
    rarities.push(rarity(times));
  }
  const lexicon = {
    marks: Float64Array.from(kept),
    rarities: Float64Array.from(rarities),
    rarest: rarity(0),
  };
  return { lexicon, numbers };
}

/** The examples in features that are known, each example as long as the others. */
function weighed(rows: Rows, numbers: Uint32Array, { rarities }: Lexicon): Rows {
  const starts = [0];
  const features: number[] = [];
  const weights: number[] = [];
  for (let row = 0; row < sizeOf(rows); row += 1) {
    const begin = features.length;
    let squares = 0;
    eachIn(rows, row, (number, counts) => {
      const feature = (numbers[number] ?? 0) - 1;
      if (feature < 0) return;
      const weight = counts * (rarities[feature] ?? 0);
      squares += weight * weight;
      features.push(feature);
      weights.push(weight);
    });
    const length = Math.sqrt(squares) || 1;
    for (let at = begin; at < weights.length; at += 1) weights[at] = (weights[at] ?? 0) / length;
    starts.push(features.length);
  }
  return {
    starts: Uint32Array.from(starts),
    features: Uint32Array.from(features),
    weights: Float32Array.from(weights),
  };
}
