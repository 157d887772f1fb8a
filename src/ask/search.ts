/** Which texts answer a question, and how well. */
import { type Features, featuresOf } from "./features.js";
import { postingsOf } from "./postings.js";
import type { Reading } from "./reading.js";

/** What can be found: an article, or a flow. */
export type Findable = {
  id: string;
  title: string;
  short: string;
  /** The rest of what it says. */
  text: string;
  /** How members ask for it. */
  asks: readonly string[];
};

/** `score` is from 0 to 1. */
export type Match = { id: string; score: number };

export type Index = {
  /** Everything in the order in which it answers, best first. */
  find(question: string): Match[];
};

/** How often a feature counts as said, by where it stands in an article. */
const said = { title: 3, ask: 2, short: 1.5, text: 0.5 } as const;
/** Saying it so often is half as good as saying it without end. */
const half = 1.2;
/** What the parts of a score count: the nearest phrasing, the second nearest, what the article is about. */
const counts = { nearest: 1, second: 0.3, about: 2 } as const;

/** Reads everything that can be found, once. */
export function indexOf(findables: readonly Findable[], reading: Reading): Index {
  const read = findables.map((one) => readIn(one, reading));
  const rarity = rarityOf(read);
  const weighed = (features: Features): Map<string, number> =>
    new Map([...features].map(([name, weight]) => [name, weight * rarity(name)]));
  const phrasings = read.flatMap(({ phrasings }, of) =>
    phrasings.map((features) => ({ of, weights: weighed(features) })),
  );
  const owners = Uint32Array.from(phrasings.map(({ of }) => of));
  const totals = Float64Array.from(phrasings.map(({ weights }) => sum(weights.values())));
  const shared = postingsOf(phrasings.map(({ weights }) => weights));
  const about = postingsOf(read.map(aboutOf));

  /** How well each article answers one passage. */
  const scores = (features: Features): Float64Array => {
    const typed = weighed(features);
    const total = sum(typed.values()) || 1;
    const common = new Float64Array(shared.size);
    const scored = new Float64Array(about.size);
    for (const [name, weight] of typed) {
      shared.add(name, common, (there) => Math.min(there, weight));
      about.add(name, scored, (there) => (counts.about * weight * there) / total);
    }
    const nearest = new Float64Array(about.size);
    const second = new Float64Array(about.size);
    for (let at = 0; at < common.length; at += 1) {
      const both = common[at] ?? 0;
      if (both === 0) continue;
      const alike = (2 * both) / ((totals[at] ?? 0) + total);
      const of = owners[at] ?? 0;
      if (alike > (nearest[of] ?? 0)) {
        second[of] = nearest[of] ?? 0;
        nearest[of] = alike;
      } else if (alike > (second[of] ?? 0)) second[of] = alike;
    }
    return scored.map(
      (score, of) => score + counts.nearest * (nearest[of] ?? 0) + counts.second * (second[of] ?? 0),
    );
  };
  return {
    find(question) {
      const scored = scores(featuresOf(reading, question, "typed"));
      const most = counts.nearest + counts.second + counts.about;
      return findables
        .map(({ id }, at): Match => ({ id, score: (scored[at] ?? 0) / most }))
        .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
    },
  };
}

type InFeatures = { phrasings: readonly Features[]; short: Features; text: Features };

function readIn(one: Findable, reading: Reading): InFeatures {
  const written = (text: string): Features => featuresOf(reading, text, "written");
  return {
    phrasings: [one.title, ...one.asks].map(written),
    short: written(one.short),
    text: written(one.text),
  };
}

/** What an article is about: each feature with how much it is said there, from 0 to 1. */
function aboutOf({ phrasings, short, text }: InFeatures): Map<string, number> {
  const times = new Map<string, number>();
  const add = (features: Features, by: number): void => {
    for (const [name, weight] of features) times.set(name, (times.get(name) ?? 0) + weight * by);
  };
  for (const [at, phrasing] of phrasings.entries()) add(phrasing, at === 0 ? said.title : said.ask);
  add(short, said.short);
  add(text, said.text);
  return new Map([...times].map(([name, count]) => [name, count / (half + count)]));
}

/** What an article's text adds to how common a feature is, against 1 for what it is asked by. */
const commonInText = 0.3;
const leastRarity = 0.02;

/** How rare a feature is among the articles: near 0 where all have it, 1 where none has. */
function rarityOf(read: readonly InFeatures[]): (name: string) => number {
  const spread = new Map<string, number>();
  for (const { phrasings, short, text } of read) {
    const own = new Set([...phrasings, short].flatMap((features) => [...features.keys()]));
    for (const name of own) spread.set(name, (spread.get(name) ?? 0) + 1);
    for (const name of text.keys())
      if (!own.has(name)) spread.set(name, (spread.get(name) ?? 0) + commonInText);
  }
  const rarest = Math.log((read.length + 1) / 0.5);
  return (name) =>
    Math.max(leastRarity, Math.log((read.length + 1) / ((spread.get(name) ?? 0) + 0.5)) / rarest);
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const one of numbers) total += one;
  return total;
}
