/** What is made of what was found: whether a guard is called, and whether the best article is an answer at all. */
import type { GuardId } from "./guards.js";
import type { Match } from "./search.js";

/** A text that is like no example of a guard does not mean it, however few other things there are to mean. */
const leastAlike = 0.05;

/**
 * What speaks for a guard: its share (as the logarithm of the odds), being more like one of its examples than like one that only
 * sounds like it, and how the text sounds; against it, the largest share of an article or another guard (as its logarithm). Fitted
 * (logistic) on sayings that were not learned from, so that the sum is the logarithm of the odds. The least that it must be says
 * what a mistake costs: a question that is taken wrongly against one that is not heard.
 */
type Counts = { base: number; share: number; alike: number; heard: number; other: number; least: number };
const counted: Readonly<Record<GuardId, Counts>> = {
  crisis: { base: -1.28, share: 0.68, alike: 5.87, heard: 0.68, other: -0.91, least: -0.9 },
  fraud: { base: -0.82, share: 0.69, alike: 2.23, heard: 0.49, other: -0.82, least: -0.45 },
};
const countedUsually: Counts = {
  base: 2.26,
  share: 0.93,
  alike: 1.99,
  heard: 0.62,
  other: -0.49,
  least: 1.4,
};
/** Below this it is all the same how little else a text can mean. */
const leastOther = 0.01;
/**
 * One sentence of a long text is in more danger of being misheard than the whole, and must be surer. The other guards are called
 * only where the whole text is about them.
 */
const leastOfPiece: Readonly<Record<GuardId, number>> = { crisis: 4, fraud: 2 };

/**
 * A few words, with which a flow is answered, sound like a cry easily ("about", "stop", "nobody"): for each that is missing to so
 * many it must be surer. What is short and clear stands among the phrases.
 */
const fewWords = { guard: "crisis", enough: 8, eachMissing: 0.68 } as const;

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
      const best = others.find((one) => one !== match)?.share ?? 0;
      const counts = counted[id] ?? countedUsually;
      const sure =
        counts.base +
        counts.share * Math.log((match.share + leastShare) / (1 - match.share + leastShare)) +
        counts.alike * (match.alike - (leaf?.alike ?? 0)) +
        counts.heard * (match.heard ?? 0) +
        counts.other * Math.log(best + leastOther);
      const missing = id === fewWords.guard ? Math.max(0, fewWords.enough - words) * fewWords.eachMissing : 0;
      const must = read === "whole" ? counts.least : (leastOfPiece[id] ?? Number.POSITIVE_INFINITY);
      return [{ id, above: sure - missing - must }];
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
const answering = { base: -1, share: 1.7, alike: 1.8, many: 2.3, nothing: -0.33 } as const;
const leastShare = 1e-4;
/** A question that is asked as the library says members ask it is answered by the article that says so. */
const wordForWord = 0.98;

/**
 * Whether an article is an answer; `subjects` is how many words of the question say something of its subject, `nothing` the share
 * of what the library has nothing on. A wrong answer is worse than none, but the titles beside it often have the right one: it is shown from one in three on.
 */
export function isAnswer({ share, alike }: Match, subjects: number, nothing: number): boolean {
  if (alike > wordForWord) return true;
  return (
    answering.base +
      answering.share * Math.log(share + leastShare) +
      answering.alike * alike +
      answering.many * Math.log(1 + subjects) +
      answering.nothing * Math.log(nothing + leastShare) >
    0
  );
}
