/** What is made of what was found: whether a guard is called, and whether the best article is an answer at all. */
import type { GuardId } from "./guards.js";
import type { Match } from "./search.js";

/** A text that is like no example of a guard does not mean it, however few other things there are to mean. */
const leastAlike = 0.05;

/**
 * What speaks for a guard: its share (as the logarithm of the odds), being like one of its examples, and how the text sounds.
 * Against it: being like one that only sounds like it, the largest share of an article or another guard (as its logarithm), being
 * like an example of that, and every word that is missing to `enough` (a few words, with which a flow is answered, sound like
 * a cry easily: "about", "stop", "nobody"; what is short and clear stands among the phrases, and of fewer than `fewest` words only
 * what stands there). Fitted (logistic) on sayings that were
 * not learned from, those of articles counted three times, so that the sum is about the logarithm of the odds. The least that it
 * must be says what a mistake costs: a question that is taken wrongly against one that is not heard.
 */
type Counts = {
  base: number;
  share: number;
  alike: number;
  leaf: number;
  heard: number;
  other: number;
  otherAlike: number;
  missing: number;
  fewest: number;
  least: number;
};
const counted: Readonly<Record<GuardId, Counts>> = {
  crisis: {
    base: -0.84,
    share: 0.3,
    alike: 2.8,
    leaf: -3.14,
    heard: 0.9,
    other: -0.72,
    otherAlike: -2.42,
    missing: -0.3,
    fewest: 2,
    least: -1.8,
  },
  fraud: {
    base: -1.39,
    share: 0.44,
    alike: 2.51,
    leaf: -0.37,
    heard: 0.68,
    other: -0.62,
    otherAlike: -2.2,
    missing: -0.17,
    fewest: 1,
    least: -1.7,
  },
};
const countedUsually: Counts = {
  base: -1.07,
  share: 0.1,
  alike: 1.82,
  leaf: -1.04,
  heard: 0.58,
  other: -0.65,
  otherAlike: -2.32,
  missing: 0,
  fewest: 1,
  least: -0.6,
};
const enough = 8;
/** Below this it is all the same how little else a text can mean. */
const leastOther = 0.01;
/**
 * One sentence of a long text is in more danger of being misheard than the whole, and must be surer. The other guards are called
 * only where the whole text is about them.
 */
const leastOfPiece: Readonly<Record<GuardId, number>> = { crisis: 2.8, fraud: 0.7 };

/** What says a phrase of a guard, and means it less than this, was meant otherwise ("this many applications is suicide"). */
const plausible = 0.07;
const plausibleOf: Readonly<Record<GuardId, number>> = { crisis: 0.02 };
/** Unless it says hardly more than the phrase. */
const phraseAlone = 0.7;

/** Whether a text in which a phrase of a guard is said can mean it. Of a guard without examples the phrase decides. */
export function isPlausible(matches: readonly Match[], id: GuardId): boolean {
  const match = matches.find(({ means }) => means.kind === "guard" && means.id === id);
  return match === undefined || match.alike > phraseAlone || match.share > (plausibleOf[id] ?? plausible);
}

/** The guard that a text means most surely, of `only` this one where it is named; read as a whole or as one piece of a longer one. */
export function guardMeant(
  matches: readonly Match[],
  { read, words }: { read: "whole" | "piece"; words: number },
  only?: GuardId,
): GuardId | null {
  /** Best first, as the matches are. */
  const others = matches.filter(({ means }) => means.kind === "article" || means.kind === "guard");
  const [surest] = matches
    .flatMap((match) => {
      if (match.means.kind !== "guard" || match.alike <= leastAlike) return [];
      const { id } = match.means;
      if (id !== (only ?? id)) return [];
      const leaf = matches.find(({ means }) => means.kind === "sounds-like" && means.id === id);
      const other = others.find((one) => one !== match);
      const counts = counted[id] ?? countedUsually;
      if (words < counts.fewest) return [];
      const sure =
        counts.base +
        counts.share * Math.log((match.share + leastShare) / (1 - match.share + leastShare)) +
        counts.alike * match.alike +
        counts.leaf * (leaf?.alike ?? 0) +
        counts.heard * (match.heard ?? 0) +
        counts.other * Math.log((other?.share ?? 0) + leastOther) +
        counts.otherAlike * (other?.alike ?? 0) +
        counts.missing * Math.max(0, enough - words);
      const must = read === "whole" ? counts.least : (leastOfPiece[id] ?? Number.POSITIVE_INFINITY);
      return [{ id, above: sure - must }];
    })
    .sort((a, b) => b.above - a.above);
  return surest !== undefined && surest.above > 0 ? surest.id : null;
}

/** In words: a text that is longer is also read in pieces. */
const long = 30;
/** Words of a piece of a sentence that is as long, and how far the next piece begins behind it. */
const pieceWords = 24;
const pieceStep = 12;
/** So that a text without end takes no time without end: its last pieces are read. */
const mostPieces = 40;

/** The sentences of a long text, a long one in pieces; none of a short text, which was read as a whole. */
export function piecesOf(text: string): string[] {
  if (text.trim().split(/\s+/).length <= long) return [];
  return text
    .split(/(?<=[.!?\n])\s+|\n+/)
    .map((sentence) => sentence.trim().split(/\s+/))
    .filter((words) => words.length > 2)
    .flatMap((words) => {
      if (words.length <= long) return [words.join(" ")];
      const many = Math.ceil((words.length - pieceWords) / pieceStep) + 1;
      return Array.from({ length: many }, (_, at) =>
        words.slice(at * pieceStep, at * pieceStep + pieceWords).join(" "),
      );
    })
    .slice(-mostPieces);
}

/** What speaks for an answer and against it, each with what it counts; fitted on the questions to tune on. */
const answering = { base: -1.5, share: 1.7, alike: 1.8, many: 2.3, nothing: -0.33 } as const;
/**
 * What speaks for the best article being the right one, rather than one beside it: what the next best has counts against it.
 * Fitted (logistic) on sayings that were not learned from; the least is set on the questions to tune on.
 */
const choosing = {
  base: -0.75,
  share: 1.31,
  alike: 1.53,
  many: 0.49,
  nextShare: -0.91,
  nextAlike: -1.03,
  least: -0.5,
} as const;
const leastShare = 1e-4;
/** A question that is asked as the library says members ask it is answered by the article that says so. */
const wordForWord = 0.98;

/** How sure an answer is: the best article is one; more than one may be meant; or there is nothing on the question. */
export type Standing = "answer" | "several" | "nothing";

/**
 * What the best articles are, best first; `subjects` is how many words of the question say something of its subject, `nothing` the
 * share of what the library has nothing on. A wrong answer is worse than none, and worse than to be asked which is meant.
 */
export function standingOf(
  [best, next]: readonly Match[],
  { subjects, nothing }: { subjects: number; nothing: number },
): Standing {
  if (best === undefined) return "nothing";
  if (best.alike > wordForWord) return "answer";
  const many = Math.log(1 + subjects);
  const share = Math.log(best.share + leastShare);
  const answers =
    answering.base +
    answering.share * share +
    answering.alike * best.alike +
    answering.many * many +
    answering.nothing * Math.log(nothing + leastShare);
  if (answers <= 0) return "nothing";
  const chosen =
    choosing.base +
    choosing.share * share +
    choosing.alike * best.alike +
    choosing.many * many +
    choosing.nextShare * Math.log((next?.share ?? 0) + leastShare) +
    choosing.nextAlike * (next?.alike ?? 0);
  return chosen > choosing.least ? "answer" : "several";
}
