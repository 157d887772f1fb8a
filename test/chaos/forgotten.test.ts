/** A37: what real processes still hold of a member who was forgotten: their heaps, Redis, its files. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Event } from "../../src/engine/event.js";
import { type RedisServer, startRedis } from "../support/redis.js";
import { nextTurn } from "../support/turn.js";
import type { Call } from "./messages.js";
import { compileWorker, startWorkers, type Workers } from "./run.js";

const canary = "zebracanary";
/** So often that a heap which keeps a text in pieces has it whole in one of them. */
const words = Array.from({ length: 20 }, () => canary).join(" ");
const member = "chaos:somebody";
let server: RedisServer;
const processes: Workers[] = [];
beforeAll(async () => {
  compileWorker();
  server = await startRedis();
  // It is not told who was forgotten.
  await server.tell("ACL", "SETUSER", "deaf", "on", ">pw", "~*", "+@all", "resetchannels");
});
afterAll(async () => {
  await Promise.all(processes.map((one) => one.close()));
  await server.close();
});

async function start(url: string, warmMs: number): Promise<Workers> {
  const one = await startWorkers(
    url,
    { workers: 1, chance: 0, warm: true, platformFaults: false, warmMs },
    () => 0.5,
  );
  processes.push(one);
  return one;
}

/** The call that showed this kind of screen, by whichever process. An update is confirmed before its screen is shown. */
async function untilShown(kind: string): Promise<Call> {
  for (;;) {
    const calls = processes.flatMap(({ platform }) => platform.calls);
    const found = calls.find(({ page }) => page.startsWith(`${kind} `));
    if (found !== undefined) return found;
    await nextTurn();
  }
}

/** All files of Redis, as one text. */
async function files(): Promise<string> {
  const log = join(server.folder, "appendonlydir");
  const texts = await Promise.all((await readdir(log)).map((one) => readFile(join(log, one), "latin1")));
  return texts.join("");
}

it("A37: after forget me no process, no key and no file holds a word of the member, whoever was told", {
  // A snapshot of a heap takes seconds, and many on a busy machine.
  timeout: 600_000,
}, async () => {
  const one = await start(server.url, 3_600_000);
  const two = await start(server.url, 3_600_000);
  const deaf = await start(`redis://deaf:pw@127.0.0.1:${server.port}`, 1_000);
  while (!(await server.tell("PUBSUB", "NUMSUB", "preceptor:forgotten")).includes(":2\r\n")) await nextTurn();
  const begun = Date.now();
  const take = async (by: Workers, id: string, event: Event, at = begun): Promise<void> => {
    expect(await by.supervisor.send({ id, member, at, event })).toBe(true);
  };
  const says: Event = { type: "text", text: words, dates: [] };
  await take(one, "u1", { type: "command", name: "tell", rest: "" });
  await take(one, "u2", says);
  await take(two, "u3", { type: "press", button: "none", turn: 0 });
  await take(deaf, "u4", { type: "press", button: "none", turn: 0 });
  // The words are found now, so that finding none of them later says something.
  expect(await one.supervisor.remembers(canary)).toBe(true);
  await take(two, "u5", { type: "command", name: "forget", rest: "" }, begun + 1);
  const { turn } = await untilShown("sure");
  await take(two, "u6", { type: "press", button: "yes", turn }, begun + 2);
  await untilShown("forgotten");
  // What was sent before comes again, everywhere.
  for (const by of [one, two, deaf]) await take(by, "u2", says);

  for (const by of [one, two, deaf]) while (await by.supervisor.remembers(canary)) await nextTurn();
  const keys = await server.tell("KEYS", "*");
  expect(keys.match(/\{preceptor:0\}:member:/g)).toHaveLength(1);
  const [key = ""] = /\{preceptor:0\}:member:[\w-]+/.exec(keys) ?? [];
  expect(await server.tell("HEXISTS", key, "s")).toBe(":0\r\n");
  expect(await server.tell("HEXISTS", key, "x")).toBe(":1\r\n");
  expect(await files()).not.toContain(canary);
  for (const { supervisor } of processes) expect(supervisor.logged()).not.toContain(canary);
});
