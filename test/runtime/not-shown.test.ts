/** What becomes of a screen that a platform did not take. */
import { describe, expect, it } from "vitest";
import { NotShown, type NotShownWhy } from "../../src/adapter.js";
import type { Event } from "../../src/engine/event.js";
import type { Screen } from "../../src/screen.js";
import { memberLimits } from "../../src/store/members.js";
import { bench, member } from "../support/runtime.js";

const denied: Event = { type: "command", name: "denied", rest: "" };
const help: Event = { type: "command", name: "help", rest: "" };

/** A bench whose platform refuses so, as often as there are reasons, and then takes everything. */
async function refusing(...why: NotShownWhy[]) {
  const pauses: number[] = [];
  const of = await bench({
    pause: async (ms) => {
      pauses.push(ms);
    },
  });
  const shown: Screen[] = [];
  const show = async (screen: Screen): Promise<void> => {
    const first = why.shift();
    if (first !== undefined) throw new NotShown(first);
    shown.push(screen);
  };
  const connections = new Map([
    [
      "web",
      { routes: [], show: async (_: string, screen: Screen) => show(screen), close: async () => undefined },
    ],
  ]);
  return {
    ...of,
    pauses,
    shown,
    receive: (event: Event) => of.receive({ event }, { confirm: () => undefined, show }),
    sweep: () => of.runtime.sweep(connections),
  };
}

describe("a screen that was not shown", () => {
  it("F40: is owed until the platform takes it again, and not tried before", async () => {
    const { receive, sweep, shown, clock } = await refusing({ is: "later", ms: 40_000 });
    await receive(denied);
    clock.now += 39_000;
    expect(await sweep()).toBe(0);
    clock.now += 2_000;
    expect(await sweep()).toBe(1);
    expect(shown.map(({ at }) => at.kind)).toEqual(["question"]);
  });

  it("F40: is waited for where nobody owes it, as the answer to a question", async () => {
    const { receive, shown, pauses } = await refusing({ is: "later", ms: 40_000 });
    await receive(help);
    expect(pauses).toEqual([40_000]);
    expect(shown).toHaveLength(1);
  });

  it("is given up where nobody owes it and the platform asks for more than a minute", async () => {
    const { receive, shown, pauses } = await refusing({ is: "later", ms: 3_600_000 });
    await receive(help);
    expect(pauses).toEqual([]);
    expect(shown).toEqual([]);
  });

  it("F43: is dropped where nobody can be reached, and so is the case a week later", async () => {
    const { receive, sweep, shown, clock, store } = await refusing({ is: "gone" });
    await receive(denied);
    clock.now += 3_600_000;
    expect(await sweep()).toBe(0);
    expect(shown).toEqual([]);
    expect(await store.members("looks").load(member)).toMatchObject({ kind: "found" });
    clock.now += memberLimits.unreachableMs;
    expect(await store.members("looks").load(member)).toEqual({ kind: "none" });
  });

  it("F63: waits for the next words where only the place is closed, and the case is kept as long as any", async () => {
    const { receive, sweep, shown, clock, store } = await refusing({ is: "closed" });
    await receive(denied);
    clock.now += memberLimits.unreachableMs + 3_600_000;
    expect(await sweep()).toBe(0);
    expect(shown).toEqual([]);
    expect(await store.members("looks").load(member)).toMatchObject({ kind: "found" });
    await receive({ type: "command", name: "resume", rest: "" });
    expect(shown.map(({ at }) => at.kind)).toEqual(["question"]);
  });

  it("F42: is shown again at once where nobody owes it, as what answers a cry for help", async () => {
    const { receive, shown, pauses } = await refusing({ is: "perhaps" });
    await receive({ type: "text", text: "cry-for-help", dates: [] });
    expect(shown.map(({ at }) => at.id)).toEqual(["crisis"]);
    expect(pauses).toHaveLength(1);
  });

  it("F42: is shown again where nobody knows whether it was", async () => {
    const { receive, sweep, shown, clock } = await refusing({ is: "perhaps" });
    await receive(denied);
    clock.now += 10_000;
    expect(await sweep()).toBe(1);
    expect(shown).toHaveLength(1);
  });
});
