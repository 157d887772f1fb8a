/** A typed answer that comes a second time, or to a process that knows less: it is no question, and none of it is lost. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { emptyCase } from "../../src/engine/session.js";
import { type Screen, screenText } from "../../src/screen.js";
import { memberLimits } from "../../src/store/members.js";
import type { RedisStore } from "../../src/store/redis-store.js";
import { counted } from "../support/counted.js";
import { type RedisServer, startRedis } from "../support/redis.js";
import { openStoreAt } from "../support/redis-store.js";
import { type Bench, bench, command, member, press, text } from "../support/runtime.js";

let server: RedisServer;
const open: RedisStore[] = [];
beforeAll(async () => {
  server = await startRedis();
});
beforeEach(() => server.tell("FLUSHALL"));
afterEach(async () => {
  await Promise.all(open.splice(0).map((store) => store.close()));
});
afterAll(() => server.close());

/** A process that remembers the sessions it has seen, as each of them does in use. */
async function process_() {
  let trips = 0;
  const store = openStoreAt(server.url, { allowed: "all", warm: { most: 1_000, ageMs: 60_000 } }, (wire) =>
    counted(wire, () => {
      trips += 1;
    }),
  );
  open.push(store);
  await store.begun();
  const made = await bench({ wrap: () => store.members });
  return { ...made, trips: () => trips };
}

async function answers(): Promise<unknown> {
  const [store] = open;
  const held = await store?.members.held(member);
  return held?.kind === "held" ? held.kept.session.cases.denied?.answers : held?.kind;
}

const kinds = (screens: readonly Screen[]): string[] => screens.map(({ at }) => `${at.kind} ${at.id}`);

/** Answers until a number is asked for. */
async function untilNumber({ say }: Bench): Promise<void> {
  await say(command("denied"), { id: "begin" });
  for (const [n, words] of ["214(b)", "None of these", "None of these"].entries()) {
    await say(text(words), { id: `answer ${n}` });
  }
  const [asked] = await say(text("No, in another country"), { id: "answer 3" });
  expect(kinds([asked ?? never()])).toEqual(["question refusals"]);
}

describe("a typed answer", () => {
  it("that comes again when no answer is expected any more is answered once, and no question", async () => {
    const one = await process_();
    await untilNumber(one);
    await one.say(text("2"), { id: "number" });
    const before = await answers();
    await one.say(command("cancel"));
    expect(kinds(await one.say(text("2"), { id: "number" }))).toEqual([]);
    // At a process that has never seen the member it is the same.
    const two = await process_();
    expect(kinds(await two.say(text("2"), { id: "number" }))).toEqual([]);
    expect(await answers()).toEqual(before);
  });

  it("that comes again pays what is still owed", async () => {
    const one = await process_();
    await untilNumber(one);
    await one.say(text("2"), { id: "number" });
    await one.receive(
      { event: command("cancel") },
      { confirm: () => undefined, show: () => Promise.reject(new Error("gone")) },
    );
    expect(kinds(await one.say(text("2"), { id: "number" }))).toEqual(["home home"]);
  });

  it("is an answer where the process remembers a session in which none was expected", async () => {
    const stale = await process_();
    await stale.say(command("denied"));
    await stale.say(command("cancel"));
    const one = await process_();
    await untilNumber(one);
    const [next] = await stale.say(text("2"), { id: "number" });
    expect(next?.at.kind).toBe("question");
    expect(await answers()).toMatchObject({ refusals: { number: 2 } });
  });

  it("of somebody who was forgotten meanwhile brings nothing back and is no question", async () => {
    const one = await process_();
    await untilNumber(one);
    const at = one.clock.now;
    one.clock.now += 1_000;
    const [sure] = await one.say(command("forget"));
    await one.say(press("yes", sure));
    expect(kinds(await one.say(text("2"), { id: "late", at }))).toEqual([]);
    expect(await answers()).toBe("erased");
  });
});

describe("a typed question", () => {
  it("of a member with a case is looked up after one look at the record, and leaves it as it is", async () => {
    const one = await process_();
    await one.say(command("denied"));
    await one.say(command("cancel"));
    const kept = await answers();
    const waited = async (of: Bench & { trips(): number }): Promise<[string, number]> => {
      const begun = of.trips();
      const seen: [string, number][] = [];
      const show = async ({ at }: Screen): Promise<void> => {
        seen.push([at.kind, of.trips() - begun]);
      };
      await of.receive({ id: "asked", event: text("what is 221g") }, { confirm: () => undefined, show });
      return seen[0] ?? never();
    };
    expect(await waited(one)).toEqual(["ask", 1]);
    expect(await waited(await process_())).toEqual(["ask", 2]);
    expect(await answers()).toEqual(kept);
  });

  it("of a stranger needs no second look", async () => {
    const one = await process_();
    const begun = one.trips();
    expect((await one.say(text("what is 221g")))[0]?.at.kind).toBe("ask");
    expect(one.trips() - begun).toBe(1);
  });
});

describe("F81: a member of whom as much is kept as may be", () => {
  /** Fills the member's record with words, as hundreds of letters would. */
  async function fill(): Promise<void> {
    const [store] = open;
    const loaded = await store?.members.load(member);
    if (loaded?.kind !== "found") throw new Error("A record was expected.");
    const { revision, session } = loaded.kept;
    const left = memberLimits.sessionBytes - JSON.stringify(session).length - 200;
    const words = { words: { text: "x".repeat(left) } };
    const cases = { ...session.cases, another: { ...emptyCase, answers: words } };
    await store?.members.commit({
      member,
      updateId: "fill",
      expected: revision,
      session: { ...session, cases },
      at: 1,
    });
  }

  it("is told that a longer text was not saved, nothing of it is written, and the way out stays open", async () => {
    const one = await process_();
    await untilNumber(one);
    await fill();
    const record = await server.tell("KEYS", "*member*");
    const key = record.split("\r\n")[2] ?? "";
    const before = await server.tell("HGETALL", key);
    const [full] = await one.say(text("2"), { id: "number" });
    expect(full?.at).toMatchObject({ kind: "trouble", id: "too-large" });
    expect(screenText(full ?? never())).toContain("was not saved: I keep at most 32 KB");
    expect(await server.tell("HGETALL", key)).toBe(before);
    // Buttons and commands still lead everywhere.
    expect(kinds(await one.say(text("back")))).toEqual(["question where"]);
    const [sure] = await one.say(command("forget"));
    expect(kinds(await one.say(press("yes", sure)))).toEqual(["forgotten forgotten"]);
  });

  it("is not told so of an answer that was saved and comes again", async () => {
    const one = await process_();
    await untilNumber(one);
    await one.say(text("2"), { id: "number" });
    await one.say(text("back"));
    await fill();
    expect(kinds(await one.say(text("2"), { id: "number" }))).toEqual([]);
  });
});

function never(): never {
  throw new Error("A screen was expected.");
}
