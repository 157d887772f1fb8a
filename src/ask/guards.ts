/** Which guard a text calls for: the first, in their order, that one of its phrases is said in or that hears a call. */
import type { Guard, Synonyms } from "../content/library.js";
import { type Ear, earOf, type Listener, listenerOf } from "./ear.js";
import { menderOf } from "./mending.js";
import { type Place, phraseWords, seekerOf } from "./phrases.js";
import { sentenceEdge, sentencesOf, stemOf, wordsOf } from "./words.js";

export type GuardId = string;

export type Guards = {
  /** The first guard that `text` calls for, of any length; of `only` these where they are named. */
  called(text: string, only?: readonly GuardId[]): GuardId | null;
  /** How sure the ear of a guard is, at the passage where it is surest: 0 is even; never of a guard without examples. */
  sureness(id: GuardId, text: string): number;
};

/** What guards are told from: the words that are no slips of theirs, and questions that call none. */
export type Ordinary = { words: ReadonlySet<string>; questions: readonly string[] };

/**
 * Tries `guards` in their order. Takes time in proportion to the text. A word is read as a slip of a phrase's word
 * only if it is not one of the ordinary ones.
 */
export function guardsOf(
  guards: readonly Guard[],
  ordinary: Ordinary,
  kinds: Synonyms["kinds"] = {},
): Guards {
  const inOrder = [...guards].sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
  const said = inOrder.flatMap(({ calls, leaves }) => [...calls, ...leaves]);
  const known = [
    ...inOrder.flatMap(({ phrases, unless }) => [...phrases, ...unless].flatMap(phraseWords)),
    ...Object.values(kinds).flat().flatMap(wordsOf),
  ];
  const mend = menderOf(
    known,
    new Set([...ordinary.words, ...said.flatMap(wordsOf).map(({ form }) => form)]),
  );
  const listener = listenerOf(kindsByStem(kinds), mend);
  const ears = earsOf(inOrder, ordinary.questions, listener);
  // A cry is heard also with another word between ("kill only myself"); what takes it back is said word for word.
  const tried = inOrder.map(({ id, phrases, unless }) => ({
    id,
    said: seekerOf(phrases, 1),
    harmless: seekerOf(unless, 0),
    ear: ears.get(id),
  }));
  return {
    called(text, only) {
      const stems = [sentenceEdge, ...mend(sentencesOf(text))];
      if (stems.length > 1 && stems.at(-1) !== sentenceEdge) stems.push(sentenceEdge);
      const passages = listener.passages(text);
      const wanted = only === undefined ? tried : tried.filter(({ id }) => only.includes(id));
      const called = wanted.find(({ id, said, harmless, ear }) => {
        const places = said(stems);
        if (places.length > 0 && places.some(isMeant(harmless(stems)))) return true;
        return ear !== undefined && passages.some((passage) => ear(passage) > leastOdds(id));
      });
      return called?.id ?? null;
    },
    sureness(id, text) {
      const ear = ears.get(id);
      return ear === undefined ? Number.NEGATIVE_INFINITY : Math.max(...listener.passages(text).map(ear));
    },
  };
}

/** A cry is heard rather once too often; what another guard answers can mostly be said again in other words. */
function leastOdds(id: GuardId): number {
  return id === "crisis" ? 0.8 : 1;
}

/** The crisis guard is told from every ordinary question, the others from one in so many, which takes less time. */
const fewer = 3;

/** An ear for every guard that has examples. What calls another guard does not call this one. */
function earsOf(
  guards: readonly Guard[],
  questions: readonly string[],
  { hear }: Listener,
): ReadonlyMap<GuardId, Ear> {
  const listening = guards.filter(({ calls }) => calls.length > 0);
  const ordinary = questions.map(hear);
  const some = ordinary.filter((_, at) => at % fewer === 0);
  const heard = listening.map(({ id, calls, leaves }) => ({
    id,
    calls: calls.map(hear),
    leaves: leaves.map(hear),
  }));
  return new Map(
    heard.map(({ id, calls, leaves }) => {
      const elsewhere = heard.filter((other) => other.id !== id).flatMap((other) => other.calls);
      return [id, earOf(calls, [...leaves, ...(id === "crisis" ? ordinary : some), ...elsewhere])];
    }),
  );
}

function kindsByStem(kinds: Synonyms["kinds"]): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(kinds).flatMap(([kind, words]) =>
      words.flatMap((word) => [[word, kind] as const, [stemOf(word), kind] as const]),
    ),
  );
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
