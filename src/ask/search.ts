/** Which articles answer a question, and how well; none where none does. */
import type { Article } from "../content/library.js";
import type { Reading, Term } from "./reading.js";

/** `score` is from 0 to 1: 1 is a question in the very words of the article. */
export type Match = { article: Article; score: number };

export type Index = {
  /** The articles that answer, best first, at most `top`. */
  find(question: string, top: number): Match[];
};

/** How sure it is that an article is about a word that stands there; each place where it stands adds to it. */
const about = { title: 0.6, ask: 0.45, short: 0.45, text: 0.3 } as const;

/** Below this an article is no answer; and an answer is not shown beside one that is much better. */
const leastScore = 0.35;
const besideBest = 0.5;
/** What must be matched at all, as rarity: "visa" alone, which stands everywhere, asks nothing. */
const leastMatched = 0.12;
/** Words that no article has speak against all of them: each as much as this, up to so many. */
const unknownWeight = 0.8;
const mostUnknown = 2;
/** From this likeness a question is asked in the article's own words: that alone decides, however common they are. */
const inItsWords = 0.9;
/** What an article's text adds to how common a word is, against 1 for a phrasing. */
const inText = 1;
/** What a word without a subject counts when two phrasings are compared. */
const littleWeight = 0.06;

/** One way to ask for an article: its terms, each with its weight, and the sum. */
type Phrasing = { terms: ReadonlyMap<string, number>; total: number };
type Entry = { article: Article; weights: ReadonlyMap<string, number>; phrasings: readonly Phrasing[] };

export function indexOf(articles: readonly Article[], reading: Reading): Index {
  const weighed = articles.map((article) => ({ article, weights: weightsOf(article, reading) }));
  // A word is common when many ask with it; that it stands in many texts says less.
  const spread = new Map<string, number>();
  const spreads = (terms: Iterable<string>, by: number): void => {
    for (const name of terms) spread.set(name, (spread.get(name) ?? 0) + by);
  };
  const phrasings = articles.flatMap((article) => [article.title, ...article.asks]);
  for (const text of phrasings) spreads(new Set(reading.phrasing(text).map((term) => term.name)), 1);
  for (const { weights } of weighed) spreads(weights.keys(), inText);
  // From near 0 for a word of every phrasing to 1 for a word of none.
  const rarest = Math.log((phrasings.length + 1) / 0.5);
  const rarity = (name: string): number =>
    Math.max(0, Math.log((phrasings.length + 1) / ((spread.get(name) ?? 0) + 0.5)) / rarest);
  const weightOf = (term: Term): number => (term.kind === "little" ? littleWeight : rarity(term.name));
  const phrasing = (text: string): Phrasing => phrasingOf(reading.phrasing(text), weightOf);
  const entries: Entry[] = weighed.map(({ article, weights }) => ({
    article,
    weights,
    phrasings: [article.title, ...article.asks].map(phrasing),
  }));
  return {
    find(question, top) {
      const typed = reading.typed(question);
      const asked = phrasingOf(typed, weightOf);
      const subjects = subjectsOf(typed);
      const known = subjects.filter((term) => spread.has(term.name));
      const unknown = Math.min(mostUnknown, subjects.length - known.length);
      const wanted = sum(known.map((term) => rarity(term.name))) + unknown * unknownWeight;
      const matches = entries.flatMap((entry): Match[] => {
        const matched = sum(
          known.map((term) => rarity(term.name) * (entry.weights.get(term.name) ?? 0) * term.certain),
        );
        const score = scoreOf(matched, wanted, likeness(asked, entry.phrasings));
        return score < leastScore ? [] : [{ article: entry.article, score }];
      });
      matches.sort((a, b) => b.score - a.score || (a.article.id < b.article.id ? -1 : 1));
      const best = matches[0]?.score ?? 0;
      return matches.filter((one) => one.score >= best * besideBest).slice(0, top);
    },
  };
}

/** From what of the question an article is about, and how alike the question is to one of its phrasings. */
function scoreOf(matched: number, wanted: number, alike: number): number {
  if (alike >= inItsWords) return alike;
  return matched < leastMatched ? 0 : 0.5 * (matched / wanted) + 0.5 * alike;
}

function subjectsOf(terms: readonly Term[]): Term[] {
  const subjects = terms.filter((term) => term.kind === "subject");
  return [...new Map(subjects.map((term) => [term.name, term])).values()];
}

/** Each term of an article with how sure it is that the article is about it. */
function weightsOf(article: Article, reading: Reading): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  const add = (text: string, sure: number): void => {
    const terms = reading.text(text).filter((term) => term.kind === "subject");
    for (const name of new Set(terms.map((term) => term.name))) {
      weights.set(name, 1 - (1 - (weights.get(name) ?? 0)) * (1 - sure));
    }
  };
  add(article.title, about.title);
  for (const ask of article.asks) add(ask, about.ask);
  add(article.short, about.short);
  add(article.text, about.text);
  return weights;
}

function phrasingOf(terms: readonly Term[], weightOf: (term: Term) => number): Phrasing {
  const weights = new Map<string, number>();
  for (const term of terms) weights.set(term.name, weightOf(term) * term.certain);
  return { terms: weights, total: sum([...weights.values()]) };
}

/** How alike a question is to the phrasing that is nearest to it: twice what they share, of what both have. */
function likeness(asked: Phrasing, phrasings: readonly Phrasing[]): number {
  const each = phrasings.map(({ terms, total }) => {
    let shared = 0;
    for (const [name, weight] of terms) shared += Math.min(weight, asked.terms.get(name) ?? 0);
    return total + asked.total === 0 ? 0 : (2 * shared) / (total + asked.total);
  });
  return Math.max(0, ...each);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
