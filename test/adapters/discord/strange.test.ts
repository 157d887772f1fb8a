/** What nobody should send: old, foreign and forged components, forms sent twice, answers that do not fit, double presses. */
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import type { Actor } from "../../support/discord/actor.js";
import { createWalker, seenUntil, unsound, type Walker } from "../../support/discord-walk.js";
import { times } from "../../support/form.js";
import { hostile } from "../../support/hostile.js";
import { first } from "../../support/manners.js";
import type { Manner } from "../../support/walk.js";

const started = seenUntil(afterEach);
const tooOld = "That button is too old, or it is not yours.";

async function begun() {
  const { bot, fake, sight } = await started();
  const maya = fake.person({ name: "Maya" });
  const ana = fake.person({ name: "Ana" });
  const channel = fake.guild({ members: [maya, ana] }).channel();
  return {
    ...{ bot, fake, maya, ana, channel },
    walkerOf: (at: Actor) => createWalker(bot, sight, at),
    /** What the store has of somebody. */
    async kept(id: string) {
      const loaded = await bot.bench.store.members("reader").load(`discord:${id}`);
      return loaded.kind === "found" ? loaded.kept : undefined;
    },
  };
}

/** A case is open in a server, at its first question. */
async function asked(where: "server" | "dm" = "server", flow = "denied") {
  const all = await begun();
  const at = where === "server" ? all.maya.in(all.channel) : all.maya.dm();
  const walker = all.walkerOf(at);
  await walker.does(() => at.command(flow));
  return { ...all, at, walker, session: async () => (await all.kept(all.maya.id))?.session };
}

/** A case was begun in a server, and all was forgotten in direct messages. */
async function forgotten() {
  const all = await asked();
  const inDm = all.walkerOf(all.maya.dm());
  await inDm.does(() => inDm.at.command("forget"));
  await inDm.press("yes");
  expect(inDm.page().kind).toBe("forgotten");
  // What is pressed after that is not as old as the wish.
  all.fake.clock.advance(1);
  return { ...all, inDm };
}

/** Goes on until a question is answered by a form. */
async function toForm(walker: Walker): Promise<void> {
  const hasForm = (): boolean => walker.at.last()?.buttons.some(isForm) === true;
  for (let steps = 0; steps < 40 && !hasForm(); steps += 1) await walker.step(first);
  expect(hasForm()).toBe(true);
}

function isForm({ customId = "" }: { customId: string | undefined }): boolean {
  return customId.startsWith("1.form.");
}

function idOf({ at }: Walker, kind: string): string {
  const message = at.last();
  const ids = [...(message?.buttons ?? []), ...(message?.selects ?? [])].map(
    ({ customId }) => customId ?? "",
  );
  return ids.find((id) => id.startsWith(kind)) ?? "";
}

describe("an old button (D-16)", () => {
  it.each(["server", "dm"] as const)(
    "of this very message, in a %s: says so, and changes nothing",
    async (where) => {
      const { bot, at, walker, session } = await asked(where);
      const old = idOf(walker, "1.press.");
      await walker.step(first);
      const before = await session();
      const on = at.last()?.id ?? "";
      await walker.does(() => at.forge.component(old, { on }));
      expect(walker.page().notices).toEqual([{ notice: "stale" }]);
      expect(at.messages().filter(({ by }) => by === "bot")).toHaveLength(1);
      expect((await session())?.cases).toEqual(before?.cases);
      expect(unsound(bot, walker)).toEqual([]);
    },
  );

  it("of a case that is forgotten says that nothing is kept, and begins nothing", async () => {
    const { bot, walker, inDm, session } = await forgotten();
    await walker.does(() => walker.at.press({ customId: idOf(walker, "1.press.") }));
    expect(walker.page().notices).toEqual([{ notice: "not-kept" }]);
    expect((await session())?.cases ?? {}).toEqual({});
    expect(unsound(bot, walker, inDm)).toEqual([]);
  });

  it.each([
    "0.press.7.o:b214",
    "2.press.7.o:b214",
    "7:o:b214",
    "press.7.o:b214",
    "answer_b214",
    "1.opens.7.o:b214",
    "1.press.1e3.o:b214",
    "1.press.7.",
    "1.form.7.0.prose.60.x",
    "1.post.12ab",
    "1.start.../../etc",
    "__proto__",
    "x".repeat(100),
  ])("of another version, or of nobody: %s is told privately how to go on", async (customId) => {
    const { bot, at, walker, session } = await asked();
    const before = await session();
    const { text } = at.last() ?? {};
    const press = await walker.does(() => at.forge.component(customId, { on: at.last()?.id ?? "" }));
    expect(press.response()).toMatchObject({ type: 4, ephemeral: true });
    expect(at.last()?.text).toContain(tooOld);
    expect(at.messages().map((one) => one.text)).toContain(text);
    expect(await session()).toEqual(before);
    expect(unsound(bot, walker)).toEqual([]);
  });
});

describe("a message that others read too (D-17)", () => {
  it.each(["1.press.1.o:b214", "1.press.n.help", "1.many.1.t:0-8", "1.one.1.0", "1.form.1.0.line.60.x"])(
    "has no %s for anybody: refused privately, and the message stays",
    async (customId) => {
      const { bot, maya, ana, channel, walkerOf } = await begun();
      const mine = walkerOf(maya.in(channel));
      await mine.does(() => mine.at.command("specialty", { name: "pathology", public: true }));
      const shown = mine.at.last();
      const theirs = walkerOf(ana.in(channel));
      const values = /many|one/.test(customId) ? { values: ["o:b214"] } : {};
      for (const walker of [mine, theirs]) {
        const forged = await walker.does(() =>
          walker.at.forge.component(customId, { on: shown?.id ?? "", ...values }),
        );
        expect(forged.response()).toMatchObject({ type: 4, ephemeral: true });
        expect(walker.at.last()?.text).toContain(tooOld);
        expect(walker.at.messages()[0]).toEqual(shown);
      }
      expect(unsound(bot, mine, theirs)).toEqual([]);
    },
  );

  it("of somebody else: a forged press is the presser's own, and touches nothing of the other's", async () => {
    const { bot, ana, channel, at, walker, walkerOf, session, kept } = await asked();
    const before = await session();
    const { id = "", text } = at.last() ?? {};
    const theirs = walkerOf(ana.in(channel));
    for (const customId of ["1.press.1.o:b214", "1.press.1.forget", "1.start.denied"])
      await theirs.does(() => theirs.at.forge.component(customId, { on: id }));
    expect(await session()).toEqual(before);
    expect(JSON.stringify((await kept(ana.id)) ?? {})).not.toContain("b214");
    expect(text).toContain("Question 1");
    expect(bot.fake.violations).toEqual([]);
    expect(walker.asked.every((one) => one.response() !== undefined)).toBe(true);
  });
});

describe("forged components", () => {
  it("of any kind are answered, and change nothing that was not on the screen (D-16, D-20)", async () => {
    const { bot, at, walker, session } = await asked();
    const before = (await session())?.cases;
    const names = fc.constantFrom("press", "one", "many", "form", "start", "post", "__proto__");
    const ids = fc.oneof(
      fc.string({ maxLength: 100, unit: "binary" }),
      fc
        .tuple(
          names,
          fc.constantFrom("1", "n", "99999999999999999999", "-1", "0"),
          fc.string({ maxLength: 30 }),
        )
        .map((parts) => `1.${parts.join(".")}`),
    );
    const values = fc.option(fc.array(fc.string({ maxLength: 110 }), { maxLength: 26 }), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(ids, values, async (customId, chosen) => {
        const { id = "" } = at.messages().find(({ text }) => text.includes("Question 1")) ?? {};
        await walker.does(() =>
          at.forge.component(customId.slice(0, 100), {
            on: id,
            ...(chosen === undefined ? {} : { values: chosen }),
          }),
        );
      }),
      { numRuns: times(150, 3000) },
    );
    expect((await session())?.cases).toEqual(before);
    expect(bot.bench.logged().filter(({ level }) => level === "error")).toEqual([]);
    expect(unsound(bot, walker)).toEqual([]);
  });

  it("choose nothing that the select does not have", async () => {
    const { bot, at, walker, session } = await asked("server", "second-look");
    for (let steps = 0; steps < 30 && idOf(walker, "1.many.") === ""; steps += 1) await walker.step(first);
    const many = idOf(walker, "1.many.");
    const { turn } = walker.screen();
    const before = (await session())?.cases;
    for (const values of [["o:nothing"], ["__proto__"], ["t:x", "t:x"], []]) {
      const on = at.messages().find(({ selects }) => selects.length > 0)?.id ?? "";
      await walker.does(() => at.forge.component(`1.many.${turn}.${many.split(".")[3]}`, { on, values }));
      expect((await session())?.cases).toEqual(before);
    }
    expect(unsound(bot, walker)).toEqual([]);
  });
});

describe("a form (D-10, D-23)", () => {
  it("has the name and the hint of what is asked, and takes the answer in the place of the message", async () => {
    const { bot, at, walker } = await asked();
    await toForm(walker);
    const { id } = at.last() ?? {};
    const opened = await walker.does(() => at.press({ customId: idOf(walker, "1.form.") }));
    expect(opened.response()).toMatchObject({ type: 9 });
    const form = await at.untilForm();
    expect(form.title).toBe("Your answer");
    expect(form.fields).toHaveLength(1);
    expect(form.fields[0]?.description?.length).toBeGreaterThan(5);
    const answer = first(questionOf(walker));
    const sent = await walker.does(() => at.fill({ [form.fields[0]?.customId ?? ""]: typed(answer) }));
    expect(sent.response()).toMatchObject({ type: 6 });
    expect(at.last()?.id).toBe(id);
    expect(unsound(bot, walker)).toEqual([]);
  });

  it("that is closed can be opened again", async () => {
    const { bot, at, walker, session } = await asked();
    await toForm(walker);
    const before = await session();
    for (let n = 0; n < 2; n += 1) {
      await walker.does(() => at.press({ customId: idOf(walker, "1.form.") }));
      await at.untilForm();
      at.closeForm();
    }
    expect(await session()).toEqual(before);
    expect(await walker.step(first)).toBe(true);
    expect(unsound(bot, walker)).toEqual([]);
  });

  it.each(["server", "dm"] as const)("that is submitted twice in a %s counts once", async (where) => {
    const { bot, at, walker, session } = await asked(where);
    await toForm(walker);
    const before = questionOf(walker).question.id;
    await walker.step(first);
    expect(walker.page()).not.toMatchObject({ question: { id: before } });
    const answered = (await session())?.cases;
    await walker.does(() => at.fillAgain());
    expect((await session())?.cases).toEqual(answered);
    expect(walker.page().notices).toEqual([{ notice: "stale" }]);
    expect(at.messages().filter(({ by }) => by === "bot")).toHaveLength(1);
    expect(unsound(bot, walker)).toEqual([]);
  });

  it("with what does not fit says what is expected, and offers help the second time", async () => {
    const { bot, at, walker } = await asked();
    await toForm(walker);
    const { question } = questionOf(walker);
    await walker.fill("twelve or so, I forget");
    expect(walker.page().notices).toMatchObject([{ notice: "miss" }]);
    const once = at.last()?.text;
    await walker.fill("really, I forget");
    expect(questionOf(walker).question.id).toBe(question.id);
    expect(questionOf(walker).struggling).toBe(true);
    expect(at.last()?.text.length).toBeGreaterThan(once?.length ?? 0);
    expect(await walker.step(first)).toBe(true);
    expect(unsound(bot, walker)).toEqual([]);
  });

  it.each([
    ["another field", { other: "5" }, undefined],
    ["no field", {}, undefined],
    ["too much", { x: "1".repeat(5000) }, undefined],
    ["a name of JavaScript's own", { __proto__: "5" }, undefined],
    ["an id of nobody", { x: "5" }, "form-of-long-ago"],
  ])("that was forged with %s is answered, and changes nothing", async (_name, fields, customId) => {
    const { bot, at, walker, session } = await asked();
    await toForm(walker);
    const before = (await session())?.cases;
    const form = customId ?? idOf(walker, "1.form.");
    await walker.does(() => at.forge.form(form, fields, { on: at.last()?.id ?? "" }));
    expect((await session())?.cases).toEqual(before);
    expect(at.messages().filter(({ thinking }) => thinking)).toEqual([]);
    expect(unsound(bot, walker)).toEqual([]);
  });

  it("that nobody opened, without a message, is answered privately", async () => {
    const { bot, at, walker } = await asked();
    await toForm(walker);
    const sent = await walker.does(() => at.forge.form(idOf(walker, "1.form."), { x: "5" }));
    expect(sent.response()).toMatchObject({ ephemeral: true });
    expect(at.messages().filter(({ thinking }) => thinking)).toEqual([]);
    expect(unsound(bot, walker)).toEqual([]);
  });
});

describe("a press that comes twice (D-9, DJ-1)", () => {
  it.each(["server", "dm"] as const)("in a %s counts once, and both are answered", async (where) => {
    const { bot, fake, at, walker, session } = await asked(where);
    const customId = idOf(walker, "1.press.");
    const presses = Array.from({ length: 5 }, () => at.press({ customId }));
    for (const press of presses) await press.answered();
    await bot.quiet();
    const answers = Object.values((await session())?.cases ?? {}).map((one) => Object.keys(one.answers));
    expect(answers).toEqual([["section"]]);
    expect(at.messages().filter(({ by }) => by === "bot")).toHaveLength(1);
    expect(at.last()?.text).toContain("Question 2 of at most");
    expect(fake.duplicates).toEqual([]);
    expect(unsound(bot, { asked: presses }, walker)).toEqual([]);
  });

  it("of two options at once takes one, and goes on from it", async () => {
    const { bot, at, walker, session } = await asked();
    const ids = at.last()?.buttons.map(({ customId = "" }) => customId) ?? [];
    const presses = ids.filter((id) => id.startsWith("1.press.")).map((customId) => at.press({ customId }));
    for (const press of presses) await press.answered();
    await bot.quiet();
    const answers = Object.values((await session())?.cases ?? {}).map((one) => Object.keys(one.answers));
    expect(answers).toEqual([["section"]]);
    expect(at.messages().filter(({ by }) => by === "bot")).toHaveLength(1);
    expect(unsound(bot, { asked: presses }, walker)).toEqual([]);
  });
});

describe("members' own words, shown back (D-25, D-26, F86)", () => {
  it("stand in a note as they were typed, name nobody, lead nowhere and mark nothing", async () => {
    const { bot, fake, at, walker } = await asked();
    await walker.goOn(first);
    expect(await walker.turnTo("g:folder")).toBe(true);
    await walker.press("g:folder");
    const words = [...hostile, "😀".repeat(95), "@everyone [pay here](https://example.org/evil) ||x||"];
    let taken = 0;
    for (const said of words) {
      if (said.trim() === "" || said.length > 200) continue;
      expect(await walker.turnTo("note:folder")).toBe(true);
      await walker.press("note:folder");
      await walker.fill(said);
      if (walker.page().kind === "note") {
        expect(walker.page().notices).not.toEqual([]);
        await walker.fill("a line of their own");
        continue;
      }
      taken += 1;
      await walker.turnTo("no such button");
      const shown = at.last();
      expect(squeezed(shown?.text ?? "")).toContain(squeezed(said));
      expect(shown?.marks.filter((mark) => acts.has(mark.kind) || said.includes(mark.text))).toEqual([]);
    }
    expect(taken).toBeGreaterThan(words.length / 2);
    expect(fake.violations).toEqual([]);
    expect(unsound(bot, walker)).toEqual([]);
  });

  it.each([
    ["markup", "@everyone ```` [x](<https://example.org>) \u202eevil\u2067"],
    ["as many emoji as there is room for", "😀".repeat(2000)],
  ])("stand in a draft in one piece that is copied, and in no log: %s", async (_name, said) => {
    const { bot, at, walker } = await asked();
    await walker.does(() => at.command("letters"));
    const page = walker.page();
    const lines: string[] = [];
    let shown = 0;
    const saying: Manner = (view) => {
      if (view.question.kind !== "text") return first(view);
      const line = said.slice(0, view.question.max - (view.question.max % 2));
      lines.push(line);
      return { type: line };
    };
    for (const { letter } of page.kind === "letters" ? page.rows.slice(0, 4) : []) {
      await walker.does(() => at.command("letters"));
      await walker.turnTo(`l:${letter}`);
      await walker.press(`l:${letter}`);
      await walker.goOn(saying);
      expect(walker.page().kind).toBe("letter");
      await walker.turnTo("no such button");
      expect(at.last()?.marks.filter(({ kind }) => kind === "mention" || kind === "emoji")).toEqual([]);
      const draft = Buffer.from(at.last()?.files[0]?.bytes ?? []).toString("utf8");
      for (const line of lines.splice(0)) {
        expect(squeezed(draft)).toContain(squeezed(line));
        shown += 1;
      }
      await walker.press("close");
    }
    expect(shown).toBeGreaterThan(2);
    expect(bot.bench.raw()).not.toMatch(/example\.org|😀/);
    expect(unsound(bot, walker)).toEqual([]);
  });

  it.each(["ask", "specialty", "denied"])(
    "that no client could send, 4,096 emoji to /%s, are refused privately",
    async (name) => {
      const { bot, at, walker } = await asked();
      for (const option of ["question", "name"])
        await walker.does(() => at.forge.command(name, { [option]: "😀".repeat(4096) }));
      expect(at.messages().every(({ ephemeral, thinking }) => ephemeral && !thinking)).toBe(true);
      expect(unsound(bot, walker)).toEqual([]);
    },
  );

  it.each(["question", "name"])("as a %s are quoted so that they name nobody", async (option) => {
    const { bot, at, walker } = await asked();
    for (const said of [
      "@everyone [pay](https://example.org) <@1> **x**",
      "😀".repeat(1000),
      "\u202e\u2067 abc",
    ]) {
      await walker.does(() => at.command(option === "question" ? "ask" : "specialty", { [option]: said }));
      const shown = at.last();
      expect(shown).toMatchObject({ ephemeral: true, thinking: false });
      expect(JSON.stringify(shown?.marks)).not.toContain("example.org");
      expect(shown?.raw).not.toMatch(/@everyone/);
    }
    expect(unsound(bot, walker)).toEqual([]);
  });
});

function questionOf(walker: Walker) {
  const page = walker.page();
  if (page.kind !== "question") throw new Error(page.kind);
  return page;
}

function typed(answer: ReturnType<Manner>): string {
  if (!("type" in answer)) throw new Error(`${answer.press} is pressed`);
  return answer.type;
}

/** What of a text can be pressed, names somebody, or is seen otherwise than it was typed. */
const acts: ReadonlySet<string> = new Set([
  ...["link", "mention", "emoji", "time", "hidden", "underlined", "struck", "code", "quote"],
]);

/** What is left to be read of it. */
function squeezed(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, "\uFFFD")
    .normalize("NFC")
    .replace(/[\s\u0085]+/gu, "")
    .replace(/[\p{Cc}\u200b\u2066-\u2069]/gu, "");
}
