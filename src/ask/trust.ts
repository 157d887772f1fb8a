/**
 * Whether what was found is an answer at all: how much of what a question is about stands in the article, how much it is
 * like a phrasing of it, and how much there was to go by. A wrong answer is worse than none.
 */
import type { Match } from "./search.js";

/** What speaks for an answer, each with what it counts; fitted on the questions to tune on. */
const counts = { base: -6.07, alike: 1.69, score: 1.19, words: 2.23, covered: 0.14, both: 2.3 } as const;
const mostScore = 3;
/** A question that is asked as the library says members ask it is answered by the article that says so. */
const wordForWord = 0.98;

/**
 * Above 0 an answer is more likely right than not. `subjects` is how many words of the question say something of its
 * subject.
 */
export function trustIn({ alike, score, covered }: Match, subjects: number): number {
  if (alike > wordForWord) return Number.POSITIVE_INFINITY;
  const many = Math.log(1 + subjects);
  return (
    counts.base +
    counts.alike * alike +
    counts.score * Math.min(score, mostScore) +
    counts.words * many +
    counts.covered * covered +
    counts.both * covered * many
  );
}
