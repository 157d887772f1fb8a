/** What only the member sees, and how long: ephemeral messages, their 15 minutes, direct messages (D-8, D-11, D-12, F63). */
import { afterEach, describe, expect, it } from "vitest";
import type { FakeDiscord } from "../../support/discord/fake.js";
import type { Bot, BotOptions } from "../../support/discord-bot.js";
import { createWalker, seenUntil, unsound, type Walker } from "../../support/discord-walk.js";
import { first } from "../../support/manners.js";
import { nextTurn } from "../../support/turn.js";

const started = seenUntil(afterEach);
const quarter = 15 * 60_000;
const onlyYou = "Only you see this. If it disappears, type /resume.";

async function begun(options: BotOptions = {}) {
  const { bot, fake, sight } = await started(options);
  const maya = fake.person({ name: "Maya" });
  const ana = fake.person({ name: "Ana" });
  const channel = fake.guild({ members: [maya, ana] }).channel();
  const inServer = createWalker(bot, sight, maya.in(channel));
  return { bot, fake, maya, inServer, inDm: createWalker(bot, sight, maya.dm()), others: ana.in(channel) };
}

/** The case is open, and its first question stands. */
async function asked(where: "server" | "dm") {
  const all = await begun();
  const walker = where === "server" ? all.inServer : all.inDm;
  await walker.does(() => walker.at.command("denied"));
  return { ...all, walker, at: walker.at };
}

function move(bot: Bot, ms: number): void {
  bot.fake.clock.advance(ms);
  bot.bench.clock.now = Math.max(bot.bench.clock.now, bot.fake.clock.now());
}

/** After this long, what is owed is paid by a process that got no press: how much it was. */
async function sweep(bot: Bot, ms: number): Promise<number> {
  move(bot, ms);
  const paid = await bot.bench.runtime.sweep(new Map([["discord", bot.connection]]));
  await bot.quiet();
  return paid;
}

/** All edits of the answers to interactions fail from now on. */
function editsFail(fake: FakeDiscord, times = 50): void {
  fake.fail("editOriginal", times, { kind: "server", status: 503 });
}

describe("what only the member sees", () => {
  it("says so, and how to go on, in a server; not in direct messages, where it stays (D-12)", async () => {
    const { bot, inServer, inDm, others } = await begun();
    await inServer.does(() => inServer.at.command("denied"));
    expect(inServer.at.last()?.text).toContain(onlyYou);
    await inServer.press("unsure");
    expect(inServer.at.last()?.text).toContain(onlyYou);
    await inDm.does(() => inDm.at.command("resume"));
    expect(inDm.at.last()?.text).not.toContain("Only you see this");
    expect(inDm.at.last()?.ephemeral).toBe(false);
    expect(others.messages()).toEqual([]);
    expect(unsound(bot, inServer, inDm)).toEqual([]);
  });

  it("goes on in one message that is edited, from the first question to the plan (D-11)", async () => {
    const { bot, walker, at } = await asked("server");
    const { id } = at.last() ?? {};
    await walker.goOn(first);
    const mine = at.messages().filter(({ ephemeral }) => ephemeral);
    // A plan can have a part that takes a second message.
    expect(mine[0]?.id).toBe(id);
    expect(mine.length).toBeLessThanOrEqual(2);
    expect(unsound(bot, walker)).toEqual([]);
  });

  it("can be pressed after its 15 minutes, as long as it is there: each press has a token of its own (D-8)", async () => {
    const { bot, walker, at } = await asked("server");
    for (const minutes of [14, 16, 60 * 24]) {
      move(bot, minutes * 60_000);
      const { id } = at.last() ?? {};
      await walker.step(first);
      expect(at.last()?.id).toBe(id);
    }
    await walker.goOn(first);
    expect(walker.page().kind).toBe("plan");
    expect(unsound(bot, walker)).toEqual([]);
  });

  it.each(["dismissed", "gone with a restart of the client"])(
    "%s, is shown again by /resume as it was (D-12)",
    async (how) => {
      const { bot, walker, at, maya } = await asked("server");
      for (let steps = 0; steps < 3; steps += 1) await walker.step(first);
      const { text, buttons, selects } = at.last() ?? {};
      if (how === "dismissed") at.dismiss();
      else maya.restart();
      expect(at.messages()).toEqual([]);
      await walker.does(() => at.command("resume"));
      expect(at.last()?.text).toBe(text);
      expect(at.last()?.selects.flatMap(({ options }) => options)).toEqual(
        selects?.flatMap(({ options }) => options),
      );
      expect(at.last()?.buttons.map(({ label }) => label)).toEqual(buttons?.map(({ label }) => label));
      await walker.goOn(first);
      expect(walker.page().kind).toBe("plan");
      expect(unsound(bot, walker)).toEqual([]);
    },
  );

  it("dismissed while the next screen is made, stands below as a new one (D-12, D-36)", async () => {
    const { bot, fake, walker, at } = await asked("server");
    const gate = fake.gate();
    fake.fail("editOriginal", 1, { kind: "hold", gate });
    const press = at.pressOn(at.last()?.id ?? "", firstButton(walker));
    await fake.until(() => (gate.waiting() > 0 ? true : undefined), "an edit under way");
    at.dismiss();
    gate.open();
    await at.until((messages) => messages.length > 0, "the next screen");
    await bot.quiet();
    expect(at.messages()).toHaveLength(1);
    expect(at.last()).toMatchObject({ ephemeral: true, thinking: false });
    expect(at.last()?.text).toContain("Question 2 of at most");
    expect(press.failed()).toBeUndefined();
    expect(fake.violations).toEqual([]);
  });

  it("goes on in direct messages where it was begun in a server, and the other way round", async () => {
    const { bot, walker, inDm } = await asked("server");
    await walker.step(first);
    await inDm.does(() => inDm.at.command("resume"));
    expect(inDm.at.last()?.text).toContain("Question 2 of at most");
    await inDm.step(first);
    const { text } = inDm.at.last() ?? {};
    await walker.does(() => walker.at.command("resume"));
    expect(walker.at.last()?.text).toBe(`${text}\n${onlyYou}`);
    expect(unsound(bot, walker, inDm)).toEqual([]);
  });
});

function firstButton({ at }: Pick<ReturnType<typeof createWalker>, "at">): { customId: string } {
  const button = at.last()?.buttons.find(({ customId }) => customId?.startsWith("1.press.") === true);
  return { customId: button?.customId ?? "" };
}

describe("a screen that is owed when its token has run out (F63)", () => {
  it("waits for the next contact in a server, and nothing of the answer is lost", async () => {
    const { bot, fake, walker, at } = await asked("server");
    editsFail(fake);
    await walker.does(() => at.press(firstButton(walker)));
    expect(at.last()?.text).toContain("Question 1 of at most");
    fake.faults.clear();
    const before = fake.calls.length;
    expect(await sweep(bot, quarter)).toBe(1);
    // Nothing is sent that would be refused, and nothing of it to anywhere else.
    expect(fake.calls.slice(before).filter(({ route }) => route !== "getGatewayBot")).toEqual([]);
    expect(await sweep(bot, quarter)).toBe(0);
    await walker.does(() => at.command("resume"));
    expect(at.last()?.text).toContain("Question 2 of at most");
    expect(fake.violations).toEqual([]);
    expect(fake.duplicates).toEqual([]);
  });

  it("is shown by the sweep in its place while the token lives", async () => {
    const { bot, fake, walker, at } = await asked("server");
    editsFail(fake, 2);
    await walker.does(() => at.press(firstButton(walker)));
    expect(await sweep(bot, 5 * 60_000)).toBe(1);
    expect(at.messages()).toHaveLength(1);
    expect(at.last()?.text).toContain("Question 2 of at most");
    expect(await sweep(bot, quarter)).toBe(0);
    expect(fake.violations).toEqual([]);
  });

  it("goes to the direct messages where it was begun there, once (D-27)", async () => {
    const { bot, fake, walker, at } = await asked("dm");
    editsFail(fake);
    await walker.does(() => at.press(firstButton(walker)));
    fake.faults.clear();
    expect(await sweep(bot, quarter)).toBe(1);
    expect(at.last()?.text).toContain("Question 2 of at most");
    expect(at.messages()).toHaveLength(2);
    expect(await sweep(bot, quarter)).toBe(0);
    expect(at.messages()).toHaveLength(2);
    await walker.goOn(first);
    expect(walker.page().kind).toBe("plan");
    expect(fake.violations).toEqual([]);
  });

  it("waits for the next contact where direct messages were closed meanwhile (50007, D-35)", async () => {
    const { bot, fake, walker, at, maya } = await asked("dm");
    editsFail(fake);
    await walker.does(() => at.press(firstButton(walker)));
    fake.faults.clear();
    maya.direct("closed");
    expect(await sweep(bot, quarter)).toBe(1);
    const sent = fake.callsOf("createMessage").length;
    expect(await sweep(bot, quarter)).toBe(0);
    expect(fake.callsOf("createMessage")).toHaveLength(sent);
    maya.direct("open");
    await walker.does(() => at.command("resume"));
    expect(at.last()?.text).toContain("Question 2 of at most");
    expect(fake.violations).toEqual([]);
  });
});

describe("a reply that nothing is shown in", () => {
  const thinks = ({ at }: Pick<Walker, "at">): number =>
    at.messages().filter(({ thinking }) => thinking).length;

  it("is taken back where the member goes too fast, and what was shown stays (D-8, F82)", async () => {
    const { bot, fake, inServer } = await begun({ strangers: "strangers", waits: "by the clock" });
    const { at } = inServer;
    const all = Array.from({ length: 26 }, () => at.command("help"));
    for (const one of all) expect(await one.answered()).toMatchObject({ type: 5, ephemeral: true });
    await bot.quiet();
    // Twenty are answered, one is told to slow down.
    expect(thinks(inServer)).toBe(5);
    move(bot, 31_000);
    await at.until((messages) => messages.every(({ thinking }) => !thinking), "nothing that is thinking");
    expect(at.messages()).toHaveLength(21);
    await inServer.does(() => at.command("denied"));
    expect(at.last()?.text).toContain("Question 1 of at most");
    expect(fake.violations).toEqual([]);
    expect(all.flatMap(({ refused }) => refused)).toEqual([]);
  });

  it("is what the next sweep shows in, where another process was showing at the command before (F62)", async () => {
    const { bot, fake, inServer } = await begun({ waits: "by the clock" });
    const { store } = bot.bench;
    const two = await started({ fake, waits: "by the clock", bench: { store, holder: "two" } });
    const { at } = inServer;
    const gate = fake.gate();
    fake.fail("editOriginal", 1, { kind: "hold", gate });
    at.command("denied");
    await fake.until(() => (gate.waiting() > 0 ? true : undefined), "a screen under way");
    const second = at.command("letters");
    await second.answered();
    const taken = ({ bench }: Bot): number => bench.logged().filter(({ event }) => event === "update").length;
    // The process that shows nothing takes both commands.
    while (Math.max(taken(bot), taken(two.bot)) < 2) await nextTurn();
    gate.open();
    await bot.quiet();
    await two.bot.quiet();
    expect(at.messages().map(({ text }) => text.includes("Question 1 of at most"))).toEqual([true, false]);
    expect(thinks(inServer)).toBe(1);
    expect(await sweep(bot, 2_000)).toBe(1);
    expect(at.messages().map(({ text }) => text.split("\n")[0])).toEqual([
      "Section of the refusal",
      "Drafts you can fill in",
    ]);
    move(bot, 31_000);
    await fake.settled();
    expect(fake.callsOf("deleteOriginal")).toEqual([]);
    expect(fake.violations).toEqual([]);
  });

  it("is left where the screen is only late: it stands there when it can be shown", async () => {
    const { bot, fake, inServer } = await begun({ waits: "by the clock" });
    editsFail(fake, 2);
    const { at } = inServer;
    await inServer.does(() => at.command("denied"));
    expect(thinks(inServer)).toBe(1);
    expect(await sweep(bot, 5_000)).toBe(1);
    move(bot, 31_000);
    await fake.settled();
    expect(fake.callsOf("deleteOriginal")).toEqual([]);
    expect(at.last()).toMatchObject({ thinking: false });
    expect(at.last()?.text).toContain("Question 1 of at most");
    expect(fake.violations).toEqual([]);
  });

  it("is taken back where the screen is refused, and what is shown later stands below", async () => {
    const { bot, fake, inServer } = await begun({ waits: "by the clock" });
    refused(fake);
    const { at } = inServer;
    await inServer.does(() => at.command("denied"));
    expect(thinks(inServer)).toBe(1);
    move(bot, 31_000);
    await at.until((messages) => messages.length === 0, "nothing that is thinking");
    expect(await sweep(bot, 30_000)).toBe(1);
    expect(at.messages()).toHaveLength(1);
    expect(at.last()).toMatchObject({ thinking: false, ephemeral: true });
    expect(at.last()?.text).toContain("Question 1 of at most");
    expect(fake.violations).toEqual([]);
  });

  it("is taken back before the process ends", async () => {
    const { bot, fake, inServer } = await begun();
    refused(fake);
    const { at } = inServer;
    await inServer.does(() => at.command("denied"));
    expect(thinks(inServer)).toBe(1);
    await bot.connection.close();
    expect(at.messages()).toEqual([]);
    expect(fake.violations).toEqual([]);
  });
});

/** The next edit of an answer is refused, as our own mistake is. */
function refused(fake: FakeDiscord): void {
  fake.fail("editOriginal", 1, { kind: "refuse", status: 400, code: 50035, message: "Invalid Form Body" });
}

describe("a cry for help where an answer is asked for", () => {
  it.each(["server", "dm"] as const)(
    "in a form in a %s is answered at once with what helps, is kept nowhere, and the question waits",
    async (where) => {
      const { bot, walker, at } = await asked(where);
      for (let n = 0; n < 40 && !hasForm(walker); n += 1) await walker.step(first);
      const { id, text } = at.last() ?? {};
      await walker.fill("cry-for-help");
      const guard = bot.bench.library.guards.find((one) => one.id === "crisis");
      expect(at.last()?.text).toContain(guard?.title);
      expect(at.last()?.id).toBe(id);
      const kept = await bot.bench.store.members("reader").load(`discord:${at.person.user.id}`);
      expect(JSON.stringify(kept)).not.toContain("cry-for-help");
      await walker.does(() => at.command("resume"));
      expect(at.last()?.text).toBe(text);
      expect(await walker.step(first)).toBe(true);
      expect(unsound(bot, walker)).toEqual([]);
    },
  );
});

function hasForm({ at }: Pick<Walker, "at">): boolean {
  return at.last()?.buttons.some(({ customId }) => customId?.startsWith("1.form.") === true) === true;
}

describe("a member who goes too fast", () => {
  it("is told in place of the screen, and goes on with /resume when a little has gone by (F82)", async () => {
    const { bot, fake, inServer } = await begun({ strangers: "strangers" });
    const { at } = inServer;
    await inServer.does(() => at.command("denied"));
    const customId = firstButton(inServer).customId;
    const all = Array.from({ length: 24 }, () => at.press({ customId }));
    for (const one of all) expect(await one.answered()).toMatchObject({ type: 6 });
    await bot.quiet();
    expect(at.messages()).toHaveLength(1);
    move(bot, 11_000);
    await inServer.does(() => at.command("resume"));
    expect(at.last()?.text).toContain("Question 2 of at most");
    expect(fake.violations).toEqual([]);
  });
});

describe("direct messages", () => {
  it("take what is typed, in a new message below; a press edits the one that was pressed (D-32, DJ-7)", async () => {
    const { bot, maya, inDm } = await begun();
    await inDm.type("/denied");
    expect(inDm.at.last()?.text).toContain("Question 1 of at most");
    const { id } = inDm.at.last() ?? {};
    await inDm.step(first);
    expect(inDm.at.last()?.id).toBe(id);
    for (const [typed, shown] of [
      ["/H1b—Backed_Out", "h1b-backed-out"],
      ["/DENIED.", "Question 2 of at most"],
      ["/denyed", "Did you mean"],
      ["hello there", "Ask"],
    ] as const) {
      await inDm.type(typed);
      expect(inDm.at.last()?.by).toBe("bot");
      if (shown !== "Ask") expect(inDm.at.last()?.text).toContain(shown);
    }
    expect(
      maya
        .dm()
        .messages()
        .every(({ ephemeral }) => !ephemeral),
    ).toBe(true);
    expect(unsound(bot, inDm)).toEqual([]);
  });

  it("take an old button of a message further up: it says that it is old and shows where they are (D-16)", async () => {
    const { bot, inDm } = await begun();
    await inDm.type("/denied");
    const old = inDm.at.last();
    const button = old?.buttons.find(({ customId }) => customId?.startsWith("1.press."));
    await inDm.step(first);
    await inDm.type("/resume");
    await inDm.does(() => inDm.at.forge.component(button?.customId ?? "", { on: old?.id ?? "" }));
    expect(inDm.page().notices).toEqual([{ notice: "stale" }]);
    expect(unsound(bot, inDm)).toEqual([]);
  });
});
