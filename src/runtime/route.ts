/** Which events are look-ups. Those change no case, never reach `advance` and touch no store. */
import type { Library } from "../content/library.js";
import type { Event } from "../engine/event.js";
import type { Flows } from "../engine/flow.js";
import { nearest } from "../engine/near.js";
import { flowNamed, plainName, sessionCommands } from "../engine/screens/command.js";
import type { LookupPage } from "../lookup/page.js";
import type { Asking } from "./asking.js";
import { longestQuery } from "./asking.js";

export type Routed = { to: "lookup"; page: LookupPage } | { to: "case"; event: Event };

/** The commands that belong to no case. */
const lookupCommands = ["help", "about", "privacy", "ask"] as const;

/** Where an event goes. A press on a look-up's screen is a look-up again, or the command of that name. */
export function route(library: Library, asking: Asking, event: Event): Routed {
  switch (event.type) {
    case "command":
      return command(library, asking, event.name, event.rest);
    case "press":
      if (lookupCommands.some((name) => name === event.button))
        return command(library, asking, event.button, "");
      return event.turn === "none"
        ? (pressed(library, asking, event.button) ?? { to: "case", event })
        : { to: "case", event };
    default:
      return { to: "case", event };
  }
}

/** What `/ask` shows for a question. What is longer than it reads is said to be cut. */
export function askPage(asking: Asking, question: string): LookupPage {
  const query = question.trim();
  const { read, cut } = beginning(query);
  return query === ""
    ? { kind: "ask", query, guard: null, answers: [], nearest: [], flow: null, cut: false }
    : { kind: "ask", query: read, ...asking.ask(read), cut };
}

/** What opens the private chat where a command wanted to go: its flow, or the start page. */
export function startPayload(library: Library, name: string): string {
  return flowNamed(library.flows, name) ?? "start";
}

function command(library: Library, asking: Asking, name: string, rest: string): Routed {
  const plain = plainName(name);
  if (flowNamed(library.flows, name) !== undefined || sessionCommands.some((one) => one === plain)) {
    return { to: "case", event: { type: "command", name: plain, rest } };
  }
  switch (plain) {
    case "help":
    case "about":
    case "privacy":
      return { to: "lookup", page: { kind: plain } };
    case "ask":
      return { to: "lookup", page: askPage(asking, rest) };
    default:
      return {
        to: "lookup",
        page: {
          kind: "unknown-command",
          typed: shown(plain),
          near: nearest(plain, commandNames(library.flows), 3),
        },
      };
  }
}

/** The look-up, or the command, that a button of a look-up's screen stands for. */
function pressed(library: Library, asking: Asking, button: string): Routed | undefined {
  const [verb = "", name = "", part = "1"] = button.split(":");
  switch (verb) {
    case "a":
      return {
        to: "lookup",
        page: { kind: "article", article: name, part: partOf(part) },
      };
    case "not":
      return { to: "lookup", page: { kind: "topics", near: name.split(",").filter((one) => one !== "") } };
    case "topic":
      return { to: "lookup", page: { kind: "topic", topic: name, part: partOf(part) } };
    case "person":
      return { to: "lookup", page: { kind: "person" } };
    case "home":
      return { to: "case", event: { type: "command", name: "start", rest: "" } };
    case "cmd":
    case "open":
      return command(library, asking, name, "");
    default:
      return sessionCommands.some((one) => one === verb)
        ? { to: "case", event: { type: "command", name: verb, rest: "" } }
        : undefined;
  }
}

function partOf(text: string): number {
  return Math.max(1, Math.trunc(Number(text)) || 1);
}

function commandNames(flows: Flows): string[] {
  return [
    ...sessionCommands,
    ...lookupCommands,
    ...Object.values(flows.flows).flatMap((flow) => [flow.id, ...flow.aliases]),
  ];
}

/** The beginning of a long name, marked as such. */
function shown(name: string): string {
  return name.length <= 60 ? name : `${[...name].slice(0, 50).join("")}…`;
}

/** As much of the question as is read, never half a character. */
export function beginning(query: string): { read: string; cut: boolean } {
  if (query.length <= longestQuery) return { read: query, cut: false };
  let read = "";
  for (const sign of query) {
    if (read.length + sign.length > longestQuery) break;
    read += sign;
  }
  return { read, cut: true };
}
