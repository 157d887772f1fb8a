/**
 * Whether what was found is an answer at all: how much of what a question is about stands in the article, how much it is
 * like a phrasing of it, and how much there was to go by. A wrong answer is worse than none.
 */
import type { Reading } from "./reading.js";
import type { Findable, Match } from "./search.js";
import { wordsOf } from "./words.js";

/** What speaks for an answer, each with what it counts; fitted on the questions to tune on. */
const counts = { base: -6.07, alike: 1.69, score: 1.19, words: 2.23, covered: 0.14, both: 2.3 } as const;
const mostScore = 3;
/** What a subject counts, however it is called, beside its words. */
const subjectCounts = 2;

export type Trust = (question: string, match: Match) => number;

/** Reads everything that can be found, once. Above 0 an answer is more likely right than not. */
export function trustOf(findables: readonly Findable[], reading: Reading): Trust {
  const holds = new Map(findables.map((one) => [one.id, contentOf(one, reading)]));
  const spread = new Map<string, number>();
  for (const content of holds.values())
    for (const name of content) spread.set(name, (spread.get(name) ?? 0) + 1);
  const rarity = (name: string): number => Math.log((findables.length + 1) / ((spread.get(name) ?? 0) + 0.5));
  return (question, { id, score, alike }) => {
    const content = holds.get(id);
    if (content === undefined) return Number.NEGATIVE_INFINITY;
    const words = wordsOf(question).filter((word) => reading.kindOf(word) !== "little");
    let all = 0;
    let covered = 0;
    const count = (name: string, weight: number): void => {
      all += weight;
      if (content.has(name)) covered += weight;
    };
    for (const { stem } of words) count(stem, rarity(stem));
    for (const { name, kind } of reading.typed(question))
      if (kind === "subject") count(`=${name}`, subjectCounts);
    const share = all === 0 ? 0 : covered / all;
    const many = Math.log(1 + words.length);
    return (
      counts.base +
      counts.alike * alike +
      counts.score * Math.min(score, mostScore) +
      counts.words * many +
      counts.covered * share +
      counts.both * share * many
    );
  };
}

/** The words of an article, and its subjects under the names that they share with their synonyms. */
function contentOf(one: Findable, reading: Reading): ReadonlySet<string> {
  const texts = [one.title, ...one.asks, one.short, one.text];
  return new Set([
    ...texts.flatMap(wordsOf).map(({ stem }) => stem),
    ...texts.flatMap((text) => reading.written(text)).map(({ name }) => `=${name}`),
  ]);
}
