/** What the bot demands of a Redis, each setting by itself: first as a function, then on real servers. */
import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type Connected, type Facts, weaknesses } from "../../src/store/redis-check.js";
import { startOldRedis } from "../support/old-redis.js";
import type { RedisServer } from "../support/redis.js";
import { startRedis } from "../support/redis.js";
import { openStoreAt } from "../support/redis-store.js";

const sound: Facts = {
  version: "7.0.15",
  role: "master",
  policy: "noeviction",
  maxmemory: 1,
  appendonly: true,
  appendfsync: "always",
  clockOff: -4_000,
};
const near: Connected = { loopback: true, tls: false, password: true, partitions: 1, meta: 1 };

describe("A5, F30: weaknesses", () => {
  it("are none of a sound server", () => {
    expect(weaknesses(sound, near)).toEqual([]);
    expect(weaknesses({ ...sound, version: "8.2.1" }, { ...near, loopback: false, tls: true })).toEqual([]);
  });

  it.each<[string, Partial<Facts>, Partial<Connected>]>([
    ["version", { version: "6.2.14" }, {}],
    ["version", { version: "unknown" }, {}],
    ["maxmemory-policy", { policy: "allkeys-lru" }, {}],
    ["maxmemory", { maxmemory: 0 }, {}],
    ["appendonly", { appendonly: false }, {}],
    ["appendfsync", { appendfsync: "everysec" }, {}],
    ["config", { appendfsync: undefined }, {}],
    ["replica", { role: "slave" }, {}],
    ["clock", { clockOff: 6_000 }, {}],
    ["tls", {}, { loopback: false }],
    ["password", {}, { password: false }],
    ["partitions", {}, { meta: 64 }],
  ])("name %s alone, and how to mend it", (name, fact, connected) => {
    const found = weaknesses({ ...sound, ...fact }, { ...near, ...connected });
    expect(found.map((one) => one.name)).toEqual([name]);
    expect(found[0]?.mend).not.toBe("");
  });
});

describe("A5, F30: a real server", () => {
  let server: RedisServer | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });
  const production = async (allowed: Parameters<typeof openStoreAt>[1]["allowed"], password = "pw") => {
    const url = `redis://:${password}@127.0.0.1:${server?.port ?? 0}`;
    const store = openStoreAt(url, { allowed });
    const away = await store.begun();
    const load = await store.members.load("test:1");
    const weak = store.weak();
    await store.close();
    return { away, load, weak };
  };

  it("that keeps what it confirms is used", async () => {
    server = await startRedis({ requirepass: "pw" });
    expect(await production([])).toEqual({ away: undefined, load: { kind: "none" }, weak: [] });
  });

  it("of compose.yaml is used in production", async () => {
    const compose: { services: { redis: { command: string[] } } } = parse(
      readFileSync(new URL("../../compose.yaml", import.meta.url), "utf8"),
    );
    const [program, ...words] = compose.services.redis.command;
    expect(program).toBe("redis-server");
    const settings = Object.fromEntries(
      words.flatMap((word, at): [string, string][] =>
        at % 2 === 0 ? [[word.replace(/^--/, ""), (words[at + 1] ?? "").replace(/^\$\{.*\}$/, "pw")]] : [],
      ),
    );
    server = await startRedis(settings);
    expect((await production([])).away).toBeUndefined();
  });

  it.each([
    ["everysec", { appendfsync: "everysec" }, "appendfsync is everysec"],
    ["allkeys-lru", { "maxmemory-policy": "allkeys-lru" }, "maxmemory-policy is allkeys-lru"],
    ["no append-only file", { appendonly: "no" }, "appendonly is no"],
    ["no limit", { maxmemory: "0" }, "maxmemory is 0"],
  ])("with %s is refused in one line, and nothing is read from it", async (_what, settings, says) => {
    server = await startRedis({ requirepass: "pw", ...settings });
    const { away, load } = await production([]);
    expect(away?.why).toContain(says);
    expect(away?.why).toMatch(/^Redis: .*: set .*, or name [\w-]+ in ALLOW_UNSAFE$/);
    expect(away?.mend).toBe("settings");
    expect(load).toEqual({ kind: "unavailable", why: away?.why });
  });

  it("that is weak in what was named is used, and the weakness is still said", async () => {
    server = await startRedis({ requirepass: "pw", appendfsync: "everysec" });
    const { away, load, weak } = await production(["appendfsync"]);
    expect([away, load.kind]).toEqual([undefined, "none"]);
    expect(weak).toEqual([expect.stringContaining("appendfsync is everysec")]);
  });

  it("that does not let itself be asked is not taken for sound", async () => {
    server = await startRedis({ requirepass: "pw", "rename-command": "CONFIG " });
    expect((await production([])).away?.why).toContain("not verified");
    expect((await production(["config"])).away).toBeUndefined();
  });

  it("that lets an account ask for nothing is not used", async () => {
    server = await startRedis({ requirepass: "pw" });
    await server.tell("ACL", "SETUSER", "bot", "on", ">pw", "~*", "&*", "+@all", "-info");
    const store = openStoreAt(`redis://bot:pw@127.0.0.1:${server.port}`, { allowed: "all" });
    const away = await store.begun();
    await store.close();
    expect(away?.why).toBe("Redis: its settings cannot be read (NOPERM)");
  });

  it("that is weakened while the bot runs is refused at the next look", async () => {
    server = await startRedis({ requirepass: "pw" });
    const store = openStoreAt(`redis://:pw@127.0.0.1:${server.port}`, { allowed: [] });
    expect(await store.begun()).toBeUndefined();
    await server.tell("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
    await store.look();
    expect(store.away()?.why).toContain("allkeys-lru");
    expect((await store.members.load("test:1")).kind).toBe("unavailable");
    await server.tell("CONFIG", "SET", "maxmemory-policy", "noeviction");
    await store.look();
    expect(store.away()).toBeUndefined();
    await store.close();
  });

  it("of another number of partitions is refused", async () => {
    server = await startRedis({ requirepass: "pw" });
    await server.tell("SET", "{preceptor:meta}", "64");
    expect((await production([])).away?.why).toContain("begun with 64 partitions and this address needs 1");
  });

  it.each([
    ["a wrong password", "redis://:wrong@127.0.0.1", /refuses the password \(WRONGPASS\)/],
    ["no password", "redis://127.0.0.1", /wants a password \(NOAUTH\)/],
  ])("and %s: one line that says what to mend", async (_what, url, says) => {
    server = await startRedis({ requirepass: "pw" });
    const store = openStoreAt(`${url}:${server.port}`, { allowed: [] });
    const away = await store.begun();
    await store.close();
    expect(away?.why).toMatch(says);
    expect(away?.mend).toBe("settings");
  });

  it("F30: of version 6 is refused in one line, whatever is allowed, and nothing of it is asked or written", async () => {
    const old = await startOldRedis("6.2.14");
    const store = openStoreAt(old.url, { allowed: "all" });
    try {
      const away = await store.begun();
      expect(away).toEqual({
        why: "Redis: its version is 6.2.14: use Redis 7.0 or later",
        mend: "settings",
      });
      expect(await store.members.load("test:1")).toEqual({ kind: "unavailable", why: away?.why });
      const only = ["CLIENT", "INFO", "TIME", "CONFIG"];
      expect(old.asked.filter((name) => !only.includes(name))).toEqual([]);
    } finally {
      await store.close();
      await old.close();
    }
  });
});
