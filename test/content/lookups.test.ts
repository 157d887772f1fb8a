/** What can be wrong in the files of a look-up and its tables, each at its line and column. */
import { describe, expect, it } from "vitest";
import { parseLibrary } from "../../src/content/parse.js";
import { readCsv } from "../../src/content/parse-data.js";
import { printProblem } from "../../src/problem.js";

const lookup = `command: place
entries: places
sections:
  - { id: heights, table: heights, columns: [low], draw: dots, scale: [0, 20] }
`;

/** The problems of loading that are in this file. */
function problems(file: string, text: string, more: Readonly<Record<string, string>> = {}): string[] {
  const files = new Map(
    Object.entries({
      "content/data/places.yaml": "title: Places\nkey: key\nlicence: Ours.\n",
      "content/data/places.csv": "key\nhere\n",
      ...more,
      [file]: text,
    }),
  );
  return parseLibrary(files)
    .problems.filter((one) => one.file === file)
    .map(printProblem);
}

describe("a look-up", () => {
  it("is read, and is not a file that nothing reads", () => {
    expect(problems("flows/lookups/place.yaml", lookup)).toEqual([]);
  });

  it.each([
    [["command: place", "command: plase"], '1:1  Unexpected "plase", expected "place", as the file is named'],
    [["entries: places", "entries: plases"], '2:1  Unexpected "plases", expected a table in content/data'],
    [
      [", scale: [0, 20]", ""],
      "4:5  Unexpected draw: dots without a scale, expected also scale: [from, to], two numbers",
    ],
    [["[0, 20]", "[20, 0]"], "4:64  Unexpected a scale from 20 to 0, expected the smaller number first"],
    [
      ["draw: dots, scale: [0, 20]", "draw: bars, scale: [5, 20]"],
      "4:64  Unexpected a scale from 5 for bars, expected 0 as its beginning",
    ],
    [
      ["draw: dots", "draw: grid"],
      "4:64  Unexpected a scale that nothing is drawn on, expected draw: bars or draw: dots",
    ],
    [["draw: dots", "draw: pie"], '4:52  Unexpected "pie", expected one of bars, dots, grid'],
    [["columns: [low]", "colums: [low]"], '4:36  Unexpected key "colums", expected "columns"'],
  ])("%j is told where it stands", ([find, put], told) => {
    const [first] = problems("flows/lookups/place.yaml", lookup.replace(find ?? "", put ?? ""));
    expect(first).toContain(`flows/lookups/place.yaml:${told}`);
  });

  it("has words of its own shape, with a day until which they hold", () => {
    const words = `title: Places
about: how high
intro: Choose.
sections: { heights: { title: Heights, columns: { low: Low } } }
sources: []
reviewed: 2026-11-21
expires: 2029-11-21
pace: slow
`;
    expect(problems("content/en/lookups/place.yaml", words)).toEqual([
      "content/en/lookups/place.yaml:7:1  Unexpected 2029-11-21, expected a day from 2026-11-21 to 2027-11-21 (pace: slow)  shape",
    ]);
  });
});

describe("a table", () => {
  it("is described with columns that it has", () => {
    const text = "title: Heights\nkey: plac\ncolumns: [low, hihg]\nnotes: not\nlicence: Ours.\nat-once: 0\n";
    expect(
      problems("content/data/heights.yaml", text, { "content/data/heights.csv": "place,low\nhere,1\n" }),
    ).toEqual(["content/data/heights.yaml:6:1  Unexpected 0, expected at least 1  shape"]);
    expect(
      problems("content/data/heights.yaml", text.replace("at-once: 0\n", ""), {
        "content/data/heights.csv": "place,low\nhere,1\n",
      }),
    ).toEqual([
      'content/data/heights.yaml:2:1  Unexpected "plac", expected a column of heights.csv: place, low  shape',
      'content/data/heights.yaml:3:16  Unexpected "hihg", expected a column of heights.csv: place, low  shape',
      'content/data/heights.yaml:4:1  Unexpected "not", expected a column of heights.csv: place, low  shape',
    ]);
  });

  it("tells of each field where it begins, also behind quotes and line feeds", () => {
    const { rows, spots, ragged } = readCsv('a,b\n"x\ny",2\n\n3,"4,5"\n6\n');
    expect(rows).toEqual([
      { a: "x\ny", b: "2" },
      { a: "3", b: "4,5" },
      { a: "6", b: "" },
    ]);
    expect(spots).toEqual([
      [
        { line: 2, column: 1 },
        { line: 3, column: 4 },
      ],
      [
        { line: 5, column: 1 },
        { line: 5, column: 3 },
      ],
      [{ line: 6, column: 1 }],
    ]);
    expect(ragged).toEqual([6]);
  });
});
