/** The bot in a private chat, through the real client against the fake Telegram. */
import { afterEach, describe, expect, it } from "vitest";
import { first } from "../../support/manners.js";
import type { Seen } from "../../support/telegram/sees.js";
import { type Bot, botsUntil } from "../../support/telegram-bot.js";
import { createWalker, pressable, seenUntil } from "../../support/telegram-walk.js";

const started = botsUntil(afterEach);
const startedSeen = seenUntil(afterEach);

/** A bot, and a member who has said this. */
async function told(...said: readonly string[]) {
  const bot = await started();
  const chat = bot.fake.person({ name: "Amal" }).privately();
  for (const text of said) {
    chat.type(text);
    await bot.quiet();
  }
  return { bot, fake: bot.fake, chat };
}

function byBot(messages: readonly Seen[]): Seen[] {
  return messages.filter(({ by }) => by === "bot");
}

/** What the store holds of the member. */
async function sessionOf(bot: Bot, id: number) {
  const loaded = await bot.bench.store.members("reader").load(`telegram:${id}`);
  return loaded.kind === "found" ? loaded.kept : undefined;
}

describe("a private chat", () => {
  it("opens a flow by its command and goes on in the same message when a button is pressed (T-15, T-18)", async () => {
    const { bot, fake, chat } = await told("/denied");
    const question = chat.last();
    expect(question?.text).toContain("Question 1 of at most");
    const press = chat.press("214(b)");
    await bot.quiet();
    expect(chat.last()?.id).toBe(question?.id);
    expect(chat.last()?.text).toContain("Question 2 of at most");
    expect(press.answer()).toBeDefined();
    expect(fake.violations).toEqual([]);
  });

  it("shows nothing of one member to another (F95)", async () => {
    const { bot, fake, chat } = await told("/denied");
    chat.press("214(b)");
    const other = fake.person().privately();
    other.type("/resume");
    await bot.quiet();
    expect(other.last()?.text).not.toContain("Question 2");
    expect(chat.last()?.text).toContain("Question 2");
    expect(other.sees()).toHaveLength(2);
  });
});

describe("a command as a member types it", () => {
  it.each([
    "/Denied",
    "/DENIED",
    "/denied@PreceptorTestBot",
    "/denied@preceptortestbot",
    "/denied what do I do now?",
    "/denied.",
    "/visa-denied",
  ])("%s opens the flow (T-3, T-4, T-6, TL-2)", async (command) => {
    const { fake, chat } = await told(command);
    expect(chat.last()?.text).toMatch(/Question 1 of at most \d+ · \/denied/);
    expect(fake.violations).toEqual([]);
  });

  it.each(["-", "\u2010", "\u2011", "\u2012", "–", "—", "−", "_", "--"])(
    "/h1b%sbacked%sout opens the flow, with words after it too (T-3, T-4, TL-1)",
    async (dash) => {
      const { fake, chat } = await told(
        `/h1b${dash}backed${dash}out`,
        `/H1b${dash}backed${dash}out now, please`,
      );
      for (const shown of byBot(chat.sees())) expect(shown.text).toContain("· /h1b_backed_out");
      expect(byBot(chat.sees())).toHaveLength(2);
      expect(fake.violations).toEqual([]);
    },
  );

  it("prints a command so that it can be tapped whole, and the tap opens it (T-5)", async () => {
    const { bot, chat } = await told("/help");
    chat.tap("/h1b_backed_out");
    await bot.quiet();
    expect(chat.last()?.text).toContain("Question 1 of at most");
  });

  it("asks what was meant by one it does not know, and links none that a member made up (T-5, F86)", async () => {
    const { chat } = await told("/denyed", "/qwertzuiop");
    const [near, unknown] = byBot(chat.sees());
    expect(near?.text).toContain("Did you mean");
    expect(near?.marks.filter(({ type }) => type === "bot_command").map(({ text }) => text)).toContain(
      "/denied",
    );
    expect(unknown?.text).toContain("I do not know that command");
  });

  it.each([
    "junk!",
    "../../etc",
    "denied<script>",
    "%00",
    "a".repeat(65),
    "__proto__",
    "constructor",
    "nope",
  ])("/start %s shows the start page (T-9, F88)", async (payload) => {
    const { fake, chat } = await told(`/start ${payload}`);
    expect(byBot(chat.sees())).toHaveLength(1);
    expect(chat.last()?.text).toContain("What has happened?");
    expect(fake.violations).toEqual([]);
  });

  it("/start hears a cry for help in what follows it, and takes the rest for no answer", async () => {
    const { chat } = await told("/start cry-for-help, please", "/compare", "/start I am tired", "/resume");
    const [cry, , , resumed] = byBot(chat.sees());
    expect(cry?.text).toContain("988");
    expect(resumed?.text).toContain("Question 1 of at most");
  });
});

describe("an answer", () => {
  it("ticks boxes in place and goes on with Done (T-17, T-18)", async () => {
    const { bot, chat } = await told("/h1b-backed-out");
    const boxes = () =>
      chat
        .last()
        ?.buttons.flat()
        .filter((label) => /^[☐✓] /.test(label)) ?? [];
    for (let step = 0; step < 12 && boxes().length === 0; step += 1) {
      chat.press(chat.last()?.buttons.flat()[0] ?? "");
      await bot.quiet();
    }
    const before = chat.last();
    const [one = "", two = ""] = boxes();
    const presses = [chat.press(one), chat.press(two)];
    await bot.quiet();
    expect(boxes().slice(0, 2)).toEqual([one, two].map((label) => label.replace("☐", "✓")));
    presses.push(chat.press(boxes()[1] ?? ""));
    await bot.quiet();
    expect(boxes().slice(0, 2)).toEqual([one.replace("☐", "✓"), two]);
    presses.push(chat.press("Done"));
    await bot.quiet();
    expect(chat.last()?.id).toBe(before?.id);
    expect(chat.last()?.text).not.toBe(before?.text);
    expect(presses.filter((press) => press.answer() === undefined)).toEqual([]);
  });

  it("is typed, and what does not fit is asked for again with the reason", async () => {
    const { bot, sight } = await startedSeen();
    const { fake } = bot;
    const chat = fake.person().privately();
    const walker = createWalker(bot, sight, chat);
    await walker.type("/denied");
    const isDay = () => /Type a date/.test(chat.last()?.text ?? "");
    while (!isDay()) await walker.step(first);
    for (const wrong of ["the day after never", "31 February 2026", "4 March 1920"]) {
      chat.type(wrong);
      await bot.quiet();
      expect(isDay()).toBe(true);
      await chat.until((messages) => pressable(messages).length === 1, "one message with buttons");
    }
    chat.type("3 March 2026");
    await bot.quiet();
    expect(isDay()).toBe(false);
    expect(fake.violations).toEqual([]);
  });

  it.each([
    ["a photo", "photo"],
    ["a sticker", "sticker"],
    ["a voice message", "voice"],
    ["a file", "file"],
  ] as const)("is not %s: the question stands again, with a word why (F81)", async (_name, kind) => {
    const { bot, fake, chat } = await told("/denied");
    const send = {
      photo: () => chat.photo("what I got"),
      sticker: () => chat.sticker(),
      voice: () => chat.voice(),
      file: () => chat.file("ds160.pdf"),
    }[kind];
    send();
    await bot.quiet();
    expect(byBot(chat.sees())).toHaveLength(2);
    expect(chat.last()?.text).toContain("Question 1 of at most");
    await chat.until((messages) => pressable(messages).length === 1, "one message with buttons");
    expect(fake.callsOf("getFile")).toEqual([]);
    expect(fake.violations).toEqual([]);
  });

  it("is not an album either, which is answered once (F81)", async () => {
    const { bot, fake, chat } = await told("/denied");
    chat.album(10);
    await bot.quiet();
    expect(byBot(chat.sees())).toHaveLength(2);
    chat.album(3);
    await bot.quiet();
    expect(byBot(chat.sees())).toHaveLength(3);
    expect(fake.violations).toEqual([]);
  });

  it("is not changed by an edit of what was typed before (T-29)", async () => {
    const { bot, fake, chat } = await told("/denied");
    const [typed] = chat.sees();
    const calls = fake.calls.length;
    chat.edit(typed?.id ?? 0, "/h1b_backed_out");
    await bot.quiet();
    expect(byBot(chat.sees())).toHaveLength(1);
    expect(fake.calls.slice(calls).filter(({ method }) => method !== "getUpdates")).toEqual([]);
  });
});

describe("a press", () => {
  it("of an old button is answered once with a notice, and the current screen stands below (T-13, F85)", async () => {
    const { bot, fake, chat } = await told("/denied");
    const old = chat.last()?.id ?? 0;
    chat.type("214(b)");
    const press = chat.pressOn(old, "221(g)");
    await bot.quiet();
    expect(press.answer()?.text ?? "").not.toBe("");
    expect(chat.last()?.text).toContain("Question 2 of at most");
    await chat.until((messages) => pressable(messages).length === 1, "one message with buttons");
    expect(fake.callsOf("answerCallbackQuery")).toHaveLength(1);
    expect(fake.violations).toEqual([]);
  });

  it.each([
    "",
    "0:o:b214",
    "1:o:nothing",
    "999999999999999999999:o:b214",
    "n:__proto__",
    "n:look:__proto__:constructor",
    "1:t:constructor",
    "1:edit:__proto__",
    "not ours",
    "💥",
    "n:a:../../secret",
  ])("with the data %j changes nothing and is answered once (T-13, F83, F88)", async (data) => {
    const { bot, fake, chat } = await told("/denied");
    const before = await sessionOf(bot, chat.id);
    const press = chat.forge(data);
    await bot.quiet();
    await press.answered();
    const { cases } = (await sessionOf(bot, chat.id))?.session ?? {};
    expect(cases).toEqual(before?.session.cases);
    expect(fake.callsOf("answerCallbackQuery")).toHaveLength(1);
    expect(fake.violations).toEqual([]);
    expect(fake.duplicates).toEqual([]);
  });

  it("of somebody else in a member's chat changes nothing of either (T-13, F84)", async () => {
    const { bot, fake, chat } = await told("/denied");
    const other = fake.person();
    const before = await sessionOf(bot, chat.id);
    const press = chat.forge("1:o:b214", { by: other.user });
    await bot.quiet();
    await press.answered();
    expect(await sessionOf(bot, chat.id)).toEqual(before);
    expect(await sessionOf(bot, other.id)).toBeUndefined();
  });

  it.each(["gone", "none"] as const)(
    "on a message of which Telegram tells nothing more (%s) is answered (T-19)",
    async (message) => {
      const { bot, fake, chat } = await told("/denied");
      const turn = (await sessionOf(bot, chat.id))?.session.turn;
      const press = chat.forge(`${turn}:o:b214`, { message });
      await bot.quiet();
      await press.answered();
      expect(chat.last()?.text).toContain(`Question ${message === "gone" ? 2 : 1} of at most`);
      expect(fake.callsOf("answerCallbackQuery")).toHaveLength(1);
      expect(fake.violations).toEqual([]);
    },
  );

  it("on a message that was deleted shows the screen once, as a new message (T-18, F45)", async () => {
    const { bot, fake, chat } = await told("/denied");
    const question = chat.last();
    const turn = (await sessionOf(bot, chat.id))?.session.turn;
    chat.remove(question?.id ?? 0);
    chat.forge(`${turn}:o:b214`, { on: question?.id ?? 0, message: "gone" });
    await bot.quiet();
    expect(byBot(chat.sees())).toHaveLength(1);
    expect(chat.last()?.text).toContain("Question 2 of at most");
    expect(fake.duplicates).toEqual([]);
  });

  it("on a message that can no longer be edited shows the screen below it and takes its buttons off (F45)", async () => {
    const { bot, fake, chat } = await told("/denied");
    fake.fail("editMessageText", 1, {
      kind: "refuse",
      code: 400,
      description: "Bad Request: message can't be edited",
    });
    chat.press("214(b)");
    await bot.quiet();
    expect(chat.last()?.text).toContain("Question 2 of at most");
    await chat.until((messages) => pressable(messages).length === 1, "one message with buttons");
    expect(byBot(chat.sees())).toHaveLength(2);
  });

  it("twice on one button is taken twice and shown once: not modified is no failure (T-17, F44)", async () => {
    const { bot, fake, chat } = await told("/denied");
    const presses = [chat.press("Why do you ask?"), chat.press("Why do you ask?")];
    await bot.quiet();
    for (const press of presses) await press.answered();
    expect(byBot(chat.sees())).toHaveLength(1);
    expect(bot.bench.logged().filter(({ event }) => event === "show-failed")).toEqual([]);
    expect(fake.callsOf("answerCallbackQuery")).toHaveLength(2);
  });

  it("that comes too late to be answered is taken all the same (T-16, F46)", async () => {
    const { bot, fake, chat } = await told("/denied");
    await bot.connection.close();
    const press = chat.press("214(b)");
    fake.clock.advance(140_000);
    const next = await started({ fake, bench: { store: bot.bench.store, holder: "two" } });
    await chat.until(
      (messages) => messages.at(-1)?.text.includes("Question 2") === true,
      "the next question",
    );
    await next.quiet();
    expect(press.answer()).toBeUndefined();
    expect(next.bench.logged().filter(({ event }) => event === "failed")).toEqual([]);
  });
});
