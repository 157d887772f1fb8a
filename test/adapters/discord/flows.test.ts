/** Every shipped flow to its plan, by members who press, choose, fill in forms and type, over the real client. */
import { afterEach, describe, expect, it } from "vitest";
import type { Page } from "../../../src/engine/page.js";
import type { BotOptions } from "../../support/discord-bot.js";
import { createWalker, seenUntil, unsound, type Walker } from "../../support/discord-walk.js";
import { times } from "../../support/form.js";
import { byChance, first, last, longest, unsure } from "../../support/manners.js";
import { shipped } from "../../support/shipped.js";
import type { Manner } from "../../support/walk.js";

const { library } = await shipped();
const flows = Object.keys(library.flows.flows);

const started = seenUntil(afterEach);

type Where = "in a server" | "in direct messages" | "in direct messages, typing";

/** A bot, and a member who has said nothing yet. */
async function begun(where: Where, options: BotOptions = {}) {
  const { bot, fake, sight } = await started(options);
  const person = fake.person({ name: "Maya" });
  const other = fake.person({ name: "Ana" });
  const channel = fake.guild({ members: [person, other] }).channel();
  const at = where === "in a server" ? person.in(channel) : person.dm();
  const writes = where === "in direct messages, typing" ? "messages" : "forms";
  const walker = createWalker(bot, sight, at, { writes });
  return {
    bot,
    fake,
    walker,
    /** What somebody else reads in the channel. */
    elsewhere: () => other.in(channel).messages(),
    async command(name: string) {
      if (where === "in direct messages, typing") await walker.type(`/${name}`);
      else await walker.does(() => at.command(name));
    },
  };
}

function filesShown({ at }: Walker): string[] {
  return (at.last()?.files ?? []).map(({ name }) => name);
}

function pageOf<K extends Page["kind"]>({ page }: Walker, kind: K): Extract<Page, { kind: K }> {
  const shown = page();
  if (!isOf(shown, kind)) throw new Error(`${shown.kind} is shown, not ${kind}`);
  return shown;
}

function isOf<K extends Page["kind"]>(page: Page, kind: K): page is Extract<Page, { kind: K }> {
  return page.kind === kind;
}

/** Reads every part of the plan, ticks, takes its files, opens `letters` of its drafts and fills them in. */
async function usePlan(
  walker: Walker,
  command: (name: string) => Promise<void>,
  manner: Manner,
  letters: number,
): Promise<void> {
  await tickAll(walker);
  await walker.turnTo("no such button");
  await walker.press("calendar");
  expect(filesShown(walker)).toContain("plan.txt");
  await walker.press("close");
  await command("letters");
  const ready = pageOf(walker, "letters").rows.filter((row) => !row.waiting && !row.apart);
  for (const { letter } of ready.slice(0, letters)) {
    expect(await walker.turnTo(`l:${letter}`)).toBe(true);
    await walker.press(`l:${letter}`);
    await walker.goOn(manner);
    pageOf(walker, "letter");
    await walker.turnTo("no such button");
    expect(filesShown(walker)).toContain("draft.txt");
    await walker.press("close");
  }
}

/** Ticks all that the plan's first part can have ticked, at once; takes one back, and then all. */
async function tickAll(walker: Walker): Promise<void> {
  const done = (): string[] =>
    pageOf(walker, "plan").plan.groups.flatMap(({ actions }) =>
      actions.flatMap((one) => (one.done ? [`t:${one.id}`] : [])),
    );
  // What is done takes other room, so that the part can have others to tick.
  for (const keep of [() => true, (at: number) => at > 0, () => false]) {
    const ask = walker.screen().asks.find(({ kind }) => kind === "many");
    if (ask?.kind !== "many") return;
    const all = ask.options.map(({ id }) => id);
    const ids = all.filter((_, at) => keep(at));
    await walker.choose(ask.group, ids);
    expect(
      done()
        .filter((id) => all.includes(id))
        .toSorted(),
    ).toEqual(ids.toSorted());
    const shown = walker.at
      .last()
      ?.selects.flatMap(({ chosen, options }) =>
        options.filter(({ label }) => chosen.includes(label)).map(({ value }) => value),
      );
    expect(done()).toEqual(expect.arrayContaining(shown ?? []));
  }
}

const manners: readonly (readonly [name: string, manner: Manner, letters: number])[] = [
  ["the first of everything", first, 2],
  ["the last of everything", last, 1],
  ["as much as there is room for", longest, times(2, 40)],
  ["what they do not know", unsure, 1],
  ...Array.from({ length: times(1, 40) }, (_, n) => [`by chance, ${n + 1}`, byChance(n + 1), 2] as const),
];

/**
 * Each manner by the gateway in a server, and in direct messages; there with forms by the other transport, which hears nothing
 * that is typed, or by typing.
 */
const places: readonly { name: string; ways: readonly (readonly [Where, "gateway" | "http"])[] }[] = [
  { name: "in a server", ways: [["in a server", "gateway"]] },
  {
    name: "in direct messages",
    ways: [
      ["in direct messages, typing", "gateway"],
      ["in direct messages", "http"],
    ],
  },
];

describe.each(places)("$name (D-10, D-15, D-20 to D-24, D-28, D-29)", ({ ways }) => {
  describe.each(flows)("/%s", (flow) => {
    it.each(manners.map((one, n) => [...one, ways[n % ways.length] ?? []] as const))(
      "comes to its plan by %s",
      async (_name, manner, letters, [where = "in a server", over = "gateway"]) => {
        const { bot, walker, command, elsewhere } = await begun(where, { over });
        await command(flow);
        await walker.goOn(manner);
        // Whatever is pressed edits the one message (D-11).
        if (where !== "in direct messages, typing") expect(walker.at.messages()).toHaveLength(1);
        await usePlan(walker, command, manner, letters);
        expect(elsewhere()).toEqual([]);
        expect(unsound(bot, walker)).toEqual([]);
      },
    );
  });
});
