/** What is learned of a library, and that another thread can hand it over. */
import { describe, expect, it } from "vitest";
import { createAsking } from "../../src/ask/index.js";
import { addLearned, learn } from "../../src/ask/learned.js";
import { lessonsOf } from "../../src/ask/meaning.js";
import { gathering } from "../../src/ask/rows.js";
import { memoryOf, study } from "../../src/ask/study.js";
import { shipped } from "../support/shipped.js";

describe("learning", () => {
  /** Each class has two examples: a feature of its own, and one that all of them have. */
  function examplesOf(classes: number): Parameters<typeof learn> {
    const rows = gathering();
    const owners: number[] = [];
    for (let one = 0; one < classes; one += 1) {
      for (let time = 0; time < 2; time += 1) {
        rows.put(0, 0.6);
        rows.put(one + 1, 0.8);
        rows.next();
        owners.push(one);
      }
    }
    return [rows.rows(), Uint32Array.from(owners), { features: classes + 1, classes }];
  }

  // With more classes than are told apart at a time, too.
  it.each([2, 7, 600])("tells %i classes apart by what only one of them has", (classes) => {
    const learned = learn(...examplesOf(classes));
    for (let one = 0; one < classes; one += Math.ceil(classes / 50)) {
      const scores = new Float64Array(classes);
      addLearned(learned, 0, 0.6, scores);
      addLearned(learned, one + 1, 0.8, scores);
      expect(scores.indexOf(Math.max(...scores))).toBe(one);
    }
  });

  it("learns the same from the same examples", () => {
    expect(learn(...examplesOf(7))).toEqual(learn(...examplesOf(7)));
  });
});

describe("what was studied", () => {
  it("answers the same after it was handed over, with nothing left behind", async () => {
    const { library } = await shipped();
    const few = { ...library, articles: Object.fromEntries(Object.entries(library.articles).slice(0, 12)) };
    const studied = study(lessonsOf(few));
    const questions = Object.values(few.articles).map(({ asks: [first = ""] }) => first);
    const before = createAsking(few, () => studied);
    const expected = questions.map((question) => before.ask(question));
    const memory = memoryOf(studied);
    const handed = structuredClone(studied, { transfer: memory });
    expect(memory.map(({ byteLength }) => byteLength)).toEqual(memory.map(() => 0));
    const after = createAsking(few, () => handed);
    expect(questions.map((question) => after.ask(question))).toEqual(expected);
  });
});
