import { readFileSync } from "node:fs";
import fc from "fast-check";
import cellsOf from "fast-string-width";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { terminal } from "../../adapters/terminal/index.js";
import { width, widthFor } from "../../adapters/terminal/limits.js";
import { choicesOf, eventOf } from "../../adapters/terminal/read.js";
import { clean, type Look } from "../../adapters/terminal/render.js";
import type { Words } from "../../src/adapter.js";
import type { Screen } from "../../src/screen.js";
import { anyText, anyWrappedBlock, numberAsk, screenOf } from "../support/screens.js";

const now = Date.parse("2026-11-24T09:00:00Z");
const plain: Look = { width: 80, marks: "plain", choices: "numbered" };
const words: Words = parse(readFileSync("content/en/interface.yaml", "utf8")).terminal;

function written(screen: Screen, look: Look = plain): string {
  return terminal(look).render(screen, words).join("\n");
}

const choice = screenOf({
  asks: [
    {
      kind: "one",
      options: [
        { id: "o:b214", label: "214(b)" },
        { id: "o:g221", label: "221(g)", on: true },
      ],
    },
  ],
  go: [
    { id: "back", label: "Back" },
    { label: "Visa wait times", url: "https://travel.state.gov/" },
  ],
});

const boxes = screenOf({
  asks: [
    {
      kind: "many",
      group: "changed",
      options: [
        { id: "o:work", label: "My work", on: true },
        { id: "o:funding", label: "Who pays" },
        { id: "o:story", label: "My plan" },
      ],
      done: "Done",
    },
  ],
  go: [{ id: "back", label: "Back" }],
});

const ticks = screenOf({
  asks: [
    {
      kind: "many",
      legend: "Tick what is done",
      group: "t:0-2",
      options: [
        { id: "t:keep-papers", label: "Keep your papers", on: true },
        { id: "t:audit", label: "Check your record" },
      ],
    },
    {
      kind: "one",
      legend: "Open for details",
      options: [
        { id: "s:keep-papers", label: "Keep your papers" },
        { id: "s:audit", label: "Check your record" },
      ],
    },
  ],
  go: [{ id: "home", label: "Start page" }],
});

const typing = screenOf({
  asks: [numberAsk],
  go: [{ id: "back", label: "Back" }],
});

describe("a screen at the terminal", () => {
  it("shows notice, title, body, numbered choices, links and foot, in this order", () => {
    const screen: Screen = {
      ...choice,
      notice: "Noted.",
      body: [
        { kind: "heading", line: [{ text: "Which one?" }] },
        {
          kind: "paragraph",
          line: [{ text: "You said " }, { said: "214b" }, { text: ", I think", mark: "em" }],
        },
        {
          kind: "list",
          ordered: true,
          items: [[{ text: "first" }], [{ text: "source", link: "https://a.example/x" }]],
        },
      ],
      foot: [{ text: "Question 1 of at most 16" }],
    };
    expect(written(screen)).toBe(
      [
        "» Noted.",
        "",
        "Section of the refusal",
        "======================",
        "",
        "Which one?",
        "----------",
        "",
        "You said 214b, I think",
        "",
        "1. first",
        "2. source <https://a.example/x>",
        "",
        "1  214(b)",
        "2  221(g) ←",
        "3  Back",
        words["line-hint"],
        "",
        "Visa wait times <https://travel.state.gov/>",
        "",
        "Question 1 of at most 16",
        "",
      ].join("\n"),
    );
  });

  it("marks with ANSI only where the look has it, and then says the same", () => {
    const screen = {
      ...choice,
      body: [{ kind: "paragraph", line: [{ text: "Bold", mark: "strong" }] } as const],
    };
    const coloured = written(screen, { ...plain, marks: "ansi" });
    expect(coloured).toContain("\u001b[1mBold\u001b[22m");
    expect(written(screen)).not.toContain("\u001b");
    // Rules under titles stand only where there are no marks.
    const bare = (text: string): string => clean(text).replace(/^=+$/gm, "").replace(/\n+/g, "\n");
    expect(bare(coloured)).toBe(bare(written(screen)));
  });

  it("leaves the choices to the menu where there is one", () => {
    const text = written(choice, { ...plain, choices: "in-a-menu" });
    expect(text).not.toContain("214(b)");
    expect(text).toContain("Visa wait times");
  });

  it("says above each list what it is for", () => {
    expect(written(ticks)).toContain(
      [
        "Tick what is done",
        "1  [x] Keep your papers",
        "2  [ ] Check your record",
        "Open for details",
        "3  Keep your papers",
        "4  Check your record",
        "5  Start page",
      ].join("\n"),
    );
  });

  it("shows boxes ticked and not, and numbers them with # where words are expected", () => {
    expect(written(boxes)).toContain("1  [x] My work\n2  [ ] Who pays\n3  [ ] My plan\n4  Done\n5  Back");
    expect(written(typing)).toContain("Number of refusals: A whole number\n#1  Back");
  });

  it("keeps text to take along in lines of its own, not wrapped", () => {
    const long = `Dear Dr. X, ${"word ".repeat(40)}end`;
    const text = written(screenOf({ body: [{ kind: "copy", line: [{ text: long }, { said: "\nyours" }] }] }));
    expect(text.split("\n")).toContain(long);
    expect(text.split("\n")).toContain("yours");
  });

  it("sets a table in columns where they fit, else as a list for each row", () => {
    const cell = (text: string): [{ text: string }] => [{ text }];
    const table = {
      kind: "table",
      columns: [cell(""), cell("Program A"), cell("Program B")],
      rows: [{ name: cell("Visa"), cells: [cell("J-1"), cell("H-1B")] }],
    } as const;
    expect(written(screenOf({ body: [table] }))).toContain(
      "     | Program A | Program B\n-----+-----------+----------\nVisa | J-1       | H-1B",
    );
    expect(written(screenOf({ body: [table] }), { ...plain, width: 20 })).toContain(
      "Visa\n  Program A: J-1\n  Program B: H-1B",
    );
    const named = { ...table, columns: [cell("What"), ...table.columns.slice(1)] };
    expect(written(screenOf({ body: [named] }), { ...plain, width: 20 })).toContain(
      "What: Visa\n  Program A: J-1\n  Program B: H-1B",
    );
  });

  it("never writes a line wider than asked for, whatever the words", () => {
    fc.assert(
      fc.property(
        fc.array(anyWrappedBlock, { maxLength: 4 }),
        anyText,
        fc.integer({ min: 20, max: 100 }),
        (body, label, wide) => {
          const screen = screenOf({ body, asks: [{ kind: "one", options: [{ id: "o:x", label }] }] });
          for (const line of written(screen, { ...plain, width: wide }).split("\n")) {
            expect(cellsOf(line)).toBeLessThanOrEqual(wide);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it("never lets a member's words drive the terminal", () => {
    fc.assert(
      fc.property(anyText, (said) => {
        const text = written(
          screenOf({
            body: [
              { kind: "paragraph", line: [{ said }] },
              { kind: "copy", line: [{ said }] },
            ],
          }),
        );
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
        expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      }),
      { numRuns: 500 },
    );
  });

  it("drops no letter of what is said", () => {
    const letters = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, "");
    fc.assert(
      fc.property(anyText, (said) => {
        const text = written(screenOf({ title: "", body: [{ kind: "paragraph", line: [{ said }] }] }));
        const hint = letters(words["line-hint"] ?? "");
        expect(letters(text)).toBe(letters(clean(said)) + hint);
      }),
      { numRuns: 300 },
    );
  });

  it("fills a window from 20 to 100 cells, and 80 where there is none", () => {
    expect([undefined, 0, 12, 66, 400].map(widthFor)).toEqual([width.usual, width.usual, 20, 66, 100]);
  });

  it("has to cut nothing", () => {
    expect(terminal(plain).fit(choice)).toEqual([]);
  });
});

describe("what is typed at the terminal", () => {
  const typed = (line: string, screen?: Screen): unknown => eventOf(line, screen);

  it.each([
    ["2", { type: "press", button: "o:g221", turn: 3 }],
    [" #3 ", { type: "press", button: "back", turn: 3 }],
    ["221(g)", { type: "press", button: "o:g221", turn: 3 }],
    ["BACK", { type: "press", button: "back", turn: 3 }],
    ["9", { type: "text", text: "9", dates: [] }],
    ["1, 3", { type: "text", text: "1, 3", dates: [] }],
    ["/ask what is 221(g)?", { type: "command", name: "ask", rest: "what is 221(g)?" }],
    ["/denied", { type: "command", name: "denied", rest: "" }],
    ["/", { type: "text", text: "/", dates: [] }],
    ["  ", undefined],
  ])("%j on a screen with choices", (line, event) => {
    expect(typed(line, choice)).toEqual(event);
  });

  it("takes several numbers as the whole answer, in the order of the screen", () => {
    expect(typed("3,2", boxes)).toEqual({
      type: "pick",
      group: "changed",
      chosen: ["o:funding", "o:story"],
      turn: 3,
    });
    expect(typed("4", boxes)).toEqual({ type: "press", button: "done", turn: 3 });
  });

  it("turns boxes over where each tick counts at once", () => {
    expect(typed("1 2", ticks)).toEqual({ type: "pick", group: "t:0-2", chosen: ["t:audit"], turn: 3 });
    expect(typed("2", ticks)).toEqual({ type: "press", button: "t:audit", turn: 3 });
  });

  it("does not guess between two buttons of the same label", () => {
    expect(typed("Keep your papers", ticks)).toMatchObject({ type: "text" });
  });

  it("takes a bare number as an answer where words are expected", () => {
    expect(typed("1", typing)).toEqual({ type: "text", text: "1", dates: [] });
    expect(typed("#1", typing)).toEqual({ type: "press", button: "back", turn: 3 });
  });

  it("takes words for words where words are expected, also where a button is called so", () => {
    expect(typed("Back", typing)).toEqual({ type: "text", text: "Back", dates: [] });
    expect(typed("Back", boxes)).toEqual({ type: "press", button: "back", turn: 3 });
  });

  it("opens the private chat by its command, since a terminal is private", () => {
    const screen = screenOf({ go: [{ label: "Open the chat", start: "denied" }] });
    expect(typed("1", screen)).toEqual({ type: "command", name: "start", rest: "denied" });
  });

  it("puts an event into its envelope, and reads nothing from an empty line", () => {
    const { read } = terminal(plain);
    expect(read({ id: "7-1", said: { line: "/help" } }, now)).toEqual({
      id: "7-1",
      member: "terminal:you",
      at: now,
      where: "private",
      address: "terminal",
      event: { type: "command", name: "help", rest: "" },
    });
    expect(read({ id: "7-2", said: { line: "" } }, now)).toBeUndefined();
  });

  it("never throws, and a number always means the choice that stands under it", () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(choice, boxes, ticks, typing), (line, screen) => {
        const event = eventOf(line, screen);
        expect(event === undefined).toBe(line.trim() === "");
        choicesOf(screen).forEach((one, index) => {
          expect(eventOf(`#${index + 1}`, screen)).toEqual(one.event);
        });
      }),
      { numRuns: 300 },
    );
  });
});

it("keeps what is not a member's words readable too", () => {
  expect(clean("a\u001b[31mred\u001b[0m\tb\r\nc\u202e")).toBe("ared b\nc");
});
