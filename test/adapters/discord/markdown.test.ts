/** D-26: Markdown is always on, so everything that is no mark of ours is escaped, and reads as it was written. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Lead, markdownOf, unescaped } from "../../../adapters/discord/markdown.js";
import { lineRich, own, type Rich, type Run, textOf } from "../../../adapters/discord/rich.js";
import type { Line } from "../../../src/screen.js";
import { type Setting, shownOf, shownText } from "../../support/discord/markdown.js";
import { markup } from "../../support/gallery.js";
import { hostile } from "../../support/hostile.js";
import { anyLine, anyText } from "../../support/screens.js";
import { saidLetters } from "../../support/wild-screen.js";

const said = (text: string): Rich => lineRich([{ said: text }]);
const written = (rich: Rich, lead: Lead = ""): string => markdownOf(lead, rich);

/** What is set in any way, with how. */
function marked(markdown: string): [text: string, kinds: string][] {
  return shownOf(markdown)
    .filter(({ set }) => set.length > 0)
    .map(({ text, set }) => [text, set.map(({ kind }) => kind).join("+")]);
}

/** What acts when it is pressed or read. */
function acting(markdown: string): Setting[] {
  return [...new Set(shownOf(markdown).flatMap(({ set }) => set))].filter(({ kind }) =>
    ["link", "mention", "emoji", "time", "hidden"].includes(kind),
  );
}

/** Signs of Markdown in any order, so that they meet in ways nobody thought of. */
const signs = fc
  .array(
    fc.constantFrom(
      ..."\\`*_~|<>[]()#-+.:@!/1 \nа",
      "**",
      "__",
      "```",
      "||",
      "everyone",
      "here",
      "http://",
      "https://a.example",
      "<@1>",
      "<@&1>",
      "<#1>",
      "<t:1>",
      "<t:1:R>",
      "<:a:1>",
      "<a:a:1>",
      "</a:1>",
      "<id:home>",
      ":smile:",
      "](",
      "](b)",
      "# ",
      "- ",
      "1. ",
      "> ",
      ">>> ",
      "-# ",
      "\u200b",
    ),
    { maxLength: 24 },
  )
  .map((parts) => parts.join(""));

describe("the reader that these tests hold it against", () => {
  it.each<[markdown: string, text: string, kinds: string]>([
    ["**a**", "a", "strong"],
    ["*a*", "a", "em"],
    ["_a_", "a", "em"],
    ["***a***", "a", "em+strong"],
    ["__a__", "a", "underlined"],
    ["~~a~~", "a", "struck"],
    ["||a||", "a", "hidden"],
    ["`a*`", "a*", "code"],
    ["```\na*\n```", "a*", "copy"],
    ["# a", "a", "heading"],
    ["-# a", "a", "small"],
    ["> a", "a", "quote"],
    ["- a", "a", "bullet"],
    ["2. a", "a", "number"],
    ["[a](<https://a.example>)", "a", "link"],
    ["https://a.example", "https://a.example", "link"],
    ["<@1>", "<@1>", "mention"],
    ["@everyone", "@everyone", "mention"],
    ["<t:1:R>", "<t:1:R>", "time"],
    [":smile:", ":smile:", "emoji"],
    ["<a:b:1>", "<a:b:1>", "emoji"],
  ])("reads %s", (markdown, text, kinds) => {
    expect(marked(markdown)).toEqual([[text, kinds]]);
  });
});

describe("D-26, F86: what a member said", () => {
  it.each(hostile)("is read as it was typed, and acts nowhere: %j", (words) => {
    const rich = said(words);
    for (const lead of ["", "### ", "-# ", "- ", "3. "] as const) {
      const markdown = written(rich, lead);
      // Behind a heading that ends with its own sign stands one that is not seen.
      const shown = shownText(markdown).trim();
      expect(lead === "### " ? shown.replace(/(?<=#\s*)\u200b/g, "") : shown).toBe(textOf(rich).trim());
      expect(acting(markdown)).toEqual([]);
    }
    expect(marked(written(rich))).toEqual([]);
  });

  it("is so for any signs, alone and between words of ours", () => {
    fc.assert(
      fc.property(signs, signs, fc.constantFrom("strong", "em", "code"), (words, more, mark) => {
        const line: Line = [
          { text: "Ours: " },
          { said: words },
          { text: "between", mark },
          { said: more },
          { text: " and " },
          { text: "last", mark },
        ];
        const rich = lineRich(line);
        const markdown = written(rich);
        expect(shownText(markdown)).toBe(textOf(rich));
        expect(acting(markdown)).toEqual([]);
        for (const { text, set } of shownOf(markdown)) {
          if (saidLetters.test(text)) expect(set).toEqual([]);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("is so when a sign stands in another span than what would make it act", () => {
    for (const words of [
      "@everyone",
      "https://a.example",
      "1. a",
      "**a**",
      ":smile:",
      "```a```",
      "[a](b)",
      "<@1>",
    ]) {
      for (let cut = 0; cut <= words.length; cut += 1) {
        const rich = lineRich([{ said: words.slice(0, cut) }, { said: words.slice(cut) }]);
        expect(marked(written(rich))).toEqual([]);
        expect(shownText(written(rich))).toBe(words);
      }
    }
  });

  it("names nobody: the sign before everyone and here is set apart, and given back", () => {
    expect(written(said("@everyone @HERE @she"))).toBe("@\u200beveryone @\u200bHERE @she");
    expect(unescaped(written(said("@\u200beveryone")))).toBe("@\u200beveryone");
  });

  it("cannot end a link of ours that stands before it, and lead where it says", () => {
    const behind = (words: string): string =>
      written(
        lineRich([{ text: "Source", link: "https://a.example" }, { text: " (official). " }, { said: words }]),
      );
    for (const words of [
      "](https://b.example)",
      "](b)",
      "]\u200b(b)",
      "] [](b)",
      "[b](c) ](d)",
      "]\n](b)",
      "\\](b)",
      "]](b)[",
    ]) {
      expect(acting(behind(words))).toEqual([{ kind: "link", url: "https://a.example" }]);
      expect(shownText(behind(words))).toBe(`Source (official). ${words}`);
      expect(unescaped(written(said(words)))).toBe(words);
    }
    fc.assert(
      fc.property(signs, signs, (words, more) => {
        const markdown = written(
          lineRich([
            { said: more },
            { text: "Source", link: "https://a.example" },
            { said: words },
            { text: "Other", link: "https://b.example" },
            { said: more },
          ]),
        );
        expect(acting(markdown)).toEqual([
          { kind: "link", url: "https://a.example" },
          { kind: "link", url: "https://b.example" },
        ]);
      }),
      { numRuns: 3000 },
    );
  });

  it("has no more before a sign than it needs", () => {
    expect(written(said("On 3.5. at 10:30 (Mon-Fri) I paid $5 & left; see a/b, c-d!"))).toBe(
      "On 3.5. at 10\\:30 (Mon-Fri) I paid $5 & left; see a/b, c-d!",
    );
    expect(written(said("a:b:c https://x"))).toBe("a\\:b\\:c https\\://x");
    expect(written(said("- a\n  + b\n10) c\n5. d"))).toBe("\\- a\n  \\+ b\n10\\) c\n5\\. d");
  });

  it("is given back whole by what a form reads from a message", () => {
    fc.assert(
      fc.property(fc.oneof(signs, anyText), (words) => {
        const rich = own(words);
        expect(unescaped(written(rich))).toBe(textOf(rich));
      }),
      { numRuns: 2000 },
    );
  });
});

describe("our own marks", () => {
  const run = (text: string, marks: Omit<Run, "text"> = {}): Run => ({ text, ...marks });

  it.each<[string, Rich, string]>([
    ["begin and end at a sign", [run("a"), run(" b ", { strong: true }), run("c")], "a **b** c"],
    ["are one where they meet", [run("a", { strong: true }), run("b", { strong: true })], "**ab**"],
    ["stand in each other", [run("a", { strong: true }), run("b", { strong: true, em: true })], "**a_b_**"],
    [
      "end before another begins",
      [run("a", { strong: true }), run("b", { em: true }), run("c", { strong: true })],
      "**a**_b_**c**",
    ],
    [
      "end inside another, whatever stands behind that",
      [run("a", { strong: true }), run("b", { strong: true, em: true }), run("c")],
      "**a_b_**c",
    ],
    ["are left out where Discord cannot end them", [run("a", { em: true }), run("b")], "ab"],
    ["are code as it is", [run("a*b_c", { code: true })], "`a*b_c`"],
    ["are no code where a tick would end it", [run("a`b", { code: true })], "a\\`b"],
    ["are no code with what ends a link", [run("[a]", { code: true })], "\\[a\\]"],
    ["are none where nothing is", [run("  ", { strong: true }), run("a")], "  a"],
    ["end with their line", [run("a\nb", { strong: true })], "**a**\n**b**"],
  ])("%s", (_what, rich, markdown) => {
    expect(written(rich)).toBe(markdown);
  });

  it("set headings, small print and items line by line", () => {
    expect(written([run("a\n\nb", { strong: true })], "### ")).toBe("### a\n\n### b");
    expect(written([run("a\nb")], "-# ")).toBe("-# a\n-# b");
    expect(written([run("a\nb")], "- ")).toBe("- a\n  b");
    expect(written([run("a\nb")], "12. ")).toBe("12. a\n    b");
    expect(written([run("# a #")], "## ")).toBe("## \\# a \\#\u200b");
    expect(shownText(written(own("C# "), "### "))).toBe("C# \u200b");
  });

  it.each<[string, string, string]>([
    ["https://a.example/b_c?d=e*f", "a", "[a](<https://a.example/b_c?d=e%2Af>)"],
    ["https://a.example/(b)", "a", "[a](<https://a.example/%28b%29>)"],
    ["https://a.example/> b\\", "a", "[a](<https://a.example/%3E%20b%5C>)"],
    [
      "https://a.example",
      "a [b] c",
      "[a](<https://a.example>) \\[[b](<https://a.example>)\\] [c](<https://a.example>)",
    ],
  ])("lead to %s", (link, text, markdown) => {
    expect(written([{ text, link }])).toBe(markdown);
  });

  it("are all that is set, and cover the words they should", () => {
    fc.assert(
      fc.property(anyLine, (line) => {
        const rich = lineRich(line);
        const markdown = written(rich);
        expect(shownText(markdown).replace(/\s+/gu, " ")).toBe(textOf(rich).replace(/\s+/gu, " "));
        expect(acting(markdown)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("text to copy", () => {
  it("is one block with nothing changed in it", () => {
    const text = `Dear officer,\n\n  I said: ${markup}\n\nThank you.`;
    expect(written(own(text), "```")).toBe(`\`\`\`\n${text}\n\`\`\``);
    expect(shownOf(written(own(text), "```"))).toEqual([{ text, set: [{ kind: "copy" }] }]);
  });

  it("cannot end its block: three ticks are kept apart by a sign that is not seen", () => {
    for (const text of ["a```b", "````", "`````\n```", "a``", "``` \n```js\n"]) {
      const shown = shownOf(written(own(text), "```"));
      expect(shown.map(({ set }) => set)).toEqual([[{ kind: "copy" }]]);
      expect(shown[0]?.text.replaceAll("\u200b", "")).toBe(text.replace(/\n+$/, ""));
    }
  });
});
