/**
 * Learns which of many a text means, from examples of each: what a feature counts for and against each of them. It is a
 * linear model with one weight for a feature and a class, fitted so that the examples become likely (softmax), the weights
 * moved in steps of their own (AdaGrad). Nothing is random: the same examples give the same weights.
 */
import { type Rows, sizeOf } from "./rows.js";

/**
 * What each feature says of each class, in steps: those of feature `f` are from `f * classes` on. There are millions, and finer
 * steps would tell no two articles apart.
 */
export type Learned = { steps: Int16Array<ArrayBuffer>; step: number };

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
/** The largest number of 16 bits. */
const mostSteps = 32_767;
/** Classes that an example is told from at a time, those that lie beside each other. With more it would take too long. */
const mostAtOnce = 512;

/** Learns from `examples`, the rows of which are those of the classes `owners`. */
export function learn(
  examples: Rows,
  owners: Uint32Array,
  { features, classes }: { features: number; classes: number },
): Learned {
  // For each feature a weight for each class and, right behind them, how far each of those has moved: what is read together lies
  // together, and most of the time goes by in waiting for memory.
  const width = 2 * classes;
  const weights = new Float32Array(features * width);
  for (let feature = 0; feature < features; feature += 1)
    weights.fill(movedBefore, feature * width + classes, (feature + 1) * width);
  const scores = new Float64Array(classes);
  /** The classes that an example misses, and by how much. */
  const missed = new Uint32Array(classes);
  const by = new Float64Array(classes);
  const { starts, features: numbered, weights: counts } = examples;
  const sure = new Uint8Array(sizeOf(examples));
  const next = numbersBelow();
  for (let round = 0; round < rounds; round += 1) {
    for (const example of inMixedOrder(sizeOf(examples), next)) {
      if (sure[example] === 1) continue;
      const owner = owners[example] ?? 0;
      const from = classes > mostAtOnce ? next(classes - mostAtOnce + 1) : 0;
      const to = Math.min(classes, from + mostAtOnce);
      const [begin, end] = [starts[example] ?? 0, starts[example + 1] ?? 0];
      const told = { rows: examples, begin, end, weights, width, scores };
      score(told, from, to);
      // The class of the example, where it does not lie beside the others.
      const alone = owner < from || owner >= to;
      if (alone) score(told, owner, owner + 1);
      const total = toShares(scores, from, to, alone ? owner : undefined);
      let many = 0;
      let most = 0;
      for (let place = from; place < (alone ? to + 1 : to); place += 1) {
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
        const base = (numbered[at] ?? 0) * width;
        const weight = counts[at] ?? 0;
        for (let place = 0; place < many; place += 1) {
          const moving = base + (missed[place] ?? 0);
          const before = weights[moving] ?? 0;
          const step = (by[place] ?? 0) * weight - drawnBack * before;
          const far = (weights[moving + classes] ?? 0) + step * step;
          weights[moving + classes] = far;
          weights[moving] = before + (pace * step) / Math.sqrt(far);
        }
      }
    }
  }
  return inSteps(weights, { features, classes });
}

/** The largest weight is as many steps as there can be. */
function inSteps(
  weights: Float32Array,
  { features, classes }: { features: number; classes: number },
): Learned {
  let most = 0;
  const steps = new Int16Array(features * classes);
  for (let feature = 0; feature < features; feature += 1)
    for (let one = 0; one < classes; one += 1)
      most = Math.max(most, Math.abs(weights[2 * feature * classes + one] ?? 0));
  const step = most / mostSteps || 1;
  for (let feature = 0; feature < features; feature += 1)
    for (let one = 0; one < classes; one += 1)
      steps[feature * classes + one] = Math.round((weights[2 * feature * classes + one] ?? 0) / step);
  return { steps, step };
}

/** A row of examples from `begin` to `end`, and what was learned of its features until now. */
type Told = {
  rows: Rows;
  begin: number;
  end: number;
  weights: Float32Array;
  /** How far behind one another the weights of two features begin. */
  width: number;
  scores: Float64Array;
};

/**
 * What the features of a row say together of the classes from `from` up to `to`. Four features at a time, since nearly all of
 * the time of learning goes by here, much of it in reading and writing scores.
 */
function score({ rows, begin, end, weights, width, scores }: Told, from: number, to: number): void {
  scores.fill(0, from, to);
  const { features, weights: counts } = rows;
  let at = begin;
  for (; at + 3 < end; at += 4) {
    const a = (features[at] ?? 0) * width;
    const b = (features[at + 1] ?? 0) * width;
    const c = (features[at + 2] ?? 0) * width;
    const d = (features[at + 3] ?? 0) * width;
    const inA = counts[at] ?? 0;
    const inB = counts[at + 1] ?? 0;
    const inC = counts[at + 2] ?? 0;
    const inD = counts[at + 3] ?? 0;
    for (let one = from; one < to; one += 1)
      scores[one] =
        (scores[one] ?? 0) +
        ((weights[a + one] ?? 0) * inA + (weights[b + one] ?? 0) * inB) +
        ((weights[c + one] ?? 0) * inC + (weights[d + one] ?? 0) * inD);
  }
  for (; at < end; at += 1) {
    const base = (features[at] ?? 0) * width;
    const weight = counts[at] ?? 0;
    for (let one = from; one < to; one += 1)
      scores[one] = (scores[one] ?? 0) + (weights[base + one] ?? 0) * weight;
  }
}

/** Adds to `scores`, one for each class, what a feature of that weight says. */
export function addLearned(
  { steps, step }: Learned,
  feature: number,
  weight: number,
  scores: Float64Array,
): void {
  const base = feature * scores.length;
  for (let one = 0; one < scores.length; one += 1)
    scores[one] = (scores[one] ?? 0) + (steps[base + one] ?? 0) * step * weight;
}

/** Turns scores into shares of what they add up to, which is given back: the larger the score, the larger the share. */
function toShares(scores: Float64Array, from: number, to: number, alone?: number): number {
  let most = alone === undefined ? Number.NEGATIVE_INFINITY : (scores[alone] ?? 0);
  for (let one = from; one < to; one += 1) most = Math.max(most, scores[one] ?? 0);
  let total = 0;
  for (let one = from; one < to; one += 1) {
    const share = Math.exp((scores[one] ?? 0) - most);
    scores[one] = share;
    total += share;
  }
  if (alone === undefined) return total;
  const share = Math.exp((scores[alone] ?? 0) - most);
  scores[alone] = share;
  return total + share;
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
