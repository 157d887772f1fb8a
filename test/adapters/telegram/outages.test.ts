/** Polling while Telegram, the network, another poller or this process fail: nobody's words are lost. */
import { afterEach, describe, expect, it } from "vitest";
import type { Commit, Committed, Unavailable } from "../../../src/store/members.js";
import { keptUntil } from "../../support/kept.js";
import { type FakeTelegram, startTelegram } from "../../support/telegram/fake.js";
import type { Fault } from "../../support/telegram/faults.js";
import { type Bot, type BotOptions, startBot } from "../../support/telegram-bot.js";
import { nextTurn } from "../../support/turn.js";

const kept = keptUntil(afterEach);
const started = async (options?: BotOptions): Promise<Bot> => kept(await startBot(options));

async function aFake(): Promise<FakeTelegram> {
  return kept(await startTelegram());
}

async function until(done: () => boolean): Promise<void> {
  while (!done()) await nextTurn();
}

/** Why nobody is heard, as `/readyz` says it. */
function away({ connection }: Bot): string {
  return (connection.notReady?.() ?? []).join(" ");
}

const onUpdates: readonly (readonly [string, Fault])[] = [
  ["429", { kind: "wait", seconds: 2 }],
  ["500", { kind: "server" }],
  ["a page of HTML", { kind: "html" }],
  ["a body that is cut", { kind: "cut" }],
  ["no answer", { kind: "hang" }],
  ["a closed connection", { kind: "drop" }],
  ["409", { kind: "refuse", code: 409, description: "Conflict: terminated by other getUpdates request" }],
];

describe("polling goes on (F41, TL-3, TL-7, TL-13, TL-16)", () => {
  it.each(onUpdates)("after %s, and what was said meanwhile is answered once", async (_name, fault) => {
    const fake = await aFake();
    fake.fail("getUpdates", 3, fault);
    const bot = await started({ fake, waits: "a hundredth", paces: { pollMs: 400 } });
    const chat = fake.person().privately();
    chat.type("/denied");
    await chat.until((messages) => messages.length > 1, "an answer");
    await bot.quiet();
    expect(chat.sees()).toHaveLength(2);
    expect(fake.violations).toEqual([]);
    expect(bot.bench.raw()).toContain("poll-failed");
  });

  it("after all of them in turn", async () => {
    const fake = await aFake();
    for (const [, fault] of onUpdates) fake.fail("getUpdates", 1, fault);
    await started({ fake, waits: "a hundredth", paces: { pollMs: 400 } });
    const chat = fake.person().privately();
    chat.type("/denied");
    await until(() => fake.faults.left() === 0);
    await chat.until((messages) => messages.length > 1, "an answer");
  });

  it("where another program has asked for updates for a moment (T-34)", async () => {
    const bot = await started({ waits: "a hundredth" });
    const { fake } = bot;
    await until(() => away(bot) === "");
    const polls = fake.callsOf("getUpdates").length;
    await fetch(`${fake.url}/bot${fake.token}/getUpdates?timeout=0`);
    const chat = fake.person().privately();
    chat.type("/denied");
    await chat.until((messages) => messages.length > 1, "an answer");
    expect(fake.callsOf("getUpdates").length).toBeGreaterThan(polls + 1);
    await until(() => away(bot) === "");
  });

  it("where the numbers of updates begin anew at a lower one (T-32, F50)", async () => {
    const bot = await started();
    const { fake } = bot;
    const chat = fake.person().privately();
    chat.type("/denied");
    await bot.quiet();
    for (const id of [5, 900_000_000, 17]) {
      fake.jump(id);
      chat.type("/denied");
      await chat.until((messages) => messages.at(-1)?.by === "bot", "an answer");
      await bot.quiet();
    }
    expect(chat.sees()).toHaveLength(8);
    expect(fake.waiting()).toEqual([]);
  });
});

describe("the start (TL-10, T-41)", () => {
  it.each([
    ["a failure of Telegram's", { kind: "server" }],
    ["a page of HTML", { kind: "html" }],
    ["a closed connection", { kind: "drop" }],
    ["429", { kind: "wait", seconds: 3 }],
  ] as const)("is tried again after %s", async (_name, fault) => {
    const fake = await aFake();
    fake.fail("getMe", 3, fault);
    const bot = await started({ fake, waits: "a hundredth" });
    expect(away(bot)).not.toBe("");
    await until(() => away(bot) === "");
    const chat = fake.person().privately();
    chat.type("/denied");
    await bot.quiet();
    expect(chat.sees()).toHaveLength(2);
  });

  it("with a wrong token says what to do, and the process lives (T-41)", async () => {
    const fake = await aFake();
    const bot = await started({ fake, waits: "a hundredth", settings: { token: "110201543:wrong" } });
    await until(() => away(bot).includes("BotFather"));
    expect(away(bot)).not.toContain("wrong");
    expect(bot.bench.raw()).not.toContain("110201543");
  });

  it("is not the only time that a token is refused: so it is when it is revoked (T-41)", async () => {
    const bot = await started({ waits: "a hundredth" });
    await until(() => away(bot) === "");
    bot.fake.revoke();
    await until(() => away(bot).includes("BotFather"));
  });
});

describe("the end of a process (TL-6, TL-9)", () => {
  it("waits for what is under way, and confirms it", async () => {
    const gate: { free?: () => void } = {};
    const bot = await started({
      bench: {
        wrap: (members) => ({
          ...members,
          async commit(commit) {
            await new Promise<void>((done) => {
              gate.free = done;
            });
            return members.commit(commit);
          },
        }),
      },
    });
    const { fake } = bot;
    const chat = fake.person().privately();
    const asked = fake.next("getUpdates");
    chat.type("/denied");
    await asked;
    await until(() => gate.free !== undefined);
    const closed = bot.connection.close();
    gate.free?.();
    await closed;
    expect(chat.last()?.text).toContain("Question 1 of at most");
    expect(fake.waiting()).toEqual([]);
  });

  it("leaves what it could not take to the next one", async () => {
    const fake = await aFake();
    const bot = await started({
      fake,
      waits: "a hundredth",
      bench: {
        wrap: (members) => ({ ...members, commit: async () => ({ kind: "unavailable", why: "away" }) }),
      },
    });
    const chat = fake.person().privately();
    chat.type("/denied");
    await chat.until((messages) => messages.at(-1)?.by === "bot", "that it is not saved");
    await bot.connection.close();
    expect(fake.waiting()).toHaveLength(1);
    const next = await started({ fake, bench: { store: bot.bench.store, holder: "two" } });
    await chat.until((messages) => messages.at(-1)?.text.includes("Question 1") === true, "the question");
    await next.quiet();
    expect(chat.sees()).toHaveLength(3);
  });

  it("in the middle of a batch of 100 of one member loses none and takes none twice (A10, F49)", async () => {
    const fake = await aFake();
    const taken = new Map<string, number>();
    let lives = true;
    const never = new Promise<never>(() => undefined);
    const counted = async (
      commit: Commit,
      answer: Promise<Committed | Unavailable>,
    ): Promise<Committed | Unavailable> => {
      const committed = await answer;
      if (committed.kind === "saved") taken.set(commit.updateId, (taken.get(commit.updateId) ?? 0) + 1);
      return committed;
    };
    const chat = fake.person().privately();
    for (let n = 0; n < 50; n += 1) {
      chat.type("/denied");
      chat.type("/h1b-backed-out");
    }
    // It dies after its 40th commit: nothing that it began goes on, and it asks for nothing more.
    const dead = await startBot({
      fake,
      waits: "by the clock",
      lead: async () => (lives ? "lead" : never),
      bench: {
        wrap: (members) => ({
          ...members,
          async commit(commit) {
            if (taken.size === 40) lives = false;
            return lives ? counted(commit, members.commit(commit)) : never;
          },
        }),
      },
    });
    await until(() => !lives);
    const next = await started({
      fake,
      bench: {
        store: dead.bench.store,
        holder: "two",
        wrap: (members) => ({
          ...members,
          commit: async (commit) => counted(commit, members.commit(commit)),
        }),
      },
    });
    await until(() => fake.waiting().length === 0);
    await next.quiet();
    expect(taken.size).toBe(100);
    expect([...taken.values()].every((count) => count === 1)).toBe(true);
    dead.bench.clock.now += 20_000;
    await next.bench.runtime.sweep(new Map([["telegram", next.connection]]));
    await next.quiet();
    expect(chat.last()?.text).toContain("· /h1b_backed_out");
  });
});
