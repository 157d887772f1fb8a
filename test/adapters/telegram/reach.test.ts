/** Who can be reached, when, and with how much: long words, odd names, blocked bots, "typing", the list of commands. */
import { afterEach, describe, expect, it } from "vitest";
import { paces } from "../../../adapters/telegram/intake.js";
import type { Library } from "../../../src/content/library.js";
import type { FakeTelegram } from "../../support/telegram/fake.js";
import type { PrivateActor } from "../../support/telegram/people.js";
import { type Bot, type BotOptions, botsUntil } from "../../support/telegram-bot.js";
import { pressable } from "../../support/telegram-walk.js";
import { nextTurn } from "../../support/turn.js";

const started = botsUntil(afterEach);

async function inDenied(options?: BotOptions): Promise<{ bot: Bot; fake: FakeTelegram; chat: PrivateActor }> {
  const bot = await started(options);
  const chat = bot.fake.person().privately();
  chat.type("/denied");
  await bot.quiet();
  return { bot, fake: bot.fake, chat };
}

/** Calls that show somebody something. */
function shows(fake: FakeTelegram): number {
  return ["sendMessage", "editMessageText", "sendPhoto", "sendDocument", "editMessageReplyMarkup"].flatMap(
    (method) => fake.callsOf(method),
  ).length;
}

describe("an update that comes twice", () => {
  it("is answered once and changes nothing more (T-32, T-35, F47)", async () => {
    const { bot, fake, chat } = await inDenied();
    const press = chat.press("214(b)");
    await bot.quiet();
    if (press.update !== undefined) fake.repeat(press.update);
    await bot.quiet();
    expect(chat.last()?.text).toContain("Question 2 of at most");
    expect(fake.duplicates.filter(({ kind }) => kind === "message")).toEqual([]);
    expect(chat.sees()).toHaveLength(2);
  });

  it("at the same time is taken once (F47)", async () => {
    const { bot, fake, chat } = await inDenied();
    const press = chat.press("214(b)");
    if (press.update !== undefined) for (let n = 0; n < 5; n += 1) fake.repeat(press.update);
    await bot.quiet();
    expect(chat.last()?.text).toContain("Question 2 of at most");
    expect(chat.sees()).toHaveLength(2);
    expect(pressable(chat.sees())).toHaveLength(1);
  });
});

describe("a press and a text at once (F48)", () => {
  it.each([
    ["the press first", ["press", "type"]],
    ["the text first", ["type", "press"]],
  ] as const)("count once between them, %s", async (_name, order) => {
    const { bot, fake, chat } = await inDenied();
    const act = { press: () => chat.press("214(b)"), type: () => chat.type("221(g)") };
    for (const one of order) act[one]();
    await bot.quiet();
    expect(chat.last()?.text).toMatch(/Question [23] of at most/);
    await chat.until((messages) => pressable(messages).length === 1, "one message with buttons");
    expect(fake.violations).toEqual([]);
    expect(fake.duplicates).toEqual([]);
  });
});

describe("words of any length and kind", () => {
  it("takes 4,096 emoji and a long paste, and says what they are not (T-10, F81)", async () => {
    const { bot, fake, chat } = await inDenied();
    chat.type("😀".repeat(2_048));
    chat.paste("a long letter from the consulate, with every word of it. ".repeat(300));
    await bot.quiet();
    expect(chat.last()?.text).toContain("Question 1 of at most");
    await chat.until((messages) => pressable(messages).length === 1, "one message with buttons");
    expect(fake.violations).toEqual([]);
  });

  it.each(["\u202eevil\u202c", "\u200b\u200d\u2060", "‮‮‮", "Z̷̢͎a̸l̵g̷o".repeat(20), "\ud83d", "<b>x</b>"])(
    "serves a member who is called %j, and says the name nowhere (F93, A36)",
    async (name) => {
      const bot = await started();
      const chat = bot.fake.person({ name }).privately();
      chat.type("/denied");
      await bot.quiet();
      expect(chat.last()?.text).toContain("Question 1 of at most");
      expect(chat.last()?.text).not.toContain(name);
      expect(bot.fake.violations).toEqual([]);
    },
  );

  it("answers in the topic of a private chat (T-30)", async () => {
    const bot = await started();
    const chat = bot.fake.person().privately();
    const thread = chat.topic("Visa");
    chat.type("/denied", { thread });
    await bot.quiet();
    expect(chat.last()?.thread).toBe(thread);
    chat.press("214(b)");
    await bot.quiet();
    expect(chat.last()?.text).toContain("Question 2");
    expect(bot.fake.violations).toEqual([]);
  });
});

describe("a member who cannot be reached (T-40, F43)", () => {
  it("is sent nothing once they have blocked the bot, until they write again", async () => {
    const { bot, fake, chat } = await inDenied();
    fake.fail("sendMessage", 1, { kind: "wait", seconds: 5 });
    chat.type("/resume");
    await bot.quiet();
    chat.block();
    await bot.quiet();
    const before = shows(fake);
    for (let minutes = 1; minutes < 5; minutes += 1) {
      bot.bench.clock.now += minutes * 60_000;
      await bot.bench.runtime.sweep(new Map([["telegram", bot.connection]]));
    }
    expect(shows(fake)).toBe(before);
    const owed = await bot.bench.store.members("reader").owed(10);
    expect(owed).toMatchObject({ debts: [] });
    chat.unblock();
    chat.type("/resume");
    await bot.quiet();
    expect(chat.last()?.text).toContain("Question 1 of at most");
  });

  it("is dropped after one refusal where the account is gone, and nobody else waits for it", async () => {
    const { bot, fake, chat } = await inDenied();
    const other = fake.person().privately();
    chat.type("/resume");
    chat.deactivate();
    other.type("/denied");
    await bot.quiet();
    expect(other.last()?.text).toContain("Question 1 of at most");
    const before = shows(fake);
    bot.bench.clock.now += 3_600_000;
    await bot.bench.runtime.sweep(new Map([["telegram", bot.connection]]));
    expect(shows(fake)).toBe(before);
  });
});

describe("what an answer that takes its time looks like (T-24)", () => {
  it("shows nothing for one that comes at once", async () => {
    const { fake } = await inDenied({ paces: { typingMs: 60_000 } });
    expect(paces.typingMs).toBe(500);
    expect(fake.callsOf("sendChatAction")).toEqual([]);
  });

  it("shows that the bot is typing, answers the press meanwhile, and both once (T-15)", async () => {
    let free = (): void => undefined;
    let slow = false;
    const bot = await started({
      paces: { typingMs: 5, pressMs: 5 },
      bench: {
        wrap: (members) => ({
          ...members,
          async load(member) {
            if (slow) await new Promise<void>((done) => (free = done));
            return members.load(member);
          },
        }),
      },
    });
    const { fake } = bot;
    const chat = fake.person().privately();
    chat.type("/denied");
    await bot.quiet();
    slow = true;
    const typing = fake.next("sendChatAction");
    const press = chat.press("214(b)");
    await press.answered();
    await typing;
    expect(chat.doing()).toBe("typing");
    slow = false;
    free();
    await bot.quiet();
    expect(chat.last()?.text).toContain("Question 2 of at most");
    expect(fake.callsOf("answerCallbackQuery")).toHaveLength(1);
    expect(fake.violations).toEqual([]);
  });
});

describe("the list of commands (T-1, T-7)", () => {
  it("is registered for each scope at the start, and not again where it stands", async () => {
    const bot = await started();
    await bot.fake.until(() => (bot.fake.commands().length === 3 ? true : undefined), "three lists");
    const inPrivate = bot.fake.commands().find(({ scope }) => scope.includes("all_private_chats"));
    expect(inPrivate?.commands.map(({ command }) => command)).toContain("h1b_backed_out");
    const asked = bot.fake.callsOf("getMyCommands").length;
    const next = await started({ fake: bot.fake });
    await next.fake.until(
      () => (next.fake.callsOf("getMyCommands").length === asked + 3 ? true : undefined),
      "three more looks",
    );
    await next.quiet();
    expect(bot.fake.callsOf("setMyCommands")).toHaveLength(3);
    expect(bot.fake.violations).toEqual([]);
  });

  it("is registered anew after the library has changed", async () => {
    const bot = await started({ waits: "by the clock" });
    const { fake } = bot;
    await fake.until(() => (fake.commands().length === 3 ? true : undefined), "three lists");
    const { library, asking } = bot.bench.runtime.shelf();
    const { denied, ...words } = library.flowWords;
    const changed: Library = {
      ...library,
      flowWords: denied === undefined ? words : { ...words, denied: { ...denied, about: "A new line" } },
    };
    bot.bench.runtime.replace({ library: changed, asking });
    while (fake.callsOf("setMyCommands").length < 6) {
      fake.clock.advance(60_000);
      await nextTurn();
    }
    await fake.until(
      () =>
        fake
          .commands()
          .every(({ commands }) => commands.some(({ description }) => description === "A new line"))
          ? true
          : undefined,
      "the new line in every list",
    );
    expect(fake.violations).toEqual([]);
  });
});
