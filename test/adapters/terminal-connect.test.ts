import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { connect, type TerminalTalk } from "../../adapters/terminal/index.js";
import type { Host, Update, Words } from "../../src/adapter.js";
import type { Event } from "../../src/engine/event.js";
import type { Screen } from "../../src/screen.js";
import { numberAsk, screenOf } from "../support/screens.js";
import { input, keys, Written } from "../support/terminal.js";

const words: Words = parse(readFileSync("content/en/interface.yaml", "utf8")).terminal;
const now = Date.parse("2026-11-24T09:00:00Z");
const first: Event = { type: "command", name: "denied", rest: "" };

const choice = screenOf({
  title: "Which section?",
  asks: [
    {
      kind: "one",
      options: [
        { id: "o:b214", label: "214(b)" },
        { id: "o:g221", label: "221(g)" },
      ],
    },
  ],
  go: [{ id: "back", label: "Back" }],
});
const boxes = screenOf({
  title: "What has changed?",
  turn: 4,
  asks: [
    {
      kind: "many",
      group: "changed",
      options: [
        { id: "o:work", label: "My work" },
        { id: "o:funding", label: "Who pays" },
      ],
      done: "Done",
    },
  ],
  go: [{ id: "none", label: "None of these" }],
});
const typing = screenOf({
  title: "How many?",
  turn: 5,
  asks: [numberAsk],
  go: [{ id: "back", label: "Back" }],
});
const file = screenOf({
  title: "Your dates",
  attach: [
    {
      name: "dates.ics",
      type: "text/calendar",
      bytes: new TextEncoder().encode("BEGIN:VCALENDAR"),
      alt: "Your dates",
    },
  ],
});

/** A host that answers the n-th update with the n-th screen, and the last one from then on. */
function hostOf(screens: readonly Screen[]): Host & { updates: Update[] } {
  const updates: Update[] = [];
  return {
    updates,
    now: () => now,
    log: () => undefined,
    find: async () => [],
    article: async () => undefined,
    suggest: async () => [],
    async receive(update, reply) {
      const screen = screens[Math.min(updates.length, screens.length - 1)] ?? choice;
      updates.push(update);
      reply.confirm();
      await reply.show(screen, new AbortController().signal);
    },
  };
}

function begin(kind: "tty" | "pipe", screens: readonly Screen[], more: Partial<TerminalTalk> = {}) {
  const host = hostOf(screens);
  const typed = input(kind);
  const output = new Written(kind);
  const gone = new AbortController();
  const connection = connect(host, {
    io: { input: typed, output },
    words,
    marks: "plain",
    keeps: "not-kept",
    first,
    gone: gone.signal,
    ...more,
  });
  return { host, typed, output, gone, connection };
}

function events(host: { updates: readonly Update[] }): Event[] {
  return host.updates.map((update) => update.event);
}

it("talks in lines where there is no terminal: numbers, labels, words, commands", async () => {
  const { host, typed, output, connection } = begin("pipe", [choice, typing, choice]);
  typed.end("2\n3\nBack\nwhat now?\n\n/help\nfirst line\\\nsecond\n");
  await connection.ended;
  expect(events(host)).toEqual([
    first,
    { type: "press", button: "o:g221", turn: 3 },
    { type: "text", text: "3", dates: [] },
    { type: "press", button: "back", turn: 3 },
    { type: "text", text: "what now?", dates: [] },
    { type: "command", name: "help", rest: "" },
    { type: "text", text: "first line\nsecond", dates: [] },
  ]);
  expect(new Set(host.updates.map((update) => update.id)).size).toBe(7);
  expect(output.text).toContain("#1  Back");
  expect(output.text.endsWith(`${words["left-not-kept"]}\n`)).toBe(true);
});

it("ends at /quit and says that the case is kept, where it is", async () => {
  const { host, typed, output, connection } = begin("pipe", [choice], { keeps: "kept" });
  typed.end("/quit\n1\n");
  await connection.ended;
  expect(events(host)).toEqual([first]);
  expect(output.text).toContain(words["left-kept"]);
});

it("stops without a word when nobody reads any more", async () => {
  const { typed, output, gone, connection } = begin("pipe", [choice]);
  await output.see("Which section?");
  gone.abort();
  typed.write("1\n");
  await connection.ended;
  expect(output.text).not.toContain(words["left-not-kept"]);
});

it("names a file, and saves it where there is a folder", async () => {
  const told = begin("pipe", [file]);
  told.typed.end();
  await told.connection.ended;
  expect(told.output.text).toContain("File: dates.ics (Your dates)");
  expect(told.output.text).toContain(words["file-hint"]);
  const saved: string[] = [];
  const { typed, output, connection } = begin("pipe", [file], {
    save: async (one) => {
      saved.push(new TextDecoder().decode(one.bytes));
      return `/tmp/${one.name}`;
    },
  });
  typed.end();
  await connection.ended;
  expect(saved).toEqual(["BEGIN:VCALENDAR"]);
  expect(output.text).toContain("Saved as /tmp/dates.ics");
});

it("shows a screen that is owed without an update", async () => {
  const { typed, output, connection } = begin("pipe", [choice]);
  await connection.show("terminal", boxes, new AbortController().signal);
  expect(output.text).toContain("What has changed?");
  typed.end();
  await connection.ended;
});

it("shows nothing of a screen that was given up", async () => {
  const { typed, output, connection } = begin("pipe", [choice]);
  await expect(connection.show("terminal", boxes, AbortSignal.abort())).rejects.toThrow();
  expect(output.text).not.toContain("What has changed?");
  typed.end();
  await connection.ended;
});

it("is led by arrow keys: a choice, boxes, a typed answer, then Ctrl-C", async () => {
  const { host, typed, output, connection } = begin("tty", [choice, boxes, typing, choice]);
  await output.see("221(g)");
  typed.write(keys.down);
  typed.write(keys.enter);
  await output.see("Who pays");
  typed.write(keys.space);
  typed.write(keys.down);
  typed.write(keys.space);
  typed.write(keys.enter);
  await output.see("Number of refusals");
  const before = output.reached;
  typed.write("2");
  typed.write(keys.enter);
  await output.see("214(b)", before);
  typed.write(keys.ctrlC);
  await connection.ended;
  expect(events(host)).toEqual([
    first,
    { type: "press", button: "o:g221", turn: 3 },
    { type: "pick", group: "changed", chosen: ["o:work", "o:funding"], turn: 4 },
    { type: "text", text: "2", dates: [] },
  ]);
  expect(output.text).toContain(words["left-not-kept"]);
});

it("opens the menu of everything else when Enter is pressed on nothing", async () => {
  const { host, typed, output, connection } = begin("tty", [boxes, typing, choice]);
  await output.see("Who pays");
  typed.write(keys.enter);
  await output.see("None of these");
  typed.write(keys.enter);
  await output.see("Number of refusals");
  const before = output.reached;
  typed.write(keys.enter);
  await output.see("Back", before);
  typed.write(keys.enter);
  await output.see("221(g)", before);
  await connection.close();
  await connection.ended;
  expect(events(host)).toEqual([
    first,
    { type: "press", button: "none", turn: 4 },
    { type: "press", button: "back", turn: 5 },
  ]);
});

it("takes a command or a question from the menu", async () => {
  const { host, typed, output, connection } = begin("tty", [choice, choice]);
  await output.see(words["menu-words"] ?? "");
  typed.write(keys.up);
  typed.write(keys.up);
  typed.write(keys.enter);
  await output.see(words.words ?? "");
  typed.write("/ask ties");
  typed.write(keys.enter);
  await output.see("Which section?", output.reached);
  await connection.close();
  await connection.ended;
  expect(events(host)[1]).toEqual({ type: "command", name: "ask", rest: "ties" });
});

it.each([
  ["a menu", choice, "221(g)"],
  ["boxes", boxes, "Who pays"],
  ["a field", typing, "Number of refusals"],
])("ends at Ctrl-D in %s as at Ctrl-C, with a last line", async (_where, screen, seen) => {
  const { host, typed, output, connection } = begin("tty", [screen]);
  await output.see(seen);
  typed.write(keys.ctrlD);
  await connection.ended;
  expect(events(host)).toEqual([first]);
  expect(output.text).toContain(words["left-not-kept"]);
});
