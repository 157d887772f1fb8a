/**
 * A third opinion, on articles alone: which of them a question's words stand in more often than in all others. Nothing is
 * fitted for it, it counts; so it is wrong elsewhere than what was learned, and mends some of it where two articles lie close together.
 */
import type { Studied } from "./study.js";

/** The features of a question that are known, and how long it is with all of them. */
export type Typed = { features: readonly { feature: number; weight: number }[]; length: number };

/** What this opinion counts beside the others: on sayings that were not learned from, less and more were both worse. */
const counts = 0.15;

/** Gives articles their shares anew; what they have together stays the same, and so do the shares of all else. */
export function withOften(
  shares: Float64Array,
  { features, length }: Typed,
  { nearby, owners, meanings }: Pick<Studied, "nearby" | "owners" | "meanings">,
  examplesOf: Uint32Array,
): Float64Array {
  const speaks = new Float64Array(meanings.length);
  /** How many examples of each meaning have a feature, and which meanings those are. */
  const times = new Uint32Array(meanings.length);
  for (const { feature, weight } of features) {
    const begin = nearby.starts[feature] ?? 0;
    const end = nearby.starts[feature + 1] ?? begin;
    if (begin === end) continue;
    const found: number[] = [];
    for (let at = begin; at < end; at += 1) {
      const of = owners[nearby.features[at] ?? 0] ?? 0;
      if (times[of] === 0) found.push(of);
      times[of] = (times[of] ?? 0) + 1;
    }
    const usual = (end - begin) / owners.length;
    for (const of of found) {
      // As if one more example had the feature as often as any: what stands in one of few examples says little.
      const often = ((times[of] ?? 0) + usual) / ((examplesOf[of] ?? 0) + 1);
      times[of] = 0;
      if (often > usual) speaks[of] = (speaks[of] ?? 0) + weight * Math.log(often / usual);
    }
  }
  const isArticle = (at: number): boolean => meanings[at]?.kind === "article";
  const weighed = shares.map((share, at) =>
    isArticle(at) ? share * Math.exp((counts * (speaks[at] ?? 0)) / (length || 1)) : share,
  );
  const sum = (all: Float64Array): number =>
    all.reduce((total, share, at) => (isArticle(at) ? total + share : total), 0);
  const scale = sum(shares) / (sum(weighed) || 1);
  return weighed.map((share, at) => (isArticle(at) ? share * scale : share));
}

/** How many examples each meaning has. */
export function examplesIn({ owners, meanings }: Pick<Studied, "owners" | "meanings">): Uint32Array {
  const many = new Uint32Array(meanings.length);
  for (const of of owners) many[of] = (many[of] ?? 0) + 1;
  return many;
}
