/**
 * Updates per second and processor time per update of the shipped /denied, through the webhook against the tests' own
 * Telegram over real HTTP. Telegram, the bot and the members run in one process, so the share of Telegram and the members is
 * measured beside it, by the same calls without the bot, and taken off.
 */
import { performance } from "node:perf_hooks";
import { Telegram } from "telegraf";
import { bench, describe } from "vitest";
import { connectTelegram } from "../adapters/telegram/connect.js";
import { calledBy, createPost } from "../adapters/telegram/post.js";
import { commandsOf } from "../src/runtime/commands.js";
import { serveHttp } from "../src/runtime/http.js";
import { createLog } from "../src/runtime/log.js";
import { freePort } from "../test/support/redis.js";
import { bench as benchOf } from "../test/support/runtime.js";
import { startTelegram } from "../test/support/telegram/fake.js";

const members = 50;
const rounds = 20;
const secret = "a-webhook-secret-of-32-characters";

/** Seconds that passed and processor time of this process, for each of so many. */
async function cost(
  count: number,
  work: () => Promise<void>,
): Promise<{ perSecond: number; micros: number }> {
  const cpu = process.cpuUsage();
  const begun = performance.now();
  await work();
  const seconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { perSecond: count / seconds, micros: (user + system) / count };
}

const fake = await startTelegram({ patience: 120_000 });
const made = await benchOf();
const port = await freePort();
fake.reach("https://bot.example", `http://127.0.0.1:${port}`);
const connection = connectTelegram(
  {
    host: made.runtime.host("telegram"),
    told: () => {
      const { library } = made.runtime.shelf();
      return { words: library.interface.telegram ?? {}, commands: commandsOf(library) };
    },
    lead: async () => "lead",
    pause: (ms, signal) =>
      new Promise((over) => {
        const timer = setTimeout(over, ms);
        signal.addEventListener("abort", () => {
          clearTimeout(timer);
          over();
        });
      }),
    random: Math.random,
  },
  { token: fake.token, apiRoot: fake.url, webhook: { url: "https://bot.example/telegram", secret } },
);
const server = await serveHttp({
  host: "127.0.0.1",
  port,
  routes: connection.routes,
  notReady: () => [],
  weak: () => [],
  log: createLog("silent", Date.now, { write: () => undefined }),
});
connection.begin?.();
await fake.until(() => fake.webhook.settings(), "a webhook that is set");
await fake.until(() => (fake.callsOf("setMyCommands").length === 3 ? true : undefined), "the commands");

/** So many new members begin the flow and answer its first question: two updates each. */
async function round(): Promise<void> {
  const chats = Array.from({ length: members }, () => fake.person().privately());
  const calls = async (each: number, work: () => void): Promise<void> => {
    const all = fake.calls.length + each * members;
    work();
    await fake.until(() => (fake.calls.length >= all ? true : undefined), `${all} calls`);
    await fake.settled();
  };
  await calls(1, () => {
    for (const chat of chats) chat.type("/denied");
  });
  // The answer to the press, and the next question in place of the first.
  await calls(2, () => {
    for (const chat of chats) chat.press("214(b)");
  });
}
for (let warm = 0; warm < 5; warm += 1) await round();
const before = fake.calls.length;
const whole = await cost(members * 2 * rounds, async () => {
  for (let done = 0; done < rounds; done += 1) await round();
});
const calls = fake.calls.slice(before);
await connection.close();
await server.close();

/** As many calls by a client alone: what it and Telegram's side cost together. Ours sends everything but files. */
const somebody = fake.person().privately();
const chat = somebody.id;
somebody.type("hello");
const telegram = new Telegram(fake.token, { apiRoot: fake.url });
const client = await cost(calls.length, async () => {
  for (let done = 0; done < calls.length; done += members) {
    await Promise.all(
      Array.from({ length: Math.min(members, calls.length - done) }, (_, n) =>
        telegram.sendMessage(chat, `A text of some length, number ${done + n}. `.repeat(12)),
      ),
    );
  }
});
const post = createPost();
const address = new URL(`${fake.url}/bot${fake.token}/sendMessage`);
const never = new AbortController().signal;
const ours = await cost(calls.length, async () => {
  for (let done = 0; done < calls.length; done += members) {
    await Promise.all(
      Array.from({ length: Math.min(members, calls.length - done) }, (_, n) =>
        calledBy<"sendMessage">(
          post,
          address,
          { chat_id: chat, text: `A text of some length, number ${done + n}. `.repeat(12) },
          never,
        ),
      ),
    );
  }
});
const bare = await cost(calls.length, async () => {
  for (let done = 0; done < calls.length; done += members) {
    await Promise.all(
      Array.from({ length: Math.min(members, calls.length - done) }, async (_, n) => {
        const body = JSON.stringify({ chat_id: chat, text: `A text, number ${done + n}. `.repeat(12) });
        const answer = await fetch(`${fake.url}/bot${fake.token}/sendMessage`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body,
        });
        await answer.text();
      }),
    );
  }
});
await fake.close();

const figures = {
  updates: members * 2 * rounds,
  "updates a second, Telegram in the same process": Math.round(whole.perSecond),
  "processor time per update, Telegram with it (µs)": Math.round(whole.micros),
  "calls per update": Number((calls.length / (members * 2 * rounds)).toFixed(2)),
  "one call by our own client, Telegram with it (µs)": Math.round(ours.micros),
  "one call by telegraf's client, Telegram with it (µs)": Math.round(client.micros),
  "one call by Node's fetch (undici), Telegram with it (µs)": Math.round(bare.micros),
};
process.stdout.write(`${JSON.stringify(figures)}\n`);

describe("the figures above", () => {
  bench("nothing more is measured here", () => undefined, {
    iterations: 1,
    time: 0,
    warmupIterations: 0,
    warmupTime: 0,
  });
});
