/** What a plan leads to, and what is looked up without one, as a member of a server or of direct messages uses it. */
import { afterEach, describe, expect, it } from "vitest";
import { createWalker, seenUntil, unsound, type Walker } from "../../support/discord-walk.js";
import { first, last } from "../../support/manners.js";
import type { Manner } from "../../support/walk.js";

const started = seenUntil(afterEach);

const places = ["server", "dm"] as const;

async function begun(where: (typeof places)[number]) {
  const { bot, fake, sight } = await started();
  const person = fake.person({ name: "Maya" });
  const at = where === "server" ? person.in(fake.guild({ members: [person] }).channel()) : person.dm();
  return { bot, fake, walker: createWalker(bot, sight, at) };
}

/** As far as the plan of a flow. */
async function planned(where: (typeof places)[number], flow: string, manner: Manner = first) {
  const all = await begun(where);
  await all.walker.does(() => all.walker.at.command(flow));
  await all.walker.goOn(manner);
  expect(all.walker.page().kind).toBe("plan");
  return all;
}

/** Nothing that somebody else has to look at first. */
const untroubled: Manner = (view) => {
  if (view.question.kind === "multi" && view.question.none) return { press: ["none"] };
  return view.question.kind === "date" ? last(view) : first(view);
};

function text({ at }: Walker): string {
  return at.last()?.text ?? "";
}

describe.each(places)("a plan in a %s", (where) => {
  it("gives the calendar and the plan as files that are shown, with words for those who do not see them (D-28)", async () => {
    const { bot, walker } = await planned(where, "denied");
    await walker.turnTo("calendar");
    await walker.press("calendar");
    const files = walker.at.last()?.files ?? [];
    expect(files.map(({ name, type }) => [name, type])).toEqual(
      expect.arrayContaining([
        ["plan.txt", expect.stringContaining("text/plain")],
        [expect.stringMatching(/\.ics$/), expect.stringContaining("text/calendar")],
      ]),
    );
    const calendar = files.find(({ name }) => name.endsWith(".ics"));
    expect(Buffer.from(calendar?.bytes ?? []).toString()).toMatch(/^BEGIN:VCALENDAR\r\n/);
    expect(files.filter(({ description }) => (description ?? "") === "")).toEqual([]);
    // What the next screen does not have is taken away with it.
    await walker.press("close");
    expect(walker.at.last()?.files).toEqual([]);
    expect(unsound(bot, walker)).toEqual([]);
  });

  it("keeps a note that a form takes, shows it, and clears it (D-23)", async () => {
    const { bot, walker } = await planned(where, "denied");
    expect(await walker.turnTo("g:folder")).toBe(true);
    await walker.press("g:folder");
    await walker.turnTo("note:folder");
    await walker.press("note:folder");
    await walker.fill("The blue folder,\nsecond shelf *left*");
    expect(walker.page().kind).toBe("group");
    await walker.turnTo("no such button");
    expect(text(walker)).toContain("The blue folder,\nsecond shelf *left*");
    await walker.press("note:folder");
    await walker.press("note-clear");
    await walker.turnTo("no such button");
    expect(text(walker)).not.toContain("The blue folder");
    expect(unsound(bot, walker)).toEqual([]);
  });

  it("shows all answers, and makes the plan anew when one is changed", async () => {
    const { bot, walker } = await planned(where, "denied");
    await walker.press("review");
    const page = walker.page();
    if (page.kind !== "review") throw new Error(page.kind);
    const [row] = page.rows;
    expect(await walker.turnTo(`edit:${row?.question}`)).toBe(true);
    await walker.press(`edit:${row?.question}`);
    const asked = walker.page();
    if (asked.kind !== "question" || asked.question.kind !== "choice") throw new Error(asked.kind);
    // What was chosen is marked by more than a colour (D-21).
    const chosen = walker.at.last()?.buttons.filter(({ style }) => style === "success") ?? [];
    const options = walker.at.last()?.selects.flatMap((one) => one.options) ?? [];
    expect([...chosen, ...options].filter(({ label }) => label.startsWith("✓ "))).toHaveLength(1);
    await walker.press(`o:${asked.question.options[1]}`);
    await walker.goOn(first);
    expect(walker.page().kind).toBe("plan");
    expect(unsound(bot, walker)).toEqual([]);
  });

  it("rehearses: words of one's own are counted and thrown away, and what a good answer has is shown", async () => {
    const { bot, walker } = await planned(where, "denied", untroubled);
    const page = walker.page();
    const actions = page.kind === "plan" ? page.plan.groups.flatMap((group) => group.actions) : [];
    const rehearse = actions.find(({ practice }) => practice !== undefined);
    expect(await walker.turnTo(`s:${rehearse?.id}`)).toBe(true);
    await walker.press(`s:${rehearse?.id}`);
    await walker.press(`p:${rehearse?.practice}`);
    await walker.fill("I want to train, and then go home.");
    expect(text(walker)).toContain("8 words");
    expect(text(walker)).not.toContain("go home");
    for (let drills = 0; walker.page().kind === "practice" && drills < 50; drills += 1) {
      const rehearsal = walker.page();
      await walker.press(rehearsal.kind === "practice" && rehearsal.words === undefined ? "points" : "next");
    }
    expect(walker.page().kind).toBe("practice-done");
    await walker.press("close");
    expect(walker.page().kind).toBe("plan");
    expect(unsound(bot, walker)).toEqual([]);
  });

  it("takes a case up, gives its plan, closes it and forgets it by /resume, /plan, /cancel, /forget", async () => {
    const { bot, walker } = await begun(where);
    const { at, does } = walker;
    for (const name of ["denied", "help", "resume"]) await does(() => at.command(name));
    expect(text(walker)).toContain("Question 1 of at most");
    await walker.goOn(first);
    for (const name of ["cancel", "plan"]) await does(() => at.command(name));
    expect(walker.page().kind).toBe("plan");
    await does(() => at.command("forget"));
    await walker.press("yes");
    expect(walker.page().kind).toBe("forgotten");
    const left = await bot.bench.store.members("reader").load(`discord:${at.person.user.id}`);
    expect(left.kind).not.toBe("found");
    expect(unsound(bot, walker)).toEqual([]);
  });
});

describe.each(places)("what is no flow, in a %s", (where) => {
  it.each([
    ["help", {}, "Commands"],
    ["about", {}, "About this bot"],
    ["privacy", {}, "What is kept about you"],
    ["letters", {}, "Drafts you can fill in"],
    ["ecfmg", {}, "What needs what"],
    ["ecfmg", { name: "eras" }, "ERAS"],
    ["specialty", {}, "Match figures"],
    ["start", {}, "What has happened?"],
  ])("/%s %o shows it, and what can be pressed works (D-16)", async (command, values, words) => {
    const { bot, walker } = await begun(where);
    const { at } = walker;
    await walker.does(() => at.command(command, values));
    expect(text(walker)).toContain(words);
    expect(at.last()?.ephemeral).toBe(where === "server");
    const button = at.last()?.buttons.find(({ customId }) => customId !== undefined);
    if (button !== undefined) await walker.does(() => at.press({ customId: button.customId ?? "" }));
    const select = at.last()?.selects[0];
    const label = select?.options[0]?.label;
    if (select !== undefined && label !== undefined)
      await walker.does(() => at.chooseIn({ customId: select.customId }, label));
    expect(at.messages().filter(({ thinking }) => thinking)).toEqual([]);
    expect(unsound(bot, walker)).toEqual([]);
  });

  it("shows a specialty with its picture, which is described in words (D-28)", async () => {
    const { bot, walker } = await begun(where);
    await walker.does(() => walker.at.command("specialty", { name: "pathology" }));
    const [file, another] = walker.at.last()?.files ?? [];
    expect(another).toBeUndefined();
    expect(file?.type).toBe("image/png");
    expect(
      Buffer.from(file?.bytes ?? [])
        .subarray(1, 4)
        .toString(),
    ).toBe("PNG");
    expect(file?.description?.length).toBeGreaterThan(20);
    expect(text(walker)).toContain("athology");
    expect(unsound(bot, walker)).toEqual([]);
  });
});
