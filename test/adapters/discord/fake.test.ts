/** The fake Discord itself: that it refuses what Discord refuses, and shows what Discord shows. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "../../support/discord/actor.js";
import { type FakeDiscord, startDiscord } from "../../support/discord/fake.js";
import { plainCall, plainRespond, webhook, whyRefused } from "../../support/discord/plain.js";

let fake: FakeDiscord;
let at: Actor;

beforeEach(async () => {
  fake = await startDiscord();
  const maya = fake.person({ name: "Maya" });
  at = maya.in(fake.guild({ members: [maya] }).channel());
});
afterEach(() => fake.close());

const none = { allowed_mentions: { parse: [] } };
const row = (...labels: string[]) => ({
  type: 1,
  components: labels.map((label) => ({ type: 2, style: 1, label, custom_id: `1:${label}` })),
});

/** An answer to a command that nobody registered. */
async function shows(data: Readonly<Record<string, unknown>>): Promise<string> {
  const asked = at.forge.command("denied");
  return whyRefused(await plainRespond(fake, asked.raw, { type: 4, data: { ...none, ...data } }));
}

describe("a form", () => {
  it("opens, is filled in and submitted", async () => {
    expect(await shows({ content: "Which day?", components: [row("Write it")] })).toBe("");
    const press = at.press("Write it");
    const modal = {
      custom_id: "2:day",
      title: "The day",
      components: [
        { type: 18, label: "Day", component: { type: 4, custom_id: "day", style: 1, max_length: 20 } },
      ],
    };
    expect(whyRefused(await plainRespond(fake, press.raw, { type: 9, data: modal }))).toBe("");
    expect(at.form()).toMatchObject({
      title: "The day",
      fields: [{ label: "Day", kind: "line", required: true }],
    });
    expect(() => at.fill({ Month: "May" })).toThrow("is required");
    const sent = at.fill({ Day: "1 May 2026" });
    expect(sent.raw).toMatchObject({
      type: 5,
      data: { custom_id: "2:day", components: [{ type: 18, component: { value: "1 May 2026" } }] },
      message: { content: "Which day?" },
    });
    const update = { type: 7, data: { ...none, content: "1 May 2026", components: [] } };
    expect(whyRefused(await plainRespond(fake, sent.raw, update))).toBe("");
    expect(at.messages()).toMatchObject([{ text: "1 May 2026", buttons: [], edits: 1 }]);
    const after = await plainCall(fake, "PATCH", webhook(sent.raw, "/messages/@original"), {
      ...none,
      content: "x",
    });
    expect(whyRefused(after)).toBe("");
    expect(fake.violations).toEqual([]);
  });
});
