/** "Find an answer" on somebody's message: for whoever chose it alone, and what a moderator can post of it (D-7). */
import { afterEach, describe, expect, it } from "vitest";
import type { Actor } from "../../support/discord/actor.js";
import type { Asked } from "../../support/discord/asked.js";
import type { Channel } from "../../support/discord/people.js";
import type { Seen } from "../../support/discord/sees.js";
import { type Bot, botsUntil } from "../../support/discord-bot.js";
import { unsound } from "../../support/discord-walk.js";
import { asking } from "../../support/runtime.js";
import { shipped } from "../../support/shipped.js";

const { library } = await shipped();
const started = botsUntil(afterEach);

const find = "Find an answer";
const ids = Object.keys(library.articles).slice(0, 3);
const answers = ids.map((id, at) => {
  const { title = "", short = "" } = library.articles[id] ?? {};
  return { id, title, short, score: 1 - at / 10 };
});
const [titled = ""] = answers.map(({ title }) => title);
const crisis = library.guards.find(({ id }) => id === "crisis")?.title;

/** A channel in which a newcomer has asked something, and somebody who looks for an answer to it. */
async function begun({
  said = "What is it about?",
  over = "gateway",
}: {
  said?: string;
  over?: "gateway" | "http";
} = {}) {
  const bot = await started({
    over,
    bench: {
      asking: { ...asking, ask: () => ({ guard: null, answers, several: false, nearest: [], flow: null }) },
    },
  });
  const { fake } = bot;
  const newcomer = fake.person({ name: "Noor" });
  const maya = fake.person({ name: "Maya" });
  const mod = fake.person({ name: "Mo" });
  const guild = fake.guild({ members: [newcomer, maya], moderators: [mod] });
  const channel = guild.channel();
  const message = newcomer.in(channel).type(said);
  await bot.quiet();
  return { bot, fake, newcomer, maya, mod, guild, channel, message };
}

/** Chooses what is to be posted, and reads what became of it. */
async function post(at: Actor, choose: () => Asked = () => at.choose(titled)): Promise<Asked> {
  const before = at.last()?.id;
  const asked = choose();
  await asked.answered();
  await at.until((messages) => messages.at(-1)?.id !== before && told(messages), "what became of it");
  return asked;
}

/** Whether the last answer that only they see is there. */
function told(messages: readonly Seen[]): boolean {
  return messages.findLast(({ ephemeral }) => ephemeral)?.thinking === false;
}

/** What the moderator read last of it. */
function reads(at: Actor): string | undefined {
  return at.messages().findLast(({ ephemeral }) => ephemeral)?.text;
}

/** What stands in the channel for all, without what the members wrote. */
function posted({ fake }: Bot, channel: Channel) {
  const reader = fake.person({ name: "Reader" });
  channel.channel.guild?.members.set(reader.id, 1024n);
  return reader
    .in(channel)
    .messages()
    .filter(({ by }) => by === "bot");
}

describe.each(["gateway", "http"] as const)("by %s", (over) => {
  it("shows a member the answer, privately, with nothing to post", async () => {
    const { bot, maya, channel, message } = await begun({ over });
    const at = maya.in(channel);
    const asked = at.messageCommand(find, message);
    expect(await asked.answered()).toMatchObject({ type: 5, ephemeral: true });
    await bot.quiet();
    expect(at.last()).toMatchObject({ ephemeral: true, thinking: false });
    expect(at.last()?.text).toContain(titled);
    expect(at.last()?.selects).toEqual([]);
    expect(posted(bot, channel)).toEqual([]);
    expect(unsound(bot, { asked: [asked] })).toEqual([]);
  });

  it("lets a moderator post one of the articles as a reply, with its sources", async () => {
    const { bot, mod, channel, message, newcomer } = await begun({ over });
    const at = mod.in(channel);
    const asked = at.messageCommand(find, message);
    await bot.quiet();
    const select = at.last()?.selects.at(-1);
    expect(select?.options.map(({ label }) => label)).toEqual(answers.map(({ title }) => title));
    const chosen = await post(at);
    expect(chosen.response()).toMatchObject({ type: 5, ephemeral: true });
    const [reply, another] = posted(bot, channel);
    expect(another).toBeUndefined();
    expect(reply?.replyTo).toBe(message.id);
    expect(reply?.text).toContain(titled);
    expect(reply?.raw).toMatch(/\]\(<https:\/\//);
    // Nothing in it is for somebody else to press but what opens their own answer (D-17).
    for (const { customId, url } of reply?.buttons ?? [])
      expect(url !== undefined || /^1\.start\./.test(customId ?? "")).toBe(true);
    expect(newcomer.in(channel).last()?.id).toBe(reply?.id);
    expect(reads(at)).toBe("Posted as a reply to that message.");
    // Who had it posted stands at its end, and nobody is pinged (D-25).
    expect(reply?.raw.split("\n").at(-1)).toBe(`-# Posted by <@${mod.id}>`);
    expect(bot.bench.logged().filter(({ what }) => what === "article-posted")).toHaveLength(1);
    for (const secret of [mod.id, ids[0] ?? "", titled]) expect(bot.bench.raw()).not.toContain(secret);
    expect(unsound(bot, { asked: [asked, chosen] })).toEqual([]);
  });
});

describe("what cannot be posted (D-7, D-36)", () => {
  /** A moderator with the menu before them. */
  async function choosing(said?: string) {
    const all = await begun(said === undefined ? {} : { said });
    const at = all.mod.in(all.channel);
    const asked = at.messageCommand(find, all.message);
    await all.bot.quiet();
    return { ...all, at, asked };
  }

  const closed: readonly [why: string, close: (all: Awaited<ReturnType<typeof choosing>>) => void][] = [
    ["the bot may not write there (50013)", ({ channel }) => channel.bot("reads")],
    ["the bot does not see the channel (50001)", ({ channel }) => channel.bot("sees nothing")],
    ["the message is gone (10008)", ({ newcomer, channel, message }) => newcomer.in(channel).remove(message)],
  ];
  it.each(closed)("%s: the moderator is told, and nobody else reads anything", async (_why, close) => {
    const all = await choosing();
    const { bot, at, channel } = all;
    close(all);
    await post(at);
    expect(reads(at)).toContain("I could not post it.");
    expect(posted(bot, channel)).toEqual([]);
    expect(bot.fake.violations).toEqual([]);
    expect(bot.fake.duplicates).toEqual([]);
  });

  it("the thread was archived or locked meanwhile (50083, 160005)", async () => {
    const { bot, channel, mod, newcomer } = await begun();
    for (const close of ["archive", "lock"] as const) {
      const thread = channel.thread(close);
      const message = newcomer.in(thread).type("What is it about?");
      const at = mod.in(thread);
      at.messageCommand(find, message);
      await bot.quiet();
      thread[close]();
      await post(at);
      expect(reads(at)).toContain("I could not post it.");
    }
    expect(bot.fake.violations).toEqual([]);
  });

  it("a menu that was forged, by somebody who is no moderator: refused, and said so", async () => {
    const { bot, maya, channel, message } = await begun();
    const at = maya.in(channel);
    const asked = at.messageCommand(find, message);
    await bot.quiet();
    const on = at.last()?.id ?? "";
    const forged = await post(at, () =>
      at.forge.component(`1.post.${message.id}`, { on, values: [ids[0] ?? ""] }),
    );
    expect(reads(at)).toContain("Only moderators can post here.");
    expect(posted(bot, channel)).toEqual([]);
    expect(unsound(bot, { asked: [asked, forged] })).toEqual([]);
  });

  it("the right was taken away after the menu was shown (D-7)", async () => {
    const { bot, at, guild, mod, channel } = await choosing();
    guild.join(mod);
    await post(at);
    expect(reads(at)).toContain("Only moderators can post here.");
    expect(posted(bot, channel)).toEqual([]);
    expect(bot.fake.violations).toEqual([]);
  });

  it.each(["no-such-article", "__proto__", "x".repeat(52), "../etc"])(
    "an article that is not there: %s",
    async (article) => {
      const { bot, at, channel, message } = await choosing();
      const on = at.last()?.id ?? "";
      await post(at, () => at.forge.component(`1.post.${message.id}`, { on, values: [article] }));
      expect(posted(bot, channel)).toEqual([]);
      expect(reads(at)).not.toBe("");
      expect(bot.fake.violations).toEqual([]);
    },
  );

  it("a second time, when the menu is used twice at once (D-27)", async () => {
    const { bot, at, channel } = await choosing();
    const two = at.choose(titled);
    const one = await post(at);
    await at.until((messages) => messages.every(({ thinking }) => !thinking), "what became of both");
    expect(posted(bot, channel)).toHaveLength(1);
    expect([one, two].flatMap(({ refused }) => refused)).toEqual([]);
    expect(bot.fake.violations).toEqual([]);
  });

  it("in a server that has not installed the bot: a moderator there reads the answer alone (D-13)", async () => {
    const { bot, mod, guild, newcomer } = await begun();
    guild.uninstall();
    const channel = guild.channel("elsewhere");
    const message = newcomer.userInstalledIn(channel).type("What is it about?");
    const at = mod.userInstalledIn(channel);
    const asked = at.messageCommand(find, message);
    await bot.quiet();
    expect(at.last()?.text).toContain(titled);
    expect(at.last()?.selects).toEqual([]);
    expect(unsound(bot, { asked: [asked] })).toEqual([]);
  });
});

describe("a message of its own kind", () => {
  it("that cries for help: whoever looks is told privately what helps, and there is nothing to post", async () => {
    const { bot, mod, channel, message } = await begun({ said: "a cry-for-help" });
    const at = mod.in(channel);
    const asked = at.messageCommand(find, message);
    await bot.quiet();
    expect(at.last()?.text).toContain(crisis);
    expect(at.last()?.ephemeral).toBe(true);
    expect(at.last()?.selects.filter(({ customId }) => customId.startsWith("1.post."))).toEqual([]);
    expect(posted(bot, channel)).toEqual([]);
    expect(unsound(bot, { asked: [asked] })).toEqual([]);
  });

  it.each([
    ["of the bot itself", "bot"],
    ["as long as a message can be", "x ".repeat(999)],
    ["of signs alone", "‮ ​ ​ 😀"],
  ])("%s is answered privately", async (_name, said) => {
    const { bot, mod, maya, channel } = await begun();
    const at = mod.in(channel);
    if (said === "bot") maya.in(channel).command("specialty", { name: "pathology", public: true });
    else maya.in(channel).type(said);
    await bot.quiet();
    const about = at.last();
    const asked = at.messageCommand(find, about?.id ?? "");
    await bot.quiet();
    expect(at.last()).toMatchObject({ ephemeral: true, thinking: false });
    expect(at.last()?.text.length).toBeGreaterThan(20);
    expect(unsound(bot, { asked: [asked] })).toEqual([]);
  });

  it("in direct messages is answered there, with nothing to post", async () => {
    const { bot, maya } = await begun();
    const at = maya.dm();
    const message = at.type("What is it about?");
    await bot.quiet();
    const asked = at.messageCommand(find, message);
    await bot.quiet();
    expect(at.last()?.text).toContain(titled);
    expect(at.last()?.selects.filter(({ customId }) => customId.startsWith("1.post."))).toEqual([]);
    expect(bot.fake.violations).toEqual([]);
    expect(asked.failed()).toBeUndefined();
  });
});
