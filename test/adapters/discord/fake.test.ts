/** The fake Discord itself: what it refuses of messages and forms, and what it shows of them. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "../../support/discord/actor.js";
import { answerProblems } from "../../support/discord/answers.js";
import { type FakeDiscord, startDiscord } from "../../support/discord/fake.js";
import type { Channel } from "../../support/discord/people.js";
import { type PlainFile, plainCall, plainRespond, webhook, whyRefused } from "../../support/discord/plain.js";

let fake: FakeDiscord;
let channel: Channel;
let at: Actor;

beforeEach(async () => {
  fake = await startDiscord();
  const maya = fake.person({ name: "Maya" });
  channel = fake.guild({ members: [maya] }).channel("visa");
  at = maya.in(channel);
});
afterEach(async () => {
  expect(answerProblems(fake)).toEqual([]);
  await fake.close();
});

const none = { allowed_mentions: { parse: [] } };
const v2 = 32768;
const button = (label: string, more: Readonly<Record<string, unknown>> = {}) => ({
  type: 2,
  style: 1,
  label,
  custom_id: `1:${label}`,
  ...more,
});
const row = (...components: unknown[]) => ({ type: 1, components });
const select = (count: number, more: Readonly<Record<string, unknown>> = {}) => ({
  type: 3,
  custom_id: "select",
  options: Array.from({ length: count }, (_, at) => ({ label: `Option ${at}`, value: `${at}` })),
  ...more,
});
const text = (content: string) => ({ type: 10, content });
const file = (name: string, size = 3): PlainFile => ({ name, bytes: new Uint8Array(size).fill(120) });

type Body = Readonly<Record<string, unknown>>;

/** Why a message of the bot's in the channel is refused; "" where it is not. */
const sends = async (body: Body, files?: readonly PlainFile[]): Promise<string> =>
  whyRefused(await plainCall(fake, "POST", `/channels/${channel.id}/messages`, { ...none, ...body }, files));

const problems = (): readonly string[] => fake.violations.map(({ problem }) => problem);

describe("a message", () => {
  it("D-18: 1 to 2000 UTF-16 units, whatever the OpenAPI says", async () => {
    expect(await sends({ content: "😀".repeat(1000) })).toBe("");
    expect(await sends({ content: `${"😀".repeat(1000)}a` })).toBe("400 50035 content BASE_TYPE_BAD_LENGTH");
    expect(await sends({ content: " \n" })).toBe("400 50006");
    expect(await sends({})).toBe("400 50006");
    expect(await sends({ content: " a " })).toBe("");
    expect(at.last()?.raw).toBe("a");
  });

  it("D-19: embeds up to their limits, and 6000 in all", async () => {
    expect(await sends({ embeds: Array.from({ length: 10 }, () => ({ title: "a".repeat(256) })) })).toBe("");
    expect(await sends({ embeds: Array.from({ length: 11 }, () => ({ title: "a" })) })).toBe(
      "400 50035 embeds BASE_TYPE_BAD_LENGTH",
    );
    expect(
      await sends({ embeds: [{ description: "a".repeat(4096) }, { description: "a".repeat(1904) }] }),
    ).toBe("");
    expect(
      await sends({ embeds: [{ description: "a".repeat(4096) }, { description: "a".repeat(1905) }] }),
    ).toBe("400 50035 embeds MAX_EMBED_SIZE_EXCEEDED");
    expect(await sends({ embeds: [{ fields: [{ name: "", value: "a" }] }] })).toContain(
      "embeds.0.fields.0.name",
    );
    expect(await sends({ embeds: [{}] })).toBe("400 50035 embeds.0.description BASE_TYPE_REQUIRED");
    expect(await sends({ embeds: [{ description: "a".repeat(4097) }] })).toContain("embeds.0.description");
  });

  it("D-25: a message without allowed_mentions is told of, and goes out", async () => {
    expect(await sends({ content: "@everyone", allowed_mentions: undefined })).toBe("");
    expect(await sends({ content: "a", allowed_mentions: { parse: ["everyone"] } })).toBe("");
    expect(await sends({ content: "b" })).toBe("");
    expect(problems()).toEqual([
      "D-25: allowed_mentions must be given with parse: [], not undefined",
      'D-25: allowed_mentions must be given with parse: [], not {"parse":["everyone"]}',
    ]);
  });

  it("tells of fields that Discord does not know, at any depth, and refuses what is of a wrong kind", async () => {
    expect(
      await sends({ content: "a", ephemeral: true, components: [row(button("A", { colour: 1 }))] }),
    ).toBe("");
    expect(problems()).toEqual([
      "ephemeral: There is no such field.",
      "components.0.components.0.colour: There is no such field.",
    ]);
    expect(await sends({ content: 5 })).toBe("400 50035 content STRING_TYPE_CONVERT");
    expect(await sends({ content: "a", components: [row({ type: 99 })] })).toBe(
      "400 50035 components.0.components.0.type UNION_TYPE_CHOICES",
    );
    expect(await sends({ content: "a", components: [{ type: 1 }] })).toBe(
      "400 50035 components.0.components BASE_TYPE_REQUIRED",
    );
    expect(await sends({ content: "half \ud83d" })).toBe("400 50109");
  });

  it("D-27: the same nonce gives the same message for some minutes", async () => {
    const body = { ...none, content: "once", nonce: "7:maya", enforce_nonce: true };
    const path = `/channels/${channel.id}/messages`;
    const first = await plainCall(fake, "POST", path, body);
    expect(await plainCall(fake, "POST", path, body)).toEqual(first);
    expect(at.messages()).toHaveLength(1);
    expect(fake.duplicates).toEqual([]);
    fake.clock.advance(3 * 60_000);
    expect(whyRefused(await plainCall(fake, "POST", path, body))).toBe("");
    expect(at.messages()).toHaveLength(2);
    expect(fake.duplicates).toHaveLength(1);
    expect(await sends({ content: "a", nonce: "a".repeat(26) })).toBe("400 50035 nonce BASE_TYPE_BAD_LENGTH");
  });

  it("D-28: files of 10 MiB each and 25 MiB in all, ten of them", async () => {
    const whole = 10 * 1024 * 1024;
    expect(await sends({}, [file("a.txt", whole)])).toBe("");
    expect(await sends({}, [file("a.txt", whole + 1)])).toBe("413 40005");
    expect(await sends({}, [file("a", whole), file("b", whole), file("c", whole)])).toBe("413 40005");
    expect(
      await sends(
        {},
        Array.from({ length: 11 }, (_, n) => file(`${n}.txt`)),
      ),
    ).toContain("attachments");
    expect(at.last()?.files).toMatchObject([{ name: "a.txt", type: "text/plain" }]);
  });

  it("names its files by number, and keeps those that an edit lists", async () => {
    const attachments = [{ id: "0", filename: "plan.ics", description: "The days of your plan" }];
    expect(await sends({ attachments }, [file("x.ics")])).toBe("");
    expect(at.last()?.files).toMatchObject([{ name: "plan.ics", description: "The days of your plan" }]);
    expect(await sends({ attachments: [{ id: "1" }] }, [file("x.ics")])).toBe(
      "400 50035 attachments.0.id ATTACHMENT_NOT_FOUND",
    );
    expect(await sends({}, [file("müde.txt")])).toBe("");
    expect(problems().at(-1)).toContain("would be changed");
    const id = at.messages()[0]?.id ?? "";
    const kept = [...channel.channel.messages.values()][0]?.files[0]?.id;
    const change = (body: Body, files?: readonly PlainFile[]) =>
      plainCall(fake, "PATCH", `/channels/${channel.id}/messages/${id}`, { ...none, ...body }, files);
    await change({ content: "with both" }, [file("more.txt")]);
    expect(at.messages()[0]?.files.map(({ name }) => name)).toEqual(["plan.ics", "more.txt"]);
    await change({ attachments: [{ id: kept }] });
    expect(at.messages()[0]?.files.map(({ name }) => name)).toEqual(["plan.ics"]);
    await change({ attachments: [] });
    expect(at.messages()[0]).toMatchObject({ files: [], text: "with both", edits: 3 });
  });

  it("D-35, D-36: is refused where the bot may not write, or nobody is", async () => {
    channel.bot("reads");
    expect(await sends({ content: "a" })).toBe("403 50013");
    channel.bot("sees nothing");
    expect(await sends({ content: "a" })).toBe("403 50001");
    channel.bot("writes");
    const thread = channel.thread();
    const inThread = async () =>
      whyRefused(await plainCall(fake, "POST", `/channels/${thread.id}/messages`, { ...none, content: "a" }));
    expect(await inThread()).toBe("");
    thread.archive();
    expect(await inThread()).toBe("400 50083");
    thread.lock();
    expect(await inThread()).toBe("403 160005");
    channel.delete();
    expect(await sends({ content: "a" })).toBe("404 10003");
    const noor = fake.person();
    const opened = await plainCall(fake, "POST", "/users/@me/channels", { recipient_id: noor.id });
    expect(opened.body).toMatchObject({ id: noor.dm().channel.id, type: 1 });
    const direct = async () =>
      whyRefused(
        await plainCall(fake, "POST", `/channels/${noor.dm().channel.id}/messages`, {
          ...none,
          content: "a",
        }),
      );
    expect(await direct()).toBe("");
    noor.direct("closed");
    expect(await direct()).toBe("403 50007");
    noor.direct("no common server");
    expect(await direct()).toBe("403 50278");
    noor.direct("too fast");
    expect(whyRefused(await plainCall(fake, "POST", "/users/@me/channels", { recipient_id: noor.id }))).toBe(
      "403 40003",
    );
    expect(whyRefused(await plainCall(fake, "POST", "/users/@me/channels", { recipient_id: "1" }))).toBe(
      "404 10013",
    );
  });

  it("D-36: that is gone, or another's, is not edited", async () => {
    const hers = at.type("hello");
    const path = (id: string) => `/channels/${channel.id}/messages/${id}`;
    const body = { ...none, content: "x" };
    expect(whyRefused(await plainCall(fake, "PATCH", path(hers.id), body))).toBe("403 50005");
    expect(whyRefused(await plainCall(fake, "PATCH", path("1"), body))).toBe("404 10008");
    expect(whyRefused(await plainCall(fake, "DELETE", path(hers.id)))).toBe("403 50013");
    expect(await sends({ content: "mine", message_reference: { message_id: hers.id } })).toBe("");
    const mine = at.last();
    expect(mine?.replyTo).toBe(hers.id);
    at.remove(mine?.id ?? "");
    expect(whyRefused(await plainCall(fake, "GET", path(mine?.id ?? "")))).toBe("404 10008");
    at.remove(hers.id);
    expect(await sends({ content: "a", message_reference: { message_id: hers.id } })).toBe(
      "400 50035 message_reference REPLIES_UNKNOWN_MESSAGE",
    );
    expect(
      await sends({ content: "a", message_reference: { message_id: hers.id, fail_if_not_exists: false } }),
    ).toBe("");
    expect(at.last()?.replyTo).toBeUndefined();
  });
});

describe("components", () => {
  const shown = (...components: unknown[]) => sends({ content: "a", components });

  it("D-20: custom ids of 1 to 100, each once in a message", async () => {
    expect(await shown(row(button("A", { custom_id: "a".repeat(100) })))).toBe("");
    expect(await shown(row(button("A", { custom_id: "a".repeat(101) })))).toContain("custom_id");
    expect(await shown(row(button("A", { custom_id: "" })))).toContain("custom_id");
    expect(await shown(row(button("A")), row(button("A")))).toBe(
      "400 50035 components.1.components.0.custom_id COMPONENT_CUSTOM_ID_DUPLICATED",
    );
  });

  it("D-21: five rows, of five buttons or one select", async () => {
    const buttons = (from: number, count: number) =>
      row(...Array.from({ length: count }, (_, n) => button(`${from + n}`)));
    expect(await shown(...[0, 5, 10, 15, 20].map((from) => buttons(from, 5)))).toBe("");
    expect(await shown(...[0, 5, 10, 15, 20, 25].map((from) => buttons(from, 1)))).toBe(
      "400 50035 components BASE_TYPE_BAD_LENGTH",
    );
    expect(await shown(buttons(0, 6))).toContain("components.0.components");
    expect(await shown(row(select(2), button("A")))).toContain("COMPONENT_LAYOUT_WIDTH_EXCEEDED");
    expect(await shown(row())).toContain("components.0.components");
    expect(await shown(text("a"))).toBe("400 50035 components.0.type UNION_TYPE_CHOICES");
  });

  it("D-21: a button has a label of 80 and does one thing", async () => {
    expect(await shown(row(button("a".repeat(80))))).toBe("");
    expect(await shown(row(button("a".repeat(81))))).toContain("label");
    expect(await shown(row(button("")))).toContain("BUTTON_COMPONENT_LABEL_REQUIRED");
    const link = (more: Body) => shown(row({ type: 2, style: 5, label: "Page", ...more }));
    expect(await link({ url: "https://example.org" })).toBe("");
    expect(at.link("Page")).toBe("https://example.org");
    expect(() => at.press("Page")).toThrow("use link()");
    expect(await link({})).toContain("components.0.components.0.url BASE_TYPE_REQUIRED");
    expect(await link({ url: "ftp://example.org" })).toContain("URL_TYPE_INVALID_SCHEME");
    expect(await link({ url: `https://example.org/${"a".repeat(500)}` })).toContain("url");
    expect(await link({ url: "https://example.org", custom_id: "x" })).toContain("custom_id");
    expect(await shown(row(button("A", { url: "https://example.org" })))).toContain("url");
    expect(await shown(row(button("A", { disabled: true })))).toBe("");
    expect(() => at.press("A")).toThrow("is disabled");
  });

  it("D-22: a select has 1 to 25 options with values of their own", async () => {
    expect(
      await shown(row(select(25, { max_values: 25, min_values: 0, placeholder: "a".repeat(150) }))),
    ).toBe("");
    expect(await shown(row(select(26)))).toContain("options");
    expect(await shown(row(select(0)))).toContain("options");
    expect(await shown(row(select(2, { max_values: 3 })))).toContain("SELECT_COMPONENT_MAX_VALUES_TOO_LARGE");
    expect(await shown(row(select(3, { min_values: 2 })))).toContain("SELECT_COMPONENT_MIN_VALUES_TOO_LARGE");
    expect(await shown(row(select(2, { placeholder: "a".repeat(151) })))).toContain("placeholder");
    const option = (label: string, value: string, more: Body = {}) => ({ label, value, ...more });
    const of = (...options: unknown[]) => shown(row({ type: 3, custom_id: "s", options }));
    expect(await of(option("A", "1"), option("B", "1"))).toContain(
      "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
    );
    expect(await of(option("a".repeat(101), "1"))).toContain("label");
    expect(await of(option("", "1"))).toContain("label");
    expect(await of(option("A", "a".repeat(101)))).toContain("value");
    expect(await of(option("A", "1", { description: "a".repeat(101) }))).toContain("description");
    expect(await of(option("A", "1", { default: true }), option("B", "2", { default: true }))).toContain(
      "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES",
    );
  });
});

describe("components v2 (D-24)", () => {
  const shown = (components: unknown[], more: Body = {}, files?: readonly PlainFile[]) =>
    sends({ flags: v2, components, ...more }, files);

  it("40 components, nested ones counted, and 4000 characters in all", async () => {
    const rows = Array.from({ length: 6 }, (_, n) => row(...[0, 1, 2, 3, 4].map((m) => button(`${n}.${m}`))));
    expect(
      await shown([{ type: 17, components: [...rows.slice(0, 6), text("a"), text("b"), text("c")] }]),
    ).toBe("");
    expect(
      await shown([{ type: 17, components: [...rows, text("a"), text("b"), text("c"), text("d")] }]),
    ).toContain("COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED");
    expect(await shown([text("a".repeat(2000)), text("b".repeat(2000))])).toBe("");
    expect(await shown([text("a".repeat(2000)), text("b".repeat(2001))])).toContain(
      "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
    );
    expect(await shown([text("")])).toContain("components.0.content");
    expect(at.last()?.text).toBe(`${"a".repeat(2000)}\n${"b".repeat(2000)}`);
  });

  it("no content and no embeds beside them, and the flag stays", async () => {
    expect(await shown([text("a")], { content: "b" })).toContain("MESSAGE_CANNOT_USE_LEGACY_FIELDS");
    expect(await shown([text("a")], { embeds: [{ title: "b" }] })).toContain(
      "MESSAGE_CANNOT_USE_LEGACY_FIELDS",
    );
    expect(await shown([text("a")])).toBe("");
    const change = async (body: Body) =>
      whyRefused(
        await plainCall(fake, "PATCH", `/channels/${channel.id}/messages/${at.last()?.id}`, {
          ...none,
          ...body,
        }),
      );
    expect(await change({ content: "b" })).toContain("MESSAGE_CANNOT_USE_LEGACY_FIELDS");
    expect(await change({ flags: 0, components: [text("b")] })).toBe("");
    expect(at.last()).toMatchObject({ text: "b", edits: 1 });
    expect(await sends({ content: "classic" })).toBe("");
    expect(await change({ flags: v2, components: [text("b")] })).toContain(
      "MESSAGE_CANNOT_USE_LEGACY_FIELDS",
    );
    expect(await change({ flags: v2, content: null, components: [text("b")] })).toBe("");
    expect(at.last()?.text).toBe("b");
  });

  it("files are seen where a component names them", async () => {
    const named = (url: string) => ({ type: 13, file: { url } });
    expect(await shown([named("attachment://plan.ics")], {}, [file("plan.ics")])).toBe("");
    expect(at.last()?.files).toMatchObject([{ name: "plan.ics" }]);
    expect(await shown([named("attachment://other.ics")], {}, [file("plan.ics")])).toContain(
      "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
    );
    expect(await shown([named("https://example.org/plan.ics")], {}, [file("plan.ics")])).toContain("file");
    const gallery = {
      type: 12,
      items: [{ media: { url: "attachment://bars.png" }, description: "Two bars" }],
    };
    expect(await shown([gallery], {}, [file("bars.png")])).toBe("");
    expect(fake.violations.filter(({ problem }) => problem.startsWith("D-24"))).toEqual([]);
    expect(await shown([text("a")], {}, [file("plan.ics")])).toBe("");
    expect(at.last()?.files).toEqual([]);
    expect(problems().at(-1)).toBe("D-24: the file plan.ics is shown by no component");
  });

  it("sections with a button beside the text", async () => {
    const section = (texts: number) => ({
      type: 9,
      components: Array.from({ length: texts }, () => text("**214(b)**")),
      accessory: button("Open"),
    });
    expect(await shown([section(3), { type: 14, spacing: 2 }])).toBe("");
    expect(at.last()).toMatchObject({
      buttons: [{ label: "Open", row: 0 }],
      marks: [{ kind: "strong" }, {}, {}],
    });
    expect(await shown([section(4)])).toContain("components.0.components");
  });
});

describe("a form (D-23)", () => {
  const input = (more: Body = {}) => ({ type: 4, custom_id: "day", style: 1, ...more });
  const labelled = (component: unknown, label = "Day", more: Body = {}) => ({
    type: 18,
    label,
    component,
    ...more,
  });

  /** Why a form in answer to a press is refused; "" where it is not. */
  async function opens(components: unknown[], more: Body = {}): Promise<string> {
    const asked = at.forge.command("denied");
    const data = { custom_id: "2:day", title: "The day", components, ...more };
    return whyRefused(await plainRespond(fake, asked.raw, { type: 9, data }));
  }

  it("has a title of 45 and one to five parts, each within its limits", async () => {
    expect(await opens([labelled(input())], { title: "a".repeat(45) })).toBe("");
    expect(await opens([labelled(input())], { title: "a".repeat(46) })).toContain("title");
    const many = (count: number) =>
      Array.from({ length: count }, (_, n) => labelled(input({ custom_id: `${n}` })));
    expect(await opens(many(5))).toBe("");
    expect(await opens(many(6))).toContain("data.components");
    expect(await opens([])).toContain("data.components");
    expect(await opens([labelled(input(), "a".repeat(46))])).toContain("label");
    expect(await opens([labelled(input(), "Day", { description: "a".repeat(101) })])).toContain(
      "description",
    );
    expect(await opens([labelled(input({ placeholder: "a".repeat(101) }))])).toContain("placeholder");
    expect(await opens([labelled(input({ max_length: 4001 }))])).toContain("max_length");
    expect(await opens([labelled(input({ value: "a".repeat(9), max_length: 8 }))])).toContain("value");
    expect(await opens([labelled(input()), labelled(input())])).toContain("COMPONENT_CUSTOM_ID_DUPLICATED");
    expect(await opens([labelled(input({ label: "Day" }))])).toContain("COMPONENT_LABEL_EXCESS");
    expect(await opens([row(input({ label: "Day" }))])).toBe("");
    expect(await opens([row(input())])).toContain("label");
    expect(await opens([labelled(select(2, { disabled: true }))])).toContain("COMPONENT_DISABLED");
    expect(await opens([labelled(input())], { custom_id: "a".repeat(101) })).toContain("custom_id");
  });

  it("is filled in as a client lets one, and submitted", async () => {
    await sends({ content: "Which day?", components: [row(button("Write it"))] });
    const press = at.press("Write it");
    const components = [
      labelled(input({ max_length: 10, min_length: 2 })),
      labelled(input({ custom_id: "note", style: 2, required: false, value: "as before" }), "Note"),
      labelled(select(3, { custom_id: "many", max_values: 2 }), "Many"),
      labelled(
        {
          type: 21,
          custom_id: "one",
          options: [
            { label: "Yes", value: "y" },
            { label: "No", value: "n" },
          ],
        },
        "One",
      ),
      labelled({ type: 23, custom_id: "tick" }, "Tick"),
    ];
    const data = { custom_id: "2:day", title: "The day", components };
    expect(whyRefused(await plainRespond(fake, press.raw, { type: 9, data }))).toBe("");
    expect(at.form()).toMatchObject({
      title: "The day",
      fields: [{ label: "Day", kind: "line" }, {}, {}, {}, {}],
    });
    const rest = { Many: ["Option 0"], One: "No" };
    expect(() => at.fill({})).toThrow('"Day" is required');
    expect(() => at.fill({ Day: "x", ...rest })).toThrow("at least 2");
    expect(() => at.fill({ Day: "x".repeat(11), ...rest })).toThrow("at most 10");
    expect(() => at.fill({ Day: "a\nb", ...rest })).toThrow("takes one line");
    expect(() => at.fill({ Day: "1 May", Month: "May", ...rest })).toThrow("no field Month");
    expect(() => at.fill({ Day: "1 May", One: "No", Many: ["Option 9"] })).toThrow('no option "Option 9"');
    const sent = at.fill({ day: "1 May", Tick: true, ...rest });
    expect(at.form()).toBeUndefined();
    expect(sent.raw).toMatchObject({
      type: 5,
      message: { content: "Which day?" },
      data: {
        custom_id: "2:day",
        components: [
          { type: 18, component: { type: 4, custom_id: "day", value: "1 May" } },
          { component: { value: "as before" } },
          { component: { type: 3, values: ["0"] } },
          { component: { type: 21, value: "n" } },
          { component: { type: 23, value: true } },
        ],
      },
    });
    const update = { type: 7, data: { ...none, content: "1 May", components: [] } };
    expect(whyRefused(await plainRespond(fake, sent.raw, update))).toBe("");
    expect(at.messages()).toMatchObject([{ text: "1 May", buttons: [], edits: 1 }]);
    expect(at.fillAgain().raw).toMatchObject({ data: { custom_id: "2:day" } });
    expect(fake.violations).toEqual([]);
  });

  it("is closed without a word to the bot", async () => {
    expect(await opens([labelled(input())])).toBe("");
    at.closeForm();
    expect(at.form()).toBeUndefined();
    expect(() => at.fill({ Day: "x" })).toThrow("No form is open");
  });
});

describe("what is said twice", () => {
  it("is told of, unless something was said or pressed between", async () => {
    await sends({ content: "a", components: [row(button("A"))] });
    await sends({ content: "a", components: [row(button("A"))] });
    expect(fake.duplicates).toHaveLength(1);
    at.press("A");
    await sends({ content: "a", components: [row(button("A"))] });
    await sends({ content: "b" });
    await sends({ content: "a", components: [row(button("A"))] });
    expect(fake.duplicates).toHaveLength(1);
    const asked = at.forge.command("denied");
    await plainRespond(fake, asked.raw, { type: 5, data: { flags: 64 } });
    await plainCall(fake, "PATCH", webhook(asked.raw, "/messages/@original"), { ...none, content: "c" });
    await plainCall(fake, "POST", webhook(asked.raw), { ...none, content: "c", flags: 64 });
    expect(fake.duplicates).toHaveLength(2);
  });
});
