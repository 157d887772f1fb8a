/** What was typed into a form is given back where it was not taken, and the next form begins with it (D-23). */
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { countOf } from "../../../adapters/discord/components.js";
import { formOf } from "../../../adapters/discord/form.js";
import { incoming, type Payload, readCustomId, render } from "../../../adapters/discord/index.js";
import { givenBack, type Typed } from "../../../adapters/discord/typed.js";
import type { Field, Screen } from "../../../src/screen.js";
import type { Members } from "../../../src/store/members.js";
import { shownText } from "../../support/discord/markdown.js";
import { createWalker, seenUntil, unsound } from "../../support/discord-walk.js";
import { screen } from "../../support/gallery.js";
import { first } from "../../support/manners.js";
import { press, words } from "./interactions.js";

const started = seenUntil(afterEach);

const asked: Field = { id: "place", label: "Where", hint: "The city", accepts: "lines", max: 900 };

function asking(field: Partial<Field> = {}, more: Partial<Screen> = {}): Screen {
  return screen({
    title: "A question",
    untaken: true,
    asks: [{ kind: "type", keep: true, fields: [{ ...asked, ...field }] }],
    ...more,
  });
}

const passing = { passing: true };

function shown(payloads: readonly Payload[]): string {
  return payloads
    .flatMap(({ components }) => components.flatMap((one) => (one.type === 10 ? [one.content] : [])))
    .join("\n");
}

/** What the form begins with that the only form button of the last message opens. */
function begins(payloads: readonly Payload[]): unknown {
  const components = payloads.at(-1)?.components ?? [];
  const ids = components.flatMap((row) =>
    row.type === 1 ? row.components.flatMap((one) => ("custom_id" in one ? [one.custom_id] : [])) : [],
  );
  const what = incoming(press(ids.find((id) => id.includes(".form.")) ?? "", {}, { components }), 0);
  if (what.kind !== "form") throw new Error(`It is answered by ${what.kind}.`);
  return what.form.components[0].component.value;
}

const typed = (text: string, field = asked.id): Typed => ({ field, text });

describe("a screen that answers a form", () => {
  it("shows what was typed, to copy, and the next form begins with it", () => {
    const payloads = render(asking(), words, { ...passing, typed: typed("Two\nlines *here*") });
    expect(shown(payloads)).toContain("What you typed:\n```\nTwo\nlines *here*\n```");
    expect(begins(payloads)).toBe("Two\nlines *here*");
    expect(begins(render(asking(), words, passing))).toBeUndefined();
  });

  it("gives back any text as it was, or leaves it out of the form and shows it all the same", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary", minLength: 1, maxLength: 60 }),
      fc.array(fc.constantFrom("`", "``", "\n", "\\", "*", " ", "א", "#", "a"), {
        minLength: 1,
        maxLength: 40,
      }),
    );
    fc.assert(
      fc.property(text, (parts) => {
        const given = (typeof parts === "string" ? parts : parts.join("")).replace(
          /[\p{C}\u2028\u2029]/gu,
          "x",
        );
        const [line] = formOfText(given);
        expect(line).toBe(given);
      }),
      { numRuns: 500 },
    );
  });

  it("never cuts: what is longer than the field takes, or has lines where there is one, stands above it alone", () => {
    const long = "word ".repeat(200);
    for (const [field, text] of [
      [{ max: 100 }, long],
      [{ accepts: "line", max: 900 }, "one\ntwo"],
    ] as const) {
      const payloads = render(asking(field), words, { ...passing, typed: typed(text) });
      expect(shown(payloads)).toContain(text);
      expect(begins(payloads)).toBeUndefined();
    }
  });

  it("has room for the longest text, above a long screen too", () => {
    const text = Array.from({ length: 799 }, (_, at) => String(1000 + at)).join(" ");
    const long = asking({ max: 4000 }, { body: [{ kind: "paragraph", line: [{ text: "y".repeat(3000) }] }] });
    for (const screen of [asking({ max: 4000 }), long]) {
      const payloads = render(screen, words, { ...passing, typed: typed(text) });
      const all = payloads.flatMap(({ components }) =>
        components.flatMap((one) => (one.type === 10 ? [one.content] : [])),
      );
      expect(all.join(" ").match(/\d{4}/g)).toEqual(text.split(" "));
      for (const { components } of payloads)
        expect(
          components.reduce((sum, one) => sum + (one.type === 10 ? one.content.length : 0), 0),
        ).toBeLessThanOrEqual(4000);
    }
    const roomy = "z".repeat(2900);
    expect(begins(render(asking({ max: 4000 }), words, { ...passing, typed: typed(roomy) }))).toBe(roomy);
  });

  it("stands before a screen that has no room for it (D-24)", () => {
    const full = screen({
      title: "T",
      untaken: true,
      go: Array.from({ length: 31 }, (_, at) => ({ id: `b${at}`, label: `${at}` })),
    });
    const plain = render(full, words, passing);
    const payloads = render(full, words, { ...passing, typed: typed("mine") });
    expect(plain).toHaveLength(1);
    expect(payloads.slice(1)).toEqual(plain);
    expect(shown(payloads.slice(0, 1))).toBe("What you typed:\n```\nmine\n```");
    for (const { components } of payloads) expect(countOf(components)).toBeLessThanOrEqual(40);
  });

  it("without that field shows it, and its form for another field begins with nothing", () => {
    const payloads = render(asking(), words, { ...passing, typed: typed("mine", "other") });
    expect(shown(payloads)).toContain("```\nmine\n```");
    expect(begins(payloads)).toBeUndefined();
  });

  it("gives nothing back where it was taken", () => {
    const one = typed("mine");
    const { untaken: _, ...taken } = asking();
    expect(givenBack(taken, one)).toBeUndefined();
    expect(givenBack(asking(), one)).toBe(one);
    expect(givenBack({ ...taken, turn: "none" }, one)).toBe(one);
    expect(givenBack(asking(), undefined)).toBeUndefined();
  });
});

/** What a form begins with after this text, and its button's message. */
function formOfText(text: string): [value: unknown, content: string] {
  const payloads = render(asking({ max: 4000 }), words, { ...passing, typed: typed(text) });
  return [begins(payloads), shown(payloads)];
}

describe("an answer that was given before", () => {
  it.each([
    ["at the end of a line", [{ kind: "paragraph", line: [{ text: "So far: " }, { said: "my words" }] }]],
    ["to copy", [{ kind: "copy", line: [{ said: "my words" }] }]],
  ] as const)("stands once, %s, and the form begins with it", (_where, body) => {
    const payloads = render(asking({ now: "my words" }, { body }), words, passing);
    expect(shown(payloads).match(/my words/g)).toHaveLength(1);
    expect(begins(payloads)).toBe("my words");
  });

  it("gives way in the form to what was typed and not taken", () => {
    const body: Screen["body"] = [{ kind: "paragraph", line: [{ text: "So far: " }, { said: "old" }] }];
    const payloads = render(asking({ now: "old" }, { body }), words, { ...passing, typed: typed("new") });
    expect(shownText(shown(payloads))).toContain("So far: old");
    expect(begins(payloads)).toBe("new");
  });

  it("that the screen does not show in these words is not made up", () => {
    expect(begins(render(asking({ now: "2026-03-03" }), words, passing))).toBeUndefined();
  });
});

it("is read from a message as soundly as anything else that comes", () => {
  const id = readCustomId("1.form.7.0.lines.60.a");
  if (id?.kind !== "form") throw new Error("This carries no form.");
  for (const content of [7, null, "", "```", "```\n```", "```\n\n```", "plain", "```\na", "x```\na\n```"])
    expect(
      formOf(id, { components: [{ type: 10, id: 3001, content }] }, words).components[0].component,
    ).not.toHaveProperty("value");
});

/** Somebody before a form. `away`: the store is. */
async function atForm(where: "server" | "dm") {
  const store = { away: false };
  const wrap = (members: Members): Members => ({
    ...members,
    load: async (member) => (store.away ? { kind: "unavailable", why: "away" } : members.load(member)),
  });
  const { bot, sight } = await started({ bench: { wrap } });
  const person = bot.fake.person();
  const at = where === "dm" ? person.dm() : person.in(bot.fake.guild({ members: [person] }).channel());
  const walker = createWalker(bot, sight, at, { writes: "forms" });
  await walker.does(() => at.command("compare-two-programs"));
  const button = () => at.last()?.buttons.find(({ customId = "" }) => customId.startsWith("1.form."));
  for (let n = 0; n < 40 && button() === undefined; n += 1) await walker.step(first);
  const open = async () => {
    await walker.does(() => at.press({ customId: button()?.customId ?? "" }));
    return (await at.untilForm()).fields[0];
  };
  return { bot, at, walker, store, open };
}

describe.each(["server", "dm"] as const)("in a %s", (where) => {
  it("what does not fit stands there, and the next form begins with it, until it is taken", async () => {
    const { bot, at, walker, open } = await atForm(where);
    const private_ = "my file is A123 456 789";
    await walker.fill(private_);
    expect(walker.page().notices).toMatchObject([{ notice: "miss" }]);
    expect(at.last()?.text).toContain("What you typed:");
    expect(at.last()?.text).toContain(private_);
    const field = await open();
    expect(field?.value).toBe(private_);
    await walker.does(() => at.fill({ [field?.customId ?? ""]: "General Hospital" }));
    expect(at.last()?.text).not.toContain("What you typed:");
    const kept = await bot.bench.store.members("reader").load(`discord:${at.person.user.id}`);
    expect(JSON.stringify(kept)).not.toContain("A123");
    expect(bot.bench.raw()).not.toContain("A123");
    expect(unsound(bot, walker)).toEqual([]);
  });

  it("what comes while the store is away, or to a screen that is gone, can be copied", async () => {
    const { bot, at, walker, store, open } = await atForm(where);
    const old = at.last()?.buttons.find(({ customId = "" }) => customId.startsWith("1.form."))?.customId;
    const field = await open();
    store.away = true;
    await walker.does(() => at.fill({ [field?.customId ?? ""]: "General Hospital" }));
    expect(at.last()?.text).toContain("What you typed:\nGeneral Hospital");
    store.away = false;
    await walker.does(() => at.command("resume"));
    expect(await walker.step(first)).toBe(true);
    const late = { [field?.customId ?? ""]: "Too late" };
    await walker.does(() => at.forge.form(old ?? "", late, { on: at.last()?.id ?? "" }));
    expect(walker.page().notices).toEqual([{ notice: "stale" }]);
    expect(at.last()?.text).toContain("Too late");
    expect(unsound(bot, walker)).toEqual([]);
  });
});
