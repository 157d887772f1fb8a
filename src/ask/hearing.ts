/**
 * Hears what is meant by how it is said. A cry ("they would manage better with one less at the table") has hardly a word of its
 * subject, and the little words that say nothing of a subject say everything there. So beside what is learned of all meanings
 * it is learned of a few guards alone whether a text calls them: a linear model for each (logistic), over how texts sound.
 * Nothing is random: the same examples give the same weights.
 */
import type { GuardId } from "./guards.js";
import { inMixedOrder, numbersBelow } from "./learned.js";
import type { Meaning } from "./meaning.js";
import { type Rows, sizeOf } from "./rows.js";
import { lengthOf, type Sounded } from "./sounding.js";

/** Plain data. The weights of feature `f`, one for each guard, are from `f * guards.length` on. */
export type Hearing = {
  guards: readonly GuardId[];
  weights: Float32Array<ArrayBuffer>;
  /** What speaks for each guard before anything is said. */
  bases: Float32Array<ArrayBuffer>;
};

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

/** Learns from all examples, each with what it means, which of the guards that are heard by their sound a text calls. */
export function learnHearing(rows: Rows, examples: readonly Meaning[], features: number): Hearing {
  const guards = heardBySound.filter((id) =>
    examples.some((means) => means.kind === "guard" && means.id === id),
  );
  const lengths = lengthsOf(rows);
  const weights = new Float32Array(features * guards.length);
  const bases = new Float32Array(guards.length);
  for (const [at, id] of guards.entries()) {
    const learned = learnOne({ rows, lengths, examples }, features, id);
    for (const [feature, weight] of learned.weights.entries()) weights[feature * guards.length + at] = weight;
    bases[at] = learned.base;
  }
  return { guards, weights, bases };
}

/** How sure it is that a text calls each of the guards that are heard, as the logarithm of the odds. */
export function heardIn(
  { features, counts }: Sounded,
  { guards, weights, bases }: Hearing,
): ReadonlyMap<GuardId, number> {
  const length = lengthOf(counts);
  return new Map(
    guards.map((id, at) => {
      const said = features.reduce(
        (sum, feature, place) => sum + (weights[feature * guards.length + at] ?? 0) * (counts[place] ?? 0),
        0,
      );
      return [id, (bases[at] ?? 0) + said / length];
    }),
  );
}

/** How long each example is. */
function lengthsOf(rows: Rows): Float64Array {
  return Float64Array.from({ length: sizeOf(rows) }, (_, row) =>
    lengthOf(rows.weights.subarray(rows.starts[row], rows.starts[row + 1])),
  );
}

/** What each feature says for one guard: its examples against those that only sound like it, and all others. */
function learnOne(
  { rows, lengths, examples }: { rows: Rows; lengths: Float64Array; examples: readonly Meaning[] },
  features: number,
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
      const length = lengths[example] ?? 1;
      let score = 0;
      for (let at = begin; at < end; at += 1) score += (weights[numbered[at] ?? 0] ?? 0) * (counts[at] ?? 0);
      const missed = 1 / (1 + Math.exp(-base - score / length)) - (own === "guard" ? 1 : 0);
      if (Math.abs(missed) < sureEnough) sure[example] = 1;
      if (Math.abs(missed) < nearEnough) continue;
      const by = missed * (own === "sounds-like" ? soundsLikeCounts : 1);
      baseMoved += by * by;
      base -= (pace * by) / Math.sqrt(baseMoved);
      for (let at = begin; at < end; at += 1) {
        const feature = numbered[at] ?? 0;
        const before = weights[feature] ?? 0;
        const step = (by * (counts[at] ?? 0)) / length + drawnBack * before;
        const far = (moved[feature] ?? 0) + step * step;
        moved[feature] = far;
        weights[feature] = before - (pace * step) / Math.sqrt(far);
      }
    }
  }
  return { weights, base };
}
