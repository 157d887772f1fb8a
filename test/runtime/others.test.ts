/** One update that several processes take at once, as where each of them hears all that is said (F62). */
import { describe, expect, it } from "vitest";
import type { Reply } from "../../src/adapter.js";
import type { Event } from "../../src/engine/event.js";
import type { Screen } from "../../src/screen.js";
import type { Members } from "../../src/store/members.js";
import { bench, command, press, text } from "../support/runtime.js";

/** A reply that keeps what is shown, and knows who answers. */
function replying(mine: boolean): { reply: Reply; shown: string[]; screens: Screen[] } {
  const shown: string[] = [];
  const screens: Screen[] = [];
  return {
    shown,
    screens,
    reply: {
      mine: async () => mine,
      confirm: () => undefined,
      async show(screen) {
        shown.push(screen.at.id);
        screens.push(screen);
      },
    },
  };
}

/** A store that is away. */
function away(members: Members): Members {
  return { ...members, load: async () => ({ kind: "unavailable", why: "ECONNREFUSED" }) };
}

const long: Event = { type: "text", text: "x".repeat(10_001), dates: [] };

describe("a process that does not answer the update", () => {
  it.each<[string, Event, "private" | "group", ((members: Members) => Members) | undefined]>([
    ["a look-up", command("help"), "private", undefined],
    ["a question", text("what is it"), "private", undefined],
    ["a cry for help", text("cry-for-help"), "private", undefined],
    ["what is too long", long, "private", undefined],
    ["a press that changes nothing", { type: "press", button: "o:b214", turn: 3 }, "private", undefined],
    ["a command in a group", command("denied"), "group", undefined],
    ["a store that is away", command("denied"), "private", away],
  ])("shows nothing that nobody is owed: %s", async (_what, event, where, wrap) => {
    const of = await bench(wrap === undefined ? {} : { wrap });
    const [other, one] = [replying(false), replying(true)];
    await of.receive({ id: "same", event, where }, other.reply);
    expect(other.shown).toEqual([]);
    await of.receive({ id: "same", event, where }, one.reply);
    expect(one.shown).toHaveLength(1);
  });

  it("shows what is owed", async () => {
    const of = await bench();
    const { reply, shown } = replying(false);
    await of.receive({ event: command("denied") }, reply);
    expect(shown).toEqual(["section"]);
  });
});

describe("the process that answers", () => {
  it("leaves it at the screen of the other one that has forgotten the member", async () => {
    const of = await bench();
    const two = await bench({ store: of.store, holder: "two" });
    await of.say(command("denied"));
    const [asked] = await of.say(command("forget"));
    of.clock.now += 1_000;
    const event = press("yes", asked);
    const [one, other] = [replying(false), replying(true)];
    await of.receive({ id: "forgets", event }, one.reply);
    expect(one.screens.map(({ at }) => at.kind)).toEqual(["forgotten"]);
    await two.receive({ id: "forgets", event, at: of.clock.now }, other.reply);
    expect(other.shown).toEqual([]);
    // What they do after that is answered.
    await two.receive({ id: "later", event, at: of.clock.now + 1_000 }, other.reply);
    expect(other.shown).toHaveLength(1);
  });
});

describe("a newer screen that another process is owed meanwhile", () => {
  it.each([
    [true, ["section"], [["there", "history"]]],
    [undefined, ["section", "history"], []],
  ] as const)("is shown where it is owed if replies are apart: %s", async (apart, here, there) => {
    const of = await bench();
    const two = await bench({ store: of.store, holder: "two" });
    const { reply, shown, screens } = replying(true);
    await of.receive(
      { address: "here", event: command("denied") },
      {
        ...reply,
        ...(apart === undefined ? {} : { apart }),
        async show(screen, signal) {
          await reply.show(screen, signal);
          if (screens.length > 1) return;
          const { reply: silent, shown: none } = replying(true);
          await two.receive({ id: "newer", address: "there", event: press("o:b214", screen) }, silent);
          expect(none).toEqual([]);
        },
      },
    );
    expect(shown).toEqual(here);
    const swept: [string, string][] = [];
    const connection = {
      routes: [],
      close: async () => undefined,
      show: async (address: string, screen: Screen) => {
        swept.push([address, screen.at.id]);
      },
    };
    await of.runtime.sweep(new Map([["web", connection]]));
    expect(swept).toEqual(there);
    expect(await of.runtime.sweep(new Map([["web", connection]]))).toBe(0);
  });

  it("is not shown at an update that comes again, whose place is another one", async () => {
    const of = await bench();
    const two = await bench({ store: of.store, holder: "two" });
    const { reply, shown } = replying(true);
    const failing: Reply = { ...reply, show: () => Promise.reject(new Error("gone")) };
    await of.receive({ id: "older", address: "here", event: command("denied") }, failing);
    await of.receive({ id: "newer", address: "there", event: command("letters") }, failing);
    of.clock.now += 5_000;
    two.clock.now = of.clock.now;
    await two.receive({ id: "older", address: "here", event: command("denied") }, { ...reply, apart: true });
    expect(shown).toEqual([]);
    const swept: string[] = [];
    const connection = {
      routes: [],
      close: async () => undefined,
      show: async (address: string) => {
        swept.push(address);
      },
    };
    expect(await two.runtime.sweep(new Map([["web", connection]]))).toBe(1);
    expect(swept).toEqual(["there"]);
  });
});
