/** From a text to terms: slips mended, words that mean the same under one name, words without a subject apart. */
import SearchableMap from "minisearch/SearchableMap";
import type { Synonyms } from "../content/library.js";
import { slips, slipsAllowed } from "./slips.js";
import { longestWord, stemOf, type Word, wordsOf } from "./words.js";

/** `subject` says what a text is about; `little` words (how, my, when) only help to tell two phrasings apart. */
export type Term = { name: string; kind: "subject" | "little"; certain: number };

export type Reading = {
  /** Terms of a phrasing of the library, as `typed` reads it. */
  phrasing(text: string): Term[];
  /** Terms of a text of the library; a group of words is also found by each of its words. */
  text(text: string): Term[];
  /** Terms of what a member typed: its slips are mended, and at most `mostWords` words are read. */
  typed(text: string): Term[];
};

/** Words of a question that are read; the longest question the runtime hands over has fewer than 150. */
const mostWords = 150;

/** What a mended word counts, against one that was typed as it is known. */
const certainAfter: readonly number[] = [1, 0.9, 0.75];

/** A word, and how certain it is that it was meant. */
type Read = Word & { certain: number };

/** A group of synonyms: its words as stems, and the name all of them share. */
type Group = { stems: readonly string[]; name: string };

/** Reads with the vocabulary of `texts` and `synonyms`. */
export function readingOf(synonyms: Synonyms, texts: readonly string[]): Reading {
  const little = new Set(synonyms.ignore.flatMap((one) => wordsOf(one).map((word) => word.stem)));
  const groups = groupsOf(synonyms);
  const vocabulary = new SearchableMap<number>();
  const stems = new Set(little);
  for (const text of [...texts, ...synonyms.same.flat(), ...synonyms.ignore]) {
    for (const { form, stem } of wordsOf(text)) {
      vocabulary.set(form, (vocabulary.get(form) ?? 0) + 1);
      stems.add(stem);
    }
  }
  const kindOf = (stem: string): Term["kind"] => (little.has(stem) ? "little" : "subject");
  const termsOf = (words: readonly Read[], groupsAs: "one term" | "its words too"): Term[] => {
    const terms: Term[] = [];
    for (let at = 0; at < words.length; ) {
      const group = groupAt(groups, words, at);
      const length = group?.stems.length ?? 1;
      const here = words.slice(at, at + length);
      if (group !== undefined) {
        const certain = Math.min(...here.map((word) => word.certain));
        terms.push({ name: group.name, kind: "subject", certain });
      }
      if (group === undefined || (length > 1 && groupsAs === "its words too")) {
        for (const { stem, certain } of here) terms.push({ name: stem, kind: kindOf(stem), certain });
      }
      at += length;
    }
    return terms;
  };
  const mended = (word: Word): Read => {
    if (stems.has(word.stem)) return { ...word, certain: 1 };
    const meant = nearestWord(vocabulary, word.form);
    return meant === undefined
      ? { ...word, certain: 1 }
      : { form: meant.form, stem: stemOf(meant.form), certain: certainAfter[meant.slips] ?? 0.75 };
  };
  const asWritten = (text: string): Read[] => wordsOf(text).map((word) => ({ ...word, certain: 1 }));
  return {
    phrasing: (text) => termsOf(asWritten(text), "one term"),
    text: (text) => termsOf(asWritten(text), "its words too"),
    typed: (text) => termsOf(wordsOf(text).slice(0, mostWords).map(mended), "one term"),
  };
}

/** The known word with the fewest slips; among equals the more common one. */
function nearestWord(
  vocabulary: SearchableMap<number>,
  typed: string,
): { form: string; slips: number } | undefined {
  const allowed = slipsAllowed(typed.length);
  if (allowed === 0 || typed.length > longestWord || /\d/.test(typed)) return undefined;
  let best: { form: string; slips: number; times: number } | undefined;
  // One edit more than allowed, since the map counts two for a swap of neighbours and we count one.
  for (const [form, [times]] of vocabulary.fuzzyGet(typed, allowed + 1)) {
    const count = /\d/.test(form) ? undefined : slips(typed, form);
    if (count === undefined) continue;
    if (best === undefined || count < best.slips || (count === best.slips && times > best.times))
      best = { form, slips: count, times };
  }
  return best;
}

function groupsOf(synonyms: Synonyms): ReadonlyMap<string, readonly Group[]> {
  const groups = new Map<string, Group[]>();
  for (const same of synonyms.same) {
    const name = wordsOf(same[0] ?? "")
      .map((word) => word.stem)
      .join(" ");
    for (const one of same) {
      const stems = wordsOf(one).map((word) => word.stem);
      const first = stems[0];
      if (first !== undefined) groups.set(first, [...(groups.get(first) ?? []), { stems, name }]);
    }
  }
  for (const list of groups.values()) list.sort((a, b) => b.stems.length - a.stems.length);
  return groups;
}

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
