/**
 * Hears what is meant by how it is said. A cry ("they would manage better with one less at the table") has hardly a word of its
 * subject, and the little words that say nothing of a subject say everything there. So beside what is learned of all meanings
 * it is learned of a few guards alone whether a text calls them: a linear model for each (logistic), over how texts sound.
 * Nothing is random: the same examples give the same weights.
 */
import type { GuardId } from "./guards.js";
import { inMixedOrder, numbersBelow } from "./learned.js";
import type { Meaning } from "./meaning.js";
import { gathering, type Rows, sizeOf } from "./rows.js";
import { soundsWith } from "./sounds.js";
import type { Word } from "./words.js";

/** Plain data. The weights of feature `f`, one for each guard, are from `f * guards.length` on. */
export type Hearing = {
  guards: readonly GuardId[];
  marks: Float64Array<ArrayBuffer>;
  weights: Float32Array<ArrayBuffer>;
  /** What speaks for each guard before anything is said. */
  bases: Float32Array<ArrayBuffer>;
};

/** An example of what texts mean. */
export type Said = { means: Meaning; words: readonly Word[] };

/** The guards that are heard so. For the others, which are about a subject, it was worse than what is learned of all meanings. */
const heardBySound: readonly GuardId[] = ["crisis", "fraud"];

const rounds = 4;
const pace = 0.3;
const drawnBack = 1e-6;
/** What a weight has moved already when it begins. */
const movedBefore = 1e-6;
/** What only sounds like a guard is the hard part, and counts double. */
const soundsLikeCounts = 2;
/** A guard that is missed by less is left as it is; an example that misses none by more is not gone through again. */
const nearEnough = 0.005;
const sureEnough = 0.02;
/** A feature of fewer examples says nothing of others, where there are many. */
const leastExamples = 3;
const manyExamples = 5_000;

/** Learns from all examples which of the guards that are heard by their sound a text calls. */
export function learnHearing(said: readonly Said[]): Hearing {
  const guards = heardBySound.filter((id) =>
    said.some(({ means }) => means.kind === "guard" && means.id === id),
  );
  const { rows, marks } = guards.length === 0 ? { rows: gathering().rows(), marks: [] } : readAll(said);
  const weights = new Float32Array(marks.length * guards.length);
  const bases = new Float32Array(guards.length);
  const examples = said.map(({ means }) => means);
  for (const [at, id] of guards.entries()) {
    const learned = learnOne(rows, marks.length, examples, id);
    for (const [feature, weight] of learned.weights.entries()) weights[feature * guards.length + at] = weight;
    bases[at] = learned.base;
  }
  return { guards, marks: Float64Array.from(marks), weights, bases };
}

/** How sure it is that a text calls each of the guards that are heard, as the logarithm of the odds. */
export function hearingOf({
  guards,
  marks,
  weights,
  bases,
}: Hearing): (words: readonly Word[]) => ReadonlyMap<GuardId, number> {
  const numbers = new Map<number, number>();
  for (const [number, mark] of marks.entries()) numbers.set(mark, number);
  const sounds = soundsWith((mark) => numbers.get(mark));
  return (words) => {
    if (guards.length === 0) return new Map();
    const gathered = gathering();
    sounds.of(words, gathered.put);
    gathered.next();
    const { features, weights: counts } = gathered.rows();
    const length = lengthOf(counts);
    return new Map(
      guards.map((id, at) => {
        const said = features.reduce(
          (sum, feature, place) =>
            sum + (weights[feature * guards.length + at] ?? 0) * ((counts[place] ?? 0) / length),
          bases[at] ?? 0,
        );
        return [id, said];
      }),
    );
  };
}

function readAll(said: readonly Said[]): { rows: Rows; marks: readonly number[] } {
  const numbers = new Map<number, number>();
  const gathered = gathering();
  const sounds = soundsWith((mark) => {
    const there = numbers.get(mark);
    if (there !== undefined) return there;
    numbers.set(mark, numbers.size);
    return numbers.size - 1;
  });
  for (const { words } of said) {
    sounds.of(words, gathered.put);
    gathered.next();
  }
  return inMany(gathered.rows(), [...numbers.keys()], said.length < manyExamples ? 1 : leastExamples);
}

/** Only the features that so many examples have, numbered anew; each example as long as the others. */
function inMany(
  { starts, features, weights }: Rows,
  marks: readonly number[],
  least: number,
): { rows: Rows; marks: readonly number[] } {
  const times = new Uint32Array(marks.length);
  for (const feature of features) times[feature] = (times[feature] ?? 0) + 1;
  const numbers = new Uint32Array(marks.length);
  const kept: number[] = [];
  for (const [feature, mark] of marks.entries()) {
    if ((times[feature] ?? 0) < least) continue;
    numbers[feature] = kept.length;
    kept.push(mark);
  }
  // In place: nobody else has the rows, and there are millions of features in them.
  let to = 0;
  const begins = new Uint32Array(starts.length);
  for (let row = 0; row + 1 < starts.length; row += 1) {
    const from = to;
    for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at += 1) {
      const feature = features[at] ?? 0;
      if ((times[feature] ?? 0) < least) continue;
      features[to] = numbers[feature] ?? 0;
      weights[to] = weights[at] ?? 0;
      to += 1;
    }
    const length = lengthOf(weights.subarray(from, to));
    for (let at = from; at < to; at += 1) weights[at] = (weights[at] ?? 0) / length;
    begins[row + 1] = to;
  }
  return {
    rows: { starts: begins, features: features.subarray(0, to), weights: weights.subarray(0, to) },
    marks: kept,
  };
}

function lengthOf(counts: Float32Array): number {
  let squares = 0;
  for (const weight of counts) squares += weight * weight;
  return Math.sqrt(squares) || 1;
}

/** What each feature says for one guard: its examples against those that only sound like it, and all others. */
function learnOne(
  rows: Rows,
  features: number,
  examples: readonly Meaning[],
  id: GuardId,
): { weights: Float32Array; base: number } {
  const weights = new Float32Array(features);
  const moved = new Float32Array(features).fill(movedBefore);
  let base = 0;
  let baseMoved = movedBefore;
  const sure = new Uint8Array(examples.length);
  const next = numbersBelow();
  const { starts, features: numbered, weights: counts } = rows;
  for (let round = 0; round < rounds; round += 1) {
    for (const example of inMixedOrder(sizeOf(rows), next)) {
      if (sure[example] === 1) continue;
      const means = examples[example];
      const own = means !== undefined && means.kind !== "nothing" && means.id === id ? means.kind : "other";
      const [begin, end] = [starts[example] ?? 0, starts[example + 1] ?? 0];
      let score = base;
      for (let at = begin; at < end; at += 1) score += (weights[numbered[at] ?? 0] ?? 0) * (counts[at] ?? 0);
      const missed = 1 / (1 + Math.exp(-score)) - (own === "guard" ? 1 : 0);
      if (Math.abs(missed) < sureEnough) sure[example] = 1;
      if (Math.abs(missed) < nearEnough) continue;
      const by = missed * (own === "sounds-like" ? soundsLikeCounts : 1);
      baseMoved += by * by;
      base -= (pace * by) / Math.sqrt(baseMoved);
      for (let at = begin; at < end; at += 1) {
        const feature = numbered[at] ?? 0;
        const before = weights[feature] ?? 0;
        const step = by * (counts[at] ?? 0) + drawnBack * before;
        const far = (moved[feature] ?? 0) + step * step;
        moved[feature] = far;
        weights[feature] = before - (pace * step) / Math.sqrt(far);
      }
    }
  }
  return { weights, base };
}
