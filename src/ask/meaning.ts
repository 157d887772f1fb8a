/** What a question can mean, with the examples that tell how members say it. */
import type { Library, Synonyms } from "../content/library.js";
import type { GuardId } from "./guards.js";
import { waysToSay } from "./phrases.js";

export type Meaning =
  | { kind: "article" | "flow"; id: string }
  /** What a guard must answer, and what only sounds like it. */
  | { kind: "guard" | "sounds-like"; id: GuardId }
  /** What the library has nothing on. */
  | { kind: "nothing" };

/** A meaning, the ways in which members say it, and what the library says about it, in texts of any length. */
export type Findable = { means: Meaning; asks: readonly string[]; says: readonly string[] };

/** All that is studied of a library; what else there is in one changes nothing of what is learned. */
export type Lessons = { findables: readonly Findable[]; synonyms: Synonyms };

export function lessonsOf(library: Library): Lessons {
  return { findables: meaningsOf(library), synonyms: library.synonyms };
}

/** Everything that a question can mean. */
function meaningsOf(library: Library): Findable[] {
  const articles = Object.values(library.articles).map(
    ({ id, title, asks, paraphrases, short, text }): Findable => ({
      means: { kind: "article", id },
      asks: [title, ...asks, ...paraphrases],
      says: [short, text],
    }),
  );
  const flows = Object.entries(library.flowWords).map(
    ([id, { title, about, intro, asks }]): Findable => ({
      means: { kind: "flow", id },
      asks: asks.length === 0 ? [] : [title, ...asks],
      says: asks.length === 0 ? [] : [about, intro],
    }),
  );
  // Where a guard has examples its phrases are some too; one without is called by its phrases alone.
  const guards = library.guards
    .filter(({ calls }) => calls.length > 0)
    .flatMap(({ id, calls, leaves, phrases, unless }): Findable[] => [
      { means: { kind: "guard", id }, asks: [...calls, ...phrases.flatMap(waysToSay)], says: [] },
      { means: { kind: "sounds-like", id }, asks: [...leaves, ...unless.flatMap(waysToSay)], says: [] },
    ]);
  const nothing: Findable = { means: { kind: "nothing" }, asks: library.nothing, says: [] };
  return [...articles, ...flows, ...guards, nothing]
    .filter(({ asks }) => asks.length > 0)
    .map((one) => ({ one, name: nameOf(one.means) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ one }) => one);
}

/** Meanings are learned in the order of their names, so that what is learned does not hang on the order of the files. */
function nameOf(means: Meaning): string {
  return means.kind === "nothing" ? means.kind : `${means.kind} ${means.id}`;
}
