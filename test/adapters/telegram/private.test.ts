/** The bot in a private chat, through the real client against the fake Telegram. */
import { afterEach, describe, expect, it } from "vitest";
import { type Bot, type BotOptions, startBot } from "../../support/telegram-bot.js";

const open: Bot[] = [];

afterEach(async () => {
  for (const bot of open.splice(0)) await bot.close();
});

async function started(options?: BotOptions): Promise<Bot> {
  const bot = await startBot(options);
  open.push(bot);
  return bot;
}

describe("a private chat", () => {
  it("opens a flow by its command and goes on in the same message when a button is pressed (T-15, T-18)", async () => {
    const bot = await started();
    const { fake } = bot;
    const chat = fake.person().privately();
    chat.type("/denied");
    await bot.quiet();
    const question = chat.last();
    expect(question?.text).toContain("Question 1 of at most");
    const press = chat.press("214(b)");
    await bot.quiet();
    expect(chat.last()?.id).toBe(question?.id);
    expect(chat.last()?.text).toContain("Question 2 of at most");
    expect(press.answer()).toBeDefined();
    expect(fake.violations).toEqual([]);
  });
});
