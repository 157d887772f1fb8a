/**
 * A model of the store of members: what it must hold after any sequence of operations by two processes. It counts
 * only what matters (which updates are applied, who may show, what is owed), so that it stays plainly right.
 */
import fc from "fast-check";
import { expect } from "vitest";
import { type Lease, type Members, memberLimits, type Revision } from "../../src/store/members.js";
import { contractDays, type OpenStore, sessionWith } from "./open.js";

type Holder = "one" | "two";

type ModelRow = {
  revision: Revision;
  /** The updates in the session, in order; undefined where the member is forgotten. */
  applied?: readonly string[];
  seen: readonly string[];
  erasedAt?: number;
  owed?: { address: string; due: number; lease?: { holder: Holder; until: number } };
  until: number;
};

type World = {
  store: OpenStore;
  rows: Map<string, ModelRow>;
  /** The newest lease that each process was given for a member. */
  leases: Map<string, Lease>;
};

export type Operation =
  | { do: "commit"; member: string; holder: Holder; update: number; from: "newest" | "older" | "nothing" }
  | { do: "erase"; member: string; holder: Holder; update: number }
  | { do: "acknowledge"; member: string; holder: Holder }
  | { do: "postpone"; member: string; holder: Holder; ms: number }
  | { do: "owed"; holder: Holder; atMost: number }
  | { do: "pass"; ms: number };

const member = fc.constantFrom("test:1", "test:2");
const holder = fc.constantFrom<Holder>("one", "two");
const update = fc.nat({ max: 12 });

export const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("commit" as const),
      member,
      holder,
      update,
      from: fc.constantFrom("newest" as const, "newest" as const, "older" as const, "nothing" as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("erase" as const), member, holder, update }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("acknowledge" as const), member, holder }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("postpone" as const),
      member,
      holder,
      ms: fc.constantFrom(1, 60_000),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("owed" as const), holder, atMost: fc.constantFrom(1, 9) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("pass" as const),
      ms: fc.constantFrom(
        1000,
        memberLimits.leaseMs + 1,
        memberLimits.tombstoneMs + 1,
        contractDays * 86_400_000 + 1,
      ),
    }),
  },
);

/** Any sequence of operations has the same answers in the store and in the model. */
export function runModel(open: () => Promise<OpenStore>): fc.IAsyncProperty<[Operation[]]> {
  return fc.asyncProperty(fc.array(operation, { maxLength: 60 }), async (operations) => {
    const store = await open();
    const world: World = { store, rows: new Map(), leases: new Map() };
    try {
      for (const one of operations) {
        await apply(world, one);
        await compare(world);
      }
    } finally {
      await store.close();
    }
  });
}

async function apply(world: World, asked: Operation): Promise<void> {
  switch (asked.do) {
    case "commit":
      return commit(world, asked);
    case "erase":
      return erase(world, asked);
    case "acknowledge":
      return acknowledge(world, asked);
    case "postpone":
      return postpone(world, asked);
    case "owed":
      return owed(world, asked);
    case "pass":
      return world.store.pass(asked.ms);
  }
}

async function commit(world: World, asked: Extract<Operation, { do: "commit" }>): Promise<void> {
  const { store } = world;
  const row = rowOf(world, asked.member);
  const id = `u${asked.update}`;
  const known = row?.applied === undefined ? undefined : row.revision;
  const expected = asked.from === "newest" ? known : asked.from === "older" ? "0.000000000000" : undefined;
  const applied = [...(row?.applied ?? []), id];
  const answer = await members(world, asked.holder).commit({
    member: asked.member,
    updateId: id,
    ...(expected === undefined ? {} : { expected }),
    session: sessionWith(...applied),
    address: `chat of ${asked.member}`,
    at: store.now(),
  });
  const straggles = row?.erasedAt !== undefined && store.now() <= row.erasedAt;
  if (row !== undefined && (row.seen.includes(id) || straggles)) {
    expect(answer.kind).toBe("duplicate");
    if (answer.kind !== "duplicate") return;
    expect(answer.kept?.session).toEqual(row.applied === undefined ? undefined : sessionWith(...row.applied));
    const free = row.owed !== undefined && leaseOf(world, row) === undefined;
    expect(answer.lease !== undefined).toBe(free);
    if (answer.lease !== undefined) grant(world, asked.member, row, asked.holder, answer.lease);
    return;
  }
  if (expected !== known) {
    expect(answer.kind).toBe("conflict");
    if (answer.kind === "conflict") expect(answer.kept?.revision).toBe(known);
    return;
  }
  expect(answer.kind).toBe("saved");
  if (answer.kind !== "saved") return;
  expect(answer.lease === undefined).toBe(leaseOf(world, row) !== undefined);
  const next: ModelRow = {
    revision: answer.revision,
    applied,
    seen: [...(row?.seen ?? []), id],
    until: store.now() + contractDays * 86_400_000,
    owed: owedAfter(world, asked.member, row),
  };
  world.rows.set(asked.member, next);
  if (answer.lease !== undefined) grant(world, asked.member, next, asked.holder, answer.lease);
}

async function erase(world: World, asked: Extract<Operation, { do: "erase" }>): Promise<void> {
  const { store } = world;
  const row = rowOf(world, asked.member);
  const id = `u${asked.update}`;
  const answer = await members(world, asked.holder).erase({
    member: asked.member,
    updateId: id,
    address: `chat of ${asked.member}`,
    at: store.now(),
  });
  expect(answer.kind).toBe("erased");
  if (answer.kind !== "erased") return;
  expect(answer.lease === undefined).toBe(leaseOf(world, row) !== undefined);
  const held = await members(world, asked.holder).held(asked.member);
  const next: ModelRow = {
    revision: held.kind === "erased" ? held.revision : "none",
    seen: [id],
    erasedAt: store.now(),
    until: store.now() + memberLimits.tombstoneMs,
    owed: owedAfter(world, asked.member, row),
  };
  world.rows.set(asked.member, next);
  if (answer.lease !== undefined) grant(world, asked.member, next, asked.holder, answer.lease);
}

async function acknowledge(world: World, asked: Extract<Operation, { do: "acknowledge" }>): Promise<void> {
  const lease = world.leases.get(`${asked.holder} ${asked.member}`);
  if (lease === undefined) return;
  const row = rowOf(world, asked.member);
  const answer = await members(world, asked.holder).acknowledge(lease);
  if (row === undefined || leaseOf(world, row) !== asked.holder) {
    expect(answer.kind).toBe("lost");
    return;
  }
  if (lease.revision === row.revision) {
    expect(answer).toEqual({ kind: "settled" });
    const { owed: _paid, ...rest } = row;
    world.rows.set(asked.member, rest);
    return;
  }
  expect(answer.kind).toBe("more");
  if (answer.kind !== "more") return;
  expect(answer.kept?.session).toEqual(row.applied === undefined ? undefined : sessionWith(...row.applied));
  grant(world, asked.member, row, asked.holder, answer.lease);
}

async function postpone(world: World, asked: Extract<Operation, { do: "postpone" }>): Promise<void> {
  const lease = world.leases.get(`${asked.holder} ${asked.member}`);
  if (lease === undefined) return;
  const row = rowOf(world, asked.member);
  const answer = await members(world, asked.holder).postpone(lease, asked.ms);
  if (row?.owed === undefined || leaseOf(world, row) !== asked.holder) {
    expect(answer.kind).toBe("lost");
    return;
  }
  expect(answer.kind).toBe("postponed");
  const { address } = row.owed;
  world.rows.set(asked.member, { ...row, owed: { address, due: world.store.now() + asked.ms } });
}

async function owed(world: World, asked: Extract<Operation, { do: "owed" }>): Promise<void> {
  const answer = await members(world, asked.holder).owed(asked.atMost);
  expect(answer.kind).toBe("owed");
  if (answer.kind !== "owed") return;
  const due = ["test:1", "test:2"].filter((one) => {
    const row = rowOf(world, one);
    return row?.owed !== undefined && row.owed.due <= world.store.now() && leaseOf(world, row) === undefined;
  });
  expect(answer.debts).toHaveLength(Math.min(due.length, asked.atMost));
  for (const debt of answer.debts) {
    const whose = due.find((one) => debt.address === `chat of ${one}`);
    const row = whose === undefined ? undefined : rowOf(world, whose);
    expect(debt.kept?.session).toEqual(row?.applied === undefined ? undefined : sessionWith(...row.applied));
    if (whose !== undefined && row !== undefined) grant(world, whose, row, asked.holder, debt.lease);
  }
}

async function compare(world: World): Promise<void> {
  for (const one of ["test:1", "test:2"]) {
    const row = rowOf(world, one);
    const loaded = await members(world, "one").load(one);
    if (row?.applied === undefined) {
      expect(loaded.kind).toBe("none");
      if (loaded.kind === "none") expect(loaded.erased?.at).toBe(row?.erasedAt);
    } else {
      expect(loaded).toEqual({
        kind: "found",
        kept: { revision: row.revision, session: sessionWith(...row.applied) },
      });
    }
  }
}

function members(world: World, name: Holder): Members {
  return world.store.members(name);
}

function rowOf(world: World, name: string): ModelRow | undefined {
  const row = world.rows.get(name);
  if (row === undefined || row.until > world.store.now()) return row;
  world.rows.delete(name);
  return undefined;
}

/** Who has the lease now. */
function leaseOf(world: World, row: ModelRow | undefined): Holder | undefined {
  const lease = row?.owed?.lease;
  return lease !== undefined && lease.until > world.store.now() ? lease.holder : undefined;
}

/** What is owed after a write: under the lease that stands, or due now. */
function owedAfter(world: World, name: string, row: ModelRow | undefined): NonNullable<ModelRow["owed"]> {
  const address = `chat of ${name}`;
  return row?.owed !== undefined && leaseOf(world, row) !== undefined
    ? { ...row.owed, address }
    : { address, due: world.store.now() };
}

function grant(world: World, name: string, row: ModelRow, to: Holder, lease: Lease): void {
  const until = world.store.now() + memberLimits.leaseMs;
  expect(lease.revision).toBe(row.revision);
  world.leases.set(`${to} ${name}`, lease);
  world.rows.set(name, {
    ...row,
    owed: { address: `chat of ${name}`, due: until, lease: { holder: to, until } },
  });
}
