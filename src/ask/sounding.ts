/** All examples by how they sound, for whoever learns from that. */
import { numberingOf } from "./numbering.js";
import { gathering, type Rows } from "./rows.js";
import { soundsWith } from "./sounds.js";
import type { Word } from "./words.js";

/** The features that many examples have, the most common ones first, each with how rare it is. Plain data. */
export type Sounding = { marks: Uint32Array<ArrayBuffer>; rarities: Float32Array<ArrayBuffer> };

/** What stands in a text of the features that are known, each with what it counts. */
export type Sounded = { features: Uint32Array; counts: Float32Array };

/** A feature of fewer examples says nothing of others, where there are many. */
const leastExamples = 3;
const manyExamples = 5_000;

/** Reads all examples, a row for each. */
export function soundingOf(texts: readonly (readonly Word[])[]): { sounding: Sounding; rows: Rows } {
  const numbering = numberingOf();
  const gathered = gathering();
  const sounds = soundsWith(numbering.met);
  for (const words of texts) {
    sounds.of(words, gathered.put);
    gathered.next();
  }
  const { starts, features, weights } = gathered.rows();
  const marks = numbering.marks();
  const times = new Uint32Array(marks.length);
  for (const feature of features) times[feature] = (times[feature] ?? 0) + 1;
  const least = texts.length < manyExamples ? 1 : leastExamples;
  const kept = [...marks.keys()]
    .filter((feature) => (times[feature] ?? 0) >= least)
    .sort((a, b) => (times[b] ?? 0) - (times[a] ?? 0));
  const anew = new Uint32Array(marks.length);
  for (const [number, feature] of kept.entries()) anew[feature] = number;
  // In place: nobody else has the rows, and there are millions of features in them.
  const begins = new Uint32Array(starts.length);
  let to = 0;
  for (let row = 0; row + 1 < starts.length; row += 1) {
    for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at += 1) {
      const feature = features[at] ?? 0;
      if ((times[feature] ?? 0) < least) continue;
      features[to] = anew[feature] ?? 0;
      weights[to] = weights[at] ?? 0;
      to += 1;
    }
    begins[row + 1] = to;
  }
  return {
    sounding: {
      marks: Uint32Array.from(kept, (feature) => marks[feature] ?? 0),
      rarities: Float32Array.from(kept, (feature) =>
        Math.log((texts.length + 1) / ((times[feature] ?? 0) + 0.5)),
      ),
    },
    rows: { starts: begins, features: features.subarray(0, to), weights: weights.subarray(0, to) },
  };
}

/** Reads texts in the features that are known. */
export function listening({ marks }: Sounding): (words: readonly Word[]) => Sounded {
  const sounds = soundsWith(numberingOf(marks).of);
  return (words) => {
    // Few features of hundreds of thousands: what `gathering` keeps of each would cost more than the text.
    const said = new Map<number, number>();
    sounds.of(words, (feature, counts) => {
      if (counts > (said.get(feature) ?? 0)) said.set(feature, counts);
    });
    return { features: Uint32Array.from(said.keys()), counts: Float32Array.from(said.values()) };
  };
}

/** How long a text is in its features. */
export function lengthOf(counts: Float32Array): number {
  let squares = 0;
  for (const weight of counts) squares += weight * weight;
  return Math.sqrt(squares) || 1;
}
