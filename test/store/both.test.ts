/** The store in memory and the one in Redis give the same answers to the same operations, whatever they are. */
import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Kept, Lease, Members } from "../../src/store/members.js";
import { memoryStore } from "../../src/store/memory.js";
import { type RedisServer, startRedis } from "../support/redis.js";
import { openOnRedis } from "../support/redis-store.js";
import { type Operation, operation } from "./model.js";
import { contractDays, type OpenStore, sessionWith } from "./open.js";

let server: RedisServer;
beforeAll(async () => {
  server = await startRedis({ appendonly: "no" });
});
afterAll(() => server.close());

/** One of the two, with what it has handed out: names of revisions and leases differ, what they stand for may not. */
type Side = { store: OpenStore; leases: Map<string, Lease>; sessions: Map<string, Kept | undefined> };

it("agrees", { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { maxLength: 60 }), async (operations) => {
      const redis = sideOf(await openOnRedis(server));
      const memory = sideOf(openInMemory(redis.store.now()));
      try {
        for (const one of operations) {
          expect(await told(redis, one), JSON.stringify(one)).toEqual(await told(memory, one));
        }
      } finally {
        await redis.store.close();
      }
    }),
    { numRuns: 150 },
  );
});

function sideOf(store: OpenStore): Side {
  return { store, leases: new Map(), sessions: new Map() };
}

function openInMemory(begins: number): OpenStore {
  let now = begins;
  const random = (): string => randomBytes(6).toString("hex");
  return {
    ...memoryStore({ clock: () => now, random, sessionDays: contractDays }),
    pass: async (ms) => {
      now += ms;
    },
    now: () => now,
    close: async () => {},
  };
}

/** What the operation was answered and what is kept after it, without names that each store makes up. */
async function told(side: Side, asked: Operation): Promise<unknown> {
  const answer = await done(side, asked);
  const after = await Promise.all(
    ["test:1", "test:2"].map(async (member) => {
      const [load, held] = await Promise.all([
        side.store.members("one").load(member),
        side.store.members("one").held(member),
      ]);
      if (load.kind === "found") side.sessions.set(member, load.kept);
      else side.sessions.delete(member);
      return { load: plain(load), held: plain(held) };
    }),
  );
  return { answer: plain(answer), after };
}

async function done({ store, leases, sessions }: Side, asked: Operation): Promise<unknown> {
  if (asked.do === "pass") return store.pass(asked.ms);
  const members: Members = store.members(asked.holder);
  if (asked.do === "owed") {
    // Which of two debts of the same moment comes first is nobody's promise.
    const answer = await members.owed(9);
    if (answer.kind !== "owed") return answer;
    for (const debt of answer.debts) leases.set(`${asked.holder} ${memberAt(debt.address)}`, debt.lease);
    return answer.debts.map(plain).sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
  }
  const { member } = asked;
  const key = `${asked.holder} ${member}`;
  const keep = <A extends { lease?: Lease }>(answer: A): A => {
    if (answer.lease !== undefined) leases.set(key, answer.lease);
    return answer;
  };
  const address = `chat of ${member}`;
  const lease = leases.get(key);
  switch (asked.do) {
    case "commit": {
      const kept = asked.from === "newest" ? sessions.get(member) : undefined;
      const expected = asked.from === "older" ? "0.000000000000" : kept?.revision;
      const answer = await members.commit({
        member,
        updateId: `u${asked.update}`,
        ...(expected === undefined ? {} : { expected }),
        session: sessionWith(...(kept?.session.cases.denied?.done ?? []), `u${asked.update}`),
        // Every third owes nothing.
        ...(asked.update % 3 === 0 ? {} : { address }),
        at: store.now(),
      });
      return answer.kind === "saved" || answer.kind === "duplicate" ? keep(answer) : answer;
    }
    case "erase": {
      const answer = await members.erase({ member, updateId: `u${asked.update}`, address, at: store.now() });
      return answer.kind === "unavailable" ? answer : keep(answer);
    }
    case "acknowledge": {
      const answer = lease === undefined ? undefined : await members.acknowledge(lease);
      return answer?.kind === "more" ? keep(answer) : answer;
    }
    case "postpone":
      return lease === undefined ? undefined : members.postpone(lease, asked.ms);
  }
}

function memberAt(address: string): string {
  return address.replace("chat of ", "");
}

/** Revisions, leases and marks by their presence alone; the end of a record only to the day. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => {
      if (name === "revision" || name === "lease") return [name, one !== undefined];
      if (name === "updates") return [name, Array.isArray(one) ? one.length : one];
      if (name === "until") return [name, "some day"];
      return [name, plain(one)];
    }),
  );
}
