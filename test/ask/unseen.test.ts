import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lessonsOf } from "../../src/ask/meaning.js";
import { shipped } from "../support/shipped.js";
import { halves, plainly, readFolder } from "./eval/questions.js";

const { library } = await shipped();
const { questions, problems } = readFolder(join(process.cwd(), "test", "ask"), {
  articles: new Set(Object.keys(library.articles)),
  guards: new Set(library.guards.map(({ id }) => id)),
});

describe("the questions that /ask is measured on", () => {
  it("can be read, and there are enough of them in each half", () => {
    expect(problems).toEqual([]);
    for (const half of halves) {
      const ofHalf = questions.filter((one) => one.half === half);
      expect(ofHalf.filter(({ accepts }) => accepts.length > 0).length).toBeGreaterThanOrEqual(400);
      expect(ofHalf.filter(({ accepts }) => accepts.length === 0).length).toBeGreaterThanOrEqual(120);
    }
  });

  it("are none that the search has learned from", () => {
    const learned = new Set(lessonsOf(library).findables.flatMap(({ asks }) => asks.map(plainly)));
    expect(questions.map(({ q }) => q).filter((q) => learned.has(plainly(q)))).toEqual([]);
  });
});
