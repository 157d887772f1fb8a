/** Which guard a text calls for: the first, in their order, that one of its phrases is said in. */
import type { Guard } from "../content/library.js";
import { slips } from "./slips.js";
import { longestWord, sentencesOf, stemOf, wordsOf } from "./words.js";

export type GuardId = string;

export type Guards = {
  /** The first guard that `text` calls for, of any length. */
  called(text: string): GuardId | null;
};

/** Words that may stand between two words of a phrase: "kill" and "myself" in "kill only myself". */
const wordsBetween = 1;

/**
 * Tries `guards` in their order. Takes time in proportion to the text. A word is read as a slip of a phrase's word
 * only if it is not one of `ordinary`: "does" is not "dose".
 */
export function guardsOf(guards: readonly Guard[], ordinary: ReadonlySet<string>): Guards {
  const inOrder = [...guards].sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
  const tried = inOrder.map(({ id, phrases, unless }) => ({
    id,
    said: seekerOf(phrases),
    harmless: seekerOf(unless),
  }));
  const mend = menderOf(
    inOrder.flatMap(({ phrases, unless }) => [...phrases, ...unless]),
    ordinary,
  );
  return {
    called(text) {
      const stems = mend(text);
      const called = tried.find(({ said, harmless }) => {
        const places = said(stems);
        if (places.length === 0) return false;
        const taken = new Set(harmless(stems).flatMap(wordsIn));
        return places.some((place) => !wordsIn(place).some((at) => taken.has(at)));
      });
      return called?.id ?? null;
    },
  };
}

/** The first and the last word of a phrase in a text. */
type Place = { from: number; to: number };

function wordsIn({ from, to }: Place): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** Finds phrases in the stems of a text. They are filed under their first word, so that a text is read once. */
function seekerOf(phrases: readonly string[]): (stems: readonly string[]) => Place[] {
  const byFirst = new Map<string, string[][]>();
  for (const phrase of phrases) {
    const [first, ...rest] = wordsOf(phrase).map((word) => word.stem);
    if (first !== undefined) byFirst.set(first, [...(byFirst.get(first) ?? []), rest]);
  }
  return (stems) =>
    stems.flatMap((stem, from) =>
      (byFirst.get(stem) ?? []).flatMap((rest): Place[] => {
        const to = endOf(rest, stems, from);
        return to === undefined ? [] : [{ from, to }];
      }),
    );
}

/** Where the rest of a phrase ends that begins after `from`; nothing where it is not said. */
function endOf(rest: readonly string[], stems: readonly string[], from: number): number | undefined {
  let at = from;
  for (const wanted of rest) {
    const next = stems.slice(at + 1, at + 2 + wordsBetween);
    const found = next.indexOf(wanted);
    if (found < 0 || next.slice(0, found).includes(sentenceEnd)) return undefined;
    at += 1 + found;
  }
  return at;
}

/** Stands for the end of a sentence among stems; no stem is empty. */
const sentenceEnd = "";

/** Reads a text as stems; a word that is nearly one of the phrases' words is read as that one. */
function menderOf(phrases: readonly string[], ordinary: ReadonlySet<string>): (text: string) => string[] {
  const forms = new Map(
    phrases.flatMap(wordsOf).flatMap(({ form, stem }): [string, string][] =>
      // What ends otherwise but has the same stem can hold a slip, too: "killin".
      [form, ...["s", "ed", "ing"].map((ending) => form + ending)]
        .filter((one) => stemOf(one) === stem)
        .map((one) => [one, stem]),
    ),
  );
  const stems = new Set(forms.values());
  const byLetter = new Map<string, Form[]>();
  for (const [form, stem] of forms) {
    const letter = form.slice(0, 1);
    byLetter.set(letter, [...(byLetter.get(letter) ?? []), { form, stem }]);
  }
  return (text) => {
    const read = new Map<string, string>();
    return sentencesOf(text).map((word) => {
      if (word === "end") return sentenceEnd;
      const before = read.get(word.form);
      if (before !== undefined) return before;
      const certain = stems.has(word.stem) || ordinary.has(word.form);
      const stem = (certain ? undefined : nearlySaid(word.form, byLetter)) ?? word.stem;
      read.set(word.form, stem);
      return stem;
    });
  };
}

/** A word of the phrases, as it is written, and its stem. */
type Form = { form: string; stem: string };

function nearlySaid(typed: string, byLetter: ReadonlyMap<string, readonly Form[]>): string | undefined {
  if (typed.length > longestWord) return undefined;
  // Only the first two letters may be swapped, so no other word is near.
  const [first = "", second = ""] = typed;
  let best: { stem: string; count: number } | undefined;
  for (const letter of new Set([first, second])) {
    for (const { form, stem } of byLetter.get(letter) ?? []) {
      const count = slips(typed, form) ?? (isShortSlip(typed, form) ? 1 : undefined);
      if (count !== undefined && (best === undefined || count < best.count)) best = { stem, count };
    }
  }
  return best?.stem;
}

/** A word of four letters with one missing or two swapped. A wrong letter would make it another word: love is not live. */
function isShortSlip(typed: string, form: string): boolean {
  if (form.length !== 4 || typed[0] !== form[0]) return false;
  const letters = [...form];
  return typed.length === 3
    ? letters.some((_, index) => letters.toSpliced(index, 1).join("") === typed)
    : typed.length === 4 && [1, 2].some((at) => swapped(letters, at) === typed);
}

function swapped(letters: readonly string[], at: number): string {
  return [...letters.slice(0, at), ...letters.slice(at, at + 2).reverse(), ...letters.slice(at + 2)].join("");
}
