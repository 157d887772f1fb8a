/** Where features stand: for each, the numbered texts that have it, with a weight. Adding up what texts share takes time in proportion to that. */

export type Postings = {
  /** How many texts there are. */
  size: number;
  /** Adds `value(weight there)` to `sums` for every text that has the feature. */
  add(feature: number, sums: Float64Array, value: (weight: number) => number): void;
};

/** Files texts by their features: `each` tells the features of a text with their weights. */
export function postingsOf(
  size: number,
  each: (text: number, tell: (feature: number, weight: number) => void) => void,
): Postings {
  const gathered = new Map<number, { texts: number[]; weights: number[] }>();
  for (let text = 0; text < size; text += 1) {
    each(text, (feature, weight) => {
      const list = gathered.get(feature);
      if (list === undefined) gathered.set(feature, { texts: [text], weights: [weight] });
      else {
        list.texts.push(text);
        list.weights.push(weight);
      }
    });
  }
  const filed = new Map(
    [...gathered].map(([feature, list]) => [
      feature,
      { texts: Uint32Array.from(list.texts), weights: Float32Array.from(list.weights) },
    ]),
  );
  return {
    size,
    add(feature, sums, value) {
      const list = filed.get(feature);
      if (list === undefined) return;
      for (let at = 0; at < list.texts.length; at += 1) {
        const text = list.texts[at] ?? 0;
        sums[text] = (sums[text] ?? 0) + value(list.weights[at] ?? 0);
      }
    },
  };
}
