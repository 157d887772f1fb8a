/** What is made of what was found: whether a guard is called, and whether the best article is an answer at all. */
import type { GuardId } from "./guards.js";
import type { Match } from "./search.js";

/** How large the share of a guard must be. A cry and a fraud are heard rather once too often. */
const usual = 0.18;
const whole: Readonly<Record<GuardId, number>> = { crisis: 0.18, fraud: 0.2 };
/** A text that is like no example of a guard does not mean it, however few other things there are to mean. */
const leastAlike = 0.05;
/** In one sentence of a long text; the other guards are heard only where the whole text is about them. */
const inPassing: Readonly<Record<GuardId, number>> = { crisis: 0.6, fraud: 0.8 };

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

/** The guard that a text means, of `only` this one where it is named; read as a whole or as one piece of a longer one. */
export function guardMeant(
  matches: readonly Match[],
  read: "whole" | "piece",
  only?: GuardId,
): GuardId | null {
  const best = matches.find(({ means }) => means.kind === "guard" && means.id === (only ?? means.id));
  if (best?.means.kind !== "guard") return null;
  const { id } = best.means;
  const least = read === "whole" ? (whole[id] ?? usual) : (inPassing[id] ?? 1);
  return best.share > least && best.alike > leastAlike ? id : null;
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

/** What speaks for an answer, each with what it counts; fitted on the questions to tune on. */
const counts = { base: 0.4, share: 1.39, alike: 1.9, many: 2.13 } as const;
const leastShare = 1e-4;
/** A question that is asked as the library says members ask it is answered by the article that says so. */
const wordForWord = 0.98;

/**
 * Whether an article is an answer; `subjects` is how many words of the question say something of its subject. A wrong answer
 * is worse than none, but the titles beside it often have the right one: it is shown from one in three on.
 */
export function isAnswer({ share, alike }: Match, subjects: number): boolean {
  if (alike > wordForWord) return true;
  return (
    counts.base +
      counts.share * Math.log(share + leastShare) +
      counts.alike * alike +
      counts.many * Math.log(1 + subjects) >
    0
  );
}
