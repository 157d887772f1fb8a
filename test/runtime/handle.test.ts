import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Reply } from "../../src/adapter.js";
import { screenText } from "../../src/screen.js";
import type { Members } from "../../src/store/members.js";
import { asking, type Bench, bench, command, member, press, text } from "../support/runtime.js";

const connected = () => ({ routes: [], show: async () => undefined, close: async () => undefined });
const silent: Reply = { confirm: () => undefined, show: async () => undefined };

describe("one update", () => {
  it("is committed, then confirmed, then shown, then acknowledged", async () => {
    const order: string[] = [];
    const { receive } = await bench({
      wrap: (members) => ({
        ...members,
        commit: async (commit) => {
          order.push("commit");
          return members.commit(commit);
        },
        acknowledge: async (lease) => {
          order.push("acknowledge");
          return members.acknowledge(lease);
        },
      }),
    });
    await receive(
      { event: command("denied") },
      {
        confirm: () => order.push("confirm"),
        show: async () => {
          order.push("show");
        },
      },
    );
    expect(order).toEqual(["commit", "confirm", "show", "acknowledge"]);
  });

  it("counts once, however often it comes", async () => {
    const { say, store } = await bench();
    const [first] = await say(command("denied"));
    const [second] = await say(press("o:b214", first), { id: "press-1" });
    expect(second?.at).toMatchObject({ kind: "question", id: "history" });
    expect(await say(press("o:b214", first), { id: "press-1" })).toEqual([]);
    const held = await store.members("test").held(member);
    expect(held).toMatchObject({
      kept: { session: { cases: { denied: { answers: { section: { choice: "b214" } } } } } },
    });
  });

  it("shows at its next coming what could not be shown", async () => {
    const { receive, say } = await bench();
    const failing: Reply = { ...silent, show: () => Promise.reject(new Error("gone")) };
    await receive({ id: "same-id", event: command("denied") }, failing);
    const shown = await say(command("denied"), { id: "same-id" });
    expect(shown.map((screen) => screen.at.id)).toEqual(["section"]);
  });

  it("is owed when it could not be shown, and paid by a sweep, with everything the screen had", async () => {
    const { receive, runtime, clock, logged } = await bench();
    await receive(
      { event: command("denied") },
      { ...silent, show: () => Promise.reject(new TypeError("secret-in-message")) },
    );
    const shown: [string, string][] = [];
    const connection = {
      routes: [],
      close: async () => undefined,
      show: async (address: string, screen: { at: { id: string } }) => {
        shown.push([address, screen.at.id]);
      },
    };
    const connections = new Map([["web", connection]]);
    expect(await runtime.sweep(connections)).toBe(0);
    clock.now += 5_000;
    expect(await runtime.sweep(connections)).toBe(1);
    expect(shown).toEqual([["here", "section"]]);
    clock.now += 60_000;
    expect(await runtime.sweep(connections)).toBe(0);
    expect(logged()).toContainEqual(expect.objectContaining({ event: "show-failed", error: "TypeError" }));
  });

  it("stays owed while no connection to its platform is alive", async () => {
    const { receive, runtime, clock } = await bench();
    await receive({ event: command("denied") }, { ...silent, show: () => Promise.reject(new Error("x")) });
    clock.now += 5_000;
    expect(await runtime.sweep(new Map())).toBe(0);
    clock.now += 5_000;
    expect(await runtime.sweep(new Map([["web", connected()]]))).toBe(1);
  });

  it("keeps nobody else waiting whose screen cannot be made, and is tried again", async () => {
    const broken = { now: false };
    const { receive, runtime, clock, logged } = await bench({
      watch: () => {
        if (broken.now) throw new RangeError("a mistake of ours");
      },
    });
    const failing: Reply = { ...silent, show: () => Promise.reject(new Error("gone")) };
    await receive({ event: command("denied") }, failing);
    await receive({ member: "web:other", event: command("denied") }, failing);
    broken.now = true;
    clock.now += 5_000;
    const connections = new Map([["web", connected()]]);
    expect(await runtime.sweep(connections)).toBe(0);
    expect(logged().filter((line) => line.event === "failed")).toHaveLength(2);
    broken.now = false;
    clock.now += 60_000;
    expect(await runtime.sweep(connections)).toBe(2);
  });

  it("ends with the flows and words it began with", async () => {
    const made: Bench = await bench({
      wrap: (members) => ({
        ...members,
        commit: async (commit) => {
          made.runtime.replace({ library: { ...made.library, flowWords: {} }, asking });
          return members.commit(commit);
        },
      }),
    });
    const [question] = await made.say(command("denied"));
    const words = made.library.flowWords.denied?.questions.section;
    expect(question?.title).toBe(words?.short);
    expect((await made.say(command("denied")))[0]?.title).not.toBe(words?.short);
  });

  it("waits for the earlier one of the same member", async () => {
    const { say, store } = await bench();
    const [first] = await say(command("denied"));
    const both = await Promise.all([say(press("o:b214", first)), say(press("o:a212", first))]);
    expect(both.map(([screen]) => screen?.at.id)).toEqual(["history", "history"]);
    expect(both[1]?.[0]?.notice).toBeDefined();
    const held = await store.members("test").held(member);
    expect(held).toMatchObject({
      kept: { session: { cases: { denied: { answers: { section: { choice: "b214" } } } } } },
    });
  });

  it("is made anew on the session that won when another process was quicker", async () => {
    const one = await bench();
    const [first] = await one.say(command("denied"));
    let interfere = true;
    const two = await bench({
      store: one.store,
      holder: "two",
      wrap: (members) => ({
        ...members,
        commit: async (commit) => {
          if (interfere) {
            interfere = false;
            await one.say(press("o:b214", first));
          }
          return members.commit(commit);
        },
      }),
    });
    const shown = await two.say(command("cancel"), { id: "cancel-1" });
    expect(shown.map((screen) => screen.at.kind)).toEqual(["home"]);
    const held = await one.store.members("test").held(member);
    expect(held).toMatchObject({
      kept: { session: { cases: { denied: { answers: { section: { choice: "b214" } } } } } },
    });
    expect(two.logged().at(-1)).toMatchObject({ outcome: "saved", tries: 2 });
  });

  it("is given up after eight conflicts, with a true sentence and without confirming", async () => {
    let commits = 0;
    const { receive } = await bench({
      wrap: (members) => ({
        ...members,
        commit: async () => {
          commits += 1;
          return { kind: "conflict" };
        },
      }),
    });
    const order: string[] = [];
    await receive(
      { event: command("denied") },
      {
        confirm: () => order.push("confirm"),
        show: async (screen) => {
          order.push(`${screen.at.kind} ${screen.at.id}`);
        },
      },
    );
    expect(order).toEqual(["trouble busy"]);
    expect(commits).toBe(8);
  });

  it("keeps nothing of somebody who only pressed an old button", async () => {
    const { say, store } = await bench();
    const [screen] = await say({ type: "press", button: "o:b214", turn: 7 });
    expect(screen?.at.kind).toBe("home");
    expect(await store.members("test").held(member)).toEqual({ kind: "nothing" });
  });
});

describe("what was typed", () => {
  it("is an answer on a question and a question to /ask elsewhere", async () => {
    const { say } = await bench();
    await say(command("start"));
    expect((await say(text("what is 221g")))[0]?.at.kind).toBe("ask");
    const [question] = await say(command("denied"));
    const [again] = await say(text("what is 221g"));
    expect(again?.at).toEqual(question?.at);
    expect(again?.notice).toBeDefined();
  });

  it("presses the button whose label it is, and only where no words are to be typed", async () => {
    const { say } = await bench();
    await say(command("denied"));
    expect((await say(text("  214(B) ")))[0]?.at.id).toBe("history");
    expect((await say(text("none of these")))[0]?.at.id).toBe("now");
    expect((await say(text("BACK")))[0]?.at.id).toBe("history");
    await say(command("denied"));
    expect((await say(text("None of these")))[0]?.at.id).toBe("where");
    await say(text("No, in another country"));
    expect((await say(text("back")))[0]?.at.id).toBe("where");
    await say(text("Keep my answer"));
    await say(text("2"));
    expect((await say(text("I don\u2019t know")))[0]?.at.id).toBe("applied-at");
  });

  it("is refused with its length when it is too long, and nothing is lost", async () => {
    const { say, library } = await bench();
    const [question] = await say(command("denied"));
    const [screen] = await say(text("x".repeat(100_000)));
    expect(screen?.at).toMatchObject({ kind: "trouble", id: "too-long" });
    expect(screenText(screen ?? never())).toContain("100000");
    const [after] = await say(command("resume"));
    expect(after?.at).toEqual(question?.at);
    expect(library.interface.trouble?.["too-long"]).toContain("{length}");
  });

  it("is never kept when it is a cry for help, wherever it was typed", async () => {
    const { say, store } = await bench();
    await say(command("denied"));
    const before = await store.members("test").held(member);
    for (const event of [
      text("cry-for-help"),
      command("ask", "cry-for-help"),
      { type: "form", fields: { section: "cry-for-help" }, turn: 1 } as const,
    ]) {
      expect((await say(event))[0]?.at).toMatchObject({ kind: "article", id: "crisis" });
    }
    expect(await store.members("test").held(member)).toEqual(before);
  });
});

describe("the store", () => {
  const down: Members = {
    load: async () => ({ kind: "unavailable", why: "down" }),
    fresh: async () => ({ kind: "unavailable", why: "down" }),
    commit: async () => ({ kind: "unavailable", why: "down" }),
    erase: async () => ({ kind: "unavailable", why: "down" }),
    acknowledge: async () => ({ kind: "unavailable", why: "down" }),
    postpone: async () => ({ kind: "unavailable", why: "down" }),
    owed: async () => ({ kind: "unavailable", why: "down" }),
    held: async () => ({ kind: "unavailable", why: "down" }),
  };

  it.each([
    [undefined, "It forgets everything when it stops."],
    [true, "encrypted in a database"],
  ])("says where cases are kept, where they outlive the process: %j", async (lasting, words) => {
    const { say } = await bench(lasting === undefined ? {} : { lasting });
    const [shown] = await say({ type: "command", name: "privacy", rest: "" });
    const text = shown === undefined ? "" : screenText(shown);
    expect(text).toContain(words);
    expect(text.match(/Where it is kept/g)).toHaveLength(1);
  });

  it("is not needed for look-ups", async () => {
    const { say } = await bench({ wrap: () => down });
    for (const name of ["help", "about", "privacy", "ask", "nothing-like-it"]) {
      expect((await say(command(name, "what is 221g")))[0]?.at.kind).not.toBe("trouble");
    }
  });

  it("is said to be away when it is, without confirming", async () => {
    for (const wrap of [() => down, (members: Members) => ({ ...members, commit: down.commit })]) {
      const { receive } = await bench({ wrap });
      const order: string[] = [];
      await receive(
        { event: command("denied") },
        {
          confirm: () => order.push("confirm"),
          show: async (screen) => {
            order.push(`${screen.at.kind} ${screen.at.id}`);
          },
        },
      );
      expect(order).toEqual(["trouble unavailable"]);
    }
  });

  it("erases everything on forget me, and a straggler brings nothing back", async () => {
    const { say, store, clock } = await bench();
    const [question] = await say(command("denied"));
    await say(press("o:b214", question));
    const [sure] = await say(command("forget"));
    const before = clock.now;
    const [gone] = await say(press("yes", sure), { id: "forget-1" });
    expect(gone?.at.kind).toBe("forgotten");
    clock.now += 1_000;
    await say(command("denied"), { id: "late", at: before });
    // What is offered then is looked at, and keeps nothing.
    for (const [button, kind] of [
      ["help", "help"],
      ["person", "person"],
    ] as const) {
      expect(gone?.go).toContainEqual({ id: button, label: expect.any(String) });
      const [next] = await say({ type: "press", button, turn: gone?.turn ?? 0 });
      expect(next?.at.kind).toBe(kind);
    }
    expect(await store.members("test").held(member)).toMatchObject({ kind: "erased" });
    clock.now += 1_000;
    const [fresh] = await say(command("denied"));
    expect(fresh?.at.id).toBe("section");
  });
});

describe("a group", () => {
  it("gets the same reply whatever the flow, and nothing that was said", async () => {
    const { say, store } = await bench();
    const [screen] = await say(command("denied", "nobody-may-read-this"), { where: "group" });
    expect(screen).toMatchObject({ audience: "everyone", asks: [], turn: "none" });
    expect(screen?.go).toEqual([expect.objectContaining({ start: "denied" })]);
    const [asked] = await say(text("nobody-may-read-this"), { where: "group" });
    expect(asked?.audience).toBe("everyone");
    expect(JSON.stringify([screen, asked])).not.toContain("nobody-may-read-this");
    expect(await store.members("test").held(member)).toEqual({ kind: "nothing" });
  });

  it("is helped in a crisis, with a way to the private chat and nothing else to press", async () => {
    const { say } = await bench();
    const [screen] = await say(text("cry-for-help"), { where: "group" });
    expect(screen?.at).toMatchObject({ kind: "article", id: "crisis" });
    expect(screen).toMatchObject({ audience: "everyone", asks: [] });
    expect(screen?.go).toHaveLength(1);
  });
});

describe("a mistake of ours", () => {
  it("is told kindly, logged without a word of the member, and loses nothing", async () => {
    const { say, store, raw } = await bench({
      watch: (page) => {
        if (page.kind === "question" && page.question.id === "history") throw new RangeError("secret-word");
      },
    });
    const [question] = await say(command("denied"));
    const [screen] = await say(press("o:b214", question));
    expect(screen?.at).toMatchObject({ kind: "trouble", id: "failed" });
    expect(raw()).toContain("RangeError");
    expect(raw()).not.toContain("secret-word");
    const held = await store.members("test").held(member);
    expect(held).toMatchObject({
      kept: { session: { cases: { denied: { answers: { section: { choice: "b214" } } } } } },
    });
  });
});

describe("the log", () => {
  it("never holds what a member typed, whatever it is and wherever", async () => {
    const { say, raw } = await bench();
    const [question] = await say(command("denied"));
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, unit: "grapheme" }), async (words) => {
        const canary = `canary${words.replace(/\s/g, "")}`;
        await say(text(canary));
        await say(command(canary, canary));
        await say(command("ask", canary));
        await say({ type: "form", fields: { section: canary, [canary]: canary }, turn: question?.turn ?? 0 });
        await say({ type: "press", button: canary, turn: "none" });
        await say({ type: "pick", group: canary, chosen: [canary], turn: 1 });
      }),
      { numRuns: 40 },
    );
    expect(raw()).not.toContain("canary");
    expect(raw()).not.toContain("somebody");
  });
});

function never(): never {
  throw new Error("A screen was expected.");
}
