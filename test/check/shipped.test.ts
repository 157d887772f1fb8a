import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkLibrary } from "../../src/check/index.js";
import type { Files } from "../../src/content/desk.js";
import { readFiles } from "../../src/content/load.js";
import { splitFront } from "../../src/content/markdown.js";
import { parseLibrary } from "../../src/content/parse.js";
import { type Problem, printProblem } from "../../src/problem.js";
import { shippedFolders } from "../support/shipped.js";

/** Bodies of articles and guards, and what they lead on to, are left out: no name of a flow stands there, and reading takes time. */
const files: Files = new Map(
  [...(await readFiles(shippedFolders))].map(([file, text]): [string, string] => {
    const split = /\/(articles|guards)\//.test(file) ? splitFront(text) : undefined;
    const front = split?.front.replace(/^see:.*(?:\n +-.*)*/m, "see: []");
    return [file, front === undefined ? text : `---\n${front}---\nWords.\n`];
  }),
);

function problemsOf(changed: Files): readonly Problem[] {
  const loaded = parseLibrary(changed);
  return checkLibrary(loaded, loaded.library.reviewed).problems;
}

/** A flow that a file of `flows/` touches: itself, or one that uses the part or letter. */
function touchedBy(file: string): string | undefined {
  const name = file.slice(file.lastIndexOf("/") + 1, -".yaml".length);
  const uses = new RegExp(`(part|letter): ${name}(?![a-z0-9-])`);
  const flows = [...files].filter(([one]) => /^flows\/[^/]+\.yaml$/.test(one));
  return flows.find(([one, text]) => (file.split("/").length > 2 ? uses.test(text) : one === file))?.[0];
}

/** What names nothing of a flow and takes long to read. */
const beside = /^content\/(?:claims|sources|sections)\.yaml$|^content\/en\/(?:guards\/|synonyms|never)/;

/** One flow with what it may need, since checking all of them for each change takes long. */
function onlyOf(kept: string): Files {
  const rules = [...files].filter(([file]) => file === kept || file.startsWith("flows/parts/"));
  const text = rules.map(([, one]) => one).join("\n");
  return new Map(
    [...files].filter(([file]) => {
      if (beside.test(file)) return false;
      const flow = /^(?:flows|content\/en\/flows)\/([^/]+\.yaml)$/.exec(file)?.[1];
      if (flow !== undefined) return kept === `flows/${flow}`;
      const article = /^content\/en\/articles\/(.+)\.md$/.exec(file)?.[1];
      return article === undefined || text.includes(`article: ${article}`);
    }),
  );
}

/** The problems of each flow as it is shipped. */
const known = new Map<string, ReadonlySet<string>>();

/** What a change brings that was not there before. */
function brought(file: string, text: string): Problem[] {
  const kept = touchedBy(file) ?? "";
  const some = onlyOf(kept);
  const before = known.get(kept) ?? new Set(problemsOf(some).map(printProblem));
  known.set(kept, before);
  return problemsOf(new Map([...some, [file, text]])).filter((one) => !before.has(printProblem(one)));
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
    // Each run checks and proves a whole flow.
  }, 120_000);
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
    if (!/^flows\/(?:(?:parts|letters)\/)?[^/]+\.yaml$/.test(file)) return [];
    return [...text.matchAll(/[a-z0-9][a-z0-9/-]*/g)].flatMap((found): Named[] => {
      const lineStart = text.lastIndexOf("\n", found.index) + 1;
      // A command or a prefix may be called as anything is.
      if (/#|^aliases:|\bas: \[/.test(text.slice(lineStart, found.index)) || !names.has(found[0])) return [];
      return [{ file, at: found.index, name: found[0] }];
    });
  });
}
