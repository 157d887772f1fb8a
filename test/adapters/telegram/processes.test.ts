/** Several real processes with one token and one Redis, in polling mode; the one that polls is killed (F49, F51, A10). */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { serialize } from "node:v8";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { shippedLease } from "../../../adapters/telegram/connect.js";
import { pollLimits } from "../../../adapters/telegram/poll.js";
import { chaosLibrary } from "../../chaos/run.js";
import { isLong, times } from "../../support/form.js";
import { type RedisServer, startRedis } from "../../support/redis.js";
import { openStoreAt } from "../../support/redis-store.js";
import { type FakeTelegram, startTelegram } from "../../support/telegram/fake.js";
import type { WorkerSettings } from "./processes/settings.js";

const secrets = {
  id: "an id secret for processes of the tests",
  state: "a state secret for processes of tests",
};
const short = { ms: 3_000, pollSeconds: 2 } as const;
const root = new URL("../../../", import.meta.url);
const open: (() => Promise<void> | void)[] = [];

beforeAll(() => {
  const tsc = fileURLToPath(new URL("node_modules/typescript/bin/tsc", root));
  const project = fileURLToPath(new URL("processes/tsconfig.json", import.meta.url));
  const { status, stdout } = spawnSync(process.execPath, [tsc, "-p", project], { encoding: "utf8" });
  if (status !== 0) throw new Error(`The worker could not be compiled.\n${stdout}`);
});
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

type Worker = { child: ChildProcess; polls: boolean };

type Team = {
  fake: FakeTelegram;
  redis: RedisServer;
  workers: Worker[];
  start(): void;
  /** The process that polls, as soon as one does. */
  leader(): Promise<Worker>;
  /** Ends it as a power cut would. */
  kill(worker: Worker): Promise<void>;
  log(): string;
};

async function team(count: number, more: Pick<WorkerSettings, "alone" | "lease">): Promise<Team> {
  const fake = await startTelegram({ patience: 40_000 });
  open.push(fake.close, fake.clock.run());
  const redis = await startRedis();
  open.push(redis.close);
  const folder = await mkdtemp(join(tmpdir(), "telegram-"));
  open.push(() => rm(folder, { recursive: true, force: true }));
  const library = join(folder, "library");
  await writeFile(library, serialize(await chaosLibrary()));
  const workers: Worker[] = [];
  let log = "";
  const hearing = new Set<() => void>();
  const heard = (): void => {
    for (const hear of hearing) hear();
  };
  const kill = async (worker: Worker): Promise<void> => {
    const { child } = worker;
    workers.splice(workers.indexOf(worker), 1);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  };
  open.push(async () => {
    for (const worker of [...workers]) await kill(worker);
  });
  const settings: WorkerSettings = {
    redis: redis.url,
    library,
    secrets,
    telegram: { token: fake.token, apiRoot: fake.url },
    ...more,
  };
  const start = (): void => {
    const child = spawn(
      process.execPath,
      [
        fileURLToPath(
          new URL("node_modules/.cache/telegram/test/adapters/telegram/processes/worker.js", root),
        ),
      ],
      {
        env: { PATH: process.env.PATH ?? "", WORKER: JSON.stringify(settings) },
        stdio: ["ignore", "ignore", "pipe"],
      },
    );
    const worker: Worker = { child, polls: false };
    workers.push(worker);
    createInterface({ input: child.stderr }).on("line", (line) => {
      log += `${line}\n`;
      if (line.includes('"what":"polling"')) worker.polls = true;
      if (line.includes('"what":"standing-by"')) worker.polls = false;
      heard();
    });
  };
  for (let n = 0; n < count; n += 1) start();
  return {
    fake,
    redis,
    workers,
    start,
    kill,
    log: () => log,
    leader: () =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = workers.find(({ polls }) => polls);
          if (found === undefined) return;
          hearing.delete(look);
          resolve(found);
        };
        hearing.add(look);
        look();
      }),
  };
}

/** What was applied of each member, in order: each answer is the next number. */
async function applied(redis: RedisServer, members: readonly number[]): Promise<unknown[]> {
  const store = openStoreAt(redis.url, { allowed: "all", secrets: { ...secrets, previous: [] } });
  await store.begun();
  const lists: unknown[] = [];
  for (const id of members) {
    const loaded = await store.members.load(`telegram:${id}`);
    const answers = loaded.kind === "found" ? loaded.kept.session.cases.list?.answers : undefined;
    lists.push(Object.values(answers ?? {}).map((answer) => ("number" in answer ? answer.number : answer)));
  }
  await store.close();
  return lists;
}

/** Numbers from 1 on. */
const upTo = (most: number): number[] => Array.from({ length: most }, (_, n) => n + 1);

describe("processes that share a token", { timeout: 600_000 }, () => {
  it("have a lease in use that lets another take over within 35 seconds (F51)", () => {
    expect(shippedLease.ms).toBeGreaterThan(shippedLease.pollSeconds * 1000);
    // Looked at every few seconds, and two more for an answer of Redis.
    expect(shippedLease.ms + pollLimits.standByMs + 2_000).toBeLessThanOrEqual(35_000);
  });

  it("lose no update and apply none twice when the one that polls is killed in the middle of a batch (A10, F49)", async () => {
    const lease = isLong ? shippedLease : short;
    const { fake, redis, start, leader, kill, log } = await team(
      3,
      isLong ? { alone: false } : { alone: false, lease },
    );
    await leader();
    // With their command below what is read of one member in ten seconds.
    const answers = 16;
    const people = Array.from({ length: 6 }, () => fake.person());
    const chats = people.map((person) => person.privately());
    for (const chat of chats) chat.type("/list");
    await fake.settled();
    // Nearly a hundred at once.
    for (const answer of upTo(answers)) for (const chat of chats) chat.type(String(answer));
    const takeovers: number[] = [];
    for (let kills = 0; kills < times(2, 6); kills += 1) {
      const before = fake.callsOf("sendMessage").length;
      const first = await leader();
      const some = 3 + Math.floor(Math.random() * 12);
      await Promise.race([
        fake.until(
          () => (fake.callsOf("sendMessage").length >= before + some ? true : undefined),
          "some screens",
        ),
        fake.settled(),
      ]);
      await kill(first);
      const died = performance.now();
      start();
      await leader();
      takeovers.push(performance.now() - died);
    }
    await fake.settled();
    for (const chat of chats) {
      await chat.until((messages) => messages.at(-1)?.text.startsWith(`n${answers}\n`) ?? false);
    }
    const lists = await applied(
      redis,
      people.map(({ id }) => id),
    );
    expect(lists).toEqual(people.map(() => upTo(answers)));
    // What a busy machine needs besides.
    expect(Math.max(...takeovers)).toBeLessThanOrEqual(lease.ms + pollLimits.standByMs + 6_000);
    if (isLong) expect(Math.max(...takeovers)).toBeLessThanOrEqual(35_000);
    process.stdout.write(
      `${JSON.stringify({ name: "takeovers in ms", lease, takeovers: takeovers.map(Math.round) })}\n`,
    );
    expect(fake.violations).toEqual([]);
    for (const { id } of people) expect(log()).not.toContain(String(id));
  });

  it("go on beside each other without a lease: a 409 ends none of them (T-34, F51)", async () => {
    const { fake, redis, workers, log } = await team(2, { alone: true, lease: short });
    await fake.until(() => (conflicts(fake) >= 3 ? true : undefined), "three refusals");
    const people = [fake.person(), fake.person()];
    for (const person of people) person.privately().type("/list");
    await fake.settled();
    for (const answer of upTo(5)) for (const person of people) person.privately().type(String(answer));
    await fake.settled();
    for (const person of people) {
      await person.privately().until((messages) => messages.some(({ text }) => text.startsWith("n5\n")));
    }
    expect(
      await applied(
        redis,
        people.map(({ id }) => id),
      ),
    ).toEqual([upTo(5), upTo(5)]);
    expect(workers.map(({ child }) => child.exitCode)).toEqual([null, null]);
    expect(log()).toContain('"what":"poll-failed"');
  });
});

function conflicts(fake: FakeTelegram): number {
  return fake
    .callsOf("getUpdates")
    .filter(({ outcome }) => outcome.kind === "refused" && outcome.code === 409).length;
}
