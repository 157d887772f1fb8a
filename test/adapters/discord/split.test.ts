/** D-24: a long text as several. Nothing is lost but white space at a cut, and no mark is broken. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Lead } from "../../../adapters/discord/markdown.js";
import type { Paragraph } from "../../../adapters/discord/paragraphs.js";
import { lineRich, own, textOf } from "../../../adapters/discord/rich.js";
import { split as splitTexts, together } from "../../../adapters/discord/split.js";
import { shownOf, shownText } from "../../support/discord/markdown.js";
import { anyLine } from "../../support/screens.js";

const paragraph = (text: string, lead: Lead = "", gap: 1 | 2 = 2): Paragraph => ({
  lead,
  rich: own(text),
  gap,
});
const heading = (text: string): Paragraph => paragraph(text, "### ", 1);
const item = (text: string): Paragraph => paragraph(text, "- ", 1);
const words = (count: number, word = "word"): string => Array.from({ length: count }, () => word).join(" ");

/** What stands in each message. */
const split = (paragraphs: readonly Paragraph[], room: number): string[] =>
  splitTexts(paragraphs, room).map((texts) => texts.join("\n\n"));

/** Without what a cut may take, what only keeps signs apart, and the mark of what cannot be seen. */
const bare = (text: string): string => text.replace(/[\s\u200b·]/gu, "");

describe("a text that is too long", () => {
  it("is one where it fits, and none where it says nothing", () => {
    expect(split([paragraph("a"), paragraph("b")], 64)).toEqual(["a\n\nb"]);
    expect(split([], 64)).toEqual([]);
    expect(split([paragraph(" \n ")], 64)).toEqual([]);
  });

  it("is cut between paragraphs, so that each stands whole", () => {
    expect(split([paragraph(words(9)), paragraph(words(9)), paragraph(words(3))], 100)).toEqual([
      `${words(9)}\n\n${words(9)}`,
      words(3),
    ]);
  });

  it("never leaves a heading alone at its end", () => {
    const long = words(14);
    expect(split([paragraph(words(12)), heading("H"), paragraph(long)], 90)).toEqual([
      words(12),
      `### H\n${long}`,
    ]);
    expect(split([heading("G"), heading("H"), paragraph(long)], 90)).toEqual([`### G\n### H\n${long}`]);
  });

  it("begins a long paragraph where there is much room, and else below", () => {
    const long = words(200);
    const [first, ...others] = split([paragraph("a"), paragraph(long)], 400);
    expect(first?.startsWith("a\n\nword word")).toBe(true);
    expect(first?.length).toBeGreaterThan(380);
    expect([first, ...others].join(" ").replace("a\n\n", "")).toBe(long);
  });

  it("is cut between lines before words, and between words before characters", () => {
    const lines = `${words(10)}\n${words(10)}`;
    expect(split([paragraph(lines)], 80)).toEqual(lines.split("\n"));
    const parts = split([paragraph("a".repeat(150))], 64);
    expect(parts.join("")).toBe("a".repeat(150));
    expect(split([paragraph("👩‍👩‍👧‍👦".repeat(9))], 64).every((part) => part.length % 11 === 0)).toBe(true);
  });

  it("goes on as it was set: headings, small print and marks; an item begins only once", () => {
    const lead = (part: string): string => /^(?:#+|-#?|\d+\.) |/.exec(part)?.[0] ?? "";
    expect(split([heading(words(30))], 64).map(lead)).toEqual(["### ", "### ", "### "]);
    expect(split([paragraph(words(30), "-# ")], 64).map(lead)).toEqual(["-# ", "-# ", "-# "]);
    expect(split([item(words(30))], 64).map(lead)).toEqual(["- ", "", ""]);
    expect(split([paragraph(words(30), "3. ")], 64).map(lead)).toEqual(["3. ", "", ""]);
    const strong = split([{ lead: "", gap: 2, rich: own(words(30), { strong: true }) }], 64);
    for (const part of strong) expect(part).toMatch(/^\*\*word.*word\*\*$/);
    const link = split([{ lead: "", gap: 2, rich: own(words(20), { link: "https://a.example" }) }], 64);
    for (const part of link) expect(part).toMatch(/^\[word.*\]\(<https:\/\/a\.example>\)$/);
  });

  it("closes a block that is copied and opens it again, with what begins its lines", () => {
    const text = Array.from({ length: 20 }, (_, n) => `  line ${n} of the draft`).join("\n");
    const parts = split([paragraph(text, "```")], 120);
    expect(parts.length).toBeGreaterThan(3);
    for (const part of parts) expect(part).toMatch(/^```\n {2}line[^`]*\n```$/);
    expect(parts.map((part) => part.slice(4, -4)).join("\n")).toBe(text);
  });

  it("is a text of its own where it is copied: nothing in it can end a link before it (D-26)", () => {
    const link: Paragraph = { lead: "", gap: 2, rich: own("a", { link: "https://a.example" }) };
    expect(
      splitTexts([link, paragraph("](https://b.example)", "```"), paragraph("c"), paragraph("d")], 200),
    ).toEqual([["[a](<https://a.example>)", "```\n](https://b.example)\n```", "c\n\nd"]]);
  });

  it("never begins with what a cut would make act", () => {
    const parts = split([paragraph(`${words(11)}\n# a\n- b\n1. c\n> d ${words(20)}`)], 64);
    expect(parts.flatMap((part) => shownOf(part)).filter(({ set }) => set.length > 0)).toEqual([]);
  });

  it("cuts what is longer than a message between its signs, and never in half", () => {
    for (const text of [
      "🙂".repeat(4096),
      `e${"\u0301".repeat(10_000)}`,
      "\u200b".repeat(9000),
      "🙂\u200d".repeat(900),
    ]) {
      const parts = split([paragraph(text)], 4000);
      expect(parts.every((part) => part.length <= 4000 && !/\p{Cs}/u.test(part))).toBe(true);
      expect(parts.join("").replaceAll("·", "")).toBe(text);
    }
  });

  it("marks a part of which nothing could be seen", () => {
    expect(split([paragraph("\u200b")], 64)).toEqual(["·\u200b"]);
  });

  it("loses no sign, keeps each part within its room, and says all in order", () => {
    const leads = fc.constantFrom<Lead>("", "### ", "-# ", "- ", "2. ", "```");
    const paragraphs = fc.array(
      fc
        .tuple(leads, anyLine, fc.constantFrom<1 | 2>(1, 2))
        .map(([lead, line, gap]): Paragraph => ({ lead, rich: lineRich(line), gap })),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(paragraphs, fc.integer({ min: 64, max: 300 }), (all, room) => {
        const parts = split(all, room);
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(room);
          expect(part).not.toMatch(/\p{Cs}/u);
        }
        const shown = parts.map((part) => bare(shownText(part))).join("");
        expect(shown).toBe(bare(all.map(({ rich }) => textOf(rich)).join("")));
      }),
      { numRuns: 1500 },
    );
  });
});

describe("paragraphs together", () => {
  it("stand apart as a reader needs it: a heading brings its own room", () => {
    expect(
      together([heading("H"), paragraph("a"), paragraph("b"), item("c"), item("d"), heading("I"), item("e")]),
    ).toBe("### H\na\n\nb\n- c\n- d\n### I\n- e");
  });
});
