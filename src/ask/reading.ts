/** From a text to terms: slips mended, words that mean the same under one name, words that say little marked. */
import type { Synonyms } from "../content/library.js";
import { nearestOf } from "./mending.js";
import { type Word, wordsOf } from "./words.js";

/**
 * `subject` says what a text is about; `little` words (how, my, when) only help to tell two phrasings apart.
 * `certain` is below 1 for a word that was mended, and for a word inside a group that has a name of its own.
 */
export type Term = { name: string; kind: "subject" | "little"; certain: number };

export type Reading = {
  /** Terms of a text of the library, from its words. */
  written(words: readonly Word[]): Term[];
  /** Terms of what a member typed: its slips are mended, and at most `mostWords` words are read. */
  typed(words: readonly Word[]): Term[];
  /** Whether a word alone says something of a subject. */
  kindOf(word: Word): Term["kind"];
};

/** Words of a question that are read. Two hundred are a long story; what comes after seldom asks something new. */
const mostWords = 400;
/** What a mended word, and a word inside a group, counts against one that was typed as it is known. */
const afterMending = 0.85;
const insideGroup = 0.35;

type Read = Word & { certain: number };

/** A group of synonyms: its words as stems, and the name all of them share. */
type Group = { stems: readonly string[]; name: string; kind: Term["kind"] };

/** Every word that is known, the more common ones first, and how often each stands there. */
export type Vocabulary = { words: readonly Word[]; times: Uint32Array<ArrayBuffer> };

/** The words of `texts`, each given as its words, and of `synonyms`. */
export function vocabularyOf(synonyms: Synonyms, texts: readonly (readonly Word[])[]): Vocabulary {
  const words = new Map<string, Word>();
  const times = new Map<string, number>();
  const listed = [...synonyms.same.flat(), ...synonyms.ignore, ...Object.values(synonyms.kinds).flat()];
  for (const text of [...texts, ...listed.map(wordsOf)]) {
    for (const word of text) {
      words.set(word.form, word);
      times.set(word.form, (times.get(word.form) ?? 0) + 1);
    }
  }
  const common = [...words.values()].sort((a, b) => (times.get(b.form) ?? 0) - (times.get(a.form) ?? 0));
  return { words: common, times: Uint32Array.from(common, ({ form }) => times.get(form) ?? 0) };
}

/** Reads with a vocabulary and synonyms. */
export function readingOf(synonyms: Synonyms, vocabulary: Vocabulary): Reading {
  const little = new Set(synonyms.ignore.flatMap((one) => wordsOf(one).map((word) => word.stem)));
  const groups = groupsOf(synonyms, little);
  /** The groups of a single word. */
  const alone = new Map(
    [...groups].flatMap(([stem, list]) =>
      list.filter((one) => one.stems.length === 1).map((one) => [stem, one]),
    ),
  );
  const known = knownOf(vocabulary);
  const mend = menderOf(known);
  const termsOf = (words: readonly Read[]): Term[] => {
    const terms: Term[] = [];
    for (let at = 0; at < words.length; ) {
      const group = groupAt(groups, words, at);
      const here = words.slice(at, at + (group?.stems.length ?? 1));
      const certain = Math.min(...here.map((word) => word.certain));
      if (group !== undefined) terms.push({ name: group.name, kind: group.kind, certain });
      if (group === undefined || here.length > 1) {
        for (const word of here) {
          // A word of a group may itself mean the same as others: "rule" in "two year rule".
          const single = alone.get(word.stem);
          terms.push({
            name: single?.name ?? word.stem,
            kind: single?.kind ?? (little.has(word.stem) ? "little" : "subject"),
            certain: group === undefined ? word.certain : certain * insideGroup,
          });
        }
      }
      at += here.length;
    }
    return terms;
  };
  return {
    written: (words) => termsOf(words.map(({ form, stem }) => ({ form, stem, certain: 1 }))),
    typed: (words) => termsOf(mend(words.slice(0, mostWords))),
    kindOf: ({ stem }) => alone.get(stem)?.kind ?? (little.has(stem) ? "little" : "subject"),
  };
}

type Known = { stems: ReadonlySet<string>; forms: ReadonlyMap<string, number>; words: readonly Word[] };

function knownOf({ words, times }: Vocabulary): Known {
  return {
    stems: new Set(words.map(({ stem }) => stem)),
    forms: new Map(words.map(({ form }, at) => [form, times[at] ?? 0])),
    words,
  };
}

/** Reads a word that is not known as the known one it is nearly, as two that were run together, or with its neighbor as one. */
function menderOf(known: Known): (words: readonly Word[]) => Read[] {
  const near = nearestOf(known.words.filter((word) => !/\d/.test(word.form)));
  const isKnown = (word: Word): boolean => known.stems.has(word.stem);
  return (words) => {
    const read: Read[] = [];
    for (let at = 0; at < words.length; at += 1) {
      const [word, next] = [words[at], words[at + 1]];
      if (word === undefined) break;
      const joined =
        next === undefined || (isKnown(word) && isKnown(next)) ? undefined : word.form + next.form;
      const [one, another] = joined === undefined || joined.length < 6 ? [] : wordsOf(joined);
      if (one !== undefined && another === undefined && known.forms.has(one.form)) {
        read.push({ ...one, certain: afterMending });
        at += 1;
      } else if (isKnown(word) || /\d/.test(word.form)) read.push({ ...word, certain: 1 });
      else read.push(...mended(word, near, known));
    }
    return read;
  };
}

function mended(word: Word, near: (typed: string) => string | undefined, known: Known): Read[] {
  const stem = near(word.form);
  if (stem !== undefined) return [{ form: word.form, stem, certain: afterMending }];
  return (
    split(word.form, known)?.map((one) => ({ ...one, certain: afterMending })) ?? [{ ...word, certain: 1 }]
  );
}

/** The two known words that were run together, of several ways the one with the more common words. */
function split(form: string, known: Known): Word[] | undefined {
  let best: { words: Word[]; times: number } | undefined;
  for (let at = 3; at <= form.length - 3; at += 1) {
    const [head, tail] = [form.slice(0, at), form.slice(at)];
    const times = Math.min(known.forms.get(head) ?? 0, known.forms.get(tail) ?? 0);
    if (times > (best?.times ?? 1)) best = { words: [...wordsOf(head), ...wordsOf(tail)], times };
  }
  return best?.words;
}

function groupsOf(synonyms: Synonyms, little: ReadonlySet<string>): ReadonlyMap<string, readonly Group[]> {
  const groups = new Map<string, Group[]>();
  for (const same of synonyms.same) {
    const first = wordsOf(same[0] ?? "").map((word) => word.stem);
    const kind = first.every((stem) => little.has(stem)) ? "little" : "subject";
    for (const one of same) {
      const stems = wordsOf(one).map((word) => word.stem);
      const begins = stems[0];
      if (begins === undefined) continue;
      groups.set(begins, [...(groups.get(begins) ?? []), { stems, name: first.join(" "), kind }]);
    }
  }
  for (const list of groups.values()) list.sort((a, b) => b.stems.length - a.stems.length);
  return groups;
}

/** The longest group that begins at a word. */
function groupAt(
  groups: ReadonlyMap<string, readonly Group[]>,
  words: readonly Word[],
  at: number,
): Group | undefined {
  const first = words[at];
  return first === undefined
    ? undefined
    : groups
        .get(first.stem)
        ?.find(({ stems }) => stems.every((stem, index) => words[at + index]?.stem === stem));
}
