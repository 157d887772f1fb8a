/**
 * A third opinion: what a question's words stand in more often than in all else. It counts and learns nothing; so it is wrong
 * elsewhere than what was learned, and mends some of it where two articles lie close together. For guards it is evidence (`calling.ts`).
 */
import type { Studied } from "./study.js";

/** The features of a question that are known, and how long it is with all of them. */
export type Typed = { features: readonly { feature: number; weight: number }[]; length: number };

type Examples = Pick<Studied, "nearby" | "owners" | "meanings">;

/** For each meaning how much more often its examples have the features of a question than all examples do; 0 where they do not. */
export function oftenIn(
  { features, length }: Typed,
  { nearby, owners, meanings }: Examples,
  examplesOf: Uint32Array,
): Float64Array {
  const often = new Float64Array(meanings.length);
  /** How many examples of each meaning have a feature, and which meanings those are. */
  const times = new Uint32Array(meanings.length);
  for (const { feature, weight } of features) {
    const begin = nearby.starts[feature] ?? 0;
    const end = nearby.starts[feature + 1] ?? begin;
    const found: number[] = [];
    for (let at = begin; at < end; at += 1) {
      const of = owners[nearby.features[at] ?? 0] ?? 0;
      if (times[of] === 0) found.push(of);
      times[of] = (times[of] ?? 0) + 1;
    }
    const usual = (end - begin) / owners.length;
    for (const of of found) {
      // As if one more example had the feature as often as any: what stands in one of few examples says little.
      const here = ((times[of] ?? 0) + usual) / ((examplesOf[of] ?? 0) + 1);
      times[of] = 0;
      if (here > usual) often[of] = (often[of] ?? 0) + weight * Math.log(here / usual);
    }
  }
  return often.map((sum) => sum / (length || 1));
}

/** How many examples each meaning has. */
export function examplesIn({ owners, meanings }: Pick<Studied, "owners" | "meanings">): Uint32Array {
  const many = new Uint32Array(meanings.length);
  for (const of of owners) many[of] = (many[of] ?? 0) + 1;
  return many;
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
