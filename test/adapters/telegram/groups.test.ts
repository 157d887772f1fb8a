/** The bot in groups, topics and channels, through the real client against the fake Telegram. */
import { afterEach, describe, expect, it } from "vitest";
import type { Asking } from "../../../src/runtime/asking.js";
import { asking } from "../../support/runtime.js";
import { shipped } from "../../support/shipped.js";
import type { Call } from "../../support/telegram/calls.js";
import type { FakeTelegram } from "../../support/telegram/fake.js";
import type { Seen } from "../../support/telegram/sees.js";
import { botsUntil } from "../../support/telegram-bot.js";

const { library } = await shipped();
const flows = Object.keys(library.flows.flows);
const started = botsUntil(afterEach);

const article = "denial/b214";

/** Has an article on every question with the word "section". */
const finding: Asking = {
  guard: asking.guard,
  ask: (query) =>
    query.includes("section")
      ? {
          guard: null,
          answers: [{ id: known(article), title: titleOf(article), short: "", score: 1 }],
          several: false,
          nearest: [],
          flow: "denied",
        }
      : asking.ask(query),
};

/** As a command is typed in Telegram (T-1). */
const typed = (name: string): string => `/${name.replaceAll("-", "_")}`;

const sends = (fake: FakeTelegram): readonly Call[] =>
  fake.calls.filter(({ method }) => /^(send(?!ChatAction)|edit)/.test(method));

const fromBot = (messages: readonly Seen[]): Seen[] => messages.filter(({ by }) => by === "bot");

/** Every button of what was sent. */
function buttonsOf(call: Call | undefined): { text: string; url?: string; callback_data?: string }[] {
  const { reply_markup: markup } = call?.payload ?? {};
  const value: { inline_keyboard?: { text: string; url?: string }[][] } =
    typeof markup === "string" ? JSON.parse(markup) : (markup ?? {});
  return (value.inline_keyboard ?? []).flat();
}

/** A call without what it answers and where its button leads. */
function publicPart({ payload }: Call): string {
  const { reply_parameters: _, reply_markup: markup, ...rest } = payload;
  return JSON.stringify([rest, JSON.stringify(markup).replace(/start=[\w-]+/, "start=")]);
}

const privately = library.interface.trouble?.["group-title"] ?? "";
const cryTitle = library.guards.find(({ id }) => id === "crisis")?.title;

function known(id: string): string {
  if (library.articles[id] === undefined) throw new Error(`There is no article ${id}.`);
  return id;
}

function titleOf(id: string): string {
  return library.articles[id]?.title ?? id;
}

describe("a flow's command in a group", () => {
  it("gets the same short reply for every flow and every member, byte by byte (A39)", async () => {
    const bot = await started();
    const { fake } = bot;
    const group = fake.group();
    const maya = fake.person({ name: "Maya" });
    const omar = fake.person({ name: "Omar" });
    const hers = maya.privately();
    hers.type("/denied");
    await bot.quiet();
    hers.press("214(b)");
    const his = omar.privately();
    his.type("/visa");
    await bot.quiet();
    const before = sends(fake).length;
    for (const flow of flows) {
      group.as(maya).type(typed(flow));
      group.as(omar).type(typed(flow));
      await bot.quiet();
    }
    const replies = sends(fake).slice(before);
    expect(replies).toHaveLength(flows.length * 2);
    expect(new Set(replies.map(publicPart)).size).toBe(1);
    // Of what was asked for, the address of the button alone names the flow.
    for (const [index, reply] of replies.entries()) {
      expect(buttonsOf(reply)).toEqual([
        { text: privately, url: `https://t.me/${fake.bot.username}?start=${flows[Math.floor(index / 2)]}` },
      ]);
    }
    expect(fake.violations).toEqual([]);
  });

  it.each(["/Denied", "/denied@PreceptorTestBot", "/h1b-backed-out", "/h1b—backed—out now", "/denied!"])(
    "is understood as members type it: %s (T-3, T-4, T-6)",
    async (text) => {
      const bot = await started();
      const group = bot.fake.group();
      const maya = group.as(bot.fake.person());
      maya.type(text);
      await bot.quiet();
      expect(maya.last()?.buttons).toEqual([[privately]]);
      expect(maya.link(privately)).toContain(
        text.toLowerCase().includes("denied") ? "=denied" : "=h1b-backed-out",
      );
    },
  );

  it("is answered in its topic, as a reply, and leads to the flow in private (T-9, T-30, T-33)", async () => {
    const bot = await started();
    const { fake } = bot;
    const group = fake.group({ topics: true });
    const maya = fake.person({ name: "Maya" });
    const topic = group.topic("Visas", maya);
    const asked = group.as(maya).type("/denied", { thread: topic });
    await bot.quiet();
    const reply = group.sees().at(-1);
    expect(reply).toMatchObject({ by: "bot", thread: topic, replyTo: asked.message_id });
    const chat = maya.follow(group.as(maya).link(privately));
    await bot.quiet();
    expect(chat.last()?.text).toContain("Question 1 of at most");
    expect(fromBot(group.sees())).toHaveLength(1);
    expect(fake.violations).toEqual([]);
  });

  it("is answered in the general topic, which has no number (T-30)", async () => {
    const bot = await started();
    const { fake } = bot;
    const group = fake.group({ topics: true });
    const asked = group.as(fake.person()).type("/visa");
    await bot.quiet();
    expect(group.sees().at(-1)).toMatchObject({ by: "bot", thread: undefined, replyTo: asked.message_id });
    expect(fake.callsOf("sendMessage").at(-1)?.payload).not.toHaveProperty("message_thread_id");
    expect(fake.violations).toEqual([]);
  });

  it("sends no thread of replies back as if it were a topic (T-30)", async () => {
    const bot = await started();
    const { fake } = bot;
    const group = fake.group();
    const first = group.as(fake.person({ name: "Maya" })).type("Does anybody know?");
    group.as(fake.person({ name: "Omar" })).type("/denied", { replyTo: first.message_id });
    await bot.quiet();
    expect(fromBot(group.sees())).toHaveLength(1);
    expect(fake.callsOf("sendMessage").at(-1)?.payload).not.toHaveProperty("message_thread_id");
    expect(fake.violations).toEqual([]);
  });

  it("opens no case: the member's record is not touched (F84)", async () => {
    const bot = await started();
    const { fake } = bot;
    const maya = fake.person();
    fake.group().as(maya).type("/denied 214(b), refused in Cairo");
    await bot.quiet();
    expect(await bot.bench.store.members("test").load(`telegram:${maya.id}`)).toMatchObject({ kind: "none" });
    expect(
      sends(fake)
        .map(({ payload }) => JSON.stringify(payload))
        .join(),
    ).not.toContain("Cairo");
  });

  it("is taken away after a while, and nothing else is (T-20)", async () => {
    const bot = await started({ paces: { invitationMs: 30 }, bench: { asking: finding } });
    const { fake } = bot;
    const group = fake.group();
    const maya = group.as(fake.person());
    const gone = fake.next("deleteMessage");
    maya.type("/ask which section is it?");
    await bot.quiet();
    maya.type("/denied");
    await gone;
    expect(fake.callsOf("deleteMessage")).toHaveLength(1);
    const left = fromBot(group.sees());
    expect(left.map(({ text }) => text.startsWith(titleOf(article)))).toEqual([true]);
  });

  it("stays where Telegram does not let it be taken away, without a word (T-20)", async () => {
    const bot = await started({ paces: { invitationMs: 1 } });
    const { fake } = bot;
    fake.fail("deleteMessage", 1, {
      kind: "refuse",
      code: 400,
      description: "Bad Request: message can't be deleted",
    });
    const group = fake.group();
    const refused = fake.next("deleteMessage");
    group.as(fake.person()).type("/denied");
    await refused;
    await bot.quiet();
    expect(fromBot(group.sees())).toHaveLength(1);
  });

  it("leaves the buttons of earlier replies to others where they are", async () => {
    const bot = await started();
    const { fake } = bot;
    const group = fake.group();
    group.as(fake.person({ name: "Maya" })).type("/denied");
    await bot.quiet();
    group.as(fake.person({ name: "Omar" })).type("/visa");
    await bot.quiet();
    expect(fromBot(group.sees()).map(({ buttons }) => buttons)).toEqual([[[privately]], [[privately]]]);
    expect(fake.callsOf("editMessageReplyMarkup")).toEqual([]);
  });
});

describe("look-ups in a group", () => {
  it.each([
    "/help",
    "/about",
    "/privacy",
    "/ask which section?",
    "/ask",
    "/specialty",
    "/specialty neurology",
    "/ecfmg",
    "/nosuch@PreceptorTestBot",
  ])("%s is answered there, in the topic, with nothing to press but links (T-30, A39)", async (text) => {
    const bot = await started({ bench: { asking: finding } });
    const { fake } = bot;
    const group = fake.group({ topics: true });
    const maya = fake.person();
    const topic = group.topic("Questions", maya);
    group.as(maya).type(text, { thread: topic });
    await bot.quiet();
    const shown = fromBot(group.sees());
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.every(({ thread }) => thread === topic)).toBe(true);
    const buttons = sends(fake).flatMap(buttonsOf);
    expect(buttons).toEqual([{ text: privately, url: `https://t.me/${fake.bot.username}?start=start` }]);
    expect(fake.violations).toEqual([]);
  });

  it("a picture is sent without parameters that would be dropped: the text after it replies (TL-23)", async () => {
    const bot = await started();
    const maya = bot.fake.group().as(bot.fake.person());
    const asked = maya.type("/specialty neurology");
    await bot.quiet();
    const [picture] = bot.fake.callsOf("sendPhoto");
    expect(Object.keys(picture?.payload ?? {}).sort()).toEqual(["caption", "chat_id", "method"]);
    expect(maya.last()?.replyTo).toBe(asked.message_id);
  });

  it("/ask gives the article with its sources, and repeats nothing of the question", async () => {
    const bot = await started({ bench: { asking: finding } });
    const { fake } = bot;
    const group = fake.group();
    const maya = group.as(fake.person());
    const asked = maya.type("/ask my wife Leila was told section what?");
    await bot.quiet();
    const answer = maya.last();
    expect(answer).toMatchObject({ by: "bot", replyTo: asked.message_id });
    expect(answer?.text).toContain(titleOf(article));
    expect(answer?.marks.some(({ type }) => type === "text_link")).toBe(true);
    expect(answer?.text).not.toContain("Leila");
    expect(answer?.preview).toBe(false);
  });

  it.each(["/ask zebra", "/nosuchthing@PreceptorTestBot", "/specialty zebra"])(
    "%s finds nothing, and repeats nothing",
    async (text) => {
      const bot = await started();
      const maya = bot.fake.group().as(bot.fake.person());
      maya.type(text);
      await bot.quiet();
      expect(maya.last()?.by).toBe("bot");
      expect(maya.last()?.text).not.toMatch(/zebra|nosuchthing/);
    },
  );

  it("/ask in reply to another member's message answers that question, under it, without repeating it", async () => {
    const bot = await started({ bench: { asking: finding } });
    const { fake } = bot;
    const group = fake.group({ topics: true });
    const leila = fake.person({ name: "Leila" });
    const topic = group.topic("Visas", leila);
    const question = group.as(leila).type("They told me a section in Lagos, what now?", { thread: topic });
    group.as(fake.person({ name: "Omar" })).type("/ask", { replyTo: question.message_id });
    await bot.quiet();
    const answer = group.sees().at(-1);
    expect(answer).toMatchObject({ by: "bot", thread: topic, replyTo: question.message_id });
    expect(answer?.text).toContain(titleOf(article));
    expect(answer?.text).not.toContain("Lagos");
    expect(fake.violations).toEqual([]);
  });
});

describe("what is meant for the bot", () => {
  it("with privacy mode on, Telegram shows it nothing else (T-25, T-26)", async () => {
    const bot = await started({ bench: { asking: finding } });
    const { fake } = bot;
    const group = fake.group();
    const maya = group.as(fake.person());
    maya.type("hello all");
    maya.type("h1b-backed-out");
    maya.type("@PreceptorTestBot which section?");
    await bot.quiet();
    expect(sends(fake)).toEqual([]);
    maya.type("/h1b-backed-out");
    await bot.quiet();
    expect(sends(fake)).toHaveLength(1);
  });

  it("with privacy mode off, it takes no notice of what others say to each other (T-25)", async () => {
    const bot = await started({ bench: { asking: finding } });
    const { fake } = bot;
    const group = fake.group({ privacyMode: false });
    const maya = group.as(fake.person({ name: "Maya" }));
    const omar = group.as(fake.person({ name: "Omar" }));
    const said = maya.type("which section?");
    omar.type("no idea, try the section above", { replyTo: said.message_id });
    omar.type("ask @PreceptorTestBot which section");
    maya.type("denied");
    maya.type("see /denied in the menu");
    maya.photo("/denied");
    maya.sticker();
    group.anotherBot("/denied");
    maya.type("/start@AnotherBot");
    await bot.quiet();
    expect(sends(fake)).toEqual([]);
    expect(bot.bench.raw()).not.toContain("section");
  });

  it("takes a reply to its own message, and a text that begins with its name, for a question", async () => {
    const bot = await started({ bench: { asking: finding } });
    const { fake } = bot;
    const group = fake.group({ privacyMode: false });
    const maya = group.as(fake.person());
    maya.type("@preceptortestbot which section?");
    await bot.quiet();
    const first = maya.last();
    expect(first?.text).toContain(titleOf(article));
    maya.type("and which section else?", { replyTo: first?.id ?? 0 });
    await bot.quiet();
    expect(fromBot(group.sees())).toHaveLength(2);
    expect(
      sends(fake)
        .flatMap(buttonsOf)
        .every(({ url }) => url !== undefined),
    ).toBe(true);
  });

  it.each(["/denied@AnotherBot", "/ban", "/h1b_backed_out@AnotherBot", "/warn@AnotherBot section"])(
    "%s is another bot's (T-6)",
    async (text) => {
      const bot = await started();
      const { fake } = bot;
      fake.group({ privacyMode: false }).as(fake.person()).type(text);
      await bot.quiet();
      expect(sends(fake)).toEqual([]);
    },
  );

  it("answers an unknown command that names it", async () => {
    const bot = await started();
    const maya = bot.fake.group().as(bot.fake.person());
    maya.type("/deny@PreceptorTestBot");
    await bot.quiet();
    expect(fromBot(maya.sees())).toHaveLength(1);
  });

  it("lets a bare command be another bot's where that one spoke last (T-25)", async () => {
    const bot = await started();
    const group = bot.fake.group();
    group.anotherBot("I welcome new members");
    group.as(bot.fake.person()).type("/denied");
    await bot.quiet();
    expect(sends(bot.fake)).toEqual([]);
  });
});

describe("who speaks", () => {
  it("answers an anonymous administrator, and keeps nothing under the shared name (T-27)", async () => {
    const bot = await started({ bench: { asking: finding } });
    const { fake } = bot;
    const group = fake.group();
    const hidden = group.anonymously(fake.person());
    hidden.type("/denied");
    hidden.type("/ask which section?");
    await bot.quiet();
    expect(fromBot(group.sees())).toHaveLength(2);
    const members = bot.bench.store.members("test");
    for (const id of [1_087_968_824, group.id]) {
      expect(await members.load(`telegram:${id}`)).toMatchObject({ kind: "none" });
    }
  });

  it("answers a member who speaks as a channel (T-27)", async () => {
    const bot = await started();
    const { fake } = bot;
    const group = fake.group();
    const said = group.asChannel(fake.person(), fake.channel("Mine")).type("/visa");
    await bot.quiet();
    expect(group.sees().at(-1)).toMatchObject({ by: "bot", replyTo: said.message_id });
  });

  it("takes no notice of channel posts, their forwards, and edits (T-27, T-28, T-29)", async () => {
    const bot = await started();
    const { fake } = bot;
    const group = fake.group({ privacyMode: false });
    const channel = fake.channel();
    channel.post("/denied");
    group.automaticForward(channel, "/denied");
    const maya = group.as(fake.person());
    const said = maya.type("hello");
    maya.edit(said.message_id, "/denied");
    await bot.quiet();
    expect(sends(fake)).toEqual([]);
  });

  it("does not answer a command again because it was edited (T-29)", async () => {
    const bot = await started();
    const maya = bot.fake.group().as(bot.fake.person());
    const said = maya.type("/denied");
    await bot.quiet();
    maya.edit(said.message_id, "/denied now");
    await bot.quiet();
    expect(sends(bot.fake)).toHaveLength(1);
  });

  it("does not answer what was posted through its own inline results", async () => {
    const bot = await started({ bench: { asking: finding } });
    const { fake } = bot;
    const group = fake.group();
    const maya = fake.person();
    const ask = fake.asInline(maya, "section");
    const [first] = await ask.answered();
    ask.post(first?.id ?? "", group.id);
    await bot.quiet();
    expect(sends(fake)).toEqual([]);
  });
});

describe("groups that change", () => {
  it("goes on under the new id after it was told (T-31)", async () => {
    const bot = await started();
    const { fake } = bot;
    const group = fake.group({ kind: "group" });
    const maya = group.as(fake.person());
    maya.type("/denied");
    await bot.quiet();
    const id = group.migrate();
    maya.type("/visa");
    await bot.quiet();
    expect(fake.callsOf("sendMessage").at(-1)?.payload).toMatchObject({ chat_id: id });
    expect(fake.violations).toEqual([]);
  });

  it("answers under the new id what was said before, when the call tells it (T-31)", async () => {
    const bot = await started();
    const { fake } = bot;
    const group = fake.group({ kind: "group" });
    group.as(fake.person()).type("/denied");
    // At once: the bot has not answered yet.
    const id = group.migrate();
    await bot.quiet();
    const [last] = fake.callsOf("sendMessage").slice(-1);
    expect(last).toMatchObject({ payload: { chat_id: id }, outcome: { kind: "done" } });
    expect(fromBot(group.sees())).toHaveLength(1);
  });

  it("answers beside a topic that is gone (T-30)", async () => {
    const bot = await started();
    const { fake } = bot;
    const group = fake.group({ topics: true });
    const maya = fake.person();
    const topic = group.topic("Visas", maya);
    fake.fail("sendMessage", 1, {
      kind: "refuse",
      code: 400,
      description: "Bad Request: message thread not found",
    });
    group.as(maya).type("/denied", { thread: topic });
    await bot.quiet();
    expect(fake.callsOf("sendMessage").map(({ payload }) => payload.message_thread_id)).toEqual([
      topic,
      undefined,
    ]);
    expect(fromBot(group.sees())).toHaveLength(1);
  });

  it("answers where the command was deleted meanwhile", async () => {
    const bot = await started();
    const { fake } = bot;
    const group = fake.group();
    const maya = group.as(fake.person());
    maya.remove(maya.type("/denied").message_id);
    await bot.quiet();
    expect(fromBot(group.sees()).map(({ replyTo }) => replyTo)).toEqual([undefined]);
  });

  it("is silent after it was removed, and there again when it is added (T-40)", async () => {
    const bot = await started();
    const { fake } = bot;
    const group = fake.group();
    const maya = group.as(fake.person());
    maya.type("/denied");
    group.bot("kicked");
    await bot.quiet();
    const before = sends(fake).length;
    expect(before).toBeLessThanOrEqual(1);
    group.bot("member");
    maya.type("/denied");
    await bot.quiet();
    expect(sends(fake)).toHaveLength(before + 1);
    expect(fromBot(group.sees()).at(-1)?.buttons).toEqual([[privately]]);
  });

  it("lets go of a group that is gone (T-40)", async () => {
    const bot = await started();
    const { fake } = bot;
    const group = fake.group();
    group.as(fake.person()).type("/denied");
    group.remove();
    await bot.quiet();
    expect(sends(fake).length).toBeLessThanOrEqual(1);
    expect(bot.connection.notReady?.()).toEqual([]);
  });
});

describe("a cry for help in a group", () => {
  it.each(["/ask cry-for-help", "@PreceptorTestBot cry-for-help", "/denied cry-for-help"])(
    "%s is answered there with where help is, and repeats nothing",
    async (text) => {
      const bot = await started();
      const { fake } = bot;
      const maya = fake.group({ privacyMode: false }).as(fake.person());
      const said = maya.type(text);
      await bot.quiet();
      expect(maya.last()).toMatchObject({ by: "bot", replyTo: said.message_id, buttons: [[privately]] });
      expect(maya.last()?.text).toContain(cryTitle);
      expect(maya.last()?.text).not.toContain("cry-for-help");
    },
  );

  it("is heard only where it is said to the bot", async () => {
    const bot = await started();
    const { fake } = bot;
    fake.group({ privacyMode: false }).as(fake.person()).type("cry-for-help");
    await bot.quiet();
    expect(sends(fake)).toEqual([]);
  });
});

describe("presses in a group (T-13, F84)", () => {
  it.each(["n:start", "1:o:b214", "0:done", "n:cmd:forget", "{}", "💣", "x".repeat(64)])(
    "%s is answered to whoever pressed alone, and touches nobody's case",
    async (data) => {
      const bot = await started();
      const { fake } = bot;
      const maya = fake.person({ name: "Maya" });
      const hers = maya.privately();
      hers.type("/denied");
      const group = fake.group();
      group.as(maya).type("/denied");
      await bot.quiet();
      const members = bot.bench.store.members("test");
      const before = await members.load(`telegram:${maya.id}`);
      const shown = JSON.stringify([group.sees(), hers.sees()]);
      const calls = sends(fake).length;
      const answers = [
        group.as(maya).forge(data),
        group.as(fake.person({ name: "Omar" })).forge(data),
        group.as(maya).forge(data, { message: "gone" }),
        group.as(maya).forge(data, { message: "none" }),
      ];
      for (const press of answers) {
        expect(await press.answered()).toMatchObject({ text: library.interface.telegram?.["no-button"] });
      }
      await bot.quiet();
      expect(JSON.stringify([group.sees(), hers.sees()])).toBe(shown);
      expect(sends(fake)).toHaveLength(calls);
      expect(await members.load(`telegram:${maya.id}`)).toEqual(before);
      expect(await members.load(`telegram:${fake.bot.id}`)).toMatchObject({ kind: "none" });
    },
  );

  it("answers somebody who presses a forwarded button of another's private chat, and shows them nothing", async () => {
    const bot = await started();
    const { fake } = bot;
    const hers = fake.person({ name: "Maya" }).privately();
    hers.type("/denied");
    await bot.quiet();
    const stood = hers.last();
    const omar = fake.person({ name: "Omar" });
    const press = hers.forge("1:o:b214", { by: omar.user });
    expect(await press.answered()).toMatchObject({ text: library.interface.telegram?.["no-button"] });
    await bot.quiet();
    expect(hers.last()).toEqual(stood);
    expect(omar.privately().sees()).toEqual([]);
  });
});
