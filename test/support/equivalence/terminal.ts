/** The terminal, by lines: what is typed for what a member does, and what is printed. */
import { connect } from "../../../adapters/terminal/connect.js";
import { choicesOf, isTyping } from "../../../adapters/terminal/read.js";
import { fill } from "../../../adapters/terminal/render.js";
import type { Host, Words } from "../../../src/adapter.js";
import type { Event } from "../../../src/engine/event.js";
import type { Attachment, Screen } from "../../../src/screen.js";
import type { Did } from "../talk-seat.js";
import { input, Written } from "../terminal.js";
import { createWatch, type Platform, type SeatWithView } from "./platform.js";
import type { Choice, Link, Seen } from "./sight.js";

export function startTerminal(words: Words): Platform {
  return {
    name: "terminal",
    sit: (host) => newSeat(host, words),
    complaints: () => [],
    close: async () => undefined,
  };
}

function newSeat(given: Host, words: Words): SeatWithView {
  const watch = createWatch(given);
  let at: Standing | undefined;
  let printed = "";
  let saved: Attachment[] = [];

  function sitDown(first: Event): Standing {
    const io = { input: input("pipe"), output: new Written("pipe") };
    const leave = new AbortController();
    const { ended } = connect(watch.host, {
      io,
      words,
      marks: "plain",
      keeps: "kept",
      first,
      save: async (file) => {
        saved.push(file);
        return file.name;
      },
      gone: leave.signal,
    });
    return { io, ended };
  }

  /** Ends the input and waits for the last line. */
  async function leave(): Promise<void> {
    at?.io.input.end();
    await at?.ended;
    at = undefined;
  }

  /** What comes of something, as it is printed. */
  async function printing(io: Standing["io"] | undefined, act: () => Standing | undefined): Promise<Did> {
    const from = io?.output.text.length ?? 0;
    const taken = watch.next();
    saved = [];
    at = act() ?? at;
    await taken;
    const fresh = at?.io.output.text.slice(from) ?? "";
    if (fresh !== "") printed = fresh;
    return "answered";
  }

  return {
    member: "terminal:you",
    async say(event, on) {
      if (at === undefined && event.type === "command") {
        return printing(undefined, () => sitDown(event));
      }
      if (at === undefined)
        await printing(undefined, () => sitDown({ type: "command", name: "resume", rest: "" }));
      const line = lineFor(event, on, watch.standing());
      if (line === undefined) return "impossible";
      return printing(at?.io, () => void at?.io.input.write(`${line}\n`));
    },
    // One line is read after the other, and each to the screen that stands then.
    both: async () => "impossible",
    // Nothing is delivered here, so nothing is delivered twice.
    again: async () => "unsent",
    async restart() {
      await leave();
      return "unsent";
    },
    sees: () => seenOf(printed, saved, words),
    leave,
  };
}

type Standing = { io: { input: ReturnType<typeof input>; output: Written }; ended: Promise<void> };

/** What is typed for it. A screen that no longer stands cannot be answered. */
function lineFor(event: Event, on: Screen | undefined, standing: Screen | undefined): string | undefined {
  switch (event.type) {
    case "command":
      return `/${event.name} ${event.rest}`.trim();
    case "text":
      return event.text.trim() === "" ? undefined : event.text.replaceAll("\n", "\\\n");
    case "form":
      return Object.values(event.fields).join("\\\n");
    case "press":
      return on === undefined || standing === undefined || on.at.kind !== standing.at.kind
        ? undefined
        : numberOf(event.button, standing);
    case "pick": {
      const numbers = event.chosen.map((one) => standing && numberOf(`o:${one}`, standing));
      return numbers.includes(undefined) ? undefined : numbers.join(", ");
    }
    case "other":
      return undefined;
  }
}

function numberOf(button: string, screen: Screen): string | undefined {
  const index = choicesOf(screen).findIndex(({ event }) => event.type === "press" && event.button === button);
  return index === -1 ? undefined : `${isTyping(screen) ? "#" : ""}${index + 1}`;
}

const choiceLine = /^#? *(\d+) {2}(\[[x ]\] )?(.+)$/;
const linked = /<((?:https?|mailto|tel):[^\s<>]+)>/g;

/** The screen that was printed, without the terminal's own words and marks. */
function seenOf(printed: string, saved: readonly Attachment[], words: Words): Seen {
  const lines = printed.split("\n");
  const hint = hintAt(lines, words);
  const choices: (Choice & { line: number })[] = [];
  for (let line = hint.from - 1; line >= 0; line -= 1) {
    const [, number, box, label = ""] = choiceLine.exec(lines[line] ?? "") ?? [];
    if (number === undefined) continue;
    const on = box === "[x] " || label.endsWith(" ←");
    choices.unshift({ label: label.replace(/ ←$/, ""), on, line });
    if (number === "1") break;
  }
  const apart = new Set(choices.map(({ line }) => line));
  const rest = lines
    .filter(
      (line, index) =>
        !apart.has(index) && (index < hint.from || index >= hint.to) && !isSaved(line, saved, words),
    )
    .join(" ")
    .replace(/\s+/g, " ");
  const named = new RegExp(asPattern(words.file ?? "", { name: "(\\S+)", about: "(.*?)" }), "g");
  return {
    text: rest.replace(linked, " ").replace(named, (_whole, _name: string, about: string) => about),
    choices: choices.map(({ label, on }) => ({ label, on })),
    links: [...rest.matchAll(linked)].map(([, address = ""]): Link => ({ address })),
    // Those that are named, with what was saved of them.
    files: [...rest.matchAll(named)].map(([, name = ""]) => ({
      name,
      bytes: saved.find((one) => one.name === name)?.bytes ?? new Uint8Array(),
    })),
  };
}

/** The lines of the hint, which ends the list of choices. */
function hintAt(lines: readonly string[], words: Words): { from: number; to: number } {
  const hints = [words["line-hint"] ?? "", words["line-hint-typing"] ?? ""];
  const from = lines.findLastIndex((line) => line.length > 20 && hints.some((hint) => hint.startsWith(line)));
  if (from === -1) throw new Error(`the terminal says nowhere how to answer:\n${lines.join("\n")}`);
  const length = lines.slice(from).indexOf("");
  return { from, to: length === -1 ? lines.length : from + length };
}

function isSaved(line: string, saved: readonly Attachment[], words: Words): boolean {
  return saved.some(({ name }) => line === fill(words, "file-saved", { path: name }));
}

function asPattern(template: string, groups: Readonly<Record<string, string>>): string {
  return template
    .replace(/[.*+?^$()[\]\\|]/g, "\\$&")
    .replace(/\{([a-z]+)\}/g, (_whole, name: string) => groups[name] ?? "");
}
