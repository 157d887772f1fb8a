/**
 * Learns which of many a text means, from examples of each: what a feature counts for and against each of them. It is a
 * linear model with one weight for a feature and a class, fitted so that the examples become likely (softmax), the weights
 * moved in steps of their own (AdaGrad). Nothing is random: the same examples give the same weights.
 */
import { type Rows, sizeOf } from "./rows.js";

/** What each feature says of each class: those of feature `f` are from `f * classes` on. */
export type Learned = Float32Array<ArrayBuffer>;

/** How often the examples are gone through, how far a mistake moves a weight, and how weights are drawn back to 0. */
const rounds = 2;
const pace = 0.5;
const drawnBack = 1e-3;
/** What a weight has moved already when it begins: the larger, the smaller the first steps. */
const movedBefore = 1e-2;
/** A class that is missed by less is left as it is. */
const nearEnough = 0.01;
/** An example of which no class is missed by more is not gone through again. */
const sureEnough = 0.05;
/** Classes that an example is told from at a time, those that lie beside each other. With more it would take too long. */
const mostAtOnce = 512;

/** Learns from `examples`, the rows of which are those of the classes `owners`. */
export function learn(
  examples: Rows,
  owners: Uint32Array,
  { features, classes }: { features: number; classes: number },
): Learned {
  const weights = new Float32Array(features * classes);
  const moved = new Float32Array(features * classes).fill(movedBefore);
  const scores = new Float64Array(classes);
  /** The classes that an example misses, and by how much. */
  const missed = new Uint32Array(classes);
  const by = new Float32Array(classes);
  const { starts, features: numbered, weights: counts } = examples;
  const sure = new Uint8Array(sizeOf(examples));
  const next = numbersBelow();
  const baseAt = (at: number): number => (numbered[at] ?? 0) * classes;
  for (let round = 0; round < rounds; round += 1) {
    for (const example of inMixedOrder(sizeOf(examples), next)) {
      if (sure[example] === 1) continue;
      const owner = owners[example] ?? 0;
      const from = classes > mostAtOnce ? next(classes - mostAtOnce + 1) : 0;
      const to = Math.min(classes, from + mostAtOnce);
      const beside = owner < from || owner >= to;
      const [begin, end] = [starts[example] ?? 0, starts[example + 1] ?? 0];
      scores.fill(0, from, to);
      scores[owner] = 0;
      let at = begin;
      // Four features at a time: the scores are fetched and put back a quarter as often, and that takes most of the time.
      for (; at + 3 < end; at += 4) {
        const [a, b, c, d] = [baseAt(at), baseAt(at + 1), baseAt(at + 2), baseAt(at + 3)];
        const ofA = counts[at] ?? 0;
        const ofB = counts[at + 1] ?? 0;
        const ofC = counts[at + 2] ?? 0;
        const ofD = counts[at + 3] ?? 0;
        const add = (one: number): void => {
          scores[one] =
            (scores[one] ?? 0) +
            (weights[a + one] ?? 0) * ofA +
            (weights[b + one] ?? 0) * ofB +
            (weights[c + one] ?? 0) * ofC +
            (weights[d + one] ?? 0) * ofD;
        };
        for (let one = from; one < to; one += 1) add(one);
        if (beside) add(owner);
      }
      for (; at < end; at += 1) {
        const base = baseAt(at);
        const weight = counts[at] ?? 0;
        for (let one = from; one < to; one += 1)
          scores[one] = (scores[one] ?? 0) + (weights[base + one] ?? 0) * weight;
        if (beside) scores[owner] = (scores[owner] ?? 0) + (weights[base + owner] ?? 0) * weight;
      }
      const total = toShares(scores, from, to, beside ? owner : undefined);
      let many = 0;
      let most = 0;
      // Behind the others comes the class of the example, where it does not lie beside them.
      for (let place = from; place < (beside ? to + 1 : to); place += 1) {
        const one = place === to ? owner : place;
        const miss = (one === owner ? 1 : 0) - (scores[one] ?? 0) / total;
        if (Math.abs(miss) <= nearEnough) continue;
        missed[many] = one;
        by[many] = miss;
        many += 1;
        most = Math.max(most, Math.abs(miss));
      }
      if (most < sureEnough) sure[example] = 1;
      for (let at = begin; at < end; at += 1) {
        const base = (numbered[at] ?? 0) * classes;
        const weight = counts[at] ?? 0;
        for (let place = 0; place < many; place += 1) {
          const moving = base + (missed[place] ?? 0);
          const before = weights[moving] ?? 0;
          const step = (by[place] ?? 0) * weight - drawnBack * before;
          const far = (moved[moving] ?? 0) + step * step;
          moved[moving] = far;
          weights[moving] = before + (pace * step) / Math.sqrt(far);
        }
      }
    }
  }
  return weights;
}

/** Adds to `scores`, one for each class, what a feature of that weight says. */
export function addLearned(learned: Learned, feature: number, weight: number, scores: Float64Array): void {
  const base = feature * scores.length;
  for (let one = 0; one < scores.length; one += 1)
    scores[one] = (scores[one] ?? 0) + (learned[base + one] ?? 0) * weight;
}

/** Turns scores into shares of what they add up to, which is given back: the larger the score, the larger the share. */
function toShares(scores: Float64Array, from: number, to: number, beside?: number): number {
  let most = beside === undefined ? Number.NEGATIVE_INFINITY : (scores[beside] ?? 0);
  for (let one = from; one < to; one += 1) most = Math.max(most, scores[one] ?? 0);
  let total = 0;
  const share = (one: number): void => {
    const is = Math.exp((scores[one] ?? 0) - most);
    scores[one] = is;
    total += is;
  };
  for (let one = from; one < to; one += 1) share(one);
  if (beside !== undefined) share(beside);
  return total;
}

/** Whole numbers below a bound in an order without a pattern, the same every time. */
export function numbersBelow(): (below: number) => number {
  let state = 12_345;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * below);
  };
}

/** The numbers from 0 in a mixed order, so that no class is learned and then forgotten. */
export function inMixedOrder(many: number, next: (below: number) => number): Uint32Array {
  const order = Uint32Array.from({ length: many }, (_, at) => at);
  for (let at = many - 1; at > 0; at -= 1) {
    const other = next(at + 1);
    const one = order[at] ?? 0;
    order[at] = order[other] ?? 0;
    order[other] = one;
  }
  return order;
}
