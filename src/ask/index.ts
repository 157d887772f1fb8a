/** What `/ask` answers: search over the articles, and the guards that come before it. */
import type { Library } from "../content/library.js";
import { isOfCalendar } from "./calendar.js";
import { type GuardId, guardsOf } from "./guards.js";
import { findableGuards, isExample, nearestGuard } from "./nearness.js";
import { offeredBy } from "./offered.js";
import { readingOf } from "./reading.js";
import { type Findable, indexOf, type Match } from "./search.js";
import { trustOf } from "./trust.js";
import { wordsOf } from "./words.js";

/** An article that answers a question; `score` is from 0 to 1. */
export type Answer = { id: string; title: string; short: string; score: number };

export type Answered = {
  /** The guard that was called. It is the whole answer, and no article stands beside it. */
  guard: string | null;
  /** The best answers, none where the library has none. */
  answers: readonly Answer[];
  /** The articles that come nearest, also where none of them is an answer. */
  nearest: readonly Answer[];
  /** The flow whose questions lead further. */
  flow: string | null;
};

export type Asking = {
  /** At most `top` answers, best first. */
  ask(question: string, top?: number): Answered;
  /** The guard that any text calls for that a member writes, also where nothing was asked: the crisis guard. */
  guard(text: string): string | null;
};

/** The guard that is tried on every text. The others answer questions. */
const crisis = "crisis";

const topUnlessSaid = 3;
/** Articles that are named where none answers. */
const mostNearest = 3;
/** Below this a flow is not offered. */
const leastForFlow = 0.35;

/** Builds search and guards of a library, once. Pure. */
export function createAsking(library: Library): Asking {
  const { synonyms, guards } = library;
  const articles = Object.values(library.articles).map(
    (one): Findable => ({
      ...one,
      asks: [...one.asks, ...one.paraphrases],
      claims: one.claims.map((id) => library.claims[id]?.says ?? "").join("\n"),
    }),
  );
  const flows = flowsOf(library);
  const all = [...articles, ...flows];
  const asks = all.flatMap((one) => [one.title, ...one.asks]);
  const texts = [...asks, ...all.flatMap((one) => [one.short, one.text])];
  const examples = findableGuards(guards);
  const reading = readingOf(synonyms, [...texts, ...examples.flatMap((one) => one.asks)]);
  const index = indexOf([...all, ...examples], reading);
  const trust = trustOf(articles, reading);
  const words = new Set(
    [...texts, ...synonyms.same.flat(), ...synonyms.ignore].flatMap(wordsOf).map((word) => word.form),
  );
  const told = guardsOf(guards, { words, questions: asks }, synonyms.kinds);
  const offered = offeredBy(library);
  const called = (text: string, only?: readonly GuardId[]): GuardId | null =>
    offered(text) || isOfCalendar(text)
      ? null
      : (told.called(text, only) ?? nearestGuard(text, index.find, told.sureness, only));
  const answersOf = (matches: readonly Match[]): Answer[] =>
    matches.flatMap(({ id, score }) => {
      const article = library.articles[id];
      return article === undefined
        ? []
        : [
            {
              id,
              title: article.title,
              short: article.short,
              score: Math.round((1000 * score) / (1 + score)) / 1000,
            },
          ];
    });
  return {
    ask(question, top = topUnlessSaid) {
      const guard = called(question);
      if (guard !== null) return { guard, answers: [], nearest: [], flow: null };
      const matches = index.find(question).filter((match) => !isExample(match));
      const flow = matches.find(({ id }) => id.startsWith(flowPrefix));
      const found = answersOf(matches.slice(0, top + flows.length));
      const best = matches.find(({ id }) => id === found[0]?.id);
      const answered = best !== undefined && trust(question, best) > 0;
      return {
        guard: null,
        answers: answered ? found.slice(0, top) : [],
        nearest: found.slice(0, mostNearest),
        flow: flow === undefined || flow.score < leastForFlow ? null : flow.id.slice(flowPrefix.length),
      };
    },
    guard: (text) => called(text, [crisis]),
  };
}

/** No article has such an id. */
const flowPrefix = "/";

/** Flows that say how members tell what they are for. */
function flowsOf(library: Library): Findable[] {
  return Object.entries(library.flowWords)
    .filter(([, { asks }]) => asks.length > 0)
    .map(([id, { title, about, intro, asks }]) => ({
      id: `${flowPrefix}${id}`,
      title,
      short: about,
      text: intro,
      claims: "",
      asks,
    }));
}
