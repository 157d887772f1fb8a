/**
 * Hears what was never written down word for word: learns from examples what calls a guard and what only sounds like
 * it. It weighs words, kinds of words, pairs of words that stand near each other, and pieces of words, and adds them up.
 * Nothing is random: the same examples give the same ear.
 */
import { markOf, related } from "./marks.js";
import { type SentenceEnd, sentencesOf, type Word } from "./words.js";

/** An example by its features: places in the table of weights. */
export type Heard = Uint32Array;

export type Listener = {
  /** The features of a short text. */
  hear(text: string): Heard;
  /** The features of each passage of a text of any length. */
  passages(text: string): Heard[];
};

/** How sure it is that a passage calls: 0 is even, 2 is seven to one. */
export type Ear = (passage: Heard) => number;

/** The table has 2 to the power of this many weights; features that meet in one place share it. */
const tableBits = 18;
/** Words of a passage that are read together, and how far the next passage begins behind it. */
const passageWords = 24;
const passageStep = 12;
/** How far two words may stand apart to be a pair. */
const reach = 4;
/** Letters of a piece of a word. */
const pieceLetters = 4;

/** Listens with words of one kind known as such. Slips are mended by `mend`. */
export function listenerOf(
  kinds: ReadonlyMap<string, string>,
  mend: (words: readonly (Word | SentenceEnd)[]) => string[],
): Listener {
  const hear = hearerOf(kinds);
  return {
    hear: (text) => hear(mend(sentencesOf(text))),
    passages(text) {
      const stems = mend(sentencesOf(text));
      if (stems.length <= passageWords) return [hear(stems)];
      const all: Heard[] = [];
      for (let at = 0; at < stems.length - passageStep; at += passageStep)
        all.push(hear(stems.slice(at, at + passageWords)));
      return all;
    },
  };
}

/** Gathers the features of a passage. What was found already is known by the number of the passage. */
function hearerOf(kinds: ReadonlyMap<string, string>): (stems: readonly string[]) => Heard {
  const foundIn = new Uint32Array(2 ** tableBits);
  let passage = 0;
  return (stems) => {
    const found: number[] = [];
    passage += 1;
    const add = (feature: number): void => {
      const place = feature >>> (31 - tableBits);
      if (foundIn[place] === passage) return;
      foundIn[place] = passage;
      found.push(place);
    };
    const marks = stems.map((stem) => ({ word: markOf(stem), kind: markOfKind(kinds.get(stem)) }));
    for (const [at, { word, kind }] of marks.entries()) {
      const stem = stems[at] ?? "";
      if (stem === "") continue;
      add(related(word, relations.alone, 0));
      if (kind !== 0) add(related(kind, relations.alone, 0));
      if (stem.length > pieceLetters) {
        const whole = `<${stem}>`;
        for (let from = 0; from + pieceLetters <= whole.length; from += 1)
          add(related(markOf(whole.slice(from, from + pieceLetters)), relations.piece, 0));
      }
      for (let by = 1; by <= reach && stems[at + by] !== ""; by += 1) {
        const next = marks[at + by];
        if (next === undefined) break;
        if (by === 1) add(related(word, relations.next, next.word));
        add(related(word, relations.near, next.word));
        if (next.kind !== 0) add(related(word, relations.near, next.kind));
        if (kind !== 0) add(related(kind, relations.near, next.word));
        if (kind !== 0 && next.kind !== 0) add(related(kind, relations.near, next.kind));
      }
    }
    return Uint32Array.from(found);
  };
}

const relations = { alone: 1, next: 3, near: 5, piece: 7 } as const;

function markOfKind(kind: string | undefined): number {
  return kind === undefined ? 0 : markOf(`#${kind}`);
}

/** How often all examples are gone through, how far a mistake moves the weights, and how they are drawn back to 0. */
const rounds = 6;
const pace = 0.2;
const drawnBack = 3e-4;
/** An example that is heard as surely as this teaches nothing more in this round. */
const sureEnough = 0.03;
const roundsLeftOut = 3;

/** Learns from what calls and from what does not. */
export function earOf(calls: readonly Heard[], others: readonly Heard[]): Ear {
  const weights = new Float32Array(2 ** tableBits);
  const moved = new Float32Array(2 ** tableBits).fill(1e-2);
  let base = 0;
  let baseMoved = 1e-2;
  const examples = mixed([
    ...calls.map((heard) => ({ heard, is: 1 })),
    ...others.map((heard) => ({ heard, is: 0 })),
  ]);
  /** What was never met says nothing, so a text of strange words is not taken for a weak one. */
  const odds = (heard: Heard, counted: number): number => {
    let sum = 0;
    let known = 0;
    for (const place of heard) {
      const weight = weights[place] ?? 0;
      sum += weight;
      if (weight !== 0) known += 1;
    }
    return base + sum / Math.sqrt(counted || known || 1);
  };
  /** An example that was heard surely is left out until this round. */
  const back = new Uint8Array(examples.length);
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, { heard, is }] of examples.entries()) {
      if ((back[at] ?? 0) > round) continue;
      const missing = is - 1 / (1 + Math.exp(-odds(heard, heard.length)));
      if (Math.abs(missing) < sureEnough) {
        back[at] = round + roundsLeftOut;
        continue;
      }
      baseMoved += missing * missing;
      base += (pace * missing) / Math.sqrt(baseMoved);
      const share = missing / Math.sqrt(heard.length || 1);
      for (const place of heard) {
        const step = share - drawnBack * (weights[place] ?? 0);
        const total = (moved[place] ?? 0) + step * step;
        moved[place] = total;
        weights[place] = (weights[place] ?? 0) + (pace * step) / Math.sqrt(total);
      }
    }
  }
  return (heard) => odds(heard, 0);
}

/** The examples in an order in which those that call are spread evenly, the same every time. */
function mixed<T>(examples: readonly T[]): T[] {
  let state = 12_345;
  const next = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
  const order = [...examples];
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(next() * (at + 1));
    const [one, two] = [order[at], order[other]];
    if (one === undefined || two === undefined) continue;
    order[at] = two;
    order[other] = one;
  }
  return order;
}
