/** How screens look: components v2, within Discord's limits, with nothing cut (D-18 to D-28). */
import { readdirSync, readFileSync } from "node:fs";
import type { APIMessageTopLevelComponent, APIModalInteractionResponseCallbackData } from "discord.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Component, discord, type Form, type Payload, render } from "../../../adapters/discord/index.js";
import { read } from "../../../adapters/discord/read.js";
import type { Ask, Block, Screen } from "../../../src/screen.js";
import { anyScreen } from "../../support/arbitrary-screen.js";
import { shownOf } from "../../support/discord/markdown.js";
import {
  choice,
  field,
  fields,
  gallery,
  letter,
  lookup,
  markup,
  plan,
  screen,
  several,
} from "../../support/gallery.js";
import { saidLetters, textsInOrder, wildScreen } from "../../support/wild-screen.js";
import { bare, breachesOf, pressable, textShown } from "./breaches.js";
import { choose, press, words } from "./interactions.js";

function only(shown: Screen, passing = false): Payload {
  const [first, another] = render(shown, words, { passing });
  if (first === undefined || another !== undefined) throw new Error("This is not one message.");
  return first;
}

/** What stands below one another: texts as they are written, rows as their labels. */
function layout({ components }: Payload): (string | string[])[] {
  return components.map(contentOf);
}

function contentOf(one: Component): string | string[] {
  switch (one.type) {
    case 10:
      return one.content;
    case 1:
      return one.components.flatMap((inside) =>
        inside.type === 2 ? [inside.label] : inside.options.map(({ label }) => label),
      );
    case 12:
      return one.items.map(({ media }) => media.url);
    case 13:
      return one.file.url;
  }
}

function styles(payload: Payload): Record<string, number> {
  return Object.fromEntries(
    pressable([payload]).flatMap((one) => (one.type === 2 ? [[one.label, one.style]] : [])),
  );
}

const options = (count: number, more: object = {}) =>
  Array.from({ length: count }, (_, n) => ({ id: `o:n${n}`, label: `Option ${n}`, ...more }));
const one = (count: number): Ask => ({ kind: "one", options: options(count) });
const cell = (text: string) => [{ text }];

describe("a screen as a message", () => {
  it("has notice, title and text, then what can be pressed, then the foot (D-24)", () => {
    expect(layout(only({ ...choice, notice: "Noted." }))).toEqual([
      [
        "_Noted._",
        "## Section of the refusal",
        "**Which section of the law does your refusal letter name?**",
        "",
        "- **214(b)**: the officer was not convinced that you will leave again.",
        "- **221(g)**: papers or checks are still missing; it is not over yet.",
        "",
        "_It stands on the letter, often near the top._",
      ].join("\n"),
      ["✓ 214(b)", "221(g)", "212(a)"],
      ["I don't know"],
      ["Back", "Why do you ask?"],
      ["Show my answers", "Pause"],
      ["Talk to someone"],
      "-# Question 3 of at most 16 · /denied",
    ]);
  });

  it("D-12: says that it can vanish where it can, and to the member alone", () => {
    const last = (shown: Screen, passing: boolean) => layout(only(shown, passing)).at(-1);
    expect(last(choice, true)).toBe(`-# Question 3 of at most 16 · /denied\n-# ${words["only-you"]}`);
    expect(last(field, true)).toBe(`-# ${words["only-you"]}`);
    expect(last({ ...field, audience: "everyone" }, true)).toEqual(["Talk to someone"]);
    expect(discord.render(field, words)).toEqual(render(field, words, { passing: false }));
  });

  it("D-21: sets up to five choices as buttons: what was chosen has a sign and a colour", () => {
    const payload = only({ ...choice, go: [{ id: "back", label: "Back" }] });
    expect(styles(payload)).toEqual({ "✓ 214(b)": 3, "221(g)": 1, "212(a)": 1, "I don't know": 1, Back: 2 });
  });

  it("D-22: sets more as a select, in which what was chosen is marked and can be chosen again", () => {
    const shown = screen({
      title: "T",
      asks: [{ kind: "one", options: [...options(5), { id: "o:x", label: "X", on: true }] }],
    });
    expect(pressable([only(shown)])).toEqual([
      {
        type: 3,
        custom_id: "1.one.7.0",
        placeholder: words.choose,
        min_values: 1,
        max_values: 1,
        options: [
          ...options(5).map(({ id, label }) => ({ label, value: id })),
          { label: "✓ X", value: "o:x" },
        ],
      },
    ]);
    expect(pressable([only(screen({ title: "T", asks: [one(5)] }))])).toHaveLength(5);
  });

  it("D-22: sets boxes as a select whose choice is the whole answer, with what is ticked set in it", () => {
    const [select, done] = pressable([only({ ...several, go: [] })]);
    expect(select).toEqual({
      type: 3,
      custom_id: "1.many.7.shown",
      placeholder: words["choose-many"],
      min_values: 1,
      max_values: 3,
      options: [
        { label: "Work at home", value: "o:work-at-home", default: true },
        { label: "Who pays", value: "o:who-pays" },
        { label: "Family at home", value: "o:family-at-home" },
      ],
    });
    expect(done).toMatchObject({ label: "Done", custom_id: "1.press.7.done" });
  });

  it("offers Done only where something is ticked, and takes no ticks at all where each counts at once", () => {
    const many = (on: boolean, done?: string): Screen =>
      screen({
        title: "T",
        asks: [
          {
            kind: "many",
            group: "g",
            options: options(2, on ? { on } : {}),
            ...(done === undefined ? {} : { done }),
          },
        ],
      });
    expect(pressable([only(many(false, "Done"))])).toHaveLength(1);
    expect(pressable([only(many(true, "Done"))])).toHaveLength(2);
    expect(pressable([only(many(true))])).toMatchObject([{ min_values: 0, max_values: 2 }]);
  });

  it("says above each of several lists what it is for", () => {
    expect(layout(only(plan(["keep-papers"]))).slice(1, 5)).toEqual([
      "Done already:",
      ["Keep every paper of the refusal", "Write down the interview", "Write your story on one page"],
      "Open one to read how:",
      ["Keep every paper of the refusal"],
    ]);
  });

  it("has for each field its name, how it is written, and a button that opens its form", () => {
    expect(layout(only({ ...field, go: [] })).slice(1)).toEqual([
      "**Your answer**",
      "Counted and forgotten",
      [words.type],
    ]);
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
    expect(layout(only(single))).toEqual(["## Where", "The city", [words.type]]);
    expect(layout(only({ ...fields, go: [], foot: [] })).at(-1)).toEqual(["What was said"]);
    expect(pressable([only({ ...fields, go: [] })])).toHaveLength(4);
  });

  it("D-24, D-28: shows pictures in a gallery with their words, and other files each by itself", () => {
    const payload = only(letter);
    expect(payload.components.filter(({ type }) => type === 12 || type === 13)).toEqual([
      {
        type: 12,
        items: [{ media: { url: "attachment://chart.png" }, description: "A chart with one bar" }],
      },
      { type: 13, file: { url: "attachment://dates.ics" } },
    ]);
    expect(payload.files.map(({ name, type, description }) => [name, type, description])).toEqual([
      ["dates.ics", "text/calendar", "The dates of your plan as a calendar file"],
      ["chart.png", "image/png", "A chart with one bar"],
    ]);
    // Right below the text, above what can be pressed.
    expect(payload.components.map(({ type }) => type)).toEqual([10, 10, 12, 13, 1, 1, 1]);
  });

  it("D-17: opens an address, and a private answer for whoever presses", () => {
    expect(pressable([only(lookup)])).toEqual([
      { type: 2, style: 5, label: "Official page", url: "https://travel.state.gov/" },
      { type: 2, style: 1, label: "Open it in private", custom_id: "1.start.denied" },
      { type: 2, style: 2, label: "Go on", custom_id: "1.press.n.resume" },
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
    expect(layout(only(screen({ title: "T", body: [table] })))).toEqual([
      "## T\n**Visa**\n- Program A: J-1\n- Program B: H-1B\n\n**Call**\n- Program A: 4th night\n- Program B",
    ]);
    const narrow: Block = {
      kind: "table",
      columns: [cell(""), cell("")],
      rows: [
        { name: cell("Rank list closes"), cells: [cell("3 March 2027")] },
        { name: cell("Match Day"), cells: [cell("19 March 2027")] },
      ],
    };
    expect(layout(only(screen({ title: "T", body: [narrow] })))).toEqual([
      "## T\n- **Rank list closes**: 3 March 2027\n- **Match Day**: 19 March 2027",
    ]);
  });

  it("D-26: shows text to take along in one block, exactly as it is copied", () => {
    const copy = letter.body.find(({ kind }) => kind === "copy");
    const text = `Dear officer,\n\nI said: ${markup}\n\nThank you.`;
    expect(copy).toBeDefined();
    expect(layout(only(letter))[1]).toBe(`\`\`\`\n${text}\n\`\`\``);
  });

  it("D-24: is several messages where it is too long for one, with what can be pressed and the files in the last", () => {
    const body: Block[] = Array.from({ length: 30 }, (_, n) => ({
      kind: "paragraph",
      line: [{ text: `Paragraph ${n}. `.repeat(20) }],
    }));
    const payloads = render({ ...letter, body }, words);
    expect(payloads.length).toBeGreaterThan(1);
    expect(breachesOf(payloads)).toEqual([]);
    expect(pressable(payloads.slice(0, -1))).toEqual([]);
    expect(payloads.at(-1)?.files).toHaveLength(2);
  });

  it("D-24: is so, too, where there is more to say about what is asked than about anything else", () => {
    const long = (id: string): Ask => ({
      kind: "one",
      legend: `${id} ${"legend ".repeat(400)}`,
      options: options(2).map((it) => ({ ...it, id: `${id}:${it.id}` })),
    });
    const shown = screen({ title: "T", asks: [long("a"), long("b")], foot: [{ text: "Foot" }] });
    const payloads = render(shown, words);
    expect(breachesOf(payloads)).toEqual([]);
    expect(textShown(payloads).match(/legend/g)).toHaveLength(800);
    expect(pressable(payloads)).toHaveLength(4);
  });

  it("D-24: puts more into a row where there would be too many components, and else as a phone shows them well", () => {
    const go = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ id: `g${n}`, label: `A longer label ${n}` }));
    const rows = (count: number) => only(screen({ title: "T", go: go(count) })).components.length - 1;
    expect(rows(12)).toBe(12);
    expect(rows(25)).toBe(5);
    expect(discord.fit(screen({ title: "T", go: go(30) }))).toEqual([]);
  });

  it("is never a message of which nothing can be seen", () => {
    for (const title of ["", " \n ", "\u200b", "\u2800"])
      expect(
        breachesOf(render(screen({ title }), words)).filter(
          (one) => one !== "nothing to be seen" || title !== "\u2800",
        ),
      ).toEqual([]);
  });

  it("is of the kinds that the library's types know", () => {
    const components: readonly APIMessageTopLevelComponent[] = gallery.flatMap((shown) =>
      render(shown, words).flatMap((payload): readonly Component[] => payload.components),
    );
    expect(components.length).toBeGreaterThan(gallery.length);
    const asForm = (form: Form): APIModalInteractionResponseCallbackData => form;
    expect(asForm).toBeDefined();
  });
});

describe("what a member said", () => {
  const saying = (said: string): Payload =>
    only(screen({ title: "T", body: [{ kind: "paragraph", line: [{ text: "You said " }, { said }] }] }));

  it("D-26, F86: appears as it is, without any mark", () => {
    expect(textShown([saying(markup)])).toBe(`T\nYou said ${markup}`);
  });

  it.each([
    ["an override", "a\u202eb", "\u2068a\u202eb\u2069"],
    ["what closes more than it opened", "a\u2069\u2069b", "\u2068\u2068\u2068a\u2069\u2069b\u2069"],
    ["Arabic", "السفارة (٢٠٢٦)", "\u2068السفارة (٢٠٢٦)\u2069"],
    ["words without a direction of their own", "a (b), 漢字", "a (b), 漢字"],
  ])("F93: cannot turn what stands around it: %s", (_what, said, isolated) => {
    expect(textShown([saying(said)])).toBe(`T\nYou said ${isolated}`);
  });

  it("is sent without half characters and control characters", () => {
    expect(textShown([saying("a\ud83d b\u0000 \udc00")])).toBe("T\nYou said a\ufffd b \ufffd");
  });
});

/** What each thing to press of an ask stands for, in order. */
function meantBy(ask: Ask, turn: Screen["turn"]): unknown[] {
  switch (ask.kind) {
    case "one":
      return ask.options.map(({ id }) => ({ type: "press", button: id, turn }));
    case "many": {
      const { group, options: boxes } = ask;
      const isDone = ask.done !== undefined && boxes.some(({ on }) => on);
      return [
        ...(boxes.length === 0 ? [] : [{ type: "pick", group, chosen: boxes.map(({ id }) => id), turn }]),
        ...(isDone ? [{ type: "press", button: "done", turn }] : []),
      ];
    }
    case "type":
      // Answered by a form, which is no update.
      return ask.fields.map(() => undefined);
  }
}

describe("any screen", () => {
  const screens = fc.oneof(wildScreen, anyScreen);

  it("D-20 to D-24, D-28: that fits is sent within all limits", () => {
    let fitting = 0;
    fc.assert(
      fc.property(screens, fc.boolean(), (shown, passing) => {
        if (discord.fit(shown).length > 0) return;
        fitting += 1;
        expect(breachesOf(render(shown, words, { passing }))).toEqual([]);
      }),
      { numRuns: 800 },
    );
    expect(fitting).toBeGreaterThan(200);
  });

  it("loses no word", () => {
    fc.assert(
      fc.property(screens, (shown) => {
        const all = bare(textShown(render(shown, words)));
        for (const part of textsInOrder(shown).map(bare)) expect(all).toContain(part);
      }),
      { numRuns: 600 },
    );
  });

  it("D-26, F86: sets no word of a member in any way but that of the paragraph it stands in", () => {
    const ours = new Set(["copy", "heading", "small", "bullet", "number"]);
    fc.assert(
      fc.property(wildScreen, (shown) => {
        const texts = render(shown, words).flatMap(({ components }) =>
          components.flatMap((one) => (one.type === 10 ? [one.content] : [])),
        );
        for (const { text, set } of texts.flatMap(shownOf)) {
          if (saidLetters.test(text)) expect(set.filter(({ kind }) => !ours.has(kind))).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("D-16: carries what reads back to what each button and option stands for", () => {
    fc.assert(
      fc.property(screens, (shown) => {
        if (discord.fit(shown).length > 0) return;
        const pressed = pressable(render(shown, words)).flatMap((inside) => {
          if (inside.type === 2)
            return "custom_id" in inside ? [read(press(inside.custom_id), 0)?.event] : [];
          return inside.custom_id.includes(".many.")
            ? [
                read(
                  choose(
                    inside.custom_id,
                    inside.options.map(({ value }) => value),
                  ),
                  0,
                )?.event,
              ]
            : inside.options.map(({ value }) => read(choose(inside.custom_id, [value]), 0)?.event);
        });
        expect(pressed).toEqual([
          ...shown.asks.flatMap((ask) => meantBy(ask, shown.turn)),
          ...shown.go.flatMap((button): unknown[] => {
            if ("id" in button) return [{ type: "press", button: button.id, turn: shown.turn }];
            return "start" in button ? [{ type: "command", name: "start", rest: button.start }] : [];
          }),
        ]);
      }),
      { numRuns: 600 },
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
  const withFile = (more: object): Screen =>
    screen({
      title: "T",
      attach: [{ name: "a.txt", type: "text/plain", bytes: new Uint8Array(1), alt: "A", ...more }],
    });
  const typing = (more: object): Screen =>
    screen({
      title: "T",
      asks: [
        {
          kind: "type",
          keep: true,
          fields: [{ id: "a", label: "A", hint: "h", accepts: "line", max: 9, ...more }],
        },
      ],
    });

  it.each<[string, Screen, string]>([
    ["D-20: an id that is no ASCII", withButton("o:é"), "unusual signs"],
    ["D-20: an id over 52", withButton("a".repeat(53)), "button id"],
    [
      "D-20: two buttons that carry the same",
      screen({
        title: "T",
        go: [
          { id: "a", label: "A" },
          { id: "a", label: "B" },
        ],
      }),
      "components that carry",
    ],
    [
      "D-20: two lists of boxes of one group",
      screen({
        title: "T",
        asks: [1, 2].map(() => ({ kind: "many" as const, group: "g", options: options(2) })),
      }),
      "components that carry",
    ],
    ["D-21: a label over 40", withButton("a", "a".repeat(41)), "label"],
    ["a label of which nothing is seen", withButton("a", "\u200b "), "blank label"],
    [
      "D-21: an address that is too long",
      screen({ title: "T", go: [{ label: "A", url: `https://${"a".repeat(512)}` }] }),
      "address",
    ],
    [
      "D-21: an address of another kind",
      screen({ title: "T", go: [{ label: "A", url: "mailto:a@b.example" }] }),
      "unusual address",
    ],
    ["D-22: more options than a select has", screen({ title: "T", asks: [one(26)] }), "options"],
    [
      "D-22: two options of one name",
      screen({ title: "T", asks: [{ kind: "one", options: [...options(6), ...options(1)] }] }),
      "options called",
    ],
    [
      "D-22: a group that is no ASCII",
      screen({ title: "T", asks: [{ kind: "many", group: "é", options: options(1) }] }),
      "group",
    ],
    ["D-23: a field with more room than a form has", typing({ max: 4001 }), "room of the field"],
    ["D-23: a field with no room", typing({ max: 0 }), "no room of the field"],
    ["D-23: a field that is no ASCII", typing({ id: "é" }), "unusual signs in the field"],
    ["D-23: a field without a name", typing({ label: " " }), "blank name"],
    [
      "D-24: more components than a message has",
      screen({ title: "T", go: Array.from({ length: 40 }, (_, n) => ({ id: `a${n}`, label: "A" })) }),
      "components",
    ],
    [
      "a payload that is too long",
      screen({ title: "T", go: [{ label: "A", start: "a".repeat(65) }] }),
      "payload",
    ],
    ["a payload of other signs", screen({ title: "T", go: [{ label: "A", start: "a b" }] }), "payload"],
    ["D-28: a file over 10 MiB", withFile({ bytes: new Uint8Array(10 * 1024 * 1024 + 1) }), "file"],
    ["D-28: words for a file", withFile({ alt: "a".repeat(1025) }), "words for"],
    ["a file name that Discord would change", withFile({ name: "my file.txt" }), "unusual signs in the name"],
    [
      "D-28: more than ten files",
      screen({
        title: "T",
        attach: Array.from({ length: 11 }, (_, n) => ({
          name: `a${n}.txt`,
          type: "text/plain" as const,
          bytes: new Uint8Array(1),
          alt: "",
        })),
      }),
      "files",
    ],
    [
      "D-28: more than 25 MiB in all",
      screen({
        title: "T",
        attach: Array.from({ length: 3 }, (_, n) => ({
          name: `a${n}.txt`,
          type: "text/plain" as const,
          bytes: new Uint8Array(9 * 1024 * 1024),
          alt: "",
        })),
      }),
      "bytes of all files",
    ],
    [
      "two files of one name",
      screen({
        title: "T",
        attach: [1, 2].map(() => ({
          name: "a.txt",
          type: "text/plain" as const,
          bytes: new Uint8Array(1),
          alt: "",
        })),
      }),
      "files called",
    ],
  ])("is named: %s", (_what, shown, named) => {
    expect(discord.fit(shown).map(({ what }) => what)).toContainEqual(expect.stringContaining(named));
    for (const { is, atMost } of discord.fit(shown)) expect(is).toBeGreaterThan(atMost);
  });
});

it("uses every word that it has, and no other", () => {
  const folder = "adapters/discord";
  const sources = readdirSync(folder)
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(`${folder}/${name}`, "utf8"));
  const used = sources.flatMap((source) =>
    [...source.matchAll(/\bwords(?:\(\))?(?:\["([a-z-]+)"\]|\.([a-z]+)(?= \?\?| : words))/g)].map(
      ([, a, b]) => a ?? b,
    ),
  );
  expect([...new Set(used)].sort()).toEqual(Object.keys(words).sort());
});
