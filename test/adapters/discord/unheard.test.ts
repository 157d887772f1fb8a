/** What is set so that nobody is heard, although the bot is connected: /readyz and the log say so, and what to do (D-29, D-30). */
import { afterEach, describe, expect, it } from "vitest";
import { interactionsPath } from "../../../adapters/discord/interactions.js";
import { type FakeDiscord, startDiscord } from "../../support/discord/fake.js";
import { type Bot, type BotOptions, startBot } from "../../support/discord-bot.js";
import { away, leftOver, newcomer, told, until } from "../../support/discord-worst.js";
import { keptUntil } from "../../support/kept.js";

const kept = keptUntil(afterEach);

async function aFake(): Promise<FakeDiscord> {
  return kept(await startDiscord());
}

async function started(fake: FakeDiscord, more: BotOptions = {}): Promise<Bot> {
  return kept(await startBot({ fake, waits: "by the clock", ...more }));
}

function address(bot: Bot): string {
  return `${bot.server?.url ?? ""}${interactionsPath.slice(1)}`;
}

/** A minute goes by, and it was looked again. */
async function looked(bot: Bot, is: () => boolean): Promise<void> {
  bot.fake.clock.advance(60_000);
  await until(is);
}

describe("an Interactions Endpoint URL (D-29)", () => {
  it("that is not entered: said, with the route served, so that Discord can check it; and no more once it is", async () => {
    const fake = await aFake();
    const bot = await started(fake, { over: "http", endpoint: false });
    expect(away(bot)).toMatch(/^DISCORD_PUBLIC_KEY is set .*Interactions Endpoint URL/);
    expect(told(bot, "portal-mistake")).toMatchObject([{ level: 50, why: "no-endpoint" }]);
    expect(await fake.endpoint.set(address(bot))).toMatchObject({ passed: true });
    await looked(bot, () => away(bot) === "");
    expect(told(bot, "portal-mended")).toHaveLength(1);
    const at = newcomer(fake);
    at.command("second-look");
    await bot.quiet();
    expect(at.last()?.thinking).toBe(false);
    expect(leftOver(bot, at)).toEqual([]);
  });

  it("that Discord takes away while the bot runs: said within a minute, once", async () => {
    const fake = await aFake();
    const bot = await started(fake, { over: "http" });
    expect(away(bot)).toBe("");
    fake.endpoint.clear();
    await looked(bot, () => away(bot) !== "");
    const calls = fake.callsOf("getApplication").length;
    await looked(bot, () => fake.callsOf("getApplication").length > calls);
    await bot.quiet();
    expect(told(bot, "portal-mistake")).toHaveLength(1);
  });

  it("that is left while the bot waits on the gateway: said, and no more when it is emptied", async () => {
    const fake = await aFake();
    const called = await started(fake, { over: "http" });
    const bot = await started(fake, { ready: false });
    await until(() => told(bot, "portal-mistake").length > 0);
    expect(told(bot, "portal-mistake")).toMatchObject([{ why: "endpoint-left" }]);
    expect(away(bot)).toMatch(/empty that field, or set DISCORD_PUBLIC_KEY$/);
    fake.endpoint.clear();
    await looked(bot, () => away(bot) === "");
    expect(leftOver(called)).toEqual([]);
  });

  it("of which Discord says nothing for a while changes nothing", async () => {
    const fake = await aFake();
    const bot = await started(fake);
    fake.fail("getApplication", 1, { kind: "server" });
    await looked(bot, () => fake.callsOf("getApplication").length === 2);
    await bot.quiet();
    expect(away(bot)).toBe("");
  });
});

it("DISCORD_PUBLIC_KEY of another application: said beside the rest (D-30)", async () => {
  const fake = await aFake();
  const settings = { publicKey: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a" };
  const bot = await started(fake, { over: "http", endpoint: false, settings });
  expect(bot.connection.notReady?.()).toEqual([
    expect.stringMatching(/^DISCORD_PUBLIC_KEY is not this application's: /),
    expect.stringMatching(/^DISCORD_PUBLIC_KEY is set /),
  ]);
  expect(told(bot, "portal-mistake").map(({ why }) => why)).toEqual(["other-key", "no-endpoint"]);
});

describe("commands that cannot be registered (D-3)", () => {
  it("in a server that has not added the bot: said, and no more when it has", async () => {
    const fake = await aFake();
    const guild = fake.guild();
    guild.uninstall();
    const bot = await started(fake, { settings: { guild: guild.id }, ready: false });
    await until(() => away(bot).includes("DISCORD_GUILD_ID"));
    expect(away(bot)).toMatch(/The commands could not be registered at Discord: add the bot to the server/);
    expect(told(bot, "commands-failed")).toMatchObject([{ why: "no-access" }]);
    guild.install();
    await looked(bot, () => away(bot) === "");
    expect(fake.commands(guild).length).toBeGreaterThan(0);
    expect(leftOver(bot)).toEqual([]);
  });

  it("because Discord refuses the list: said with its code", async () => {
    const fake = await aFake();
    fake.fail("setCommands", 1, { kind: "refuse", status: 400, code: 50035, message: "Invalid Form Body" });
    const bot = await started(fake, { ready: false });
    await until(() => away(bot).includes("refuses them (50035)"));
    await looked(bot, () => away(bot) === "");
  });
});

it("calls that are not Discord's write one line a minute for each reason, with a count", async () => {
  const fake = await aFake();
  const bot = await started(fake, { over: "http" });
  const before = told(bot, "interaction-refused").length;
  fake.clock.advance(60_000);
  for (let times = 0; times < 20; times += 1) await fake.endpoint.post("{}", "no signature");
  const lines = told(bot, "interaction-refused").slice(before);
  expect(lines).toHaveLength(1);
  fake.clock.advance(60_000);
  await fake.endpoint.post("{}", "no signature");
  expect(told(bot, "interaction-refused").at(-1)).toMatchObject({ why: "signature", count: 20 });
});
