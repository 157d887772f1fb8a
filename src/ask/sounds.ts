/**
 * How a text sounds, whatever it is about: its words as they are typed, the little ones too, what stands beside and near each,
 * and pieces of words, in which a slip or another language changes little.
 */
import { markOf, related } from "./marks.js";
import type { Word } from "./words.js";

/** Kinds of features, each with what it counts. */
const kinds = {
  word: { place: 11, counts: 1 },
  /** Two words that follow each other, and two with one between them. */
  pair: { place: 12, counts: 1 },
  around: { place: 13, counts: 1 },
  piece: { place: 14, counts: 0.4 },
  /** The word that a text begins or ends with. */
  first: { place: 15, counts: 0.7 },
  last: { place: 16, counts: 0.7 },
} as const;

type Kind = { place: number; counts: number };

/** Letters of a piece of a word, the edges of which are letters too. */
const pieceLetters = 4;
const longestWithPieces = 32;
/** Words that are read: what is said is said within so many, or in a piece of the text. */
const mostWords = 200;

export type Sounds = {
  /** Tells the features of a text by their numbers, with what each counts. One may come more than once. */
  of(words: readonly Word[], put: (feature: number, counts: number) => void): void;
};

/** A word with its mark and the numbers of what it says alone. */
type Sounding = { mark: number; word: number | undefined; pieces: readonly number[] };

/** Reads with `numberOf`, which says what number a feature has, if any. */
export function soundsWith(numberOf: (mark: number) => number | undefined): Sounds {
  // The same words come again and again, and to cut them up takes the most time. Kept for as long as this reads.
  const known = new Map<string, Sounding>();
  const sounding = ({ form }: Word): Sounding => {
    const there = known.get(form);
    if (there !== undefined) return there;
    const mark = markOf(form);
    const made = {
      mark,
      word: numberOf(related(mark, kinds.word.place, 0)),
      pieces: piecesOf(form, numberOf),
    };
    if (known.size < mostKept) known.set(form, made);
    return made;
  };
  return {
    of(words, put) {
      const tell = ({ place, counts }: Kind, one: number, other: number): void => {
        const number = numberOf(related(one, place, other));
        if (number !== undefined) put(number, counts);
      };
      const heard = words.slice(0, mostWords).map(sounding);
      for (const [at, { mark, word, pieces }] of heard.entries()) {
        if (word !== undefined) put(word, kinds.word.counts);
        const before = heard[at - 1];
        const beforeThat = heard[at - 2];
        if (before !== undefined) tell(kinds.pair, before.mark, mark);
        if (beforeThat !== undefined) tell(kinds.around, beforeThat.mark, mark);
        for (const piece of pieces) put(piece, kinds.piece.counts);
      }
      const [first, last] = [heard[0], heard.at(-1)];
      if (first !== undefined) tell(kinds.first, first.mark, 0);
      if (last !== undefined) tell(kinds.last, last.mark, 0);
    },
  };
}

/** Words of which the pieces are kept: members can type any number of different ones. */
const mostKept = 100_000;

function piecesOf(form: string, numberOf: (mark: number) => number | undefined): number[] {
  if (form.length > longestWithPieces) return [];
  const edged = `<${form}>`;
  const found: number[] = [];
  for (let at = 0; at + pieceLetters <= edged.length; at += 1) {
    const piece = markOf(edged.slice(at, at + pieceLetters));
    const number = numberOf(related(piece, kinds.piece.place, 0));
    if (number !== undefined) found.push(number);
  }
  return found;
}
