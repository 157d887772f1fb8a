/** Which guards a text calls for word for word: those of which a phrase is said in it. */
import type { Guard, Synonyms } from "../content/library.js";
import { menderOf } from "./mending.js";
import { type Place, phraseWords, seekerOf } from "./phrases.js";
import { sentenceEdge, sentencesOf, wordsOf } from "./words.js";

export type GuardId = string;

export type Guards = {
  /** The guards of which a phrase is said in a text of any length, in their order. */
  said(text: string): GuardId[];
};

/**
 * Tries `guards` in their order. Takes time in proportion to the text. A word is read as a slip of a phrase's word
 * only if it is not one of the `ordinary` ones.
 */
export function guardsOf(
  guards: readonly Guard[],
  ordinary: ReadonlySet<string>,
  kinds: Synonyms["kinds"] = {},
): Guards {
  const inOrder = [...guards].sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
  const known = [
    ...inOrder.flatMap(({ phrases, unless }) => [...phrases, ...unless].flatMap(phraseWords)),
    ...Object.values(kinds).flat().flatMap(wordsOf),
  ];
  const mend = menderOf(known, ordinary);
  // A cry is heard also with another word between ("kill only myself"); what takes it back is said word for word.
  const tried = inOrder.map(({ id, phrases, unless }) => ({
    id,
    said: seekerOf(phrases, 1),
    harmless: seekerOf(unless, 0),
  }));
  return {
    said(text) {
      const stems = [sentenceEdge, ...mend(sentencesOf(text))];
      if (stems.length > 1 && stems.at(-1) !== sentenceEdge) stems.push(sentenceEdge);
      return tried
        .filter(({ said, harmless }) => {
          const places = said(stems);
          return places.length > 0 && places.some(isMeant(harmless(stems)));
        })
        .map(({ id }) => id);
    },
  };
}

/**
 * A phrase is not meant where a harmless one shares a word with it and says more: "live in" takes back "not want to
 * live", but not "not want to live in this world".
 */
function isMeant(harmless: readonly Place[]): (place: Place) => boolean {
  /** Words that stand in a harmless phrase together with the word after them. */
  const goesOn = new Set(harmless.flatMap((place) => place.slice(0, -1)));
  return (place) => {
    const own = new Set(place);
    return !place.some(
      (at) => (goesOn.has(at - 1) && !own.has(at - 1)) || (goesOn.has(at) && !own.has(at + 1)),
    );
  };
}
