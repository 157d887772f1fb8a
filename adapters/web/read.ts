/** From what the page posts to an update. Everything in it is a stranger's word and is looked at before it is believed. */
import type { Update } from "../../src/adapter.js";
import type { Instant } from "../../src/engine/day.js";
import type { Event } from "../../src/engine/event.js";
import { limits } from "./limits.js";

/** `token` is the member's cookie, `body` the parsed JSON of the request. */
export type Raw = { token: string; body: unknown };

/** 128 random bits in base64url. */
const tokenForm = /^[A-Za-z0-9_-]{22}$/;
/** Names of questions, options, fields and buttons: no spaces, no underscore at the start, so no name of JavaScript's own. */
const nameForm = /^[A-Za-z0-9][A-Za-z0-9._:/-]*$/;
const commandForm = /^\/?[^\s/]+$/u;
const updateIdForm = /^[A-Za-z0-9-]+$/;

/** The token in a Cookie header, or undefined when there is none that we could have made. */
export function tokenOf(cookieHeader: string | undefined): string | undefined {
  const found = (cookieHeader ?? "")
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${cookieName}=`))
    .map((pair) => pair.slice(cookieName.length + 1));
  return found.find((token) => tokenForm.test(token));
}

export const cookieName = "preceptor";

/** The update, or undefined where the body is not `{ id, event }` with an event that a page can make. */
export function read(raw: Raw, now: Instant): Update | undefined {
  const body = record(raw.body);
  const id = body === undefined ? undefined : text(body.id, limits.updateId.atMost);
  const event = body === undefined ? undefined : eventOf(body.event);
  if (id === undefined || event === undefined || !tokenForm.test(raw.token)) return undefined;
  if (id.length < limits.updateId.atLeast || !updateIdForm.test(id)) return undefined;
  return { id, member: `web:${raw.token}`, at: now, where: "private", address: raw.token, event };
}

function eventOf(value: unknown): Event | undefined {
  const given = record(value);
  if (given === undefined) return undefined;
  switch (given.type) {
    case "command": {
      const name = text(given.name, limits.commandName);
      const rest = text(given.rest, limits.body);
      return name === undefined || rest === undefined || !commandForm.test(name)
        ? undefined
        : { type: "command", name: name.replace(/^\//, ""), rest };
    }
    case "press": {
      const button = nameOf(given.button);
      const turn = turnOf(given.turn);
      return button === undefined || turn === undefined ? undefined : { type: "press", button, turn };
    }
    case "pick": {
      const group = nameOf(given.group);
      const turn = turnOf(given.turn);
      const chosen = listOf(given.chosen, limits.options, nameOf);
      if (group === undefined || turn === undefined || chosen === undefined) return undefined;
      return new Set(chosen).size === chosen.length ? { type: "pick", group, chosen, turn } : undefined;
    }
    case "form": {
      const fields = fieldsOf(given.fields);
      const turn = turnOf(given.turn);
      return fields === undefined || turn === undefined ? undefined : { type: "form", fields, turn };
    }
    case "text": {
      const typed = text(given.text, limits.body);
      // The runtime reads the days in it, as it does for every platform.
      return typed === undefined || typed.trim() === ""
        ? undefined
        : { type: "text", text: typed, dates: [] };
    }
    default:
      return undefined;
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return isRecord(value) ? value : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function text(value: unknown, atMost: number): string | undefined {
  return typeof value === "string" && value.length <= atMost ? value : undefined;
}

function nameOf(value: unknown): string | undefined {
  const name = text(value, limits.buttonId);
  return name !== undefined && nameForm.test(name) ? name : undefined;
}

function turnOf(value: unknown): number | "none" | undefined {
  if (value === "none") return value;
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

function listOf<T>(
  value: unknown,
  atMost: number,
  read: (one: unknown) => T | undefined,
): readonly T[] | undefined {
  if (!Array.isArray(value) || value.length > atMost) return undefined;
  const items = value.map(read).filter((one) => one !== undefined);
  return items.length === value.length ? items : undefined;
}

function fieldsOf(value: unknown): Readonly<Record<string, string>> | undefined {
  const given = record(value);
  if (given === undefined) return undefined;
  const entries = Object.entries(given);
  if (entries.length === 0 || entries.length > limits.fields) return undefined;
  const fields = entries.flatMap(([id, typed]): [string, string][] => {
    const name = nameOf(id);
    const words = text(typed, limits.body);
    return name === undefined || words === undefined ? [] : [[name, words]];
  });
  return fields.length === entries.length ? Object.fromEntries(fields) : undefined;
}
