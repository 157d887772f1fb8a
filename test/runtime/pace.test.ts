/** F82: one member's flood. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPaces, paceLimits } from "../../src/runtime/pace.js";
import type { Screen } from "../../src/screen.js";
import { bench, member } from "../support/runtime.js";

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
});
