/** Which guard a text calls for, by all that was found to speak for it and against it. */
import type { GuardId } from "./guards.js";
import { type Match, wordForWord } from "./search.js";

/** What speaks for a guard, or against it. */
type Evidence = {
  /** Its share, as the logarithm of the odds. */
  share: number;
  /** How like the text is to one of its examples, how it sounds, and how often its examples have what the text has. */
  alike: number;
  heard: number;
  often: number;
  /** How like the text is to one that only sounds like the guard. */
  leafAlike: number;
  /** The largest share of an article or another guard, as its logarithm, and how like the text is to an example of that. */
  otherShare: number;
  otherAlike: number;
  /** The most that an article has of `often`. */
  articleOften: number;
  /**
   * Words that are missing to `enough`: a few words, with which a flow is answered, sound like a cry easily ("about", "stop",
   * "nobody"). What is short and clear stands among the phrases.
   */
  missing: number;
};

/**
 * What each counts. Fitted (logistic) on sayings that were not learned from and on letters that mean nothing, those of articles counted
 * three times, so that the sum is about the logarithm of the odds; what speaks for a guard is held to 0 or more, what speaks against
 * it to 0 or less. `least` is what the sum must be: it lets each guard take about as many of the articles' sayings as it took before
 * the fit, and crisis and fraud some more, as what they do not hear does the most harm. A text of fewer words than `fewest` calls the guard
 * by its phrases only.
 */
type Counts = Evidence & { base: number; least: number; fewest: number };

const counted: Readonly<Record<GuardId, Counts>> = {
  crisis: {
    base: 0.02,
    share: 0.35,
    alike: 3.07,
    heard: 0.72,
    often: 0.36,
    leafAlike: -2.61,
    otherShare: -0.38,
    otherAlike: -1.49,
    articleOften: -0.09,
    missing: -0.36,
    least: -1.5,
    fewest: 2,
  },
  fraud: {
    base: -0.87,
    share: 0.41,
    alike: 1.65,
    heard: 0.65,
    often: 0.35,
    leafAlike: 0,
    otherShare: -0.39,
    otherAlike: -1.52,
    articleOften: -0.16,
    missing: -0.17,
    least: -2.2,
    fewest: 1,
  },
};
const countedUsually: Counts = {
  base: -1.77,
  share: 0.21,
  alike: 0.3,
  heard: 0.38,
  often: 0.37,
  leafAlike: -0.38,
  otherShare: -0.52,
  otherAlike: -0.92,
  articleOften: -0.09,
  missing: 0,
  least: -0.95,
  fewest: 1,
};

const enough = 8;
/** Below these it is all the same how small a share is. */
const leastShare = 1e-4;
const leastOther = 0.01;
/** A text that is like no example of a guard does not mean it, however few other things there are to mean. */
const leastAlike = 0.05;
/**
 * One sentence of a long text is in more danger of being misheard than the whole, and must be surer. The other guards are called
 * only where the whole text is about them.
 */
const leastOfPiece: Readonly<Record<GuardId, number>> = { crisis: 1.8, fraud: 0.55 };

/**
 * The guard that a text means most surely: one that has the text for its example, word for word, where no other meaning has; or
 * the one that most speaks for. Of `only` this one where it is named; read as a whole or as one piece of a longer one.
 */
export function guardMeant(
  matches: readonly Match[],
  { read, words }: { read: "whole" | "piece"; words: number },
  only?: GuardId,
): GuardId | null {
  const [surest] = matches
    .flatMap((match) => {
      if (match.means.kind !== "guard" || match.alike <= leastAlike) return [];
      const { id } = match.means;
      const counts = counted[id] ?? countedUsually;
      if (id !== (only ?? id) || words < counts.fewest) return [];
      if (read === "whole" && isItsExample(match, matches)) return [{ id, above: Number.POSITIVE_INFINITY }];
      const must = read === "whole" ? counts.least : (leastOfPiece[id] ?? Number.POSITIVE_INFINITY);
      return [{ id, above: sureOf(evidenceFor(match, matches, words), counts) - must }];
    })
    .sort((a, b) => b.above - a.above);
  return surest !== undefined && surest.above > 0 ? surest.id : null;
}

function isItsExample(match: Match, matches: readonly Match[]): boolean {
  return match.alike > wordForWord && matches.every((one) => one === match || one.alike < match.alike);
}

/** `match` is of a guard; all matches are best first. */
function evidenceFor(match: Match, matches: readonly Match[], words: number): Evidence {
  const { means, share, alike, often, heard = 0 } = match;
  const leaf = matches.find(
    (one) => one.means.kind === "sounds-like" && means.kind === "guard" && one.means.id === means.id,
  );
  const articles = matches.filter((one) => one.means.kind === "article");
  const otherGuard = matches.find((one) => one.means.kind === "guard" && one !== match);
  const other = [articles[0], otherGuard]
    .flatMap((one) => (one === undefined ? [] : [one]))
    .sort((a, b) => b.share - a.share)[0];
  return {
    share: Math.log((share + leastShare) / (1 - share + leastShare)),
    alike,
    heard,
    often,
    leafAlike: leaf?.alike ?? 0,
    otherShare: Math.log((other?.share ?? 0) + leastOther),
    otherAlike: other?.alike ?? 0,
    articleOften: articles.reduce((most, one) => Math.max(most, one.often), 0),
    missing: Math.max(0, enough - words),
  };
}

function sureOf(evidence: Evidence, counts: Counts): number {
  return (
    counts.base +
    counts.share * evidence.share +
    counts.alike * evidence.alike +
    counts.heard * evidence.heard +
    counts.often * evidence.often +
    counts.leafAlike * evidence.leafAlike +
    counts.otherShare * evidence.otherShare +
    counts.otherAlike * evidence.otherAlike +
    counts.articleOften * evidence.articleOften +
    counts.missing * evidence.missing
  );
}
