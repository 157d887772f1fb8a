/** Whether a Redis keeps what members were told is saved. Each setting that is not as it must be is named, with how to mend it. */
import { sharedKeys } from "./keys.js";
import { hostsOf, type RedisAddress } from "./redis-address.js";
import { type Answered, listOf, type Node, type Refused, textOf, type Wire } from "./wire.js";

/** What may be weaker than production demands, if whoever runs the bot names it. */
export const unsafeNames = [
  "maxmemory-policy",
  "maxmemory",
  "appendonly",
  "appendfsync",
  "replica",
  "tls",
  "password",
  "clock",
  "config",
] as const;
export type UnsafeName = (typeof unsafeNames)[number];

/** `version` and `partitions` can never be allowed: nothing would work, or members would not be found. */
export type Weakness = { name: UnsafeName | "version" | "partitions"; says: string; mend: string };

/** What is known of one server. Undefined: the provider does not let it be asked. */
export type Facts = {
  version: string;
  role: string;
  policy: string;
  maxmemory: number;
  appendonly: boolean;
  appendfsync: string | undefined;
  /** This server's clock less ours, in milliseconds. */
  clockOff: number;
};

export type Connected = {
  loopback: boolean;
  tls: boolean;
  password: boolean;
  partitions: number;
  meta: number;
};

/** What is wrong with a server that is reached in this way. Pure. */
export function weaknesses(facts: Facts, connected: Connected): Weakness[] {
  const found: Weakness[] = [];
  const weak = (name: Weakness["name"], is: boolean, says: string, mend: string): void => {
    if (is) found.push({ name, says, mend });
  };
  const { version, role, policy, maxmemory, appendonly, appendfsync, clockOff } = facts;
  weak(
    "version",
    !(Number.parseInt(version, 10) >= 7),
    `its version is ${version}`,
    "use Redis 7.0 or later",
  );
  weak(
    "maxmemory-policy",
    policy !== "noeviction",
    `maxmemory-policy is ${policy}, so it throws members away when it is full`,
    "set maxmemory-policy noeviction",
  );
  weak(
    "maxmemory",
    maxmemory === 0,
    "maxmemory is 0, so it grows until the machine ends it",
    "set maxmemory to what it may use, such as 256mb",
  );
  weak("appendonly", !appendonly, "appendonly is no, so a crash loses everything", "set appendonly yes");
  weak(
    "appendfsync",
    appendonly && appendfsync !== undefined && appendfsync !== "always",
    `appendfsync is ${appendfsync}, so a crash loses answers that were confirmed`,
    "set appendfsync always",
  );
  weak(
    "config",
    appendfsync === undefined,
    "CONFIG GET is not allowed, so appendfsync is not verified",
    "allow it, or ask the provider",
  );
  weak(
    "replica",
    role !== "master",
    `its role is ${role}, so it cannot be written to`,
    "name the master in REDIS_URL",
  );
  weak(
    "tls",
    !connected.tls && !connected.loopback,
    "it is on another machine and reached without TLS",
    "set rediss:// in REDIS_URL",
  );
  weak(
    "password",
    !connected.password,
    "it is reached without a password",
    "set requirepass, and the password in REDIS_URL",
  );
  weak(
    "clock",
    Math.abs(clockOff) > mostClockOff,
    `its clock is ${Math.round(clockOff / 1000)} seconds from this machine's`,
    "set both clocks by NTP",
  );
  weak(
    "partitions",
    connected.meta !== connected.partitions,
    `this database was begun with ${connected.meta} partitions and this address needs ${connected.partitions}`,
    "use the kind of address it was begun with, or an empty database",
  );
  return found;
}

/** Asks every server that holds a part. Gives each weakness once, or the refusal. */
export async function checkRedis(
  wire: Wire,
  address: RedisAddress,
  partitions: number,
  clock: () => number,
): Promise<{ kind: "checked"; weaknesses: readonly Weakness[] } | Refused> {
  const found = new Map<string, Weakness>();
  const facts: Facts[] = [];
  for (const node of wire.nodes()) {
    const read = await factsOf(node, clock);
    if ("kind" in read) return read;
    facts.push(read);
  }
  const old = facts.some((one) => !(Number.parseInt(one.version, 10) >= 7));
  // A server that cannot be used is not written to.
  const meta = old ? partitions : await metaOf(wire, partitions);
  if (typeof meta !== "number") return meta;
  const connected: Connected = {
    loopback: hostsOf(address).every((host) => /^(?:localhost|127(?:\.\d+){3}|::1)$/.test(host)),
    tls: address.tls,
    password: address.password !== undefined,
    partitions,
    meta,
  };
  for (const one of facts.flatMap((fact) => weaknesses(fact, connected))) found.set(one.name, one);
  return { kind: "checked", weaknesses: [...found.values()] };
}

const mostClockOff = 5_000;

async function factsOf(node: Node, clock: () => number): Promise<Facts | Refused> {
  const info = await node.send("INFO");
  if (info.kind === "unavailable") return info;
  const before = clock();
  const time = await node.send("TIME");
  const after = clock();
  if (time.kind === "unavailable") return time;
  const fsync = await node.send("CONFIG", "GET", "appendfsync");
  const fields = new Map(
    (textOf(info.reply) ?? "").split(/\r?\n/).flatMap((line): [string, string][] => {
      const colon = line.indexOf(":");
      return colon < 1 ? [] : [[line.slice(0, colon), line.slice(colon + 1)]];
    }),
  );
  const [seconds, micros] = listOf(time.reply).map((one) => Number(textOf(one)));
  return {
    version: fields.get("redis_version") ?? "unknown",
    role: fields.get("role") ?? "unknown",
    policy: fields.get("maxmemory_policy") ?? "unknown",
    maxmemory: Number(fields.get("maxmemory") ?? 0),
    appendonly: fields.get("aof_enabled") === "1",
    appendfsync: configured(fsync),
    clockOff: (seconds ?? 0) * 1000 + (micros ?? 0) / 1000 - (before + after) / 2,
  };
}

function configured(answer: Answered): string | undefined {
  return answer.kind === "answer" ? textOf(listOf(answer.reply)[1]) : undefined;
}

/** How many partitions the database was begun with; begins it where it is empty. */
async function metaOf(wire: Wire, partitions: number): Promise<number | Refused> {
  const read = await wire.send("GET", sharedKeys.meta);
  if (read.kind === "unavailable") return read;
  const standing = textOf(read.reply);
  if (standing !== undefined) return Number(standing);
  const begun = await wire.send("SET", sharedKeys.meta, partitions, "NX");
  // A full or read-only server is found weak by its settings; here it only cannot be begun.
  if (begun.kind === "unavailable") return begun.code === undefined ? begun : partitions;
  return partitions;
}
