/** What the chaos runs rest on: a process that takes updates can save them. */
import { beforeAll, expect, it } from "vitest";
import { startProxy } from "../support/proxy.js";
import { startRedis } from "../support/redis.js";
import { compileWorker, startWorkers } from "./run.js";

beforeAll(compileWorker);

it("a process listens when its store has begun, however long Redis takes to answer", async () => {
  const redis = await startRedis();
  const proxy = await startProxy(redis.port);
  proxy.set({ fault: "delay", ms: 150 });
  const alone = { workers: 1, chance: 0, warm: true, platformFaults: false };
  const { supervisor, close } = await startWorkers(`redis://127.0.0.1:${proxy.port}`, alone, () => 0.5);
  try {
    expect(await supervisor.send({ id: "a0", member: "chaos:member0", at: Date.now(), answer: 0 })).toBe(
      true,
    );
  } finally {
    await close();
    await proxy.close();
    await redis.close();
  }
});
