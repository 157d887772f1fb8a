/** How the bot begins to hear, through the real client against the fake Telegram. */
import { afterEach, describe, expect, it } from "vitest";
import { keptUntil } from "../../support/kept.js";
import { startTelegram } from "../../support/telegram/fake.js";
import { plainCall } from "../../support/telegram/plain.js";
import { startBot } from "../../support/telegram-bot.js";

const kept = keptUntil(afterEach);

describe("the start of polling", () => {
  it("takes a webhook away that keeps the updates from it, since the settings ask to poll (T-34, TL-11)", async () => {
    const fake = kept(await startTelegram());
    fake.reach("https://bot.example.org", "http://127.0.0.1:9");
    await plainCall(fake, "setWebhook", { url: "https://bot.example.org/hook", secret_token: "a-secret" });
    const bot = kept(await startBot({ fake }));
    const chat = fake.person().privately();
    chat.type("/help");
    await chat.until((messages) => messages.some((one) => one.by === "bot"), "an answer");
    expect(fake.webhook.settings()?.url ?? "").toBe("");
    expect(fake.callsOf("deleteWebhook")).toHaveLength(1);
    expect(bot.connection.notReady?.()).toEqual([]);
  });

  it("asks again who it is while Telegram fails, and is ready only when updates come (TL-8, TL-10)", async () => {
    const fake = kept(await startTelegram());
    fake.fail("getMe", 1, { kind: "server" });
    const bot = kept(await startBot({ fake }));
    await fake.next("getMe");
    expect(bot.connection.notReady?.()).toHaveLength(1);
    const chat = fake.person().privately();
    chat.type("/help");
    await chat.until((messages) => messages.some((one) => one.by === "bot"), "an answer");
    expect(bot.connection.notReady?.()).toEqual([]);
  });

  it("asks nothing before its routes are served and it is to begin, and is not ready; it can be closed then (T-36)", async () => {
    const fake = kept(await startTelegram());
    const bot = await startBot({ fake, begins: false });
    // What it would ask has come there before this.
    for (let rounds = 0; rounds < 3; rounds += 1) await plainCall(fake, "getMe", {});
    expect(fake.calls).toHaveLength(3);
    expect(bot.connection.notReady?.()).toHaveLength(1);
    await bot.close();
    expect(fake.calls).toHaveLength(3);
  });
});
