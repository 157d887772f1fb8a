/** The fake Discord itself: how long and in what ways an interaction can be answered, and what it carries. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "../../support/discord/actor.js";
import { answerProblems } from "../../support/discord/answers.js";
import type { Asked } from "../../support/discord/asked.js";
import { type FakeDiscord, startDiscord } from "../../support/discord/fake.js";
import type { Channel, Guild, Person } from "../../support/discord/people.js";
import {
  type PlainAnswer,
  plainCall,
  plainRespond,
  webhook,
  whyRefused,
} from "../../support/discord/plain.js";
import { timeOf } from "../../support/discord/snowflake.js";

let fake: FakeDiscord;
let maya: Person;
let guild: Guild;
let channel: Channel;
let at: Actor;

beforeEach(async () => {
  fake = await startDiscord();
  maya = fake.person({ name: "Maya", locale: "hi" });
  guild = fake.guild({ members: [maya] });
  channel = guild.channel("visa");
  at = maya.in(channel);
  await plainCall(fake, "PUT", `/applications/${fake.id}/commands`, [
    { name: "denied", description: "Your visa was refused" },
    {
      name: "ask",
      description: "Ask",
      contexts: [0, 1, 2],
      integration_types: [0, 1],
      options: [
        { type: 3, name: "question", description: "Of what", required: true, autocomplete: true },
        { type: 5, name: "public", description: "Whether all may read it" },
      ],
    },
    { name: "Find an answer", type: 3 },
  ]);
});
afterEach(async () => {
  expect(answerProblems(fake)).toEqual([]);
  await fake.close();
});

const none = { allowed_mentions: { parse: [] } };
type Body = Readonly<Record<string, unknown>>;

const responds = async (asked: Asked, type: number, data?: Body): Promise<string> =>
  whyRefused(await plainRespond(fake, asked.raw, data === undefined ? { type } : { type, data }));
const shows = (asked: Asked, content: string, more: Body = {}): Promise<string> =>
  responds(asked, 4, { ...none, content, ...more });
const onToken = async (asked: Asked, method: string, rest: string, content?: string): Promise<PlainAnswer> =>
  plainCall(fake, method, webhook(asked.raw, rest), content === undefined ? undefined : { ...none, content });
const edits = async (asked: Asked, content: string): Promise<string> =>
  whyRefused(await onToken(asked, "PATCH", "/messages/@original", content));
const buttons = (...labels: string[]) => ({
  components: [
    { type: 1, components: labels.map((label) => ({ type: 2, style: 1, label, custom_id: `1:${label}` })) },
  ],
});
const form = {
  custom_id: "2:day",
  title: "Day",
  components: [{ type: 18, label: "Day", component: { type: 4, custom_id: "day", style: 1 } }],
};

describe("the first answer", () => {
  it("D-8: comes within 3 seconds, or never", async () => {
    const asked = at.command("denied");
    fake.clock.advance(2999);
    expect(asked.failed()).toBeUndefined();
    expect(await shows(asked, "a", { flags: 64 })).toBe("");
    expect(asked.response()).toMatchObject({ type: 4, ephemeral: true, after: 2999 });
    const late = at.command("denied");
    const waited = late.answered();
    fake.clock.advance(3000);
    await expect(waited).rejects.toThrow("This interaction failed: The application did not respond");
    expect(await shows(late, "b")).toBe("404 10062");
    expect(late.failed()).toContain("respond: 404 10062");
    expect(await edits(late, "b")).toBe("404 10015");
    expect(at.messages().map(({ text }) => text)).toEqual(["a"]);
  });

  it("D-9: is given once", async () => {
    const asked = at.command("denied");
    expect(await responds(asked, 5, { flags: 64 })).toBe("");
    expect(await shows(asked, "b")).toBe("400 40060");
    fake.clock.advance(5000);
    expect(await shows(asked, "b")).toBe("400 40060");
    expect(asked.refused).toEqual([
      { route: "respond", status: 400, code: 40060 },
      { route: "respond", status: 400, code: 40060 },
    ]);
    const forged = { ...asked.raw, token: "x" };
    expect(whyRefused(await plainRespond(fake, forged, { type: 5 }))).toBe("404 10062");
  });

  it("D-10: is of a kind that fits", async () => {
    const refused = "400 50035 type BASE_TYPE_CHOICES";
    const command = at.command("denied");
    expect(await responds(command, 6)).toBe(refused);
    expect(await responds(command, 7, { ...none, content: "a" })).toBe(refused);
    expect(await responds(command, 8, { choices: [] })).toBe(refused);
    expect(await responds(command, 9, form)).toBe("");
    const submitted = at.fill({ Day: "1 May" });
    expect(await responds(submitted, 9, form)).toBe(refused);
    // A command opened the form: there is no message to update.
    expect(await responds(submitted, 7, { ...none, content: "a" })).toBe(refused);
    expect(await shows(submitted, "Write it?", { flags: 64, ...buttons("Write it") })).toBe("");
    const press = at.press("Write it");
    expect(await responds(press, 8, { choices: [] })).toBe(refused);
    expect(await responds(press, 9, form)).toBe("");
    const again = at.fill({ Day: "1 May" });
    expect(await responds(again, 7, { ...none, content: "1 May" })).toBe("");
    expect(at.messages()).toMatchObject([{ text: "1 May", edits: 1 }]);
    const typing = at.autocomplete("ask", "question", "x");
    expect(await responds(typing, 4, { ...none, content: "a" })).toBe(refused);
    const deferred = at.command("denied");
    expect(await responds(deferred, 5)).toBe("");
    expect(await responds(deferred, 9, form)).toBe("400 40060");
    const beyond = at.command("denied");
    expect(await responds(beyond, 12)).toContain("400 50035");
  });

  it("D-11: decides who sees it, whatever the edits say", async () => {
    const asked = at.command("denied");
    expect(await responds(asked, 5, { flags: 64 })).toBe("");
    expect(at.messages()).toMatchObject([{ thinking: true, ephemeral: true }]);
    expect(await edits(asked, "a")).toBe("");
    expect(at.messages()).toMatchObject([{ thinking: false, ephemeral: true, text: "a", edits: 0 }]);
    const noor = fake.person();
    guild.join(noor);
    expect(noor.in(channel).messages()).toEqual([]);
    const open = at.command("denied");
    expect(await responds(open, 5, { flags: 64 | 32768 })).toBe("");
    expect(fake.violations.map(({ problem }) => problem)).toEqual([
      "D-11: a deferred answer takes the flag 64 only, not 32832",
    ]);
  });

  it("D-11: a follow-up to a deferred answer takes its place", async () => {
    const asked = at.command("denied");
    await responds(asked, 5, { flags: 64 });
    const followed = await plainCall(fake, "POST", webhook(asked.raw), { ...none, content: "a" });
    expect(whyRefused(followed)).toBe("");
    expect(at.messages()).toMatchObject([{ text: "a", ephemeral: true }]);
    expect(fake.violations).toHaveLength(1);
    await plainCall(fake, "POST", webhook(asked.raw), { ...none, content: "b" });
    expect(at.messages()).toMatchObject([
      { text: "a", ephemeral: true },
      { text: "b", ephemeral: false, replyTo: at.messages()[0]?.id },
    ]);
  });

  it("to a press: defers and updates the message that was pressed", async () => {
    await shows(at.command("denied"), "a", { flags: 64, ...buttons("A") });
    const press = at.press("A");
    expect(press.raw).toMatchObject({
      type: 3,
      data: { component_type: 2, custom_id: "1:A", id: 2 },
      message: { content: "a", flags: 64, components: [{ components: [{ label: "A" }] }] },
    });
    expect(await responds(press, 6)).toBe("");
    expect(at.messages()).toMatchObject([{ text: "a", thinking: false }]);
    expect(await edits(press, "b")).toBe("");
    expect(at.messages()).toMatchObject([{ text: "b", buttons: [{ label: "A" }] }]);
    const other = at.press("A");
    expect(await responds(other, 5, { flags: 64 })).toBe("");
    expect(at.messages()).toMatchObject([{ text: "b" }, { thinking: true }]);
  });
});

describe("the token", () => {
  it("D-8: lives 15 minutes", async () => {
    const asked = at.command("denied");
    await shows(asked, "a", { flags: 64 });
    fake.clock.advance(15 * 60_000 - 1);
    expect(await edits(asked, "b")).toBe("");
    fake.clock.advance(1);
    expect(await edits(asked, "c")).toBe("401 50027");
    expect(whyRefused(await onToken(asked, "POST", "", "c"))).toBe("401 50027");
    expect(at.last()?.text).toBe("b");
    expect(fake.invalid()).toBe(2);
  });

  it("gets, edits and deletes the original and follow-ups, and no other message", async () => {
    const asked = at.command("denied");
    expect(whyRefused(await onToken(asked, "GET", "/messages/@original"))).toBe("404 10015");
    await shows(asked, "a", { flags: 64 });
    const followed = await onToken(asked, "POST", "", "b");
    const id = at.last()?.id;
    expect(followed.body).toMatchObject({ id, content: "b", webhook_id: fake.id });
    expect(whyRefused(await onToken(asked, "PATCH", `/messages/${id}`, "c"))).toBe("");
    expect((await onToken(asked, "GET", `/messages/${id}`)).body).toMatchObject({ content: "c" });
    expect(whyRefused(await onToken(asked, "DELETE", `/messages/${id}`))).toBe("");
    expect(whyRefused(await onToken(asked, "DELETE", `/messages/${id}`))).toBe("404 10008");
    const other = at.command("denied");
    await shows(other, "d", { flags: 64 });
    expect(whyRefused(await onToken(asked, "GET", `/messages/${at.last()?.id}`))).toBe("404 10008");
    expect(whyRefused(await onToken(asked, "DELETE", "/messages/@original"))).toBe("");
    expect(at.messages()).toMatchObject([{ text: "d" }]);
    const stranger = webhook({ ...asked.raw, application_id: "1" }, "/messages/@original");
    expect(whyRefused(await plainCall(fake, "GET", stranger))).toBe("404 10015");
  });

  it("D-12: an ephemeral message is had by it alone, and gone when it is dismissed", async () => {
    const asked = at.command("denied");
    await shows(asked, "a", { flags: 64, ...buttons("A") });
    const path = `/channels/${channel.id}/messages/${at.last()?.id}`;
    for (const method of ["GET", "PATCH", "DELETE"])
      expect(
        whyRefused(
          await plainCall(fake, method, path, method === "PATCH" ? { ...none, content: "b" } : undefined),
        ),
      ).toBe("404 10008");
    expect(() => at.messageCommand("Find an answer", at.last() ?? "")).toThrow("D-12");
    const press = at.press("A");
    at.dismiss();
    expect(at.messages()).toEqual([]);
    expect(await responds(press, 7, { ...none, content: "b" })).toBe("404 10008");
    expect(await edits(asked, "b")).toBe("404 10008");
    await shows(at.command("denied"), "c", { flags: 64 });
    maya.restart();
    expect(at.messages()).toEqual([]);
  });

  it("D-13: without the guild's installation 5 follow-ups", async () => {
    guild.uninstall();
    expect(() => maya.in(channel)).toThrow("userInstalledIn");
    const alone = maya.userInstalledIn(channel);
    expect(() => alone.command("denied")).toThrow('No command "denied" is offered here. There are: ask.');
    const asked = alone.command("ask", { question: "x" });
    expect(asked.raw).toMatchObject({ authorizing_integration_owners: { "1": maya.id }, context: 0 });
    await shows(asked, "a", { flags: 64 });
    for (const n of [1, 2, 3, 4, 5]) expect(whyRefused(await onToken(asked, "POST", "", `${n}`))).toBe("");
    expect(whyRefused(await onToken(asked, "POST", "", "6"))).toBe("400 40094");
    expect(await edits(asked, "b")).toBe("");
    expect(whyRefused(await plainCall(fake, "GET", `/channels/${channel.id}`))).toBe("403 50001");
  });

  it("D-36: is of no use once the channel is gone", async () => {
    const asked = at.command("denied");
    await shows(asked, "a", { flags: 64 });
    channel.delete();
    expect(await edits(asked, "b")).toBe("404 10003");
    expect(() => maya.in(channel)).toThrow("is deleted");
  });
});

describe("what an interaction carries", () => {
  it("of a command in a guild (D-15)", () => {
    fake.clock.advance(1234);
    const { raw, id } = at.command("ask", { question: "214(b)?", public: true });
    expect(timeOf(id)).toBe(fake.clock.now());
    expect(raw).toMatchObject({
      application_id: fake.id,
      type: 2,
      version: 1,
      data: {
        name: "ask",
        type: 1,
        options: [
          { name: "question", type: 3, value: "214(b)?" },
          { name: "public", type: 5, value: true },
        ],
      },
      guild_id: guild.id,
      channel_id: channel.id,
      channel: { id: channel.id, type: 0, name: "visa" },
      member: { user: { id: maya.id, global_name: "Maya" }, permissions: expect.stringMatching(/^\d+$/) },
      locale: "hi",
      guild_locale: "en-US",
      context: 0,
      entitlements: [],
      authorizing_integration_owners: { "0": guild.id },
      attachment_size_limit: 10_485_760,
    });
    expect(raw.user).toBeUndefined();
    expect(`${raw.token}`.length).toBeGreaterThan(150);
  });

  it("of a command in direct messages and in a group (D-6, D-15)", () => {
    const { raw } = maya.dm().command("denied");
    expect(raw).toMatchObject({ user: { id: maya.id }, context: 1, channel: { type: 1 } });
    expect(raw.member).toBeUndefined();
    expect(raw.guild_id).toBeUndefined();
    const group = fake.group(maya, fake.person());
    expect(maya.userInstalledIn(group).command("ask", { question: "x" }).raw).toMatchObject({
      context: 2,
      channel: { type: 3 },
      authorizing_integration_owners: { "1": maya.id },
    });
    expect(() => fake.person().in(group)).toThrow("is not in this group");
  });

  it("of a message command, with the message whatever the bot may read (D-32)", () => {
    const hers = at.type("My visa was refused under 214(b). What now?");
    const { raw } = at.messageCommand("Find an answer", hers.id);
    expect(raw.data).toMatchObject({
      name: "Find an answer",
      type: 3,
      target_id: hers.id,
      resolved: { messages: { [hers.id]: { content: hers.content, author: { id: maya.id } } } },
    });
  });

  it("of what somebody with more rights does, whose button it is not (D-7, D-17)", async () => {
    await shows(at.command("denied"), "a", buttons("A"));
    const moderator = fake.person();
    const plain = at.command("denied").raw.member;
    guild.join(moderator, 1n << 13n);
    const press = moderator.in(channel).press("A");
    expect(press.raw).toMatchObject({ member: { user: { id: moderator.id } }, message: { content: "a" } });
    const may = (member: unknown): bigint => {
      const read =
        typeof member === "object" && member !== null && "permissions" in member ? member.permissions : "0";
      return BigInt(`${read}`);
    };
    expect(may(press.raw.member) & (1n << 13n)).not.toBe(0n);
    expect(may(plain) & (1n << 13n)).toBe(0n);
  });

  it("of a choice: values in the order of the options, as many as the select takes (D-22)", async () => {
    const options = ["May", "June", "July"].map((label) => ({ label, value: label.toLowerCase() }));
    const select = {
      type: 3,
      custom_id: "1:m",
      placeholder: "Months",
      min_values: 0,
      max_values: 2,
      options,
    };
    await shows(at.command("denied"), "When?", { components: [{ type: 1, components: [select] }] });
    expect(at.last()?.selects).toMatchObject([{ placeholder: "Months", least: 0, most: 2, chosen: [] }]);
    expect(at.choose("June", "May").raw.data).toMatchObject({
      component_type: 3,
      custom_id: "1:m",
      values: ["may", "june"],
    });
    expect(at.deselect().raw.data).toMatchObject({ values: [] });
    expect(at.chooseIn("Months", "July").raw.data).toMatchObject({ values: ["july"] });
    expect(() => at.choose("May", "June", "July")).toThrow("takes 0 to 2 options, not 3");
    expect(() => at.choose("August")).toThrow("No message shows a select with August");
  });

  it("of what only a changed or an old client sends (D-16)", async () => {
    await shows(at.command("denied"), "a", buttons("A"));
    expect(at.forge.component("0:gone").raw).toMatchObject({
      data: { custom_id: "0:gone" },
      message: { content: "a" },
    });
    expect(at.forge.component("0:gone", { values: ["x"] }).raw).toMatchObject({ data: { values: ["x"] } });
    expect(at.forge.form("9:x", { a: "b" }).raw).toMatchObject({ type: 5, data: { custom_id: "9:x" } });
    expect(at.forge.command("long-gone", { x: 1 }).raw).toMatchObject({
      data: { name: "long-gone", options: [{ name: "x", type: 4, value: 1 }] },
    });
    const odd = at.forge.anything({ kind: "command", data: null, more: { type: 77, member: null } });
    expect(odd.raw).toMatchObject({ type: 77, data: null, member: null });
  });
});

describe("suggestions (D-5)", () => {
  const choice = (name: string) => ({ name, value: name });

  it("are asked for as somebody types, and come within 3 seconds", async () => {
    const typing = at.autocomplete("ask", "question", "214", { public: true });
    expect(typing.raw).toMatchObject({
      type: 4,
      data: {
        name: "ask",
        options: [
          { name: "question", type: 3, value: "214", focused: true },
          { name: "public", value: true },
        ],
      },
    });
    expect(await responds(typing, 8, { choices: [choice("214(b)")] })).toBe("");
    expect(await typing.choices()).toEqual([{ name: "214(b)", value: "214(b)" }]);
    const late = at.autocomplete("ask", "question", "2");
    fake.clock.advance(3000);
    expect(await responds(late, 8, { choices: [] })).toBe("404 10062");
    await expect(late.choices()).rejects.toThrow("failed");
  });

  it("are 25 at most, of 1 to 100 characters", async () => {
    const suggests = (choices: unknown[]) =>
      responds(at.autocomplete("ask", "question", "x"), 8, { choices });
    const many = (count: number) => Array.from({ length: count }, (_, n) => choice(`${n}`));
    expect(await suggests(many(25))).toBe("");
    expect(await suggests(many(26))).toContain("choices");
    expect(await suggests([choice("a".repeat(101))])).toContain("choices");
    expect(await suggests([{ name: "", value: "a" }])).toContain("choices");
    expect(await suggests([choice("a".repeat(100))])).toBe("");
  });
});
