/** The menu of articles that a moderator can post, and what has too little room. */
import { describe, expect, it } from "vitest";
import { withPosts } from "../../../adapters/discord/posts.js";
import { render } from "../../../adapters/discord/render.js";
import { shortened } from "../../../adapters/discord/shortened.js";
import { lookup, screen } from "../../support/gallery.js";
import { breachesOf, pressable } from "./breaches.js";
import { pressed, words } from "./interactions.js";

const found = (count: number, title = "What it means") =>
  Array.from({ length: count }, (_, n) => ({ id: `denial/a${n}`, title: `${title} ${n}` }));
const payloads = render(lookup, words);

describe("the menu of articles to post", () => {
  it("D-7, D-22: stands under the answer, and carries the message that was asked about", () => {
    const shown = withPosts(payloads, found(2), pressed, words);
    expect(pressable(shown).at(-1)).toEqual({
      type: 3,
      custom_id: `1.post.${pressed}`,
      placeholder: words.post,
      min_values: 1,
      max_values: 1,
      options: [
        { label: "What it means 0", value: "denial/a0" },
        { label: "What it means 1", value: "denial/a1" },
      ],
    });
    expect(breachesOf(shown)).toEqual([]);
    expect(shown[0]?.components.slice(0, -1)).toEqual(payloads[0]?.components);
  });

  it("is not there where there is nothing to post, or no room for it (D-24)", () => {
    expect(withPosts(payloads, [], pressed, words)).toBe(payloads);
    expect(withPosts([], found(1), pressed, words)).toEqual([]);
    const full = render(
      screen({ title: "T", go: Array.from({ length: 32 }, (_, n) => ({ id: `a${n}`, label: "A" })) }),
      words,
    );
    expect(withPosts(full, found(1), pressed, words)).toBe(full);
  });

  it("D-22: has as many articles as it should, and of a long title the beginning", () => {
    const shown = withPosts(payloads, found(30, "word ".repeat(30)), pressed, words);
    expect(breachesOf(shown)).toEqual([]);
    expect(pressable(shown).at(-1)).toMatchObject({ options: { length: 10 } });
    expect(JSON.stringify(shown)).toContain("word …");
  });

  it("leaves out what could not be read back, or not be seen", () => {
    const odd = [
      { id: "__proto__", title: "A" },
      { id: "a b", title: "A" },
      { id: "a/b", title: "\u200b" },
    ];
    expect(withPosts(payloads, odd, pressed, words)).toBe(payloads);
  });
});

describe("what has too little room", () => {
  it.each([
    ["one two three", 20, "one two three"],
    ["one two three", 13, "one two three"],
    ["one two three", 12, "one two …"],
    ["one two three", 9, "one two …"],
    ["one two three", 8, "one …"],
    ["abcdefghij", 6, "abcd …"],
    ["🙂🙂🙂🙂", 6, "🙂🙂 …"],
    ["a🙂🙂🙂🙂", 6, "a🙂 …"],
  ])("ends with a word and a sign: %j in %i", (text, most, short) => {
    expect(shortened(text, most)).toBe(short);
    expect(shortened(text, most).length).toBeLessThanOrEqual(most);
  });
});
