/** Which events are look-ups. Those change no case, never reach `advance` and touch no store. */
import type { Library, Lookup } from "../content/library.js";
import { holds, lookupNamed } from "../content/parse-lookup.js";
import { entriesMeant, entriesNamedIn } from "../engine/entries.js";
import type { Event } from "../engine/event.js";
import { own } from "../engine/flow.js";
import { nearest } from "../engine/near.js";
import { flowNamed, plainName, sessionCommands } from "../engine/screens/command.js";
import type { Session } from "../engine/session.js";
import { lookUp, lookUpEntry, shownName } from "../lookup/find.js";
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
    ? { kind: "ask", query, guard: null, answers: [], several: false, nearest: [], flow: null, cut: false }
    : { kind: "ask", query: read, ...asking.ask(read), cut };
}

/** The look-up that a button of a case opens: it is shown over the case and changes nothing in it. */
export function lookupOpened(library: Library, event: Event): Lookup | undefined {
  const name = event.type === "press" ? /^open:(.+)$/.exec(event.button)?.[1] : undefined;
  return name === undefined ? undefined : lookupNamed(library, name);
}

/** Its page: what the open case has said of the same list, else all there is. */
export function lookupPage(library: Library, lookup: Lookup, session: Session | undefined): LookupPage {
  const open = session?.open;
  const flow = open === undefined ? undefined : own(library.flows.flows, open);
  const answers = open === undefined ? undefined : own(session?.cases ?? {}, open)?.answers;
  const said = (flow?.questions ?? []).flatMap((question) => {
    const answer =
      question.kind === "pick" && question.from === lookup.list ? own(answers, question.id) : undefined;
    return answer !== undefined && "pick" in answer ? [answer.pick] : [];
  });
  const [key] = said;
  return key === undefined ? lookUp(library, lookup, "") : lookUpEntry(library, lookup, key);
}

/** What opens the private chat where a command wanted to go: its flow, the letters, or the start page. */
export function startPayload(library: Library, name: string): string {
  return flowNamed(library.flows, name) ?? (plainName(name) === "letters" ? "letters" : "start");
}

function command(library: Library, asking: Asking, name: string, rest: string): Routed {
  const plain = plainName(name);
  const lookup = lookupNamed(library, plain === "start" ? rest : plain);
  if (lookup !== undefined) {
    return { to: "lookup", page: lookUp(library, lookup, plain === "start" ? "" : rest) };
  }
  if (plain === "letters") {
    return { to: "case", event: { type: "command", name: plain, rest: lettersMeant(library, rest) } };
  }
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
          typed: shownName(plain),
          near: nearest(plain, commandNames(library), 3),
        },
      };
  }
}

/** The letters that were named, by their ids; of a name that is no letter's only that one was typed. */
function lettersMeant(library: Library, typed: string): string {
  const entries = Object.keys(library.flows.letters).map((id) => ({
    key: id,
    names: [own(library.letterWords, id)?.title ?? id],
  }));
  const meant = entriesMeant(entries, typed);
  const named = meant.is === "none" || meant.is === "many" ? entriesNamedIn(entries, typed) : meant;
  switch (named.is) {
    case "one":
      return named.key;
    case "several":
    case "near":
      return named.keys.join(" ");
    case "many":
    case "none":
      return typed.trim() === "" ? "" : "?";
  }
}

/** The look-up, or the command, that a button of a look-up's screen stands for. */
function pressed(library: Library, asking: Asking, button: string): Routed | undefined {
  const [verb = "", name = "", part = "1", more = "1"] = button.split(":");
  switch (verb) {
    case "a":
      return {
        to: "lookup",
        page: { kind: "article", article: name, part: partNumber(part) },
      };
    case "look": {
      const lookup = own(library.lookups, name);
      if (lookup === undefined || !holds(library, lookup, part)) return undefined;
      return {
        to: "lookup",
        page: { kind: "look-up-entry", lookup: name, entry: part, part: partNumber(more) },
      };
    }
    case "list": {
      const lookup = own(library.lookups, name);
      if (lookup === undefined) return undefined;
      const page = lookUp(library, lookup, "");
      return { to: "lookup", page: "part" in page ? { ...page, part: partNumber(part) } : page };
    }
    case "not":
      return { to: "lookup", page: { kind: "topics", near: name.split(",").filter((one) => one !== "") } };
    case "topic":
      return { to: "lookup", page: { kind: "topic", topic: name, part: partNumber(part) } };
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

function commandNames({ flows, lookups }: Library): string[] {
  return [
    ...sessionCommands,
    ...lookupCommands,
    ...[...Object.values(flows.flows), ...Object.values(lookups)].flatMap((one) => [one.id, ...one.aliases]),
  ];
}

/** The part that a button names, from 1. */
function partNumber(written: string): number {
  return Math.max(1, Math.trunc(Number(written)) || 1);
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
