/** The webhook, called by the fake Telegram over real HTTP: T-36, T-37, TL-17 to TL-20. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Members } from "../../../src/store/members.js";
import { keptUntil } from "../../support/kept.js";
import { type RedisServer, startRedis } from "../../support/redis.js";
import { type RedisStore, redisStoreAt } from "../../support/redis-store.js";
import { asking } from "../../support/runtime.js";
import {
  type Called,
  type CalledOptions,
  origin,
  path,
  secret,
  startCalled,
} from "../../support/telegram-webhook.js";

const kept = keptUntil(afterEach);

async function started(options?: CalledOptions): Promise<Called> {
  return kept(await startCalled(options));
}

/** A store that can be switched off, and whose commits can be held. */
function switched() {
  let away = false;
  let held: { reached(): void; released: Promise<void> } | undefined;
  let applied = 0;
  const gone = { kind: "unavailable", why: "switched off" } as const;
  return {
    off(value: boolean) {
      away = value;
    },
    applied: () => applied,
    /** Holds the commits from now on; `reached` resolves at the first. */
    hold(): { reached: Promise<void>; release(): void } {
      let release = (): void => undefined;
      const released = new Promise<void>((resolve) => {
        release = () => {
          held = undefined;
          resolve();
        };
      });
      const reached = new Promise<void>((resolve) => {
        held = { reached: resolve, released };
      });
      return { reached, release: () => release() };
    },
    wrap: (members: Members): Members => ({
      ...members,
      load: async (member) => (away ? gone : members.load(member)),
      fresh: async (member, update) => (away ? gone : members.fresh(member, update)),
      async commit(commit) {
        if (away) return gone;
        held?.reached();
        await held?.released;
        const committed = await members.commit(commit);
        if (committed.kind === "saved") applied += 1;
        return committed;
      },
    }),
  };
}

describe("a webhook", () => {
  it("is registered with its secret and the kinds of updates that are read (T-36, T-38)", async () => {
    const { fake, bots } = await started();
    expect(fake.callsOf("setWebhook").map(({ payload }) => payload)).toEqual([
      {
        url: `${origin}${path}`,
        secret_token: secret,
        allowed_updates: ["message", "callback_query", "inline_query", "my_chat_member"],
      },
    ]);
    expect(fake.callsOf("getUpdates")).toEqual([]);
    await fake.until(
      () => (bots[0]?.connection.notReady?.().length === 0 ? true : undefined),
      "a bot that is ready",
    );
    expect(fake.violations).toEqual([]);
  });

  it("answers 200 only after the commit (TL-17)", async () => {
    const store = switched();
    const { fake, quiet } = await started({ bench: { wrap: store.wrap } });
    const commits = store.hold();
    const chat = fake.person().privately();
    chat.type("/denied");
    await commits.reached;
    expect(fake.webhook.deliveries.map(({ status }) => status)).toEqual([undefined]);
    commits.release();
    await quiet();
    expect(fake.webhook.deliveries.map(({ status }) => status)).toEqual([200]);
    expect(chat.last()?.text).toContain("Question 1 of at most");
  });

  it("answers 503 while the store is down, until it is taken, and applies it once", async () => {
    const store = switched();
    const { fake, bots, quiet } = await started({ bench: { wrap: store.wrap } });
    const chat = fake.person().privately();
    chat.type("/denied");
    await quiet();
    expect(store.applied()).toBe(1);
    store.off(true);
    chat.press("214(b)");
    const refused = (times: number) =>
      fake.until(
        () =>
          fake.webhook.deliveries.filter(({ status }) => status === 503).length >= times ? true : undefined,
        `${times} refusals`,
      );
    await refused(1);
    const told = chat.sees().length;
    fake.webhook.repeat();
    await refused(2);
    fake.webhook.repeat();
    await refused(3);
    // The member reads once that it waits.
    expect(chat.sees()).toHaveLength(told);
    expect(store.applied()).toBe(1);
    store.off(false);
    fake.webhook.repeat();
    await quiet();
    expect(store.applied()).toBe(2);
    expect(chat.last()?.text).toContain("Question 2 of at most");
    expect(fake.webhook.deliveries.map(({ status }) => status)).toEqual([200, 503, 503, 503, 200]);
    expect(fake.violations).toEqual([]);
    expect(bots[0]?.bench.raw()).not.toContain("b214");
  });

  it("applies once what is delivered again after it was taken (F47)", async () => {
    const store = switched();
    const { fake, quiet } = await started({ bench: { wrap: store.wrap } });
    const chat = fake.person().privately();
    chat.type("/denied");
    await quiet();
    const press = chat.press("214(b)");
    await quiet();
    const before = [store.applied(), chat.last()?.text];
    if (press.update !== undefined) fake.repeat(press.update);
    await quiet();
    expect([store.applied(), chat.last()?.text]).toEqual(before);
  });

  it("keeps the order of one chat while others go on (F48, TL-5)", async () => {
    const heard: string[] = [];
    const { fake, quiet } = await started({
      bench: {
        asking: {
          ...asking,
          guard: (text) => {
            heard.push(text);
            return null;
          },
        },
      },
    });
    const maya = fake.person().privately();
    const omar = fake.person().privately();
    for (let n = 0; n < 20; n += 1) {
      maya.type(`maya ${n}`);
      omar.type(`omar ${n}`);
    }
    await quiet();
    for (const name of ["maya", "omar"]) {
      const order = Array.from({ length: 20 }, (_, n) => `${name} ${n}`);
      expect(heard.filter((text) => text.startsWith(name))).toEqual(order);
    }
  });
});

describe("a press through the webhook (T-15, T-37, TL-20)", () => {
  it("is acknowledged in the answer, after the commit, without a call of its own", async () => {
    const { fake, answers, quiet } = await started();
    const chat = fake.person().privately();
    chat.type("/denied");
    await quiet();
    const press = chat.press("214(b)");
    await quiet();
    expect(await press.answered()).toMatchObject({ text: undefined });
    expect(answers.slice(1)).toEqual([
      JSON.stringify({ method: "answerCallbackQuery", callback_query_id: press.id }),
    ]);
    expect(fake.callsOf("answerCallbackQuery")).toHaveLength(1);
    expect(fake.duplicates).toEqual([]);
    expect(fake.violations).toEqual([]);
  });

  it("is acknowledged by a call where the commit takes its time, and then not again", async () => {
    const store = switched();
    const { fake, answers, quiet } = await started({ bench: { wrap: store.wrap }, paces: { pressMs: 20 } });
    const chat = fake.person().privately();
    chat.type("/denied");
    await quiet();
    const commits = store.hold();
    const press = chat.press("214(b)");
    await commits.reached;
    await press.answered();
    expect(fake.webhook.deliveries.at(-1)?.status).toBeUndefined();
    commits.release();
    await quiet();
    expect(answers.slice(1)).toEqual([""]);
    expect(fake.duplicates).toEqual([]);
    expect(chat.last()?.text).toContain("Question 2 of at most");
  });

  it("says by a call what an old button is, since a notice is worth knowing about", async () => {
    const { fake, quiet } = await started();
    const chat = fake.person().privately();
    chat.type("/denied");
    await quiet();
    chat.press("214(b)");
    await quiet();
    const old = chat.forge("1:o:b214");
    await quiet();
    expect(await old.answered()).toBeDefined();
    expect(chat.last()?.text).toContain("Question 2 of at most");
    expect(fake.duplicates).toEqual([]);
  });
});

describe("a body in two parts (F52, A22, TL-18)", () => {
  it.each(["تأشيرتي رُفضت، ماذا أفعل؟", "👩🏽‍⚕️🇳🇬 and é̂ 𝒳"])(
    "is the same text wherever it is cut: %s",
    async (text) => {
      const heard: string[] = [];
      const { fake } = await started({
        bench: {
          asking: {
            ...asking,
            guard: (words) => {
              heard.push(words);
              return null;
            },
          },
        },
      });
      const group = fake.group({ privacyMode: false });
      const maya = group.as(fake.person());
      await fake.settled();
      const before = fake.webhook.deliveries.length;
      const said = maya.type(`/ask ${text}`);
      await fake.settled();
      // The whole update is the message with some brackets and the digits of the messages to come.
      const bytes = Buffer.byteLength(JSON.stringify({ update_id: 850_000_001, message: said })) + 4;
      for (let at = 1; at < bytes; at += 1) {
        fake.webhook.split(at);
        maya.type(`/ask ${text}`);
        await fake.until(
          () =>
            fake.webhook.deliveries.length === before + 1 + at && fake.webhook.busy() === 0
              ? true
              : undefined,
          `delivery ${at}`,
        );
      }
      expect(new Set(fake.webhook.deliveries.map(({ status }) => status))).toEqual(new Set([200]));
      const questions = heard.filter((words) => words !== "ask");
      expect(questions).toHaveLength(bytes);
      expect(new Set(questions)).toEqual(new Set([text]));
    },
  );
});

describe("several processes behind one address, with one Redis", () => {
  let redis: RedisServer;
  const stores: RedisStore[] = [];

  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(async () => {
    for (const store of stores) await store.wire.close();
    await redis.close();
  });

  it("take turns in one member's case, in order, each answer once (F47, F48)", async () => {
    const processes = ["one", "two"].map((holder) => {
      const store = redisStoreAt(redis.url);
      stores.push(store);
      return { bench: { holder, wrap: () => store.members } };
    });
    const { fake, quiet } = await started({ processes });
    const people = [fake.person(), fake.person(), fake.person()];
    const chats = people.map((person) => person.privately());
    for (const chat of chats) chat.type("/denied");
    await quiet();
    for (const chat of chats) chat.press("214(b)");
    await quiet();
    // The targets alternate, so both processes have their share of every member.
    for (const chat of chats) {
      const press = chat.press("None of these");
      if (press.update !== undefined) fake.repeat(press.update);
      chat.type("/help");
    }
    await quiet();
    const texts = chats.map((chat) =>
      chat.sees().map(({ text }) => text.split("\n").find((line) => /^Question \d/.test(line)) ?? ""),
    );
    for (const shown of texts) expect(shown.filter((line) => line !== "").at(-1)).toMatch(/^Question 3 of/);
    const targets = new Set(fake.webhook.deliveries.map(({ target }) => target));
    expect(targets.size).toBe(2);
    expect(fake.violations).toEqual([]);
  });
});
