/**
 * Reading all that a question can mean and learning to tell it apart, once for a library. It takes seconds; what comes of it
 * is plain data, so that another thread can do it.
 */
import { featuresOf } from "./features.js";
import { type Hearing, learnHearing } from "./hearing.js";
import { type Learned, learn } from "./learned.js";
import type { Findable, Lessons, Meaning } from "./meaning.js";
import { numberingOf } from "./numbering.js";
import { type Reading, readingOf, type Vocabulary, vocabularyOf } from "./reading.js";
import { gathering, type Rows, sizeOf, turned } from "./rows.js";
import { learnSecond } from "./second.js";
import { type Sounding, soundingOf } from "./sounding.js";
import { type Word, wordReader } from "./words.js";

export type Studied = {
  meanings: readonly Meaning[];
  vocabulary: Vocabulary;
  /** The words of articles and flows: no slips of a guard's, as those in the examples of guards may be. */
  ordinary: readonly string[];
  lexicon: Lexicon;
  /** The examples that have a feature; each example is as long as the others. */
  nearby: Rows;
  /** The meaning of each example. */
  owners: Uint32Array<ArrayBuffer>;
  learned: Learned;
  sounding: Sounding;
  hearing: Hearing;
  /** The second opinion, in the features of `sounding`. */
  second: Learned;
};

/**
 * The features of the examples, the most common ones first, each with how rare it is; `rarest` is what stands in no example.
 * Of the first, as many as `learned` has room for, was learned what they say.
 */
export type Lexicon = {
  marks: Uint32Array<ArrayBuffer>;
  rarities: Float64Array<ArrayBuffer>;
  rarest: number;
};

/** The most weights that are learned: features times meanings. The rarest features are left out where there are more. */
const mostWeights = 2 ** 24;
/** What stands in a single example says nothing of others: in a library that is large enough it is not learned. */
const leastExamples = 2;
const largeEnough = 2 ** 20;

/** Pure: the same lessons give the same. */
export function study({ findables: all, synonyms }: Lessons): Studied {
  const read = wordReader();
  const findables = all.map(
    ({ means, asks, says }): InWords => ({ means, asks: asks.map(read), says: says.map(read) }),
  );
  const texts = findables.flatMap(({ asks, says }) => [...asks, ...says]);
  const vocabulary = vocabularyOf(synonyms, texts);
  const { owners, rows, marks } = readAll(findables, readingOf(synonyms, vocabulary));
  const { lexicon, numbers, spread } = lexiconOf(rows, marks);
  const classes = findables.length;
  const features = learnedOf(spread, classes);
  const learned = learn(weighed(rows, numbers, lexicon, features), owners, { features, classes });
  return {
    meanings: findables.map(({ means }) => means),
    vocabulary,
    ordinary: ordinaryOf(findables),
    lexicon,
    nearby: turned(weighed(rows, numbers, lexicon, marks.length), marks.length),
    owners,
    learned,
    ...bySound(findables),
  };
}

/** What is learned from how the ways of asking sound. */
function bySound(findables: readonly InWords[]): Pick<Studied, "sounding" | "hearing" | "second"> {
  const { sounding, rows } = soundingOf(findables.flatMap(({ asks }) => asks));
  const owners = Uint32Array.from(findables.flatMap(({ asks }, of) => asks.map(() => of)));
  const means = findables.flatMap(({ asks, means }) => asks.map(() => means));
  return {
    sounding,
    hearing: learnHearing(rows, means, sounding.marks.length),
    second: learnSecond(rows, owners, findables.length, sounding),
  };
}

/** The memory of what was studied, which one thread can hand to another instead of a copy. */
export function memoryOf(studied: Studied): ArrayBuffer[] {
  const { vocabulary, lexicon, nearby, owners, learned, sounding, hearing, second } = studied;
  return [
    ...[vocabulary.times, lexicon.marks, lexicon.rarities],
    ...[nearby.starts, nearby.features, nearby.weights, owners, learned.steps],
    ...[sounding.marks, sounding.rarities, hearing.weights, hearing.bases, second.steps],
  ].map(({ buffer }) => buffer);
}

/** A meaning with its examples in words, which are read more than once. */
type InWords = Pick<Findable, "means"> & {
  asks: readonly (readonly Word[])[];
  says: readonly (readonly Word[])[];
};

function ordinaryOf(findables: readonly InWords[]): string[] {
  const forms = new Set<string>();
  for (const { means, asks, says } of findables)
    if (means.kind === "article" || means.kind === "flow")
      for (const text of [...asks, ...says]) for (const { form } of text) forms.add(form);
  return [...forms];
}

/** All examples, a row for each; `marks` are the features by their number. */
type Read = { owners: Uint32Array<ArrayBuffer>; rows: Rows; marks: Uint32Array };

function readAll(findables: readonly InWords[], reading: Reading): Read {
  const numbering = numberingOf();
  const rows = gathering();
  const owners: number[] = [];
  const put = (mark: number, counts: number): void => rows.put(numbering.met(mark), counts);
  for (const [of, { asks, says }] of findables.entries()) {
    const read = (words: readonly Word[], source: "phrasing" | "text"): void => {
      featuresOf(reading, words, source, put);
      rows.next();
      owners.push(of);
    };
    for (const text of asks) read(text, "phrasing");
    for (const text of says) read(text, "text");
  }
  return { owners: Uint32Array.from(owners), rows: rows.rows(), marks: numbering.marks() };
}

/** All features, and the number of each by the one that it had; `spread` is how many examples have it. */
function lexiconOf(
  rows: Rows,
  marks: Uint32Array,
): { lexicon: Lexicon; numbers: Uint32Array; spread: Uint32Array } {
  const times = new Uint32Array(marks.length);
  for (const feature of rows.features) times[feature] = (times[feature] ?? 0) + 1;
  const order = [...marks.keys()].sort((a, b) => (times[b] ?? 0) - (times[a] ?? 0));
  const numbers = new Uint32Array(marks.length);
  for (const [number, feature] of order.entries()) numbers[feature] = number;
  const spread = Uint32Array.from(order, (feature) => times[feature] ?? 0);
  const rarity = (spread: number): number => Math.log((sizeOf(rows) + 1) / (spread + 0.5));
  const lexicon = {
    marks: Uint32Array.from(order, (feature) => marks[feature] ?? 0),
    rarities: Float64Array.from(spread, rarity),
    rarest: rarity(0),
  };
  return { lexicon, numbers, spread };
}

/** Of how many features, the most common ones, is learned what they say. */
function learnedOf(spread: Uint32Array, classes: number): number {
  const often = spread.filter((times) => times >= leastExamples).length;
  const wanted = spread.length * classes > largeEnough ? often : spread.length;
  return Math.min(wanted, Math.floor(mostWeights / classes));
}

/** The examples in the first `features`, each example as long as the others. */
function weighed(rows: Rows, numbers: Uint32Array, { rarities }: Lexicon, features: number): Rows {
  const starts = new Uint32Array(rows.starts.length);
  const found = new Uint32Array(rows.features.length);
  const weights = new Float64Array(rows.features.length);
  let many = 0;
  for (let row = 0; row < sizeOf(rows); row += 1) {
    const begin = many;
    let squares = 0;
    for (let at = rows.starts[row] ?? 0; at < (rows.starts[row + 1] ?? 0); at += 1) {
      const feature = numbers[rows.features[at] ?? 0] ?? 0;
      if (feature >= features) continue;
      const weight = (rows.weights[at] ?? 0) * (rarities[feature] ?? 0);
      squares += weight * weight;
      found[many] = feature;
      weights[many] = weight;
      many += 1;
    }
    const length = Math.sqrt(squares) || 1;
    for (let at = begin; at < many; at += 1) weights[at] = (weights[at] ?? 0) / length;
    starts[row + 1] = many;
  }
  return { starts, features: found.slice(0, many), weights: Float32Array.from(weights.subarray(0, many)) };
}
