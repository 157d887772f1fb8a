/**
 * What the bot itself says with something filled in: section → word → the placeholders that the code fills. A word that
 * is not here has none, and anything else in braces would reach a member as it stands.
 */
import type { interfaceWords, Section } from "./words.js";

type Words = typeof interfaceWords;
type Placeholders = {
  readonly [S in Section]?: { readonly [W in Words[S][number]]?: readonly string[] };
};

export const placeholders: Placeholders = {
  buttons: { know: ["question"], note: ["group"], "open-case": ["command"], "start-flow": ["command"] },
  question: {
    progress: ["number", "of", "command"],
    "letter-progress": ["letter", "number", "of"],
    now: ["answer"],
    "number-hint": ["min", "max"],
    "date-hint": ["from", "to"],
    "text-hint-line": ["max"],
    "text-hint": ["max", "lines"],
    first: ["of", "days"],
  },
  stop: { whom: ["person"] },
  plan: {
    title: ["flow"],
    "flag-item": ["person", "text"],
    "due-day": ["day"],
    "due-hour": ["time"],
    "due-open": ["dates"],
    "due-late": ["day"],
    opens: ["done", "of"],
    sources: ["count", "day"],
    kept: ["reviewed", "day"],
    continued: ["title"],
    part: ["part", "of"],
    made: ["day"],
  },
  table: { marked: ["row"], year: ["year"] },
  clock: {
    intro: ["from", "to", "zone"],
    period: ["from", "to"],
    hours: ["from", "to"],
    "next-day": ["time"],
    "day-before": ["time"],
    rules: ["day"],
    event: ["title"],
    "unknown-zone": ["zone"],
    "no-days": ["dates"],
    over: ["day"],
  },
  action: { due: ["due"] },
  group: { progress: ["done", "of"] },
  note: { title: ["group"], intro: ["max"] },
  letter: {
    to: ["to"],
    filled: ["flow"],
    words: ["words", "atmost"],
    "too-many-words": ["words", "atmost"],
    spoken: ["words", "seconds", "atmost"],
    "too-long-spoken": ["words", "seconds", "atmost"],
  },
  letters: { filled: ["flow"] },
  practice: {
    question: ["number", "of"],
    say: ["seconds"],
    words: ["words", "seconds"],
    done: ["of"],
  },
  article: {
    reviewed: ["day"],
    expired: ["day"],
    who: ["person", "text"],
    "source-item": ["publisher", "grade", "day"],
    "source-no-address": ["publisher", "grade", "day"],
  },
  changes: {
    "item-verdict": ["question", "answer", "verdict"],
    "item-flag": ["question", "answer", "flags"],
    "also-flag": ["flags"],
  },
  sources: { intro: ["day"] },
  paused: { text: ["flow", "number", "of", "days"] },
  home: {
    greeting: ["community"],
    "case-item": ["flow", "answered", "of"],
    "case-done": ["flow"],
    privacy: ["days"],
  },
  about: { content: ["revision", "day", "articles", "sources"] },
  privacy: { "how-long": ["days"] },
  ask: { query: ["query"], flow: ["command", "about"], "more-sources": ["count"], cut: ["max"] },
  lookup: {
    "there-is": ["names"],
    several: ["typed"],
    near: ["typed"],
    none: ["typed"],
    without: ["typed"],
    "with-unit": ["value", "unit"],
  },
  unknown: { text: ["typed"], near: ["near"] },
  trouble: { "too-long": ["length", "max"], "too-large": ["size"] },
  notice: {
    "noted-date": ["day"],
    "lost-answers": ["questions"],
    "no-longer-asked": ["questions"],
    "no-case-yet": ["flow", "command"],
    "answer-changed": ["question"],
    "not-in-plan": ["commands"],
  },
  miss: {
    "not-a-number": ["min", "max"],
    "number-range": ["min", "max"],
    "date-range": ["day", "from", "to"],
    "year-range": ["from", "to"],
    "many-entries": ["count"],
    "too-long": ["length", "max"],
    "too-many-lines": ["lines", "max"],
  },
  terminal: { file: ["name", "about"], "file-saved": ["path"] },
  format: { day: ["day", "month", "year"], "weekday-day": ["weekday", "day", "month", "year"] },
  web: { download: ["name"], count: ["length", "max"], "too-long": ["length", "max"] },
};

/** The placeholders that a word may use; none of a word that is not in the table. */
export function placeholdersOf(section: string, word: string): readonly string[] {
  const table: Readonly<Record<string, Readonly<Record<string, readonly string[]>> | undefined>> =
    placeholders;
  const words = Object.hasOwn(table, section) ? table[section] : undefined;
  return words !== undefined && Object.hasOwn(words, word) ? (words[word] ?? []) : [];
}
