/** What a text is about: what it counts for it that a feature stands in a question, by where the feature stands in it. */
import type { Channel } from "./features.js";
import { eachIn, gathering, type Rows } from "./rows.js";
import { about, halfway, type Place, places, said } from "./weights.js";

/** The parts of a text beside its phrasings. A row is a text. */
export type Sources = { short: Rows; text: Rows; claims: Rows };

/**
 * Everything that can be found, read. A row of `phrasings` is one phrasing; those of text `of` are from `starts[of]` up to
 * `starts[of + 1]`, its title first, and `owners` tells whose each is.
 */
export type Read = Sources & { starts: Uint32Array; owners: Uint32Array; phrasings: Rows };

/** For each text the features that say something of it, with what they count. */
export function aboutOf(
  { starts, phrasings, short, text, claims }: Read,
  channels: readonly Channel[],
): Rows {
  const rows = gathering();
  const wide = places.length;
  /** How often each feature stands in each place of the text that is being read. */
  const times = new Float64Array(wide * channels.length);
  /** The text in which a feature was met last, from 1. */
  const metIn = new Uint32Array(channels.length);
  for (let of = 0; of + 1 < starts.length; of += 1) {
    const met: number[] = [];
    const add = (from: Rows, row: number, by: readonly number[]): void =>
      eachIn(from, row, (feature, weight) => {
        if (metIn[feature] !== of + 1) met.push(feature);
        metIn[feature] = of + 1;
        for (let place = 0; place < wide; place += 1) {
          const at = wide * feature + place;
          times[at] = (times[at] ?? 0) + weight * (by[place] ?? 0);
        }
      });
    const begin = starts[of] ?? 0;
    const end = starts[of + 1] ?? 0;
    const asks = 1 / (end - begin);
    const asAsk = inPlaces({ anywhere: said.ask, asks });
    add(phrasings, begin, inPlaces({ anywhere: said.title, asks, title: 1 }));
    for (let at = begin + 1; at < end; at += 1) add(phrasings, at, asAsk);
    add(short, of, inPlaces({ anywhere: said.short, short: 1 }));
    add(text, of, inPlaces({ anywhere: said.text, text: 1 }));
    add(claims, of, inPlaces({ claims: 1 }));
    for (const feature of met) {
      const here = times.subarray(wide * feature, wide * (feature + 1));
      rows.put(feature, countsFor(channels[feature], here));
      here.fill(0);
    }
    rows.next();
  }
  return rows.rows();
}

/** How often a feature counts as standing in each place, in the order of `places`. */
function inPlaces(by: Partial<Record<Place, number>>): number[] {
  return places.map((place) => by[place] ?? 0);
}

function countsFor(channel: Channel | undefined, times: Float64Array): number {
  if (channel === undefined) return 0;
  let sum = 0;
  for (const [at, place] of places.entries()) {
    const here = times[at] ?? 0;
    sum += (about[channel][place] * here) / (halfway[place] + here);
  }
  return sum;
}
