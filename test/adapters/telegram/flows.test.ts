/** Every shipped flow to its plan, by members who press and type, over the real client against the fake Telegram. */
import { afterEach, describe, expect, it } from "vitest";
import { times } from "../../support/form.js";
import { byChance, first, last, longest, unsure } from "../../support/manners.js";
import { asking } from "../../support/runtime.js";
import { shipped } from "../../support/shipped.js";
import type { FakeTelegram } from "../../support/telegram/fake.js";
import type { Bot, BotOptions } from "../../support/telegram-bot.js";
import { createWalker, pressable, seenUntil, type Walker } from "../../support/telegram-walk.js";
import type { Manner } from "../../support/walk.js";

const { library } = await shipped();
const flows = Object.keys(library.flows.flows);

const startedSeen = seenUntil(afterEach);

/** A bot, and a member who has said nothing yet. */
async function begun(options?: BotOptions): Promise<{ bot: Bot; fake: FakeTelegram; walker: Walker }> {
  const { bot, sight } = await startedSeen(options);
  return { bot, fake: bot.fake, walker: createWalker(bot, sight, bot.fake.person().privately()) };
}

/** The names of all files in the chat, in order. */
function filesIn({ chat }: Walker): string[] {
  return chat.sees().flatMap(({ files }) => files.map(({ name }) => name));
}

/** Reads every part of the plan, takes its files, opens `letters` of its drafts and fills them in. */
async function usePlan(walker: Walker, manner: Manner, letters: number): Promise<void> {
  expect(walker.page().kind).toBe("plan");
  await walker.turnTo("no such button");
  await walker.press("calendar");
  expect(filesIn(walker)).toContain("plan.txt");
  await walker.press("close");
  await walker.type("/letters");
  const page = walker.page();
  const ready = page.kind === "letters" ? page.rows.filter((row) => !row.waiting && !row.apart) : [];
  for (const { letter } of ready.slice(0, letters)) {
    const before = filesIn(walker).length;
    expect(await walker.turnTo(`l:${letter}`)).toBe(true);
    await walker.press(`l:${letter}`);
    await walker.goOn(manner);
    expect(walker.page().kind).toBe("letter");
    expect(filesIn(walker).slice(before)).toContain("draft.txt");
    await walker.turnTo("no such button");
    await walker.press("close");
  }
}

/** What holds of every chat, whatever was done in it. */
async function isSound(fake: FakeTelegram, { chat, presses }: Walker): Promise<void> {
  await chat.until((messages) => pressable(messages).length <= 1, "buttons on one message only");
  expect(fake.violations).toEqual([]);
  expect(fake.duplicates).toEqual([]);
  expect(presses.filter((press) => press.answer() === undefined)).toEqual([]);
  expect(fake.callsOf("answerCallbackQuery")).toHaveLength(presses.length);
  const refused = fake.calls.filter((call) => call.outcome.kind === "refused");
  expect(refused.map(({ method, outcome }) => [method, outcome])).toEqual([]);
}

const manners: readonly (readonly [name: string, manner: Manner, letters: number])[] = [
  ["the first of everything", first, 2],
  ["the last of everything", last, 1],
  ["as much as there is room for", longest, times(4, 40)],
  ["what they do not know", unsure, 1],
  ...Array.from({ length: times(1, 40) }, (_, n) => [`by chance, ${n + 1}`, byChance(n + 1), 2] as const),
];

describe.each(flows)("/%s in private (T-10, T-14, T-15, T-18)", (flow) => {
  it.each(manners)("comes to its plan by %s", async (_name, manner, letters) => {
    const { fake, walker } = await begun();
    await walker.type(`/${flow}`);
    await walker.goOn(manner);
    await usePlan(walker, manner, letters);
    await isSound(fake, walker);
  });
});

describe("a flow that begins in a group (T-9, T-33)", () => {
  it("is walked in private, where the link of the reply leads, and the group reads nothing of it", async () => {
    const { bot, fake, walker } = await begun();
    const group = fake.group({ title: "Matched and waiting" });
    const person = fake.person({ name: "Amal" });
    const inGroup = group.as(person);
    inGroup.type("/denied");
    await bot.quiet();
    const link = inGroup
      .sees()
      .flatMap(({ buttons }) => buttons.flat())
      .map((label) => inGroup.link(label))[0];
    const before = inGroup.sees().length;
    const mine = { ...walker, chat: person.follow(link ?? "") };
    await bot.quiet();
    expect(mine.page().kind).toBe("question");
    expect(mine.chat.last()?.text).toContain("Question 1 of at most");
    expect(inGroup.sees()).toHaveLength(before);
    expect(fake.violations).toEqual([]);
  });
});

describe("what is no flow, in private", () => {
  it.each([
    ["/help", "Commands"],
    ["/about", "About this bot"],
    ["/privacy", "What is kept about you"],
    ["/letters", "Drafts you can fill in"],
    ["/ecfmg", "What needs what"],
    ["/ecfmg eras", "ERAS"],
    ["/specialty", "Match figures"],
    ["/ask", "Ask a question"],
    ["/start", "Preceptor"],
  ])("shows %s, and its buttons work (T-15, T-21)", async (command, words) => {
    const { bot, fake, walker } = await begun();
    const { chat } = walker;
    chat.type(command);
    await bot.quiet();
    expect(chat.last()?.text).toContain(words);
    expect(chat.sees().some(({ preview }) => preview)).toBe(false);
    const [[label] = []] = chat.last()?.buttons ?? [];
    if (label !== undefined) {
      const press = chat.press(label);
      await bot.quiet();
      await press.answered();
    }
    expect(fake.violations).toEqual([]);
    expect(fake.duplicates).toEqual([]);
  });

  it("shows a specialty with its picture before its figures (T-43)", async () => {
    const { bot, fake, walker } = await begun();
    walker.chat.type("/specialty pathology");
    await bot.quiet();
    const [, picture, figures] = walker.chat.sees();
    const [file] = picture?.files ?? [];
    expect(file?.name).toMatch(/\.png$/);
    expect(
      Buffer.from(file?.bytes ?? [])
        .subarray(1, 4)
        .toString(),
    ).toBe("PNG");
    expect(picture?.text).not.toBe("");
    expect(figures?.text).toContain("athology");
    expect(fake.callsOf("sendPhoto")).toHaveLength(1);
    expect(fake.violations).toEqual([]);
  });

  it("answers a question with the article that was found, without previews of its links (T-21)", async () => {
    const [id = "", article] = Object.entries(library.articles)[0] ?? [];
    const found = { id, title: article?.title ?? "", short: article?.short ?? "", score: 1 };
    const { bot, fake, walker } = await begun({
      bench: {
        asking: {
          ...asking,
          ask: () => ({ guard: null, answers: [found], several: false, nearest: [], flow: null }),
        },
      },
    });
    for (const question of ["/ask what is it about?", "what is it about?"]) {
      walker.chat.type(question);
      await bot.quiet();
      const shown = walker.chat.last();
      expect(shown?.text).toContain(found.title);
      expect(shown?.preview).toBe(false);
    }
    expect(fake.violations).toEqual([]);
  });

  it("takes a case up, gives its plan, closes it and forgets it by /resume, /plan, /cancel, /forget", async () => {
    const { bot, fake, walker } = await begun();
    const { chat } = walker;
    await walker.type("/denied");
    await walker.type("/help");
    await walker.type("/resume");
    expect(chat.last()?.text).toContain("Question 1 of at most");
    await walker.type("/plan");
    expect(chat.last()?.text).not.toContain("Your plan:");
    await walker.goOn(first);
    await walker.type("/cancel");
    await walker.type("/plan");
    expect(walker.page().kind).toBe("plan");
    await walker.type("/forget");
    await walker.press("yes");
    expect(walker.page().kind).toBe("forgotten");
    const left = await bot.bench.store.members("reader").load(`telegram:${chat.id}`);
    expect(left.kind).not.toBe("found");
    await isSound(fake, walker);
  });
});
