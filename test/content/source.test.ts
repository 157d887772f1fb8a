/** What a moderator reads when a file is no YAML: each mistake once, in words that say what to do. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { sayings } from "../../src/content/schema-base.js";
import { readYaml, shapeOf } from "../../src/content/source.js";
import { printProblem } from "../../src/problem.js";

function reported(text: string): string[] {
  return readYaml("words.yaml", text).problems.map(printProblem);
}

describe("a file that is no YAML", () => {
  it("names a tab once, and nothing that only follows from it", () => {
    expect(
      reported("questions:\n  visa:\n\t\tshort: Visa\n    ask: Which?\n  stage:\n    short: Stage\n"),
    ).toEqual([
      "words.yaml:3:1  Unexpected a tab before the first word of the line, expected spaces, as on the lines around it  syntax",
    ]);
  });

  it("names a line that begins at the wrong column once", () => {
    expect(reported("visa:\n    short: Visa\n   ask: Which?\n    why: So\n")).toEqual([
      "words.yaml:3:1  Unexpected a line that begins further left or right than its neighbors, expected the same number of spaces before it as before the lines beside it  syntax",
    ]);
  });

  it("asks for quotes around a text with a colon", () => {
    expect(reported("short: Number: of refusals\n")).toEqual([
      'words.yaml:1:8  Unexpected a text with a colon and a space in it, expected quotes around the whole text: "…"  syntax',
    ]);
  });

  it("names every key that stands twice", () => {
    expect(reported("a: 1\na: 2\nb:\n  c: 1\n  c: 2\n")).toEqual([
      'words.yaml:2:1  Unexpected a second "a", expected each name once in the same group  syntax',
      'words.yaml:5:3  Unexpected a second "c", expected each name once in the same group  syntax',
    ]);
  });

  it("tells apart what stands where it does not belong", () => {
    expect(reported("- id: e1\n- id: e2\ne3: x\n")).toEqual([
      "words.yaml:3:1  Unexpected a line that does not go on with what stands above it, expected the form of the lines above it  syntax",
    ]);
    expect(reported("a: 'it's'\n")).toEqual([
      "words.yaml:1:8  Unexpected more words after a text in quotes, expected quotes around all of it; in '…' an apostrophe is written twice  syntax",
    ]);
    expect(reported("a: b\n- c: d\n")).toHaveLength(1);
    expect(reported("a: [b\nc: d\n")).toEqual([
      "words.yaml:2:1  Unexpected a list or group that is not closed, expected its ] before this line  syntax",
    ]);
  });

  it("names a number sign and a tag that would take words away", () => {
    expect(reported("# A note.\ntitle: Page # 3\nmore: [a, b] # a list\n")).toEqual([
      "words.yaml:2:13  Unexpected a # that hides the rest of its line, expected quotes around the whole text, or the note on a line of its own  syntax",
    ]);
    expect(reported("title: !important note\n")).toEqual([
      'words.yaml:1:8  Unexpected a text that begins with !, expected quotes around the whole text: "…"  syntax',
    ]);
  });

  it("names a key that a group has no room for", () => {
    expect(reported("terms:\n  often: x\n  __proto__: y\n")).toEqual([
      'words.yaml:3:3  Unexpected the name "__proto__", expected another name: this one is kept by the program  syntax',
    ]);
    expect(reported('{ "__proto__": { a: b } }\n')).toHaveLength(1);
    expect(reported("title: __proto__\n")).toEqual([]);
  });

  it("asks for the quotation mark that is missing", () => {
    const [only, another] = reported('label: "Yes, they know\nnext: x\n');
    expect(only).toContain("Unexpected a text that is not closed");
    expect(another).toBeUndefined();
  });
});

describe("a file of another shape", () => {
  const shape = z.strictObject({ pace: z.string("a text"), title: z.string("a text") }, "one of pace, title");

  it("names a misspelled key once, and a missing one for itself", () => {
    const { problems } = shapeOf(readYaml("words.yaml", "pase: slow\n"), shape);
    expect(problems.map(printProblem)).toEqual([
      'words.yaml:1:1  Unexpected absence of "title", expected title: a text  shape',
      'words.yaml:1:1  Unexpected key "pase", expected "pace"  shape',
    ]);
  });
});

describe("sayings, one on each line", () => {
  const shape = z.strictObject({ calls: sayings(30) });
  const read = (text: string) => shapeOf(readYaml("words.yaml", text), shape);

  it("need no quotes, whatever stands in them", () => {
    const { value } = read('calls: |\n  he said: "no" # really?\n  - & * {maybe}\n');
    expect(value?.calls).toEqual(['he said: "no" # really?', "- & * {maybe}"]);
  });

  it("are told where they stand: an empty line, and one that is too long", () => {
    expect(
      read("# head\ncalls: |\n  first\n\n  a saying that is much too long indeed\n").problems.map(
        printProblem,
      ),
    ).toEqual([
      'words.yaml:4:1  Unexpected "", expected a saying on each line, no empty one  shape',
      'words.yaml:5:3  Unexpected "a saying that is much too long indeed", expected at most 30 characters  shape',
    ]);
  });

  it("are no list and no text of one line", () => {
    expect(read("calls: [first]\n").problems.map(printProblem)).toEqual([
      "words.yaml:1:1  Unexpected a list of 1, expected one saying on each line, after |  shape",
    ]);
  });
});
