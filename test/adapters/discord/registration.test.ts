/** The list of commands: written where it differs, by one process, and nowhere twice (F69, D-2, D-3, DJ-13). */
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import type { Library } from "../../../src/content/library.js";
import { type FakeDiscord, startDiscord } from "../../support/discord/fake.js";
import { type Bot, type BotOptions, startBot } from "../../support/discord-bot.js";
import { away, leftOver, newcomer, told, until } from "../../support/discord-worst.js";
import { keptUntil } from "../../support/kept.js";
import { asking } from "../../support/runtime.js";

const kept = keptUntil(afterEach);

/** Pauses of some seconds and more wait until they are ended; those of the library's clock pass. */
function pauses() {
  const waits = new Set<{ ms: number; end: () => void }>();
  return {
    waits,
    /** Ends those that wait now, and resolves when what they were for is begun again. */
    end(): number[] {
      const ended = [...waits];
      for (const one of ended) one.end();
      return ended.map(({ ms }) => ms);
    },
    pause(ms: number, signal: AbortSignal): Promise<void> {
      if (ms < 2_500 || signal.aborted) return sleep(ms, undefined, { signal }).catch(() => undefined);
      return new Promise((done) => {
        const one = {
          ms,
          end: () => {
            waits.delete(one);
            done();
          },
        };
        waits.add(one);
        signal.addEventListener("abort", one.end, { once: true });
      });
    },
  };
}

async function aFake(): Promise<FakeDiscord> {
  return kept(await startDiscord());
}

async function started(fake: FakeDiscord, more: BotOptions = {}): Promise<Bot> {
  return kept(await startBot({ fake, ...more }));
}

function names(fake: FakeDiscord, guild?: Parameters<FakeDiscord["commands"]>[0]): string[] {
  return fake
    .commands(guild)
    .map(({ name }) => name)
    .sort();
}

/** The library with a look-up less. */
function smaller(library: Library): Library {
  const { specialty: _, ...lookups } = library.lookups;
  return { ...library, lookups };
}

/** With one more, whose name is too long for Discord. */
function misnamed(library: Library): Library {
  const id = "x".repeat(33);
  const [lookup, words] = [library.lookups.specialty, library.lookupWords.specialty];
  if (lookup === undefined || words === undefined) throw new Error("There is no such look-up.");
  return {
    ...library,
    lookups: { ...library.lookups, [id]: { ...lookup, id } },
    lookupWords: { ...library.lookupWords, [id]: words },
  };
}

describe("the list of commands", () => {
  it("is written once, and not again by a process that starts later (F69, DJ-13)", async () => {
    const fake = await aFake();
    const first = await startBot({ fake });
    expect(fake.commandWrites()).toBe(1);
    expect(names(fake)).toContain("second-look");
    await first.close();
    const again = await started(fake);
    await until(() => fake.callsOf("listCommands").length === 2);
    await again.quiet();
    expect(fake.commandWrites()).toBe(1);
    expect(leftOver(again)).toEqual([]);
  });

  it("is written by one of three processes that start at once (F69)", async () => {
    const fake = await aFake();
    let leader: string | undefined;
    const lead = (holder: string) => async () => {
      leader ??= holder;
      return leader === holder ? ("lead" as const) : ("follow" as const);
    };
    const bots = await Promise.all(["a", "b", "c"].map((holder) => started(fake, { lead: lead(holder) })));
    for (const bot of bots) await bot.quiet();
    expect(fake.commandWrites()).toBe(1);
    expect(fake.callsOf("listCommands")).toHaveLength(1);
  });

  it("is not written where nobody knows who may, and members are answered all the same", async () => {
    const fake = await aFake();
    await (await startBot({ fake })).close();
    const bot = await started(fake, { lead: async () => "unknown" });
    const at = newcomer(fake);
    at.command("second-look");
    await bot.quiet();
    expect(at.last()?.text).toContain("Your interview there");
    expect(fake.callsOf("listCommands")).toHaveLength(1);
  });

  it("is written again when the library has changed, and at its next look only", async () => {
    const fake = await aFake();
    const { pause, end, waits } = pauses();
    const bot = await started(fake, { pause });
    await until(() => waits.size > 0);
    const library = bot.bench.runtime.shelf().library;
    bot.bench.runtime.replace({ library: smaller(library), asking });
    await bot.quiet();
    expect(fake.commandWrites()).toBe(1);
    end();
    await fake.until(() => (fake.commandWrites() === 2 ? true : undefined), "a new list");
    expect(names(fake)).not.toContain("specialty");
    // A command of the older list, from a client that has not heard of it yet (D-3).
    const at = newcomer(fake);
    at.forge.command("specialty");
    await bot.quiet();
    expect(at.last()?.thinking).toBe(false);
    expect(at.last()?.text).not.toBe("");
    expect(leftOver(bot, at)).toEqual([]);
  });

  it("stands in one server with DISCORD_GUILD_ID, and nowhere else; and everywhere without it again (D-3)", async () => {
    const fake = await aFake();
    const [guild, other] = [fake.guild(), fake.guild()];
    await (await startBot({ fake })).close();
    const everywhere = names(fake);
    const inOne = await startBot({ fake, settings: { guild: guild.id } });
    await fake.until(() => (fake.commandWrites() === 3 ? true : undefined), "both lists");
    expect(names(fake, guild)).toEqual(everywhere);
    expect(names(fake)).toEqual([]);
    expect(names(fake, other)).toEqual([]);
    await inOne.close();
    await (await startBot({ fake, settings: { guild: guild.id } })).close();
    expect(fake.commandWrites()).toBe(3);
    const bot = await started(fake);
    await fake.until(() => (fake.commandWrites() === 5 ? true : undefined), "both lists again");
    expect(names(fake)).toEqual(everywhere);
    expect(names(fake, guild)).toEqual([]);
    expect(leftOver(bot)).toEqual([]);
  });

  it.each([
    ["a failure of Discord's", { kind: "server" }],
    ["a closed connection", { kind: "drop" }],
    ["a refusal", { kind: "refuse", status: 400, code: 50035, message: "Invalid Form Body" }],
  ] as const)(
    "that cannot be written by %s keeps nobody waiting, and is tried again (F69)",
    async (_name, fault) => {
      const fake = await aFake();
      fake.fail("setCommands", 2, fault);
      const { pause, end, waits } = pauses();
      const bot = await started(fake, { pause, ready: false });
      await fake.until(() => (fake.callsOf("setCommands").length === 1 ? true : undefined), "a try");
      // Only what is refused is worth a word: the rest is soon tried again.
      const why = fault.kind === "refuse" ? "The commands could not be registered" : "";
      await until(() => waits.size > 0 && away(bot).slice(0, 36) === why);
      const at = fake.person().dm();
      at.type("/second-look");
      await bot.quiet();
      expect(at.last()?.text).toContain("Your interview there");
      expect(told(bot, "commands-failed")).toHaveLength(1);
      end();
      await until(() => told(bot, "commands-failed").length === 2);
      await until(() => waits.size > 0);
      end();
      await fake.until(() => (fake.commandWrites() === 1 ? true : undefined), "a list");
      expect(names(fake)).toContain("second-look");
      expect(leftOver(bot, at)).toEqual([]);
    },
  );

  it("is written without what Discord would refuse, and the log says so once (D-1, D-2)", async () => {
    const fake = await aFake();
    const { pause, end, waits } = pauses();
    const bot = await started(fake, { pause });
    await until(() => waits.size > 0);
    bot.bench.runtime.replace({ library: misnamed(bot.bench.runtime.shelf().library), asking });
    end();
    await until(() => told(bot, "command-mistake").length > 0 && waits.size > 0);
    expect(names(fake).some((name) => name.length > 32)).toBe(false);
    expect(told(bot, "command-mistake")).toMatchObject([
      { level: 50, command: "x".repeat(33), mistake: "name" },
    ]);
    end();
    await until(() => waits.size > 0);
    expect(told(bot, "command-mistake")).toHaveLength(1);
    // What is sound is there already.
    expect(fake.commandWrites()).toBe(1);
    expect(leftOver(bot)).toEqual([]);
  });
});
