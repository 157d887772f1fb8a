import { describe, expect, it } from "vitest";
import { ask } from "../../src/cli/ask.js";
import { readFiles } from "../../src/content/load.js";
import type { Loaded } from "../../src/content/loaded.js";
import { parseLibrary } from "../../src/content/parse.js";
import { longestQuery } from "../../src/runtime/asking.js";
import { shippedFolders } from "../support/shipped.js";
import { askingOf } from "../support/studied.js";
import { input, Written } from "../support/terminal.js";

const files = await readFiles(shippedFolders);
/** Whatever else is wrong with the shipped files is told by other tests. */
const sound: Loaded = { ...parseLibrary(files), problems: [] };

/** Runs the command over `loaded` with these lines on its input. */
async function ran(
  options: { question?: string; top?: number; form?: "text" | "json" },
  lines = "",
  loaded = sound,
): Promise<{ code: number; out: string; err: string }> {
  const io = { input: input("pipe"), output: new Written("pipe"), errors: new Written("pipe") };
  io.input.end(lines);
  const code = await ask(
    { io, load: async () => loaded, asking: async (library) => askingOf(library) },
    { folders: shippedFolders, question: "", top: 3, form: "json", ...options },
    new AbortController().signal,
  );
  return { code, out: io.output.text, err: io.errors.text };
}

const parsed = (out: string): unknown[] =>
  out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

describe("ask --json", () => {
  it("prints one object for a question, best first, with exactly the promised keys", async () => {
    const { code, out } = await ran({ question: "what is 214b", top: 2 });
    expect(code).toBe(0);
    const [line] = parsed(out);
    expect(line).toEqual({
      query: "what is 214b",
      guard: null,
      answers: [
        {
          id: "denial/b214",
          title: expect.any(String),
          short: expect.any(String),
          score: expect.any(Number),
        },
        expect.objectContaining({ score: expect.any(Number) }),
      ],
      flow: null,
    });
  });

  it("prints one line for each line of its input, a JSON string for what spans lines", async () => {
    const { out } = await ran(
      {},
      [
        "what is 221g",
        "",
        '"what is\\n214b"',
        '"quoted" is what they said',
        "i want to die",
        "best pizza in town",
      ].join("\n"),
    );
    expect(parsed(out)).toMatchObject([
      { query: "what is 221g", guard: null, answers: [{ id: "denial/g221" }, {}, {}] },
      { query: "what is\n214b", guard: null, answers: [{ id: "denial/b214" }, {}, {}] },
      { query: '"quoted" is what they said' },
      { query: "i want to die", guard: "crisis", answers: [] },
      { query: "best pizza in town", answers: [] },
    ]);
  });

  it("reads as much of a long question as the bot does, but hears a crisis in all of it", async () => {
    const long = "what is 214b ".padEnd(301, "x");
    const { out } = await ran(
      {},
      `${JSON.stringify(long)}\n${"so long a story ".repeat(50)} i want to die\n`,
    );
    expect(parsed(out)).toMatchObject([{ query: long }, { guard: "crisis", answers: [] }]);
  });
});

describe("ask", () => {
  it("can be read by a person", async () => {
    const { out } = await ran({ question: "what is 214b", form: "text" });
    expect(out).toMatch(
      /^what is 214b\n {2}1\. What 214\(b\) means \(denial\/b214, \d\.\d\d\)\n {5}You did not show/,
    );
  });

  it("says when there is no answer, when a guard answers, and when a question was cut", async () => {
    expect((await ran({ question: "best pizza in town", form: "text" })).out).toMatch(
      /No checked answer|Let us stay/,
    );
    expect((await ran({ question: "i want to die", form: "text" })).out).toContain("guard crisis");
    expect((await ran({ question: "pizza ".repeat(500), form: "text" })).out).toContain(
      `first ${longestQuery} characters`,
    );
  });

  it("says that the bot asks which of several is meant, and names them", async () => {
    const [near] = askingOf(sound.library).ask("what is 214b").answers;
    const io = { input: input("pipe"), output: new Written("pipe"), errors: new Written("pipe") };
    const found = {
      guard: null,
      answers: [],
      several: true,
      nearest: near === undefined ? [] : [near],
      flow: null,
    };
    const asking = { ask: () => found, guard: () => null };
    const given = { folders: shippedFolders, question: "visa interview", top: 3, form: "text" } as const;
    await ask(
      { io, load: async () => sound, asking: async () => asking },
      given,
      new AbortController().signal,
    );
    expect(io.output.text).toContain("asks which");
    expect(io.output.text).toContain(`It offers: ${near?.id}`);
    expect(io.output.text).not.toContain("No checked answer");
  });

  it("answers nothing from content with errors", async () => {
    const broken = parseLibrary(new Map([...files, ["content/en/guards/crisis.md", "no front matter"]]));
    const { code, out, err } = await ran({ question: "what is 214b" }, "", broken);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("content/en/guards/crisis.md:1:1");
  });
});
