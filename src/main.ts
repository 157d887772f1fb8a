#!/usr/bin/env node
/**
 * The composition root: the only file that knows all the parts. Nobody imports it. Parts are imported where they are
 * put together, so that a command waits only for those it needs.
 */
import { randomBytes, randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as pause } from "node:timers/promises";
import type { Conversation, Folders, Ledger, PageWatcher, Parts, Serving } from "./cli/parts.js";
import { run } from "./cli/run.js";
import { type Config, findingLines, packageRoot, readConfig, unusable } from "./config.js";
import type { Loaded } from "./content/loaded.js";
import { platformFindings } from "./platform-findings.js";
import { platformsOf, previewPage } from "./platforms.js";
import type { Level, Log } from "./runtime/log.js";
import type { Shelf } from "./runtime/parts.js";
import type { Runtime } from "./runtime/runtime.js";
import { type Members, memberLimits } from "./store/members.js";
import type { RedisStore, StoreEvent } from "./store/redis-store.js";

const root = packageRoot();
const configured = readConfig(process.env, root, process.cwd());

/** How often debts are looked for and folders looked at, in milliseconds. */
const sweepMs = 2_000;
const lookMs = 1_000;
/** How often the settings of Redis are looked at again, and whether a forgotten member is still in its files. */
const tendMs = 60_000;
/** How long updates that are under way are waited for at the end. */
const quietMs = 3_000;
/** Sessions that a process keeps to save a read. */
const warm = { most: 1_000, ageMs: 60_000 } as const;
/** Platforms that never repeat an old update need to remember fewer of them. */
const rings: Readonly<Record<string, number>> = { discord: 32 };

process.exitCode = await run(process.argv.slice(2), await createParts());

async function createParts(): Promise<Parts> {
  const { version }: { version: string } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  return {
    version,
    io: { input: process.stdin, output: process.stdout, errors: process.stderr },
    environment: process.env,
    now: Date.now,
    settings: () => configured,
    load,
    open,
    talk: async (host, talk) => {
      const { connect } = await import("../adapters/terminal/index.js");
      await connect(host, talk).ended;
    },
    serve,
    ledger,
    asking: async (library) => {
      const { shelfOf, keeping } = await shelves(await quietLog());
      return shelfOf(library, keeping).asking;
    },
    study: async (library) => {
      const { keptOf } = await import("./runtime/kept.js");
      return keptOf(library, configured.cacheDir, Date.now).told;
    },
    platforms: async () => (configured.config === undefined ? [] : platformFindings(configured.config)),
  };
}

async function load(folders: Folders): Promise<Loaded> {
  const [{ readFiles }, { parseLibrary }] = await Promise.all([
    import("./content/load.js"),
    import("./content/parse.js"),
  ]);
  return parseLibrary(await readFiles(folders));
}

/** Search over libraries, and where what was studied of them is kept. */
async function shelves(log: Log) {
  const made = await import("./runtime/shelf.js");
  return { ...made, keeping: { folder: configured.cacheDir, clock: Date.now, log } };
}

/** Without `members` cases are kept in memory. */
async function runtimeOf(
  config: Config,
  log: Log,
  shelf: Shelf,
  members: Members | undefined,
  watch?: PageWatcher,
): Promise<Runtime> {
  const { createRuntime } = await import("./runtime/runtime.js");
  return createRuntime(
    {
      members: members ?? (await inMemory(config)),
      lasting: members !== undefined,
      log,
      clock: Date.now,
      sessionDays: config.sessionDays,
      ...(config.community === undefined ? {} : { community: config.community }),
      // A wait keeps no process from ending.
      pause: (ms) => pause(ms, undefined, { ref: false }),
      random: Math.random,
      ...(watch === undefined ? {} : { watch }),
    },
    shelf,
  );
}

/** The store that forgets; `serve` says so. */
async function inMemory(config: Config): Promise<Members> {
  const { memoryStore } = await import("./store/memory.js");
  const random = (): string => randomBytes(6).toString("hex");
  return memoryStore({ clock: Date.now, random, sessionDays: config.sessionDays }).members(randomUUID());
}

/** The store in Redis, or nothing where no address is set. It connects by itself and never ends the process. */
async function inRedis(config: Config, tell: (event: StoreEvent) => void): Promise<RedisStore | undefined> {
  if (config.redis === undefined) return undefined;
  const [{ openRedisStore }, { readScripts }, { createRandom }] = await Promise.all([
    import("./store/redis-store.js"),
    import("./store/scripts.js"),
    import("./store/sealed.js"),
  ]);
  return openRedisStore({
    ...config.redis,
    scripts: await readScripts(root),
    sessionDays: config.sessionDays,
    random: createRandom(),
    clock: Date.now,
    steady: () => performance.now(),
    leaseMs: memberLimits.leaseMs,
    ringOf: (platform) => rings[platform] ?? memberLimits.ring,
    warm,
    tell,
  });
}

/** What is kept in Redis, for the commands that only look. */
async function ledger(): Promise<Ledger | undefined> {
  const config = soundConfig();
  const store = await inRedis(config, () => undefined);
  if (store === undefined || config.redis === undefined) return undefined;
  const { numberOfSecret } = await import("./store/sealed.js");
  const { state, previous } = config.redis.secrets;
  const away = await store.begun();
  return {
    ...(away === undefined ? {} : { away: away.why }),
    weak: store.weak(),
    newest: numberOfSecret(state),
    previous: previous.map(numberOfSecret),
    keyNumbers: store.keyNumbers,
    held: store.members.held,
    close: store.close,
  };
}

/** Log lines go where they do not mix with what a person or a program reads. */
async function logTo(level: Level): Promise<Log> {
  const { createLog } = await import("./runtime/log.js");
  return createLog(level, Date.now, process.stderr);
}

/** In a conversation only failures are logged, unless more is asked for. */
function quietLog(): Promise<Log> {
  return logTo(process.env.LOG_LEVEL === undefined ? "error" : (configured.config?.logLevel ?? "error"));
}

/** The settings; whoever asks for them has been told what is wrong before. */
function soundConfig(): Config {
  if (configured.config !== undefined) return configured.config;
  throw unusable(configured.findings);
}

async function open(loaded: Loaded, watch: PageWatcher): Promise<Conversation> {
  const config = soundConfig();
  const log = await quietLog();
  const { shelfOf, keeping } = await shelves(log);
  const shelf = shelfOf(loaded.library, keeping);
  const runtime = await runtimeOf(config, log, shelf, undefined, watch);
  return { host: runtime.host("terminal"), keeps: "not-kept", close: runtime.quiet };
}

async function serve(what: "platforms" | "preview", loaded: Loaded, folders: Folders): Promise<Serving> {
  const config = soundConfig();
  const log = await logTo(config.logLevel);
  const { readFiles, signatureOf } = await import("./content/load.js");
  const { revisionOf } = await import("./content/parse.js");
  const now = await signatureOf(folders);
  // A file that has changed since it was read is taken over at the first looks.
  const before = revisionOf(await readFiles(folders)) === loaded.library.revision ? now : "";
  const store = await inRedis(config, log.write);
  const away = await store?.begun();
  if (away?.mend === "settings") {
    await store?.close();
    throw new Error(away.why);
  }
  // Before members are answered: nobody waits for it later.
  const { readyShelf, examinedShelf, keeping } = await shelves(log);
  const shelf = readyShelf(loaded.library, keeping);
  const runtime = await runtimeOf(config, log, shelf, store?.members);
  const page = await previewPage(runtime, root);
  const connections = new Map([["web", page]]);
  const [{ serveHttp }, { createReloader }, { every }] = await Promise.all([
    import("./runtime/http.js"),
    import("./runtime/reload.js"),
    import("./runtime/every.js"),
  ]);
  const { host, port } = config;
  const notReady = (): string[] => {
    const gone = store?.away();
    const unheard = [...connections.values()].flatMap((one) => one.notReady?.() ?? []);
    return [...(gone === undefined ? [] : [gone.why]), ...unheard];
  };
  const weak = (): readonly string[] => store?.weak() ?? [];
  const server = await serveHttp({
    host,
    port,
    settings: { host: "HOST", port: "PORT" },
    routes: page.routes,
    notReady,
    weak,
    log,
  }).catch(async (error: unknown) => {
    await store?.close();
    throw error;
  });
  // An address leaves its port out where it is the usual one of http.
  const { port: taken } = new URL(server.url);
  log.write({ event: "listening", port: taken === "" ? 80 : Number(taken) });
  const platforms = what === "preview" ? [] : await platformsOf(config, runtime, store?.board);
  for (const { name, connection } of platforms) connections.set(name, connection);
  const { publicHost, publicPort } = config;
  const calling = platforms.filter(({ connection }) => connection.routes.length > 0);
  const called =
    calling.length === 0
      ? undefined
      : await serveHttp({
          host: publicHost,
          port: publicPort,
          settings: { host: "PUBLIC_HOST", port: "PUBLIC_PORT" },
          routes: calling.flatMap(({ connection }) => connection.routes),
          notReady,
          weak: () => [],
          log,
        }).catch(async (error: unknown) => {
          // Nobody may go on who cannot be called, looked at or stopped.
          await Promise.all(platforms.map(({ connection }) => connection.close()));
          await server.close();
          await store?.close();
          throw error;
        });
  // Whoever is told where to call may do so at once.
  for (const { connection } of platforms) connection.begin?.();
  const reloader = createReloader(
    {
      signature: () => signatureOf(folders),
      examine: () => examinedShelf(folders, keeping),
      replace: runtime.replace,
      log,
    },
    before,
  );
  const loops = [every(sweepMs, () => runtime.sweep(connections)), every(lookMs, reloader.look)];
  if (store !== undefined) {
    loops.push(every(tendMs, () => Promise.all([store.look(), store.rewrite()]).catch(() => undefined)));
  }
  const stop = async (): Promise<void> => {
    log.write({ event: "stopping" });
    await Promise.all(loops.map((loop) => loop.stop()));
    // Nothing new comes in after that, and what came is answered while the store is still there.
    await Promise.all(platforms.map(({ connection }) => connection.close()));
    await called?.close();
    await server.close();
    await Promise.race([runtime.quiet(), pause(quietMs)]);
    await page.close();
    await store?.close();
  };
  return {
    says: [
      ...platforms.map(({ title }) => `${title} is being connected; /readyz says when it is.`),
      ...(called === undefined
        ? []
        : [`Calls of ${calling.map(({ title }) => title).join(" and ")} are taken at ${called.url}`]),
      `The preview page is at ${server.url}`,
      ...findingLines(configured.findings, "missing"),
      ...(away === undefined
        ? []
        : [`${away.why}. Cases cannot be saved until it is there; all else works.`]),
      ...weak(),
      "Ctrl-C stops it.",
    ],
    stopped: signalled().then(stop),
  };
}

/** Resolves at the first signal that asks the process to end. */
function signalled(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}
