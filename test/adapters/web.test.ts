import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { web } from "../../adapters/web/index.js";
import { limits } from "../../adapters/web/limits.js";
import { type Raw, read, tokenOf } from "../../adapters/web/read.js";
import { type Payload, render } from "../../adapters/web/render.js";
import type { Event } from "../../src/engine/event.js";
import { blockText, lineText } from "../../src/screen.js";
import { calendarText, letter, screen } from "../support/gallery.js";
import { readPage, webWords } from "../support/preview.js";
import { keepsTheContract } from "./contract.js";

const token = "abcdefghijklmnopqrstuv";
const id = "0b9d9f0e-7f36-4b0e-9d0f-111111111111";
const raw = (event: unknown): Raw => ({ token, body: { id, event } });

const events: readonly Event[] = [
  { type: "command", name: "denied", rest: "" },
  { type: "command", name: "h1b-backed-out", rest: "what now" },
  { type: "press", button: "o:b214", turn: 7 },
  { type: "press", button: "a:denial/b214:2", turn: "none" },
  { type: "pick", group: "t:0-12", chosen: ["t:keep-papers", "t:narrative"], turn: 7 },
  { type: "pick", group: "shown", chosen: [], turn: 7 },
  { type: "form", fields: { "refused-on": "3 March 2026" }, turn: 7 },
  { type: "text", text: "what is 214(b)?", dates: [] },
];

const garbage: readonly unknown[] = [
  undefined,
  null,
  [],
  "denied",
  {},
  { type: "other", what: "photo" },
  { type: "command", name: "", rest: "" },
  { type: "command", name: "two words", rest: "" },
  { type: "command", name: "denied" },
  { type: "press", button: "", turn: 1 },
  { type: "press", button: "__proto__", turn: 1 },
  { type: "press", button: "o:b214", turn: -1 },
  { type: "press", button: "o:b214", turn: 1.5 },
  { type: "press", button: "o:b214", turn: "7" },
  { type: "press", button: `o:${"a".repeat(limits.buttonId)}`, turn: 1 },
  { type: "pick", group: "shown", chosen: "o:a", turn: 1 },
  { type: "pick", group: "shown", chosen: ["o:a", "o:a"], turn: 1 },
  { type: "pick", group: "shown", chosen: Array.from({ length: 26 }, (_, n) => `o:a${n}`), turn: 1 },
  { type: "form", fields: {}, turn: 1 },
  { type: "form", fields: { a: 1 }, turn: 1 },
  { type: "form", fields: { "a b": "x" }, turn: 1 },
  { type: "form", fields: JSON.parse('{"__proto__":"x"}'), turn: 1 },
  { type: "text", text: "   ", dates: [] },
  { type: "text", text: 5 },
];

keepsTheContract<Raw, Payload>({
  adapter: web,
  words: {},
  // The page sets every one of these as text (test/browser shows that it does), so text is what is read.
  textOf: (payloads) =>
    payloads
      .flatMap((one) => [
        one.notice ?? "",
        one.title,
        ...one.body.map(blockText),
        ...one.asks.flatMap((ask) => (ask.kind === "type" ? ask.fields.map((field) => field.hint) : [])),
        lineText(one.foot),
      ])
      .join("\n"),
  buttonsOf: (payloads) =>
    payloads
      .flatMap((one) => [...one.asks.flatMap((ask) => ("options" in ask ? ask.options : [])), ...one.go])
      .map((button) => button.label),
  refuses: ["text", "options", "label", "button id"],
  updates: events.map((event) => ({ raw: raw(event), event })),
  garbage: [
    ...garbage.map(raw),
    ...[undefined, null, "", [], {}].map((body): Raw => ({ token, body })),
    { token, body: { id: "short", event: events[0] } },
    { token, body: { id: "x".repeat(65), event: events[0] } },
    { token, body: { id: "0b9d9f0e 7f36", event: events[0] } },
    { token: "", body: { id, event: events[0] } },
    { token: "someone else's token..", body: { id, event: events[0] } },
  ],
});

describe("reading what the page posts", () => {
  it("says who, when and where without being told by the page", () => {
    const told = {
      id,
      event: events[0],
      member: "web:somebody",
      at: 1,
      where: "group",
      address: "elsewhere",
    };
    expect(read({ token, body: told }, 99)).toEqual({
      id,
      member: `web:${token}`,
      at: 99,
      where: "private",
      address: token,
      event: events[0],
    });
  });

  it("takes a command with and without its slash", () => {
    expect(read(raw({ type: "command", name: "/denied", rest: "" }), 0)?.event).toEqual(events[0]);
  });

  it("reads any JSON without throwing, and only events of its own kinds from it", () => {
    const kinds = ["command", "press", "pick", "form", "text"];
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...kinds), (value, type) => {
        const event = typeof value === "object" && value !== null ? { ...value, type } : value;
        const update = read(raw(event), 0);
        if (update !== undefined) expect(kinds).toContain(update.event.type);
      }),
    );
  });

  it("reads back every press and text that a page can make", () => {
    const name = fc.stringMatching(/^[a-z0-9][a-z0-9:/-]{0,40}$/);
    fc.assert(
      fc.property(name, fc.nat(), fc.string({ minLength: 1 }), (button, turn, typed) => {
        const press: Event = { type: "press", button, turn };
        expect(read(raw(press), 0)?.event).toEqual(press);
        const text: Event = { type: "text", text: `a${typed}`, dates: [] };
        expect(read(raw(text), 0)?.event).toEqual(text);
      }),
    );
  });
});

describe("the token", () => {
  it.each([
    [undefined, undefined],
    ["", undefined],
    [`preceptor=${token}`, token],
    [`other=1; preceptor=${token}; more=2`, token],
    [`preceptor=short; preceptor=${token}`, token],
    [`xpreceptor=${token}`, undefined],
    [`preceptor=${token}x`, undefined],
    ["preceptor=abcdefghijklmnop<>&qrs", undefined],
  ])("in the cookies %j is %j", (header, expected) => {
    expect(tokenOf(header)).toBe(expected);
  });
});

describe("rendering", () => {
  it("carries files as base64 and says nothing of the audience", () => {
    const [payload] = render(letter);
    const file = payload?.attach[0];
    expect(file).toMatchObject({ name: "dates.ics", type: "text/calendar" });
    expect(Buffer.from(file?.base64 ?? "", "base64").toString("utf8")).toBe(calendarText);
    expect(JSON.stringify(payload)).not.toContain("audience");
  });

  it("survives the way through JSON", () => {
    expect(JSON.parse(JSON.stringify(render(letter)))).toEqual(render(letter));
  });

  it("reports files that are too large to travel inside an answer", () => {
    const bytes = new Uint8Array(limits.files + 1);
    const heavy = screen({
      title: "Heavy",
      attach: [{ name: "a.txt", type: "text/plain", bytes, alt: "A" }],
    });
    expect(web.fit(heavy)).toEqual([{ what: "files", is: limits.files + 1, atMost: limits.files }]);
  });
});

describe("the words of the page", () => {
  const files = readPage();
  const scripts = [...files].filter(([name]) => name.endsWith(".js")).map(([, text]) => text);
  const page = files.get("index.html") ?? "";
  const used = new Set([
    ...scripts.flatMap((text) => [...text.matchAll(/say\(\s*"([a-z-]+)"/g)].map((match) => match[1] ?? "")),
    ...[...page.matchAll(/\{([a-z-]+)\}/g)].map((match) => match[1] ?? "").filter((name) => name !== "visit"),
  ]);

  it("are all in interface.yaml, and none of them is there for nothing", () => {
    expect([...used].sort()).toEqual(Object.keys(webWords()).sort());
  });
});
