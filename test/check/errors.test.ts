import { expect, it } from "vitest";
import { checkLibrary, errorsIn } from "../../src/check/index.js";
import { parseLibrary } from "../../src/content/parse.js";
import { soundFiles } from "./fixtures.js";

it("what is out of date is told by check, and keeps no article that was reviewed anew from being used", async () => {
  const files = new Map(await soundFiles());
  const change = (file: string, find: string, put: string): void => {
    files.set(file, (files.get(file) ?? "").replace(find, put));
  };
  change("content/en/articles/help/find.md", "signed: ''", "signed: ''\nrisk: high\nwho: attorney");
  change("content/en/articles/help/tell.md", "reviewed: 2026-11-21", "reviewed: 2027-12-01");
  const loaded = parseLibrary(files);
  expect(loaded.library.reviewed).toBe("2027-12-01");
  const { problems } = checkLibrary(loaded, loaded.library.reviewed);
  expect(
    problems.filter(({ severity }) => severity === "error").map(({ file, rule }) => [file, rule]),
  ).toEqual([["content/en/articles/help/find.md", "standing"]]);
  expect(errorsIn(loaded)).toEqual([]);
});
