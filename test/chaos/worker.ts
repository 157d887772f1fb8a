/** A real process of a chaos run: the runtime over Redis, and in place of a platform an address that takes screens. */
import { writeSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, request as httpRequest, type ServerResponse } from "node:http";
import process from "node:process";
import { setTimeout as pause } from "node:timers/promises";
import { deserialize, getHeapSnapshot } from "node:v8";
import type { Connection, Reply } from "../../src/adapter.js";
import { packageRoot } from "../../src/config.js";
import type { Library } from "../../src/content/library.js";
import type { Event } from "../../src/engine/event.js";
import { every } from "../../src/runtime/every.js";
import { createLog } from "../../src/runtime/log.js";
import { createRuntime } from "../../src/runtime/runtime.js";
import type { Screen } from "../../src/screen.js";
import type { Committed, Lease, Members, Unavailable } from "../../src/store/members.js";
import { readRedisAddress } from "../../src/store/redis-address.js";
import { openRedisStore } from "../../src/store/redis-store.js";
import { readScripts } from "../../src/store/scripts.js";
import { createRandom } from "../../src/store/sealed.js";
import type { Call, Failpoint, Note, ToWorker, WorkerSettings } from "./messages.js";
import { seeded } from "./seeded.js";

const settings: WorkerSettings = JSON.parse(process.env.CHAOS ?? "{}");
const library: Library = deserialize(await readFile(settings.library));
const address = readRedisAddress(settings.redis);
if (address === undefined) throw new Error("The address of Redis is none.");

const random = seeded(settings.seed);
const store = openRedisStore({
  address,
  scripts: await readScripts(packageRoot()),
  secrets: {
    id: "an id secret for the chaos run, long",
    state: "a state secret for the chaos run, long",
    previous: [],
  },
  sessionDays: 1,
  random: createRandom(),
  clock: Date.now,
  steady: () => performance.now(),
  leaseMs: settings.leaseMs,
  ringOf: () => 128,
  allowed: "all",
  ...(settings.warm ? { warm: { most: 1_000, ageMs: settings.warmMs } } : {}),
  tell: () => undefined,
});
/** One line to the supervisor, at once: a process that is killed after it has said it. */
function note(member: string, what: string): void {
  const said: Note = { at: Date.now(), member, what: `${process.pid} ${what}` };
  writeSync(1, `note ${JSON.stringify(said)}\n`);
}
/** How often it still comes by its point of failure until it dies there. */
let left = 1 + Math.floor((random() * 2) / settings.chance);
/** The revision that each member's screen is shown under by this process, for the oracle alone. */
const shownUnder = new Map<string, string>();
const runtime = createRuntime(
  {
    members: failing(store.members),
    log: createLog("debug", Date.now, process.stderr),
    clock: Date.now,
    sessionDays: 1,
    sendMs: settings.sendMs,
    pause: (ms) => pause(ms),
    random,
  },
  {
    library,
    asking: {
      ask: () => ({ guard: null, answers: [], several: false, nearest: [], flow: null }),
      guard: () => null,
    },
  },
);
const host = runtime.host("fake");
const connection: Connection = {
  routes: [],
  close: async () => undefined,
  show: call,
};
// What is asked of a store that has not looked at its Redis yet is not saved, whatever became of it elsewhere.
await store.begun();
const sweeping = every(settings.sweepMs, () => runtime.sweep(new Map([["fake", connection]])));

const server = createServer((request, response) => {
  if (request.method === "GET") {
    getHeapSnapshot().pipe(response);
    return;
  }
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    take(JSON.parse(Buffer.concat(chunks).toString("utf8")), response).catch(() => response.destroy());
  });
});
server.listen(0, "127.0.0.1", () => {
  const at = server.address();
  if (at !== null && typeof at !== "string") process.stdout.write(`listening ${at.port}\n`);
});
process.once("SIGTERM", async () => {
  server.close();
  await sweeping.stop();
  await runtime.quiet();
  await store.close();
});

/** Kills this process as a power cut would, if it is its point and its turn. */
function pass(point: Failpoint, member = ""): void {
  if (isDue(point)) die(point, member);
}

function isDue(point: Failpoint): boolean {
  if (settings.failpoint !== point) return false;
  left -= 1;
  return left === 0;
}

function die(point: Failpoint, member: string): void {
  writeSync(1, `dies ${point} ${member}\n`);
  process.kill(process.pid, "SIGKILL");
}

async function take(update: ToWorker, response: ServerResponse): Promise<void> {
  const { id, member, at, answer, event: given } = update;
  note(member, `takes ${id}`);
  pass("P1");
  let confirmed = false;
  const confirm = (): void => {
    if (confirmed) return;
    confirmed = true;
    note(member, `confirms ${id}`);
    response.writeHead(200).end(() => pass("P6", member));
  };
  const reply: Reply = { repeats: true, confirm, show: (screen, signal) => call(member, screen, signal) };
  const event: Event =
    answer === undefined
      ? (given ?? { type: "press", button: "none", turn: 0 })
      : answer === 0
        ? { type: "command", name: "list", rest: "" }
        : { type: "text", text: String(answer), dates: [] };
  await host.receive({ id, member, at, where: "private", address: member, event }, reply);
  note(member, `ends ${id}`);
  if (!confirmed) response.writeHead(503).end();
}

/** Shows a screen; rejects where the platform did not take it, or nobody knows whether it did. The signal ends the call. */
function call(member: string, screen: Screen, signal: AbortSignal): Promise<void> {
  const sent: Call = {
    member,
    turn: screen.turn,
    page: `${screen.at.kind} ${screen.at.id}`,
    // What carries no turn is owed by nobody: a trouble, an answer to a question.
    revision: screen.turn === "none" ? "" : (shownUnder.get(member) ?? ""),
  };
  const kills = isDue("P7");
  const screenNote = `${sent.turn} ${sent.page} ${sent.revision}`;
  note(member, `sends ${screenNote}`);
  const ended = (how: string): void => note(member, `${how} ${screenNote}`);
  return new Promise((resolve, reject) => {
    const request = httpRequest(settings.calls, { method: "POST", agent: false, signal }, (answer) => {
      answer.resume();
      ended(`${answer.statusCode} for`);
      if (answer.statusCode === 200) resolve();
      else reject(new Error("The platform refused."));
    });
    request.on("error", (error) => {
      ended(`${error.name} at`);
      reject(error);
    });
    request.end(JSON.stringify(sent), () => {
      if (kills) die("P7", member);
    });
  });
}

/** The store with its points of failure around it. */
function failing(members: Members): Members {
  const remember = (member: string, lease: Lease | undefined): void => {
    if (lease !== undefined) shownUnder.set(member, lease.revision);
  };
  const whose = new Map<string, string>();
  return {
    ...members,
    async load(member) {
      const loaded = await members.load(member);
      pass("P2");
      return loaded;
    },
    async commit(commit) {
      pass("P3");
      const committing = members.commit(commit);
      // The call is on its way by then, and nobody has read its answer.
      if (isDue("P4")) setImmediate(() => die("P4", commit.member));
      const committed = await committing;
      pass("P5");
      const lease = "lease" in committed ? committed.lease : undefined;
      const stands = "revision" in committed ? committed.revision : revisionOf(committed);
      note(commit.member, `${committed.kind} ${commit.updateId} ${stands} ${leaseNote(lease)}`);
      remember(commit.member, lease);
      if (lease !== undefined) whose.set(lease.key, commit.member);
      return committed;
    },
    async acknowledge(lease) {
      pass("P8");
      const answer = await members.acknowledge(lease);
      note(whose.get(lease.key) ?? "", `acknowledges ${lease.revision}: ${answer.kind}`);
      if (answer.kind === "more") {
        remember(whose.get(lease.key) ?? "", answer.lease);
        whose.set(answer.lease.key, whose.get(lease.key) ?? "");
      } else {
        whose.delete(lease.key);
      }
      pass("P9");
      return answer;
    },
    async postpone(lease, ms) {
      const answer = await members.postpone(lease, ms);
      note(whose.get(lease.key) ?? "", `postpones ${lease.revision} by ${ms}: ${answer.kind}`);
      return answer;
    },
    async owed(atMost) {
      const owed = await members.owed(atMost);
      if (owed.kind === "owed") {
        for (const { lease, address: place } of owed.debts) {
          const member = place.slice(place.indexOf(" ") + 1);
          note(member, `takes over ${leaseNote(lease)}`);
          remember(member, lease);
          whose.set(lease.key, member);
        }
      }
      return owed;
    },
  };
}

function leaseNote(lease: Lease | undefined): string {
  return lease === undefined
    ? "without a lease"
    : `lease on ${lease.revision}, ${Math.round(lease.left())} ms left`;
}

function revisionOf(committed: Committed | Unavailable): string {
  return "kept" in committed && committed.kept !== undefined ? committed.kept.revision : "-";
}
