import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { guardsOf } from "../../src/ask/guards.js";
import { crisis, fraud, guarantees, guard } from "./fixtures.js";
import { crisisTexts, harmlessTexts } from "./guard-texts.js";

/** Nothing is ordinary. */
const none: ReadonlySet<string> = new Set();

/** Guards of which the first one that is said is called. */
function trying(...[tried, ordinary]: Parameters<typeof guardsOf>): { called(text: string): string | null } {
  const told = guardsOf(tried, ordinary);
  return { called: (text) => told.said(text)[0] ?? null };
}

const guards = trying([guarantees, fraud, crisis], none);

describe("the crisis guard", () => {
  it.each(crisisTexts)("is called by: %s", (text) => expect(guards.called(text)).toBe("crisis"));
  it.each(harmlessTexts)("is not called by: %s", (text) => expect(guards.called(text)).toBeNull());

  it("is called wherever it stands in a long text", () => {
    const story = "The consulate asked for more papers and I sent them all. ".repeat(200);
    expect(guards.called(`${story}I want to die. ${story}`)).toBe("crisis");
    expect(guards.called(story)).toBeNull();
  });

  it("is called although a harmless phrase stands elsewhere", () => {
    expect(guards.called("I work in suicide prevention and I want to kill myself")).toBe("crisis");
  });
});

describe("guards", () => {
  it("are tried in their order", () => {
    expect(guards.called("fake letter for a guaranteed visa")).toBe("fraud");
    expect(guards.called("guaranteed visa or I kill myself")).toBe("crisis");
    expect(guards.called("is there a guaranteed visa")).toBe("guarantees");
  });

  it("are called by words with slips and other endings", () => {
    expect(guards.called("where do i get fake bank statments")).toBe("fraud");
    expect(guards.called("hiding my refusals")).toBe("fraud");
    expect(guards.called("garanteed visa please")).toBe("guarantees");
  });

  it("let one other word stand between two words of a phrase, not two, and no end of a sentence", () => {
    const one = trying([guard({ id: "one", order: 1, phrases: ["red green"] })], none);
    expect(one.called("red and green")).toBe("one");
    expect(one.called("red and then green")).toBeNull();
    expect(one.called("It was red. Green it was not.")).toBeNull();
    expect(one.called("green red")).toBeNull();
  });

  it.each([
    ["a/b is either word", "want/wish to die", ["want to die", "wish to die"], ["hope to die", "want wish"]],
    ["a-b stand next to each other", "cut-again", ["cut again", "cut-again"], ["cut it again"]],
    [
      "a-b/c is both words or the one",
      "so go-on/stay x",
      ["so go on x", "so stay x"],
      ["so go x", "so on x"],
    ],
    ["a contraction is two words", "dont/never eat", ["do not eat", "never eat"], ["do eat"]],
    [
      "a full stop is where a sentence ends",
      "can-not-anymore.",
      ["I can't anymore", "can't anymore! Help"],
      ["can't anymore pay"],
    ],
    ["and where one begins", ".kms", ["kms", "Hello. KMS now"], ["300 kms", "it is 300 kms away"]],
    ["blanks around a stroke", "want / wish to", ["wish to"], ["want wish"]],
    ["another way is found behind a word that is said twice", "a b c", ["a b b x c"], ["a b x x c"]],
  ])("read phrases: %s", (_name, phrase, said, notSaid) => {
    const one = trying([guard({ id: "one", order: 1, phrases: [phrase] })], none);
    for (const text of said) expect(one.called(text), text).toBe("one");
    for (const text of notSaid) expect(one.called(text), text).toBeNull();
  });

  it("are not called where `unless` shares a word with the phrase and says more", () => {
    const one = trying(
      [
        guard({
          id: "one",
          order: 1,
          phrases: ["not want to live", "not want to live in this world", "life is over"],
          unless: ["live in/with", "old life", "not want to live"],
        }),
      ],
      none,
    );
    expect(one.called("I do not want to live")).toBe("one");
    expect(one.called("I do not want to live in Cairo")).toBeNull();
    expect(one.called("I do not want to live with them. I do not want to live.")).toBe("one");
    // What takes back is said word for word, and not inside the phrase itself.
    expect(one.called("I do not want to live anymore in Cairo")).toBe("one");
    expect(one.called("I do not want to live in this world")).toBe("one");
    // A word between the words of a phrase is none of its own.
    expect(one.called("life, my old life, is over")).toBeNull();
    expect(one.called("my old life is over")).toBeNull();
    expect(one.called("an old man whose life is over")).toBe("one");
  });

  it("take no ordinary word for a slip", () => {
    const medical = [guard({ id: "medical", order: 1, phrases: ["dose of"] })];
    expect(trying(medical, none).called("what does this of")).toBe("medical");
    expect(trying(medical, new Set(["does"])).called("what does this of")).toBeNull();
  });

  it("need phrases: without any, none is called", () => {
    expect(trying([], none).called("I want to die")).toBeNull();
    expect(
      trying([guard({ id: "empty", order: 1, phrases: ["…", ""] })], none).called("… anything"),
    ).toBeNull();
  });

  it("answer any text, the same every time", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" })), (text) => {
        expect(guards.called(text)).toBe(guards.called(text));
      }),
    );
  });

  it("find a phrase between any words", () => {
    const word = fc.stringMatching(/^[b-df-hj-np-tv-z]{2,9}$/);
    fc.assert(
      fc.property(fc.array(word), fc.array(word), (before, after) => {
        expect(guards.called([...before, "i", "want", "to", "die", ...after].join(" "))).toBe("crisis");
      }),
    );
  });

  it.each([
    ["one word again and again", "kill ".repeat(40_000)],
    ["the phrase itself again and again", "suicide prevention ".repeat(10_000)],
    ["words that are all different", Array.from({ length: 20_000 }, (_, at) => `w${at}xyz`).join(" ")],
    ["one endless word", "ab".repeat(100_000)],
    ["marks without letters", "'.-(".repeat(50_000)],
    ["sections that do not end", "212(a)".repeat(30_000)],
    ["accents upon accents", `a${"\u0301".repeat(100_000)}`],
  ])("read a text of 200,000 signs in time that grows with it: %s", (_name, text) => {
    const begun = performance.now();
    guards.called(text);
    expect(performance.now() - begun).toBeLessThan(5_000);
  });
});
