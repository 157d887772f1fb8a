/** What a member reads and what is kept while Redis is away, slow, emptied or edited: true sentences, nothing twice. */
import { performance } from "node:perf_hooks";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Connection, Reply } from "../../src/adapter.js";
import { emptySession } from "../../src/engine/session.js";
import { type Screen, screenText } from "../../src/screen.js";
import { type Members, memberLimits } from "../../src/store/members.js";
import { counted } from "../support/counted.js";
import { times } from "../support/form.js";
import { type FaultProxy, startProxy } from "../support/proxy.js";
import { type RedisServer, startRedis } from "../support/redis.js";
import { type RedisStore, type RedisStoreOptions, redisStoreAt } from "../support/redis-store.js";
import { type Bench, bench, command, member, press, text } from "../support/runtime.js";
import { nextTurn } from "../support/turn.js";

let server: RedisServer;
let proxy: FaultProxy;
const open: RedisStore[] = [];
beforeAll(async () => {
  server = await startRedis();
});
beforeEach(async () => {
  await server.tell("FLUSHALL");
  proxy = await startProxy(server.port);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((store) => store.wire.close()));
  await proxy.close();
});
afterAll(() => server.close());

/**
 * A process of its own: its runtime, and its connection through the proxy. By its own clock no lease comes to its end, so
 * that short ones can be waited for; the tests of that clock have one of theirs.
 */
async function process_(
  options: RedisStoreOptions = {},
  more: Parameters<typeof bench>[0] = {},
  wrap: (members: Members) => Members = (members) => members,
): Promise<Bench & { redis: RedisStore }> {
  const redis = redisStoreAt(`redis://127.0.0.1:${proxy.port}`, { steady: backwards(), ...options });
  open.push(redis);
  await redis.wire.ready(10_000);
  return { ...(await bench({ ...more, wrap: () => wrap(redis.members) })), redis };
}

function backwards(): () => number {
  let now = 0;
  return () => {
    now -= 60_000;
    return now;
  };
}

const sessionOf = async ({ redis }: { redis: RedisStore }) => {
  const held = await redis.members.held(member);
  return held.kind === "held" ? held.kept.session : undefined;
};
const recordOf = ({ redis }: { redis: RedisStore }) => `{preceptor:0}:member:${redis.sealing.nameOf(member)}`;

/** A platform that takes screens without an update. */
function platform(): { shown: Screen[]; connections: ReadonlyMap<string, Connection> } {
  const shown: Screen[] = [];
  const web: Connection = {
    routes: [],
    close: async () => undefined,
    show: async (_address, screen) => {
      shown.push(screen);
    },
  };
  return { shown, connections: new Map([["web", web]]) };
}

/** Sweeps until a screen that was owed is shown; leases end by themselves. */
async function untilPaid(one: Bench, connections: ReadonlyMap<string, Connection>): Promise<number> {
  for (;;) {
    const paid = await one.runtime.sweep(connections);
    if (paid > 0) return paid;
    await nextTurn();
  }
}

describe("Redis is away", () => {
  it("F20, A13: nothing is said to be saved, /ask answers, and what comes again counts once", async () => {
    const one = await process_();
    const [question] = await one.say(command("denied"));
    proxy.set({ fault: "refuse" });
    const begun = performance.now();
    const [trouble] = await one.say(press("o:b214", question), { id: "again" });
    expect(performance.now() - begun).toBeLessThan(3_000);
    expect(trouble?.at).toMatchObject({ kind: "trouble", id: "unavailable" });
    expect(screenText(trouble ?? never())).toContain("was not saved");
    for (const name of ["ask", "help", "privacy"]) {
      const [screen] = await one.say(command(name, "what is 221g"));
      expect(screen?.at.kind).not.toBe("trouble");
    }
    expect((await one.say(text("cry-for-help")))[0]?.at.id).toBe("crisis");
    proxy.set({ fault: "pass" });
    await one.redis.wire.ready(10_000);
    expect((await one.say(press("o:b214", question), { id: "again" }))[0]?.at.id).toBe("history");
    expect(await one.say(press("o:b214", question), { id: "again" })).toEqual([]);
    expect((await sessionOf(one))?.cases.denied?.answers).toEqual({ section: { choice: "b214" } });
  });

  it("F20, A13: where updates come again by themselves the member is told so, and each counts once", async () => {
    const one = await process_();
    const [question] = await one.say(command("denied"));
    const order: string[] = [];
    const deliver = (): Promise<void> =>
      one.receive(
        { id: "again", event: press("o:b214", question) },
        {
          repeats: true,
          confirm: () => order.push("confirm"),
          show: async (screen) => {
            order.push(`${screen.at.id}: ${screenText(screen)}`);
          },
        },
      );
    proxy.set({ fault: "refuse" });
    await deliver();
    expect(order).toEqual([expect.stringMatching(/^waiting: .*comes to me again by itself/s)]);
    proxy.set({ fault: "pass" });
    await one.redis.wire.ready(10_000);
    await deliver();
    expect(order.slice(1)).toEqual(["confirm", expect.stringMatching(/^history/)]);
    await deliver();
    expect(order.slice(3)).toEqual(["confirm"]);
    expect((await sessionOf(one))?.cases.denied?.answers).toEqual({ section: { choice: "b214" } });
  });

  it.each([
    [
      "the member reads that it is not known",
      {},
      [expect.stringMatching(/^unsure: .*do not know whether your last message was saved/s)],
    ],
    // The screen can be shown by another process meanwhile, and must not be followed by a doubt.
    ["nothing is said where it comes again", { repeats: true }, []],
  ] as const)("F23: the answer was lost for good: %s, and it counts once", async (_name, repeats, says) => {
    const one = await process_();
    const [question] = await one.say(command("denied"));
    const store = one.redis.members;
    const lost = await process_({}, {}, (members) => ({
      ...members,
      commit: async (commit) => {
        await store.commit(commit);
        proxy.set({ fault: "swallow" });
        return members.commit(commit);
      },
    }));
    const order: string[] = [];
    const reply: Reply = {
      confirm: () => order.push("confirm"),
      show: async (screen) => {
        order.push(`${screen.at.id}: ${screenText(screen)}`);
      },
    };
    await lost.receive({ id: "once", event: press("o:b214", question) }, { ...reply, ...repeats });
    expect(order).toEqual(says);
    proxy.set({ fault: "pass" });
    await one.redis.wire.ready(10_000);
    expect((await sessionOf(one))?.cases.denied?.answers).toEqual({ section: { choice: "b214" } });
  });

  it("says to whoever looks why it is away, without a word of a member", async () => {
    const one = await process_();
    proxy.set({ fault: "refuse" });
    await one.say(command("denied"));
    const line = one.logged().find((logged) => logged.event === "store-unavailable");
    expect(line).toMatchObject({ during: "load", why: expect.stringMatching(/^Redis: /) });
    expect(one.raw()).not.toMatch(/somebody|denied/);
  });
});

describe("a screen that is owed", () => {
  it("F5, A3: of a process that died is shown by another one, after its lease", async () => {
    const dead = await process_({ leaseMs: 300 });
    // It dies between the commit and the screen: nobody answers any more.
    void dead.receive(
      { event: command("denied") },
      { confirm: () => undefined, show: () => new Promise(() => undefined) },
    );
    const alive = await process_({ leaseMs: 300 });
    const { shown, connections } = platform();
    expect(await untilPaid(alive, connections)).toBe(1);
    expect(shown.map((screen) => screen.at.id)).toEqual(["section"]);
  });

  it("F70: whatever the clocks of the processes say", async () => {
    const dead = await process_({ leaseMs: 300 });
    dead.clock.now += 600_000;
    void dead.receive(
      { event: command("denied") },
      { confirm: () => undefined, show: () => new Promise(() => undefined) },
    );
    const alive = await process_({ leaseMs: 300 });
    alive.clock.now -= 600_000;
    const { shown, connections } = platform();
    await untilPaid(alive, connections);
    expect(shown).toHaveLength(1);
  });

  it("that was shown while Redis was away is not shown again by the same process", async () => {
    const one = await process_({ leaseMs: 100 });
    const shown: Screen[] = [];
    await one.receive(
      { event: command("denied") },
      {
        confirm: () => undefined,
        show: async (screen) => {
          shown.push(screen);
          proxy.set({ fault: "refuse" });
        },
      },
    );
    proxy.set({ fault: "pass" });
    await one.redis.wire.ready(10_000);
    const later = platform();
    await untilPaid(one, later.connections);
    expect([shown.length, later.shown.length]).toEqual([1, 0]);
  });

  it("of which the send hangs is given up within its limit, stopped, and owed again", async () => {
    const one = await process_({}, { sendMs: 50 });
    const stopped: unknown[] = [];
    const hanging = (_screen: Screen, signal: AbortSignal): Promise<void> =>
      new Promise(() => {
        signal.addEventListener("abort", () => stopped.push(signal.reason));
      });
    await one.receive({ event: command("denied") }, { confirm: () => undefined, show: hanging });
    expect(stopped).toEqual([expect.objectContaining({ name: "TooLate" })]);
    // What nobody owes is stopped in the same way.
    await one.receive({ event: command("help") }, { confirm: () => undefined, show: hanging });
    expect(stopped).toHaveLength(2);
    expect(one.logged()).toContainEqual(expect.objectContaining({ event: "show-failed", error: "TooLate" }));
    // The lease is free at once: the same update again is answered.
    const [again] = await one.say(command("denied"), { id: "update-1" });
    expect(again?.at.id).toBe("section");
  });

  it("waits for no other one: a send that hangs holds up nobody else's screen", async () => {
    const dead = await process_({ leaseMs: 100 });
    for (const who of ["web:a", "web:b", "web:c"]) {
      void dead.receive(
        { member: who, address: who, event: command("denied") },
        { confirm: () => undefined, show: () => new Promise(() => undefined) },
      );
    }
    const alive = await process_({ leaseMs: 10_000 }, { sendMs: 400 });
    const shown: string[] = [];
    const web: Connection = {
      routes: [],
      close: async () => undefined,
      show: (address) => {
        shown.push(address);
        return address === "web:a" ? new Promise(() => undefined) : Promise.resolve();
      },
    };
    const connections = new Map([["web", web]]);
    while (shown.length < 3) {
      await alive.runtime.sweep(connections);
      await nextTurn();
    }
    expect([...shown].sort()).toEqual(["web:a", "web:b", "web:c"]);
  });

  it("is not sent when its lease could end before the send does; a sweep shows it at once", async () => {
    const clock = { now: 0 };
    const late = await process_({ steady: () => clock.now }, { sendMs: 600 }, (members) => ({
      ...members,
      commit: async (commit) => {
        const committed = await members.commit(commit);
        clock.now += memberLimits.leaseMs - 599;
        return committed;
      },
    }));
    const shown: string[] = [];
    const reply: Reply = {
      confirm: () => shown.push("confirm"),
      show: async (screen) => {
        shown.push(screen.at.id);
      },
    };
    await late.receive({ event: command("denied") }, reply);
    expect(shown).toEqual(["confirm"]);
    const swept = platform();
    expect(await late.runtime.sweep(swept.connections)).toBe(1);
    expect(swept.shown.map((screen) => screen.at.id)).toEqual(["section"]);
  });

  it("is under a lease that counts from the first asking, however often the call was sent", async () => {
    const clock = { now: 0 };
    const one = await process_({
      steady: () => clock.now,
      wrap: (wire) => ({
        ...wire,
        async run(...asked) {
          await wire.run(...asked);
          clock.now += 5_000;
          return wire.run(...asked);
        },
      }),
    });
    const asked = { member, updateId: "u1", session: emptySession, address: "here", at: 1 };
    const saved = await one.redis.members.commit(asked);
    if (saved.kind !== "saved") throw new Error(`The commit was answered ${saved.kind}.`);
    expect(saved.lease?.left()).toBe(memberLimits.leaseMs - 5_000);
  });

  it("is shown once in a sweep: who goes on answering keeps nobody else's debt waiting", async () => {
    const dead = await process_({ leaseMs: 100 });
    void dead.receive(
      { event: command("denied") },
      { confirm: () => undefined, show: () => new Promise(() => undefined) },
    );
    const alive = await process_({ leaseMs: 10_000 });
    const other = await process_();
    let shown = 0;
    const web: Connection = {
      routes: [],
      close: async () => undefined,
      // At each screen the member has answered again by the time it is shown.
      show: async () => {
        shown += 1;
        if (shown > 3) throw new Error("The sweep never ends.");
        await other.say(command("denied"), { id: `again ${shown}` });
      },
    };
    const connections = new Map([["web", web]]);
    expect(await untilPaid(alive, connections)).toBe(1);
    expect(shown).toBe(1);
    expect(await alive.runtime.sweep(connections)).toBe(1);
    expect(shown).toBe(2);
  });

  it("is shown by the holder alone: who lost the lease stops at once", async () => {
    const late = await process_({ leaseMs: 100 });
    const other = await process_({ leaseMs: 10_000 });
    const { shown, connections } = platform();
    const order: string[] = [];
    await late.receive(
      { event: command("denied") },
      {
        confirm: () => undefined,
        show: async () => {
          order.push("late");
          await untilPaid(other, connections);
          // A newer screen is owed by now, and it is the other's to show.
          await other.receive(
            { id: "newer", event: command("denied") },
            {
              confirm: () => undefined,
              show: async (screen) => {
                order.push(`other ${screen.at.id}`);
              },
            },
          );
        },
      },
    );
    expect(order).toEqual(["late", "other section"]);
    expect(shown).toHaveLength(1);
  });
});

describe("what Redis kept is gone or changed", () => {
  it("F25: an old button says so, and the way to begin is there", async () => {
    const one = await process_();
    const [question] = await one.say(command("denied"));
    await server.tell("FLUSHALL");
    const [home] = await one.say(press("o:b214", question));
    expect(home?.at.kind).toBe("home");
    expect(home?.notice).toContain("an answer that I no longer have");
    expect(await sessionOf(one)).toBeUndefined();
  });

  it("F24: fallen back by one answer, it is asked again", async () => {
    const one = await process_();
    const [question] = await one.say(command("denied"));
    const before = await server.tell("DUMP", recordOf(one));
    const bytes = before.slice(before.indexOf("\r\n") + 2, -2);
    const [next] = await one.say(press("o:b214", question));
    await server.tell("RESTORE", recordOf(one), "0", bytes, "REPLACE");
    const [again] = await one.say(press("none", next));
    expect(again?.at.id).toBe("section");
    expect(again?.notice).toContain("an answer that I no longer have");
  });

  it("F36: the member is told that it could not be read, and begins again", async () => {
    const one = await process_();
    await one.say(command("denied"));
    await server.tell("HSET", recordOf(one), "s", "nonsense");
    const [screen] = await one.say(command("denied"));
    expect(screen?.at.id).toBe("section");
    expect(screen?.notice).toContain("could not read what I had kept");
    expect((await one.say(command("resume")))[0]?.notice ?? "").not.toContain("could not read");
  });

  it("A24: no press of anybody, whatever it holds and however often it comes, changes another member's case", async () => {
    const one = await process_();
    const [question] = await one.say(command("denied"));
    const before = await server.tell("HGETALL", recordOf(one));
    const turns = [question?.turn ?? 0, "none", 0, 1, 2, 99, -1, Number.NaN] as const;
    const recorded = [
      "o:b214",
      "o:a212",
      "yes",
      "forget",
      "back",
      "home",
      "none",
      "skip",
      "t:0-12",
      "__proto__",
    ];
    const presses = fc.oneof(fc.constantFrom(...recorded), fc.string({ unit: "binary", maxLength: 64 }));
    await fc.assert(
      fc.asyncProperty(presses, fc.constantFrom(...turns), async (button, turn) => {
        await one.say({ type: "press", button, turn }, { member: "web:other" });
      }),
      { numRuns: times(300, 10_000) },
    );
    expect(await server.tell("HGETALL", recordOf(one))).toBe(before);
  });
});

describe("A16: round trips waited for before the screen", () => {
  it("none for a look-up, at most two cold", async () => {
    let trips = 0;
    const counting: RedisStoreOptions = {
      wrap: (wire) =>
        counted(wire, () => {
          trips += 1;
        }),
    };
    const one = await process_(counting);
    const waitedFor = async (event: Parameters<Bench["say"]>[0]): Promise<number> => {
      trips = 0;
      let seen = 0;
      await one.receive(
        { event },
        {
          confirm: () => undefined,
          show: async () => {
            seen = trips;
          },
        },
      );
      return seen;
    };
    expect(await waitedFor(command("denied"))).toBe(2);
    expect(await waitedFor(command("cancel"))).toBe(2);
    for (const name of ["ask", "help", "privacy", "about"])
      expect(await waitedFor(command(name, "221g"))).toBe(0);
  });
});

function never(): never {
  throw new Error("A screen was expected.");
}
