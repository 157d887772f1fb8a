import { expect, it } from "vitest";
import { deskOf } from "../../src/content/desk.js";
import { articleShape, interfaceShape } from "../../src/content/schema.js";
import { printProblem } from "../../src/problem.js";

it("names a file that is no text in UTF-8 once, where it is damaged, and reads no more of it", () => {
  const desk = deskOf(new Map([["content/en/interface.yaml", "buttons:\n  back: Zur\uFFFDck\n  back: x\n"]]));
  expect(desk.one("content/en/interface.yaml", interfaceShape)).toBeUndefined();
  expect(desk.problems.map(printProblem)).toEqual([
    "content/en/interface.yaml:2:12  Unexpected a letter that is not stored in UTF-8, expected a text file; save it with the encoding UTF-8, or take it out if it is no text  syntax",
  ]);
  expect([...desk.broken]).toEqual(["content/en/interface.yaml"]);
});

it("refuses a text that is far too long for an article", () => {
  const desk = deskOf(new Map([["content/en/articles/a/b.md", "word ".repeat(20_001)]]));
  expect(desk.problems.map(printProblem)).toEqual([
    "content/en/articles/a/b.md:1:1  Unexpected a file of 100005 characters, expected at most 100000 in one article or letter  syntax",
  ]);
});

it("leaves out a copy of a file under a name that no reference could have", () => {
  const desk = deskOf(new Map([["content/en/articles/visa/limits (copy).md", "---\ntitle: T\n---\n"]]));
  expect(desk.markdown("content/en/articles/", articleShape)).toEqual([]);
  expect(desk.problems.map(printProblem)).toEqual([
    'content/en/articles/visa/limits (copy).md:1:1  Unexpected file name "limits (copy)", expected small letters, digits and hyphens; take a copy out of this folder  shape',
  ]);
});
