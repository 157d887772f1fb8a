/**
 * Hears what is meant by how it is said. A cry ("they would manage better with one less at the table") has hardly a word of its
 * subject, and the little words that say nothing of a subject say everything there. So beside what is learned of all meanings
 * it is learned of each guard alone whether a text calls it: a linear model for each (logistic), over how texts sound.
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

/** Learns from all examples, each with what it means, which guards a text calls. */
export function learnHearing(rows: Rows, examples: readonly Meaning[], features: number): Hearing {
  const guards = [...new Set(examples.flatMap((means) => (means.kind === "guard" ? [means.id] : [])))];
  const many = guards.length;
  const weights = new Float32Array(features * many);
  const moved = new Float32Array(features * many).fill(movedBefore);
  const bases = new Float32Array(many);
  const basesMoved = new Float32Array(many).fill(movedBefore);
  const { starts, features: numbered, weights: counts } = rows;
  const lengths = Float32Array.from(examples, (_, at) =>
    lengthOf(counts.subarray(starts[at] ?? 0, starts[at + 1] ?? 0)),
  );
  const guardOf = examples.map((means) => ("id" in means ? guards.indexOf(means.id) : -1));
  const sure = new Uint8Array(examples.length);
  const scores = new Float64Array(many);
  const next = numbersBelow();
  for (let round = 0; round < rounds; round += 1) {
    for (const example of inMixedOrder(sizeOf(rows), next)) {
      if (sure[example] === 1) continue;
      const [begin, end] = [starts[example] ?? 0, starts[example + 1] ?? 0];
      const length = lengths[example] ?? 1;
      scores.fill(0);
      for (let at = begin; at < end; at += 1) {
        const base = (numbered[at] ?? 0) * many;
        const count = counts[at] ?? 0;
        for (let one = 0; one < many; one += 1)
          scores[one] = (scores[one] ?? 0) + (weights[base + one] ?? 0) * count;
      }
      let most = 0;
      for (let one = 0; one < many; one += 1) {
        const own = guardOf[example] === one ? examples[example]?.kind : "other";
        const score = (bases[one] ?? 0) + (scores[one] ?? 0) / length;
        const missed = 1 / (1 + Math.exp(-score)) - (own === "guard" ? 1 : 0);
        most = Math.max(most, Math.abs(missed));
        if (Math.abs(missed) < nearEnough) continue;
        const by = missed * (own === "sounds-like" ? soundsLikeCounts : 1);
        const far = (basesMoved[one] ?? 0) + by * by;
        basesMoved[one] = far;
        bases[one] = (bases[one] ?? 0) - (pace * by) / Math.sqrt(far);
        for (let at = begin; at < end; at += 1) {
          const moving = (numbered[at] ?? 0) * many + one;
          const before = weights[moving] ?? 0;
          const step = (by * (counts[at] ?? 0)) / length + drawnBack * before;
          const far = (moved[moving] ?? 0) + step * step;
          moved[moving] = far;
          weights[moving] = before - (pace * step) / Math.sqrt(far);
        }
      }
      if (most < sureEnough) sure[example] = 1;
    }
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
