/** The network and Discord at their worst: what was said is never lost, nothing is shown twice, and the right screen stands. */
import { afterEach, describe, expect, it } from "vitest";
import { writePlace } from "../../../adapters/discord/place.js";
import { NotShown } from "../../../src/adapter.js";
import type { Actor } from "../../support/discord/actor.js";
import type { Asked } from "../../support/discord/asked.js";
import type { Fault } from "../../support/discord/faults.js";
import { type Bot, botsUntil } from "../../support/discord-bot.js";
import {
  away,
  firstAnswer,
  later,
  leftOver,
  newcomer,
  titleOf,
  told,
  troubles,
  until,
} from "../../support/discord-worst.js";
import { times } from "../../support/form.js";
import { screenOf } from "../../support/screens.js";

const start = botsUntil(afterEach);

const first = "Your interview there";
const second = "Year of your Match";
const yes = "Yes, I had my interview";

function byBot(at: Actor): readonly string[] {
  return at.messages().flatMap(({ by, text }) => (by === "bot" ? [text] : []));
}

/** The library's own waits go by real time, so what is owed is tried until it is shown. */
async function untilShown(bot: Bot, at: Actor, words: string): Promise<void> {
  while (at.last()?.text.includes(words) !== true) await later(bot, 5_000);
}

describe("a message of which nobody knows whether it arrived (F67, A18, D-27)", () => {
  it("is sent again and stands there once: 100 times", { timeout: 120_000 }, async () => {
    const kinds: readonly Fault[] = [
      { kind: "server", status: 504, done: true },
      { kind: "drop", done: true },
      { kind: "cut", done: true },
      { kind: "garbage", done: true },
      { kind: "server", status: 500 },
      { kind: "drop" },
    ];
    const bot = await start();
    const { fake } = bot;
    for (let n = 0; n < 100; n += 1) {
      const at = fake.person().dm();
      const fault = kinds[n % kinds.length];
      const times = 1 + (n % 2);
      if (fault !== undefined) fake.fail("createMessage", times, fault);
      at.type("/second-look");
      await bot.quiet();
      for (let lost = 1; lost < times; lost += 1) expect(await later(bot, 5_000)).toBe(0);
      expect(await later(bot, 5_000)).toBe(1);
      expect(fake.faults.left()).toBe(0);
      expect(byBot(at)).toHaveLength(1);
      expect(at.last()?.text).toContain(first);
      expect(await later(bot, 60_000)).toBe(0);
    }
    expect(leftOver(bot)).toEqual([]);
  });

  it("is sent again at once where it is a look-up, since nobody else would", async () => {
    const bot = await start();
    const { fake } = bot;
    const at = fake.person().dm();
    fake.fail("createMessage", 1, { kind: "server", status: 504, done: true });
    at.type("/help");
    await bot.quiet();
    expect(byBot(at)).toHaveLength(1);
    expect(fake.callsOf("createMessage")).toHaveLength(2);
    expect(leftOver(bot, at)).toEqual([]);
  });

  it("is a new one where the same is asked for again", async () => {
    const bot = await start();
    const at = bot.fake.person().dm();
    at.type("/help");
    await bot.quiet();
    at.type("/help");
    await bot.quiet();
    expect(byBot(at)).toHaveLength(2);
    expect(leftOver(bot, at)).toEqual([]);
  });

  it("ends at its deadline where no answer comes, and keeps nobody else waiting (DJ-3)", async () => {
    const bot = await start({ bench: { sendMs: 200 } });
    const { fake } = bot;
    const [at, other] = [fake.person().dm(), fake.person().dm()];
    fake.fail("createMessage", 1, { kind: "hang", done: true });
    at.type("/second-look");
    await fake.until(() => (fake.faults.left() === 0 ? true : undefined), "a call that hangs");
    other.type("/second-look");
    await bot.quiet();
    expect(other.last()?.text).toContain(first);
    await later(bot, 5_000);
    expect(byBot(at)).toHaveLength(1);
    expect(leftOver(bot, at, other)).toEqual([]);
  });
});

describe("an edit of which nobody knows (F67)", () => {
  it.each([
    ["504 after its effect", { kind: "server", status: 504, done: true }],
    ["502 without effect", { kind: "server" }],
    ["a cut answer", { kind: "cut", done: true }],
    ["an answer that cannot be read", { kind: "garbage", done: true }],
    ["a closed connection", { kind: "drop" }],
  ] as const)("is made again at the same message, once at once and then later: %s", async (_name, fault) => {
    const bot = await start();
    const { fake } = bot;
    const at = newcomer(fake);
    fake.fail("editOriginal", 1, fault);
    at.command("second-look");
    await bot.quiet();
    expect(at.messages()).toHaveLength(1);
    expect(at.last()?.text).toContain(first);
    expect(troubles(bot)).toEqual([]);
    fake.fail("editOriginal", 2, fault);
    at.press(yes);
    await bot.quiet();
    expect(fake.faults.left()).toBe(0);
    expect(await later(bot, 5_000)).toBe(1);
    expect(at.messages()).toHaveLength(1);
    expect(at.last()?.text).toContain(second);
    expect(leftOver(bot, at)).toEqual([]);
  });
});

describe("429 (D-33, D-34, DJ-4)", () => {
  it.each([undefined, "user", "shared", "global"] as const)(
    "of scope %s makes the screen wait as told, and no longer, and the first responses of others not at all",
    async (scope) => {
      const bot = await start();
      const { fake } = bot;
      const [at, other] = [fake.person().dm(), newcomer(fake)];
      // Longer than a call may wait in the library for its turn.
      fake.fail("createMessage", 1, {
        kind: "wait",
        seconds: 1.2,
        ...(scope === undefined ? {} : { scope }),
      });
      at.type("/second-look");
      await bot.quiet();
      expect(byBot(at)).toEqual([]);
      const asked = other.command("second-look");
      expect(await asked.answered()).toMatchObject({ type: 5 });
      await bot.quiet();
      expect(other.last()?.text).toContain(first);
      expect(await later(bot, 1_100)).toBe(0);
      await untilShown(bot, at, first);
      expect(byBot(at)).toHaveLength(1);
      expect(leftOver(bot, at, other)).toEqual([]);
    },
  );

  it("that is short is waited for in the call itself", async () => {
    const bot = await start();
    const { fake } = bot;
    const at = newcomer(fake);
    fake.fail("editOriginal", 1, { kind: "wait", seconds: 0.05 });
    at.command("second-look");
    await bot.quiet();
    expect(at.last()?.text).toContain(first);
    expect(troubles(bot)).toEqual([]);
    expect(leftOver(bot, at)).toEqual([]);
  });

  it("that is to last for an hour is known at once, and nothing waits in silence", async () => {
    const bot = await start();
    const { fake } = bot;
    const at = newcomer(fake);
    at.command("second-look");
    await bot.quiet();
    fake.fail("editOriginal", 1, { kind: "wait", seconds: 3_600, scope: "shared" });
    const began = performance.now();
    at.press(yes);
    await bot.quiet();
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(bot.bench.logged().filter(({ event }) => event === "show-failed")).toMatchObject([
      { error: "later" },
    ]);
    // In a server the token does not live as long as the wait: the next contact shows it, on a token of its own.
    at.command("resume");
    await bot.quiet();
    expect(at.last()?.text).toContain(second);
    expect(leftOver(bot, at)).toEqual([]);
  });

  it("on a first response costs it no second call in vain", async () => {
    const bot = await start();
    const { fake } = bot;
    const at = newcomer(fake);
    at.command("second-look");
    await bot.quiet();
    fake.fail("respond", 1, { kind: "wait", seconds: 3_600 });
    const calls = fake.callsOf("respond").length;
    at.press(yes);
    await until(() => told(bot, "first-response").length > 0);
    fake.clock.advance(3_001);
    await bot.quiet();
    expect(fake.callsOf("respond").length - calls).toBe(1);
    at.command("resume");
    await bot.quiet();
    expect(at.last()?.text).toContain(second);
  });
});

describe("401 (F68, D-34)", () => {
  it("ends all calls with the token at once, and /readyz and the log say what to do", async () => {
    const bot = await start({ over: "http" });
    const { fake } = bot;
    const people = Array.from({ length: 20 }, () => fake.person().dm());
    for (const at of people) at.command("second-look");
    await bot.quiet();
    fake.revoke();
    const before = fake.calls.length;
    // What is owed there comes as messages, with the bot's own token.
    for (const at of people) {
      const shown = bot.connection.show(
        writePlace({ kind: "channel", channel: at.channel.id, after: at.channel.id }),
        screenOf(),
        new AbortController().signal,
      );
      await expect(shown).rejects.toBeInstanceOf(NotShown);
    }
    expect(fake.calls.length - before).toBe(1);
    expect(fake.invalid()).toBe(1);
    expect(away(bot)).toContain("DISCORD_TOKEN");
    expect(told(bot, "token-refused")).toMatchObject([{ level: 50 }]);
    expect(bot.bench.raw()).not.toContain(fake.token);
    // The answer to an interaction needs no token of the bot's.
    const at = newcomer(fake);
    at.command("second-look");
    await bot.quiet();
    expect(at.last()?.text).toContain(first);
  });

  it("over the gateway ends it, without a new login", async () => {
    const bot = await start({ paces: { lookMs: 10, leastMs: 10 } });
    const { fake } = bot;
    fake.revoke();
    await until(() => away(bot).includes("DISCORD_TOKEN"));
    await bot.quiet();
    expect(fake.gateway.identifies()).toBe(1);
    expect(fake.invalid()).toBeLessThanOrEqual(1);
    expect(told(bot, "token-refused")).toMatchObject([{ level: 50 }]);
    expect(leftOver(bot)).toEqual([]);
  });
});

describe("members who cannot be written to (D-34, D-35)", () => {
  it.each(["closed", "no common server"] as const)(
    "are left alone until they write again: %s",
    async (how) => {
      const bot = await start();
      const { fake } = bot;
      const person = fake.person();
      const at = person.dm();
      at.type("/second-look");
      await bot.quiet();
      person.direct(how);
      at.type("/resume");
      await bot.quiet();
      person.direct("open");
      for (let n = 0; n < 20; n += 1) expect(await later(bot, 60_000)).toBe(0);
      expect(fake.callsOf("createMessage")).toHaveLength(2);
      at.type("/resume");
      await bot.quiet();
      expect(at.last()?.text).toContain(first);
      expect(leftOver(bot, at)).toEqual([]);
    },
  );

  it("cost no more refusals than they wrote", async () => {
    const bot = await start();
    const { fake } = bot;
    const people = Array.from({ length: 15 }, () => fake.person());
    for (const person of people) {
      person.direct("closed");
      person.dm().type("/second-look");
    }
    await bot.quiet();
    for (let n = 0; n < 10; n += 1) await later(bot, 60_000);
    expect(fake.callsOf("createMessage")).toHaveLength(people.length);
    expect(leftOver(bot)).toEqual([]);
  });
});

describe("a screen that nobody may say there (D-36)", () => {
  it.each([
    [200000, "Message was blocked by automatic moderation"],
    [240000, "Message blocked by harmful links filter"],
  ] as const)("is refused once and owed no more, and the log says so once: %i", async (code, message) => {
    const bot = await start();
    const { fake } = bot;
    const at = fake.person().dm();
    fake.fail("createMessage", 50, { kind: "refuse", status: 400, code, message });
    at.type("/second-look");
    await bot.quiet();
    for (let n = 0; n < 10; n += 1) await later(bot, 60_000);
    expect(fake.callsOf("createMessage")).toHaveLength(1);
    expect(told(bot, "screen-forbidden")).toMatchObject([{ level: 40, code }]);
    fake.faults.clear();
    at.type("/resume");
    await bot.quiet();
    expect(at.last()?.text).toContain(first);
    expect(leftOver(bot, at)).toEqual([]);
  });
});

describe("a screen of several messages", () => {
  const long = screenOf({
    body: Array.from({ length: 120 }, (_, n) => ({
      kind: "paragraph",
      line: [{ text: `Line${n}; and on. `.repeat(12) }],
    })),
  });

  it("that stops in the middle goes on there, and shows nothing twice", async () => {
    const bot = await start();
    const { fake } = bot;
    const at = newcomer(fake);
    const asked = at.command("help");
    await bot.quiet();
    const { token } = asked.raw;
    if (typeof token !== "string") throw new Error("An interaction without a token.");
    const place = writePlace({
      kind: "reply",
      application: fake.id,
      token,
      until: fake.clock.now() + 900_000,
    });
    const { signal } = new AbortController();
    fake.fail("followUp", 1, { kind: "server" });
    await expect(bot.connection.show(place, long, signal)).rejects.toMatchObject({ why: { is: "perhaps" } });
    const [edits, follows] = [fake.callsOf("editOriginal").length, fake.callsOf("followUp").length];
    await bot.connection.show(place, long, signal);
    expect(fake.callsOf("editOriginal")).toHaveLength(edits);
    const whole = at.messages().length;
    expect(whole).toBeGreaterThan(2);
    expect(fake.callsOf("followUp")).toHaveLength(follows + whole - 1);
    const all = at
      .messages()
      .map(({ text }) => text)
      .join("\n");
    for (let n = 0; n < 120; n += 1) expect(all.split(`Line${n};`).length).toBe(13);
    expect(at.messages().every(({ ephemeral }) => ephemeral)).toBe(true);
    expect(leftOver(bot, at)).toEqual([]);
  });

  it("in direct messages is whole and once, whatever is lost (D-27)", async () => {
    const bot = await start();
    const { fake } = bot;
    const at = fake.person().dm();
    const said = at.type("hello");
    await bot.quiet();
    const before = at.messages().length;
    const place = writePlace({ kind: "channel", channel: at.channel.id, after: said.id });
    const { signal } = new AbortController();
    for (let n = 0; n < 3; n += 1) {
      fake.fail("createMessage", 1, { kind: "drop", done: true });
      await expect(bot.connection.show(place, long, signal)).rejects.toBeInstanceOf(NotShown);
    }
    await bot.connection.show(place, long, signal);
    const all = at
      .messages()
      .slice(before)
      .map(({ text }) => text)
      .join("\n");
    for (let n = 0; n < 120; n += 1) expect(all.split(`Line${n};`).length).toBe(13);
    expect(leftOver(bot, at)).toEqual([]);
  });

  it("is stopped by its signal: nothing leaves any more", async () => {
    const bot = await start();
    const { fake } = bot;
    const at = fake.person().dm();
    const said = at.type("hello");
    await bot.quiet();
    const calls = fake.calls.length;
    const stop = new AbortController();
    stop.abort();
    const place = writePlace({ kind: "channel", channel: at.channel.id, after: said.id });
    await expect(bot.connection.show(place, long, stop.signal)).rejects.toBeInstanceOf(NotShown);
    expect(fake.calls.length).toBe(calls);
  });
});

const anything: readonly Fault[] = [
  { kind: "server" },
  { kind: "server", done: true },
  { kind: "garbage", done: true },
  { kind: "cut" },
  { kind: "cut", done: true },
  { kind: "drop" },
  { kind: "drop", done: true },
  { kind: "refuse", status: 404, code: 10015, message: "Unknown Webhook" },
];

/** What is asked, in order, and the plan, of somebody who presses again where nothing comes of it. */
async function walked(bot: Bot, at: Actor): Promise<{ titles: string[]; plan: string }> {
  const { fake } = bot;
  const titles: string[] = [];
  const losses = (): number => bot.bench.raw().split('"first-response"').length;
  const settle = async (ask: () => Asked): Promise<void> => {
    const before = losses();
    const asked = ask();
    await until(() => asked.response() !== undefined || losses() > before);
    if (asked.response() === undefined) fake.clock.advance(3_001);
    await bot.quiet();
    await later(bot, 5_000);
  };
  while (at.last()?.thinking !== false) await settle(() => at.command("second-look"));
  for (let answer = firstAnswer(at); answer !== undefined; answer = firstAnswer(at)) {
    const before = at.last();
    titles.push(titleOf(before));
    while (at.last()?.text === before?.text) await settle(answer);
  }
  return { titles, plan: at.last()?.text ?? "" };
}

describe("anything on any call of a conversation, by chance (F60 to F67, DJ-2)", () => {
  it.each(Array.from({ length: times(3, 40) }, (_, n) => n + 1))(
    "loses no answer, applies none twice, and reaches the same plan, %i",
    { timeout: 120_000 },
    async (seed) => {
      const bot = await start();
      const { fake } = bot;
      const [undisturbed, at] = [newcomer(fake), seed % 2 === 0 ? fake.person().dm() : newcomer(fake)];
      const wanted = await walked(bot, undisturbed);
      expect(wanted.plan).toContain("Your plan");
      fake.faults.randomly({
        seed,
        share: 0.3,
        kinds: anything,
        routes: ["respond", "editOriginal", "followUp", "createMessage"],
      });
      const reached = await walked(bot, at);
      expect(reached.titles).toEqual(wanted.titles);
      expect(titleOf(at.last())).toBe(titleOf(undisturbed.last()));
      expect(bot.bench.logged().filter(({ level }) => level === 50)).toEqual([]);
      expect(fake.violations).toEqual([]);
    },
  );
});
