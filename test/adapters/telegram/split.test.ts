import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Entity, joined, lineRich, type Rich } from "../../../adapters/telegram/rich.js";
import { split } from "../../../adapters/telegram/split.js";
import type { Line } from "../../../src/screen.js";
import { anyText } from "../../support/screens.js";

const plainText = (text: string): Rich => ({ text, entities: [] });
const texts = (rich: Rich, text: number, entities = 100): string[] =>
  split(rich, { text, entities }).map((part) => part.text);

/** Words with marks, blocks between them, and characters of many signs. */
const anyRich: fc.Arbitrary<Rich> = fc
  .array(
    fc.array(
      fc
        .tuple(
          fc.oneof(anyText, fc.constantFrom("word ", "👩‍⚕️", "é", "\n", "\n\n", "🇵🇰🇵🇰", "  ")),
          fc.constantFrom("strong" as const, "em" as const, "code" as const, undefined),
        )
        .map(([text, mark]) => (mark === undefined ? { text } : { text, mark })),
      { maxLength: 6 },
    ),
    { maxLength: 5 },
  )
  .map((lines) =>
    joined(
      lines.map((line: Line) => lineRich(line)),
      "\n\n",
    ),
  );

/** Every sign that is not white space, each with the marks on it. */
function signs(parts: readonly Rich[]): string[] {
  return parts.flatMap(({ text, entities }) => {
    const marks = Array.from({ length: text.length }, (): string[] => []);
    for (const { type, offset, length } of entities) {
      for (let at = offset; at < offset + length; at += 1) marks[at]?.push(type);
    }
    return [...text].flatMap((sign, index, all) => {
      const at = all.slice(0, index).join("").length;
      return /\s/.test(sign) ? [] : [`${sign} ${[...(marks[at] ?? [])].sort().join("+")}`];
    });
  });
}

describe("T-10: a long text as several messages", () => {
  it("is one where it fits, and none where there is nothing", () => {
    expect(texts(plainText("one two"), 8)).toEqual(["one two"]);
    expect(texts(plainText(""), 8)).toEqual([]);
    expect(texts(plainText(" \n "), 8)).toEqual([]);
  });

  it("is cut between blocks before lines, lines before words, words before characters", () => {
    expect(texts(plainText("aaaa aaa\n\nbb bb\nb cc"), 16)).toEqual(["aaaa aaa", "bb bb\nb cc"]);
    expect(texts(plainText("aaaa aaa\nbb bb bb"), 14)).toEqual(["aaaa aaa", "bb bb bb"]);
    expect(texts(plainText("aaaa bbbb cccc"), 11)).toEqual(["aaaa bbbb", "cccc"]);
    expect(texts(plainText("aaaabbbbcccc"), 6)).toEqual(["aaaab", "bbbcc", "cc"]);
  });

  it("is not cut where that would leave most of a message empty", () => {
    expect(texts(plainText(`a\n\n${"b ".repeat(20).trim()}`), 20)[0]?.length).toBeGreaterThan(10);
  });

  it("never cuts a character as people see it", () => {
    const family = "👩‍👩‍👧‍👦";
    expect(texts(plainText(family.repeat(3)), 14)).toEqual([family, family, family]);
    expect(texts(plainText("🇵🇰🇮🇳🇳🇬"), 6)).toEqual(["🇵🇰", "🇮🇳", "🇳🇬"]);
    expect(texts(plainText("e\u0301e\u0301e\u0301"), 4)).toEqual(["e\u0301", "e\u0301", "e\u0301"]);
  });

  it("cuts one that is longer than a message between its signs, and never in half", () => {
    const zalgo = `e${"\u0301".repeat(40)}`;
    expect(texts(plainText(zalgo), 12).join("")).toBe(zalgo);
    for (const room of [3, 4, 5]) {
      const all = texts(plainText("🙂\u200d".repeat(9)), room);
      expect(all.join("").replaceAll("·", "")).toBe("🙂\u200d".repeat(9));
      for (const text of all) expect(text).not.toMatch(/\p{Cs}/u);
    }
  });

  it("goes on with a mark that was cut, its address with it", () => {
    const rich = lineRich([{ text: "aaaa bbbb", link: "https://a.example/" }]);
    expect(split(rich, { text: 6, entities: 9 })).toEqual([
      { text: "aaaa", entities: [{ type: "text_link", offset: 0, length: 4, url: "https://a.example/" }] },
      { text: "bbbb", entities: [{ type: "text_link", offset: 0, length: 4, url: "https://a.example/" }] },
    ]);
  });

  it("has no more marks in one message than it takes", () => {
    const rich = joined(
      Array.from({ length: 250 }, (_, n) => lineRich([{ text: `w${n}`, mark: "strong" }])),
      " ",
    );
    const parts = split(rich);
    expect(parts.map(({ entities }) => entities.length)).toEqual([100, 100, 50]);
    expect(signs(parts)).toEqual(signs([rich]));
  });

  it("marks a part of which nothing could be seen, since the server takes none such", () => {
    expect(texts(plainText("\u200b".repeat(5)), 4)).toEqual(["·\u200b\u200b\u200b", "·\u200b\u200b"]);
  });

  it("loses no sign and no mark, keeps each part within its room, and cuts no character that fits", () => {
    const segments = new Intl.Segmenter("en", { granularity: "grapheme" });
    fc.assert(
      fc.property(
        anyRich,
        fc.integer({ min: 16, max: 80 }),
        fc.integer({ min: 3, max: 9 }),
        (rich, text, entities) => {
          const parts = split(rich, { text, entities });
          const unmarked = parts.map((part) => {
            const blank = part.text.startsWith("·") && !rich.text.includes("·");
            return blank
              ? {
                  text: part.text.slice(1),
                  entities: part.entities.map((one): Entity => ({ ...one, offset: one.offset - 1 })),
                }
              : part;
          });
          expect(signs(unmarked)).toEqual(signs([rich]));
          for (const part of parts) {
            expect(part.text.length).toBeLessThanOrEqual(text);
            expect(part.entities.length).toBeLessThanOrEqual(entities);
            expect(part.text).toBe(part.text.trim());
            expect(part.text).not.toMatch(/\p{Cs}/u);
          }
          const whole = new Set([...segments.segment(rich.text)].map(({ segment }) => segment.trim()));
          const longest = Math.max(0, ...[...whole].map((one) => one.length));
          if (longest > text / 2 || rich.entities.length > entities) return;
          for (const part of unmarked) {
            for (const { segment } of segments.segment(part.text)) {
              if (segment.trim() !== "") expect(whole).toContain(segment.trim());
            }
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});
