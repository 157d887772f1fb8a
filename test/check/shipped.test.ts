import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkLibrary } from "../../src/check/index.js";
import type { Files } from "../../src/content/desk.js";
import { readFiles } from "../../src/content/load.js";
import { splitFront } from "../../src/content/markdown.js";
import { parseLibrary } from "../../src/content/parse.js";
import { type Problem, printProblem } from "../../src/problem.js";
import { shippedFolders } from "../support/shipped.js";

/** The bodies of articles and guards are left out, since no name stands in them and reading them takes time. */
const files: Files = new Map(
  [...(await readFiles(shippedFolders))].map(([file, text]): [string, string] => {
    const split = /\/(articles|guards)\//.test(file) ? splitFront(text) : undefined;
    return [file, split === undefined ? text : `---\n${split.front}---\nWords.\n`];
  }),
);
const before = new Set(problemsOf(files).map(printProblem));

function problemsOf(changed: Files): readonly Problem[] {
  const loaded = parseLibrary(changed);
  return checkLibrary(loaded, loaded.library.reviewed).problems;
}

/** What a change brings that was not there before. */
function brought(file: string, text: string): Problem[] {
  return problemsOf(new Map([...files, [file, text]])).filter((one) => !before.has(printProblem(one)));
}

describe("the shipped flows, broken in one place", () => {
  it("give exactly one problem for one wrong option, on its line", () => {
    const file = "flows/denied.yaml";
    const text = files.get(file) ?? "";
    const lines = text.split("\n");
    const line = lines.findIndex((one) => one.includes("id: inadmissible"));
    lines[line] = (lines[line] ?? "").replace("section: a212", "section: a122");
    const found = brought(file, lines.join("\n"));
    expect(found.map(printProblem)).toEqual([
      `${file}:${line + 1}:${(lines[line] ?? "").indexOf("section:") + 1}  Unexpected option "a122", expected an option of "section" (did you mean "a212"?)  names`,
    ]);
  });

  it("give exactly one problem for one option that is declared otherwise, on its line", () => {
    for (const [file, from, to] of [
      ["flows/denied.yaml", "[b214, g221, a212, other]", "[b241, g221, a212, other]"],
      ["flows/denied.yaml", "[home, elsewhere]", "[hme, elsewhere]"],
      ["flows/parts/red-flags-now.yaml", "[passport-withheld, change", "[pasport-withheld, change"],
    ] as const) {
      const text = files.get(file) ?? "";
      const line = text.slice(0, text.indexOf(from)).split("\n").length;
      expect(text).toContain(from);
      const found = brought(file, text.replace(from, to)).map(printProblem);
      expect(found).toEqual([expect.stringMatching(new RegExp(`^${file}:${line}:\\d+ .*renamed$`))]);
    }
  });

  it("give at least one problem for any name that is written otherwise, never many, and never a crash", () => {
    const places = placesOfNames();
    expect(places.length).toBeGreaterThan(500);
    fc.assert(
      fc.property(fc.constantFrom(...places), ({ file, at, name }) => {
        const text = files.get(file) ?? "";
        const changed = `${text.slice(0, at)}${name}-x${text.slice(at + name.length)}`;
        const found = brought(file, changed).map(printProblem);
        expect(found.length, `${file} at ${at}: ${name}`).toBeGreaterThanOrEqual(1);
        expect(found.length, found.join("\n")).toBeLessThanOrEqual(12);
      }),
      { numRuns: 15 },
    );
  });
});

type Named = { file: string; at: number; name: string };

/** Every place in the flows where a name of ours is written, as it is declared and as it is used. */
function placesOfNames(): Named[] {
  const { library } = parseLibrary(files);
  const names = new Set(
    Object.values(library.flows.flows).flatMap((flow) => [
      ...[flow.questions, flow.terms, flow.flags, flow.verdicts, flow.groups, flow.actions]
        .flat()
        .map(({ id }) => id),
      ...flow.questions.flatMap((question) => ("options" in question ? question.options : [])),
      ...flow.practice.flatMap((practice) => [practice.id, ...practice.ask.map((drill) => drill.id)]),
      ...flow.actions.flatMap((action) => [action.article, action.letter].filter((one) => one !== undefined)),
    ]),
  );
  return [...files].flatMap(([file, text]) => {
    if (!/^flows\/.*\.yaml$/.test(file)) return [];
    return [...text.matchAll(/[a-z0-9][a-z0-9/-]*/g)].flatMap((found): Named[] => {
      const lineStart = text.lastIndexOf("\n", found.index) + 1;
      if (text.slice(lineStart, found.index).includes("#") || !names.has(found[0])) return [];
      return [{ file, at: found.index, name: found[0] }];
    });
  });
}
