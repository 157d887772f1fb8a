/**
 * A third opinion: what a question's words stand in more often than in all else. It counts and learns nothing; so it is wrong
 * elsewhere than what was learned, and mends some of it where two articles lie close together. For guards it is evidence (`calling.ts`).
 */
import { type Rows, sizeOf } from "./rows.js";
import type { Studied } from "./study.js";

/** The features of a question that are known, and how long it is with all of them. */
export type Typed = { features: readonly { feature: number; weight: number }[]; length: number };

/** How many examples there are, of each meaning and in all, and how many of each meaning have a feature. */
export type Spread = { examples: Uint32Array; all: number; times: Rows };

/** Counted once: the examples of a common feature are thousands, the meanings that have it are not. */
export function spreadOf({
  nearby,
  owners,
  meanings,
}: Pick<Studied, "nearby" | "owners" | "meanings">): Spread {
  const examples = new Uint32Array(meanings.length);
  for (const of of owners) examples[of] = (examples[of] ?? 0) + 1;
  const many = sizeOf(nearby);
  const starts = new Uint32Array(many + 1);
  const found = new Uint32Array(nearby.features.length);
  const times = new Float32Array(nearby.features.length);
  /** Where a meaning stands in the row that is being written; before the row, if it does not. */
  const places = new Int32Array(meanings.length).fill(-1);
  let to = 0;
  for (let feature = 0; feature < many; feature += 1) {
    const from = to;
    for (let at = nearby.starts[feature] ?? 0; at < (nearby.starts[feature + 1] ?? 0); at += 1) {
      const of = owners[nearby.features[at] ?? 0] ?? 0;
      if ((places[of] ?? -1) < from) {
        places[of] = to;
        found[to] = of;
        to += 1;
      }
      const place = places[of] ?? 0;
      times[place] = (times[place] ?? 0) + 1;
    }
    starts[feature + 1] = to;
  }
  return {
    examples,
    all: owners.length,
    times: { starts, features: found.slice(0, to), weights: times.slice(0, to) },
  };
}

/** For each meaning how much more often its examples have the features of a question than all examples do; 0 where they do not. */
export function oftenIn({ features, length }: Typed, { examples, all, times }: Spread): Float64Array {
  const often = new Float64Array(examples.length);
  for (const { feature, weight } of features) {
    const begin = times.starts[feature] ?? 0;
    const end = times.starts[feature + 1] ?? begin;
    let having = 0;
    for (let at = begin; at < end; at += 1) having += times.weights[at] ?? 0;
    const usual = having / all;
    for (let at = begin; at < end; at += 1) {
      const of = times.features[at] ?? 0;
      // As if one more example had the feature as often as any: what stands in one of few examples says little.
      const here = ((times.weights[at] ?? 0) + usual) / ((examples[of] ?? 0) + 1);
      if (here > usual) often[of] = (often[of] ?? 0) + weight * Math.log(here / usual);
    }
  }
  return often.map((sum) => sum / (length || 1));
}

/** What this opinion counts beside the others: on sayings that were not learned from, less and more were both worse. */
const counts = 0.15;

/** Gives articles their shares anew; what they have together stays the same, and so do the shares of all else. */
export function withOften(
  shares: Float64Array,
  often: Float64Array,
  meanings: Studied["meanings"],
): Float64Array {
  const isArticle = (at: number): boolean => meanings[at]?.kind === "article";
  const weighed = shares.map((share, at) =>
    isArticle(at) ? share * Math.exp(counts * (often[at] ?? 0)) : share,
  );
  const ofArticles = (all: Float64Array): number =>
    all.reduce((total, share, at) => (isArticle(at) ? total + share : total), 0);
  const scale = ofArticles(shares) / (ofArticles(weighed) || 1);
  return weighed.map((share, at) => (isArticle(at) ? share * scale : share));
}
