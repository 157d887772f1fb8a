/** A real redis-server of the test's own, on a free port and in a folder of its own; never the machine's. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createConnection, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import places from "./redis-places.json" with { type: "json" };

export type RedisServer = {
  port: number;
  url: string;
  folder: string;
  /** Sends one command on a connection of its own; gives the answer as Redis wrote it. Rejects while it is down. */
  tell(...command: readonly string[]): Promise<string>;
  /** Ends it as a power cut would: no `finally` of its own runs. */
  kill(): Promise<void>;
  stop(): void;
  goOn(): void;
  /** Starts it again on the same port with what is in its folder. Resolves when it answers. */
  start(): Promise<void>;
  close(): Promise<void>;
};

/** `settings` are those of redis.conf; the defaults here pass the check at start. `prepare` fills the folder before it starts. */
export async function startRedis(
  settings: Readonly<Record<string, string>> = {},
  prepare: (folder: string) => Promise<void> = async () => undefined,
): Promise<RedisServer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await startOnce(settings, prepare);
    } catch (error) {
      // Somebody else can have taken the free port meanwhile.
      if (tries === 3) throw error;
    }
  }
}

async function startOnce(
  settings: Readonly<Record<string, string>>,
  prepare: (folder: string) => Promise<void>,
): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), "redis-"));
  await prepare(folder);
  const port = await freePort();
  const all = {
    port: String(port),
    bind: "127.0.0.1",
    dir: folder,
    save: "",
    appendonly: "yes",
    appendfsync: "always",
    maxmemory: "200mb",
    "maxmemory-policy": "noeviction",
    "enable-debug-command": "yes",
    "enable-protected-configs": "yes",
    "repl-diskless-sync-delay": "0",
    loglevel: "warning",
    logfile: join(folder, "log"),
    ...settings,
  };
  const common = Object.entries(all).flatMap(([name, value]) => [
    `--${name}`,
    ...(value === "" ? [""] : value.split(" ")),
  ]);
  const sentinel = join(folder, sentinelFile);
  // A Sentinel writes into its file, and knows few settings.
  const args = existsSync(sentinel)
    ? [sentinel, "--sentinel", "--port", String(port), "--dir", folder, "--logfile", join(folder, "log")]
    : common;
  let child: ChildProcess | undefined;
  const server: RedisServer = {
    port,
    url: `redis://127.0.0.1:${port}`,
    folder,
    tell: (...command) => tell(port, settings.requirepass, command),
    async kill() {
      const ended = child;
      child = undefined;
      if (ended === undefined || ended.exitCode !== null) return;
      const gone = once(ended, "exit");
      ended.kill("SIGCONT");
      ended.kill("SIGKILL");
      await gone;
    },
    stop: () => child?.kill("SIGSTOP"),
    goOn: () => child?.kill("SIGCONT"),
    async start() {
      child = spawn(findRedis(), args, { stdio: "ignore" });
      const ended = once(child, "exit").then(() => "ended" as const);
      for (;;) {
        const answer = await Promise.race([ended, server.tell("PING").catch(() => undefined)]);
        if (answer === "ended") throw new Error(`redis-server ended at its start; see ${folder}/log`);
        if (answer?.startsWith("+PONG") || answer?.startsWith("-LOADING")) return;
      }
    },
    async close() {
      await server.kill();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  await server.start();
  return server;
}

/** A Sentinel that watches one master and replaces it by itself within a second or two. */
export async function startSentinel(name: string, master: number): Promise<RedisServer> {
  return startRedis({}, async (folder) => {
    const lines = [
      `sentinel monitor ${name} 127.0.0.1 ${master} 1`,
      `sentinel down-after-milliseconds ${name} 500`,
      `sentinel failover-timeout ${name} 2000`,
    ];
    await writeFile(join(folder, sentinelFile), `${lines.join("\n")}\n`);
  });
}

const sentinelFile = "sentinel.conf";

export async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("No free port was found.");
  return address.port;
}

function findRedis(): string {
  const given = process.env.REDIS_SERVER;
  const found = given === undefined ? places.find((place) => existsSync(place)) : given;
  if (found === undefined || !existsSync(found)) {
    throw new Error(
      `No redis-server at ${given ?? places.join(", ")}: install it (Debian: apt-get install redis-server) or set REDIS_SERVER to its path.`,
    );
  }
  return found;
}

function tell(port: number, password: string | undefined, command: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ port, host: "127.0.0.1" });
    const asked = [...(password === undefined ? [] : [["AUTH", password]]), command];
    let text = "";
    socket.setEncoding("latin1");
    socket.on("error", reject);
    socket.on("close", () => reject(new Error("Redis ended the connection.")));
    socket.on("data", (chunk) => {
      text += String(chunk);
      const { answers, rest } = wholeAnswers(text);
      if (rest !== "" || answers.length < asked.length) return;
      resolve(answers.at(-1) ?? "");
      socket.destroy();
    });
    for (const one of asked) {
      const parts = one.map((part) => `$${Buffer.byteLength(part, "latin1")}\r\n${part}\r\n`);
      socket.write(`*${one.length}\r\n${parts.join("")}`, "latin1");
    }
  });
}

/** Cuts a stream of the Redis protocol into answers. */
function wholeAnswers(text: string): { answers: string[]; rest: string } {
  const answers: string[] = [];
  let at = 0;
  for (;;) {
    const end = endOfAnswer(text, at);
    if (end === undefined) return { answers, rest: text.slice(at) };
    answers.push(text.slice(at, end));
    at = end;
  }
}

function endOfAnswer(text: string, from: number): number | undefined {
  const line = text.indexOf("\r\n", from);
  if (line === -1) return undefined;
  const size = Number(text.slice(from + 1, line));
  let at = line + 2;
  if (text[from] === "$") return size < 0 ? at : at + size + 2 <= text.length ? at + size + 2 : undefined;
  if (text[from] !== "*") return at;
  for (let item = 0; item < size; item += 1) {
    const end = endOfAnswer(text, at);
    if (end === undefined) return undefined;
    at = end;
  }
  return at;
}
