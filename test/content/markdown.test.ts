/** What a moderator reads when an article holds what is not shown. */
import { expect, it } from "vitest";
import { readBlocks } from "../../src/content/markdown.js";
import { parseLibrary } from "../../src/content/parse.js";
import { printProblem } from "../../src/problem.js";

function reported(body: string): string[] {
  return readBlocks("a.md", body, 9).problems.map(printProblem);
}

const subset = "paragraphs, ## headings, flat lists, **strong**, *emphasis* and [links](https://…)";

it("names what is outside the subset in words a moderator knows", () => {
  expect(reported("One.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")).toEqual([
    `a.md:11:1  Unexpected a table, expected ${subset}  shape`,
  ]);
  expect(reported("A line.  \nAnother.\n")).toEqual([
    `a.md:9:8  Unexpected two spaces or a backslash at the end of a line, expected ${subset}  shape`,
  ]);
  expect(reported("![x](https://a.example/x.png)\n")).toEqual([
    `a.md:9:1  Unexpected a picture, expected ${subset}  shape`,
  ]);
});

it("lets nothing vanish: a link in strong words, a list that begins later", () => {
  expect(reported("See **[the page](https://a.example/)** first.\n")).toEqual([
    "a.md:9:7  Unexpected a link inside **…**, expected only words there  shape",
  ]);
  expect(reported("3. Third\n4. Fourth\n")).toEqual([
    "a.md:9:1  Unexpected a list that begins with 3, expected 1, since each list is counted anew  shape",
  ]);
});

it("asks for the text of an article that has none", () => {
  const front = "---\ntitle: T\nshort: S\nsources: [e1]\nreviewed: 2026-11-21\npace: slow\n---\n";
  const { problems } = parseLibrary(new Map([["content/en/articles/t/empty.md", front]]));
  expect(problems.filter((one) => one.file.endsWith("empty.md")).map(printProblem)).toEqual([
    "content/en/articles/t/empty.md:8:1  Unexpected end of the file, expected the text, below the line ---  shape",
  ]);
});
