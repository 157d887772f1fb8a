/** What is learned of a library, and that another thread can hand it over. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createAsking } from "../../src/ask/index.js";
import { addLearned, learn } from "../../src/ask/learned.js";
import { lessonsOf } from "../../src/ask/meaning.js";
import { numberingOf } from "../../src/ask/numbering.js";
import { gathering } from "../../src/ask/rows.js";
import { memoryOf, study } from "../../src/ask/study.js";
import { wordReader, wordsOf } from "../../src/ask/words.js";
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

  it("learns nothing where there is nothing to tell apart", () => {
    const { steps, step } = learn(gathering().rows(), new Uint32Array(0), { features: 3, classes: 0 });
    expect({ many: steps.length, step }).toEqual({ many: 0, step: 1 });
  });

  it("learns the same from the same examples", () => {
    expect(learn(...examplesOf(7))).toEqual(learn(...examplesOf(7)));
  });
});

describe("marks", () => {
  it("have the numbers in the order in which they are met, as in a map, however many there are", () => {
    const mark = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 2 ** 31 }));
    fc.assert(
      fc.property(fc.array(mark, { maxLength: 300 }), fc.array(mark), (marks, others) => {
        const numbers = new Map<number, number>();
        const numbering = numberingOf();
        for (const one of marks) {
          if (!numbers.has(one)) numbers.set(one, numbers.size);
          expect(numbering.met(one)).toBe(numbers.get(one));
        }
        for (const one of [...marks, ...others]) expect(numbering.of(one)).toBe(numbers.get(one));
        expect([...numbering.marks()]).toEqual([...numbers.keys()]);
      }),
    );
    const many = Array.from({ length: 50_000 }, (_, at) => (at * 2_654_435_761) % 2 ** 31);
    const numbering = numberingOf(many);
    expect([...numbering.marks()]).toEqual([...new Set(many)]);
    expect(many.every((one) => many[numbering.of(one) ?? -1] === one)).toBe(true);
    expect(numbering.of(2 ** 31)).toBeUndefined();
  });
});

describe("words", () => {
  it("are the same whether one text is read or many", async () => {
    const { library } = await shipped();
    const read = wordReader();
    const texts = Object.values(library.articles).flatMap(({ asks, short }) => [...asks, short]);
    for (const text of texts) expect(read(text)).toEqual(wordsOf(text));
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(read(text)).toEqual(wordsOf(text));
      }),
    );
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
