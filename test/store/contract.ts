/** What every store of members and every board keeps to. Each implementation calls both with a way to open an empty one. */
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Session } from "../../src/engine/session.js";
import { type Board, mostReports } from "../../src/store/board.js";
import {
  type Commit,
  type Lease,
  type Members,
  memberLimits,
  nextRevision,
  type Revision,
} from "../../src/store/members.js";
import { runModel } from "./model.js";
import { contractDays, type OpenStore, sessionWith } from "./open.js";

const day = 86_400_000;

export function membersContract(open: () => Promise<OpenStore>): void {
  let store: OpenStore;
  let one: Members;
  let two: Members;
  beforeEach(async () => {
    store = await open();
    one = store.members("one");
    two = store.members("two");
  });
  afterEach(() => store.close());

  const commit = (updateId: string, more: Partial<Commit> = {}): Commit => ({
    member: "test:1",
    updateId,
    session: sessionWith(updateId),
    address: "here",
    at: store.now(),
    ...more,
  });
  const saved = async (asked: Commit, by = one): Promise<{ revision: Revision; lease?: Lease }> => {
    const answer = await by.commit(asked);
    if (answer.kind !== "saved") throw new Error(`The commit was answered ${answer.kind}, expected saved.`);
    return answer;
  };
  const leased = async (asked: Commit, by = one): Promise<Lease> => {
    const { lease } = await saved(asked, by);
    if (lease === undefined) throw new Error("The commit gave no lease, expected one.");
    return lease;
  };

  describe("commit", () => {
    it("tells of an update whether it was applied, and what is kept now", async () => {
      const at = store.now();
      expect(await one.fresh("test:1", { updateId: "u1", at })).toEqual({
        kind: "fresh",
        load: { kind: "none" },
        seen: false,
      });
      const { revision } = await saved(commit("u1"));
      const load = { kind: "found", kept: { revision, session: sessionWith("u1") } };
      expect(await two.fresh("test:1", { updateId: "u1", at })).toEqual({ kind: "fresh", load, seen: true });
      expect(await two.fresh("test:1", { updateId: "u2", at })).toEqual({ kind: "fresh", load, seen: false });
      await one.erase({ member: "test:1", updateId: "u3", at: at + 5 });
      for (const [updateId, when, seen] of [
        ["u3", at + 9, true],
        ["late", at + 5, true],
        ["new", at + 6, false],
      ] as const) {
        expect(await two.fresh("test:1", { updateId, at: when })).toMatchObject({
          load: { kind: "none" },
          seen,
        });
      }
    });

    it("knows nothing of a stranger", async () => {
      expect(await one.load("test:1")).toEqual({ kind: "none" });
      expect(await one.held("test:1")).toEqual({ kind: "nothing" });
    });

    it("keeps a session as it was given, for that member alone", async () => {
      const session = sessionWith("ü", "__proto__", "\u0000", "👩‍⚕️");
      const { revision } = await saved(commit("u1", { session }));
      expect(await two.load("test:1")).toEqual({ kind: "found", kept: { revision, session } });
      expect(await two.load("test:2")).toEqual({ kind: "none" });
    });

    it("hands out sessions that nobody can change from outside", async () => {
      const session = { ...sessionWith("u1"), zone: "UTC" };
      await saved(commit("u1", { session }));
      session.zone = "Asia/Karachi";
      const first = await one.load("test:1");
      if (first.kind === "found") first.kept.session.zone = "Asia/Karachi";
      expect(await one.load("test:1")).toMatchObject({ kept: { session: { zone: "UTC" } } });
    });

    it("refuses a session made from an older one, and hands over the one that won", async () => {
      const first = await saved(commit("u1"));
      const second = await saved(
        commit("u2", { expected: first.revision, session: sessionWith("u1", "u2") }),
      );
      const late = await two.commit(commit("u3", { expected: first.revision }));
      expect(late).toEqual({
        kind: "conflict",
        kept: { revision: second.revision, session: sessionWith("u1", "u2") },
      });
      expect(await one.load("test:1")).toMatchObject({ kept: { session: sessionWith("u1", "u2") } });
    });

    it("refuses a first session where there is one, and a next one where there is none", async () => {
      const { revision } = await saved(commit("u1"));
      expect(await two.commit(commit("u2"))).toMatchObject({ kind: "conflict", kept: { revision } });
      expect(await one.commit(commit("u3", { member: "test:2", expected: revision }))).toEqual({
        kind: "conflict",
      });
    });

    it("applies an update once, whoever brings it again and however late", async () => {
      const first = await saved(commit("u1"));
      await saved(commit("u2", { expected: first.revision, session: sessionWith("u1", "u2") }));
      for (const again of [one, two]) {
        expect(await again.commit(commit("u1", { session: sessionWith("again") }))).toMatchObject({
          kind: "duplicate",
          kept: { session: sessionWith("u1", "u2") },
        });
      }
    });

    it(`remembers the last ${memberLimits.ring} updates`, async () => {
      let revision: Revision | undefined;
      for (let n = 0; n <= memberLimits.ring; n += 1) {
        const asked = commit(`u${n}`, revision === undefined ? {} : { expected: revision });
        revision = (await saved(asked)).revision;
      }
      const again = (id: string) =>
        one.commit(commit(id, revision === undefined ? {} : { expected: revision }));
      expect(await again("u1")).toMatchObject({ kind: "duplicate" });
      expect(await again("u0")).toMatchObject({ kind: "saved" });
    });

    it("keeps no session that is larger than is kept of anybody, and changes nothing then", async () => {
      const most = memberLimits.sessionBytes;
      const sized = (bytes: number, letter: string): Session => {
        const fixed = Buffer.byteLength(JSON.stringify({ ...sessionWith("u1"), zone: "" }));
        return {
          ...sessionWith("u1"),
          zone: letter.repeat(Math.ceil((bytes - fixed) / Buffer.byteLength(letter))),
        };
      };
      const refused = { kind: "too-large", most };
      expect(await one.commit(commit("u1", { session: sized(most + 1, "a") }))).toEqual(refused);
      expect(await one.load("test:1")).toEqual({ kind: "none" });
      const { revision } = await saved(commit("u1", { session: sized(most, "a") }));
      const next = { expected: revision, session: sized(most + 3, "…") };
      expect(await one.commit(commit("u2", next))).toEqual(refused);
      const spare = { expected: revision, session: sized(most - 99, "a"), spare: 100 };
      expect(await one.commit(commit("u2", spare))).toEqual(refused);
      expect(await one.load("test:1")).toMatchObject({ kept: { revision } });
      await saved(commit("u2", { ...spare, spare: 99 }));
    });

    it("never makes a revision twice", async () => {
      const seen = new Set<Revision>();
      for (const member of ["a", "b", "c"]) seen.add((await saved(commit("u1", { member }))).revision);
      expect(seen.size).toBe(3);
      expect([...seen].every((revision) => /^1\.[0-9a-f]{12}$/.test(revision))).toBe(true);
      expect(nextRevision("9.0123456789ab", () => "ba9876543210")).toBe("10.ba9876543210");
    });

    it("applies one of two commits that come at once", async () => {
      const { revision } = await saved(commit("u1"));
      const answers = await Promise.all([
        one.commit(commit("u2", { expected: revision })),
        two.commit(commit("u3", { expected: revision })),
      ]);
      expect(answers.map((answer) => answer.kind).sort()).toEqual(["conflict", "saved"]);
    });
  });

  describe("expiry", () => {
    it("erases a member who does not come back", async () => {
      await saved(commit("u1"));
      await store.pass(contractDays * day - 1000);
      expect(await one.load("test:1")).toMatchObject({ kind: "found" });
      await store.pass(2000);
      expect(await one.load("test:1")).toEqual({ kind: "none" });
      expect(await one.held("test:1")).toEqual({ kind: "nothing" });
      expect(await one.owed(10)).toEqual({ kind: "owed", debts: [] });
    });

    it("erases sooner who cannot be reached, unless they come back (F43)", async () => {
      const hour = 3_600_000;
      const first = await leased(commit("u1"));
      expect(await one.acknowledge(first, hour)).toEqual({ kind: "settled" });
      await store.pass(hour - 1_000);
      const second = await leased(commit("u2", { expected: first.revision }));
      expect(await one.acknowledge(second)).toEqual({ kind: "settled" });
      await store.pass(hour);
      expect(await one.load("test:1")).toMatchObject({ kind: "found" });
      const third = await leased(commit("u3", { expected: second.revision }));
      expect(await one.acknowledge(third, hour)).toEqual({ kind: "settled" });
      await store.pass(hour + 1_000);
      expect(await one.load("test:1")).toEqual({ kind: "none" });
    });

    it("counts from the last contact", async () => {
      const { revision } = await saved(commit("u1"));
      await store.pass((contractDays - 1) * day);
      await saved(commit("u2", { expected: revision }));
      await store.pass((contractDays - 1) * day);
      expect(await one.load("test:1")).toMatchObject({ kind: "found" });
    });
  });

  describe("debts", () => {
    it("gives the lease to whoever commits, and nothing is owed after the acknowledgement", async () => {
      const lease = await leased(commit("u1"));
      expect(await two.owed(10)).toEqual({ kind: "owed", debts: [] });
      expect(await one.acknowledge(lease)).toEqual({ kind: "settled" });
      await store.pass(memberLimits.leaseMs + 1);
      expect(await two.owed(10)).toEqual({ kind: "owed", debts: [] });
    });

    it("says for how long a lease surely stands, each time it is given", async () => {
      const lease = await leased(commit("u1"));
      expect(lease.left()).toBe(memberLimits.leaseMs);
      await store.pass(4_000);
      expect(lease.left()).toBe(memberLimits.leaseMs - 4_000);
      await saved(commit("u2", { expected: lease.revision }), two);
      const more = await one.acknowledge(lease);
      if (more.kind !== "more") throw new Error(`The acknowledgement was answered ${more.kind}.`);
      expect(more.lease.left()).toBe(memberLimits.leaseMs);
      await store.pass(memberLimits.leaseMs + 1);
      expect(more.lease.left()).toBeLessThanOrEqual(0);
      const owed = await two.owed(1);
      expect(owed.kind === "owed" && owed.debts[0]?.lease.left()).toBe(memberLimits.leaseMs);
    });

    it("owes nothing where there is no address", async () => {
      const { address: _nowhere, ...silent } = commit("u1");
      expect((await saved(silent)).lease).toBeUndefined();
      await store.pass(memberLimits.leaseMs + 1);
      expect(await two.owed(10)).toEqual({ kind: "owed", debts: [] });
    });

    it("gives no second lease while one stands; its holder is told of the newer screen", async () => {
      const lease = await leased(commit("u1"));
      const next = await saved(
        commit("u2", { expected: lease.revision, session: sessionWith("u1", "u2") }),
        two,
      );
      expect(next.lease).toBeUndefined();
      const answer = await one.acknowledge(lease);
      expect(answer).toMatchObject({
        kind: "more",
        kept: { revision: next.revision, session: sessionWith("u1", "u2") },
        lease: { revision: next.revision },
      });
      if (answer.kind === "more") expect(await one.acknowledge(answer.lease)).toEqual({ kind: "settled" });
    });

    it("hands the debt of a dead process to another, and the dead one hears that it lost", async () => {
      const lease = await leased(commit("u1", { address: "there" }));
      await store.pass(memberLimits.leaseMs - 1000);
      expect(await two.owed(10)).toEqual({ kind: "owed", debts: [] });
      await store.pass(2000);
      const claimed = await two.owed(10);
      expect(claimed).toMatchObject({
        debts: [{ address: "there", kept: { revision: lease.revision, session: sessionWith("u1") } }],
      });
      expect(await one.owed(10)).toEqual({ kind: "owed", debts: [] });
      expect(await one.acknowledge(lease)).toEqual({ kind: "lost" });
      expect(await one.postpone(lease, 1)).toEqual({ kind: "lost" });
      const mine = claimed.kind === "owed" ? claimed.debts[0]?.lease : undefined;
      if (mine !== undefined) expect(await two.acknowledge(mine)).toEqual({ kind: "settled" });
    });

    it("claims at most as many as asked, and each once", async () => {
      for (const n of [1, 2, 3]) await saved(commit("u1", { member: `test:${n}`, address: `chat ${n}` }));
      await store.pass(memberLimits.leaseMs + 1);
      const claims = await Promise.all([one.owed(2), two.owed(2)]);
      const addresses = claims
        .flatMap((claim) => (claim.kind === "owed" ? claim.debts : []))
        .map((debt) => debt.address);
      expect(addresses.sort()).toEqual(["chat 1", "chat 2", "chat 3"]);
    });

    it("waits as long as a postponed debt asks", async () => {
      const lease = await leased(commit("u1"));
      expect(await one.postpone(lease, 60_000)).toEqual({ kind: "postponed" });
      await store.pass(59_000);
      expect(await one.owed(10)).toEqual({ kind: "owed", debts: [] });
      await store.pass(1001);
      expect(await one.owed(10)).toMatchObject({ debts: [{ address: "here" }] });
    });

    it("gives the lease of what a crash left unpaid to the update that comes again", async () => {
      await saved(commit("u1"));
      expect((await two.commit(commit("u1"))).kind).toBe("duplicate");
      await store.pass(memberLimits.leaseMs + 1);
      expect(await two.commit(commit("u1"))).toMatchObject({ kind: "duplicate", lease: expect.anything() });
    });
  });

  describe("erase", () => {
    const secret = "nobody else may read this";

    it("leaves nothing of the member but when, and the number of the update that asked", async () => {
      await saved(commit("u1", { session: sessionWith(secret) }));
      await one.erase({ member: "test:1", updateId: "u2", address: "here", at: store.now() });
      expect(await one.load("test:1")).toEqual({
        kind: "none",
        erased: { at: store.now(), updates: [expect.any(String)] },
      });
      const held = await one.held("test:1");
      expect(held).toMatchObject({ kind: "erased", erased: { updates: [expect.any(String)] } });
      expect(JSON.stringify(held)).not.toContain(secret);
    });

    it("owes the screen that says so", async () => {
      const first = await saved(commit("u1"));
      if (first.lease !== undefined) await one.acknowledge(first.lease);
      const erased = await one.erase({ member: "test:1", updateId: "u2", address: "here", at: store.now() });
      expect(erased).toMatchObject({ kind: "erased", lease: expect.anything() });
      await store.pass(memberLimits.leaseMs + 1);
      const claimed = await two.owed(10);
      const debt = claimed.kind === "owed" ? claimed.debts[0] : undefined;
      expect(debt).toMatchObject({ address: "here" });
      expect(debt?.kept).toBeUndefined();
    });

    it("is not undone by an update that is older or comes again", async () => {
      const { revision } = await saved(commit("u1"));
      const at = store.now();
      await one.erase({ member: "test:1", updateId: "u2", at });
      for (const late of [
        commit("u0", { at: at - 1 }),
        commit("u3", { at, expected: revision }),
        commit("u2", { at: at + 1 }),
      ]) {
        const answer = await two.commit(late);
        expect(answer.kind).toBe("duplicate");
        if (answer.kind === "duplicate") expect(answer.kept).toBeUndefined();
      }
      expect(await one.commit(commit("u4", { at: at + 1, expected: revision }))).toEqual({
        kind: "conflict",
      });
      expect(await one.load("test:1")).toMatchObject({ kind: "none" });
    });

    it("lets the member begin again", async () => {
      await saved(commit("u1", { session: sessionWith(secret) }));
      const at = store.now();
      await one.erase({ member: "test:1", updateId: "u2", at });
      await saved(commit("u3", { at: at + 1 }));
      expect(await one.load("test:1")).toMatchObject({ kind: "found", kept: { session: sessionWith("u3") } });
    });

    it("ends for good when no platform can still hold an older update", async () => {
      await saved(commit("u1"));
      await one.erase({ member: "test:1", updateId: "u2", at: store.now() });
      await store.pass(memberLimits.tombstoneMs + 1);
      expect(await one.held("test:1")).toEqual({ kind: "nothing" });
    });

    it("works for a stranger too", async () => {
      expect(await one.erase({ member: "test:9", updateId: "u1", at: store.now() })).toEqual({
        kind: "erased",
      });
    });
  });

  it("agrees with a model of it, whatever happens in whatever order", { timeout: 60_000 }, async () => {
    await fc.assert(runModel(open), { numRuns: 150 });
  });
}

export function boardContract(open: () => Promise<OpenStore>): void {
  let store: OpenStore;
  let board: Board;
  beforeEach(async () => {
    store = await open();
    board = store.board;
  });
  afterEach(() => store.close());

  it("counts", async () => {
    await Promise.all([
      board.count(["opened denied", "answered"]),
      board.count(["opened denied", "__proto__"]),
    ]);
    const counted = await board.counts();
    expect(counted.kind === "counts" ? Object.entries(counted.counts).sort() : counted).toEqual([
      ["__proto__", 1],
      ["answered", 1],
      ["opened denied", 2],
    ]);
  });

  it("hides and shows again", async () => {
    await board.hide("a1");
    await board.hide("b2");
    await board.hide("a1");
    await board.unhide("b2");
    expect(await board.hidden()).toEqual({ kind: "hidden", files: ["a1"] });
  });

  it("keeps reports, newest first, and drops the oldest of too many", async () => {
    const report = (n: number) => ({ article: "a", revision: "r", on: "2026-11-24", says: `no. ${n}` });
    for (let n = 0; n <= mostReports; n += 1) await board.report(report(n));
    const kept = await board.reports();
    if (kept.kind !== "reports") throw new Error(`The reports were answered ${kept.kind}.`);
    expect(kept.reports).toHaveLength(mostReports);
    expect(kept.reports[0]).toEqual(report(mostReports));
    expect(kept.reports.at(-1)).toEqual(report(1));
  });

  it("has one leader at a time, who stays while they renew and is followed when they stop", async () => {
    expect((await board.lead("poll", "one", 60_000)).kind).toBe("lead");
    expect((await board.lead("poll", "two", 60_000)).kind).toBe("follow");
    expect((await board.lead("other", "two", 60_000)).kind).toBe("lead");
    await store.pass(54_000);
    expect((await board.lead("poll", "one", 60_000)).kind).toBe("lead");
    await store.pass(54_000);
    expect((await board.lead("poll", "two", 60_000)).kind).toBe("follow");
    await store.pass(6_001);
    expect((await board.lead("poll", "two", 60_000)).kind).toBe("lead");
  });
}
