import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { web } from "../../adapters/web/index.js";
import { limits } from "../../adapters/web/limits.js";
import { type Raw, read, tokenOf } from "../../adapters/web/read.js";
import { type Payload, render } from "../../adapters/web/render.js";
import type { HttpRequest, HttpResponse } from "../../src/adapter.js";
import type { Event } from "../../src/engine/event.js";
import { blockText, lineText } from "../../src/screen.js";
import { calendarText, choice, letter, screen } from "../support/gallery.js";
import {
  commands,
  noon,
  type Preview,
  preview,
  readPage,
  type Script,
  webWords,
} from "../support/preview.js";
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
        ...one.body.map((block) => blockText(block)),
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

/** Asks one of the page's routes as a browser on this computer would. */
async function ask(
  { connection }: Preview,
  method: "GET" | "POST",
  path: string,
  given: Partial<HttpRequest> = {},
): Promise<HttpResponse> {
  const route = connection.routes.find((one) => one.method === method && one.path === path);
  if (route === undefined) throw new Error(`The page has no route ${method} ${path}.`);
  return route.handle({
    query: {},
    body: "",
    ...given,
    headers: { host: "127.0.0.1:8080", ...given.headers },
  });
}

const posted = {
  "content-type": "application/json",
  origin: "http://127.0.0.1:8080",
  "sec-fetch-site": "same-origin",
  cookie: `preceptor=${token}`,
};

const start = JSON.stringify({ id, event: events[0] });
const one: Script = () => [choice];

describe("serving the page", () => {
  it("gives a browser without a token one that nobody can guess and no script can read", async () => {
    const shown = preview(one);
    const cookies = await Promise.all(
      [1, 2].map(async () => (await ask(shown, "GET", "/")).headers["set-cookie"] ?? ""),
    );
    for (const cookie of cookies) {
      expect(cookie).toMatch(/^preceptor=[A-Za-z0-9_-]{22}; Path=\/; HttpOnly; SameSite=Lax$/);
    }
    expect(new Set(cookies).size).toBe(2);
  });

  it("leaves a browser its token, and does not greet it again", async () => {
    const first = await ask(preview(one), "GET", "/");
    const again = await ask(preview(one), "GET", "/", { headers: { cookie: `preceptor=${token}` } });
    expect(first.body).toContain('data-visit="first"');
    expect(again.body).toContain('data-visit="again"');
    expect(again.headers["set-cookie"]).toBeUndefined();
  });

  it("lets nothing in the page run, load or be framed but its own files", async () => {
    const { headers } = await ask(preview(one), "GET", "/");
    const policy = headers["content-security-policy"] ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    });
  });

  it("sends words, commands and the size that an update may have", async () => {
    const { body } = await ask(preview(one), "GET", "/api/words");
    expect(JSON.parse(String(body))).toEqual({ words: webWords(), commands, most: limits.body });
  });

  it.each(["127.0.0.1:8080", "localhost:8080", "preceptor.localhost", "192.168.1.20:8080", "[::1]:8080"])(
    "is there under %s",
    async (host) => {
      expect((await ask(preview(one), "GET", "/", { headers: { host } })).status).toBe(200);
    },
  );

  it.each(["evil.example:8080", "127.0.0.1.evil.example", "localhost.evil.example", "", "a b"])(
    "is not there under the name %j, which may be another site's for this computer",
    async (host) => {
      const shown = preview(one);
      for (const { method, path } of shown.connection.routes) {
        const headers = { ...posted, host, origin: `http://${host}` };
        const refused = await ask(shown, method, path, { headers, body: start });
        expect(refused.status).toBe(403);
        expect(refused.headers["set-cookie"]).toBeUndefined();
      }
      expect(shown.taken).toEqual([]);
    },
  );
});

describe("taking an update", () => {
  it("answers with the screens that the host shows", async () => {
    const shown = preview(one);
    const { status, body } = await ask(shown, "POST", "/api/update", { headers: posted, body: start });
    expect(status).toBe(200);
    expect(JSON.parse(String(body))).toEqual({ screens: render(choice) });
    expect(shown.taken).toEqual([
      { id, member: `web:${token}`, at: noon, where: "private", address: token, event: events[0] },
    ]);
  });

  it.each<[string, number, Record<string, string>, string]>([
    ["a form of another site", 415, { "content-type": "text/plain" }, start],
    ["no kind of content", 415, { "content-type": "" }, start],
    ["another site's script", 403, { origin: "https://evil.example" }, start],
    ["another program's page on this computer", 403, { origin: "http://127.0.0.1:3000" }, start],
    ["a page without an origin of its own", 403, { origin: "null" }, start],
    ["what the browser calls another site's", 403, { "sec-fetch-site": "cross-site" }, start],
    ["what the browser calls a neighbour's", 403, { "sec-fetch-site": "same-site" }, start],
    ["nobody", 401, { cookie: "" }, start],
    ["a token that is none", 401, { cookie: "preceptor=short" }, start],
    ["no JSON", 400, {}, "{"],
    ["no update", 400, {}, "{}"],
    [
      "more than it takes",
      413,
      {},
      JSON.stringify({ id, event: events[0], more: "é".repeat(limits.body / 2) }),
    ],
  ])("refuses %s with %i, and the host never hears of it", async (_whose, status, headers, body) => {
    const shown = preview(one);
    const refused = await ask(shown, "POST", "/api/update", { headers: { ...posted, ...headers }, body });
    expect(refused.status).toBe(status);
    expect(refused.headers["content-type"]).toContain("text/plain");
    expect(shown.taken).toEqual([]);
  });

  it("answers with no screen that was given up", async () => {
    const given = new AbortController();
    const shown = preview(() => {
      given.abort();
      return [choice];
    }, given);
    const { status, body } = await ask(shown, "POST", "/api/update", { headers: posted, body: start });
    expect(status).toBe(503);
    expect(String(body)).not.toContain(choice.title);
  });

  it("asks for the same update again when the host failed, and logs no word of it", async () => {
    const shown = preview(() => {
      throw new TypeError("visa refused in Lagos");
    });
    const { status, body } = await ask(shown, "POST", "/api/update", { headers: posted, body: start });
    expect(status).toBe(503);
    expect(String(body)).not.toContain("Lagos");
    expect(shown.logged).toEqual(["error web-receive-failed"]);
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
