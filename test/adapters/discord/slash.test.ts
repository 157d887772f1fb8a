/** Slash commands as members use them: where they are offered, what is suggested, what others read of the answer. */
import { afterEach, describe, expect, it } from "vitest";
import type { Actor } from "../../support/discord/actor.js";
import type { Guild, Person } from "../../support/discord/people.js";
import type { BotOptions } from "../../support/discord-bot.js";
import { createWalker, seenUntil, unsound } from "../../support/discord-walk.js";
import { first } from "../../support/manners.js";
import { asking } from "../../support/runtime.js";
import { shipped } from "../../support/shipped.js";

const { library } = await shipped();
const started = seenUntil(afterEach);

async function begun(options: BotOptions = {}) {
  const { bot, fake, sight } = await started(options);
  const maya = fake.person({ name: "Maya" });
  const ana = fake.person({ name: "Ana" });
  const guild = fake.guild({ members: [maya, ana] });
  const channel = guild.channel();
  return {
    ...{ bot, fake, maya, ana, guild, channel },
    walkerOf: (at: Actor) => createWalker(bot, sight, at),
    at: maya.in(channel),
    others: () => ana.in(channel).messages(),
  };
}

/** A search that finds this article, and hears the made-up cry for help. */
function finds(id: string): BotOptions {
  const article = library.articles[id];
  if (article === undefined) throw new Error(`There is no article ${id}.`);
  const { title, short } = article;
  const answers = [{ id, title, short, score: 1 }];
  return {
    bench: {
      asking: { ...asking, ask: () => ({ guard: null, answers, several: false, nearest: [], flow: null }) },
    },
  };
}

const [article = ""] = Object.keys(library.articles);
const titleOf = (id: string): string => library.articles[id]?.title ?? "";

describe("the list of commands (D-1, D-2, D-6)", () => {
  it("has every command of the library, for servers, direct messages and wherever a member has the bot", async () => {
    const { fake } = await begun();
    const names = fake.commands().flatMap((one) => (one.type === 3 ? [] : [one.name]));
    expect(names).toEqual(
      expect.arrayContaining([
        ...Object.keys(library.flows.flows),
        ...Object.keys(library.lookups),
        ...["ask", "letters", "help", "about", "privacy", "resume", "plan", "cancel", "forget"],
      ]),
    );
    expect(fake.commands().filter((one) => one.type === 3)).toHaveLength(1);
    for (const one of fake.commands()) {
      expect(one.contexts?.toSorted()).toEqual([0, 1, 2]);
      expect(one.integration_types?.toSorted()).toEqual([0, 1]);
    }
    expect(fake.violations).toEqual([]);
  });

  const where: readonly [name: string, at: (maya: Person, ana: Person, guild: Guild) => Actor][] = [
    ["a server", (maya, _ana, guild) => maya.in(guild.channel("visas"))],
    ["a thread", (maya, _ana, guild) => maya.in(guild.channel("visas").thread())],
    ["the bot's direct messages", (maya) => maya.dm()],
    [
      "a server that has not installed it",
      (maya, _ana, guild) => {
        guild.uninstall();
        return maya.userInstalledIn(guild.channel("elsewhere"));
      },
    ],
  ];
  it.each(where)("opens a case in %s and goes on to its plan (D-13, D-15)", async (_name, place) => {
    const { bot, maya, ana, guild, walkerOf } = await begun();
    const walker = walkerOf(place(maya, ana, guild));
    await walker.does(() => walker.at.command("denied"));
    await walker.goOn(first);
    expect(walker.page().kind).toBe("plan");
    await walker.press("calendar");
    expect(walker.at.last()?.files.map(({ name }) => name)).toContain("plan.txt");
    expect(unsound(bot, walker)).toEqual([]);
  });

  it("opens one in a group of friends, who read nothing of it (D-6)", async () => {
    const { bot, fake, maya, ana, walkerOf } = await begun();
    const group = fake.group(maya, ana);
    const walker = walkerOf(maya.userInstalledIn(group));
    await walker.does(() => walker.at.command("denied"));
    await walker.goOn(first);
    expect(walker.page().kind).toBe("plan");
    expect(ana.userInstalledIn(group).messages()).toEqual([]);
    expect(unsound(bot, walker)).toEqual([]);
  });
});

describe("what is suggested while a command is typed (D-5)", () => {
  it.each([
    ["specialty", "name", "path", "Pathology"],
    ["ecfmg", "name", "era", "Send a residency application"],
    ["letters", "name", "", ""],
    ["ask", "question", "", ""],
    ["ask", "question", titleOf(article).slice(0, 12), titleOf(article)],
  ])("/%s %s:%s", async (command, option, typed, wanted) => {
    const { bot, at, walkerOf } = await begun();
    const walker = walkerOf(at);
    const choices = await at.autocomplete(command, option, typed).choices();
    expect(choices.length).toBeGreaterThan(0);
    expect(choices.length).toBeLessThanOrEqual(25);
    if (wanted !== "") expect(choices.map(({ name }) => name).join("\n")).toContain(wanted);
    // What is suggested is understood when it is given back.
    const [choice] = choices;
    await walker.does(() => at.command(command, { [option]: choice?.value ?? "" }));
    expect(at.last()).toMatchObject({ ephemeral: true, thinking: false });
    expect(unsound(bot, walker)).toEqual([]);
  });

  it("has nothing for words that begin no name, and the command takes them all the same", async () => {
    const { bot, at, walkerOf } = await begun();
    const walker = walkerOf(at);
    expect(await at.autocomplete("specialty", "name", "zzzz qqqq").choices()).toEqual([]);
    await walker.does(() => at.command("specialty", { name: "zzzz qqqq" }));
    expect(at.last()?.text).toContain("zzzz qqqq");
    expect(unsound(bot, walker)).toEqual([]);
  });

  it("opens a letter by the name that was chosen", async () => {
    const { bot, at, walkerOf } = await begun();
    const walker = walkerOf(at);
    const [choice] = await at.autocomplete("letters", "name", "").choices();
    await walker.does(() => at.command("letters", { name: choice?.value ?? "" }));
    expect(walker.page().kind).toBe("letter-question");
    expect(unsound(bot, walker)).toEqual([]);
  });
});

describe("an answer that everybody may read", () => {
  it("stands in the channel for all, without the words that were typed", async () => {
    const { bot, at, others, walkerOf } = await begun(finds(article));
    const walker = walkerOf(at);
    const asked = await walker.does(() =>
      at.command("ask", { question: "my own words about it", public: true }),
    );
    expect(asked.response()).toMatchObject({ type: 5, ephemeral: false });
    const [shown, another] = others();
    expect(another).toBeUndefined();
    expect(shown?.text).toContain(titleOf(article));
    expect(shown?.text).not.toContain("my own words");
    expect(shown?.text).not.toContain("Only you see this");
    expect(unsound(bot, walker)).toEqual([]);
  });

  it("opens something private for whoever presses, and is not changed by it (D-17)", async () => {
    const { bot, ana, channel, at, others, walkerOf } = await begun(finds(article));
    const walker = walkerOf(at);
    await walker.does(() => at.command("ask", { question: "what is it about?", public: true }));
    const [shown] = others();
    expect(shown?.selects).toEqual([]);
    const buttons = shown?.buttons.filter(({ url }) => url === undefined) ?? [];
    expect(buttons.length).toBeGreaterThan(0);
    for (const { customId } of buttons) expect(customId).toMatch(/^1\.start\./);
    for (const { label } of buttons) {
      for (const presser of [ana.in(channel), at]) {
        const pressing = walkerOf(presser);
        const press = await pressing.does(() => presser.pressOn(shown?.id ?? "", label));
        expect(press.response()).toMatchObject({ type: 5, ephemeral: true });
        expect(presser.last()).toMatchObject({ ephemeral: true, thinking: false });
        expect(unsound(bot, pressing)).toEqual([]);
      }
    }
    expect(others().filter(({ ephemeral }) => !ephemeral)).toEqual([shown]);
  });

  it("is private after all where somebody cries for help", async () => {
    const { bot, at, others, walkerOf } = await begun(finds(article));
    const walker = walkerOf(at);
    const asked = await walker.does(() =>
      at.command("ask", { question: "this is a cry-for-help", public: true }),
    );
    expect(asked.response()).toMatchObject({ type: 5, ephemeral: true });
    expect(others()).toEqual([]);
    expect(at.last()?.text).toContain(library.guards.find(({ id }) => id === "crisis")?.title);
    expect(unsound(bot, walker)).toEqual([]);
  });

  it("has its picture for all (D-28)", async () => {
    const { bot, at, others, walkerOf } = await begun();
    const walker = walkerOf(at);
    await walker.does(() => at.command("specialty", { name: "pathology", public: true }));
    const [shown] = others();
    expect(shown?.text).toContain("Pathology");
    expect(shown?.files.map(({ type }) => type)).toEqual(["image/png"]);
    expect(
      shown?.buttons.every(({ customId }) => customId === undefined || /^1\.start\./.test(customId)),
    ).toBe(true);
    expect(unsound(bot, walker)).toEqual([]);
  });

  it("is for the member in direct messages, where nobody else reads, with all that can be pressed", async () => {
    const { bot, maya, walkerOf } = await begun();
    const walker = walkerOf(maya.dm());
    await walker.does(() => walker.at.command("specialty", { name: "pathology", public: true }));
    expect(walker.at.last()?.text).toContain("Pathology");
    const [button] = walker.at.last()?.buttons.filter(({ customId }) => customId !== undefined) ?? [];
    expect(button?.customId).toMatch(/^1\.press\.n\./);
    expect(unsound(bot, walker)).toEqual([]);
  });

  it("cannot be asked of what tells of a member", async () => {
    const { fake, at, others, bot, walkerOf } = await begun();
    const withPublic = fake
      .commands()
      .filter(({ options = [] }) => options.some(({ name }) => name === "public"))
      .map(({ name }) => name);
    expect(withPublic.toSorted()).toEqual(["ask", ...Object.keys(library.lookups)].toSorted());
    const walker = walkerOf(at);
    const forged = await walker.does(() => at.forge.command("denied", { public: true }));
    expect(forged.response()).toMatchObject({ type: 5, ephemeral: true });
    expect(others()).toEqual([]);
    expect(unsound(bot, walker)).toEqual([]);
  });
});

describe("a command of an older registration (D-3)", () => {
  it.each([
    ["was-here-once", {}],
    ["denyed", {}],
    ["ask", { words: "an option of long ago" }],
    ["specialty", { name: 7 }],
    ["ask", {}],
  ])("/%s %o is answered privately, with what there is", async (name, values) => {
    const { bot, at, others, walkerOf } = await begun();
    const walker = walkerOf(at);
    await walker.does(() => at.forge.command(name, values));
    expect(at.last()).toMatchObject({ ephemeral: true, thinking: false });
    expect(at.last()?.text.length).toBeGreaterThan(20);
    expect(others()).toEqual([]);
    expect(unsound(bot, walker)).toEqual([]);
  });
});
