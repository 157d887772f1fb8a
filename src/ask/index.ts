/** What `/ask` answers: search over the articles, and the guards that come before it. */
import type { Library } from "../content/library.js";
import { isOfCalendar } from "./calendar.js";
import { guardMeant } from "./calling.js";
import { type GuardId, guardsOf } from "./guards.js";
import { lessonsOf } from "./meaning.js";
import { offeredBy } from "./offered.js";
import { readingOf } from "./reading.js";
import { indexOf, type Match, wordForWord } from "./search.js";
import { type Studied, study } from "./study.js";
import { isPlausible, piecesOf, standingOf } from "./verdict.js";
import { wordsOf } from "./words.js";

/** An article that answers a question; `score` is from 0 to 1. */
export type Answer = { id: string; title: string; short: string; score: number };

export type Answered = {
  /** The guard that was called. It is the whole answer, and no article stands beside it. */
  guard: string | null;
  /** The best answers, none where the library has none. */
  answers: readonly Answer[];
  /** More than one article may be what is meant, so none is an answer: the nearest are to choose from. */
  several: boolean;
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
/** Below this share a flow is not offered. */
const leastForFlow = 0.1;

/**
 * Search and guards of a library, with what was studied of it. Without a question nothing is studied: that takes seconds, and
 * many a conversation types none.
 */
export function createAsking(
  library: Library,
  studied: () => Studied = () => study(lessonsOf(library)),
): Asking {
  let made: Asking | undefined;
  const asking = (): Asking => {
    made ??= askingOf(library, studied());
    return made;
  };
  return {
    ask: (question, top) => asking().ask(question, top),
    guard: (text) => asking().guard(text),
  };
}

function askingOf(library: Library, studied: Studied): Asking {
  const { synonyms, guards } = library;
  const reading = readingOf(synonyms, studied.vocabulary);
  const index = indexOf(studied, reading);
  const told = guardsOf(guards, ordinaryOf(studied, library), synonyms.kinds);
  const offered = offeredBy(library);
  /** What the bot itself wrote, or a day alone: no guard is meant. */
  const isPlain = (text: string): boolean => offered(text) || isOfCalendar(text);
  const called = (text: string, found: readonly Match[], only?: GuardId): GuardId | null => {
    const parts = piecesOf(text);
    const pieces = parts.map(index.find);
    const said = told
      .said(text)
      .find((id) => (only ?? id) === id && [found, ...pieces].some((one) => isPlausible(one, id)));
    if (said !== undefined) return said;
    const meant = guardMeant(found, { read: "whole", words: wordsOf(text).length }, only);
    if (meant !== null) return meant;
    return (
      pieces
        .map((piece, at) =>
          guardMeant(piece, { read: "piece", words: wordsOf(parts[at] ?? "").length }, only),
        )
        .find((id) => id !== null) ?? null
    );
  };
  const answersOf = (matches: readonly Match[]): (Answer & { match: Match })[] =>
    matches.flatMap((match) => {
      const article = match.means.kind === "article" ? library.articles[match.means.id] : undefined;
      if (article === undefined) return [];
      const { id, title, short } = article;
      return [{ id, title, short, score: Math.round(1000 * match.share) / 1000, match }];
    });
  return {
    ask(question, top = topUnlessSaid) {
      const found = index.find(question);
      const guard = isPlain(question) ? null : (called(question, found, crisis) ?? called(question, found));
      if (guard !== null) return { guard, answers: [], several: false, nearest: [], flow: null };
      // First the one that says it word for word.
      const articles = answersOf(found).sort((a, b) => Number(isSaidBy(b.match)) - Number(isSaidBy(a.match)));
      const nothing = found.find(({ means }) => means.kind === "nothing") ?? { share: 0, alike: 0 };
      const best = articles.map(({ match }) => match);
      const words = wordsOf(question);
      const subjects = words.filter((word) => reading.kindOf(word) === "subject").length;
      const standing = standingOf(best, { words: words.length, subjects, nothing });
      const flow = found.find(({ means }) => means.kind === "flow");
      return {
        guard: null,
        answers: standing === "answer" ? articles.slice(0, top).map(toAnswer) : [],
        several: standing === "several",
        nearest: articles.slice(0, mostNearest).map(toAnswer),
        flow: flow?.means.kind === "flow" && flow.share > leastForFlow ? flow.means.id : null,
      };
    },
    guard: (text) => (isPlain(text) ? null : called(text, index.find(text), crisis)),
  };
}

function isSaidBy({ alike }: Match): boolean {
  return alike > wordForWord;
}

function toAnswer({ id, title, short, score }: Answer): Answer {
  return { id, title, short, score };
}

/** The words that are no slips of a guard's: those of the articles and of the synonyms. */
function ordinaryOf({ ordinary }: Studied, { synonyms }: Library): ReadonlySet<string> {
  const listed = [...synonyms.same.flat(), ...synonyms.ignore];
  return new Set([...ordinary, ...listed.flatMap((text) => wordsOf(text).map(({ form }) => form))]);
}
