/** The fake Discord itself: what a person reads of a message. The reader of Markdown is tested beside the adapter's writer. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FakeDiscord, startDiscord } from "../../support/discord/fake.js";
import { plainCall, plainRespond, webhook } from "../../support/discord/plain.js";
import { shown } from "../../support/discord/shown.js";

describe("a text (D-26)", () => {
  it.each([
    ["**Which** section?", "Which section?"],
    ["\\*not\\* bold, 2\\. not a list", "*not* bold, 2. not a list"],
    ["# Plan\n-# of today\n> said\nend", "Plan\nof today\nsaid\nend"],
    [
      "- one **bold** and more\n- two\n  - deeper\n1. first\n2. second",
      "• one bold and more\n• two\n• deeper\n1. first\n2. second",
    ],
    ["[NRMP](<https://nrmp.org>) and https://ecfmg.org/a_b_c.", "NRMP and https://ecfmg.org/a_b_c."],
    ["```\nDear *officer*\n```", "Dear *officer*"],
    ["@\u200beveryone", "@everyone"],
    ["</denied:42> <:yes:1> <@7> <@8> <#9>", "/denied :yes: @Maya @unknown-user #visa"],
    ["<t:1795600800:F>", "2026-11-25 10:00 UTC"],
  ])("%j is read as %j", (markdown, text) => {
    const known: Readonly<Record<string, string>> = { "user 7": "Maya", "channel 9": "visa" };
    const names = (kind: string, id: string): string | undefined => known[`${kind} ${id}`];
    expect(shown(markdown, names).text).toBe(text);
  });

  it("tells what is set in which way, each once", () => {
    expect(shown("- **a *b* c**\n- [d](https://e.example)").marks).toEqual([
      { kind: "bullet", text: "a b c" },
      { kind: "strong", text: "a b c" },
      { kind: "em", text: "b" },
      { kind: "bullet", text: "d" },
      { kind: "link", text: "d", url: "https://e.example" },
    ]);
  });
});

describe("a message", () => {
  let fake: FakeDiscord;
  beforeEach(async () => {
    fake = await startDiscord();
  });
  afterEach(() => fake.close());

  const none = { allowed_mentions: { parse: [] } };

  it("is read from top to bottom, whatever it is made of", async () => {
    const maya = fake.person({ name: "Maya" });
    const at = maya.in(fake.guild({ members: [maya] }).channel());
    const asked = at.forge.command("denied");
    const embeds = [
      {
        title: "214(b)",
        description: "*Refused*",
        fields: [{ name: "When", value: "today" }],
        footer: { text: "Source" },
      },
    ];
    await plainRespond(fake, asked.raw, { type: 4, data: { ...none, content: `For <@${maya.id}>`, embeds } });
    expect(at.last()).toMatchObject({
      text: "For @Maya\n214(b)\nRefused\nWhen\ntoday\nSource",
      raw: `For <@${maya.id}>\n214(b)\n*Refused*\nWhen\ntoday\nSource`,
      marks: [
        { kind: "mention", text: "@Maya" },
        { kind: "em", text: "Refused" },
      ],
      by: "bot",
      ephemeral: false,
      preview: false,
    });
    const text = (content: string) => ({ type: 10, content });
    const components = [
      text("### One"),
      {
        type: 17,
        components: [
          text("two"),
          {
            type: 9,
            components: [text("three")],
            accessory: { type: 2, style: 4, label: "Forget", custom_id: "f" },
          },
        ],
      },
      { type: 1, components: [{ type: 2, style: 2, label: "More", custom_id: "m", emoji: { name: "➡️" } }] },
    ];
    await plainCall(fake, "POST", webhook(asked.raw), { ...none, flags: 32768, components });
    expect(at.last()).toMatchObject({
      text: "One\ntwo\nthree",
      buttons: [
        { label: "Forget", style: "danger", row: 0, disabled: false },
        { label: "➡️ More", style: "secondary", row: 1 },
      ],
    });
    expect(at.press("More").raw).toMatchObject({ data: { custom_id: "m" } });
  });

  it("unfolds its links, unless it is told not to or has embeds (T-21's sister)", async () => {
    const maya = fake.person();
    const at = maya.dm();
    const sends = (body: Readonly<Record<string, unknown>>) =>
      plainCall(fake, "POST", `/channels/${at.channel.id}/messages`, { ...none, ...body });
    await sends({ content: "https://nrmp.org" });
    expect(at.last()?.preview).toBe(true);
    await sends({ content: "https://nrmp.org", flags: 4 });
    expect(at.last()?.preview).toBe(false);
    await sends({ content: "no link" });
    expect(at.last()?.preview).toBe(false);
  });

  it("is told in the error of whoever waits in vain", async () => {
    await fake.close();
    fake = await startDiscord({ patience: 20 });
    const maya = fake.person();
    const at = maya.dm();
    const asked = at.forge.command("denied");
    await plainRespond(fake, asked.raw, {
      type: 4,
      data: {
        ...none,
        content: "Which?",
        flags: 64,
        components: [{ type: 1, components: [{ type: 2, style: 1, label: "A", custom_id: "a" }] }],
      },
    });
    await expect(at.until((messages) => messages.length === 2, "a second message")).rejects.toThrow(
      /They never saw a second message. They see:\n#\d+ bot \(only they see it\): Which\?\n {2}\[A\]/,
    );
    expect(() => at.press("B")).toThrow(/No message shows a button "B"\.\n#\d+ bot/);
    await expect(at.untilForm()).rejects.toThrow("No form was opened");
  });
});
