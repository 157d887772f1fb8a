import { expect, it } from "vitest";
import { placeholders, placeholdersOf } from "../../src/content/placeholders.js";
import { shipped } from "../support/shipped.js";

/** The code fills these too, and the shipped words do without them. */
const leftOut = ["notice.no-case-yet: command flow"];

it("are those of the shipped words, each in the table and each in its word", async () => {
  const { library } = await shipped();
  const used = Object.entries(library.interface).flatMap(([section, words]) =>
    Object.entries(words).flatMap(([word, text]) => {
      const names = [...text.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name);
      return names.length === 0 ? [] : [`${section}.${word}: ${[...new Set(names)].sort().join(" ")}`];
    }),
  );
  const known = Object.entries(placeholders).flatMap(([section, words]) =>
    Object.entries(words).map(([word, names]) => `${section}.${word}: ${[...names].sort().join(" ")}`),
  );
  expect(known.sort()).toEqual([...used, ...leftOut].sort());
});

it("are none of a name that every object has", () => {
  expect(placeholdersOf("constructor", "name")).toEqual([]);
  expect(placeholdersOf("web", "constructor")).toEqual([]);
});
