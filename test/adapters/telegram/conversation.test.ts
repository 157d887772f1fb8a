/** Whole conversations through the runtime: what a member types and presses in Telegram, and what is sent back. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { folded, isRegistrable, tappable } from "../../../adapters/telegram/command.js";
import { telegram } from "../../../adapters/telegram/index.js";
import { markupOf } from "../../../adapters/telegram/keyboard.js";
import { incoming, type Raw, read } from "../../../adapters/telegram/read.js";
import type { Payload } from "../../../adapters/telegram/render.js";
import type { Event } from "../../../src/engine/event.js";
import type { Page } from "../../../src/engine/page.js";
import { answering } from "../../support/answering.js";
import { type Bench, bench } from "../../support/runtime.js";
import { shipped } from "../../support/shipped.js";
import { breachesOf } from "./breaches.js";
import { bot, group, inGroup, message, press } from "./updates.js";

const { library } = await shipped();
const words = library.interface.telegram ?? {};
const flows = Object.keys(library.flows.flows);

type Text = Extract<Payload, { kind: "text" }>;

type Talk = {
  bench: Bench;
  /** Sends an update; gives what was sent back. Every screen on the way is held against the limits. */
  say(raw: Raw): Promise<readonly Payload[]>;
  /** Presses the button that stands for this, which has to be on the last message. */
  press(button: string): Promise<readonly Payload[]>;
  page(): Page | undefined;
  text(): string;
};

async function talk(): Promise<Talk> {
  let page: Page | undefined;
  let last: readonly Payload[] = [];
  let updates = 0;
  const made = await bench({
    watch: (one) => {
      page = one;
    },
  });
  const host = made.runtime.host("telegram");
  const say = async (raw: Raw): Promise<readonly Payload[]> => {
    updates += 1;
    const update = read({ ...raw, update: { ...Object(raw.update), update_id: updates } }, made.clock.now);
    if (update === undefined) throw new Error("The bot takes no notice of this.");
    const sent: Payload[] = [];
    await host.receive(update, {
      confirm: () => undefined,
      show: async (screen) => {
        expect(telegram.fit(screen)).toEqual([]);
        sent.push(...telegram.render(screen, words));
      },
    });
    expect(breachesOf(sent)).toEqual([]);
    last = sent;
    return sent;
  };
  const texts = (): Text[] => last.flatMap((one) => (one.kind === "text" ? [one] : []));
  return {
    bench: made,
    say,
    page: () => page,
    text: () =>
      texts()
        .map(({ text }) => text)
        .join("\n"),
    press: (button) => {
      const data = texts()
        .flatMap(({ keyboard }) => keyboard.flat())
        .flatMap((one) => ("callback_data" in one ? [one.callback_data] : []))
        .find((one) => one.slice(one.indexOf(":") + 1) === button);
      if (data === undefined) throw new Error(`There is no button ${button}.`);
      return say(press(data));
    },
  };
}

/** Answers in Telegram's way: presses, ticks one by one, types. */
async function answer(member: Talk, event: Event): Promise<void> {
  switch (event.type) {
    case "press":
      await member.press(event.button);
      return;
    case "pick":
      for (const chosen of event.chosen) await member.press(`o:${chosen}`);
      await member.press("done");
      return;
    case "text":
      await member.say(message({ text: event.text }));
      return;
    default:
      throw new Error(`Nobody can do ${event.type} here.`);
  }
}

async function toThePlan(member: Talk): Promise<void> {
  for (let tries = 0; tries < 80; tries += 1) {
    const page = member.page();
    const event = page === undefined ? undefined : answering(page, 0);
    if (event === undefined) return;
    await answer(member, event);
  }
  throw new Error("The plan is never reached.");
}

describe("a flow in Telegram", () => {
  it.each(flows)("/%s is gone through to its plan, with its drafts, lists, files and steps", async (flow) => {
    const member = await talk();
    await member.say(message({ text: `/${flow}` }));
    expect(member.page()?.kind).toBe("question");
    await toThePlan(member);
    expect(member.page()?.kind).toBe("plan");
    const pressed = new Set<string>();
    const files: Payload[] = [];
    for (let part = 1, more = true; more; part += 1) {
      const buttons = buttonsOf(await planAt(member, part));
      more = buttons.includes("more");
      for (const button of buttons.filter((one) => leadsOn.test(one) && !pressed.has(one))) {
        pressed.add(button);
        files.push(...(await member.press(button)).filter(({ kind }) => kind === "file"));
        await planAt(member, part);
      }
    }
    expect([...pressed]).toContain("calendar");
    expect(files.length).toBeGreaterThan(0);
  });

  it.each(flows)(
    "/%s from a group is one short reply, with a button that begins it in private",
    async (flow) => {
      const member = await talk();
      const sent = await member.say(inGroup({ text: `/${flow}@${bot.username}` }));
      expect(sent.length).toBe(1);
      const [button, another] = lastOf(sent)?.keyboard.flat() ?? [];
      expect(another).toBeUndefined();
      const [[link] = []] = markupOf([button === undefined ? [] : [button]], bot.username).inline_keyboard;
      expect(link).toMatchObject({ url: `https://t.me/${bot.username}?start=${flow}` });
      await member.say(message({ text: `/start ${flow}` }));
      expect(member.page()).toMatchObject({ kind: "question", flow });
    },
  );

  it("T-3: begins with hyphens, any dash, underscores and capitals", async () => {
    for (const typed of [
      "/h1b-backed-out",
      "/h1b_backed_out",
      "/H1B\u2014backed\u2013out please",
      "/h1b\u2212backed\u2010out",
    ]) {
      const member = await talk();
      await member.say(message({ text: typed, entities: [{ type: "bot_command", offset: 0, length: 4 }] }));
      expect(member.page()).toMatchObject({ kind: "question", flow: "h1b-backed-out" });
    }
  });

  it("T-1, T-3, T-4: knows every command and alias, however its hyphens and letters are typed", () => {
    const all = [...Object.values(library.flows.flows), ...Object.values(library.lookups)].flatMap(
      ({ id, aliases }) => [id, ...aliases].map((name) => ({ id, name })),
    );
    const known = new Set(all.map(({ name }) => folded(name)));
    for (const { id, name } of all) {
      for (const dash of ["-", "_", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212", "--"]) {
        const typed = `/${name.replace(/[-_]/g, dash)}`;
        for (const text of [typed, typed.toUpperCase(), `${typed}@${bot.username} now`]) {
          const event = read({ ...message({ text }), knows: (one) => known.has(one) }, 0)?.event;
          expect(event).toMatchObject({ type: "command", name: folded(name) });
        }
      }
      expect(isRegistrable(tappable(id))).toBe(true);
      expect(all.filter((one) => folded(one.name) === folded(name) && one.id !== id)).toEqual([]);
    }
  });

  it("T-5: prints every command so that it can be tapped", async () => {
    const member = await talk();
    await member.say(message({ text: "/help" }));
    expect(member.text()).toContain("/h1b_backed_out");
    expect(member.text()).not.toMatch(/\/[a-z0-9]+-[a-z0-9]/);
  });
});

describe("what is no answer", () => {
  it("is answered kindly and changes nothing: a photo, a sticker, an unknown command, junk after /start", async () => {
    const member = await talk();
    await member.say(message({ text: "/denied" }));
    const question = member.page();
    for (const fields of [{ photo: [] }, { sticker: {} }, { document: {} }, { location: {} }]) {
      await member.say(message(fields));
      expect(member.page()).toMatchObject({ kind: "question", number: 1 });
    }
    await member.say(message({ text: "/deneid" }));
    expect(member.text()).toContain("Did you mean /denied");
    await member.say(message({ text: "/start <b>x" }));
    await member.say(message({ text: "/resume" }));
    expect({ ...question, turn: 0, notices: [] }).toEqual({ ...member.page(), turn: 0, notices: [] });
  });

  it("F83, F85: forged and old presses change no answer, whatever they carry", async () => {
    const member = await talk();
    await member.say(message({ text: "/denied" }));
    const [first = ""] = buttonsOf(lastOf(await member.say(message({ sticker: {} }))));
    await member.press(first);
    const turn = String(member.page()?.turn);
    const session = async (): Promise<unknown> => {
      const loaded = await member.bench.store.members("reader").load("telegram:777");
      return loaded.kind === "found" ? loaded.kept.session.cases : loaded.kind;
    };
    const before = await session();
    const ids = fc.constantFrom(
      "o:b214",
      "o:g221",
      "done",
      "unsure",
      "skip",
      "edit:section",
      "__proto__",
      "x:y",
      "o:constructor",
    );
    const turns = fc
      .oneof(fc.constantFrom("n", "0", "999", "99999999999"), fc.nat(99).map(String))
      .filter((one) => one !== turn);
    await fc.assert(
      fc.asyncProperty(turns, ids, async (old, id) => {
        const raw = press(`${old}:${id}`);
        if (incoming(raw, 0).kind === "update") await member.say(raw);
        expect(await session()).toEqual(before);
      }),
      { numRuns: 300 },
    );
  });

  it("F84: a press in a group is never of the case of who asked there", async () => {
    const member = await talk();
    await member.say(message({ text: "/denied" }));
    const turn = member.page()?.turn;
    const there = { message: { message_id: 40, chat: { id: group, type: "supergroup" }, date: 1 } };
    const [sent] = await member.say(press(`${turn}:o:b214`, there));
    expect(sent?.kind === "text" && sent.keyboard.flat().every((one) => "start" in one)).toBe(true);
    expect(member.page()).toMatchObject({ kind: "question", number: 1 });
  });
});

/** Buttons of a plan that open something and do not leave it. */
const leadsOn = /^(?:[lgsp]:|calendar$|sources$|changes$|review$)/;

async function planAt(member: Talk, part: number): Promise<Text | undefined> {
  let sent = await member.say(message({ text: "/plan" }));
  for (let turned = 1; turned < part; turned += 1) sent = await member.press("more");
  return lastOf(sent);
}

function lastOf(payloads: readonly Payload[]): Text | undefined {
  return payloads.flatMap((one) => (one.kind === "text" ? [one] : [])).at(-1);
}

/** The names of the buttons that are pressed. */
function buttonsOf(payload: Payload | undefined): string[] {
  return payload?.kind === "text"
    ? payload.keyboard
        .flat()
        .flatMap((one) =>
          "callback_data" in one ? [one.callback_data.slice(one.callback_data.indexOf(":") + 1)] : [],
        )
    : [];
}
