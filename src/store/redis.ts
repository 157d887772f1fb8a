/** The wire to a real Redis through ioredis: one server, a cluster, or whatever Sentinels name as the master. */
import { Cluster, Redis, type RedisOptions } from "ioredis";
import type { RedisAddress } from "./redis-address.js";
import type { ScriptName, Scripts } from "./scripts.js";
import type { Answered, Argument, Node, Refused, Reply, Wire } from "./wire.js";

/** How long an answer is waited for in all, and how much of it for a connection. In milliseconds. */
export const wireLimits = { askMs: 2_000, readyMs: 1_000 } as const;

/**
 * Connects, and goes on connecting for as long as it is open; it never ends the process. What is asked while there is no
 * connection waits a second at most.
 */
export function openRedis(address: RedisAddress, scripts: Scripts): Wire {
  const client = createClient(address);
  const trouble = watchTrouble(client, address.tls);
  const ask = (send: () => Promise<unknown>): Promise<Answered> => asked(client, trouble, send);
  let subscriber: Redis | Cluster | undefined;
  client.connect().catch(() => undefined);
  return {
    run: (script, keys, args) => ask(() => runScript(client, scripts, script, keys, args)),
    send: (command, ...args) => ask(() => client.callBuffer(command, args.map(written))),
    nodes: () => (client instanceof Cluster ? client.nodes("master") : [client]).map((one) => node(one, ask)),
    away: () => (client.status === "ready" ? undefined : { why: trouble.why(), mend: trouble.mend() }),
    ready: (ms) => isReady(client, ms),
    async publish(channel, text) {
      await ask(() => client.callBuffer("PUBLISH", [channel, text]));
    },
    subscribe(channel, hear) {
      const listener = createClient(address);
      subscriber = listener;
      watchTrouble(listener, address.tls);
      listener.on("message", (_channel: string, text: string) => hear(text));
      listener.on("ready", () => {
        listener.subscribe(channel).catch(() => undefined);
      });
      listener.connect().catch(() => undefined);
    },
    onReady(work) {
      client.on("ready", work);
      if (client.status === "ready") work();
    },
    async close() {
      client.disconnect();
      subscriber?.disconnect();
    },
  };
}

/**
 * Each of these is there because the default loses something: an endless queue while Redis is away hides the outage, a
 * command that timed out leaves a dead socket behind, and 20 retries make a member wait.
 */
const common = {
  protocol: 2,
  connectTimeout: 2_000,
  commandTimeout: wireLimits.askMs,
  socketTimeout: wireLimits.askMs,
  maxRetriesPerRequest: 1,
  enableOfflineQueue: false,
  maxLoadingRetryTime: 1_000,
  lazyConnect: true,
  // A master that became a replica: connect anew, and Sentinel names the new one.
  reconnectOnError: (error: Error) => (codeOf(error) === "READONLY" ? 1 : false),
} as const satisfies RedisOptions;

function retryMs(times: number): number {
  return Math.min(1_000, 50 * 2 ** Math.min(times, 5));
}

function createClient(address: RedisAddress): Redis | Cluster {
  const { tls, username, password } = address;
  const secure = {
    ...(tls ? { tls: {} } : {}),
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
  };
  switch (address.kind) {
    case "server":
      return new Redis({ ...common, ...secure, ...address.at, db: address.db, retryStrategy: retryMs });
    case "sentinel":
      return new Redis({
        ...common,
        ...secure,
        sentinels: [...address.sentinels],
        name: address.master,
        db: address.db,
        enableTLSForSentinelMode: tls,
        retryStrategy: retryMs,
        sentinelRetryStrategy: retryMs,
      });
    case "cluster": {
      const { enableOfflineQueue, lazyConnect, ...perNode } = common;
      return new Cluster([...address.nodes], {
        enableOfflineQueue,
        lazyConnect,
        clusterRetryStrategy: retryMs,
        redisOptions: { ...perNode, ...secure },
      });
    }
  }
}

type Trouble = { why(): string; mend(): "settings" | "wait" };

/** The last thing that went wrong with the connection, in words that hold no argument of a command. */
function watchTrouble(client: Redis | Cluster, tls: boolean): Trouble {
  let last: Reason = { says: "is not connected yet", mend: "wait" };
  let begun = false;
  client.on("error", (error: unknown) => {
    last = !begun && !tls && isReset(error) ? endsAtOnce : reasonOf(error, tls);
  });
  client.on("ready", () => {
    begun = true;
    last = { says: "the connection was lost", mend: "wait" };
  });
  client.on("close", () => {
    if (!begun && !tls && last.says === "is not connected yet") last = endsAtOnce;
  });
  return { why: () => `Redis: ${last.says}`, mend: () => last.mend };
}

function isReset(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ECONNRESET" || error.code === "EPIPE");
}

const endsAtOnce: Reason = {
  says: "it ends each connection at once: if it wants TLS, set rediss:// in REDIS_URL",
  mend: "wait",
};

type Reason = { says: string; mend: "settings" | "wait" };

function reasonOf(error: unknown, tls = false): Reason {
  const code = codeOf(error);
  if (code !== undefined) return reasons[code] ?? { says: `answered ${code}`, mend: "wait" };
  const system = error instanceof Error && "code" in error ? error.code : undefined;
  const inner = error instanceof Error && "lastNodeError" in error ? error.lastNodeError : undefined;
  if (typeof system === "string" && /^[A-Z_\d]{2,60}$/.test(system)) {
    if (/^ERR_SSL|^EPROTO$/.test(system)) return reasons.TLS ?? noAnswer;
    if (/CERT|^UNABLE_TO_/.test(system)) return { says: certificate(system), mend: "settings" };
    // A server that does not speak TLS waits for the end of a line that never comes.
    const hint =
      tls && system === "ETIMEDOUT" ? " over TLS: if it does not speak TLS, set redis:// in REDIS_URL" : "";
    return { says: `it cannot be reached (${system})${hint}`, mend: "wait" };
  }
  return inner === undefined ? noAnswer : reasonOf(inner, tls);
}

/** What is wrong with the certificate that it showed, by the name that Node gives it. */
function certificate(system: string): string {
  switch (system) {
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return `its certificate is for another name (${system}): set the name it is for in REDIS_URL`;
    case "CERT_HAS_EXPIRED":
    case "CERT_NOT_YET_VALID":
      return `its certificate is not valid today (${system}): give it one that is`;
    default:
      return `its certificate is not trusted (${system}): name the file of who signed it in NODE_EXTRA_CA_CERTS`;
  }
}

const noAnswer: Reason = { says: "it does not answer", mend: "wait" };

/** What an operator can do about it. */
const reasons: Readonly<Record<string, Reason>> = {
  WRONGPASS: { says: "it refuses the password (WRONGPASS): mend the one in REDIS_URL", mend: "settings" },
  NOAUTH: {
    says: "it wants a password (NOAUTH): set it in REDIS_URL as redis://:password@host",
    mend: "settings",
  },
  LOADING: { says: "it is loading its data (LOADING)", mend: "wait" },
  TLS: {
    says: "it does not speak TLS: set redis:// in place of rediss://, or give it a certificate",
    mend: "settings",
  },
};

/** The first word of an error that Redis itself answered. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.name !== "ReplyError") return undefined;
  return /^[A-Z]+/.exec(error.message)?.[0] ?? "ERR";
}

const mostTries = 3;

async function asked(
  client: Redis | Cluster,
  trouble: Trouble,
  send: () => Promise<unknown>,
): Promise<Answered> {
  const end = performance.now() + wireLimits.askMs;
  const refused = (why: string, perhaps: boolean, code?: string): Refused => ({
    kind: "unavailable",
    why,
    ...(perhaps ? { perhaps } : {}),
    ...(code === undefined ? {} : { code }),
  });
  // Once an answer was lost nobody knows whether the call took effect, whatever the next try is told.
  let perhaps = false;
  for (let tries = 1; ; tries += 1) {
    const left = end - performance.now();
    if (client.status !== "ready" && !(await isReady(client, Math.min(wireLimits.readyMs, left)))) {
      return refused(trouble.why(), perhaps);
    }
    try {
      return { kind: "answer", reply: replyOf(await send()) };
    } catch (error) {
      const code = codeOf(error);
      perhaps ||= code === undefined;
      if (code !== undefined || tries === mostTries || performance.now() >= end) {
        return refused(`Redis: ${reasonOf(error).says}`, perhaps, code);
      }
    }
  }
}

function isReady(client: Redis | Cluster, ms: number): Promise<boolean> {
  if (client.status === "ready") return Promise.resolve(true);
  return new Promise((resolve) => {
    const done = (ready: boolean) => () => {
      clearTimeout(timer);
      client.off("ready", seen);
      resolve(ready);
    };
    const seen = done(true);
    const timer = setTimeout(done(false), Math.max(0, ms));
    client.once("ready", seen);
  });
}

async function runScript(
  client: Redis | Cluster,
  scripts: Scripts,
  name: ScriptName,
  keys: readonly string[],
  args: readonly Argument[],
): Promise<unknown> {
  const { sha, text } = scripts[name];
  const rest = [...keys, ...args.map(written)];
  try {
    return await client.callBuffer("EVALSHA", [sha, keys.length, ...rest]);
  } catch (error) {
    // After a restart or SCRIPT FLUSH Redis has to be told the text again.
    if (codeOf(error) !== "NOSCRIPT") throw error;
    return client.callBuffer("EVAL", [text, keys.length, ...rest]);
  }
}

function written(argument: Argument): string | number | Buffer {
  return argument instanceof Uint8Array
    ? Buffer.from(argument.buffer, argument.byteOffset, argument.byteLength)
    : argument;
}

function replyOf(value: unknown): Reply {
  if (value instanceof Uint8Array || typeof value === "number") return value;
  if (typeof value === "string") return Buffer.from(value, "utf8");
  return Array.isArray(value) ? value.map(replyOf) : null;
}

function node(one: Redis, ask: (send: () => Promise<unknown>) => Promise<Answered>): Node {
  return { send: (command, ...args) => ask(() => one.callBuffer(command, args.map(written))) };
}
