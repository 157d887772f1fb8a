/** One chaos run: members answer while processes and Redis are killed; then every answer and every last screen is counted. */
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { serialize } from "node:v8";
import { parseLibrary } from "../../src/content/parse.js";
import { soundFiles } from "../check/fixtures.js";
import { type RedisServer, startRedis } from "../support/redis.js";
import { openStoreAt } from "../support/redis-store.js";
import type { Call, Failpoint, Note } from "./messages.js";
import { type Platform, startPlatform } from "./platform.js";
import { seeded } from "./seeded.js";
import { type Supervisor, startSupervisor } from "./supervisor.js";

export type ChaosSettings = {
  seed: number;
  members: number;
  /** How many answers each member gives, at most `mostAnswers`. */
  answers: number;
  workers: number;
  /** How likely a process kills itself at its point; 0: never. */
  chance: number;
  /** Redis is killed each time so many more updates were confirmed; 0: never. */
  redisEvery: number;
  /** Whether the platform refuses and forgets to answer. */
  platformFaults: boolean;
  warm: boolean;
  /** Processes are replaced as a deployment does each time so many more updates were confirmed; 0: never. */
  replaceEvery?: number;
};

export type ChaosReport = {
  updates: number;
  kills: Readonly<Record<Failpoint, number>>;
  redisKills: number;
  replaced: readonly { code: number | null; ms: number }[];
  lost: number;
  twice: number;
  disordered: number;
  /** Members whose last screen is not that of their session. */
  lastWrong: number;
  /** Of those the last calls, and what the processes did, to find out why. */
  wrong: readonly string[];
  /** Screens that were shown again although they were shown under the same revision. */
  shownAgain: number;
  calls: number;
  /** Sends that failed or took too long, as the processes logged them: each may show its screen again. */
  failedSends: number;
  /** Of processes that died between the confirmation and the screen: the longest until it was shown, in ms. */
  longestOwedMs: number;
  owedMs: readonly number[];
  debtsLeft: number;
  /** Whether a member's name or number stood in a log. */
  leaked: boolean;
  seconds: number;
};

export const mostAnswers = 60;

/** Sweep and send are ten times shorter than in use. The lease is five times, since an answer of Redis is waited for as long as in use. */
const shorter = { leaseMs: 3_000, sweepMs: 200, sendMs: 600 } as const;

/** Compiles the worker; once for a file of tests. */
export function compileWorker(): void {
  const tsc = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));
  const project = fileURLToPath(new URL("tsconfig.json", import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [tsc, "-p", project], { encoding: "utf8" });
  if (status !== 0) throw new Error(`The worker could not be compiled.\n${stdout}${stderr}`);
}

export type Workers = { platform: Platform; supervisor: Supervisor; close(): Promise<void> };

/** The processes of a run over this Redis, and the platform that they show on. */
export async function startWorkers(
  redis: string,
  settings: Pick<ChaosSettings, "workers" | "chance" | "warm" | "platformFaults"> & { warmMs?: number },
  random: () => number,
): Promise<Workers> {
  const folder = await mkdtemp(join(tmpdir(), "chaos-"));
  const library = join(folder, "library");
  await writeFile(library, serialize(await chaosLibrary()));
  const platform = await startPlatform(random, settings.platformFaults);
  const { workers, chance, warm, warmMs = 60_000 } = settings;
  const each = { redis, calls: platform.url, library, chance, warm, warmMs, ...shorter };
  const supervisor = await startSupervisor(workers, each, random);
  return {
    platform,
    supervisor,
    async close() {
      await supervisor.close();
      platform.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export async function runChaos(settings: ChaosSettings): Promise<ChaosReport> {
  const begun = performance.now();
  const random = seeded(settings.seed);
  const redis = await startRedis();
  const started = await startWorkers(redis.url, settings, random);
  const { platform, supervisor } = started;
  try {
    const owed = watchOwed(platform.onCall, supervisor.onOwing);
    const redisKiller = killer(redis, settings.redisEvery);
    const replaced: { code: number | null; ms: number }[] = [];
    let replacing: Promise<void> = Promise.resolve();
    let updates = 0;
    const confirmed = async (): Promise<void> => {
      updates += 1;
      const { replaceEvery = 0 } = settings;
      if (replaceEvery > 0 && updates % replaceEvery === 0) {
        const index = replaced.length % settings.workers;
        replacing = replacing.then(async () => {
          replaced.push(await supervisor.replace(index));
        });
      }
      await redisKiller.confirmed();
    };
    const send = async (update: Parameters<typeof supervisor.send>[0]): Promise<void> => {
      while (!(await supervisor.send(update)));
      await confirmed();
    };
    const names = Array.from({ length: settings.members }, (_, n) => `chaos:member${n}`);
    await Promise.all(
      names.map(async (member) => {
        let done = false;
        await send({ id: "a0", member, at: Date.now(), answer: 0 });
        const answering = async (): Promise<void> => {
          for (let answer = 1; answer <= settings.answers; answer += 1) {
            const update = { id: `a${answer}`, member, at: Date.now(), answer };
            await send(update);
            // One of twenty comes twice.
            if (random() < 0.05) await send(update);
          }
          done = true;
        };
        const pressing = async (): Promise<void> => {
          for (let press = 0; !done; press += 1) await send({ id: `p${press}`, member, at: Date.now() });
        };
        await Promise.all([answering(), pressing()]);
      }),
    );
    await replacing;
    await redisKiller.done();
    supervisor.calm();
    const debtsLeft = await quiet(redis);
    const counted = await oracle(redis, names, settings.answers, platform.calls, supervisor.notesOf);
    const log = supervisor.logged();
    return {
      updates,
      kills: { ...supervisor.kills() },
      redisKills: redisKiller.kills(),
      replaced,
      ...counted,
      calls: platform.calls.length,
      failedSends: log.split('"event":"show-failed"').length - 1,
      shownAgain: again(platform.calls),
      longestOwedMs: Math.round(Math.max(0, ...owed.all())),
      owedMs: owed.all().map(Math.round),
      debtsLeft,
      leaked: /chaos:member/.test(log),
      seconds: Math.round((performance.now() - begun) / 1000),
    };
  } finally {
    await started.close();
    await redis.close();
  }
}

/**
 * `list`: a flow in which each answer is a number, so that the answers are the list of what was applied, in order. `tell`:
 * one in which an answer is in the member's own words.
 */
export async function chaosLibrary(): Promise<unknown> {
  const files = await soundFiles();
  const ids = Array.from({ length: mostAnswers }, (_, n) => `n${n}`);
  addFlow(files, "list", new Map(ids.map((id) => [id, "kind: number, min: 1, max: 999"])));
  addFlow(
    files,
    "tell",
    new Map([
      ["words", "kind: text, lines: 2, max: 400"],
      ["more", "kind: number, min: 1, max: 9"],
    ]),
  );
  const { library, problems } = parseLibrary(files);
  const [first] = problems;
  if (first !== undefined) throw new Error(`${first.file}: unexpected ${first.unexpected}`);
  return library;
}

function addFlow(files: Map<string, string>, name: string, questions: ReadonlyMap<string, string>): void {
  const ids = [...questions.keys()];
  files.set(
    `flows/${name}.yaml`,
    [
      `command: ${name}`,
      `at-most: ${mostAnswers}`,
      "questions:",
      ...ids.map((id) => `  - { id: ${id}, ${questions.get(id)} }`),
      "verdicts:",
      "  - { id: done }",
      "groups: [{ id: now }]",
      "actions: [{ id: tell, group: now, due: 2 days, article: help/tell, safe: true }]",
      "",
    ].join("\n"),
  );
  const head = (files.get("content/en/flows/lost.yaml") ?? "").split("\nquestions:")[0] ?? "";
  files.set(
    `content/en/flows/${name}.yaml`,
    [
      head,
      "questions:",
      ...ids.map(
        (id) => `  ${id}: { short: ${id}, ask: "Which one?", why: "It is counted.", hint: "Say it." }`,
      ),
      "verdicts: { done: { title: Done } }",
      "groups: { now: { title: Now } }",
      "actions: { tell: { title: Tell the program } }",
      "",
    ].join("\n"),
  );
}

/** How long screens of dead processes took. */
function watchOwed(
  onCall: (hear: (call: Call) => void) => void,
  onOwing: (hear: (member: string) => void) => void,
) {
  const since = new Map<string, number>();
  const took: number[] = [];
  onOwing((member) => {
    if (!since.has(member)) since.set(member, performance.now());
  });
  onCall(({ member, turn }) => {
    // A trouble or an answer to a question is owed by nobody.
    if (turn === "none") return;
    const at = since.get(member);
    if (at === undefined) return;
    since.delete(member);
    took.push(performance.now() - at);
  });
  return { all: () => took };
}

/** Kills Redis and starts it again on what is in its folder. */
function killer(redis: RedisServer, every: number) {
  let confirmed = 0;
  let kills = 0;
  let killing: Promise<void> | undefined;
  return {
    kills: () => kills,
    async confirmed() {
      confirmed += 1;
      if (every === 0 || confirmed % every !== 0 || killing !== undefined) return;
      killing = redis
        .kill()
        .then(redis.start)
        .finally(() => {
          kills += 1;
          killing = undefined;
        });
    },
    done: async () => killing,
  };
}

/** Waits until nothing is owed any more, and lets the processes have the machine meanwhile; gives what is left after a minute. */
async function quiet(redis: RedisServer): Promise<number> {
  for (const end = performance.now() + 60_000; ; ) {
    const left = Number((await redis.tell("ZCARD", "{preceptor:0}:debts")).slice(1));
    if (left === 0 || performance.now() > end) return left;
    await pause(100);
  }
}

async function oracle(
  redis: RedisServer,
  names: readonly string[],
  answers: number,
  calls: readonly Call[],
  notesOf: (member: string) => readonly Note[],
) {
  const secrets = {
    id: "an id secret for the chaos run, long",
    state: "a state secret for the chaos run, long",
  };
  const store = openStoreAt(redis.url, { allowed: "all", secrets: { ...secrets, previous: [] } });
  await store.begun();
  const total = { lost: 0, twice: 0, disordered: 0, lastWrong: 0 };
  const wrong: string[] = [];
  for (const member of names) {
    const held = await store.members.held(member);
    const session = held.kind === "held" ? held.kept.session : undefined;
    const given = session?.cases.list?.answers ?? {};
    const list = Array.from({ length: mostAnswers }, (_, n) => given[`n${n}`]).flatMap((answer) =>
      answer !== undefined && "number" in answer ? [answer.number] : [],
    );
    const times = new Map<number, number>();
    for (const one of list) times.set(one, (times.get(one) ?? 0) + 1);
    for (let answer = 1; answer <= answers; answer += 1) {
      const count = times.get(answer) ?? 0;
      if (count === 0) total.lost += 1;
      if (count > 1) total.twice += 1;
    }
    if (list.some((one, index) => one !== index + 1)) total.disordered += 1;
    const last = calls.findLast((call) => call.member === member);
    const page = answers === mostAnswers ? "plan done" : `question n${answers}`;
    if (last?.turn !== session?.turn || last?.page !== page) {
      total.lastWrong += 1;
      const tail = calls.filter((call) => call.member === member).slice(-4);
      wrong.push(
        [
          `turn ${session?.turn}: ${tail.map((call) => `${call.turn} ${call.page} ${call.revision}`).join(" | ")}`,
          ...notesOf(member)
            .slice(-80)
            .map(({ at, what }) => `${at} ${what}`),
        ].join("\n"),
      );
    }
  }
  await store.close();
  return { ...total, wrong };
}

/** Calls beyond the first under the same revision; what nobody owes has none. */
function again(calls: readonly Call[]): number {
  const owed = calls.filter((call) => call.revision !== "");
  return owed.length - new Set(owed.map((call) => `${call.member} ${call.revision}`)).size;
}
