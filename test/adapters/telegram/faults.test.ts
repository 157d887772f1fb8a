/** The network and Telegram at their worst: what was said is never lost, and in the end the right screen stands. */
import { afterEach, describe, expect, it } from "vitest";
import type { Members } from "../../../src/store/members.js";
import { times } from "../../support/form.js";
import { byChance, first } from "../../support/manners.js";
import type { FakeTelegram } from "../../support/telegram/fake.js";
import type { Fault } from "../../support/telegram/faults.js";
import type { PrivateActor } from "../../support/telegram/people.js";
import { type Bot, botsUntil } from "../../support/telegram-bot.js";
import { createWalker, pressable, seenUntil } from "../../support/telegram-walk.js";
import { nextTurn } from "../../support/turn.js";
import { createSight } from "../../support/walk.js";

const started = botsUntil(afterEach);
const startedSeen = seenUntil(afterEach);

/** What is owed is shown when `ms` have gone by. */
async function later(bot: Bot, ms: number): Promise<number> {
  bot.bench.clock.now += ms;
  const shown = await bot.bench.runtime.sweep(new Map([["telegram", bot.connection]]));
  await bot.quiet();
  return shown;
}

/** Until this is so. */
async function until(done: () => boolean): Promise<void> {
  while (!done()) await nextTurn();
}

function updatesOf(bot: Bot): number {
  return bot.bench.raw().split('"event":"update"').length;
}

function sentTo(fake: FakeTelegram, chat: PrivateActor): number {
  return fake.calls.filter(({ payload }) => payload.chat_id === chat.id).length;
}

const everyFault: readonly Fault[] = [
  { kind: "wait", seconds: 1 },
  { kind: "server" },
  { kind: "server", done: true },
  { kind: "html" },
  { kind: "html", done: true },
  { kind: "cut" },
  { kind: "hang" },
  { kind: "hang", done: true },
  { kind: "drop" },
  { kind: "drop", done: true },
];

describe("429 on a send (T-39, TL-15, F40, A17)", () => {
  it("makes that chat wait as told, and no other", async () => {
    const bot = await started();
    const { fake } = bot;
    const [one, other] = [fake.person().privately(), fake.person().privately()];
    fake.fail("sendMessage", 1, { kind: "wait", seconds: 40 }, ({ chat_id }) => chat_id === one.id);
    one.type("/denied");
    other.type("/denied");
    await bot.quiet();
    expect(other.last()?.text).toContain("Question 1 of at most");
    one.type("/h1b-backed-out");
    await bot.quiet();
    expect(await later(bot, 39_000)).toBe(0);
    expect(sentTo(fake, one)).toBe(1);
    expect(await later(bot, 1_000)).toBe(1);
    expect(one.sees().filter(({ by }) => by === "bot")).toHaveLength(1);
    expect(one.last()?.text).toContain("· /h1b_backed_out");
    expect(fake.violations).toEqual([]);
  });

  it("shows a look-up after the wait, since nobody else would", async () => {
    const pauses: number[] = [];
    const bot: Bot = await started({
      bench: {
        pause: async (ms) => {
          pauses.push(ms);
          bot.bench.clock.now += ms;
        },
      },
    });
    const { fake } = bot;
    const chat = fake.person().privately();
    fake.fail("sendMessage", 1, { kind: "wait", seconds: 7 });
    chat.type("/help");
    await bot.quiet();
    expect(pauses).toEqual([7_000]);
    expect(chat.last()?.text).toContain("Commands");
    expect(chat.sees()).toHaveLength(2);
  });

  it("in the middle of a screen of several messages shows the rest, and nothing twice", async () => {
    const { bot, sight } = await startedSeen();
    const { fake } = bot;
    const chat = fake.person().privately();
    const walker = createWalker(bot, sight, chat);
    await walker.type("/denied");
    await walker.goOn(first);
    fake.fail("sendMessage", 1, { kind: "wait", seconds: 5 });
    await walker.press("calendar");
    const files = () => chat.sees().flatMap((message) => message.files.map(({ name }) => name));
    const before = files();
    expect(before).toContain("plan.txt");
    expect(await later(bot, 5_000)).toBe(1);
    expect(files()).toEqual(before);
    expect(chat.last()?.text).toContain("Your plan as files");
    expect(fake.duplicates).toEqual([]);
  });
});

describe("a send of which nobody knows (F42, TL-14)", () => {
  it("is shown again by the sweep where it was a new message", async () => {
    const bot = await started();
    const { fake } = bot;
    const chat = fake.person().privately();
    fake.fail("sendMessage", 1, { kind: "cut" });
    chat.type("/denied");
    await bot.quiet();
    expect(await later(bot, 5_000)).toBe(1);
    expect(chat.sees().filter(({ by }) => by === "bot")).toHaveLength(2);
    expect(chat.last()?.text).toContain("Question 1 of at most");
  });

  it("is put in place of the same message where that was pressed, which nobody sees (T-17)", async () => {
    const bot = await started();
    const { fake } = bot;
    const chat = fake.person().privately();
    chat.type("/denied");
    await bot.quiet();
    fake.fail("editMessageText", 1, { kind: "drop", done: true });
    chat.press("214(b)");
    await bot.quiet();
    expect(await later(bot, 5_000)).toBe(1);
    expect(chat.sees()).toHaveLength(2);
    expect(chat.last()?.text).toContain("Question 2 of at most");
    expect(fake.duplicates).toEqual([]);
  });

  it("ends at its deadline where no answer comes, and keeps nobody else waiting (TL-13)", async () => {
    const bot = await started({ bench: { sendMs: 100 } });
    const { fake } = bot;
    const [chat, other] = [fake.person().privately(), fake.person().privately()];
    fake.fail("sendMessage", 1, { kind: "hang" }, ({ chat_id }) => chat_id === chat.id);
    chat.type("/denied");
    other.type("/denied");
    await bot.quiet();
    expect(other.last()?.text).toContain("Question 1 of at most");
    expect(await later(bot, 5_000)).toBe(1);
    expect(chat.last()?.text).toContain("Question 1 of at most");
  });

  it("is not the taking off of old buttons: the screen stands and is not sent again", async () => {
    const bot = await started({ bench: { sendMs: 300 } });
    const { fake } = bot;
    const chat = fake.person().privately();
    chat.type("/denied");
    await bot.quiet();
    fake.fail("editMessageReplyMarkup", 1, { kind: "hang" });
    chat.type("/resume");
    await bot.quiet();
    expect(bot.bench.logged().filter(({ event }) => event === "show-failed")).toEqual([]);
    expect(await later(bot, 60_000)).toBe(0);
    expect(chat.sees().filter(({ by }) => by === "bot")).toHaveLength(2);
  });
});

describe("an update that the store cannot take", () => {
  it("is tried again, said once, and its press answered once (T-15)", async () => {
    let refusals = 0;
    const wrap = (members: Members): Members => ({
      ...members,
      async commit(commit) {
        refusals -= 1;
        return refusals >= 0 ? { kind: "unavailable", why: "away" } : members.commit(commit);
      },
    });
    const bot = await started({ bench: { wrap }, paces: { againMs: 1 } });
    const { fake } = bot;
    const chat = fake.person().privately();
    chat.type("/denied");
    await bot.quiet();
    refusals = 3;
    const press = chat.press("214(b)");
    await bot.quiet();
    await press.answered();
    expect(chat.last()?.text).toContain("Question 2 of at most");
    expect(fake.callsOf("answerCallbackQuery")).toHaveLength(1);
    expect(fake.callsOf("sendMessage")).toHaveLength(1);
    expect(fake.duplicates).toEqual([]);
  });
});

describe("anything on any call, by chance (F41, F42, T-17)", () => {
  it.each(Array.from({ length: times(3, 60) }, (_, n) => n + 1))(
    "loses no answer, and the last screen is the right one in the end, %i",
    { timeout: 120_000 },
    async (seed) => {
      const sight = createSight();
      const bot = await started({
        bench: { watch: sight.watch, sendMs: 60 },
        paces: { pollMs: 300 },
        waits: "a hundredth",
      });
      const { fake } = bot;
      const chat = fake.person().privately();
      const manner = byChance(seed);
      chat.type("/denied");
      await bot.quiet();
      fake.faults.randomly({ seed, share: 0.3, kinds: everyFault });
      for (let step = 0; step < 12; step += 1) {
        const [page, screen] = [sight.page(), sight.screen()];
        const updates = updatesOf(bot);
        const answer = page.kind === "question" ? manner(page) : { press: ["go-on"] };
        if ("type" in answer) chat.type(answer.type);
        else chat.forge(`${screen.turn}:${answer.press[0]}`);
        await until(() => updatesOf(bot) > updates);
        expect(sight.screen()).not.toBe(screen);
        if (step % 4 === 3) await later(bot, 5_000);
      }
      fake.faults.clear();
      await until(() => fake.waiting().length === 0);
      await bot.quiet();
      for (let n = 0; n < 3; n += 1) await later(bot, 60_000);
      const shown = chat.last();
      expect(shown?.text).toContain(sight.screen().title);
      expect(shown?.text).toContain(
        sight
          .screen()
          .foot.map((span) => ("text" in span ? span.text : ""))
          .join(""),
      );
      expect(pressable(chat.sees()).at(-1)?.id).toBe(shown?.id);
      expect(fake.violations).toEqual([]);
    },
  );
});
