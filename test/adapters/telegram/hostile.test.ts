/** What members type is shown as they typed it, is markup nowhere, and stands in no log (F86, F91, F93, F94, A26, A36). */
import { afterEach, describe, expect, it } from "vitest";
import { hostile } from "../../support/hostile.js";
import { first } from "../../support/manners.js";
import type { Seen } from "../../support/telegram/sees.js";
import type { Bot } from "../../support/telegram-bot.js";
import { createWalker, seenUntil, type Walker } from "../../support/telegram-walk.js";
import type { Manner } from "../../support/walk.js";

const startedSeen = seenUntil(afterEach);

const secretName = "Amal Canary-Name";

async function begun(): Promise<{ bot: Bot; walker: Walker }> {
  const { bot, sight } = await startedSeen();
  const chat = bot.fake.person({ name: secretName, username: "canary_user" }).privately();
  return { bot, walker: createWalker(bot, sight, chat) };
}

/** What is left to be read of it: what is no sign, only turns the reader's screen, or is another way to end a line is no loss. */
function squeezed(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, "\uFFFD")
    .normalize("NFC")
    .replace(/[\s\u0085]+/gu, "")
    .replace(/[\p{Cc}\u2066-\u2069]/gu, "");
}

/** The marks of a message that the bot asked for, but bold and italic, which only its own words have. */
function madeOf(bot: Bot, { id }: Seen): string[] {
  const call = bot.fake.calls.findLast(
    ({ method, outcome }) =>
      (method === "sendMessage" || method === "editMessageText") &&
      outcome.kind === "done" &&
      JSON.stringify(outcome.result).includes(`"message_id":${id}`),
  );
  const entities = call?.payload.entities;
  return JSON.stringify(entities ?? []).match(/"type":"[a-z_]+"/g) ?? [];
}

/** Nothing that was said, and nothing about who said it. */
function logsNothing(bot: Bot, walker: Walker, said: readonly string[]): void {
  const log = bot.bench.raw();
  for (const one of [...said, secretName, "canary_user", String(walker.chat.id), bot.fake.token])
    if (one.length > 8) expect(log).not.toContain(one);
  for (const line of log.split("\n").filter((one) => one !== ""))
    expect(() => JSON.parse(line)).not.toThrow();
}

/** Opens the draft that has lines of the member's own; gives the question of the first. */
async function inDraft(walker: Walker): Promise<string> {
  await walker.type("/letters");
  const page = walker.page();
  for (const { letter } of page.kind === "letters" ? page.rows : []) {
    await walker.type("/letters");
    await walker.turnTo(`l:${letter}`);
    await walker.press(`l:${letter}`);
    const asked: string[] = [];
    const noting: Manner = (view) => {
      if (view.question.kind === "text") asked.push(view.question.id);
      return first(view);
    };
    await walker.goOn(noting);
    const [question] = asked;
    if (question !== undefined && walker.page().kind === "letter") return question;
  }
  throw new Error("no draft has a line of the member's own");
}

describe("hostile words", () => {
  it("stand in a draft as they were typed, in the one piece that is copied, and nowhere in a log", async () => {
    const { bot, walker } = await begun();
    const question = await inDraft(walker);
    let taken = 0;
    for (const said of hostile) {
      await walker.press(`edit:${question}`);
      await walker.type(said);
      if (walker.page().kind !== "letter") {
        // Too many lines, or what looks like a number of theirs: said, and asked for again.
        expect(walker.page().notices).not.toEqual([]);
        await walker.type("a line of their own");
        continue;
      }
      taken += 1;
      const shown = walker.chat.last();
      // The server takes some signs out before the bot hears of them.
      const heard = squeezed(walker.chat.sees().findLast(({ by }) => by !== "bot")?.text ?? "");
      expect(squeezed(shown?.text ?? "")).toContain(heard);
      const links = shown?.marks.filter(({ type }) => type !== "bold" && type !== "italic" && type !== "pre");
      expect(links).toEqual([]);
      if (shown !== undefined)
        expect(madeOf(bot, shown).filter((one) => !/bold|italic|pre|text_link|code/.test(one))).toEqual([]);
      const draft = walker.chat.sees().findLast(({ files }) => files.length > 0)?.files[0];
      expect(squeezed(Buffer.from(draft?.bytes ?? []).toString("utf8"))).toContain(heard);
    }
    expect(taken).toBeGreaterThan(hostile.length / 2);
    expect(bot.fake.violations).toEqual([]);
    logsNothing(bot, walker, hostile);
    const { polluted }: { polluted?: unknown } = {};
    expect(polluted).toBeUndefined();
  });

  it("in a note are shown on the plan so that none of them can be tapped (F86, T-2)", async () => {
    const { bot, walker } = await begun();
    await walker.type("/denied");
    await walker.goOn(first);
    expect(await walker.turnTo("g:folder")).toBe(true);
    await walker.press("g:folder");
    for (const said of ["do not /forget it", "see (/denied)", "@somebody #topic example.org", "my red box"]) {
      expect(await walker.turnTo("note:folder")).toBe(true);
      await walker.press("note:folder");
      await walker.type(said);
      const marks = walker.chat.last()?.marks.filter(({ text }) => said.includes(text)) ?? [];
      expect(walker.chat.last()?.text).toContain(said);
      expect(marks).toEqual(said === "my red box" ? [] : [{ type: "code", text: said }]);
    }
    expect(bot.fake.violations).toEqual([]);
  });

  it.each(["/fogret", "/fogret@PreceptorTestBot", "/zzz-nothing"])(
    "that are no command are shown so that they cannot be tapped: %s (F86, T-2)",
    async (said) => {
      const { bot, walker } = await begun();
      walker.chat.type(said);
      await bot.quiet();
      const shown = walker.chat.last();
      const [word = ""] = said.split("@");
      expect(shown?.text).toContain(word);
      expect(shown?.marks.filter(({ text }) => text.includes(word))).toEqual([{ type: "code", text: word }]);
    },
  );

  it("are questions like any other outside of a case: nothing found, no markup, nothing in a log (F96)", async () => {
    const { bot, walker } = await begun();
    for (const said of hostile) {
      walker.chat.type(said);
      await bot.quiet();
      const shown = walker.chat.last();
      expect(shown?.by).toBe("bot");
      if (shown !== undefined)
        expect(madeOf(bot, shown).filter((one) => !/bold|italic|text_link|code/.test(one))).toEqual([]);
    }
    expect(bot.fake.violations).toEqual([]);
    logsNothing(bot, walker, hostile);
  });

  it("in every failure of the Bot API stand in no log, nor do the token and the chat (A36, T-42, TL-29)", async () => {
    const { bot, walker } = await begun();
    const said = "canary-words that a member typed";
    for (const code of [400, 403, 404, 429, 500, 502]) {
      bot.fake.fail("sendMessage", 1, { kind: "refuse", code, description: `${said} ${bot.fake.token}` });
      walker.chat.type(`/ask ${said}`);
      await bot.quiet();
    }
    expect(bot.bench.raw()).toContain("show-failed");
    logsNothing(bot, walker, [said, "canary-words"]);
  });
});
