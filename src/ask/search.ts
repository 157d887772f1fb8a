/** What a question means, among everything that there are examples of, and how like it is to one of them. */
import { featuresOf } from "./features.js";
import { type Learned, learn } from "./learned.js";
import type { Findable, Meaning } from "./meaning.js";
import type { Reading } from "./reading.js";
import { eachIn, gathering, type Rows, sizeOf, turned } from "./rows.js";
import { wordsOf } from "./words.js";

/**
 * `share`: how much of all that the question can mean it means this; all shares add up to 1. `alike`: how like the question
 * is to the nearest example, from 0 to 1.
 */
export type Match = { means: Meaning; share: number; alike: number };

export type Found = {
  /** Everything, best first. */
  matches: readonly Match[];
  /** How much of the question is known at all, from 0 to 1. */
  known: number;
};

export type Index = { find(question: string): Found };

/** The most weights that are learned: features times classes. What is rarer is left out where there are more. */
const mostWeights = 2 ** 24;
/** What being like one of its examples counts for a class, beside what was learned. */
const alikeCounts = 2;

/** Reads everything that can be meant, and learns to tell it apart, once. */
export function indexOf(findables: readonly Findable[], reading: Reading): Index {
  const classes = findables.length;
  const { owners, rows, marks } = readAll(findables, reading);
  const lexicon = lexiconOf(rows, marks, classes);
  const examples = weighed(rows, marks, lexicon);
  const features = lexicon.byMark.size;
  const learned = learn(examples, owners, { features, classes });
  const nearby = turned(examples, features);
  return {
    find(question) {
      const typed = typedIn(question, reading, lexicon);
      const alike = alikeTo(typed, nearby, owners, classes);
      const shares = sharesOf(alike, typed, learned);
      return {
        matches: findables
          .map(({ means }, at): Match => ({ means, share: shares[at] ?? 0, alike: alike[at] ?? 0 }))
          .sort((a, b) => b.share - a.share),
        known: typed.all === 0 ? 0 : (typed.known / typed.all) ** 2,
      };
    },
  };
}

/** All examples, a row for each; `marks` are the features by their number, `owners` whose example a row is. */
type Read = { owners: Uint32Array; rows: Rows; marks: readonly number[] };

function readAll(findables: readonly Findable[], reading: Reading): Read {
  const numbers = new Map<number, number>();
  const rows = gathering();
  const owners: number[] = [];
  for (const [of, { asks, says }] of findables.entries()) {
    const read = (text: string, source: "phrasing" | "text"): void => {
      featuresOf(reading, wordsOf(text), source, (mark, counts) => {
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

/** The features that are known, numbered anew, each with how rare it is; `rarest` is what stands in no example. */
type Lexicon = { byMark: ReadonlyMap<number, { feature: number; rarity: number }>; rarest: number };

function lexiconOf(rows: Rows, marks: readonly number[], classes: number): Lexicon {
  const spread = new Uint32Array(marks.length);
  for (const number of rows.features) spread[number] = (spread[number] ?? 0) + 1;
  const rarity = (times: number): number => Math.log((sizeOf(rows) + 1) / (times + 0.5));
  let least = 1;
  const kept = (times: number): boolean => times >= least;
  while (spread.filter(kept).length * classes > mostWeights) least += 1;
  const byMark = new Map<number, { feature: number; rarity: number }>();
  for (const [number, mark] of marks.entries()) {
    const times = spread[number] ?? 0;
    if (kept(times)) byMark.set(mark, { feature: byMark.size, rarity: rarity(times) });
  }
  return { byMark, rarest: rarity(0) };
}

/** The examples in features that are known, each example as long as the others. */
function weighed(rows: Rows, marks: readonly number[], { byMark }: Lexicon): Rows {
  const starts = [0];
  const features: number[] = [];
  const weights: number[] = [];
  for (let row = 0; row < sizeOf(rows); row += 1) {
    const begin = features.length;
    let squares = 0;
    eachIn(rows, row, (number, counts) => {
      const known = byMark.get(marks[number] ?? 0);
      if (known === undefined) return;
      const weight = counts * known.rarity;
      squares += weight * weight;
      features.push(known.feature);
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

/** The known features of a question; how long it is in these, and in `all`. */
type Typed = { features: ReadonlyMap<number, number>; known: number; all: number };

function typedIn(question: string, reading: Reading, { byMark, rarest }: Lexicon): Typed {
  const marks = new Map<number, number>();
  featuresOf(reading, wordsOf(question), "typed", (mark, counts) => {
    if (counts > (marks.get(mark) ?? 0)) marks.set(mark, counts);
  });
  const features = new Map<number, number>();
  let inKnown = 0;
  let inAll = 0;
  for (const [mark, counts] of marks) {
    const known = byMark.get(mark);
    const weight = counts * (known?.rarity ?? rarest);
    inAll += weight * weight;
    if (known === undefined) continue;
    inKnown += weight * weight;
    features.set(known.feature, weight);
  }
  return { features, known: Math.sqrt(inKnown), all: Math.sqrt(inAll) };
}

/** For each class how like a question is to the nearest of its examples: the cosine between the two. */
function alikeTo(typed: Typed, nearby: Rows, owners: Uint32Array, classes: number): Float64Array {
  const common = new Float64Array(owners.length);
  for (const [feature, weight] of typed.features) {
    const here = weight / typed.all;
    const end = nearby.starts[feature + 1] ?? 0;
    for (let at = nearby.starts[feature] ?? end; at < end; at += 1) {
      const example = nearby.features[at] ?? 0;
      common[example] = (common[example] ?? 0) + here * (nearby.weights[at] ?? 0);
    }
  }
  const alike = new Float64Array(classes);
  for (let example = 0; example < common.length; example += 1) {
    const of = owners[example] ?? 0;
    alike[of] = Math.max(alike[of] ?? 0, common[example] ?? 0);
  }
  return alike;
}

/** For each class the share of all that a question can mean. */
function sharesOf(alike: Float64Array, typed: Typed, learned: Learned): Float64Array {
  const shares = alike.map((one) => alikeCounts * one);
  for (const [feature, weight] of typed.features) learned.add(feature, weight / typed.known, shares);
  const most = shares.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  let total = 0;
  for (const [at, score] of shares.entries()) {
    shares[at] = Math.exp(score - most);
    total += shares[at] ?? 0;
  }
  return shares.map((share) => share / total);
}
