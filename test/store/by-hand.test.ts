/** Somebody who can write to Redis, and somebody who can read its files: no session is forged, nothing is readable. */
import { copyFile, mkdir, readdir, readFile, truncate } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { emptyCase, emptySession, type Session } from "../../src/engine/session.js";
import type { Commit, Members } from "../../src/store/members.js";
import { isLong } from "../support/form.js";
import { type RedisServer, startRedis } from "../support/redis.js";
import { openStoreAt, type RedisStore, redisStoreAt, secrets } from "../support/redis-store.js";
import { nextTurn } from "../support/turn.js";
import { sessionWith } from "./open.js";

let server: RedisServer;
let store: RedisStore;
beforeAll(async () => {
  server = await startRedis();
});
beforeEach(async () => {
  await server.tell("FLUSHALL");
  store = redisStoreAt(server.url);
  await store.wire.ready(10_000);
});
afterEach(() => store.wire.close());
afterAll(() => server.close());

const recordOf = (member: string) => `{preceptor:0}:member:${store.sealing.nameOf(member)}`;
const update = (updateId: string, more: Partial<Commit> = {}): Commit => ({
  member: "test:1",
  updateId,
  session: sessionWith(updateId),
  address: "here",
  at: Date.now(),
  ...more,
});
const saved = async (commit: Commit, members: Members = store.members): Promise<string> => {
  const answer = await members.commit(commit);
  if (answer.kind !== "saved") throw new Error(`The commit was answered ${JSON.stringify(answer)}.`);
  return answer.revision;
};
const field = async (name: string): Promise<string> => {
  const answer = await server.tell("HGET", recordOf("test:1"), name);
  return answer.slice(answer.indexOf("\r\n") + 2, -2);
};

describe("F36: edited by hand", () => {
  it.each(["e", "s", "r", "oa", "lo", "lu"])(
    "a flipped byte in %s shows nobody anything that is not theirs",
    async (name) => {
      await saved(update("u1"));
      const bytes = Buffer.from(await field(name), "latin1");
      for (const at of [0, Math.floor(bytes.length / 2), bytes.length - 1]) {
        const flipped = Buffer.from(bytes);
        flipped[at] = (flipped[at] ?? 0) ^ 1;
        await server.tell("HSET", recordOf("test:1"), name, flipped.toString("latin1"));
        const loaded = await store.members.load("test:1");
        // A revision is bound to the session, so one without the other is not read.
        if (name === "e" || name === "s") expect(loaded.kind).toBe("unreadable");
        else expect(loaded).toMatchObject({ kind: "found", kept: { session: sessionWith("u1") } });
        const owed = await store.members.owed(10);
        expect(owed.kind).toBe("owed");
      }
      await server.tell("HSET", recordOf("test:1"), name, bytes.toString("latin1"));
    },
  );

  it("the case is begun anew over what cannot be read, and only over that", async () => {
    const first = await saved(update("u1"));
    await server.tell("HSET", recordOf("test:1"), "s", "nonsense");
    expect(await store.members.load("test:1")).toEqual({ kind: "unreadable", revision: first });
    expect(store.unreadable).toEqual(["session"]);
    expect(await store.members.commit(update("u2"))).toEqual({ kind: "conflict", unreadable: first });
    await saved(update("u2", { expected: first }));
    expect(await store.members.load("test:1")).toMatchObject({
      kind: "found",
      kept: { session: sessionWith("u2") },
    });
  });

  it("a session or an address of another member is not opened, nor an older one of the same", async () => {
    const first = await saved(update("mine"));
    await saved(update("theirs", { member: "test:2", address: "their chat" }));
    const mine = await field("s");
    await server.tell("HSET", recordOf("test:2"), "s", mine, "e", first);
    expect((await store.members.load("test:2")).kind).toBe("unreadable");
    await saved(update("later", { expected: first }));
    await server.tell("HSET", recordOf("test:1"), "s", mine);
    expect((await store.members.load("test:1")).kind).toBe("unreadable");
  });

  it("a debt whose address or session cannot be opened is dropped, and keeps nobody waiting", async () => {
    const quick = redisStoreAt(server.url, { leaseMs: 1 });
    await quick.wire.ready(10_000);
    for (const [member, name] of [
      ["test:1", "oa"],
      ["test:2", "s"],
      ["test:3", ""],
    ] as const) {
      await saved(update("u1", { member, address: `chat of ${member}` }), quick.members);
      if (name !== "") await server.tell("HSET", recordOf(member), name, "nonsense");
    }
    const slow = await untilOwed(store.members);
    expect(slow).toEqual(["chat of test:3"]);
    expect(store.unreadable.sort()).toEqual(["address", "session"]);
    expect(await server.tell("ZCARD", "{preceptor:0}:debts")).toBe(":1\r\n");
    await quick.wire.close();
  });

  it("a key of another type goes, and the member begins anew", async () => {
    await server.tell("SET", recordOf("test:1"), "no hash");
    expect(await store.members.load("test:1")).toEqual({ kind: "unreadable" });
    await saved(update("u1"));
  });

  it("F88: names that mean something to JavaScript are names like others", async () => {
    const session: Session = JSON.parse(
      `{"schema":1,"at":{"page":"home"},"cases":{"__proto__":{"answers":{"constructor":{"text":"a"}},"done":["toString"],"notes":{"__proto__":"b"},"letters":{},"seen":[]}},"turn":1}`,
    );
    await saved(update("u1", { member: "test:__proto__", session }));
    const loaded = await store.members.load("test:__proto__");
    expect(loaded.kind === "found" ? JSON.stringify(loaded.kept.session) : loaded).toBe(
      JSON.stringify(session),
    );
    expect(Object.hasOwn(Object.prototype, "answers")).toBe(false);
  });
});

/** The addresses owed to, once every lease of a millisecond has ended. */
async function untilOwed(members: Members): Promise<string[]> {
  for (;;) {
    const owed = await members.owed(10);
    if (owed.kind === "owed" && owed.debts.length > 0) return owed.debts.map((debt) => debt.address);
    await nextTurn();
  }
}

describe("F34, A6: power lost", () => {
  it("at any byte of a commit: the session is wholly before or wholly after", {
    timeout: 600_000,
  }, async () => {
    const first = await saved(update("before"));
    const log = join(server.folder, "appendonlydir");
    const name = (await readdir(log)).find((one) => one.endsWith(".incr.aof")) ?? "";
    const begins = (await readFile(join(log, name))).length;
    const second = await saved(update("after", { expected: first, session: sessionWith("before", "after") }));
    const ends = (await readFile(join(log, name))).length;
    const seen = { [first]: 0, [second]: 0 };
    for (let size = begins; size <= ends; size += size === ends || isLong ? 1 : Math.min(53, ends - size)) {
      const own = await startRedis({}, async (folder) => {
        await mkdir(join(folder, "appendonlydir"));
        for (const file of await readdir(log))
          await copyFile(join(log, file), join(folder, "appendonlydir", file));
        await truncate(join(folder, "appendonlydir", name), size);
      });
      const cut = redisStoreAt(own.url);
      await cut.wire.ready(10_000);
      const loaded = await cut.members.load("test:1");
      if (loaded.kind !== "found") throw new Error(`Cut at ${size}, the member was ${loaded.kind}.`);
      const whole = loaded.kept.revision === first ? sessionWith("before") : sessionWith("before", "after");
      expect(loaded.kept.session).toEqual(whole);
      seen[loaded.kept.revision] = (seen[loaded.kept.revision] ?? 0) + 1;
      await cut.wire.close();
      await own.close();
    }
    // Only the last byte makes it the session after.
    expect(seen[second]).toBe(1);
    expect(seen[first]).toBeGreaterThan(5);
  });
});

describe("F99, A37: what can be read in its files", () => {
  const canary = "zebracanary";
  const id = "4815162342";
  const session: Session = {
    ...emptySession,
    zone: canary,
    cases: {
      [canary]: { ...emptyCase, answers: { [canary]: { text: canary.repeat(40) } }, notes: { a: canary } },
    },
  };

  it("is no word, no platform's id and no name of an update; and after forget me and a rewrite nothing at all", async () => {
    const whole = openStoreAt(server.url, { allowed: "all" });
    await whole.begun();
    const member = `somewhere:${id}`;
    await saved(update(`${id}99`, { member, session, address: `chat ${id} ${canary}` }), whole.members);
    await whole.board.report({ article: "a", revision: "r", on: "2026-11-24", says: canary });
    await server.tell("BGSAVE");
    const sealed = whole.members.held(member);
    expect(await sealed).toMatchObject({ kind: "held" });
    const record = await server.tell("HGET", `{preceptor:0}:member:${store.sealing.nameOf(member)}`, "s");
    const sample = record.slice(30, 60);
    expect(await files()).toContain(sample);
    expect(await files()).not.toMatch(new RegExp(`${canary}|${id}`));
    expect(await server.tell("SLOWLOG", "GET", "128")).not.toContain(canary);

    await whole.members.erase({ member, updateId: `${id}98`, at: Date.now() });
    // The append-only file holds it until it is rewritten.
    expect(await files()).toContain(sample);
    await whole.rewrite();
    await rewritten();
    await server.tell("BGSAVE");
    await rewritten();
    expect(await files()).not.toContain(sample);
    // Once a day among all instances, however many are erased.
    await whole.members.erase({ member, updateId: `${id}97`, at: Date.now() });
    const before = await server.tell("INFO", "persistence");
    await whole.rewrite();
    expect(await server.tell("INFO", "persistence")).toContain(/aof_rewrites:\d+/.exec(before)?.[0] ?? "?");
    await whole.close();
  });

  async function rewritten(): Promise<void> {
    for (;;) {
      const info = await server.tell("INFO", "persistence");
      const busy = /(?:aof_rewrite_in_progress|aof_rewrite_scheduled|rdb_bgsave_in_progress):1/.test(info);
      // The old files go a moment after the new ones are there.
      const names = await readdir(join(server.folder, "appendonlydir"));
      if (!busy && names.length === 3) return;
    }
  }

  async function files(): Promise<string> {
    const log = join(server.folder, "appendonlydir");
    const all = [...(await readdir(log)).map((one) => join(log, one)), join(server.folder, "dump.rdb")];
    const texts = await Promise.all(all.map((one) => readFile(one, "latin1").catch(() => "")));
    return texts.join("");
  }
});

describe("A38: rotation", () => {
  it("twice under load: no read fails, and every member that comes back moves to the newest secret", async () => {
    const names = Array.from({ length: 30 }, (_, n) => `test:${n}`);
    const [second, third] = ["a second secret of 32 characters!", "a third secret of 32 characters!!"];
    for (const [state, previous] of [
      [secrets.state, []],
      [second, [secrets.state]],
      [third, [second, secrets.state]],
    ] as const) {
      const rotated = openStoreAt(server.url, { allowed: "all", secrets: { ...secrets, state, previous } });
      await rotated.begun();
      await Promise.all(
        names.map(async (member) => {
          const loaded = await rotated.members.load(member);
          if (loaded.kind === "unreadable" || loaded.kind === "unavailable") throw new Error(loaded.kind);
          const expected = loaded.kind === "found" ? { expected: loaded.kept.revision } : {};
          await saved(update(state, { member, ...expected }), rotated.members);
        }),
      );
      const counted = await rotated.keyNumbers();
      expect(counted.kind === "keys" ? [...counted.members.values()] : counted).toEqual([names.length]);
      await rotated.close();
    }
    const destroyed = redisStoreAt(server.url);
    await destroyed.wire.ready(10_000);
    expect((await destroyed.members.load("test:0")).kind).toBe("unreadable");
    await destroyed.wire.close();
  });
});
