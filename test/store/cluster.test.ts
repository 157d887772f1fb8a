/** A cluster of three masters while a slot moves under load, and a master that Sentinels replace. */
import { afterEach, describe, expect, it } from "vitest";
import type { Revision } from "../../src/store/members.js";
import type { RedisStore } from "../../src/store/redis-store.js";
import { createSealing } from "../../src/store/sealed.js";
import { freePort, type RedisServer, startRedis, startSentinel } from "../support/redis.js";
import { openStoreAt, secrets } from "../support/redis-store.js";
import { nextTurn } from "../support/turn.js";
import { sessionWith } from "./open.js";

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function started(settings: Record<string, string>): Promise<RedisServer> {
  const server = await startRedis(settings);
  open.push(server);
  return server;
}

async function opened(url: string, tries = 1): Promise<RedisStore> {
  const store = openStoreAt(url, { allowed: "all" });
  open.push(store);
  for (let n = 0; n < tries && (await store.begun()) !== undefined; n += 1);
  expect(store.away()).toBeUndefined();
  return store;
}

async function startCluster(): Promise<{ servers: readonly RedisServer[]; url: string }> {
  const servers = await Promise.all(
    [0, 1, 2].map(async () =>
      started({
        "cluster-enabled": "yes",
        "cluster-port": String(await freePort()),
        "cluster-node-timeout": "2000",
      }),
    ),
  );
  const ranges = [
    ["0", "5460"],
    ["5461", "10922"],
    ["10923", "16383"],
  ];
  for (const [index, server] of servers.entries()) {
    await server.tell("CLUSTER", "SET-CONFIG-EPOCH", String(index + 1));
    await server.tell("CLUSTER", "ADDSLOTSRANGE", ...(ranges[index] ?? []));
  }
  const [first, ...others] = servers;
  for (const other of others) {
    const bus = (await other.tell("CONFIG", "GET", "cluster-port")).split("\r\n")[4] ?? "";
    await first?.tell("CLUSTER", "MEET", "127.0.0.1", String(other.port), bus);
  }
  for (const server of servers) {
    while (!(await server.tell("CLUSTER", "INFO")).includes("cluster_state:ok"));
    while (!(await server.tell("CLUSTER", "INFO")).includes("cluster_known_nodes:3"));
  }
  return { servers, url: `redis+cluster://${servers.map((server) => `127.0.0.1:${server.port}`).join(",")}` };
}

describe("F32, A40: a cluster", () => {
  it("of three masters keeps members on all of them, shows what is owed, and loses nothing while a slot moves", async () => {
    const { servers, url } = await startCluster();
    const store = await opened(url, 5);
    const names = Array.from({ length: 40 }, (_, n) => `test:${n}`);
    const revisions = new Map<string, Revision>();
    const applied = new Map<string, string[]>(names.map((name) => [name, []]));
    const commit = async (member: string): Promise<void> => {
      const list = applied.get(member) ?? [];
      const updateId = `u${list.length}`;
      const expected = revisions.get(member);
      for (;;) {
        const saved = await store.members.commit({
          member,
          updateId,
          ...(expected === undefined ? {} : { expected }),
          session: sessionWith(...list, updateId),
          address: `chat of ${member}`,
          at: 1,
        });
        if (saved.kind === "unavailable") {
          await nextTurn();
          continue;
        }
        if (saved.kind === "conflict" || saved.kind === "too-large") {
          throw new Error(`Nobody else commits, and little is kept: expected no ${saved.kind}.`);
        }
        // After a lost answer: it was applied, and what is kept says so.
        const revision = saved.kind === "saved" ? saved.revision : saved.kept?.revision;
        if (revision === undefined) throw new Error("The record is gone.");
        revisions.set(member, revision);
        list.push(updateId);
        return;
      }
    };
    await Promise.all(names.map(commit));
    const sizes = await Promise.all(servers.map((server) => server.tell("DBSIZE")));
    expect(sizes.filter((size) => size === ":0\r\n")).toEqual([]);

    // One member's slot moves to another master, key by key, while everybody goes on.
    const { nameOf } = createSealing(secrets);
    const partition = Buffer.from(nameOf("test:0").slice(0, 4), "base64url").readUInt16BE(0) % 64;
    const tag = `{preceptor:${partition}}`;
    const slot = (await servers[0]?.tell("CLUSTER", "KEYSLOT", tag))?.slice(1, -2) ?? "";
    const at = Number(slot) <= 5460 ? 0 : Number(slot) <= 10922 ? 1 : 2;
    const [from, to] = [servers[at], servers[(at + 1) % 3]];
    if (from === undefined || to === undefined) return;
    const ids = await Promise.all(
      [from, to].map(async (one) => (await one.tell("CLUSTER", "MYID")).split("\r\n")[1]),
    );
    const [fromId = "", toId = ""] = ids;
    await to.tell("CLUSTER", "SETSLOT", slot, "IMPORTING", fromId);
    await from.tell("CLUSTER", "SETSLOT", slot, "MIGRATING", toId);
    const load = (async () => {
      for (let round = 0; round < 10; round += 1) await Promise.all(names.map(commit));
    })();
    for (;;) {
      const keys = (await from.tell("CLUSTER", "GETKEYSINSLOT", slot, "1")).split("\r\n")[2];
      if (keys === undefined || keys === "") break;
      await from.tell("MIGRATE", "127.0.0.1", String(to.port), keys, "0", "5000");
    }
    for (const server of [to, from]) await server.tell("CLUSTER", "SETSLOT", slot, "NODE", toId);
    await load;
    expect(await to.tell("CLUSTER", "COUNTKEYSINSLOT", slot)).not.toBe(":0\r\n");

    for (const member of names) {
      const loaded = await store.members.load(member);
      const list = applied.get(member) ?? [];
      expect(list).toHaveLength(11);
      expect(loaded).toMatchObject({ kind: "found", kept: { session: sessionWith(...list) } });
    }
    const counted = await store.keyNumbers();
    expect(counted.kind === "keys" ? [...counted.members.values()] : counted).toEqual([names.length]);
    expect(await store.members.owed(10)).toEqual({ kind: "owed", debts: [] });
  });

  it("is not used by the address of one of its servers alone", async () => {
    const { servers, url } = await startCluster();
    await opened(url, 5);
    const store = openStoreAt(`redis://127.0.0.1:${servers[0]?.port ?? 0}`, { allowed: "all" });
    open.push(store);
    await store.begun();
    expect((await store.members.load("test:0")).kind).toBe("unavailable");
  });
});

describe("Sentinel", () => {
  it("names another master when the one dies, and what the replica has is there", async () => {
    const master = await started({});
    const replica = await started({ replicaof: `127.0.0.1 ${master.port}` });
    while (!(await replica.tell("INFO", "replication")).includes("master_link_status:up"));
    const sentinel = await startSentinel("members", master.port);
    open.push(sentinel);
    while (!(await sentinel.tell("SENTINEL", "REPLICAS", "members")).includes(String(replica.port)));
    const store = await opened(`redis+sentinel://127.0.0.1:${sentinel.port}/members`);
    const update = { member: "test:1", session: sessionWith("u1"), at: 1 };
    const first = await store.members.commit({ ...update, updateId: "u1" });
    if (first.kind !== "saved") throw new Error(`The commit was answered ${first.kind}.`);
    // WAIT would only wait for what its own connection wrote.
    const written = await offset(master, /master_repl_offset:(\d+)/);
    while ((await offset(replica, /slave_repl_offset:(\d+)/)) < written) await nextTurn();
    await master.kill();
    for (;;) {
      const next = await store.members.commit({ ...update, updateId: "u2", expected: first.revision });
      if (next.kind !== "unavailable") {
        // An attempt whose answer was lost with the master was applied all the same.
        expect(["saved", "duplicate"]).toContain(next.kind);
        break;
      }
      await nextTurn();
    }
    expect(await replica.tell("ROLE")).toContain("master");
  });
});

/** How much of what was written the server has, in bytes. */
async function offset(server: { tell(...words: string[]): Promise<string> }, says: RegExp): Promise<number> {
  return Number(says.exec(await server.tell("INFO", "replication"))?.[1] ?? 0);
}
