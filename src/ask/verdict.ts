/** What is made of what was found: whether a guard is called, and whether the best article is an answer at all. */
import type { GuardId } from "./guards.js";
import type { Match } from "./search.js";

/** How large the share of a guard must be that is not heard by its sound. */
const leastOfGuard = 0.18;
/** A text that is like no example of a guard does not mean it, however few other things there are to mean. */
const leastAlike = 0.05;

/**
 * Of a guard that is heard by its sound: what its share counts beside that, and being more like one of its examples than like
 * one that only sounds like it. Fitted, as is how much all of it must be, on sayings that were not learned from.
 */
const besideSound = { share: 0.3, alike: 3 } as const;
/** A cry is heard rather once too often. One sentence of a long text is in more danger of being misheard than the whole. */
const leastSound: Readonly<Record<GuardId, { whole: number; piece: number }>> = {
  crisis: { whole: -2.2, piece: 2.5 },
  fraud: { whole: -1.4, piece: 2 },
};
const usualSound = { whole: 0, piece: 0 } as const;

/**
 * A few words sound like many things ("about", "stop", "nobody"): for each that is missing to so many it must be surer. What is
 * short and clear stands among the phrases.
 */
const enoughWords = 8;
const eachMissing = 0.6;

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
  { read, words }: { read: "whole" | "piece"; words: number },
  only?: GuardId,
): GuardId | null {
  const guards = matches.flatMap((match) =>
    match.means.kind === "guard" && match.means.id === (only ?? match.means.id)
      ? [{ ...match, id: match.means.id }]
      : [],
  );
  const heard = guards.find((guard) => isHeard(guard, matches, read, words));
  if (heard !== undefined) return heard.id;
  const [best] = guards;
  // What is not heard by its sound is called only where the whole text is about it.
  if (best === undefined || best.heard !== undefined || read === "piece") return null;
  return best.share > leastOfGuard && best.alike > leastAlike ? best.id : null;
}

function isHeard(
  { id, heard, share, alike }: Match & { id: GuardId },
  matches: readonly Match[],
  read: "whole" | "piece",
  words: number,
): boolean {
  if (heard === undefined || alike <= leastAlike) return false;
  const leaf = matches.find(({ means }) => means.kind === "sounds-like" && means.id === id);
  const odds = Math.log((share + leastShare) / (1 - share + leastShare));
  const sure = heard + besideSound.share * odds + besideSound.alike * (alike - (leaf?.alike ?? 0));
  const missing = Math.max(0, enoughWords - words) * eachMissing;
  return sure > (leastSound[id] ?? usualSound)[read] + missing;
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
const counts = { base: -1, share: 1.7, alike: 1.8, many: 2.3, nothing: -0.33 } as const;
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
    counts.base +
      counts.share * Math.log(share + leastShare) +
      counts.alike * alike +
      counts.many * Math.log(1 + subjects) +
      counts.nothing * Math.log(nothing + leastShare) >
    0
  );
}
