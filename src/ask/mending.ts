/** Reads a text for phrases: a word that is nearly one of theirs is read as that one. */
import { slips, slipsAllowed } from "./slips.js";
import { longestWord, type SentenceEnd, sentenceEdge, stemOf, type Word } from "./words.js";

/**
 * Reads words as stems. A word is read as a slip of one of `known` only if it is not one of `ordinary`:
 * "does" is not "dose".
 */
export function menderOf(
  known: readonly Word[],
  ordinary: ReadonlySet<string>,
): (words: readonly (Word | SentenceEnd)[]) => string[] {
  const stems = new Set(known.map((word) => word.stem));
  const near = nearestOf(known.flatMap(formsOf));
  return (words) => {
    const read = new Map<string, string>();
    return words.map((word) => {
      if (word === "end") return sentenceEdge;
      const before = read.get(word.form);
      if (before !== undefined) return before;
      const certain = stems.has(word.stem) || ordinary.has(word.form);
      const stem = (certain ? undefined : near(word.form)) ?? word.stem;
      read.set(word.form, stem);
      return stem;
    });
  };
}

/** A word as it is written and, since what ends otherwise can hold a slip too ("killin"), in its other forms. */
function formsOf({ form, stem }: Word): Word[] {
  return [form, ...["s", "ed", "ing"].map((ending) => form + ending)]
    .filter((one) => stemOf(one) === stem)
    .map((one) => ({ form: one, stem }));
}

/** The stem of the word with the fewest slips, among equals the one that begins alike and comes first. */
export function nearestOf(known: readonly Word[]): (typed: string) => string | undefined {
  const files = filed(known);
  return (typed) => {
    if (typed.length > longestWord) return undefined;
    const letters = lettersOf(typed);
    const allowed = Math.max(1, slipsAllowed(typed.length));
    let best: (Filed & { count: number }) | undefined;
    for (const file of [beginning(typed), swappedBeginning(typed)]) {
      for (let length = typed.length - allowed; length <= typed.length + allowed; length += 1) {
        for (const one of files.get(`${file} ${length}`) ?? []) {
          // Counting slips is slow, and nearly all words are too different for it.
          if (bitsIn(letters ^ one.letters) > 2 * allowed) continue;
          const count = slipsOf(typed, one.form);
          if (count === undefined || (best !== undefined && count > best.count)) continue;
          if (best === undefined || count < best.count || isBefore(one, best, typed))
            best = { ...one, count };
        }
      }
    }
    return best?.stem;
  };
}

/** A known word, how many came before it, and its letters. */
type Filed = Word & { at: number; letters: number };

/**
 * Words by how they begin and how long they are. A slip leaves the first letter or swaps the first two, and adds or
 * takes a letter at most, so that only few of them need to be looked at.
 */
function filed(known: readonly Word[]): ReadonlyMap<string, readonly Filed[]> {
  const files = new Map<string, Filed[]>();
  const forms = new Map(known.map((word) => [word.form, word.stem]));
  for (const [at, [form, stem]] of [...forms].entries()) {
    for (const begins of new Set([beginning(form), form.slice(0, 2)])) {
      const file = files.get(`${begins} ${form.length}`) ?? [];
      file.push({ form, stem, at, letters: lettersOf(form) });
      files.set(`${begins} ${form.length}`, file);
    }
  }
  return files;
}

function beginning(word: string): string {
  return word.slice(0, 1);
}

function swappedBeginning(word: string): string {
  return word.slice(1, 2) + word.slice(0, 1);
}

function isBefore(one: Filed, other: Filed, typed: string): boolean {
  const alike = one.form[0] === typed[0];
  return alike === (other.form[0] === typed[0]) ? one.at < other.at : alike;
}

/** The slips between a typed word and a known one, nothing where it is not near. */
export function slipsOf(typed: string, form: string): number | undefined {
  return slips(typed, form) ?? (isShortSlip(typed, form) ? 1 : undefined);
}

/** Which letters a word has, a bit for each. A slip puts in or takes out one letter, or both: it changes two bits at most. */
function lettersOf(word: string): number {
  let bits = 0;
  for (let at = 0; at < word.length; at += 1) bits |= 1 << (word.charCodeAt(at) % 32);
  return bits;
}

function bitsIn(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
}

/** A word of four letters with one missing or two swapped. A wrong letter would make it another word: love is not live. */
function isShortSlip(typed: string, form: string): boolean {
  if (form.length !== 4 || typed[0] !== form[0]) return false;
  if (typed.length === 3) return [0, 1, 2, 3].some((at) => form.slice(0, at) + form.slice(at + 1) === typed);
  return typed.length === 4 && [1, 2].some((at) => swapped(form, at) === typed);
}

function swapped(form: string, at: number): string {
  return form.slice(0, at) + form.slice(at + 1, at + 2) + form.slice(at, at + 1) + form.slice(at + 2);
}
