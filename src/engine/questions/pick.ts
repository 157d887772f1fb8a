import { entriesMeant } from "../entries.js";
import type { Question } from "../flow.js";
import type { Judged, Said } from "./judge.js";

/** One of a long list, typed with near misses. Only an exact name is an answer; what is near is asked about. */
export function judgePick(question: Extract<Question, { kind: "pick" }>, said: Said): Judged {
  const typed = said.by === "pick" ? (said.chosen[0] ?? "") : said.by === "press" ? said.id : said.text;
  // What was chosen from several that are called alike is meant by its key.
  const chosen = said.by === "text" ? undefined : question.entries.find((entry) => entry.key === typed);
  if (chosen !== undefined) return { is: "answer", answer: { pick: chosen.key } };
  if (!/[\p{L}\p{N}]/u.test(typed)) return { is: "miss", miss: { miss: "empty" } };
  const meant = entriesMeant(question.entries, typed);
  switch (meant.is) {
    case "one":
      return meant.how === "exact"
        ? { is: "answer", answer: { pick: meant.key } }
        : { is: "which-entry", keys: [meant.key] };
    case "several":
    case "near":
      return { is: "which-entry", keys: meant.keys };
    case "many":
      return { is: "miss", miss: { miss: "many-entries", count: meant.count } };
    case "none":
      return { is: "miss", miss: { miss: "no-entry" } };
  }
}
