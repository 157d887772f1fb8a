/** A sum, a share or a count carries its year, in the same section: numbers go out of date without a sign of it. */
import type { Article } from "../../content/library.js";
import { blockText } from "../../screen.js";
import type { Finding, Rule } from "../rule.js";

/** Money, percent, and counts of a thousand or more written with a comma. */
const dated = /(?:USD|US\$|\$) ?\d[\d,.]*|\d[\d,.]* ?(?:USD|dollars?\b|percent\b|%)|\b\d{1,3}(?:,\d{3})+\b/i;
const year = /\b(?:19|20)\d\d\b/;

export const years: Rule = {
  name: "years",
  find: ({ library }) => [...Object.values(library.articles), ...library.guards].flatMap(findingsOf),
};

function findingsOf(article: Article): Finding[] {
  const sections = sectionsOf(article);
  return [
    { text: article.short, path: ["short"], around: article.short },
    ...sections.flatMap((blocks) =>
      blocks.map(({ text, index }) => ({
        text,
        path: ["body", index],
        around: blocks.map((one) => one.text).join("\n"),
      })),
    ),
  ].flatMap(({ text, path, around }): Finding[] => {
    const number = dated.exec(text)?.[0].trim();
    if (number === undefined || year.test(around)) return [];
    const expected = "its year in the same section";
    return [
      {
        at: { file: article.file, path },
        unexpected: `"${number}" without a year`,
        expected,
        severity: "warning",
      },
    ];
  });
}

/** The blocks under each heading, the heading with them. */
function sectionsOf(article: Article): { text: string; index: number }[][] {
  const sections: { text: string; index: number }[][] = [[]];
  for (const [index, block] of article.body.entries()) {
    if (block.kind === "heading") sections.push([]);
    sections.at(-1)?.push({ text: blockText(block), index });
  }
  return sections;
}
