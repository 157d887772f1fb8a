/** A real process with the bot of Telegram over Redis, with a small library that begins at once. */
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import process from "node:process";
import { setTimeout as pause } from "node:timers/promises";
import { deserialize } from "node:v8";
import { connectTelegram } from "../../../../adapters/telegram/connect.js";
import { packageRoot } from "../../../../src/config.js";
import type { Library } from "../../../../src/content/library.js";
import { commandsOf } from "../../../../src/runtime/commands.js";
import { every } from "../../../../src/runtime/every.js";
import { createLog } from "../../../../src/runtime/log.js";
import { createRuntime } from "../../../../src/runtime/runtime.js";
import { readRedisAddress } from "../../../../src/store/redis-address.js";
import { openRedisStore } from "../../../../src/store/redis-store.js";
import { readScripts } from "../../../../src/store/scripts.js";
import { createRandom } from "../../../../src/store/sealed.js";
import type { WorkerSettings } from "./settings.js";

const settings: WorkerSettings = JSON.parse(process.env.WORKER ?? "{}");
const library: Library = deserialize(await readFile(settings.library));
const address = readRedisAddress(settings.redis);
if (address === undefined) throw new Error("The address of Redis is none.");

const store = openRedisStore({
  address,
  scripts: await readScripts(packageRoot()),
  secrets: { ...settings.secrets, previous: [] },
  sessionDays: 1,
  random: createRandom(),
  clock: Date.now,
  steady: () => performance.now(),
  leaseMs: 5_000,
  ringOf: () => 128,
  allowed: "all",
  tell: () => undefined,
});
await store.begun();
const runtime = createRuntime(
  {
    members: store.members,
    log: createLog("info", Date.now, process.stderr),
    clock: Date.now,
    sessionDays: 1,
    sendMs: 1_500,
    pause: (ms) => pause(ms),
    random: Math.random,
  },
  {
    library,
    asking: {
      ask: () => ({ guard: null, answers: [], several: false, nearest: [], flow: null }),
      guard: () => null,
    },
  },
);
const holder = randomUUID();
const connection = connectTelegram(
  {
    host: runtime.host("telegram"),
    told: () => ({ words: library.interface.telegram ?? {}, commands: commandsOf(library) }),
    async lead(ms) {
      if (settings.alone) return "lead";
      const answer = await store.board.lead("telegram test", holder, ms);
      return answer.kind === "unavailable" ? "unknown" : answer.kind;
    },
    pause: (ms, signal) => pause(ms, undefined, { signal }).catch(() => undefined),
    random: Math.random,
    ...(settings.lease === undefined ? {} : { lease: settings.lease }),
  },
  settings.telegram,
);
connection.begin?.();
const sweeping = every(500, () => runtime.sweep(new Map([["telegram", connection]])));

process.once("SIGTERM", async () => {
  await sweeping.stop();
  await connection.close();
  await runtime.quiet();
  await store.close();
});
