/** F82: one member's flood. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Event } from "../../src/engine/event.js";
import { createPaces, paceLimits } from "../../src/runtime/pace.js";
import type { Screen } from "../../src/screen.js";
import type { Members } from "../../src/store/members.js";
import { bench, command, member, text } from "../support/runtime.js";

describe("the pace of one member", () => {
  it("takes at most 20 updates in any 10 seconds, whenever they come, and says so at most once a minute", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_500), { minLength: 1, maxLength: 400 }), (gaps) => {
        const paces = createPaces();
        let now = 1_000_000;
        const came = gaps.map((gap, index) => {
          now += gap;
          return { at: now, pace: paces({ member: "somebody", id: `${index}`, at: now }) };
        });
        const taken = came.filter(({ pace }) => pace === "taken");
        for (const [index, { at }] of taken.entries()) {
          const earlier = taken[index - paceLimits.most];
          if (earlier !== undefined) expect(at - earlier.at).toBeGreaterThanOrEqual(paceLimits.withinMs);
        }
        const said = came.filter(({ pace }) => pace === "slow-down");
        for (const [index, { at }] of said.entries()) {
          const earlier = said[index - 1];
          if (earlier !== undefined) expect(at - earlier.at).toBeGreaterThanOrEqual(paceLimits.saidEveryMs);
        }
        expect(came[0]?.pace).toBe("taken");
      }),
    );
  });

  it("is another's own: a flood of one takes nothing from others", () => {
    const paces = createPaces();
    for (let index = 0; index < 500; index += 1) paces({ member: "flood", id: `${index}`, at: 5_000 });
    expect(paces({ member: "another", id: "1", at: 5_000 })).toBe("taken");
  });

  it("counts an update once, however often it comes again", () => {
    const paces = createPaces();
    for (let times = 0; times < 100; times += 1)
      expect(paces({ member: "waits", id: "the same", at: 5_000 })).toBe("taken");
  });

  it("takes what was written over minutes, though all of it comes at once after an outage (F49)", () => {
    const paces = createPaces();
    for (let index = 0; index < 100; index += 1)
      expect(paces({ member: "patient", id: `${index}`, at: 600_000 + index * 1_000 })).toBe("taken");
  });

  it("A25: 50 updates at once reach the flow 20 times, are all confirmed, and are answered by one notice", async () => {
    const { runtime, store } = await bench();
    const host = runtime.host("platform", "strangers");
    const screens: Screen[] = [];
    let confirmed = 0;
    for (let index = 0; index < 50; index += 1) {
      await host.receive(
        {
          id: `${index}`,
          member,
          at: host.now(),
          where: "private",
          address: "here",
          event: { type: "command", name: "denied", rest: "" },
        },
        {
          confirm: () => {
            confirmed += 1;
          },
          show: async (screen) => {
            screens.push(screen);
          },
        },
      );
    }
    expect(confirmed).toBe(50);
    expect(screens.filter(({ at }) => at.id === "too-fast")).toHaveLength(1);
    expect(screens).toHaveLength(21);
    expect(store).toBeDefined();
  });

  it("lets a cry for help through, at most once a minute, and reads no further in a flood that has cried", () => {
    const paces = createPaces();
    let looked = 0;
    const cries = (): boolean => {
      looked += 1;
      return true;
    };
    const came = (id: string, at: number) => paces({ member: "flood", id, at }, cries);
    for (let index = 0; index < paceLimits.most; index += 1) came(`${index}`, 100_000);
    expect(looked).toBe(0);
    expect(came("cry", 100_001)).toBe("taken");
    expect(came("cry", 100_001)).toBe("taken");
    expect([came("again", 100_002), came("and again", 100_003)]).toEqual(["slow-down", "ignored"]);
    expect(looked).toBe(1);
    for (let index = 0; index < paceLimits.most; index += 1) came(`later ${index}`, 160_002);
    expect(came("a minute later", 160_003)).toBe("taken");
    expect(came("too soon", 160_004)).not.toBe("taken");
  });

  it("keeps no cry for help from its answer, without the store as with it, and in no other flood a look-up", async () => {
    for (const wrap of [(members: Members) => members, away]) {
      const { runtime, clock } = await bench({ wrap });
      const host = runtime.host("platform", "strangers");
      const shown: string[] = [];
      let said = 0;
      const say = (event: Event): Promise<void> => {
        said += 1;
        return host.receive(
          { id: `${said}`, member, at: host.now(), where: "private", address: "here", event },
          {
            confirm: () => undefined,
            show: async ({ at }) => {
              shown.push(at.id);
            },
          },
        );
      };
      const flood = async (): Promise<void> => {
        for (let index = 0; index < 30; index += 1) await say(command("help"));
        shown.length = 0;
      };
      await flood();
      for (let times = 0; times < 3; times += 1) await say(text("this is a cry-for-help"));
      expect(shown).toEqual(["crisis"]);
      clock.now += paceLimits.criedEveryMs;
      await flood();
      await say({ type: "form", fields: { note: "cry-for-help" }, turn: 1 });
      await say(command("help"));
      expect(shown).toEqual(["crisis"]);
    }
  });
});

/** A store that is away. */
function away(members: Members): Members {
  return { ...members, load: async () => ({ kind: "unavailable", why: "ECONNREFUSED" }) };
}
