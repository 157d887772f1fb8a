/** Inline mode through the fake Telegram: articles that anybody can post anywhere, with their sources. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shipped } from "../../support/shipped.js";
import { askingOf } from "../../support/studied.js";
import { type Bot, startBot } from "../../support/telegram-bot.js";

const { library } = await shipped();
let bot: Bot;

beforeAll(async () => {
  // The search as it is shipped, studied before anybody asks, as the start does it.
  const asking = askingOf(library);
  asking.ask("anything");
  bot = await startBot({ bench: { asking } });
});
afterAll(() => bot.close());

/** What the bot offers for these words. */
async function offered(words: string) {
  return bot.fake.asInline(bot.fake.person(), words).answered();
}

describe("@TheBot words", () => {
  it("214b offers articles, each with its sources, that can be posted (T-10, T-21)", async () => {
    const { fake } = bot;
    const person = fake.person({ name: "Maya" });
    const group = fake.group();
    const ask = fake.asInline(person, "214b");
    const results = await ask.answered();
    expect(results.length).toBeGreaterThan(1);
    expect(results.length).toBeLessThanOrEqual(10);
    expect(new Set(results.map(({ id }) => id)).size).toBe(results.length);
    for (const { id } of results) {
      ask.post(id, group.id);
      const posted = group.sees().at(-1);
      expect(posted?.by).toBe("Maya");
      expect(posted?.text).toContain("Sources");
      expect(posted?.marks.some(({ type }) => type === "text_link")).toBe(true);
      expect(posted?.preview).toBe(false);
      // Nothing to press for others but the way into their own private chat.
      expect(posted?.buttons).toEqual([[library.interface.trouble?.["group-title"]]]);
    }
    expect(results.some(({ id }) => id.includes("denial/b214"))).toBe(true);
  });

  it.each([
    ["nothing", ""],
    ["blanks", "   "],
    ["signs without a word", "\u200b\u202e\ufeff !!! 💣"],
    ["what the library has nothing on", "zxqv wvut qqqq"],
  ])("answers %s with at most ten articles, and never with an error", async (_what, words) => {
    expect((await offered(words)).length).toBeLessThanOrEqual(10);
  });

  it("offers nothing where nothing was typed", async () => {
    expect(await offered("")).toEqual([]);
  });

  it.each([
    ["very long words", "214b ".repeat(51)],
    ["markup", "<b>214b</b> [a](http://evil.example) *x* `y`"],
    ["names of JavaScript's own", "__proto__ constructor toString"],
    ["right-to-left and combined signs", "\u202e214b\u202c é̂́ 👩🏽‍⚕️ ויזה"],
    ["a lone half of a sign", "214b \ud83d"],
    ["a command", "/forget@PreceptorTestBot"],
  ])("takes %s for words, and repeats nothing of them", async (_what, words) => {
    const results = await offered(words);
    const text = JSON.stringify(results);
    expect(text).not.toContain("evil.example");
    expect(text).not.toContain("__proto__");
    expect(text).not.toContain("\u202e");
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it("offers help alone where somebody cries for it", async () => {
    const results = await offered("I want to kill myself");
    expect(results.map(({ id }) => id)).toEqual(["0:crisis"]);
  });

  it("lets Telegram keep an answer for everybody, since it is the same for all", async () => {
    await offered("221g");
    const { payload } = bot.fake.callsOf("answerInlineQuery").at(-1) ?? { payload: {} };
    expect(payload).toMatchObject({ cache_time: 300 });
    expect(payload).not.toHaveProperty("is_personal");
    expect([await offered("221g"), await offered("221g")].map((one) => JSON.stringify(one))).toEqual(
      Array.from({ length: 2 }, () =>
        JSON.stringify(bot.fake.callsOf("answerInlineQuery").at(-1)?.payload.results),
      ),
    );
  });

  it("breaks no rule of the API, and writes no word of it into the log", async () => {
    await bot.quiet();
    expect(bot.fake.violations).toEqual([]);
    expect(bot.bench.raw()).not.toMatch(/214b|kill/);
  });
});
