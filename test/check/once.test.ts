import { describe, expect, it } from "vitest";
import { checkLibrary } from "../../src/check/index.js";
import { parseLibrary } from "../../src/content/parse.js";
import { printProblem } from "../../src/problem.js";
import { fixtures } from "./fixtures.js";

const sound = (await fixtures()).find(({ name }) => name === "lookups/good")?.files ?? new Map();
const data = ["places", "heights", "quoted"].flatMap((id) => [
  `content/data/${id}.yaml`,
  `content/data/${id}.csv`,
]);
const all = [...data, "flows/lookups/place.yaml", "content/en/lookups/place.yaml"];

function problemsWith(file: string, text: string | undefined): string[] {
  const files = new Map(sound);
  if (text === undefined) files.delete(file);
  else files.set(file, text);
  const loaded = parseLibrary(files);
  return checkLibrary(loaded, loaded.library.reviewed).problems.map(printProblem);
}

describe("a look-up's file that cannot be read", () => {
  it.each(all)("is told of once, and nothing else is said of what leads to it: %s", (file) => {
    const [only, ...more] = problemsWith(file, file.endsWith(".csv") ? 'here,"\n' : "key: [\n");
    expect(only).toContain(file);
    expect(more).toEqual([]);
  });

  it.each(data)("is missed once, where the other file of the table stands: %s", (file) => {
    const [only, ...more] = problemsWith(file, undefined);
    expect(only).toContain(file.replace(/\w+$/, file.endsWith(".csv") ? "yaml" : "csv"));
    expect(more).toEqual([]);
  });

  it.each(data.filter((file) => file.endsWith(".csv")))("is told of once when it is empty: %s", (file) => {
    expect(problemsWith(file, "")).toEqual([
      `${file}:1:1  Unexpected an empty file, expected a first line that names the columns  shape`,
    ]);
  });
});

describe("a list to look up in", () => {
  it("is told of once when it has no entries", () => {
    expect(problemsWith("content/data/places.csv", "key,name,also\n")).toEqual([
      "content/data/places.csv:1:1  Unexpected a list without entries, expected a row for each entry  lists",
    ]);
  });
});
