/** Interactions over HTTP: what is signed by Discord is taken, and nothing else, whoever calls with whatever (D-29, D-30). */
import { generateKeyPairSync } from "node:crypto";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { interactionsPath } from "../../../adapters/discord/interactions.js";
import { live } from "../../../adapters/discord/limits.js";
import { startDiscord } from "../../support/discord/fake.js";
import { type Bot, botsUntil, startBot } from "../../support/discord-bot.js";
import { away, heldStore, leftOver, newcomer, told, troubles } from "../../support/discord-worst.js";
import { keptUntil } from "../../support/kept.js";
import { sendRaw } from "../../support/telegram-webhook.js";

const start = botsUntil(afterEach);
const kept = keptUntil(afterEach);

const first = "Your interview there";
const second = "Year of your Match";
const yes = "Yes, I had my interview";

let bot: Bot;
beforeAll(async () => {
  bot = await startBot({ over: "http" });
});
afterAll(() => bot.close());

function address(of: Bot): string {
  return `${of.server?.url ?? ""}${interactionsPath.slice(1)}`;
}

const ping = '{"type":1}';

describe("signatures (D-30)", () => {
  it("are looked at as the developer portal does: a PING is answered, and what is signed wrongly is refused", async () => {
    expect(await bot.fake.endpoint.probe()).toMatchObject({ passed: true });
    expect(await bot.fake.endpoint.post(ping)).toEqual({ status: 200, body: '{"type":1}' });
  });

  it.each([
    "wrong signature",
    "other body",
    "other time",
    "no signature",
    "no time",
    "not hex",
    "short",
  ] as const)("are refused: %s", async (how) => {
    const before = bot.fake.calls.length;
    const asked = { type: 2, id: "1", data: { name: "help", type: 1 } };
    for (const body of [ping, JSON.stringify(asked), "", "x"]) {
      const { status } = await bot.fake.endpoint.post(body, how);
      expect(status).toBe(401);
    }
    expect(bot.fake.calls).toHaveLength(before);
  });

  it("that are stale, or of a time to come, are refused, and clocks may differ a little", async () => {
    const most = live.signatureMs / 1000;
    for (const shift of [-most - 1, most + 1, -86_400, 86_400, -1_790_000_000]) {
      expect(await bot.fake.endpoint.post(ping, "right", shift)).toMatchObject({ status: 401 });
    }
    for (const shift of [-most, -5, 5, most - 1])
      expect(await bot.fake.endpoint.post(ping, "right", shift)).toMatchObject({ status: 200 });
    expect(told(bot, "interaction-refused")).toContainEqual(expect.objectContaining({ why: "stale" }));
  });

  it("of another application are refused, and its address does not pass", async () => {
    const { publicKey } = generateKeyPairSync("ed25519");
    const other = publicKey.export({ format: "der", type: "spki" }).subarray(-32).toString("hex");
    const foreign = await start({ over: "http", settings: { publicKey: other }, endpoint: false });
    const { passed, checks } = await foreign.fake.endpoint.set(address(foreign));
    expect(passed).toBe(false);
    expect(checks.filter((one) => !one.passed).map(({ what }) => what)).toEqual([
      "a PING is answered with a PONG",
    ]);
  });

  it("are held against the bytes as they came, whatever is in the words", async () => {
    const at = newcomer(bot.fake);
    at.command("ask", { question: "Wie geht's? 診察 👩‍⚕️ \u202e\u0000 ß \\u0041" });
    await bot.quiet();
    expect(at.last()?.thinking).toBe(false);
    expect(leftOver(bot, at)).toEqual([]);
  });
});

const deep = (levels: number): string => "[".repeat(levels) + "]".repeat(levels);

describe("bodies that nobody expects, signed rightly", () => {
  const bodies: readonly (readonly [string, string | Buffer, number])[] = [
    ["nothing", "", 400],
    ["no JSON", "type=1", 400],
    ["half an object", '{"type":1', 400],
    ["null", "null", 400],
    ["a number", "7e999", 400],
    ["a text", '"PING"', 400],
    ["an array", '[{"type":1}]', 400],
    ["an object that is no interaction", "{}", 202],
    ["an interaction of a type that nobody knows yet", '{"type":77,"id":"1","token":"x"}', 202],
    ["a type that is no number", '{"type":"1"}', 202],
    ["names of JavaScript's own", '{"type":2,"__proto__":{"polluted":1},"constructor":{}}', 202],
    ["fields of null", '{"type":2,"id":null,"token":null,"data":null,"member":null}', 202],
    ["100,000 levels", `{"type":3,"data":${deep(100_000)}}`, 202],
    ["100,000 levels that never end", "[".repeat(100_000), 400],
    ["bytes that are no text", Buffer.alloc(1000, 0xff), 401],
    ["5 MB", Buffer.alloc(5_000_000, " "), 413],
    ["a gzip bomb", gzipSync(Buffer.alloc(50_000_000)), 401],
  ];

  it.each(bodies)("%s", async (_what, body, status) => {
    expect((await bot.fake.endpoint.post(body)).status ?? 413).toBe(status);
    const at = newcomer(bot.fake);
    at.command("second-look");
    await bot.quiet();
    expect(at.last()?.text).toContain(first);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(bot.bench.logged().filter(({ level }) => level === 50)).toEqual([]);
    expect(leftOver(bot, at)).toEqual([]);
  });
});

describe("other calls", () => {
  it("at another path, or by another method, find nothing", async () => {
    const { url = "" } = bot.server ?? {};
    for (const path of [
      "",
      "discord",
      "discord/interactions/",
      "discord/interactions/x",
      "DISCORD/INTERACTIONS",
    ])
      expect((await fetch(`${url}${path}`, { method: "POST", body: ping })).status).toBe(404);
    for (const method of ["GET", "PUT", "DELETE", "PATCH"])
      expect((await fetch(address(bot), { method })).status).toBe(404);
  });

  it("without signature are refused before anything of the body is read", async () => {
    const head = ["content-type: application/json", "content-length: 5000000"];
    expect(await sendRaw(address(bot), { head, stops: true })).toBe(401);
  });

  it("whose body does not come end by themselves", async () => {
    const slow = await start({ over: "http", requestMs: 400 });
    const head = [
      "content-type: application/json",
      "content-length: 100",
      `x-signature-ed25519: ${"0".repeat(128)}`,
      `x-signature-timestamp: ${slow.fake.clock.seconds()}`,
    ];
    expect(await sendRaw(address(slow), { head, pieces: ['{"type"'], stops: true })).toBe(408);
    expect(leftOver(slow)).toEqual([]);
  });
});

describe("members", () => {
  it("are answered by whichever process is called, of several behind one address", async () => {
    const fake = kept(await startDiscord());
    const one = kept(await startBot({ fake, over: "http", endpoint: false }));
    const more = { store: one.bench.store };
    const two = kept(
      await startBot({ fake, over: "http", endpoint: false, bench: { ...more, holder: "two" } }),
    );
    const three = kept(
      await startBot({ fake, over: "http", endpoint: false, bench: { ...more, holder: "three" } }),
    );
    const bots = [one, two, three];
    const origin = "https://bot.example";
    fake.endpoint.reach(origin, ...bots.map(({ server }) => new URL(server?.url ?? "").origin));
    expect(await fake.endpoint.set(`${origin}${interactionsPath}`)).toMatchObject({ passed: true });
    const quiet = async (): Promise<void> => {
      for (const each of bots) await each.quiet();
    };
    const people = Array.from({ length: 5 }, () => newcomer(fake));
    for (const at of people) at.command("second-look");
    await quiet();
    for (const at of people) at.press(yes);
    await quiet();
    for (const at of people) expect(at.last()?.text).toContain(second);
    expect(new Set(fake.endpoint.posted.map(({ target }) => target)).size).toBe(3);
    expect(fake.endpoint.posted.every(({ status }) => status === 202)).toBe(true);
    expect(fake.gateway.identifies()).toBe(0);
    // That it had no endpoint at first, Discord's wrong signatures, and nothing else.
    const usual: readonly unknown[] = ["portal-mistake", "interaction-refused"];
    for (const each of bots) expect(troubles(each).filter(({ what }) => !usual.includes(what))).toEqual([]);
    expect(leftOver(one, ...people)).toEqual([]);
  });

  it("are told to wait while a process does not know who it is, and reached when it does", async () => {
    const fake = kept(await startDiscord());
    fake.fail("getApplication", 1, { kind: "hold", gate: fake.gate() });
    const early = kept(await startBot({ fake, over: "http", ready: false, endpoint: false }));
    expect(away(early)).toBe("Discord has not answered yet");
    await fake.endpoint.set(address(early));
    expect(await fake.endpoint.post('{"type":2}')).toMatchObject({ status: 503 });
  });

  it("are answered to the end when the process is to stop, and new ones not taken (DJ-12)", async () => {
    const store = heldStore();
    const ending = await start({ over: "http", bench: { wrap: store.wrap } });
    const { fake } = ending;
    const at = newcomer(fake);
    at.command("second-look");
    await ending.quiet();
    store.hold();
    await at.press(yes).answered();
    const closed = ending.connection.close();
    expect(await fake.endpoint.post('{"type":2}')).toMatchObject({ status: 503 });
    store.open();
    await closed;
    expect(at.last()?.text).toContain(second);
    expect(leftOver(ending, at)).toEqual([]);
  });
});
