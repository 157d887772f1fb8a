/** The preview page: what it posts for what a member does on it, and what it is sent. */
import { randomUUID } from "node:crypto";
import { connectWeb } from "../../../adapters/web/connect.js";
import type { Payload } from "../../../adapters/web/render.js";
import type { Connection, HttpResponse } from "../../../src/adapter.js";
import type { Event } from "../../../src/engine/event.js";
import type { Block, Line, Screen } from "../../../src/screen.js";
import { readPage } from "../preview.js";
import type { Did } from "../talk-seat.js";
import { type Boxes, createBoxes } from "./boxes.js";
import type { Platform, SeatWithView } from "./platform.js";
import type { Choice, Link, Seen } from "./sight.js";

export function startWeb(): Platform {
  const files = readPage();
  return {
    name: "web",
    sit: (host) => newSeat(connectWeb(host, () => ({ words: {}, commands: [] }), files)),
    complaints: () => [],
    close: async () => undefined,
  };
}

const address = { host: "127.0.0.1:8080" };

function newSeat(connection: Connection): SeatWithView {
  const token = randomUUID().replaceAll("-", "").slice(0, 22);
  const boxes: Boxes = createBoxes();
  let last: Event | undefined;
  let updates = 0;
  let standing: Payload | undefined;

  async function post(event: Event): Promise<readonly Payload[]> {
    const route = connection.routes.find(({ path }) => path === "/api/update");
    if (route === undefined) throw new Error("the page has nowhere to post to");
    const answer = await route.handle({
      query: {},
      headers: { ...address, cookie: `preceptor=${token}`, "content-type": "application/json" },
      body: JSON.stringify({ id: `update-${updates}`, event }),
    });
    return screensIn(answer);
  }

  /** What was answered without a screen is asked for by its place, as the page does. */
  async function deliver(event: Event): Promise<Did> {
    last = event;
    let screens = await post(event);
    if (screens.length === 0) {
      updates += 1;
      screens = await post({ type: "command", name: "resume", rest: "" });
    }
    standing = screens.at(-1) ?? standing;
    return "answered";
  }

  async function say(event: Event, on: Screen | undefined): Promise<Did> {
    const done = posted(event, on, boxes);
    if (typeof done === "string") return done;
    updates += 1;
    return deliver(done);
  }

  return {
    member: `web:${token}`,
    say,
    async both(one, another, on) {
      const events = [one, another].map((event) => posted(event, on, boxes));
      if (events.every((event) => event === "unsent")) return "unsent";
      // A page takes nothing while it waits, so these are two windows. Each knows of its own ticks only.
      if (events.some((event) => typeof event === "string" || event.type === "pick")) return "impossible";
      await Promise.all([say(one, on), say(another, on)]);
      return "answered";
    },
    again: async () => (last === undefined ? "impossible" : deliver(last)),
    restart: async () => "unsent",
    sees() {
      if (standing === undefined) throw new Error("the page shows nothing yet");
      return seenOf(standing);
    },
    leave: async () => undefined,
  };
}

/** What the page posts for it, or what becomes of it on the page alone. */
function posted(event: Event, on: Screen | undefined, boxes: Boxes): Event | Exclude<Did, "answered"> {
  switch (event.type) {
    case "command":
    case "pick":
      return event;
    case "press":
      return boxes.press(event, on);
    case "form":
      return fits(event.fields, on) ? event : "impossible";
    case "text": {
      const text = event.text.trim();
      // The field below the chat has one line and takes 64 KiB; more lines are written where they are asked for.
      if (text === "" || text.length > 60_000) return "impossible";
      if (!text.includes("\n")) return { type: "text", text, dates: [] };
      const field = on?.asks.find((one) => one.kind === "type")?.fields[0];
      const fields = field === undefined ? undefined : { [field.id]: text };
      return fields !== undefined && field?.accepts === "lines" && fits(fields, on)
        ? { type: "form", fields, turn: on?.turn ?? "none" }
        : "impossible";
    }
    case "other":
      return "impossible";
  }
}

/** What is empty or too long the page itself sends back. */
function fits(fields: Readonly<Record<string, string>>, on: Screen | undefined): boolean {
  const known = on?.asks.flatMap((one) => (one.kind === "type" ? one.fields : [])) ?? [];
  return Object.entries(fields).every(([id, text]) => {
    const field = known.find((one) => one.id === id);
    return field !== undefined && text.trim() !== "" && text.length <= field.max;
  });
}

function screensIn(answer: HttpResponse): readonly Payload[] {
  if (answer.status !== 200)
    throw new Error(`the page was answered ${answer.status}: ${String(answer.body)}`);
  const { screens }: { screens: readonly Payload[] } = JSON.parse(String(answer.body));
  return screens;
}

function seenOf(screen: Payload): Seen {
  const { notice = "", title, body, asks, go, attach, foot } = screen;
  const asked = asks.flatMap((ask) =>
    ask.kind === "type" ? ask.fields.flatMap(({ label, hint }) => [label, hint]) : [ask.legend ?? ""],
  );
  const below = [...asked, ...attach.map(({ alt }) => alt), textOf(foot)];
  return {
    text: [notice, title, ...body.map(blockTextOf), ...below].join("\n"),
    lines: {
      before: [notice, title, ...body.flatMap(linesOf).map(textOf)],
      beside: [...body.flatMap(headsOf).map(textOf), ...below],
    },
    choices: [
      ...asks.flatMap((ask) => (ask.kind === "type" ? [] : ask.options)),
      ...go.flatMap((one) => ("url" in one ? [] : [one])),
    ].map((one): Choice => ({ label: one.label, on: "on" in one && one.on === true })),
    links: [
      ...[...body.flatMap((block) => [...headsOf(block), ...linesOf(block)]), foot]
        .flat()
        .flatMap((span): Link[] => ("link" in span ? [{ address: span.link }] : [])),
      ...go.flatMap((one): Link[] => ("url" in one ? [{ address: one.url, label: one.label }] : [])),
    ],
    files: attach.map(({ name, base64 }) => ({ name, bytes: Buffer.from(base64, "base64") })),
  };
}

/** The numbers of an ordered list are drawn by the browser. */
function blockTextOf(block: Block): string {
  const ordered = block.kind === "list" && block.ordered;
  return [...headsOf(block), ...linesOf(block)]
    .map((line, index) => `${ordered ? `${index + 1}. ` : ""}${textOf(line)}`)
    .join("\n");
}

function linesOf(block: Block): readonly Line[] {
  switch (block.kind) {
    case "heading":
    case "paragraph":
    case "copy":
      return [block.line];
    case "list":
      return block.items;
    case "table":
      return block.rows.flatMap(({ name, cells }) => [name, ...cells]);
  }
}

function headsOf(block: Block): readonly Line[] {
  return block.kind === "table" ? block.columns : [];
}

function textOf(line: Line): string {
  return line.map((span) => ("said" in span ? span.said : span.text)).join("");
}
