/** The fake Telegram's groups, topics, channels, inline mode and command lists. */
import { Telegram } from "telegraf";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FakeTelegram, startTelegram } from "../../support/telegram/fake.js";
import { marksOf } from "../../support/telegram/marks.js";
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

/** What the bot got to hear since the last time, as texts. */
async function heard(): Promise<string[]> {
  const updates = await telegram.getUpdates(0, 100, 0, undefined);
  await telegram.getUpdates(0, 100, (updates.at(-1)?.update_id ?? -1) + 1, undefined);
  return updates.map((update) => {
    if ("message" in update) {
      const { message } = update;
      return "text" in message ? message.text : "service";
    }
    return Object.keys(update).find((key) => key !== "update_id") ?? "";
  });
}

describe("T-2, T-3: what the server marks as a command", () => {
  it.each([
    ["/denied", "/denied"],
    ["/Denied now", "/Denied"],
    ["/denied@PreceptorTestBot", "/denied@PreceptorTestBot"],
    ["/h1b-backed-out", "/h1b"],
    ["/h1b_backed_out", "/h1b_backed_out"],
    ["/denied.", "/denied"],
    ["so /denied, (/ask)", "/denied /ask"],
    ["/cmd@ab", ""],
    [`/${"a".repeat(64)}`, `/${"a".repeat(64)}`],
    [`/${"a".repeat(65)}`, ""],
    ["a/denied", ""],
    ["é/denied", ""],
    ["/denied/", ""],
    ["</denied>", ""],
    ["/deniedé", ""],
    ["// /", ""],
    ["😀/denied", "/denied"],
    ["https://example.org/denied", ""],
  ])("%j", (text, commands) => {
    const marked = marksOf(text)
      .filter(({ type }) => type === "bot_command")
      .map(({ offset, length }) => text.slice(offset, offset + length));
    expect(marked.join(" ")).toBe(commands);
  });

  it("roughly links, mentions and hashtags", () => {
    const text = "see https://nrmp.org/x, uscis.gov, @PreceptorTestBot and #match2027.";
    expect(
      marksOf(text).map(({ type, offset, length }) => [type, text.slice(offset, offset + length)]),
    ).toEqual([
      ["url", "https://nrmp.org/x"],
      ["url", "uscis.gov"],
      ["mention", "@PreceptorTestBot"],
      ["hashtag", "#match2027"],
    ]);
  });
});

describe("T-25: privacy mode", () => {
  it("lets the bot hear commands for it, answers to it and service messages only", async () => {
    const group = fake.group();
    expect(await heard()).toEqual(["my_chat_member", "service"]);
    const maya = group.join(fake.person({ name: "Maya" }));
    maya.type("hello all");
    maya.type("@PreceptorTestBot hello");
    maya.type("/denied");
    maya.type("/denied@preceptortestbot");
    maya.type("/denied@AnotherBot");
    maya.type("/h1b-backed-out");
    const sent = await telegram.sendMessage(group.id, "Here");
    maya.type("thanks", { replyTo: sent.message_id });
    expect(await heard()).toEqual([
      "service",
      "/denied",
      "/denied@preceptortestbot",
      "/h1b-backed-out",
      "thanks",
    ]);
    expect(group.sees()).toHaveLength(10);
  });

  it("a bare command is for the bot that spoke last", async () => {
    const group = fake.group();
    const maya = group.as(fake.person());
    await heard();
    group.anotherBot("I am here");
    maya.type("/denied");
    expect(await heard()).toEqual([]);
    maya.type("/denied@PreceptorTestBot");
    await telegram.sendMessage(group.id, "Here");
    maya.type("/denied");
    expect(await heard()).toEqual(["/denied@PreceptorTestBot", "/denied"]);
  });

  it("off, or with the bot an administrator, everything but other bots is heard", async () => {
    const open = fake.group({ privacyMode: false });
    const strict = fake.group();
    strict.bot("administrator");
    await heard();
    for (const group of [open, strict]) {
      group.as(fake.person()).type("hello");
      group.anotherBot("hello from a bot");
    }
    expect(await heard()).toEqual(["hello", "hello"]);
  });
});

describe("who speaks, and where", () => {
  it("T-27: an anonymous administrator speaks as the group and presses as themselves", async () => {
    const group = fake.group();
    const owner = fake.person({ name: "Owner" });
    const hidden = group.anonymously(owner);
    await heard();
    hidden.type("/denied");
    await telegram.sendMessage(group.id, "x", {
      reply_markup: { inline_keyboard: [[{ text: "A", callback_data: "a" }]] },
    });
    hidden.press("A");
    const [message, press] = fake.waiting().map(({ update }) => update);
    expect(message).toMatchObject({
      message: { from: { id: 1_087_968_824, is_bot: true }, sender_chat: { id: group.id } },
    });
    expect(press).toMatchObject({ callback_query: { from: { id: owner.id } } });
  });

  it("T-27: a member speaks as a channel", async () => {
    const group = fake.group();
    const channel = fake.channel("Mine");
    await heard();
    group.asChannel(fake.person(), channel).type("/denied");
    expect(fake.waiting()[0]?.update).toMatchObject({
      message: { from: { id: 136_817_688 }, sender_chat: { id: channel.id, type: "channel" } },
    });
  });

  it("T-27, T-28: channel posts, and their automatic forwards", async () => {
    const channel = fake.channel("News");
    const group = fake.group({ privacyMode: false });
    await heard();
    group.automaticForward(channel, "/denied is new");
    const [post, forward] = fake.waiting().map(({ update }) => update);
    expect(post).toMatchObject({ channel_post: { text: "/denied is new", sender_chat: { id: channel.id } } });
    expect(forward).toMatchObject({
      message: { from: { id: 777_000 }, sender_chat: { title: "News" }, is_automatic_forward: true },
    });
  });

  it("T-30: topics are written to by their id, reply threads are none", async () => {
    const group = fake.group({ topics: true });
    const person = fake.person();
    const maya = group.as(person);
    const topic = group.topic("Visas", person);
    await heard();
    const asked = maya.type("/ask 214b", { thread: topic });
    expect(fake.waiting().at(-1)?.update).toMatchObject({
      message: { message_thread_id: topic, is_topic_message: true },
    });
    const sent = await telegram.sendMessage(group.id, "Answer", {
      reply_parameters: { message_id: asked.message_id },
    });
    expect(sent).toMatchObject({ message_thread_id: topic, is_topic_message: true });
    await telegram.sendMessage(group.id, "More", { message_thread_id: topic });
    expect(group.sees().slice(-2)).toMatchObject([
      { thread: topic, replyTo: asked.message_id },
      { thread: topic, replyTo: undefined },
    ]);
    expect(await refused("sendMessage", { chat_id: group.id, text: "x", message_thread_id: 99 })).toBe(
      "400 Bad Request: message thread not found",
    );
    const plain = fake.group();
    const first = plain.as(person).type("/ask");
    const second = plain.as(person).type("/ask that", { replyTo: first.message_id });
    expect(second).toMatchObject({ message_thread_id: first.message_id, is_topic_message: undefined });
    expect(
      await refused("sendMessage", { chat_id: plain.id, text: "x", message_thread_id: first.message_id }),
    ).toBe("400 Bad Request: message thread not found");
    expect(fake.violations).toEqual([]);
  });

  it("T-30: private chats can have topics too", async () => {
    const maya = fake.person().privately();
    const topic = maya.topic("Visa");
    const asked = maya.type("/denied", { thread: topic });
    expect(asked).toMatchObject({ message_thread_id: topic, is_topic_message: true });
    await telegram.sendMessage(maya.id, "x", { message_thread_id: topic });
    expect(maya.last()).toMatchObject({ by: "bot", thread: topic });
    const updates: unknown = JSON.parse(JSON.stringify(fake.waiting().map(({ update }) => update)));
    expect(fake.spec.problems("Array of Update", updates)).toEqual([]);
  });

  it("answers only what is there, unless that does not matter", async () => {
    const group = fake.group();
    const to = (more: object) => ({
      chat_id: group.id,
      text: "x",
      reply_parameters: { message_id: 999, ...more },
    });
    expect(await refused("sendMessage", to({}))).toBe("400 Bad Request: message to be replied not found");
    expect(await refused("sendMessage", to({ allow_sending_without_reply: true }))).toBe("");
  });

  it("T-31: a group that becomes a supergroup gets a new id", async () => {
    const group = fake.group({ kind: "group" });
    const maya = group.as(fake.person());
    const before = group.id;
    await heard();
    const after = group.migrate();
    expect(fake.waiting().map(({ update }) => update)).toMatchObject([
      { message: { chat: { id: before }, migrate_to_chat_id: after } },
      { message: { chat: { id: after, type: "supergroup" }, migrate_from_chat_id: before } },
    ]);
    expect(await plainCall(fake, "sendMessage", { chat_id: before, text: "x" })).toMatchObject({
      status: 400,
      description: "Bad Request: group chat was upgraded to a supergroup chat",
      parameters: { migrate_to_chat_id: after },
    });
    expect(maya.id).toBe(after);
    maya.type("/denied");
    expect(fake.waiting().at(-1)?.update).toMatchObject({ message: { chat: { id: after } } });
  });

  it("T-29: edited messages come as edited", async () => {
    const group = fake.group();
    const maya = group.as(fake.person());
    const { message_id } = maya.type("/denied");
    await heard();
    maya.edit(message_id, "/denied again");
    expect(await heard()).toEqual(["edited_message"]);
  });
});

describe("where the bot may not write", () => {
  const write = (chat_id: number) => refused("sendMessage", { chat_id, text: "x" });

  it("T-33: it cannot write first", async () => {
    const person = fake.person();
    expect(await write(person.id)).toBe("400 Bad Request: chat not found");
    fake.group().as(person);
    expect(await write(person.id)).toBe("403 Forbidden: bot can't initiate conversation with a user");
    person.privately().start();
    expect(await write(person.id)).toBe("");
  });

  it("T-40: blocked, deactivated, kicked, gone", async () => {
    const maya = fake.person().privately();
    maya.start();
    maya.block();
    expect(await write(maya.id)).toBe("403 Forbidden: bot was blocked by the user");
    expect(() => maya.type("x")).toThrow("blocked");
    maya.unblock();
    expect(await write(maya.id)).toBe("");
    expect(fake.waiting().map(({ update }) => update)).toMatchObject([
      {},
      { my_chat_member: { new_chat_member: { status: "kicked" } } },
      { my_chat_member: { new_chat_member: { status: "member" } } },
    ]);
    maya.deactivate();
    expect(() => maya.start()).toThrow("gone");
    expect(await write(maya.id)).toBe("403 Forbidden: user is deactivated");
    const group = fake.group();
    group.bot("kicked");
    expect(await write(group.id)).toBe("403 Forbidden: bot was kicked from the supergroup chat");
    group.bot("left");
    expect(await write(group.id)).toBe("403 Forbidden: bot is not a member of the supergroup chat");
    group.remove();
    expect(await write(group.id)).toBe("403 Forbidden: the group chat was deleted");
    expect(await write(12)).toBe("400 Bad Request: chat not found");
  });

  it("T-20: of others' messages it may delete none, but as an administrator", async () => {
    const group = fake.group();
    const { message_id } = group.as(fake.person()).type("/denied");
    const remove = { chat_id: group.id, message_id };
    expect(await refused("deleteMessage", remove)).toBe("400 Bad Request: message can't be deleted");
    group.bot("administrator");
    expect(await refused("deleteMessage", remove)).toBe("");
  });
});

describe("inline mode", () => {
  const article = (id: string, message_text = "text") => ({
    type: "article",
    id,
    title: "214(b)",
    input_message_content: { message_text },
  });

  it("takes answers, and posts one of them", async () => {
    const person = fake.person({ name: "Maya" });
    const group = fake.group();
    const ask = fake.asInline(person, "214b");
    expect(fake.waiting().at(-1)?.update).toMatchObject({
      inline_query: { query: "214b", from: { id: person.id } },
    });
    expect(await refused("answerInlineQuery", { inline_query_id: ask.id, results: [article("a")] })).toBe("");
    expect(await ask.answered()).toMatchObject([{ id: "a", title: "214(b)" }]);
    ask.post("a", group.id);
    expect(group.sees().at(-1)).toMatchObject({ by: "Maya", text: "text" });
    expect(fake.waiting().at(-1)?.update).toMatchObject({ message: { via_bot: { id: fake.bot.id } } });
    expect(fake.violations).toEqual([]);
  });

  it("a button on what was posted tells of no message", async () => {
    const person = fake.person();
    const group = fake.group();
    const ask = fake.asInline(person, "x");
    const reply_markup = { inline_keyboard: [[{ text: "More", callback_data: "more" }]] };
    const results = [{ ...article("a"), reply_markup }];
    expect(await refused("answerInlineQuery", { inline_query_id: ask.id, results })).toBe("");
    ask.post("a", group.id);
    const query = group.as(person).press("More").update?.callback_query;
    expect(query).toMatchObject({ data: "more", inline_message_id: expect.any(String) });
    expect(query).not.toHaveProperty("message");
  });

  it.each([
    [[article("a"), article("a")], "RESULT_ID_DUPLICATE"],
    [[article("é".repeat(33))], "RESULT_ID_INVALID"],
    [Array.from({ length: 51 }, (_, at) => article(`${at}`)), "RESULTS_TOO_MUCH"],
    [[article("a", "x".repeat(4097))], "MESSAGE_TOO_LONG"],
    [[article("a", " ")], "message text is empty"],
  ])("refuses what the server refuses: %#", async (results, why) => {
    const ask = fake.asInline(fake.person(), "x");
    expect(await refused("answerInlineQuery", { inline_query_id: ask.id, results })).toBe(
      `400 Bad Request: ${why}`,
    );
  });

  it("T-16: not after its time", async () => {
    const ask = fake.asInline(fake.person(), "x");
    fake.clock.advance(16_000);
    expect(await refused("answerInlineQuery", { inline_query_id: ask.id, results: [] })).toContain(
      "query is too old",
    );
  });

  it("finds an unknown field within a result", async () => {
    const ask = fake.asInline(fake.person(), "x");
    const results = [
      { ...article("a"), input_message_content: { message_text: "x", disable_web_page_preview: true } },
    ];
    await plainCall(fake, "answerInlineQuery", { inline_query_id: ask.id, results });
    expect(fake.violations).toMatchObject([
      {
        problem:
          'answerInlineQuery.results[0].input_message_content: there is no field "disable_web_page_preview"',
      },
    ]);
  });
});

describe("lists of commands", () => {
  const set = (commands: unknown, more: object = {}) => refused("setMyCommands", { commands, ...more });
  const one = (command: string, description = "x") => [{ command, description }];

  it.each([
    ["h1b-backed-out", "BOT_COMMAND_INVALID"],
    ["Denied", "BOT_COMMAND_INVALID"],
    ["a".repeat(33), "BOT_COMMAND_INVALID"],
    ["", "command text must be non-empty"],
  ])("T-1: %j cannot be registered", async (name, why) => {
    expect(await set(one(name))).toBe(`400 Bad Request: ${why}`);
  });

  it("T-1: descriptions of 1 to 256, at most 100 commands", async () => {
    expect(await set(one("denied", "x".repeat(257)))).toBe(
      "400 Bad Request: BOT_COMMAND_DESCRIPTION_INVALID",
    );
    expect(await set(one("denied", " "))).toContain("description must be non-empty");
    const many = (count: number) => Array.from({ length: count }, (_, at) => one(`c${at}`)).flat();
    expect(await set(many(101))).toBe("400 Bad Request: BOT_COMMANDS_TOO_MUCH");
    expect(await set(many(100))).toBe("");
  });

  it("T-7, T-8: each scope and language has a list of its own", async () => {
    const scope = { type: "all_private_chats" };
    expect(await set(one("denied"), { scope, language_code: "pt" })).toBe("");
    expect(await set(one("denied"), { scope, language_code: "pt-br" })).toBe(
      "400 Bad Request: invalid language code specified",
    );
    expect(
      await telegram.getMyCommands({ scope: { type: "all_private_chats" }, language_code: "pt" }),
    ).toEqual(one("denied"));
    expect(await telegram.getMyCommands()).toEqual([]);
    await telegram.deleteMyCommands({ scope: { type: "all_private_chats" }, language_code: "pt" });
    expect(fake.commands()).toEqual([]);
  });
});

it("T-9: a link from a group leads into the private chat", async () => {
  const person = fake.person();
  const group = fake.group();
  const url = `https://t.me/${fake.bot.username}?start=denied`;
  await telegram.sendMessage(group.id, "In private:", {
    reply_markup: { inline_keyboard: [[{ text: "Go", url }]] },
  });
  const maya = group.as(person);
  expect(() => maya.press("Go")).toThrow("is a link");
  expect(person.follow(maya.link("Go")).last()).toMatchObject({ text: "/start denied" });
  expect(() => person.follow(`https://t.me/${fake.bot.username}?start=a.b`)).toThrow("T-9");
  expect(() => person.follow("https://t.me/AnotherBot?start=a")).toThrow("does not lead to this bot");
});

it("gives back nothing that is not in the machine-readable Bot API", async () => {
  const maya = fake.person({ username: "maya" });
  const { id } = maya.privately();
  maya.privately().start();
  const group = fake.group();
  group.anonymously(maya);
  await telegram.getChat(id);
  await telegram.getChat(group.id);
  await telegram.getChatMember(group.id, maya.id);
  await telegram.getMe();
  await telegram.getWebhookInfo();
  await telegram.setMyDescription("What it does");
  await telegram.setMyShortDescription("Short");
  await telegram.sendChatAction(id, "typing");
  expect(maya.privately().doing()).toBe("typing");
  const { message_id } = await telegram.sendPhoto(id, { source: Buffer.from("x") }, { caption: "a" });
  await telegram.editMessageCaption(id, message_id, undefined, "b");
  await telegram.editMessageReplyMarkup(id, message_id, undefined, {
    inline_keyboard: [[{ text: "A", callback_data: "a" }]],
  });
  expect(fake.description()).toBe("What it does");
  expect(fake.violations).toEqual([]);
  expect(fake.calls).toHaveLength(11);
  for (const { method, outcome } of fake.calls) {
    const result: unknown = outcome.kind === "done" ? JSON.parse(JSON.stringify(outcome.result)) : outcome;
    expect([method, fake.spec.problems(fake.spec.returns(method)[0] ?? "", result)]).toEqual([method, []]);
  }
});

it("sends nothing itself that is not in the machine-readable Bot API", async () => {
  const person = fake.person({ language: "en" });
  const group = fake.group({ topics: true });
  const basic = fake.group({ kind: "group", privacyMode: false });
  basic.automaticForward(fake.channel(), "news");
  basic.anonymously(person).type("x");
  basic.migrate();
  group.topic("Visas", person);
  group.bot("administrator");
  group.join(person).sticker();
  group.leave(person);
  group.bot("kicked");
  fake.asInline(person, "x");
  const updates: unknown = JSON.parse(JSON.stringify(fake.waiting().map(({ update }) => update)));
  expect(fake.spec.problems("Array of Update", updates)).toEqual([]);
  expect(fake.waiting().length).toBeGreaterThan(12);
});
