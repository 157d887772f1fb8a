/** What is made of what was found: whether a phrase of a guard is meant, in what pieces a text is read, and how sure an answer is. */
import type { GuardId } from "./guards.js";
import { type Match, wordForWord } from "./search.js";

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

/**
 * What speaks for an answer and against it, each with what it counts: fitted (logistic) on questions that were not learned from.
 * `least` was set on the questions to tune on: 2 in 100 of those that have an article get no answer, and 9 in 10 of those that have none.
 */
const answering = {
  base: -6.76,
  share: 1.48,
  alike: 2.42,
  words: 2.92,
  nothing: -1.1,
  nothingAlike: -3.49,
  least: 0.3,
} as const;
/** What speaks for the best article being the right one, rather than one beside it: what the next best has counts against it. Fitted alike. */
const choosing = { base: 0.03, share: 1.69, subjects: 0.38, nextShare: -1.19, least: 0 } as const;
const leastShare = 1e-4;

/** How sure an answer is: the best article is one; more than one may be meant; or there is nothing on the question. */
export type Standing = "answer" | "several" | "nothing";

/** What a question is beside its best articles: its words, those of them that say something of its subject, and what speaks for "nothing". */
export type About = { words: number; subjects: number; nothing: Pick<Match, "share" | "alike"> };

/**
 * What the best articles, best first, are to a question. A wrong answer is worse than none, and worse than to be asked which is meant.
 */
export function standingOf([best, next]: readonly Match[], { words, subjects, nothing }: About): Standing {
  if (best === undefined) return "nothing";
  // Asked as the library says that members ask it.
  if (best.alike > wordForWord) return "answer";
  const share = Math.log(best.share + leastShare);
  const answers =
    answering.base +
    answering.share * share +
    answering.alike * best.alike +
    answering.words * Math.log(1 + words) +
    answering.nothing * Math.log(nothing.share + leastShare) +
    answering.nothingAlike * nothing.alike;
  if (answers <= answering.least) return "nothing";
  const chosen =
    choosing.base +
    choosing.share * share +
    choosing.subjects * Math.log(1 + subjects) +
    choosing.nextShare * Math.log((next?.share ?? 0) + leastShare);
  return chosen > choosing.least ? "answer" : "several";
}
