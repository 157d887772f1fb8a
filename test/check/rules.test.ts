import { describe, expect, it } from "vitest";
import { checkLibrary } from "../../src/check/index.js";
import { namingRules, otherRules, proofRules } from "../../src/check/rules/index.js";
import { parseLibrary } from "../../src/content/parse.js";
import { printProblem } from "../../src/problem.js";
import { fixtures, soundFiles } from "./fixtures.js";

/** The report without the place in `interface.yaml`, which is written from the table of words. */
function report(files: ReadonlyMap<string, string>, on?: string): string {
  const loaded = parseLibrary(files);
  return checkLibrary(loaded, on ?? loaded.library.reviewed)
    .problems.map((problem) => `${printProblem(problem)}\n`)
    .join("")
    .replace(/interface\.yaml:\d+:\d+/g, "interface.yaml:…");
}

const all = await fixtures();

describe("a rule of the check", () => {
  it("finds nothing in the sound library", async () => {
    expect(report(await soundFiles())).toBe("");
  });

  it("has an example of what it finds and of what it lets pass", () => {
    const rules = [...namingRules, ...otherRules, ...proofRules].map((rule) => rule.name);
    const names = new Set(all.map((fixture) => fixture.name));
    expect(
      rules.flatMap((rule) => [`${rule}/bad`, `${rule}/good`]).filter((name) => !names.has(name)),
    ).toEqual([]);
  });

  it.each(all)("$name", ({ files, expected, on }) => {
    expect(report(files, on)).toBe(expected);
  });
});
