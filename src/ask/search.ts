/** Which texts answer a question, and how well. */
import { type Feature, type Features, featuresOf } from "./features.js";
import { postingsOf } from "./postings.js";
import type { Reading } from "./reading.js";
import { about, alike, halfway, near, type Place, places, said } from "./weights.js";

/** What can be found: an article, or a flow. */
export type Findable = {
  id: string;
  title: string;
  short: string;
  /** The rest of what it says. */
  text: string;
  /** What it rests on, in the words of the claims. */
  claims: string;
  /** How members ask for it. */
  asks: readonly string[];
};

/** `alike`: how much it shares with the nearest of its phrasings, from 0 to 1. */
export type Match = { id: string; score: number; alike: number };

export type Index = {
  /** Everything in the order in which it answers, best first. */
  find(question: string): Match[];
};

/** Reads everything that can be found, once. */
export function indexOf(findables: readonly Findable[], reading: Reading): Index {
  const read = findables.map((one) => readIn(one, reading));
  const rarity = rarityOf(read);
  const phrasings = read.flatMap(({ phrasings }, of) => phrasings.map((features) => ({ of, features })));
  const owners = Uint32Array.from(phrasings.map(({ of }) => of));
  const totals = new Float64Array(phrasings.length);
  const shared = postingsOf(phrasings.length, (at, tell) => {
    for (const [mark, { channel, weight }] of phrasings[at]?.features ?? []) {
      if (alike[channel] === 0) continue;
      const counts = alike[channel] * weight * rarity(mark);
      totals[at] = (totals[at] ?? 0) + counts;
      tell(mark, counts);
    }
  });
  const abouts = read.map(aboutOf);
  const subjects = postingsOf(abouts.length, (at, tell) => {
    for (const [mark, weight] of abouts[at] ?? []) tell(mark, weight);
  });

  /** How well each answers. */
  const scores = (features: Features): { scored: Float64Array; nearest: Float64Array } => {
    const typed = alikeWeights(features, rarity);
    const total = sum(typed.values()) || 1;
    const common = new Float64Array(shared.size);
    const scored = new Float64Array(subjects.size);
    for (const [mark, { weight }] of features) {
      const own = typed.get(mark);
      if (own !== undefined) shared.add(mark, common, (there) => Math.min(there, own));
      const rare = (weight * rarity(mark)) / total;
      subjects.add(mark, scored, (there) => there * rare);
    }
    const nearest = addNearest(scored, common, owners, totals, total);
    return { scored, nearest };
  };
  return {
    find(question) {
      const { scored, nearest } = scores(featuresOf(reading, question, "typed"));
      return findables
        .map(({ id }, at): Match => ({ id, score: scored[at] ?? 0, alike: nearest[at] ?? 0 }))
        .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
    },
  };
}

/** Adds to each score what the phrasings count that are nearest to the question; gives how near the nearest is. */
function addNearest(
  scored: Float64Array,
  common: Float64Array,
  owners: Uint32Array,
  totals: Float64Array,
  total: number,
): Float64Array {
  const first = new Float64Array(scored.length);
  const second = new Float64Array(scored.length);
  const third = new Float64Array(scored.length);
  for (let at = 0; at < common.length; at += 1) {
    const both = common[at] ?? 0;
    if (both === 0) continue;
    const like = (2 * both) / ((totals[at] ?? 0) + total);
    const of = owners[at] ?? 0;
    scored[of] = (scored[of] ?? 0) + near.many * like ** 3;
    if (like > (first[of] ?? 0)) {
      third[of] = second[of] ?? 0;
      second[of] = first[of] ?? 0;
      first[of] = like;
    } else if (like > (second[of] ?? 0)) {
      third[of] = second[of] ?? 0;
      second[of] = like;
    } else if (like > (third[of] ?? 0)) third[of] = like;
  }
  for (let of = 0; of < scored.length; of += 1) {
    const nearest =
      near.first * (first[of] ?? 0) + near.second * (second[of] ?? 0) + near.third * (third[of] ?? 0);
    scored[of] = (scored[of] ?? 0) + nearest;
  }
  return first;
}

/** What each feature counts when phrasings are compared; what counts nothing is left out. */
function alikeWeights(features: Features, rarity: (mark: number) => number): Map<number, number> {
  const weights = new Map<number, number>();
  for (const [mark, { channel, weight }] of features) {
    if (alike[channel] > 0) weights.set(mark, alike[channel] * weight * rarity(mark));
  }
  return weights;
}

type InFeatures = {
  /** The title and the ways to ask, in this order. */
  phrasings: readonly Features[];
  short: Features;
  text: Features;
  claims: Features;
};

function readIn(one: Findable, reading: Reading): InFeatures {
  const phrasing = (text: string): Features => featuresOf(reading, text, "phrasing");
  return {
    phrasings: [one.title, ...one.asks].map(phrasing),
    short: phrasing(one.short),
    text: featuresOf(reading, one.text, "text"),
    claims: featuresOf(reading, one.claims, "text"),
  };
}

/** What it counts for an article that a feature stands in a question. */
function aboutOf({ phrasings, short, text, claims }: InFeatures): Map<number, number> {
  const counted = new Map<number, { channel: Feature["channel"]; times: Record<Place, number> }>();
  const add = (features: Features, times: Partial<Record<Place, number>>): void => {
    for (const [mark, { channel, weight }] of features) {
      const count = counted.get(mark) ?? { channel, times: { ...nowhere } };
      for (const place of places) count.times[place] += weight * (times[place] ?? 0);
      counted.set(mark, count);
    }
  };
  const share = 1 / phrasings.length;
  for (const [at, phrasing] of phrasings.entries()) {
    if (at === 0) add(phrasing, { anywhere: said.title, asks: share, title: 1 });
    else add(phrasing, { anywhere: said.ask, asks: share });
  }
  add(short, { anywhere: said.short, short: 1 });
  add(text, { anywhere: said.text, text: 1 });
  add(claims, { claims: 1 });
  return new Map(
    [...counted].map(([mark, { channel, times }]) => [
      mark,
      sum(places.map((place) => (about[channel][place] * times[place]) / (halfway[place] + times[place]))),
    ]),
  );
}

const nowhere: Readonly<Record<Place, number>> = {
  anywhere: 0,
  asks: 0,
  short: 0,
  text: 0,
  claims: 0,
  title: 0,
};

/** What an article's text adds to how common a feature is, against 1 for its title, short answer and asks. */
const commonInText = 0.3;
const leastRarity = 0.02;

/** How rare a feature is: near 0 where all have it, 1 where none has. */
function rarityOf(read: readonly InFeatures[]): (mark: number) => number {
  const spread = new Map<number, number>();
  for (const { phrasings, short, text } of read) {
    const own = new Set<number>();
    for (const features of [...phrasings, short]) for (const mark of features.keys()) own.add(mark);
    for (const mark of own) spread.set(mark, (spread.get(mark) ?? 0) + 1);
    for (const mark of text.keys())
      if (!own.has(mark)) spread.set(mark, (spread.get(mark) ?? 0) + commonInText);
  }
  const rarest = Math.log((read.length + 1) / 0.5);
  return (mark) =>
    Math.max(leastRarity, Math.log((read.length + 1) / ((spread.get(mark) ?? 0) + 0.5)) / rarest);
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const one of numbers) total += one;
  return total;
}
