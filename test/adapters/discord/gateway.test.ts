/** The gateway while it is lost, cut, silent or refused: nobody's words are lost, nothing is answered twice. */
import { afterEach, describe, expect, it } from "vitest";
import { startDiscord } from "../../support/discord/fake.js";
import { type Bot, botsUntil, startBot } from "../../support/discord-bot.js";
import { away, heldStore, leftOver, newcomer, told, troubles, until } from "../../support/discord-worst.js";
import { keptUntil } from "../../support/kept.js";

const start = botsUntil(afterEach);
const kept = keptUntil(afterEach);

const first = "Your interview there";
const second = "Year of your Match";
const yes = "Yes, I had my interview";

async function resumed({ fake, connection }: Bot, times: number): Promise<void> {
  await fake.until(() => (fake.gateway.resumes() >= times ? true : undefined), `${times} resumes`);
  await until(() => connection.notReady?.().length === 0);
}

describe("a connection that is lost", () => {
  it("is resumed, and 20 events that come again are answered once (F64, A21, D-31)", async () => {
    const bot = await start();
    const { fake } = bot;
    const people = Array.from({ length: 10 }, () => newcomer(fake));
    for (const at of people) at.command("second-look");
    await bot.quiet();
    for (const at of people) at.press(yes);
    await bot.quiet();
    const calls = fake.calls.length;
    const updates = bot.bench.logged().filter(({ event }) => event === "update").length;
    fake.gateway.replay(20);
    fake.gateway.drop();
    await resumed(bot, 1);
    await bot.quiet();
    expect(fake.calls).toHaveLength(calls);
    expect(bot.bench.logged().filter(({ event }) => event === "update")).toHaveLength(updates);
    expect(fake.gateway.identifies()).toBe(1);
    for (const at of people) expect(at.last()?.text).toContain(second);
    expect(troubles(bot)).toEqual([]);
    expect(leftOver(bot, ...people)).toEqual([]);
  });

  it("gives what was said meanwhile, each once, in direct messages too (DJ-7)", async () => {
    const bot = await start();
    const { fake } = bot;
    const [there, direct] = [newcomer(fake), fake.person().dm()];
    there.command("second-look");
    await bot.quiet();
    fake.gateway.drop();
    there.press(yes);
    direct.type("/second-look");
    await resumed(bot, 1);
    await bot.quiet();
    expect(there.messages()).toHaveLength(1);
    expect(there.last()?.text).toContain(second);
    expect(direct.messages()).toHaveLength(2);
    expect(direct.last()?.text).toContain(first);
    expect(leftOver(bot, there, direct)).toEqual([]);
  });

  it.each([
    ["without a word", (bot: Bot) => bot.fake.gateway.drop()],
    ["by 4000", (bot: Bot) => bot.fake.gateway.drop(4000)],
    ["by 4009", (bot: Bot) => bot.fake.gateway.drop(4009)],
    ["by 1001", (bot: Bot) => bot.fake.gateway.drop(1001)],
    ["after op 7", (bot: Bot) => bot.fake.gateway.reconnect()],
    ["by an invalid session that can be resumed", (bot: Bot) => bot.fake.gateway.invalidate(true)],
  ])("%s is resumed without a login", async (_how, cut) => {
    const bot = await start();
    const at = newcomer(bot.fake);
    cut(bot);
    await resumed(bot, 1);
    at.command("second-look");
    await bot.quiet();
    expect(at.last()?.text).toContain(first);
    expect(bot.fake.gateway.identifies()).toBe(1);
    expect(bot.fake.gateway.connected()).toBe(1);
    expect(leftOver(bot, at)).toEqual([]);
  });

  it.each([
    ["an invalid session", (bot: Bot) => bot.fake.gateway.invalidate(false)],
    ["1000", (bot: Bot) => bot.fake.gateway.drop(1000)],
  ])("by %s is begun anew, by one login (D-31)", async (_how, cut) => {
    const bot = await start();
    const { fake } = bot;
    cut(bot);
    await fake.until(() => (fake.gateway.identifies() >= 2 ? true : undefined), "a second login");
    // The old session is never resumed.
    fake.gateway.forget();
    await until(() => away(bot) === "");
    const at = newcomer(fake);
    at.command("second-look");
    await bot.quiet();
    expect(at.last()?.text).toContain(first);
    expect(fake.gateway.identifies()).toBe(2);
    expect(leftOver(bot, at)).toEqual([]);
  });

  it("with its session loses what was pressed meanwhile, and old buttons still work (F65, D-16)", async () => {
    const bot = await start();
    const { fake } = bot;
    const people = Array.from({ length: 5 }, () => newcomer(fake));
    for (const at of people) at.command("second-look");
    await bot.quiet();
    fake.gateway.drop();
    fake.gateway.forget();
    const lost = people.map((at) => at.press(yes));
    await fake.until(() => (fake.gateway.identifies() >= 2 ? true : undefined), "a second login");
    await until(() => away(bot) === "");
    fake.clock.advance(3_001);
    for (const one of lost) expect(one.failed()).toContain("no session of the gateway");
    for (const at of people) at.press(yes);
    await bot.quiet();
    for (const at of people) expect(at.last()?.text).toContain(second);
    for (const at of people) at.command("resume");
    await bot.quiet();
    for (const at of people) expect(at.last()?.text).toContain(second);
    expect(fake.gateway.identifies()).toBe(2);
    expect(leftOver(bot, ...people)).toEqual([]);
  });

  it("without acknowledgements of heartbeats is cut and resumed within two of them (F66, DJ-11)", async () => {
    const heartbeat = 300;
    const bot = await start({ discord: { gateway: { heartbeat } } });
    const { fake } = bot;
    await fake.until(() => (fake.gateway.heartbeats() > 1 ? true : undefined), "heartbeats");
    fake.gateway.swallowAcks(true);
    const began = performance.now();
    await fake.until(() => (fake.gateway.connected() === 0 ? true : undefined), "a cut");
    // What a busy machine needs besides.
    expect(performance.now() - began).toBeLessThan(2 * heartbeat + 300);
    fake.gateway.swallowAcks(false);
    await resumed(bot, 1);
    const at = newcomer(fake);
    at.command("second-look");
    await bot.quiet();
    expect(at.last()?.text).toContain(first);
    expect(fake.gateway.identifies()).toBe(1);
    expect(leftOver(bot, at)).toEqual([]);
  });

  it("says so in /readyz as long as it is", async () => {
    const bot = await start();
    const { fake } = bot;
    fake.gateway.refuse(true);
    fake.gateway.drop();
    await until(() => away(bot) !== "");
    expect(away(bot)).toBe("1 of 1 connections to Discord are down");
    fake.gateway.refuse(false);
    await until(() => away(bot) === "");
    expect(leftOver(bot)).toEqual([]);
  });

  it("for long is given up and begun anew, and the old one does not come back beside the new one (D-31)", async () => {
    const bot = await start({
      discord: { gateway: { heartbeat: 100 } },
      paces: { lookMs: 20, leastMs: 20, mostMs: 50 },
    });
    const { fake } = bot;
    for (let outage = 1; outage <= 2; outage += 1) {
      fake.gateway.refuse(true);
      fake.gateway.drop();
      await until(() => away(bot) !== "");
      fake.clock.advance(200_000);
      await until(() => told(bot, "gateway-lost").length === outage);
      fake.gateway.refuse(false);
      await until(() => away(bot) === "");
      // The old session is never resumed.
      fake.gateway.forget();
    }
    const beats = fake.gateway.heartbeats();
    await fake.until(() => (fake.gateway.heartbeats() > beats + 8 ? true : undefined), "some heartbeats");
    expect(fake.gateway.connected()).toBe(1);
    expect(fake.gateway.identifies()).toBe(3);
    const at = newcomer(fake);
    at.command("second-look");
    await bot.quiet();
    expect(at.last()?.text).toContain(first);
    expect(leftOver(bot, at)).toEqual([]);
  });
});

describe("a login that is refused (DJ-10, D-31)", () => {
  it("for its token says what to do, and is not tried again", async () => {
    const token = "MTEwMjAxNTQzMDAwMDAwMDAwMA.GfAkEd.aWrongToken";
    const bot = await start({ ready: false, settings: { token } });
    await until(() => away(bot).includes("DISCORD_TOKEN"));
    expect(bot.fake.gateway.identifies()).toBe(0);
    expect(bot.fake.calls).toHaveLength(1);
    expect(told(bot, "token-refused")).toMatchObject([{ level: 50 }]);
    expect(bot.bench.raw()).not.toContain(token);
  });

  it.each([4012, 4013, 4014])("by %i is our own mistake, and is not tried again", async (code) => {
    const bot = await start({ paces: { lookMs: 10, leastMs: 10 } });
    const { fake } = bot;
    fake.gateway.drop(code);
    await until(() => away(bot).includes("preceptor doctor"));
    await bot.quiet();
    expect(fake.gateway.identifies()).toBe(1);
    expect(fake.gateway.resumes()).toBe(0);
    expect(told(bot, "gateway-lost")).toMatchObject([{ why: "refused" }]);
  });

  it.each([4010, 4011])(
    "by %i is tried again with the number of shards that is wanted then",
    async (code) => {
      const bot = await start({ paces: { lookMs: 10, leastMs: 10 } });
      const { fake } = bot;
      fake.gateway.drop(code);
      await fake.until(() => (fake.gateway.identifies() >= 2 ? true : undefined), "a second login");
      await until(() => away(bot) === "");
    },
  );

  it.each([
    ["502", { kind: "server" }],
    ["a closed connection", { kind: "drop" }],
    ["an answer that cannot be read", { kind: "garbage" }],
  ] as const)("for the moment by %s is tried again", async (_name, fault) => {
    const fake = kept(await startDiscord());
    fake.fail("getApplication", 1, fault);
    fake.fail("getGatewayBot", 2, fault);
    const bot = kept(await startBot({ fake, paces: { leastMs: 10, mostMs: 20 } }));
    expect(told(bot, "start-failed")).toHaveLength(3);
    const at = newcomer(fake);
    at.command("second-look");
    await bot.quiet();
    expect(at.last()?.text).toContain(first);
    expect(fake.gateway.identifies()).toBe(1);
  });

  it("where the gateway takes no connection is tried again with patience, and no session is used up", async () => {
    const fake = kept(await startDiscord());
    fake.gateway.refuse(true);
    const bot = kept(await startBot({ fake, ready: false, paces: { leastMs: 10, mostMs: 20 } }));
    await until(() => told(bot, "start-failed").length >= 3);
    expect(away(bot)).toBe("Discord cannot be reached");
    expect(fake.gateway.identifies()).toBe(0);
    fake.gateway.refuse(false);
    await until(() => away(bot) === "");
    expect(fake.gateway.connected()).toBe(1);
    expect(fake.gateway.identifies()).toBe(1);
  });
});

describe("the end of a process (DJ-12)", () => {
  it("waits for what is under way: the token works until the last reply is out", async () => {
    const store = heldStore();
    const bot = await start({ bench: { wrap: store.wrap } });
    const { fake } = bot;
    const [there, direct] = [newcomer(fake), fake.person().dm()];
    there.command("second-look");
    await bot.quiet();
    store.hold();
    await there.press(yes).answered();
    direct.type("/second-look");
    await until(() => store.waiting() === 2);
    const closed = bot.connection.close();
    await fake.until(() => (fake.gateway.connected() === 0 ? true : undefined), "a logout");
    store.open();
    await closed;
    expect(there.last()?.text).toContain(second);
    expect(direct.last()?.text).toContain(first);
    expect(troubles(bot)).toEqual([]);
    expect(leftOver(bot, there, direct)).toEqual([]);
  });

  it("does not wait for a login that is under way, and takes no part in it any more", async () => {
    const fake = kept(await startDiscord());
    fake.gateway.ignore(true);
    const bot = kept(await startBot({ fake, ready: false }));
    await fake.until(() => (fake.gateway.ignored() > 0 ? true : undefined), "a connection");
    expect(away(bot)).toBe("Discord has not answered yet");
    const began = performance.now();
    await bot.connection.close();
    expect(performance.now() - began).toBeLessThan(3_000);
    expect(fake.gateway.identifies()).toBe(0);
  });

  it("ends a connection that is between two, for good", async () => {
    const bot = await start({ discord: { gateway: { heartbeat: 100 } } });
    const { fake } = bot;
    const other = kept(await startBot({ fake }));
    fake.gateway.drop();
    await until(() => away(bot) !== "" && away(other) !== "");
    await bot.connection.close();
    await until(() => away(other) === "");
    const beats = fake.gateway.heartbeats();
    await fake.until(() => (fake.gateway.heartbeats() > beats + 8 ? true : undefined), "some heartbeats");
    expect(fake.gateway.connected()).toBe(1);
  });
});

describe("two shards (D-31)", () => {
  const two = { gateway: { shards: 2, concurrency: 16 } } as const;

  it("hear everybody, direct messages on the first", async () => {
    const bot = await start({ discord: two });
    const { fake } = bot;
    const everywhere = Array.from({ length: 6 }, () => newcomer(fake));
    const direct = fake.person().dm();
    for (const at of everywhere) at.command("second-look");
    direct.type("/second-look");
    await bot.quiet();
    for (const at of [...everywhere, direct]) expect(at.last()?.text).toContain(first);
    expect(fake.gateway.identifies()).toBe(2);
    expect(leftOver(bot, ...everywhere, direct)).toEqual([]);
  });

  it("are not ready while one of them is down, and the other goes on", async () => {
    const bot = await start({ discord: two });
    const { fake } = bot;
    fake.gateway.refuse(true);
    fake.gateway.drop(undefined, 1);
    await until(() => away(bot) !== "");
    expect(away(bot)).toBe("1 of 2 connections to Discord are down");
    const direct = fake.person().dm();
    direct.type("/second-look");
    await direct.until((messages) => messages.at(-1)?.text.includes(first) === true);
    fake.gateway.refuse(false);
    await until(() => away(bot) === "");
    expect(leftOver(bot, direct)).toEqual([]);
  });
});
