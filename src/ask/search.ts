/** Which texts answer a question, and how well. */
import { aboutOf, type Read, type Sources } from "./about.js";
import { type Channel, featuresOf } from "./features.js";
import type { Reading } from "./reading.js";
import { eachIn, gathering, type Rows, turned } from "./rows.js";
import { alike, near } from "./weights.js";
import { type Word, wordsOf } from "./words.js";

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

/**
 * `alike`: how much it shares with the nearest of its phrasings. `covered`: how much of what the question is about stands
 * in it. Both from 0 to 1.
 */
export type Match = { id: string; score: number; alike: number; covered: number };

export type Index = {
  /** Everything in the order in which it answers, best first. */
  find(question: string): Match[];
};

/** Reads everything that can be found, once. */
export function indexOf(findables: readonly Findable[], reading: Reading): Index {
  const numbers = numbering();
  const read = readAll(findables, reading, numbers);
  const many = numbers.channels.length;
  const rarity = rarityOf(read, many);
  const { owners, phrasings } = read;
  const unit = alikeUnits(numbers.channels, rarity);
  const totals = new Float64Array(owners.length);
  for (let at = 0; at < owners.length; at += 1) {
    eachIn(phrasings, at, (feature, weight) => {
      totals[at] = (totals[at] ?? 0) + weight * (unit[feature] ?? 0);
    });
  }
  const said = turned(phrasings, many);
  const subjects = turned(aboutOf(read, numbers.channels), many);

  return {
    find(question) {
      const typed = typedIn(wordsOf(question), reading, numbers);
      const total = totalOf(typed, unit);
      const scored = new Float64Array(findables.length);
      const covered = new Float64Array(findables.length);
      const common = new Float64Array(owners.length);
      let toCover = 0;
      for (const { feature, channel, weight } of typed) {
        const rare = feature === undefined ? 1 : (rarity[feature] ?? 1);
        const covers = isSubject(channel) ? weight * rare : 0;
        toCover += covers;
        if (feature === undefined) continue;
        const counts = (weight * rare) / total;
        eachIn(subjects, feature, (of, there) => {
          scored[of] = (scored[of] ?? 0) + counts * there;
          covered[of] = (covered[of] ?? 0) + covers;
        });
        const own = unit[feature] ?? 0;
        if (own > 0) addCommon(common, said, feature, own, weight);
      }
      const nearest = addNearest(scored, common, owners, totals, total);
      return findables
        .map(({ id }, at): Match => {
          const share = toCover === 0 ? 0 : (covered[at] ?? 0) / toCover;
          return { id, score: scored[at] ?? 0, alike: nearest[at] ?? 0, covered: share };
        })
        .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
    },
  };
}

/** Features are numbered from 0 as they are met; each has one channel. */
type Numbering = { byMark: Map<number, number>; channels: Channel[] };

function numbering(): Numbering {
  return { byMark: new Map(), channels: [] };
}

function readAll(findables: readonly Findable[], reading: Reading, numbers: Numbering): Read {
  const { byMark, channels } = numbers;
  const phrasings = gathering();
  const bodies: Record<keyof Sources, ReturnType<typeof gathering>> = {
    short: gathering(),
    text: gathering(),
    claims: gathering(),
  };
  const readInto = (rows: ReturnType<typeof gathering>, text: string, source: "phrasing" | "text"): void => {
    featuresOf(reading, wordsOf(text), source, (channel, mark, weight) => {
      let feature = byMark.get(mark);
      if (feature === undefined) {
        feature = channels.length;
        byMark.set(mark, feature);
        channels.push(channel);
      }
      rows.put(feature, weight);
    });
    rows.next();
  };
  const starts = [0];
  const owners: number[] = [];
  for (const [of, { title, asks, short, text, claims }] of findables.entries()) {
    for (const phrasing of [title, ...asks]) {
      readInto(phrasings, phrasing, "phrasing");
      owners.push(of);
    }
    starts.push(owners.length);
    readInto(bodies.short, short, "phrasing");
    readInto(bodies.text, text, "text");
    readInto(bodies.claims, claims, "text");
  }
  return {
    starts: Uint32Array.from(starts),
    owners: Uint32Array.from(owners),
    phrasings: phrasings.rows(),
    short: bodies.short.rows(),
    text: bodies.text.rows(),
    claims: bodies.claims.rows(),
  };
}

/** A feature of a question; without a number where the library has it nowhere. */
type Typed = { feature: number | undefined; channel: Channel; weight: number };

function typedIn(words: readonly Word[], reading: Reading, { byMark }: Numbering): Typed[] {
  const typed = new Map<number, Typed>();
  featuresOf(reading, words, "typed", (channel, mark, weight) => {
    if (weight > (typed.get(mark)?.weight ?? 0))
      typed.set(mark, { feature: byMark.get(mark), channel, weight });
  });
  return [...typed.values()];
}

/** What each feature counts when phrasings are compared, before its weight. */
function alikeUnits(channels: readonly Channel[], rarity: Float64Array): Float64Array {
  return Float64Array.from(channels, (channel, feature) => alike[channel] * (rarity[feature] ?? 1));
}

/** What a whole question counts when it is compared; never 0. What the library has nowhere is as rare as can be. */
function totalOf(typed: readonly Typed[], unit: Float64Array): number {
  let total = 0;
  for (const { feature, channel, weight } of typed)
    total += weight * (feature === undefined ? alike[channel] : (unit[feature] ?? 0));
  return total || 1;
}

function isSubject(channel: Channel): boolean {
  return channel === "subject" || channel === "word";
}

/** Adds what a feature of the question has in common with each phrasing. */
function addCommon(common: Float64Array, said: Rows, feature: number, unit: number, weight: number): void {
  const end = said.starts[feature + 1] ?? 0;
  for (let at = said.starts[feature] ?? end; at < end; at += 1) {
    const phrasing = said.features[at] ?? 0;
    const there = said.weights[at] ?? 0;
    common[phrasing] = (common[phrasing] ?? 0) + unit * Math.min(there, weight);
  }
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
    scored[of] = (scored[of] ?? 0) + near.many * like * like * like;
    if (like <= (third[of] ?? 0)) continue;
    if (like > (first[of] ?? 0)) {
      third[of] = second[of] ?? 0;
      second[of] = first[of] ?? 0;
      first[of] = like;
    } else if (like > (second[of] ?? 0)) {
      third[of] = second[of] ?? 0;
      second[of] = like;
    } else third[of] = like;
  }
  for (let of = 0; of < scored.length; of += 1) {
    const nearest =
      near.first * (first[of] ?? 0) + near.second * (second[of] ?? 0) + near.third * (third[of] ?? 0);
    scored[of] = (scored[of] ?? 0) + nearest;
  }
  return first;
}

/** What an article's text adds to how common a feature is, against 1 for its title, short answer and asks. */
const commonInText = 0.3;
const leastRarity = 0.02;

/** How rare each feature is: near 0 where all have it, 1 where none has. */
function rarityOf({ starts, phrasings, short, text }: Read, many: number): Float64Array {
  const spread = new Float64Array(many);
  /** The findable that a feature was counted for last, from 1. */
  const counted = new Uint32Array(many);
  const findables = starts.length - 1;
  for (let of = 0; of < findables; of += 1) {
    const count = (by: number) => (feature: number) => {
      if (counted[feature] === of + 1) return;
      counted[feature] = of + 1;
      spread[feature] = (spread[feature] ?? 0) + by;
    };
    for (let at = starts[of] ?? 0; at < (starts[of + 1] ?? 0); at += 1) eachIn(phrasings, at, count(1));
    eachIn(short, of, count(1));
    eachIn(text, of, count(commonInText));
  }
  const rarest = Math.log((findables + 1) / 0.5);
  return spread.map((times) => Math.max(leastRarity, Math.log((findables + 1) / (times + 0.5)) / rarest));
}
