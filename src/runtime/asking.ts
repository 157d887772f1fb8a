/** What the runtime needs to know of search. */
import type { Answered } from "../lookup/page.js";

/** UTF-16 units of a question that are read; the notice that more was typed names this number. */
export const longestQuery = 2000;

export type Asking = {
  /** The best answers, and the guard that comes before them all. */
  ask(query: string): Answered;
  /** The guard that a text of any length calls for. */
  guard(text: string): string | null;
};
