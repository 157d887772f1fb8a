/** The fake Discord itself: what goes wrong on demand, and how much it lets the bot send. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "../../support/discord/actor.js";
import { type FakeDiscord, startDiscord } from "../../support/discord/fake.js";
import type { Fault } from "../../support/discord/faults.js";
import { type PlainAnswer, plainCall, plainRespond, whyRefused } from "../../support/discord/plain.js";
import { nextTurn } from "../../support/turn.js";

let fake: FakeDiscord;
let at: Actor;

beforeEach(async () => {
  fake = await startDiscord();
  at = fake.person({ name: "Maya" }).dm();
});
afterEach(() => fake.close());

const body = { content: "a", allowed_mentions: { parse: [] } };
const send = (more: Readonly<Record<string, unknown>> = {}): Promise<PlainAnswer> =>
  plainCall(fake, "POST", `/channels/${at.channel.id}/messages`, { ...body, ...more });
const seen = (): string[] => at.messages().map(({ text }) => text);

describe("a fault", () => {
  it.each<[string, Fault, number, unknown]>([
    ["429 (D-34)", { kind: "wait", seconds: 1.5, scope: "shared" }, 429, { retry_after: 1.5, global: false }],
    ["429 of all", { kind: "wait", seconds: 2, scope: "global" }, 429, { retry_after: 2, global: true }],
    [
      "any refusal",
      { kind: "refuse", status: 403, code: 50001, message: "Missing Access" },
      403,
      { code: 50001 },
    ],
  ])("is %s", async (_, fault, status, told) => {
    fake.fail("createMessage", 1, fault);
    expect(await send()).toMatchObject({ status, body: told });
    expect(seen()).toEqual([]);
    expect(whyRefused(await send())).toBe("");
    expect(fake.calls.map(({ outcome }) => outcome.kind)).toEqual(["fault", "done"]);
    expect(fake.faults.left()).toBe(0);
  });

  it.each<[string, Extract<Fault, { kind: "server" | "garbage" | "cut" | "drop" }>]>([
    ["5xx with words for people", { kind: "server", status: 503 }],
    ["a body that is no JSON", { kind: "garbage" }],
    ["a body that ends in its middle", { kind: "cut" }],
    ["no answer at all", { kind: "drop" }],
  ])("is %s, before the effect or after it (F67)", async (_, fault) => {
    fake.fail("createMessage", 1, fault);
    await expect(
      send().then(({ status }) => (status >= 500 ? Promise.reject(new Error("5xx")) : status)),
    ).rejects.toThrow();
    expect(seen()).toEqual([]);
    fake.fail("createMessage", 1, { ...fault, done: true });
    await expect(
      send().then(({ status }) => (status >= 500 ? Promise.reject(new Error("5xx")) : status)),
    ).rejects.toThrow();
    expect(seen()).toEqual(["a"]);
  });

  it("DJ-2: a first response had its effect, and repeating it is refused", async () => {
    const asked = at.forge.command("denied");
    fake.fail("respond", 1, { kind: "server", status: 504, done: true });
    await plainRespond(fake, asked.raw, { type: 5 }).catch(() => undefined);
    expect(asked.response()).toMatchObject({ type: 5 });
    expect(whyRefused(await plainRespond(fake, asked.raw, { type: 5 }))).toBe("400 40060");
  });

  it("F67: with a nonce the message is there once", async () => {
    fake.fail("createMessage", 1, { kind: "drop", done: true });
    const once = { nonce: "7:maya", enforce_nonce: true };
    await expect(send(once)).rejects.toThrow();
    expect(whyRefused(await send(once))).toBe("");
    expect(seen()).toEqual(["a"]);
  });

  it("holds a call until its gate is opened, before or after the effect", async () => {
    const gate = fake.gate();
    fake.fail("createMessage", 2, { kind: "hold", gate });
    const held = [send(), send({ content: "b" })];
    await fake.until(() => (gate.waiting() === 2 ? true : undefined), "two calls at the gate");
    expect(seen()).toEqual([]);
    expect(fake.calls.map(({ outcome }) => outcome.kind)).toEqual(["open", "open"]);
    let settled = false;
    const waiting = fake.settled().then(() => {
      settled = true;
    });
    await nextTurn();
    expect(settled).toBe(false);
    gate.open();
    expect((await Promise.all(held)).map(whyRefused)).toEqual(["", ""]);
    await waiting;
    expect(seen().toSorted()).toEqual(["a", "b"]);
    const later = fake.gate();
    fake.fail("createMessage", 1, { kind: "hold", gate: later, done: true });
    const shown = send({ content: "c" });
    await fake.until(() => (later.waiting() === 1 ? true : undefined), "a call at the gate");
    expect(seen()).toContain("c");
    later.open();
    expect(whyRefused(await shown)).toBe("");
  });

  it("can be of some calls only, of a share of them by a seed, and forgotten", async () => {
    const refuse: Fault = { kind: "refuse", status: 500, code: 0, message: "x" };
    fake.fail(
      "*",
      1,
      refuse,
      ({ route, body: given }) => route === "createMessage" && JSON.stringify(given).includes("bad"),
    );
    expect(whyRefused(await send())).toBe("");
    expect(whyRefused(await send({ content: "bad" }))).toBe("500 0");
    fake.faults.randomly({ seed: 1, share: 0.5, kinds: [refuse], routes: ["createMessage"] });
    const tries: string[] = [];
    for (let n = 0; n < 20; n += 1) tries.push(whyRefused(await send({ content: `${n}` })));
    expect(tries.filter((why) => why !== "").length).toBeGreaterThan(4);
    expect(tries.filter((why) => why === "").length).toBeGreaterThan(4);
    fake.faults.clear();
    expect(whyRefused(await send())).toBe("");
  });

  it("without an end is ended by closing", async () => {
    fake.fail("createMessage", 1, { kind: "hang" });
    const hung = expect(send()).rejects.toThrow();
    await fake.next("createMessage");
    await fake.settled();
    await fake.close();
    await hung;
  });
});

describe("what the API wants of every call", () => {
  it("the token, a user agent, a known path and JSON", async () => {
    expect(whyRefused(await plainCall({ ...fake, token: "x" }, "GET", "/users/@me"))).toBe("401 0");
    expect(whyRefused(await plainCall(fake, "GET", "/nowhere"))).toBe("404 0");
    expect(whyRefused(await plainCall(fake, "PUT", "/users/@me"))).toBe("405 0");
    const raw = (headers: Record<string, string>, given: string) =>
      fetch(`${fake.api}/v10/channels/${at.channel.id}/messages`, {
        method: "POST",
        headers: { authorization: `Bot ${fake.token}`, ...headers },
        body: given,
      });
    expect((await raw({ "content-type": "application/json" }, "{")).status).toBe(400);
    expect((await raw({ "content-type": "text/plain" }, "{}")).status).toBe(400);
    expect((await fetch(`${fake.api}/v9/users/@me`)).status).toBe(404);
    expect(fake.violations.map(({ problem }) => problem.split(",")[0])).toEqual([
      "there is no path here",
      "there is no method here",
      "the user agent must be that of a bot",
      "the body cannot be read",
      "the user agent must be that of a bot",
      "a body must be JSON or a form with files",
    ]);
    expect(fake.invalid()).toBe(1);
  });

  it("F68: nothing goes after the token was revoked, but what an interaction allows", async () => {
    const asked = at.forge.command("denied");
    fake.revoke();
    expect(whyRefused(await send())).toBe("401 0");
    expect(whyRefused(await plainRespond(fake, asked.raw, { type: 5 }))).toBe("");
  });
});

describe("limits, switched on", () => {
  it("D-33: five messages in five seconds to a channel, and the headers tell of it", async () => {
    fake.limits(true);
    for (const n of [1, 2, 3, 4, 5]) expect(whyRefused(await send({ content: `${n}` }))).toBe("");
    const headers = { authorization: `Bot ${fake.token}`, "content-type": "application/json" };
    const url = `${fake.api}/v10/channels/${at.channel.id}/messages`;
    const refused = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
    expect(refused.status).toBe(429);
    expect(refused.headers.get("x-ratelimit-scope")).toBe("user");
    expect(refused.headers.get("retry-after")).toBe("5");
    expect(await refused.json()).toMatchObject({ retry_after: 5, global: false });
    fake.clock.advance(5000);
    const taken = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
    expect(taken.headers.get("x-ratelimit-limit")).toBe("5");
    expect(taken.headers.get("x-ratelimit-remaining")).toBe("4");
  });

  it("D-14: answers to interactions are outside of the limit of all", async () => {
    fake.limits(true);
    const people = Array.from({ length: 50 }, () => fake.person());
    for (const person of people)
      expect(whyRefused(await plainCall(fake, "GET", `/channels/${person.dm().channel.id}`))).toBe("");
    expect(whyRefused(await send())).toContain("429");
    expect(whyRefused(await plainRespond(fake, at.forge.command("denied").raw, { type: 5 }))).toBe("");
  });

  it("D-34: counts what leads to a ban, but not what others caused", async () => {
    fake.fail("createMessage", 1, { kind: "wait", seconds: 1, scope: "shared" });
    fake.fail("createMessage", 1, { kind: "wait", seconds: 1 });
    await send();
    await send();
    expect(fake.invalid()).toBe(1);
    fake.clock.advance(10 * 60_000);
    expect(fake.invalid()).toBe(0);
  });
});
