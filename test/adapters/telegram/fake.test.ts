/** The fake Telegram itself: that it refuses what Telegram refuses, and shows what Telegram shows. */
import { Telegram, TelegramError } from "telegraf";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FakeTelegram, startTelegram } from "../../support/telegram/fake.js";
import { plainCall, whyRefused } from "../../support/telegram/plain.js";

let fake: FakeTelegram;
let telegram: Telegram;

beforeEach(async () => {
  fake = await startTelegram();
  telegram = new Telegram(fake.token, { apiRoot: fake.url });
});
afterEach(() => fake.close());

/** Why a call was refused; "" where it was not. */
const refused = (method: string, body: unknown) => whyRefused(fake, method, body);

const keyboard = (...labels: string[]) => ({
  inline_keyboard: labels.map((text) => [{ text, callback_data: `1:${text}` }]),
});

describe("a private chat", () => {
  it("delivers what a person types and shows what the bot answers, through telegraf", async () => {
    const maya = fake.person({ name: "Maya", language: "en" }).privately();
    maya.start("denied");
    const [update] = await telegram.getUpdates(0, 100, 0, ["message", "callback_query"]);
    expect(update).toMatchObject({
      update_id: 850_000_001,
      message: {
        text: "/start denied",
        from: { first_name: "Maya", language_code: "en", is_bot: false },
        chat: { id: maya.id, type: "private" },
        entities: [{ type: "bot_command", offset: 0, length: 6 }],
      },
    });
    await telegram.sendMessage(maya.id, "Which letter?", {
      entities: [{ type: "bold", offset: 0, length: 5 }],
      reply_markup: keyboard("214(b)", "221(g)"),
    });
    expect(maya.last()).toMatchObject({
      by: "bot",
      text: "Which letter?",
      marks: [{ type: "bold", text: "Which" }],
      buttons: [["214(b)"], ["221(g)"]],
    });
    expect(fake.violations).toEqual([]);
  });

  it("T-15: a press is answered once, and the member sees the answer", async () => {
    const maya = fake.person().privately();
    maya.start();
    await telegram.sendMessage(maya.id, "Which?", { reply_markup: keyboard("A") });
    const press = maya.press("A");
    const pressed = press.update?.callback_query;
    expect(pressed).toMatchObject({ data: "1:A", message: { text: "Which?" }, from: { id: maya.id } });
    await telegram.answerCbQuery(press.id, "Noted");
    expect(await press.answered()).toMatchObject({ text: "Noted", show_alert: false });
    await expect(telegram.answerCbQuery(press.id)).rejects.toThrow("query is too old");
    expect(fake.duplicates).toEqual([{ kind: "answer", query: press.id }]);
  });

  it("T-16: an answer that comes late, or to nothing, is refused", async () => {
    const maya = fake.person().privately();
    maya.start();
    const press = maya.forge("anything");
    fake.clock.advance(15_001);
    const late = "400 Bad Request: query is too old and response timeout expired or query ID is invalid";
    expect(await refused("answerCallbackQuery", { callback_query_id: press.id })).toBe(late);
    expect(await refused("answerCallbackQuery", { callback_query_id: "1" })).toBe(late);
  });

  it("T-15: at most 200 characters in an answer to a press", async () => {
    const maya = fake.person().privately();
    maya.start();
    const { id } = maya.forge("x");
    expect(await refused("answerCallbackQuery", { callback_query_id: id, text: "a".repeat(201) })).toBe(
      "400 Bad Request: MESSAGE_TOO_LONG",
    );
    expect(await refused("answerCallbackQuery", { callback_query_id: id, text: "a".repeat(200) })).toBe("");
  });
});

describe("texts", () => {
  const send = async (more: Readonly<Record<string, unknown>>): Promise<string> => {
    const maya = fake.person().privately();
    maya.start();
    return refused("sendMessage", { chat_id: maya.id, ...more });
  };

  it("T-10: 1 to 4096 UTF-16 code units, after trimming", async () => {
    expect(await send({ text: ` ${"😀".repeat(2048)}\n` })).toBe("");
    expect(await send({ text: `${"😀".repeat(2048)}a` })).toBe("400 Bad Request: message is too long");
    expect(await send({ text: " \n " })).toBe("400 Bad Request: message text is empty");
    expect(await send({ text: "" })).toBe("400 Bad Request: message text is empty");
  });

  it("T-10: entities move along when the text is trimmed", async () => {
    const maya = fake.person().privately();
    maya.start();
    await plainCall(fake, "sendMessage", {
      chat_id: maya.id,
      text: "  a\r\n bold \u202eend  ",
      entities: [{ type: "bold", offset: 6, length: 4 }],
    });
    expect(maya.last()).toMatchObject({ text: "a\n bold end", marks: [{ type: "bold", text: "bold" }] });
  });

  it.each([
    [
      "begins after the end",
      { offset: 3, length: 1 },
      "entity begins after the end of the text at UTF-16 offset 3",
    ],
    ["ends after the end", { offset: 1, length: 3 }, "ends after the end of the text at UTF-16 offset 4"],
    ["begins within a character", { offset: 2, length: 1 }, "begins in a middle of a UTF-16 symbol"],
    ["ends within a character", { offset: 0, length: 2 }, "ends in a middle of a UTF-16 symbol"],
    ["has no sense", { offset: -1, length: 2 }, "incorrect offset -1"],
  ])("refuses an entity that %s", async (_, place, why) => {
    expect(await send({ text: "a😀", entities: [{ type: "bold", ...place }] })).toContain(why);
  });

  it.each([
    [
      "cross",
      [
        { type: "bold", offset: 0, length: 4 },
        { type: "italic", offset: 2, length: 4 },
      ],
    ],
    [
      "lie within code",
      [
        { type: "code", offset: 0, length: 6 },
        { type: "bold", offset: 2, length: 2 },
      ],
    ],
    [
      "are quotes in quotes",
      [
        { type: "blockquote", offset: 0, length: 6 },
        { type: "blockquote", offset: 0, length: 2 },
      ],
    ],
  ])("tells of entities that %s, which the server mends without a word", async (_, entities) => {
    expect(await send({ text: "abcdef", entities })).toBe("");
    expect(fake.violations).toHaveLength(1);
  });

  it("tells of more than 100 entities, which the server drops", async () => {
    const entities = Array.from({ length: 101 }, (_, at) => ({ type: "bold", offset: at * 2, length: 1 }));
    expect(await send({ text: "a ".repeat(200), entities })).toBe("");
    expect(fake.violations.map(({ problem }) => problem)).toEqual([
      "101 entities, of which the server keeps 100",
    ]);
  });
});

describe("what else people send and see", () => {
  it("long texts come in parts, albums as several messages, and no half character", async () => {
    const maya = fake.person().privately();
    expect(maya.paste("😀".repeat(5000)).map(({ text }) => text?.length)).toEqual([4096, 4096, 1808]);
    expect(maya.album(3).map(({ media_group_id }) => media_group_id)).toEqual(Array(3).fill("album-1"));
    const half = { chat_id: maya.id, text: "a\ud83d" };
    expect(await refused("sendMessage", half)).toBe("400 Bad Request: strings must be encoded in UTF-8");
  });

  it("T-5: commands in the bot's texts can be tapped, as far as the server marks them", async () => {
    const maya = fake.person().privately();
    maya.start();
    await telegram.sendMessage(maya.id, "Try /h1b_backed_out or /h1b-backed-out");
    expect(maya.tap("/h1b_backed_out")).toMatchObject({ text: "/h1b_backed_out" });
    expect(maya.tap("/h1b")).toMatchObject({ text: "/h1b" });
    expect(() => maya.tap("/h1b-backed-out")).toThrow("No message shows the command");
  });

  it("T-21: links have a preview unless it is switched off", async () => {
    const maya = fake.person().privately();
    maya.start();
    await telegram.sendMessage(maya.id, "https://nrmp.org");
    expect(maya.last()?.preview).toBe(true);
    await telegram.sendMessage(maya.id, "https://nrmp.org", { link_preview_options: { is_disabled: true } });
    expect(maya.last()?.preview).toBe(false);
    await telegram.sendMessage(maya.id, "no link");
    expect(maya.last()?.preview).toBe(false);
  });

  it("T-43: a photo of 10 MB, captions of 1024", async () => {
    const maya = fake.person().privately();
    maya.start();
    const source = Buffer.alloc(10 * 1024 * 1024 + 1);
    await expect(telegram.sendPhoto(maya.id, { source })).rejects.toThrow("too big");
    await telegram.sendDocument(maya.id, { source, filename: "large" }, { caption: "a".repeat(1024) });
    await expect(
      telegram.sendDocument(maya.id, { source: Buffer.from("x") }, { caption: "a".repeat(1025) }),
    ).rejects.toThrow("message caption is too long");
    await expect(
      telegram.sendDocument(maya.id, { source: Buffer.alloc(0), filename: "none" }),
    ).rejects.toThrow();
  });

  it("T-24: what the bot is doing is shown for 5 seconds, or until it writes", async () => {
    const maya = fake.person().privately();
    maya.start();
    await telegram.sendChatAction(maya.id, "typing");
    expect(maya.doing()).toBe("typing");
    fake.clock.advance(5001);
    expect(maya.doing()).toBeUndefined();
    await telegram.sendChatAction(maya.id, "typing");
    await telegram.sendMessage(maya.id, "x");
    expect(maya.doing()).toBeUndefined();
  });
});

describe("edits", () => {
  it("T-17: an edit that changes nothing is refused", async () => {
    const maya = fake.person().privately();
    maya.start();
    const sent = await telegram.sendMessage(maya.id, "Which?", { reply_markup: keyboard("A") });
    const same = {
      chat_id: maya.id,
      message_id: sent.message_id,
      text: " Which?",
      reply_markup: keyboard("A"),
    };
    expect(await refused("editMessageText", same)).toContain("400 Bad Request: message is not modified: ");
    expect(await refused("editMessageText", { ...same, reply_markup: undefined })).toBe("");
    expect(maya.last()).toMatchObject({ text: "Which?", buttons: [], edits: 1 });
  });

  it("T-18: only the bot's own messages that are there, and texts as texts", async () => {
    const maya = fake.person().privately();
    const hers = maya.type("hello");
    const edit = (message_id: number) => ({ chat_id: maya.id, message_id, text: "x" });
    expect(await refused("editMessageText", edit(hers.message_id))).toBe(
      "400 Bad Request: message can't be edited",
    );
    expect(await refused("editMessageText", edit(5))).toBe("400 Bad Request: message to edit not found");
    const file = await telegram.sendDocument(maya.id, { source: Buffer.from("x"), filename: "plan.ics" });
    expect(await refused("editMessageText", edit(file.message_id))).toBe(
      "400 Bad Request: there is no text in the message to edit",
    );
    expect(
      await refused("editMessageCaption", { ...edit(file.message_id), text: undefined, caption: "y" }),
    ).toBe("");
    expect(maya.last()).toMatchObject({ text: "y", files: [{ name: "plan.ics" }] });
    const force = { chat_id: maya.id, message_id: file.message_id, reply_markup: { force_reply: true } };
    expect(await refused("editMessageReplyMarkup", force)).toBe("400 Bad Request: inline keyboard expected");
  });

  it("T-20: the bot deletes its messages for 48 hours", async () => {
    const maya = fake.person().privately();
    maya.start();
    const first = await telegram.sendMessage(maya.id, "one");
    const second = await telegram.sendMessage(maya.id, "two");
    await telegram.deleteMessage(maya.id, first.message_id);
    expect(maya.sees().map(({ text }) => text)).toEqual(["/start", "two"]);
    fake.clock.advance(48 * 3_600_000 + 1);
    await expect(telegram.deleteMessage(maya.id, second.message_id)).rejects.toThrow(
      "message can't be deleted for everyone",
    );
    await expect(telegram.deleteMessage(maya.id, first.message_id)).rejects.toThrow(
      "message to delete not found",
    );
  });
});

describe("keyboards", () => {
  const send = async (inline_keyboard: unknown): Promise<string> => {
    const maya = fake.person().privately();
    maya.start();
    return refused("sendMessage", { chat_id: maya.id, text: "x", reply_markup: { inline_keyboard } });
  };

  it("T-12: callback_data is 1 to 64 bytes", async () => {
    expect(await send([[{ text: "a", callback_data: "é".repeat(32) }]])).toBe("");
    expect(await send([[{ text: "a", callback_data: `${"é".repeat(32)}a` }]])).toBe(
      "400 Bad Request: BUTTON_DATA_INVALID",
    );
    expect(await send([[{ text: "a", callback_data: "" }]])).toBe("400 Bad Request: BUTTON_DATA_INVALID");
  });

  it("T-14: one action each, about 100 buttons, 8 in a row", async () => {
    expect(await send([[{ text: "a" }]])).toContain("Text buttons are unallowed in the inline keyboard");
    const row = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ text: `${at}`, callback_data: `${at}` }));
    expect(await send(Array.from({ length: 21 }, () => row(5)))).toBe(
      "400 Bad Request: reply markup is too long",
    );
    expect(await send([[{ text: "a".repeat(10_300), callback_data: "x" }]])).toBe(
      "400 Bad Request: reply markup is too long",
    );
    expect(fake.violations).toEqual([]);
    expect(await send([row(9), [{ text: "b", callback_data: "x", url: "https://example.org" }]])).toBe("");
    expect(fake.violations.map(({ problem }) => problem.slice(0, 5))).toEqual(["T-14:", "T-14:"]);
  });
});

describe("every call is held against the machine-readable Bot API", () => {
  const problems = async (method: string, body: unknown): Promise<string[]> => {
    await plainCall(fake, method, body);
    return fake.calls.at(-1)?.violations ?? [];
  };

  it("tells of unknown methods and fields, wrong types and what is missing, at any depth", async () => {
    expect(await problems("sendMesage", { chat_id: 1, text: "x" })).toHaveLength(1);
    expect(await problems("sendMessage", { chat_id: 1, text: "x", disable_web_page_preview: true })).toEqual([
      'sendMessage: there is no field "disable_web_page_preview"',
    ]);
    expect(await problems("sendMessage", { chat_id: 1 })).toEqual(['sendMessage: "text" is missing']);
    expect(await problems("sendMessage", { chat_id: 1, text: "x", protect_content: "true" })).toEqual([
      "sendMessage.protect_content: expected Boolean, got string",
    ]);
    // TL-26
    const hidden = { inline_keyboard: [[{ text: "a", callback_data: "b", hide: false }]] };
    const told = 'sendMessage.reply_markup.inline_keyboard[0][0]: there is no field "hide"';
    expect(await problems("sendMessage", { chat_id: 1, text: "x", reply_markup: hidden })).toEqual([told]);
    expect(
      await problems("sendMessage", { chat_id: 1, text: "x", reply_markup: JSON.stringify(hidden) }),
    ).toEqual([told]);
  });

  it("reads forms with files, in which numbers are text", async () => {
    const maya = fake.person().privately();
    maya.start();
    await telegram.sendPhoto(
      maya.id,
      { source: Buffer.from("png"), filename: "plän.png" },
      { caption: "Your plan", reply_markup: keyboard("A"), protect_content: true },
    );
    expect(maya.last()).toMatchObject({ text: "Your plan", files: [{ name: "plän.png" }], buttons: [["A"]] });
    expect(fake.violations).toEqual([]);
  });

  it("reads url-encoded forms and what stands in the address", async () => {
    const maya = fake.person().privately();
    maya.start();
    const response = await fetch(`${fake.url}/bot${fake.token}/sendMessage?chat_id=${maya.id}`, {
      method: "POST",
      body: new URLSearchParams({ text: "x", reply_markup: JSON.stringify(keyboard("A")) }),
    });
    expect(response.status).toBe(200);
    expect(maya.last()?.buttons).toEqual([["A"]]);
    expect(fake.violations).toEqual([]);
  });

  it("T-41: a wrong token is 401, what is no token 404", async () => {
    await expect(new Telegram("1:wrong", { apiRoot: fake.url }).getMe()).rejects.toMatchObject({ code: 401 });
    expect((await fetch(`${fake.url}/botnothing/getMe`)).status).toBe(404);
    expect(await telegram.getMe()).toMatchObject({ username: fake.bot.username, is_bot: true });
    fake.revoke();
    await expect(telegram.getMe()).rejects.toMatchObject({ code: 401, description: "Unauthorized" });
  });

  it("sends nothing itself that is not in it", async () => {
    const maya = fake.person({ language: "pt-br", username: "maya" }).privately();
    maya.start();
    maya.photo("look");
    maya.sticker();
    maya.voice();
    maya.file("letter.pdf");
    maya.edit(maya.type("hm #visa").message_id, "hm");
    await telegram.sendMessage(maya.id, "x", { reply_markup: keyboard("A") });
    maya.press("A");
    maya.forge("b", { message: "gone" });
    maya.forge("c", { message: "none" });
    maya.block();
    maya.unblock();
    const updates = fake.waiting().map(({ update }) => update);
    expect(updates).toHaveLength(12);
    const sent: unknown = JSON.parse(JSON.stringify(updates));
    expect(fake.spec.problems("Array of Update", sent)).toEqual([]);
    for (const one of fake.calls)
      if (one.outcome.kind === "done")
        expect(
          fake.spec.problems(
            fake.spec.returns(one.method)[0] ?? "",
            JSON.parse(JSON.stringify(one.outcome.result)),
          ),
        ).toEqual([]);
  });
});

describe("getUpdates", () => {
  const get = async (more: Readonly<Record<string, unknown>> = {}): Promise<number[]> =>
    (await telegram.callApi("getUpdates", { timeout: 0, ...more })).map(({ update_id }) => update_id);

  it("T-35: what is not confirmed comes again, what lies before the offset does not", async () => {
    const maya = fake.person().privately();
    for (const text of ["a", "b", "c"]) maya.type(text);
    const [first = 0, second = 0, third = 0] = await get();
    expect(await get({ limit: 2 })).toEqual([first, second]);
    expect(await get({ offset: second })).toEqual([second, third]);
    expect(await get()).toEqual([second, third]);
    expect(await get({ offset: -1 })).toEqual([third]);
    expect(await get({ offset: third + 1 })).toEqual([]);
    expect(fake.waiting()).toEqual([]);
  });

  it("T-35: messages wait for 24 hours, presses for 150 seconds", async () => {
    const maya = fake.person().privately();
    const { update } = maya.forge("x");
    maya.type("a");
    expect(await get()).toHaveLength(2);
    fake.clock.advance(150_001);
    expect(await get()).toEqual([(update?.update_id ?? 0) + 1]);
    fake.clock.advance(24 * 3_600_000);
    expect(await get()).toEqual([]);
  });

  it("T-35: a long poll ends with the next update, or when its time is over on the fake's clock", async () => {
    const maya = fake.person().privately();
    const polled = get({ timeout: 30 });
    await fake.until(() => fake.calls.at(-1), "a poll");
    maya.type("a");
    const [id = 0] = await polled;
    const empty = get({ timeout: 30, offset: id + 1 });
    await fake.until(() => (fake.callsOf("getUpdates").length === 2 ? true : undefined), "a second poll");
    fake.clock.advance(30_000);
    expect(await empty).toEqual([]);
  });

  it("T-34: a second poll ends the first", async () => {
    const first = get({ timeout: 30 }).catch((error: unknown) => error);
    await fake.until(() => fake.calls.at(-1), "a poll");
    const second = get({ timeout: 30 });
    const error = await first;
    expect(error).toBeInstanceOf(TelegramError);
    expect(error).toMatchObject({
      response: {
        error_code: 409,
        description:
          "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
      },
    });
    fake.person().privately().type("a");
    expect(await second).toHaveLength(1);
  });

  it("T-38: only the kinds that were asked for, from then on", async () => {
    const maya = fake.person().privately();
    await get({ allowed_updates: ["message"] });
    maya.forge("x");
    maya.edit(maya.type("a").message_id, "b");
    expect(await get()).toHaveLength(1);
  });

  it("T-32: numbers jump", async () => {
    const maya = fake.person().privately();
    maya.type("a");
    const [id = 0] = await get();
    await get({ offset: id + 1 });
    fake.jump(5);
    maya.type("b");
    expect(await get({ offset: id + 1 })).toEqual([5]);
  });

  it("delivers an update once more when asked to", async () => {
    const maya = fake.person().privately();
    maya.type("a");
    const [update] = await telegram.getUpdates(0, 100, 0, undefined);
    const id = update?.update_id ?? 0;
    await get({ offset: id + 1 });
    fake.repeat({ ...update, update_id: id });
    expect(await get({ offset: id + 1 })).toEqual([id]);
    expect(await get({ offset: id + 1 })).toEqual([]);
  });
});
