import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { telegram } from "../../../adapters/telegram/index.js";
import { markupOf } from "../../../adapters/telegram/keyboard.js";
import { read } from "../../../adapters/telegram/read.js";
import { type Payload, render } from "../../../adapters/telegram/render.js";
import type { Words } from "../../../src/adapter.js";
import type { Block, Screen } from "../../../src/screen.js";
import { anyScreen } from "../../support/arbitrary-screen.js";
import {
  choice,
  field,
  fields,
  letter,
  lookup,
  markup,
  plan,
  screen,
  several,
} from "../../support/gallery.js";
import { covered, marksOf } from "../../support/telegram/marks.js";
import { saidLetters, textsInOrder, wildScreen } from "../../support/wild-screen.js";
import { bare, breachesOf } from "./breaches.js";
import { press } from "./updates.js";

const words: Words = parse(readFileSync("content/en/interface.yaml", "utf8")).telegram;

type Text = Extract<Payload, { kind: "text" }>;

function textsOf(shown: Screen): Text[] {
  return render(shown, words).flatMap((one) => (one.kind === "text" ? [one] : []));
}

function only(shown: Screen): Text {
  const [first, another] = textsOf(shown);
  if (first === undefined || another !== undefined) throw new Error("This is not one message.");
  return first;
}

/** What each entity covers. */
function marked({ text, entities }: Text): [type: string, text: string][] {
  return entities.map((one) => [one.type, text.slice(one.offset, one.offset + one.length)]);
}

function labels({ keyboard }: Text): string[][] {
  return keyboard.map((row) => row.map(({ text }) => text));
}

const cell = (text: string) => [{ text }];

describe("a screen as a message", () => {
  it("has notice, title, text, asks and foot in this order, and the buttons under it", () => {
    const shown = only({ ...choice, notice: "Noted." });
    expect(shown.text).toBe(
      [
        "Noted.",
        "Section of the refusal",
        "Which section of the law does your refusal letter name?",
        "• 214(b): the officer was not convinced that you will leave again.\n• 221(g): papers or checks are still missing; it is not over yet.",
        "It stands on the letter, often near the top.",
        "Question 3 of at most 16 · /denied",
      ].join("\n\n"),
    );
    expect(marked(shown)).toEqual([
      ["italic", "Noted."],
      ["bold", "Section of the refusal"],
      ["bold", "Which section of the law does your refusal letter name?"],
      ["bold", "214(b)"],
      ["bold", "221(g)"],
      ["italic", "It stands on the letter, often near the top."],
      ["italic", "Question 3 of at most 16 · /denied"],
    ]);
    expect(labels(shown)).toEqual([
      ["● 214(b)", "221(g)"],
      ["212(a)", "I don't know"],
      ["Back", "Why do you ask?"],
      ["Show my answers", "Pause"],
      ["Talk to someone"],
    ]);
  });

  it("shows boxes ticked and not, with Done under them", () => {
    expect(labels(only(several)).slice(0, 4)).toEqual([
      ["✓ Work at home", "☐ Who pays"],
      ["☐ Family at home"],
      ["Done"],
      ["None of these", "Back"],
    ]);
  });

  it("T-14: gives lists of one screen signs of their own, and says what each is for", () => {
    const shown = only(plan(["keep-papers"]));
    expect(shown.text).toContain("☐ Done already:\n▸ Open one to read how:");
    expect(labels(shown).slice(0, 6).flat()).toEqual([
      "✓ Keep every paper of the refusal",
      "☐ Write down the interview",
      "☐ Write your story on one page",
      "▸ Keep every paper of the refusal",
      "▸ Write down the interview",
      "▸ Write your story on one page",
    ]);
  });

  it("T-14: numbers what can be ticked and opened where it is many, so that its names stand there once", () => {
    const names = ["Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf"];
    // The one that leads nowhere has no number, nor has what only leads somewhere; one name may be that of two.
    const ticks = [...names.map((label) => ({ id: `t:${label}`, label })), { id: "t:again", label: "Alpha" }];
    const opens = [
      ...names.slice(0, -1).map((label) => ({ id: `s:${label}`, label })),
      { id: "s:again", label: "Alpha" },
    ];
    const shown = only(
      screen({
        title: "",
        asks: [
          { kind: "many", group: "t:0-8", options: ticks },
          { kind: "one", options: [...opens, { id: "g:folder", label: "Your folder" }] },
        ],
      }),
    );
    expect(labels(shown)).toEqual([
      ["☐ 1. Alpha", "☐ 2. Bravo"],
      ["☐ 3. Charlie", "☐ 4. Delta"],
      ["☐ 5. Echo", "☐ 6. Foxtrot"],
      ["☐ Golf", "☐ 7. Alpha"],
      ["▸ 1", "▸ 2", "▸ 3", "▸ 4", "▸ 5", "▸ 6"],
      ["▸ 7"],
      ["▸ Your folder"],
    ]);
    const pressed = shown.keyboard.flat().map((one) => ("callback_data" in one ? one.callback_data : ""));
    expect(pressed[13]?.endsWith("s:Foxtrot")).toBe(true);
    expect(pressed[14]?.endsWith("s:again")).toBe(true);
  });

  it("says how to answer where words are asked for, field by field where there are several", () => {
    expect(only(field).text).toContain(`Your answer: Counted and forgotten\n${words.type}`);
    expect(only(fields).text).toContain(
      `Day of the refusal: For example 3 March 2026\nHow many refusals: A whole number\nWhere: The city\nWhat was said: In your own words\n${words.type}`,
    );
    const single = screen({
      title: "Where",
      asks: [
        {
          kind: "type",
          keep: true,
          fields: [{ id: "c", label: "Where", hint: "The city", accepts: "line", max: 9 }],
        },
      ],
    });
    expect(only(single).text).toBe(`Where\n\nThe city\n${words.type}`);
  });

  it("sends files before the text, so that the buttons stand last", () => {
    const [first, second, third] = render(letter, words);
    expect([first?.kind, second?.kind, third?.kind]).toEqual(["file", "file", "text"]);
    expect(first).toMatchObject({
      file: { name: "dates.ics", type: "text/calendar" },
      caption: "The dates of your plan as a calendar file",
    });
  });

  it("shows text to take along in one piece that is copied whole, with its line feeds and nothing changed", () => {
    const line = [
      { text: "Dear officer,\n\n  I typed /h1b-backed-out: " },
      { said: markup },
      { text: "\n\nThank you." },
    ];
    const shown = only(screen({ title: "Draft", body: [{ kind: "copy", line }] }));
    expect(marked(shown)).toContainEqual([
      "pre",
      line.map((one) => ("said" in one ? one.said : one.text)).join(""),
    ]);
  });

  it("sets a table as a short list under each row's name, or as one line where it has one column", () => {
    const table: Block = {
      kind: "table",
      columns: [cell(""), cell("Program A"), cell("Program B")],
      rows: [
        { name: cell("Visa"), cells: [cell("J-1"), cell("H-1B")] },
        { name: cell("Call"), cells: [cell("4th night"), cell("")] },
      ],
    };
    expect(only(screen({ title: "T", body: [table] })).text).toBe(
      "T\n\nVisa\n• Program A: J-1\n• Program B: H-1B\n\nCall\n• Program A: 4th night\n• Program B",
    );
    const narrow: Block = {
      kind: "table",
      columns: [cell(""), cell("")],
      rows: [
        { name: cell("Rank list closes"), cells: [cell("3 March 2027")] },
        { name: cell("Match Day"), cells: [cell("19 March 2027")] },
      ],
    };
    expect(only(screen({ title: "T", body: [narrow] })).text).toBe(
      "T\n\n• Rank list closes: 3 March 2027\n• Match Day: 19 March 2027",
    );
  });

  it("T-5: prints commands so that they can be tapped, everywhere but in a member's words and in links", () => {
    const shown = only(
      screen({
        title: "/h1b-backed-out",
        body: [
          {
            kind: "paragraph",
            line: [
              { text: "/second-look", mark: "code" },
              { text: " or /stuck-abroad, " },
              { said: "/h1b-backed-out" },
              { text: " " },
              { text: "/h1b-backed-out", link: "https://a.example/h1b-backed-out" },
            ],
          },
        ],
        go: [{ id: "open:h1b-backed-out", label: "Open /h1b-backed-out" }],
      }),
    );
    expect(shown.text).toBe(
      "/h1b_backed_out\n\n/second_look or /stuck_abroad, /h1b-backed-out /h1b-backed-out",
    );
    // A command in code cannot be tapped.
    expect(marked(shown).filter(([type]) => type === "code")).toEqual([["code", "/h1b-backed-out"]]);
    expect(shown.entities).toContainEqual(
      expect.objectContaining({ url: "https://a.example/h1b-backed-out" }),
    );
    expect(labels(shown)).toEqual([["Open /h1b_backed_out"]]);
  });

  it("T-9, T-33: opens the private chat by an address with a payload", () => {
    const { keyboard } = only(lookup);
    expect(markupOf(keyboard, "TheBot").inline_keyboard.flat()).toContainEqual({
      text: "Open it in private",
      url: "https://t.me/TheBot?start=denied",
    });
    expect(JSON.stringify(markupOf(keyboard, "TheBot"))).not.toContain('"start"');
  });

  it("T-11: uses no markup, so nothing has to be escaped and nothing can be broken", () => {
    expect(only(screen({ title: "a < b & *c*_[", body: [] })).text).toBe("a < b & *c*_[");
    expect(JSON.stringify(render(choice, words))).not.toContain("parse_mode");
  });

  it("T-10: never sends a text of which nothing can be seen", () => {
    expect(breachesOf(render(screen({ title: " \n " }), words))).toEqual([]);
    expect(breachesOf(render(screen({ title: "\u200b" }), words))).toEqual([]);
  });
});

describe("what a member said", () => {
  const saying = (said: string): Text =>
    only(screen({ title: "T", body: [{ kind: "paragraph", line: [{ text: "You said " }, { said }] }] }));

  it("F86: appears as it is, without any mark", () => {
    const said = "*bold* _it_ <b>b</b> [text] && ||bar|| and/or 1/2, 3.5 in 2026-03-04 for $500 (#1)";
    const shown = saying(said);
    expect(shown.text).toBe(`T\n\nYou said ${said}`);
    expect(marked(shown)).toEqual([["bold", "T"]]);
  });

  it.each([
    "/forget",
    "see (/denied)",
    "first\n/forget@TheBot now",
    "@somebody",
    "#topic",
    "$CASH",
    "example.org",
    "https://example.org/x?y=1#z",
    "a@example.org",
    "+1 (202) 555-0123",
    "4111 1111 1111 1111",
    markup,
  ])("F86, T-2: is code where Telegram would make something of it that can be tapped: %s", (said) => {
    const shown = saying(said);
    expect(shown.text).toBe(`T\n\nYou said ${said}`);
    expect(marked(shown)).toEqual([
      ["bold", "T"],
      ["code", said],
    ]);
    expect(marksOf(shown.text, shown.entities)).toEqual([]);
  });

  it("F86: is code where it would act together with the bot's own words around it, which stay as they are", () => {
    const line = [{ text: "At example." }, { said: "org" }, { text: " or /denied or " }, { said: "me" }];
    const shown = only(screen({ title: "", body: [{ kind: "paragraph", line }] }));
    expect(marked(shown)).toEqual([["code", "org"]]);
    expect(marksOf(shown.text, shown.entities).map(({ type }) => type)).toEqual(["bot_command"]);
  });

  it("F86: is code where a message is cut inside it, so that nothing begins to act after the cut", () => {
    // Of all these one is cut right before the slash.
    for (let before = 4080; before < 4100; before += 1) {
      const said = `${"x".repeat(before)}/forget`;
      const shown = screen({ title: "T", body: [{ kind: "paragraph", line: [{ said }] }] });
      for (const { text, entities } of textsOf(shown)) expect(marksOf(text, entities)).toEqual([]);
    }
  });

  it("F86: stays without a mark inside a heading, whose own words keep theirs", () => {
    const shown = only(
      screen({
        title: "",
        body: [{ kind: "heading", line: [{ text: "About " }, { said: "me" }, { text: " only" }] }],
      }),
    );
    expect(marked(shown)).toEqual([
      ["bold", "About"],
      ["bold", "only"],
    ]);
  });

  it.each([
    ["an override", "a\u202eb", "\u2068a\u202eb\u2069"],
    ["what closes more than it opened", "a\u2069\u2069b", "\u2068\u2068\u2068a\u2069\u2069b\u2069"],
    ["what opens and never closes", "\u2066\u2067a", "\u2068\u2066\u2067a\u2069\u2069\u2069"],
    ["what opens and closes", "\u2067a\u2069", "\u2068\u2067a\u2069\u2069"],
    ["Arabic", "السفارة (٢٠٢٦)", "\u2068السفارة (٢٠٢٦)\u2069"],
    ["lines, each by itself", "a\u202e\nb\n\u2069", "\u2068a\u202e\u2069\nb\n\u2068\u2068\u2069\u2069"],
    ["words without a direction of their own", "a (b), 漢字", "a (b), 漢字"],
  ])("F93: cannot turn what stands around it: %s", (_what, said, isolated) => {
    expect(saying(said).text).toBe(`T\n\nYou said ${isolated}`);
  });

  it("F93: is isolated also where it is copied, and a run of marks or 4,096 emoji does no harm", () => {
    const copied = screen({ title: "T", body: [{ kind: "copy", line: [{ said: "a\u202eb" }] }] });
    expect(only(copied).text).toBe("T\n\n\u2068a\u202eb\u2069");
    for (const said of [
      "🙂".repeat(4096),
      `e${"\u0301".repeat(10_000)}`,
      "👩‍⚕️".repeat(2000),
      "\u200b".repeat(9000),
    ]) {
      const shown = screen({ title: "T", body: [{ kind: "paragraph", line: [{ said }] }] });
      const payloads = render(shown, words);
      expect(breachesOf(payloads)).toEqual([]);
      const all = textsOf(shown).map(({ text }) => text);
      expect(all.join("").replace(/[T\s·]/g, "")).toBe(said);
    }
  });

  it("is sent without half characters, for which the server refuses the whole message", () => {
    expect(saying("a\ud83d b \udc00").text).toBe("T\n\nYou said a\ufffd b \ufffd");
  });
});

describe("any screen", () => {
  const screens = fc.oneof(wildScreen, anyScreen);

  it("T-9, T-10, T-12, T-14: that fits is sent within all limits", () => {
    let fitting = 0;
    fc.assert(
      fc.property(screens, (shown) => {
        if (telegram.fit(shown).length > 0) return;
        fitting += 1;
        expect(breachesOf(render(shown, words))).toEqual([]);
      }),
      { numRuns: 600 },
    );
    expect(fitting).toBeGreaterThan(200);
  });

  it("loses no word, and says them in their order", () => {
    fc.assert(
      fc.property(screens, (shown) => {
        const all = bare(
          textsOf(shown)
            .map(({ text }) => text)
            .join("\n"),
        );
        let from = 0;
        for (const part of textsInOrder(shown).map(bare)) {
          const at = all.indexOf(part, from);
          expect(at, part).toBeGreaterThanOrEqual(from);
          from = at + part.length;
        }
      }),
      { numRuns: 600 },
    );
  });

  it("F86, T-2: puts no entity on what a member said but code, and leaves Telegram nothing to make of it", () => {
    fc.assert(
      fc.property(wildScreen, (shown) => {
        for (const one of textsOf(shown)) {
          for (const [type, text] of marked(one))
            if (type !== "pre" && type !== "code") expect(text).not.toMatch(saidLetters);
          for (const mark of marksOf(one.text, one.entities))
            expect(covered(one.text, mark)).not.toMatch(saidLetters);
        }
      }),
      { numRuns: 400 },
    );
  });

  it("has buttons that read back to the press that each stands for", () => {
    fc.assert(
      fc.property(screens, (shown) => {
        if (telegram.fit(shown).length > 0) return;
        const sent = textsOf(shown).flatMap(({ keyboard }) =>
          keyboard.flat().flatMap((one) => ("callback_data" in one ? [one.callback_data] : [])),
        );
        const events = sent.map((data) => read(press(data), 0)?.event);
        const ids = [
          ...shown.asks.flatMap((ask) => ("options" in ask ? ask.options.map(({ id }) => id) : [])),
          ...shown.asks.flatMap((ask) => (ask.kind === "many" && ask.done !== undefined ? ["done"] : [])),
          ...shown.go.flatMap((one) => ("id" in one ? [one.id] : [])),
        ];
        expect(events).toEqual(ids.map((button) => ({ type: "press", button, turn: shown.turn })));
      }),
      { numRuns: 400 },
    );
  });

  it("is changed by nothing but itself: the same screen gives the same payloads", () => {
    fc.assert(
      fc.property(wildScreen, (shown) => {
        expect(render(structuredClone(shown), words)).toEqual(render(shown, words));
      }),
      { numRuns: 100 },
    );
  });
});

describe("what does not fit", () => {
  const withButton = (id: string, label = "A"): Screen => screen({ title: "T", go: [{ id, label }] });

  it.each<[string, Screen, string]>([
    ["T-12: an id that is no ASCII", withButton("o:é"), "unusual signs"],
    ["T-12: an id over 52", withButton("a".repeat(53)), "button id"],
    ["T-12: data over 64 bytes", { ...withButton("a".repeat(52)), turn: 10 ** 12 }, "data of the button"],
    ["a label of which nothing is seen", withButton("a", "\u200b "), "blank label"],
    [
      "an address that is too long",
      screen({ title: "T", go: [{ label: "A", url: `https://${"a".repeat(2048)}` }] }),
      "address",
    ],
    [
      "T-9: a payload that is too long",
      screen({ title: "T", go: [{ label: "A", start: "a".repeat(65) }] }),
      "payload",
    ],
    ["T-9: a payload of other signs", screen({ title: "T", go: [{ label: "A", start: "a b" }] }), "payload"],
    [
      "T-10: words under a file",
      screen({
        title: "T",
        attach: [{ name: "a", type: "text/plain", bytes: new Uint8Array(1), alt: "a".repeat(1025) }],
      }),
      "words under",
    ],
    [
      "T-14: more than 100 buttons",
      screen({
        title: "T",
        go: Array.from({ length: 101 }, (_, n) => ({ id: `a${n}`, label: "A" })),
      }),
      "buttons",
    ],
    [
      "T-14: more than 10 kB of buttons",
      screen({
        title: "T",
        asks: Array.from({ length: 4 }, () => ({
          kind: "one" as const,
          options: Array.from({ length: 25 }, (_, n) => ({
            id: `${"a".repeat(48)}${n}`,
            label: "漢".repeat(40),
          })),
        })),
      }),
      "bytes of all buttons",
    ],
  ])("is named: %s", (_what, shown, named) => {
    expect(telegram.fit(shown).map(({ what }) => what)).toContainEqual(expect.stringContaining(named));
    for (const { is, atMost } of telegram.fit(shown)) expect(is).toBeGreaterThan(atMost);
  });

  it("T-14: is never the keyboard of a screen with one full list, so that none has to be paged", () => {
    const full = screen({
      title: "T",
      asks: [
        {
          kind: "many",
          group: "g",
          options: Array.from({ length: 25 }, (_, n) => ({
            id: `${"a".repeat(50)}${n}`,
            label: "漢".repeat(40),
          })),
          done: "Done",
        },
      ],
      go: Array.from({ length: 10 }, (_, n) => ({ id: `go${n}`, label: "漢".repeat(40) })),
    });
    expect(telegram.fit(full)).toEqual([]);
    expect(breachesOf(render(full, words))).toEqual([]);
  });
});

it("uses every word that it has, and no other", () => {
  const folder = "adapters/telegram";
  const sources = readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`, "utf8"));
  const used = sources.flatMap((source) =>
    [...source.matchAll(/\bwords(?:\(\)\["([a-z-]+)"\]|\.([a-z]+) \?\?)/g)].map(([, a, b]) => a ?? b),
  );
  expect([...new Set(used)].sort()).toEqual(Object.keys(words).sort());
});
