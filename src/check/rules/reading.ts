/**
 * How hard a text is to read, and how long it is: outliers are warned of, since most members read English as a third
 * language. Measured as LIX (Björnsson 1968): words in a sentence plus the share of words over six letters.
 */
import type { Article } from "../../content/library.js";
import type { Block } from "../../screen.js";
import { blockText } from "../../screen.js";
import type { Finding, Rule } from "../rule.js";

/** LIX from which it counts as hard; everyday news is at about 45. */
const hardest = 52;
const longestSentence = 38;
const words = { least: 30, most: 420 };

export const reading: Rule = {
  name: "reading",
  find: ({ library }) => Object.values(library.articles).flatMap(findingsOf),
};

function findingsOf(article: Article): Finding[] {
  const sentences = article.body.flatMap(sentencesOf);
  const all = sentences.flat();
  const warned = (path: (string | number)[], unexpected: string, expected: string): Finding => {
    return { at: { file: article.file, path }, unexpected, expected, severity: "warning" };
  };
  const long = article.body.flatMap((block, index) =>
    sentencesOf(block)
      .filter((sentence) => sentence.length > longestSentence)
      .map((sentence) =>
        warned(
          ["body", index],
          `a sentence of ${sentence.length} words`,
          `at most ${longestSentence}: split it`,
        ),
      ),
  );
  const lix = readingOf(sentences);
  const hard =
    lix > hardest
      ? [
          warned(
            ["body", 0],
            `a text that is hard to read (LIX ${Math.round(lix)})`,
            "shorter sentences and words",
          ),
        ]
      : [];
  const size =
    all.length > words.most || all.length < words.least
      ? [
          warned(
            ["body", 0],
            `a text of ${all.length} words`,
            `${words.least} to ${words.most}: split it or say more`,
          ),
        ]
      : [];
  return [...long, ...hard, ...size];
}

/** LIX of some sentences; 0 for none. */
export function readingOf(sentences: readonly (readonly string[])[]): number {
  const all = sentences.flat();
  if (all.length === 0) return 0;
  const long = all.filter((word) => word.length > 6).length;
  return all.length / sentences.length + (100 * long) / all.length;
}

/** Words by sentence. A list item and a heading end one, and so does a colon before a list. */
function sentencesOf(block: Block): string[][] {
  return blockText(block)
    .split(/\n|(?<=[.!?:;])\s+/)
    .map((sentence) => sentence.match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu) ?? [])
    .filter((sentence) => sentence.length > 0);
}
