/**
 * Numbered features with a weight each, a row for every text. All rows lie behind one another in three arrays: there are
 * hundreds of thousands of features, and an object for each would cost more time to clean up than to read.
 */

/** Row `at` is from `starts[at]` up to `starts[at + 1]`. */
export type Rows = {
  starts: Uint32Array<ArrayBuffer>;
  features: Uint32Array<ArrayBuffer>;
  weights: Float32Array<ArrayBuffer>;
};

export type Gathering = {
  /** Adds a feature to the row that is being written; of one that comes twice the larger weight counts. */
  put(feature: number, weight: number): void;
  /** The row is whole, and the next begins. */
  next(): void;
  rows(): Rows;
};

/** Gathers rows, one after the other. */
export function gathering(): Gathering {
  const starts: number[] = [0];
  let features = new Uint32Array(2 ** 16);
  let weights = new Float32Array(2 ** 16);
  let many = 0;
  /** Where a feature was put last; in the row that is being written, if it stands there still. */
  let places = new Uint32Array(2 ** 16);
  return {
    put(feature, weight) {
      if (feature >= places.length) places = larger(places, feature + 1);
      const place = places[feature] ?? 0;
      const there = place < many && place >= (starts.at(-1) ?? 0) && features[place] === feature;
      if (there) {
        if (weight > (weights[place] ?? 0)) weights[place] = weight;
        return;
      }
      if (many === features.length) {
        features = larger(features, many + 1);
        const wider = new Float32Array(features.length);
        wider.set(weights);
        weights = wider;
      }
      places[feature] = many;
      features[many] = feature;
      weights[many] = weight;
      many += 1;
    },
    next() {
      starts.push(many);
    },
    rows: () => ({
      starts: Uint32Array.from(starts),
      features: features.slice(0, many),
      weights: weights.slice(0, many),
    }),
  };
}

/** The same numbers in a longer array, with room for as many again. */
function larger(numbers: Uint32Array<ArrayBuffer>, least: number): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(Math.max(least, 2 * numbers.length));
  longer.set(numbers);
  return longer;
}

/** How many rows there are. */
export function sizeOf({ starts }: Rows): number {
  return starts.length - 1;
}

/** The same the other way about: for each of `many` features the texts that have it, in their order. */
export function turned({ starts, features, weights }: Rows, many: number): Rows {
  const ends = new Uint32Array(many + 1);
  for (const feature of features) ends[feature + 1] = (ends[feature + 1] ?? 0) + 1;
  for (let feature = 0; feature < many; feature += 1)
    ends[feature + 1] = (ends[feature + 1] ?? 0) + (ends[feature] ?? 0);
  const next = ends.slice();
  const texts = new Uint32Array(features.length);
  const there = new Float32Array(features.length);
  for (let text = 0; text + 1 < starts.length; text += 1) {
    for (let at = starts[text] ?? 0; at < (starts[text + 1] ?? 0); at += 1) {
      const feature = features[at] ?? 0;
      const place = next[feature] ?? 0;
      next[feature] = place + 1;
      texts[place] = text;
      there[place] = weights[at] ?? 0;
    }
  }
  return { starts: ends, features: texts, weights: there };
}
