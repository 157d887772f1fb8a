/** A conversation at a terminal: menus where there are keys to press, lines where there are none. */
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { isCancel, multiline, multiselect, select, text } from "@clack/prompts";
import type { Connection, Host, Reply, Words } from "../../src/adapter.js";
import type { Event } from "../../src/engine/event.js";
import type { Ask, Attachment, Field, Screen } from "../../src/screen.js";
import { widthFor } from "./limits.js";
import { choicesOf, pickOf, read, type Said, textOf } from "./read.js";
import { clean, fill, type Look, render } from "./render.js";

/** The streams of a terminal or of a pipe. */
export type TerminalIo = {
  input: Readable & { isTTY?: boolean };
  output: Writable & { isTTY?: boolean; columns?: number };
};

export type TerminalTalk = {
  io: TerminalIo;
  words: Words;
  marks: Look["marks"];
  /** What happens to the case when the person leaves; the last line says so. */
  keeps: "kept" | "not-kept";
  /** What is said first, as if it had been typed. */
  first: Event;
  /** Where files go: gives the path that was written. Without it they are only named. */
  save?(file: Attachment): Promise<string>;
  /** Aborted when nobody reads any more (a broken pipe): the conversation ends. */
  gone: AbortSignal;
};

type Ways = {
  talk: TerminalTalk;
  /** The screen that stands. */
  screen(): Screen | undefined;
  say(said: Said): Promise<void>;
};

/** Begins the conversation. `ended` resolves when the person leaves or the input is at its end. */
export function connect(host: Host, talk: TerminalTalk): Connection & { ended: Promise<void> } {
  const { io, words } = talk;
  const keys = io.input.isTTY === true && io.output.isTTY === true;
  const leave = new AbortController();
  let standing: Screen | undefined;
  let said = 0;
  const show = async (screen: Screen, signal: AbortSignal): Promise<void> => {
    signal.throwIfAborted();
    standing = screen;
    const look: Look = {
      width: widthFor(io.output.columns),
      marks: talk.marks,
      choices: keys ? "in-a-menu" : "numbered",
    };
    io.output.write(`\n${render(screen, words, look).join("\n")}`);
    for (const file of screen.attach) {
      const path = await talk.save?.(file);
      signal.throwIfAborted();
      io.output.write(
        `${path === undefined ? fill(words, "file-hint") : fill(words, "file-saved", { path })}\n`,
      );
    }
  };
  const reply: Reply = { confirm: () => undefined, show };
  // The time of the start makes the ids of two conversations of one person differ.
  const begun = host.now();
  const say = async (what: Said): Promise<void> => {
    said += 1;
    const update = read({ id: `${begun}-${said}`, said: what }, host.now());
    if (update !== undefined) await host.receive(update, reply);
  };
  const ways: Ways = {
    talk: { ...talk, gone: AbortSignal.any([talk.gone, leave.signal]) },
    screen: () => standing,
    say,
  };
  return {
    routes: [],
    show: (_address, screen, signal) => show(screen, signal),
    close: async () => leave.abort(),
    ended: converse(ways, keys ? byKeys : byLines),
  };
}

async function converse(ways: Ways, way: (ways: Ways) => Promise<void>): Promise<void> {
  const { talk } = ways;
  await ways.say({ event: talk.first });
  if (!talk.gone.aborted) await way(ways);
  if (!talk.gone.aborted) talk.io.output.write(`\n${fill(talk.words, `left-${talk.keeps}`)}\n`);
}

/** One line is one answer, until the end of the input or `/quit`. */
async function byLines({ talk, screen, say }: Ways): Promise<void> {
  const lines = createInterface({ input: talk.io.input, crlfDelay: Number.POSITIVE_INFINITY });
  const end = (): void => lines.close();
  talk.gone.addEventListener("abort", end, { once: true });
  let begun = "";
  for await (const line of lines) {
    if (talk.gone.aborted) break;
    if (line.endsWith("\\")) {
      begun += `${line.slice(0, -1)}\n`;
      continue;
    }
    const whole = `${begun}${line}`;
    begun = "";
    if (isQuit(whole)) break;
    const standing = screen();
    await say({ line: whole, ...(standing === undefined ? {} : { screen: standing }) });
  }
  if (begun.trim() !== "") await say({ line: begun });
  lines.close();
  talk.gone.removeEventListener("abort", end);
}

/** Arrow keys and typing, until Escape, Ctrl-C or Ctrl-D. */
async function byKeys(ways: Ways): Promise<void> {
  const { input } = ways.talk.io;
  const ended = new AbortController();
  // Ctrl-D closes the input under a prompt, which would then wait for ever.
  const atEnd = (_typed: unknown, key?: { ctrl?: boolean; name?: string }): void => {
    if (key?.ctrl === true && key.name === "d") ended.abort();
  };
  input.on("keypress", atEnd);
  const talk = { ...ways.talk, gone: AbortSignal.any([ways.talk.gone, ended.signal]) };
  while (!talk.gone.aborted) {
    const screen = ways.screen();
    const said = screen === undefined ? await typed(talk) : await fromScreen(talk, screen);
    if (said === "left" || talk.gone.aborted) break;
    if (said !== "nothing") await ways.say(said);
  }
  input.off("keypress", atEnd);
}

type Answered = Said | "left" | "nothing";

/** What is asked for goes first; an empty answer opens the menu of everything else. */
async function fromScreen(talk: TerminalTalk, screen: Screen): Promise<Answered> {
  const [only, second] = screen.asks;
  if (only === undefined || second !== undefined || only.kind === "one") return fromMenu(talk, screen);
  const answered = await toAsk(talk, screen, only);
  return answered === "nothing" ? fromMenu(talk, screen) : answered;
}

async function toAsk(
  talk: TerminalTalk,
  screen: Screen,
  ask: Exclude<Ask, { kind: "one" }>,
): Promise<Answered> {
  return ask.kind === "many" ? ticked(talk, screen, ask) : filled(talk, screen, ask.fields);
}

async function fromMenu(talk: TerminalTalk, screen: Screen): Promise<Answered> {
  const { words } = talk;
  const opened = screen.asks.flatMap((ask) =>
    ask.kind === "one" ? [] : [{ label: fill(words, ask.kind === "many" ? "menu-tick" : "menu-type"), ask }],
  );
  const choices = choicesOf(screen).filter(
    (choice) => choice.ticked === undefined && !isDone(screen, choice.event),
  );
  const rows: { label: string; hint?: string }[] = [
    ...choices.map(({ label, legend, now }) => ({
      label: now === true ? `${label} ←` : label,
      ...(legend === undefined ? {} : { hint: clean(legend) }),
    })),
    ...opened,
    { label: fill(words, "menu-words") },
    { label: fill(words, "menu-leave") },
  ];
  const chosen = await select({
    message: fill(words, "menu"),
    options: rows.map((row, value) => ({ ...row, value, label: clean(row.label) })),
    maxItems: 12,
    ...streams(talk),
  });
  if (isCancel(chosen)) return "left";
  const choice = choices[chosen];
  if (choice !== undefined) return { event: choice.event };
  const ask = opened[chosen - choices.length]?.ask;
  if (ask !== undefined) return toAsk(talk, screen, ask);
  return chosen === choices.length + opened.length ? typed(talk) : "left";
}

/** "Done" is what Enter does in a list of boxes. */
function isDone(screen: Screen, event: Event): boolean {
  return (
    event.type === "press" &&
    event.button === "done" &&
    screen.asks.some((ask) => ask.kind === "many" && ask.done !== undefined)
  );
}

async function ticked(
  talk: TerminalTalk,
  screen: Screen,
  ask: Extract<Ask, { kind: "many" }>,
): Promise<Answered> {
  const before = ask.options.filter((option) => option.on === true).map((option) => option.id);
  const chosen = await multiselect({
    message: fill(talk.words, ask.done === undefined ? "tick-steps" : "tick-answer"),
    options: ask.options.map((option) => ({ value: option.id, label: clean(option.label) })),
    initialValues: before,
    required: false,
    maxItems: 12,
    ...streams(talk),
  });
  if (isCancel(chosen)) return "left";
  const nothing =
    ask.done === undefined
      ? chosen.length === before.length && chosen.every((id) => before.includes(id))
      : chosen.length === 0;
  return nothing ? "nothing" : { event: pickOf(ask, chosen, screen) };
}

/** One field is a text, or a command where it begins with a slash; several are a form. */
async function filled(talk: TerminalTalk, screen: Screen, fields: readonly Field[]): Promise<Answered> {
  const answers: Record<string, string> = {};
  for (const field of fields) {
    const answer = await toField(talk, field);
    if (isCancel(answer)) return "left";
    const said = (answer ?? "").trim();
    if (said === "") return "nothing";
    if (said.startsWith("/")) return isQuit(said) ? "left" : { line: said };
    if (fields.length === 1) return { event: textOf(said) };
    answers[field.id] = said;
  }
  return { event: { type: "form", fields: answers, turn: screen.turn } };
}

async function toField(talk: TerminalTalk, field: Field): ReturnType<typeof text> {
  const options = {
    message: `${clean(field.label)} (${fill(talk.words, "empty-for-menu")})`,
    placeholder: clean(field.hint),
    ...(field.now === undefined ? {} : { initialValue: clean(field.now) }),
    ...streams(talk),
  };
  return field.accepts === "lines" ? multiline(options) : text(options);
}

async function typed(talk: TerminalTalk): Promise<Answered> {
  const answer = await text({ message: fill(talk.words, "words"), ...streams(talk) });
  if (isCancel(answer) || isQuit(answer ?? "")) return "left";
  return (answer ?? "").trim() === "" ? "nothing" : { line: answer };
}

function streams(talk: TerminalTalk): { input: Readable; output: Writable; signal: AbortSignal } {
  return { input: talk.io.input, output: talk.io.output, signal: talk.gone };
}

function isQuit(line: string): boolean {
  return /^\/(?:quit|exit)$/i.test(line.trim());
}
