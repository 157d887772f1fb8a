/** What `/ask` answers: search over the articles, and the guards that come before it. */
import type { Library } from "../content/library.js";
import { guardsOf } from "./guards.js";
import { readingOf } from "./reading.js";
import { indexOf } from "./search.js";
import { wordsOf } from "./words.js";

/** An article that answers a question; `score` is from 0 to 1. */
export type Answer = { id: string; title: string; short: string; score: number };

export type Asking = {
  /**
   * The best answers, at most `top`, none where the library has none. Where a guard is called it is the
   * whole answer, and no article stands beside it.
   */
  ask(question: string, top?: number): { guard: string | null; answers: readonly Answer[] };
  /** The guard that any text calls for that a member writes, also where nothing was asked: the crisis guard. */
  guard(text: string): string | null;
};

/** The guard that is tried on every text. The others answer questions. */
const crisis = "crisis";

const topUnlessSaid = 3;

/** Builds search and guards of a library, once. Pure. */
export function createAsking(library: Library): Asking {
  const articles = Object.values(library.articles);
  const texts = articles.flatMap((one) => [one.title, one.short, one.text, ...one.asks]);
  const index = indexOf(articles, readingOf(library.synonyms, texts));
  const { same, ignore } = library.synonyms;
  const ordinary = new Set([...texts, ...same.flat(), ...ignore].flatMap(wordsOf).map((word) => word.form));
  const everyGuard = guardsOf(library.guards, ordinary);
  const crisisGuard = guardsOf(
    library.guards.filter((guard) => guard.id === crisis),
    ordinary,
  );
  return {
    ask(question, top = topUnlessSaid) {
      const guard = everyGuard.called(question);
      if (guard !== null) return { guard, answers: [] };
      return {
        guard: null,
        answers: index.find(question, top).map(({ article, score }) => ({
          id: article.id,
          title: article.title,
          short: article.short,
          score: Math.round(score * 1000) / 1000,
        })),
      };
    },
    guard: (text) => crisisGuard.called(text),
  };
}
