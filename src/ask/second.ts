/**
 * A second opinion on what a text means, learned from how texts sound. It is hardly better than the first, which knows synonyms
 * and weighs words by how rare they are; but it is wrong elsewhere, and the two together are wrong less.
 */
import { addLearned, type Learned, learn } from "./learned.js";
import { type Rows, sizeOf } from "./rows.js";
import { lengthOf, type Sounded, type Sounding } from "./sounding.js";

/** The most common features are learned, and of many meanings fewer. With all of them it was as good and took longer. */
const mostFeatures = 30_000;
const mostWeights = 2 ** 23;
/** Half of what the two say is this one's. */
const counts = 0.5;
/** What one of them rules out can still be meant. */
const leastShare = 1e-6;

/** Learns from all examples, the rows of which are those of the meanings `owners`. */
export function learnSecond(rows: Rows, owners: Uint32Array, classes: number, sounding: Sounding): Learned {
  const features = Math.min(
    mostFeatures,
    sounding.marks.length,
    Math.floor(mostWeights / Math.max(1, classes)),
  );
  const starts = new Uint32Array(rows.starts.length);
  const found = new Uint32Array(rows.features.length);
  const weights = new Float32Array(rows.features.length);
  let to = 0;
  for (let row = 0; row < sizeOf(rows); row += 1) {
    const from = to;
    for (let at = rows.starts[row] ?? 0; at < (rows.starts[row + 1] ?? 0); at += 1) {
      const feature = rows.features[at] ?? 0;
      if (feature >= features) continue;
      found[to] = feature;
      weights[to] = (rows.weights[at] ?? 0) * rarer(sounding, feature);
      to += 1;
    }
    const length = lengthOf(weights.subarray(from, to));
    for (let at = from; at < to; at += 1) weights[at] = (weights[at] ?? 0) / length;
    starts[row + 1] = to;
  }
  return learn({ starts, features: found, weights }, owners, { features, classes });
}

/** Gives each meaning the share that both opinions come to. */
export function withSecond(
  shares: Float64Array,
  sounded: Sounded,
  learned: Learned,
  sounding: Sounding,
): Float64Array {
  const scores = new Float64Array(shares.length);
  const known = learned.steps.length / Math.max(1, shares.length);
  const said = sounded.counts.map((count, at) => {
    const feature = sounded.features[at] ?? 0;
    return feature < known ? count * rarer(sounding, feature) : 0;
  });
  const length = lengthOf(said);
  for (const [at, weight] of said.entries())
    if (weight > 0) addLearned(learned, sounded.features[at] ?? 0, weight / length, scores);
  return sharesOf(
    sharesOf(scores).map(
      (share, at) =>
        counts * Math.log(share + leastShare) + (1 - counts) * Math.log((shares[at] ?? 0) + leastShare),
    ),
  );
}

/** The root: how rare it is counts less for how a text sounds than for what it is about. */
function rarer({ rarities }: Sounding, feature: number): number {
  return Math.sqrt(rarities[feature] ?? 0);
}

/** The share of each score in all of them: the larger the score, the larger the share. */
function sharesOf(scores: Float64Array): Float64Array {
  const most = scores.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const shares = scores.map((score) => Math.exp(score - most));
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / total);
}
