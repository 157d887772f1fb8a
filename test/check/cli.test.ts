import { PassThrough, Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { createAsking } from "../../src/ask/index.js";
import { type CheckOptions, checkContent } from "../../src/cli/check.js";
import type { Parts } from "../../src/cli/parts.js";
import type { Files } from "../../src/content/desk.js";
import { parseLibrary } from "../../src/content/parse.js";
import { soundFiles } from "./fixtures.js";

const sound = await soundFiles();
const folders = { flowsDir: "flows", contentDir: "content" };

/** Runs the command over some files; it needs no more of the parts than these. */
async function check(
  files: Files,
  options: Partial<CheckOptions> = {},
): Promise<{ code: number; said: string }> {
  const output = new PassThrough();
  const unused = (): never => {
    throw new Error("check needs none of this");
  };
  const parts: Parts = {
    version: "0.0.0",
    io: { input: new PassThrough(), output, errors: new Writable() },
    environment: {},
    now: () => Date.parse("2027-11-22T12:00:00Z"),
    settings: unused,
    load: async () => parseLibrary(files),
    asking: async (library) => createAsking(library),
    study: unused,
    open: unused,
    talk: unused,
    serve: unused,
    ledger: unused,
    platforms: unused,
  };
  const code = await checkContent(parts, { folders, fails: "on-errors", form: "text", ...options });
  output.end();
  return { code, said: await text(output) };
}

function changed(file: string, from: string, to: string): Files {
  const before = sound.get(file) ?? "";
  expect(before).toContain(from);
  return new Map([...sound, [file, before.replace(from, to)]]);
}

describe("preceptor check", () => {
  it("prints what was proved, and on which days a rule can hold, and ends with 0", async () => {
    const flow = "flows/lost.yaml";
    const files = changed(flow, "{ is: often }, to: gme", "{ rank-day: { within: 30 days } }, to: gme");
    const { code, said } = await check(files);
    expect(code).toBe(0);
    expect(said.split("\n").map((line) => line.trimEnd())).toEqual([
      "flow  questions  asked  rules proved  situations  steps  in date until  ms",
      expect.stringMatching(/^lost +5 +4-5 +9 +\d+ +\d+ +2027-05-21 +0$/),
      "",
      'lost: flag "repeated" can hold only 2027-02-01 to 2027-03-03',
      "0 errors, 0 warnings; 2 articles and 2 sources, as of 2026-11-21.",
      "",
    ]);
  });

  it("prints every problem and ends with 1; a flow with a wrong name is not proved", async () => {
    const { code, said } = await check(changed("flows/lost.yaml", "{ is: often }, to", "{ is: oftn }, to"));
    expect(code).toBe(1);
    expect(said.split("\n")).toEqual([
      'flows/lost.yaml:15:29  Unexpected "oftn", expected a term, flag or verdict (did you mean "often"?)  names',
      "",
      "lost: not proved before its names are right.",
      "1 error, 0 warnings; 2 articles and 2 sources, as of 2026-11-21.",
      "",
    ]);
  });

  it("lets warnings pass unless they are to fail", async () => {
    const files = changed("flows/lost.yaml", "terms:", "terms:\n  rare: { not: { times: { at-least: 2 } } }");
    expect((await check(files)).code).toBe(0);
    expect((await check(files, { fails: "on-warnings" })).code).toBe(1);
  });

  it("checks as of a day, or of today", async () => {
    expect((await check(sound, { on: "2026-12-01" })).said).toContain("0 warnings");
    const { said } = await check(sound, { on: "today" });
    expect(said).toContain("6 warnings");
    expect(said).toContain("as of 2027-11-22");
  });

  it("says the same as JSON", async () => {
    const { code, said } = await check(changed("flows/lost.yaml", "at-most: 5", "at-most: 4"), {
      form: "json",
    });
    expect(code).toBe(1);
    expect(JSON.parse(said)).toMatchObject({
      on: "2026-11-21",
      problems: [{ file: "flows/lost.yaml", line: 4, rule: "at-most", severity: "error" }],
      flows: [{ flow: "lost", asked: { min: 4, max: 5 }, until: "2027-05-21" }],
      unproved: [],
    });
  });
});
