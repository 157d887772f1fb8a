/** Sessions that a process remembers: the contract holds with them as without, and they never overrule what is kept. */
import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Commit, Members } from "../../src/store/members.js";
import { memoryStore } from "../../src/store/memory.js";
import { createSealing } from "../../src/store/sealed.js";
import { type WarmLimits, warmed } from "../../src/store/warm.js";
import { type RedisServer, startRedis } from "../support/redis.js";
import { openStoreAt, secrets } from "../support/redis-store.js";
import { membersContract } from "./contract.js";
import { contractDays, type OpenStore, sessionWith } from "./open.js";

const warm: WarmLimits = { most: 1_000, ageMs: 60_000 };
const { nameOf } = createSealing(secrets);
const update = (updateId: string, more: Partial<Commit> = {}): Commit => ({
  member: "test:1",
  updateId,
  session: sessionWith(updateId),
  at: 0,
  ...more,
});

describe("members in memory, by one process that remembers", () => {
  // A record that expires is remembered for as long as a session may be old.
  const limits = { ...warm, ageMs: 1_000 };
  membersContract(async (): Promise<OpenStore> => {
    let now = Date.parse("2026-11-24T12:00:00Z");
    const clock = () => now;
    const store = memoryStore({
      clock,
      random: () => randomBytes(6).toString("hex"),
      sessionDays: contractDays,
    });
    // The contract speaks of what is kept: two processes that remember apart may read what is a minute old.
    const one = warmed(store.members("one"), { ...limits, clock, nameOf });
    const shared = (members: Members): Members => ({
      ...members,
      load: one.members.load,
      commit: async (commit) => {
        const committed = await members.commit(commit);
        one.forget(nameOf(commit.member));
        return committed;
      },
      erase: async (erasure) => {
        const erased = await members.erase(erasure);
        one.forget(nameOf(erasure.member));
        return erased;
      },
    });
    const two = shared(store.members("two"));
    return {
      members: (holder) => (holder === "two" ? two : one.members),
      board: store.board,
      pass: async (ms) => {
        now += ms;
      },
      now: clock,
      close: async () => {},
    };
  });
});

describe("what a process remembers", () => {
  function counted(limits: WarmLimits) {
    let now = 0;
    let loads = 0;
    const store = memoryStore({
      clock: () => now,
      random: () => randomBytes(6).toString("hex"),
      sessionDays: 1,
    });
    const members = store.members("one");
    const one = warmed(
      {
        ...members,
        load: (member) => {
          loads += 1;
          return members.load(member);
        },
      },
      { ...limits, clock: () => now, nameOf },
    );
    return {
      one,
      other: store.members("other"),
      loads: () => loads,
      pass: (ms: number) => {
        now += ms;
      },
    };
  }

  it("saves the read of the next update, for so long and for so many members", async () => {
    const { one, loads, pass } = counted({ most: 2, ageMs: 1_000 });
    for (const member of ["a", "b", "c"]) await one.members.commit(update("u1", { member }));
    await one.members.load("c");
    await one.members.load("b");
    expect(loads()).toBe(0);
    await one.members.load("a");
    expect(loads()).toBe(1);
    pass(1_001);
    await one.members.load("b");
    expect(loads()).toBe(2);
  });

  it("A8: is overruled by what is kept, and takes it over with the conflict", async () => {
    const { one, other, loads } = counted(warm);
    const first = await one.members.commit(update("u1"));
    const expected = first.kind === "saved" ? first.revision : "";
    await other.commit(update("u2", { expected, session: sessionWith("u1", "u2") }));
    expect(await one.members.load("test:1")).toMatchObject({ kept: { session: sessionWith("u1") } });
    expect(await one.members.commit(update("u3", { expected }))).toMatchObject({ kind: "conflict" });
    expect(await one.members.load("test:1")).toMatchObject({ kept: { session: sessionWith("u1", "u2") } });
    expect(loads()).toBe(0);
  });
});

describe("A37: over Redis", () => {
  let server: RedisServer;
  const open: { close(): Promise<void> }[] = [];
  beforeAll(async () => {
    server = await startRedis();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((store) => store.close()));
  });
  afterAll(() => server.close());

  it("the others are told of a forgotten member, and drop what they remember", async () => {
    const stores = await Promise.all(
      [1, 2].map(async () => {
        const store = openStoreAt(server.url, { allowed: "all", warm });
        open.push(store);
        await store.begun();
        return store;
      }),
    );
    const [one, two] = stores;
    if (one === undefined || two === undefined) return;
    while (!(await server.tell("PUBSUB", "NUMSUB", "preceptor:forgotten")).includes(":2\r\n"));
    await one.members.commit(update("u1", { at: 1 }));
    expect((await two.members.load("test:1")).kind).toBe("found");
    await server.tell("CONFIG", "RESETSTAT");
    expect((await two.members.load("test:1")).kind).toBe("found");
    expect(await server.tell("INFO", "commandstats")).not.toContain("hmget");
    await one.members.erase({ member: "test:1", updateId: "u2", at: 2 });
    // The message comes by itself; until it does, the other one is the only place that remembers.
    while ((await two.members.load("test:1")).kind === "found") await server.tell("PING");
    expect((await two.members.load("test:1")).kind).toBe("none");
  });
});
