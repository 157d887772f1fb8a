/** A28, F88: names that mean something to JavaScript, in every place where a moderator writes a name. */
import { describe, expect, it } from "vitest";
import { checkLibrary } from "../../src/check/index.js";
import { parseLibrary } from "../../src/content/parse.js";
import { soundFiles } from "./fixtures.js";

const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"];

/** Where it is written; the name that is replaced stands between the marks. */
const places: readonly (readonly [what: string, file: string, written: string])[] = [
  ["command", "flows/lost.yaml", "command: «lost»"],
  ["alias", "flows/lost.yaml", "aliases: [«lost-offer»]"],
  ["question", "flows/lost.yaml", "id: «kind»,"],
  ["option", "flows/lost.yaml", "options: [«job», visa]"],
  ["term", "flows/lost.yaml", "«often»: {"],
  ["flag", "flows/lost.yaml", "id: «repeated»,"],
  ["verdict", "flows/lost.yaml", "id: «again»,"],
  ["group", "flows/lost.yaml", "id: «later»,"],
  ["action", "flows/lost.yaml", "id: «rank»,"],
  ["table", "flows/lost.yaml", "id: «season», kind"],
  ["drill", "flows/lost.yaml", "id: «talk»"],
  ["question in a condition", "flows/lost.yaml", "when: { «kind»: job }, due"],
  ["question that has words", "content/en/flows/lost.yaml", "  «times»:\n"],
  ["action that has words", "content/en/flows/lost.yaml", "  «rank»: {"],
  ["source", "content/sources.yaml", "id: «one»"],
  ["claim", "content/claims.yaml", "id: «first»"],
  ["source of an article", "content/en/articles/help/find.md", "sources: [«one»]"],
];

describe("A28: a name like __proto__", () => {
  it.each(places)("(%s) is refused with its line, and does nothing", async (_what, file, written) => {
    const base = await soundFiles();
    const text = base.get(file) ?? "";
    const plain = written.replace(/[«»]/g, "");
    expect(text).toContain(plain);
    for (const name of names) {
      const files = new Map(base);
      files.set(
        file,
        text.replace(plain, () => written.replace(/«.*»/, name)),
      );
      const loaded = parseLibrary(files);
      const problems = [...loaded.problems, ...checkLibrary(loaded, "2026-11-24").problems];
      expect("polluted" in {}).toBe(false);
      expect(Object.keys(Object.prototype)).toEqual([]);
      const here = problems.filter(
        (problem) => problem.line > 0 && problem.file.startsWith(file.split("/")[0] ?? ""),
      );
      expect(here, `${name} in ${written}`).not.toEqual([]);
    }
  });
});
