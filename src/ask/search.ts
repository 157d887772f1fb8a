/** What a question means, among everything that there are examples of, and how like it is to one of them. */
import { featuresOf } from "./features.js";
import { heardIn } from "./hearing.js";
import { addLearned } from "./learned.js";
import type { Meaning } from "./meaning.js";
import { type Numbering, numberingOf } from "./numbering.js";
import { oftenIn, spreadOf, type Typed, withOften } from "./often.js";
import type { Reading } from "./reading.js";
import { withSecond } from "./second.js";
import { listening } from "./sounding.js";
import type { Lexicon, Studied } from "./study.js";
import { type Word, wordsOf } from "./words.js";

/**
 * `share`: how much of all that the question can mean it means this; all shares add up to 1. `alike`: how like the question
 * is to the nearest example, from 0 to 1. `often`: how much more often its examples have what the question has than all examples do.
 * `heard`: of a guard, how surely it is called by how the text sounds, as the logarithm of the odds.
 */
export type Match = { means: Meaning; share: number; alike: number; often: number; heard?: number };

/** A question that is more like an example than this is asked as that example is. */
export const wordForWord = 0.98;

export type Index = {
  /** Everything that the question can mean, best first. */
  find(question: string): Match[];
};

/** What being like one of its examples counts for a meaning, beside what was learned. */
const alikeCounts = 2;

/** Finds with what was studied. */
export function indexOf(studied: Studied, reading: Reading): Index {
  const { meanings } = studied;
  const listen = listening(studied.sounding);
  const spread = spreadOf(studied);
  const lexicon = { ...studied.lexicon, numbering: numberingOf(studied.lexicon.marks) };
  return {
    find(question) {
      const words = wordsOf(question);
      const typed = typedIn(words, reading, lexicon);
      const sounded = listen(words);
      const heard = heardIn(sounded, studied.hearing);
      const alike = alikeTo(typed, studied);
      const first = sharesOf(alike, typed, studied);
      const second = withSecond(first, sounded, studied.second, studied.sounding);
      const often = oftenIn(typed, spread);
      const shares = withOften(second, often, meanings);
      return meanings
        .map((means, at): Match => {
          const match = { means, share: shares[at] ?? 0, alike: alike[at] ?? 0, often: often[at] ?? 0 };
          const sound = means.kind === "guard" ? heard.get(means.id) : undefined;
          return sound === undefined ? match : { ...match, heard: sound };
        })
        .sort((a, b) => b.share - a.share);
    },
  };
}

function typedIn(
  words: readonly Word[],
  reading: Reading,
  { numbering, rarities, rarest }: Lexicon & { numbering: Numbering },
): Typed {
  const marks = new Map<number, number>();
  featuresOf(reading, words, "typed", (mark, counts) => {
    if (counts > (marks.get(mark) ?? 0)) marks.set(mark, counts);
  });
  const features: { feature: number; weight: number }[] = [];
  let squares = 0;
  for (const [mark, counts] of marks) {
    const feature = numbering.of(mark);
    const weight = counts * (feature === undefined ? rarest : (rarities[feature] ?? rarest));
    squares += weight * weight;
    if (feature !== undefined) features.push({ feature, weight });
  }
  return { features, length: Math.sqrt(squares) };
}

/** For each meaning how like a question is to the nearest of its examples: the cosine between the two. */
function alikeTo(typed: Typed, { nearby, owners, meanings }: Studied): Float64Array {
  const common = new Float32Array(owners.length);
  for (const { feature, weight } of typed.features) {
    const here = weight / typed.length;
    const end = nearby.starts[feature + 1] ?? 0;
    for (let at = nearby.starts[feature] ?? end; at < end; at += 1) {
      const example = nearby.features[at] ?? 0;
      common[example] = (common[example] ?? 0) + here * (nearby.weights[at] ?? 0);
    }
  }
  const alike = new Float64Array(meanings.length);
  for (let example = 0; example < common.length; example += 1) {
    const of = owners[example] ?? 0;
    alike[of] = Math.max(alike[of] ?? 0, common[example] ?? 0);
  }
  return alike;
}

/** For each meaning the share of all that a question can mean. */
function sharesOf(alike: Float64Array, { features }: Typed, { learned, meanings }: Studied): Float64Array {
  const shares = alike.map((one) => alikeCounts * one);
  const said = features.filter(({ feature }) => (feature + 1) * meanings.length <= learned.steps.length);
  const length = Math.sqrt(said.reduce((sum, { weight }) => sum + weight * weight, 0));
  for (const { feature, weight } of said) addLearned(learned, feature, weight / length, shares);
  const most = shares.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  let total = 0;
  for (const [at, score] of shares.entries()) {
    shares[at] = Math.exp(score - most);
    total += shares[at] ?? 0;
  }
  return shares.map((share) => share / total);
}
