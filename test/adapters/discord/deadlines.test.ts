/** The first response: always in time, whatever the store does, and what becomes of one that came too late or was lost. */
import { afterEach, describe, expect, it } from "vitest";
import type { Members } from "../../../src/store/members.js";
import type { Actor } from "../../support/discord/actor.js";
import { startDiscord } from "../../support/discord/fake.js";
import type { Fault } from "../../support/discord/faults.js";
import { botsUntil, startBot } from "../../support/discord-bot.js";
import { heldStore, later, leftOver, newcomer, told, troubles } from "../../support/discord-worst.js";
import { keptUntil } from "../../support/kept.js";

const start = botsUntil(afterEach);
const kept = keptUntil(afterEach);

const first = "Your interview there";
const second = "Year of your Match";
const yes = "Yes, I had my interview";

describe("with a store that answers after five seconds (F60, A19, D-8)", () => {
  it("responds to 200 commands and presses in less than two seconds each, and shows every screen in the end", {
    timeout: 120_000,
  }, async () => {
    const store = heldStore();
    const bot = await start({ bench: { wrap: store.wrap } });
    const { fake } = bot;
    const people = Array.from({ length: 200 }, () => fake.person());
    const channel = fake.guild({ members: people }).channel();
    const all = people.map((person) => person.in(channel));
    const [pressing, commanding] = [all.slice(0, 100), all.slice(100)];
    for (const at of pressing) at.command("second-look");
    await bot.quiet();
    store.hold();
    const presses = pressing.map((at) => at.press(yes));
    const commands = commanding.map((at) => at.command("second-look"));
    const toPresses = await Promise.all(presses.map((one) => one.answered()));
    const toCommands = await Promise.all(commands.map((one) => one.answered()));
    // A press defers the update, so that a crash leaves nothing "thinking"; a command is for the member alone (D-11).
    for (const one of toPresses) expect(one).toMatchObject({ type: 6 });
    for (const one of toCommands) expect(one).toMatchObject({ type: 5, ephemeral: true });
    const slowest = Math.max(...[...toPresses, ...toCommands].map(({ real }) => real));
    expect(slowest).toBeLessThan(2_000);
    fake.clock.advance(5_000);
    store.open();
    await bot.quiet();
    for (const at of pressing) expect(at.last()?.text).toContain(second);
    for (const at of commanding) expect(at.last()?.text).toContain(first);
    expect(leftOver(bot, ...pressing, ...commanding)).toEqual([]);
  });

  it("opens a form at once, as the first response and never after a defer (D-10)", async () => {
    const store = heldStore();
    const bot = await start({ bench: { wrap: store.wrap } });
    const at = newcomer(bot.fake);
    at.command("letters");
    await bot.quiet();
    at.choose("Ask for a virtual interview");
    await bot.quiet();
    store.hold();
    const press = at.press("Type your answer");
    expect(await press.answered()).toMatchObject({ type: 9 });
    expect(at.form()).toBeDefined();
    expect(store.waiting()).toBe(0);
    const submitted = at.fill({ program: "General Hospital" });
    expect(await submitted.answered()).toMatchObject({ type: 6 });
    store.open();
    await bot.quiet();
    expect(press.refused).toEqual([]);
    expect(leftOver(bot, at)).toEqual([]);
  });
});

describe("a first response that comes too late (F61, D-8, DJ-6)", () => {
  it("is no failure of the member's: what they pressed is kept, and their next contact shows it", async () => {
    const bot = await start();
    const { fake } = bot;
    const at = newcomer(fake);
    at.command("second-look");
    await bot.quiet();
    const gate = fake.gate();
    fake.fail("respond", 1, { kind: "hold", gate });
    const press = at.press(yes);
    await fake.until(() => (gate.waiting() === 1 ? true : undefined), "a response under way");
    fake.clock.advance(3_001);
    gate.open();
    await bot.quiet();
    expect(press.refused).toMatchObject([{ route: "respond", status: 404, code: 10062 }]);
    expect(at.last()?.text).toContain(first);
    expect(told(bot, "first-response")).toMatchObject([{ level: 40, was: "late" }]);
    at.command("resume");
    await bot.quiet();
    expect(at.last()?.text).toContain(second);
    expect(leftOver(bot, at)).toEqual([]);
  });

  it("in the bot's own direct messages is followed by the screen there, since it was begun there (F63)", async () => {
    const bot = await start();
    const { fake } = bot;
    const at = fake.person().dm();
    at.command("second-look");
    await bot.quiet();
    const gate = fake.gate();
    fake.fail("respond", 1, { kind: "hold", gate });
    at.press(yes);
    await fake.until(() => (gate.waiting() === 1 ? true : undefined), "a response under way");
    fake.clock.advance(3_001);
    gate.open();
    await bot.quiet();
    expect(at.last()?.text).toContain(second);
    expect(leftOver(bot, at)).toEqual([]);
  });
});

describe("the same event at two processes (F62, A21, D-9)", () => {
  it("is answered and shown once, and 40060 is no error in any log", async () => {
    const fake = kept(await startDiscord());
    const one = kept(await startBot({ fake }));
    const two = kept(await startBot({ fake, bench: { store: one.bench.store, holder: "two" } }));
    const people = Array.from({ length: 10 }, () => newcomer(fake));
    const asked = people.map((at) => at.command("second-look"));
    await Promise.all([one.quiet(), two.quiet()]);
    const pressed = people.map((at) => at.press(yes));
    await Promise.all([one.quiet(), two.quiet()]);
    for (const at of people) {
      expect(at.messages()).toHaveLength(1);
      expect(at.last()?.text).toContain(second);
    }
    const refused = [...asked, ...pressed].flatMap((each) => each.refused);
    expect(refused.map(({ code }) => code)).toEqual(Array(20).fill(40060));
    for (const bot of [one, two]) {
      expect(troubles(bot)).toEqual([]);
    }
    expect(leftOver(one, ...people)).toEqual([]);
  });
});

describe("what several processes show (F62)", () => {
  async function both(wrap?: (members: Members) => Members) {
    const fake = kept(await startDiscord());
    const one = kept(await startBot({ fake }));
    const { store } = one.bench;
    const two = kept(
      await startBot({ fake, bench: { store, holder: "two", ...(wrap === undefined ? {} : { wrap }) } }),
    );
    const people = Array.from({ length: 8 }, () => newcomer(fake));
    const quiet = async (): Promise<void> => {
      await one.quiet();
      await two.quiet();
    };
    return { fake, one, people, quiet };
  }

  it("is a look-up once", async () => {
    const { fake, one, people, quiet } = await both();
    for (const at of people) at.command("help");
    await quiet();
    expect(fake.callsOf("editOriginal")).toHaveLength(people.length);
    expect(leftOver(one, ...people)).toEqual([]);
  });

  it("is the right screen, and not the trouble of one whose store is away", async () => {
    const store = heldStore();
    const { fake, one, people, quiet } = await both((members) =>
      store.wrap({ ...members, load: async () => ({ kind: "unavailable", why: "ECONNREFUSED" }) }),
    );
    for (const [does, words] of [
      [(at: Actor) => at.command("second-look"), first],
      [(at: Actor) => at.press(yes), second],
    ] as const) {
      store.hold();
      for (const at of people) does(at);
      const shown = (): boolean => people.every((at) => at.last()?.text.includes(words));
      await one.quiet();
      await fake.until(() => (shown() ? true : undefined), "the right screens");
      // As long as a store is waited for.
      fake.clock.advance(2_000);
      store.open();
      await quiet();
      expect(shown()).toBe(true);
    }
    expect(people.every((at) => at.messages().length === 1)).toBe(true);
    expect(leftOver(one, ...people)).toEqual([]);
  });

  it("is that everything is erased, and nothing after it", async () => {
    const { fake, one, people, quiet } = await both();
    for (const does of [
      (at: Actor) => at.command("second-look"),
      (at: Actor) => at.command("forget"),
      (at: Actor) => at.press("Yes"),
    ]) {
      fake.clock.advance(1_000);
      for (const at of people) does(at);
      await quiet();
    }
    for (const at of people) expect(at.last()?.text).toContain("Everything is erased");
    expect(leftOver(one, ...people)).toEqual([]);
  });
});

const lost: readonly (readonly [string, Fault])[] = [
  ["504 after its effect", { kind: "server", status: 504, done: true }],
  ["a closed connection after its effect", { kind: "drop", done: true }],
  ["an answer that is cut", { kind: "cut", done: true }],
  ["an answer that cannot be read", { kind: "garbage", done: true }],
  ["no answer at all, after its effect", { kind: "hang", done: true }],
  ["502 without effect", { kind: "server", status: 502 }],
  ["a closed connection without effect", { kind: "drop" }],
  ["no answer at all, and no effect", { kind: "hang" }],
];

describe("a first response whose answer was lost (DJ-2)", () => {
  it.each(lost)("is followed by the screen, and nothing stays thinking: %s", async (_name, fault) => {
    const bot = await start();
    const { fake } = bot;
    const at = newcomer(fake);
    fake.fail("respond", 1, fault);
    at.command("second-look");
    await bot.quiet();
    expect(at.messages()).toHaveLength(1);
    expect(at.last()).toMatchObject({ ephemeral: true, thinking: false });
    expect(at.last()?.text).toContain(first);
    fake.fail("respond", 1, fault);
    at.press(yes);
    await bot.quiet();
    expect(at.messages()).toHaveLength(1);
    expect(at.last()?.text).toContain(second);
    expect(troubles(bot)).toEqual([]);
    expect(leftOver(bot, at)).toEqual([]);
  });

  it("twice in a row leaves the answer kept, and the next contact shows it (F61)", async () => {
    const bot = await start();
    const { fake } = bot;
    const at = newcomer(fake);
    at.command("second-look");
    await bot.quiet();
    fake.fail("respond", 2, { kind: "server" });
    at.press(yes);
    await fake.until(() => (fake.faults.left() === 0 ? true : undefined), "two lost responses");
    fake.clock.advance(3_001);
    await bot.quiet();
    await later(bot, 60_000);
    expect(told(bot, "first-response")).toMatchObject([{ was: "lost" }]);
    at.command("resume");
    await bot.quiet();
    expect(at.last()?.text).toContain(second);
    expect(leftOver(bot, at)).toEqual([]);
  });
});

describe("a token that takes no more (F63, D-8)", () => {
  const over = [
    [50027, 401],
    [10015, 404],
  ] as const;

  it.each(over)(
    "%i: in a server the screen waits for the next contact, and nobody gets a direct message",
    async (code, status) => {
      const bot = await start();
      const { fake } = bot;
      const at = newcomer(fake);
      at.command("second-look");
      await bot.quiet();
      fake.fail("editOriginal", 1, { kind: "refuse", status, code, message: "Invalid Webhook Token" });
      at.press(yes);
      await bot.quiet();
      expect(await later(bot, 60_000)).toBe(0);
      expect(fake.callsOf("createMessage")).toEqual([]);
      expect(fake.callsOf("openDirect")).toEqual([]);
      at.command("resume");
      await bot.quiet();
      expect(at.last()?.text).toContain(second);
      expect(bot.connection.notReady?.()).toEqual([]);
      expect(leftOver(bot, at)).toEqual([]);
    },
  );

  it.each(over)(
    "%i: in the bot's own direct messages the screen comes as a message",
    async (code, status) => {
      const bot = await start();
      const { fake } = bot;
      const at = fake.person().dm();
      at.command("second-look");
      await bot.quiet();
      fake.fail("editOriginal", 1, { kind: "refuse", status, code, message: "Invalid Webhook Token" });
      at.press(yes);
      await bot.quiet();
      expect(at.messages()).toHaveLength(2);
      expect(at.last()?.text).toContain(second);
      expect(leftOver(bot, at)).toEqual([]);
    },
  );

  it("is not even tried after 15 minutes: a store that was away so long loses nothing", async () => {
    const store = heldStore();
    const bot = await start({ bench: { wrap: store.wrap } });
    const { fake } = bot;
    const [there, direct] = [newcomer(fake), fake.person().dm()];
    there.command("second-look");
    direct.command("second-look");
    await bot.quiet();
    store.hold();
    const pressed = [there.press(yes), direct.press(yes)];
    for (const one of pressed) expect(await one.answered()).toMatchObject({ type: 6 });
    fake.clock.advance(15 * 60_000 + 1);
    const edits = fake.callsOf("editOriginal").length;
    store.open();
    await bot.quiet();
    expect(fake.callsOf("editOriginal")).toHaveLength(edits);
    expect(direct.last()?.text).toContain(second);
    expect(there.last()?.text).toContain(first);
    there.command("resume");
    await bot.quiet();
    expect(there.last()?.text).toContain(second);
    expect(leftOver(bot, there, direct)).toEqual([]);
  });
});
