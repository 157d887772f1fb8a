/**
 * Where the phrases of a guard are said in a text. In a phrase, `a/b` is either word, `a-b` are words that stand
 * directly next to each other, and a full stop is where a sentence begins or ends.
 */
import { isSentenceEnd, plain, sentenceEdge, spelled, type Word } from "./words.js";

/** Where the words of a phrase stand in a text, counted from 0, without the words between them. */
export type Place = readonly number[];

/** How many words may stand between two words of a phrase that have a blank between them. */
export type Between = 0 | 1;

/** Finds phrases in the stems of a text. They are filed under their first word, so that a text is read once. */
export function seekerOf(
  phrases: readonly string[],
  between: Between,
): (stems: readonly string[]) => Place[] {
  const byFirst = new Map<string, (readonly Step[])[]>();
  for (const steps of phrases.map(stepsOf)) {
    // A phrase without a word would be said everywhere.
    if (wordsIn(steps).length === 0) continue;
    const firsts = steps[0]?.flatMap(([first]) => (first === undefined ? [] : [first.stem])) ?? [];
    for (const first of new Set(firsts)) byFirst.set(first, [...(byFirst.get(first) ?? []), steps]);
  }
  return (stems) => {
    const places: Place[] = [];
    for (const [from, stem] of stems.entries()) {
      for (const steps of byFirst.get(stem) ?? []) {
        const place = placeOf(steps, stems, from, between);
        if (place !== undefined) places.push(place);
      }
    }
    return places;
  };
}

/** The words of a phrase, whichever way it is said. */
export function phraseWords(phrase: string): Word[] {
  return wordsIn(stepsOf(phrase));
}

/** A few ways in which a phrase can be said, as texts: each of its alternatives stands in one of them. */
export function waysToSay(phrase: string): string[] {
  const parts = phrase
    .trim()
    .replace(/\s*\/\s*/g, "/")
    .split(/\s+/)
    .map((part) => part.split("/").map((way) => way.replace(/[-.]/g, " ").trim()));
  const most = Math.max(...parts.map((ways) => ways.length));
  return Array.from({ length: most }, (_, at) =>
    parts
      .map((ways) => ways[at % ways.length] ?? "")
      .join(" ")
      .trim(),
  );
}

/** A part of a phrase: the ways to say it, each a row of words that stand directly next to each other. */
type Step = readonly (readonly Word[])[];

function stepsOf(phrase: string): Step[] {
  const parts = plain(phrase)
    .trim()
    .replace(/\s*\/\s*/g, "/")
    .split(/\s+/);
  return parts
    .map((part) =>
      part
        .split("/")
        .map(rowOf)
        .filter((row) => row.length > 0),
    )
    .filter((step) => step.length > 0);
}

function rowOf(way: string): Word[] {
  return [...way.matchAll(/[\p{L}\p{N}\p{M}]+|[.!?;]/gu)].flatMap(([token]) =>
    isSentenceEnd(token) ? [{ form: "", stem: sentenceEdge }] : spelled(token),
  );
}

function wordsIn(steps: readonly Step[]): Word[] {
  return steps.flat(2).filter((word) => word.stem !== sentenceEdge);
}

/** A step of a phrase that was found, from its first word to the one after its last, and the step before it. */
type Found = { start: number; end: number; before: Found | undefined };

/** Where a phrase stands that begins at `from`, the shortest of its ways; nothing where it is not said. */
function placeOf(
  steps: readonly Step[],
  stems: readonly string[],
  from: number,
  between: Between,
): Place | undefined {
  let found: Found[] = [];
  for (const step of steps) {
    const next: Found[] = [];
    if (step === steps[0]) find(step, stems, from, undefined, next);
    for (const before of found) {
      find(step, stems, before.end, before, next);
      if (between === 1 && stems[before.end] !== sentenceEdge) {
        find(step, stems, before.end + 1, before, next);
      }
    }
    if (next.length === 0) return undefined;
    found = next;
  }
  return wordsOfPlace(found.reduce((shortest, one) => (one.end < shortest.end ? one : shortest)));
}

/** Adds to `found` where a step ends that begins at `start`. What goes on at the same word goes on alike: one is enough. */
function find(
  step: Step,
  stems: readonly string[],
  start: number,
  before: Found | undefined,
  found: Found[],
): void {
  for (const row of step) {
    const end = start + row.length;
    if (standsAt(row, stems, start) && !found.some((one) => one.end === end)) {
      found.push({ start, end, before });
    }
  }
}

function standsAt(row: readonly Word[], stems: readonly string[], start: number): boolean {
  let at = start;
  for (const { stem } of row) {
    if (stems[at] !== stem) return false;
    at += 1;
  }
  return true;
}

function wordsOfPlace({ start, end, before }: Found): Place {
  const words = Array.from({ length: end - start }, (_, at) => start + at);
  return before === undefined ? words : [...wordsOfPlace(before), ...words];
}
