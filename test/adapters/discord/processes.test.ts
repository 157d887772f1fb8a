/**
 * The program as it is shipped, as several real processes with one token and one Redis, killed at random while members
 * answer: no answer that was confirmed is lost, none is applied twice, and every last screen is right.
 */
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { afterEach, describe, expect, it } from "vitest";
import { interactionsPath } from "../../../adapters/discord/interactions.js";
import type { Actor } from "../../support/discord/actor.js";
import type { Asked } from "../../support/discord/asked.js";
import { type FakeDiscord, startDiscord } from "../../support/discord/fake.js";
import { firstAnswer, titleOf } from "../../support/discord-worst.js";
import { isLong, times } from "../../support/form.js";
import { keptUntil } from "../../support/kept.js";
import { type Environment, program } from "../../support/program.js";
import { freePort, startRedis } from "../../support/redis.js";
import { startTelegram } from "../../support/telegram/fake.js";

const kept = keptUntil(afterEach);
const origin = "https://bot.example";

type Worker = { child: ChildProcess; port: number };

type Team = {
  fake: FakeDiscord;
  workers: Worker[];
  /** Starts one more; resolves when it hears members. */
  start(): Promise<void>;
  /** Ends it as a power cut would. */
  kill(worker: Worker): Promise<void>;
  log(): string;
};

async function team(over: "gateway" | "http", more: Environment = {}): Promise<Team> {
  const fake = kept(await startDiscord({ now: Date.now(), patience: 60_000 }));
  const stopClock = fake.clock.run();
  kept({ close: async () => stopClock() });
  const redis = kept(await startRedis());
  const workers: Worker[] = [];
  let log = "";
  const kill = async (worker: Worker): Promise<void> => {
    workers.splice(workers.indexOf(worker), 1);
    point();
    const { child } = worker;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  };
  /** Whoever stands before several processes sends to those that live. */
  function point(): void {
    if (over === "http")
      fake.endpoint.reach(origin, ...workers.map(({ port }) => `http://127.0.0.1:${port}`));
  }
  kept({
    async close() {
      for (const worker of [...workers]) await kill(worker);
    },
  });
  return {
    fake,
    workers,
    kill,
    log: () => log,
    async start() {
      const port = await freePort();
      const asked = fake.callsOf("getApplication").length;
      const child = program(["start"], {
        REDIS_URL: redis.url,
        ID_SECRET: "an id secret for processes of the tests",
        STATE_SECRET: "a state secret for processes of tests",
        DISCORD_TOKEN: fake.token,
        DISCORD_API_ROOT: fake.api,
        PORT: "0",
        ...(over === "http" ? { DISCORD_PUBLIC_KEY: fake.publicKey, PUBLIC_PORT: String(port) } : {}),
        ...more,
      });
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (chunk) => {
          log += String(chunk);
        });
      const count = workers.push({ child, port });
      if (over === "gateway") {
        await fake
          .until(
            () => (fake.gateway.connected() === count && fake.commandWrites() > 0 ? true : undefined),
            "a login, and commands to type",
          )
          .catch((error: unknown) => {
            throw new Error(`No process logged in. They say:\n${log}`, { cause: error });
          });
        return;
      }
      await fake.until(
        () => (fake.callsOf("getApplication").length > asked && fake.commandWrites() > 0 ? true : undefined),
        "a process that knows who it is",
      );
      point();
      if (fake.endpoint.url() === undefined) {
        expect(await fake.endpoint.set(`${origin}${interactionsPath}`)).toMatchObject({ passed: true });
      }
    },
  };
}

/** Without what is said to somebody who pressed an old button, as those do here whose first press was heard after all. */
function screenOf(at: Actor): string {
  return (at.last()?.text ?? "").replace(/^That was an earlier question[^\n]*\n+/, "");
}

/** Presses until another screen is there, as somebody does whose press came to nothing. */
async function insist({ clock, until }: FakeDiscord, at: Actor, answer: () => Asked): Promise<void> {
  const before = screenOf(at);
  const changed = (): boolean => screenOf(at) !== before && at.last()?.thinking === false;
  while (!changed()) {
    const pressed = answer();
    const began = clock.now();
    clock.after(patienceMs, () => undefined);
    const enough = (): boolean => pressed.failed() !== undefined || clock.now() - began > patienceMs;
    await until(
      () => (changed() || enough() ? true : undefined),
      "a screen, or the end of a member's patience",
    );
  }
}

const patienceMs = 6_000;

/** Everything that is asked, in order, up to the plan; and the plan. */
async function walk(fake: FakeDiscord, at: Actor): Promise<{ titles: string[]; plan: string }> {
  const titles: string[] = [];
  while (at.last() === undefined || at.last()?.thinking === true) {
    const asked = at.command("second-look");
    const shown = (): boolean => at.last()?.thinking === false;
    await fake.until(
      () => (shown() || asked.failed() !== undefined || asked.response() !== undefined ? true : undefined),
      "a first screen",
    );
    if (asked.response() !== undefined) await at.until(() => shown()).catch(() => undefined);
  }
  for (let answer = firstAnswer(at); answer !== undefined; answer = firstAnswer(at)) {
    titles.push(titleOf(at.last()));
    await insist(fake, at, answer);
  }
  return { titles, plan: screenOf(at) };
}

describe.each(["gateway", "http"] as const)(
  "two processes over the %s, killed at random (A1)",
  { timeout: 600_000 },
  (over) => {
    it("lose no confirmed answer, apply none twice, and show the right last screen", async () => {
      const { fake, workers, start, kill, log } = await team(over);
      await start();
      await start();
      const people = Array.from({ length: times(4, 12) }, () => fake.person());
      const guild = fake.guild({ members: people });
      const channel = guild.channel();
      const [first, ...others] = people.map((person) => person.in(channel));
      if (first === undefined) throw new Error("There is nobody.");
      // Undisturbed.
      const wanted = await walk(fake, first);
      expect(wanted.titles.length).toBeGreaterThan(10);
      expect(wanted.plan).toContain("Your plan");
      let kills = 0;
      // In the long form others come, until there were enough.
      for (let crowds = 0; crowds === 0 || (isLong && kills < 12); crowds += 1) {
        let walked = false;
        const crowd =
          crowds === 0
            ? others
            : others.map(() => {
                const person = fake.person();
                people.push(person);
                guild.join(person);
                return person.in(channel);
              });
        const walks = Promise.all(crowd.map((at) => walk(fake, at))).finally(() => {
          walked = true;
        });
        while (!walked) {
          const from = fake.calls.length + 5 + Math.floor(Math.random() * 20);
          await Promise.race([
            fake
              .until(() => (fake.calls.length >= from ? true : undefined), "some calls")
              .catch(() => undefined),
            walks,
          ]);
          const victim = workers[Math.floor(Math.random() * workers.length)];
          if (victim === undefined || walked || kills === times(2, 12)) break;
          await kill(victim);
          kills += 1;
          await start();
        }
        for (const one of await walks) expect(one).toEqual(wanted);
      }
      expect(kills).toBeGreaterThan(0);
      process.stdout.write(`${JSON.stringify({ name: `kills over the ${over}`, kills, long: isLong })}\n`);
      expect(fake.violations).toEqual([]);
      expect(fake.commandWrites()).toBe(1);
      for (const { id } of people) expect(log()).not.toContain(id);
      expect(log()).not.toContain(fake.token);
      // Over HTTP the first one begins before the portal has its address, and says so.
      const asked = (line: string): boolean => !line.includes('"why":"no-endpoint"');
      expect(log().split("\n").filter(asked).join("\n")).not.toContain('"level":50');
    });
  },
);

describe("both bots in one process over one Redis", { timeout: 120_000 }, () => {
  it("answer at once, each its own, and Telegram goes on when Discord's token is reset (F68)", async () => {
    const telegram = kept(await startTelegram({ patience: 60_000 }));
    const port = await freePort();
    const { fake, start, log, workers } = await team("gateway", {
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.url,
      PORT: String(port),
    });
    await start();
    const person = fake.person();
    const at = person.in(fake.guild({ members: [person] }).channel());
    const chat = telegram.person().privately();
    chat.type("/second_look");
    const there = walk(fake, at);
    await chat.until((messages) => messages.at(-1)?.text.includes("Your interview there") === true);
    chat.press("Yes, I had my interview");
    await chat.until((messages) => messages.at(-1)?.text.includes("Year of your Match") === true);
    expect((await there).plan).toContain("Your plan");
    fake.revoke();
    await telegram
      .until(() => (fake.gateway.connected() === 0 ? true : undefined), "the end of the session")
      .catch(() => undefined);
    chat.press("2027");
    await chat.until((messages) => messages.at(-1)?.text.includes("Year of your Match") === false);
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.text()).toMatch(/connections to Discord are down|DISCORD_TOKEN/);
    chat.type("/help");
    await chat.until((messages) => messages.at(-1)?.text.includes("Commands") === true);
    const [worker] = workers;
    const ended = once(worker?.child ?? process, "exit");
    worker?.child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
    expect(log()).not.toContain(fake.token);
    expect(log()).not.toContain(telegram.token);
    expect([...fake.violations, ...telegram.violations]).toEqual([]);
  });
});
