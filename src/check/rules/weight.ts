/**
 * What rests on weak or moving ground says so: a text of high risk has an official or legal source, one whose sources are all
 * weak speaks of a report, and one about a volatile matter says when it was last checked.
 */
import type { Article, Library } from "../../content/library.js";
import { own } from "../../engine/flow.js";
import type { Finding, Rule } from "../rule.js";

export const weight: Rule = {
  name: "weight",
  find: ({ library }) =>
    [...Object.values(library.articles), ...library.guards].flatMap((article) =>
      findingsOf(library, article),
    ),
};

function findingsOf(library: Library, article: Article): Finding[] {
  const grades = article.sources.flatMap((id) => own(library.sources, id)?.grade ?? []);
  // Wrong names are told by the rule of sources.
  if (grades.length < article.sources.length || grades.length === 0) return [];
  const at = { file: article.file, path: ["sources"] };
  const said = `${article.short}\n${article.text}`;
  if (article.highRisk && !grades.some((grade) => grade === "O" || grade === "L")) {
    const expected = "an official or legal source (grade O or L), since it is of high risk";
    return [{ at, unexpected: `sources of grade ${grades.join(", ")} only`, expected }];
  }
  if (grades.every((grade) => grade === "X" || grade === "C") && !/\breport(ed|edly|s)?\b/i.test(said)) {
    const expected = 'the words "it is reported", or a stronger source';
    return [{ at, unexpected: `sources of grade ${grades.join(", ")} only`, expected, severity: "warning" }];
  }
  if (article.pace === "volatile" && !/\b(last|was|were|been) checked\b/i.test(said)) {
    const expected = 'the words "as last checked on …", since the matter is volatile';
    const pace = { file: article.file, path: ["pace"] };
    return [{ at: pace, unexpected: "a text without a day", expected, severity: "warning" }];
  }
  return [];
}
