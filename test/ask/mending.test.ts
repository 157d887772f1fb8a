import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { menderOf, nearestOf, slipsOf } from "../../src/ask/mending.js";
import { sentencesOf, type Word, wordsOf } from "../../src/ask/words.js";
import { shipped } from "../support/shipped.js";

const { library } = await shipped();
const known = library.guards.flatMap((guard) => guard.phrases).flatMap(wordsOf);

/** Every word is compared, those that begin alike first. */
function slowly(words: readonly Word[], typed: string): string | undefined {
  if (typed.length > 30) return undefined;
  const forms = [...new Map(words.map((word) => [word.form, word.stem]))];
  const alike = forms.filter(([form]) => form[0] === typed[0]);
  const others = forms.filter(([form]) => form[0] !== typed[0]);
  const near = [...alike, ...others].flatMap(([form, stem]) => {
    const count = slipsOf(typed, form);
    return count === undefined ? [] : [{ stem, count }];
  });
  return near.toSorted((a, b) => a.count - b.count)[0]?.stem;
}

describe("the nearest word", () => {
  const nearest = nearestOf(known);
  const letter = fc.constantFrom(..."abcdefghijklmnopqrstuvwxyzéжा");
  const edited = fc
    .tuple(
      fc.constantFrom(...known.map((word) => word.form)),
      fc.array(fc.tuple(fc.constantFrom("out", "in", "other", "swap"), fc.nat(), letter), { maxLength: 3 }),
    )
    .map(([form, edits]) => edits.reduce(edit, form));
  const typed = fc.oneof(
    edited,
    fc.string({ unit: letter, maxLength: 12 }),
    fc.string({ unit: "binary", maxLength: 12 }),
  );

  it("is the same as when all words are compared", () => {
    fc.assert(
      fc.property(typed, (text) => {
        expect(nearest(text)).toBe(slowly(known, text));
      }),
      { numRuns: 2_000 },
    );
  });

  it("is the same among any words", () => {
    const word = fc.string({ unit: fc.constantFrom(..."abcd"), minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), word, (forms, text) => {
        const words = forms.map((form, at) => ({ form, stem: `${form}${at}` }));
        expect(nearestOf(words)(text)).toBe(slowly(words, text));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("a text is mended", () => {
  const mend = menderOf(wordsOf("kill dose living"), new Set(["does"]));

  it("word by word, with the ends of its sentences, and ordinary words are left", () => {
    expect(mend(sentencesOf("Kil it. What does liivng mean"))).toEqual([
      "kil",
      "it",
      "",
      "what",
      "doe",
      "liv",
      "mean",
    ]);
  });
});

function edit(form: string, [kind, place, letter]: readonly [string, number, string]): string {
  const at = place % (form.length + 1);
  const [before, here, after] = [form.slice(0, at), form.slice(at, at + 1), form.slice(at + 1)];
  switch (kind) {
    case "out":
      return before + after;
    case "in":
      return before + letter + here + after;
    case "other":
      return before + letter + after;
    default:
      return before + after.slice(0, 1) + here + after.slice(1);
  }
}
