/** What interactions and messages mean. Everything in them is a stranger's word. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Incoming, Raw } from "../../../adapters/discord/incoming.js";
import { incoming, read } from "../../../adapters/discord/read.js";
import type { Event } from "../../../src/engine/event.js";
import { hostile } from "../../support/hostile.js";
import {
  at,
  bot,
  channel,
  choose,
  command,
  dm,
  guild,
  inDm,
  inGroup,
  inGuild,
  interact,
  interaction,
  member,
  message,
  press,
  pressed,
  rawOf,
  submit,
  token,
} from "./interactions.js";

const now = at + 700;
const told = (raw: Raw): Incoming => incoming(raw, now);
const eventOf = (raw: Raw): Event | undefined => read(raw, now)?.event;
const strange: Incoming = { kind: "strange", id: interaction, token };
const until = at + 15 * 60_000;
const reply = { kind: "reply", application: bot.application, token, until } as const;

describe("a slash command", () => {
  it("is a command of whoever typed it, answered privately (D-11, D-15)", () => {
    expect(told(command("denied"))).toEqual({
      kind: "update",
      first: "private",
      place: reply,
      update: {
        id: interaction,
        member: `discord:${member}`,
        at,
        where: "private",
        address: `reply/${bot.application}/${until}/-/${token}`,
        event: { type: "command", name: "denied", rest: "" },
      },
    });
  });

  it("F63: in the bot's own DM has the channel, where a message can be written later, and nowhere else", () => {
    expect(told(command("denied", {}, inDm))).toMatchObject({
      first: "private",
      place: { ...reply, channel: dm },
    });
    for (const around of [inGuild, inGroup, { ...inDm, context: undefined }]) {
      const what = told(command("denied", {}, around));
      expect(what.kind === "update" && "channel" in what.place).toBe(false);
    }
  });

  it("D-15: is of the person in `member` in a server, and in `user` elsewhere; ids stay texts", () => {
    expect(read(command("denied"), now)?.member).toBe(`discord:${member}`);
    const large = { ...inDm, user: { id: "18446744073709551615" } };
    expect(read(command("denied", {}, large), now)?.member).toBe("discord:18446744073709551615");
    expect(read(command("denied", {}, { ...inDm, user: { id: 82 } }), now)).toBeUndefined();
  });

  it("has the question or the name that was typed after it", () => {
    expect(eventOf(command("ask", { question: "  What is 214(b)? " }))).toEqual({
      type: "command",
      name: "ask",
      rest: "What is 214(b)?",
    });
    expect(eventOf(command("specialty", { name: "Surgery" }))).toMatchObject({
      name: "specialty",
      rest: "Surgery",
    });
    expect(eventOf(command("ask", { other: "x" }))).toMatchObject({ rest: "" });
    expect(eventOf(command("ask", { question: 7 }))).toMatchObject({ rest: "" });
  });

  it("is for everybody only where that was asked for, and only what tells nothing of a member", () => {
    const shared = { question: "a", public: true };
    expect(told(command("ask", shared))).toMatchObject({ first: "public", update: { where: "group" } });
    expect(told(command("ask", shared, inGroup))).toMatchObject({
      first: "public",
      update: { where: "group" },
    });
    expect(told(command("ask", shared, inDm))).toMatchObject({
      first: "private",
      update: { where: "private" },
    });
    expect(told(command("ask", { question: "a", public: false }))).toMatchObject({ first: "private" });
    expect(told(command("ask", { question: "a", public: "true" }))).toMatchObject({ first: "private" });
    expect(told(command("denied", { public: true }))).toMatchObject({
      first: "private",
      update: { where: "private" },
    });
  });

  it("D-16: of an older registration is a command like any other: the answer says what there is", () => {
    expect(eventOf(command("no-more"))).toEqual({ type: "command", name: "no-more", rest: "" });
  });

  it("takes no payload that opens nothing", () => {
    expect(eventOf(command("start", { name: "h1b-backed-out" }))).toMatchObject({ rest: "h1b-backed-out" });
    expect(eventOf(command("start", { name: "<script>" }))).toMatchObject({ rest: "<script>" });
  });

  it.each([
    ["no name", interact(2, { data: { type: 1 } })],
    ["a name that is no text", interact(2, { data: { type: 1, name: 7 } })],
    ["a name that is too long", command("a".repeat(33))],
    ["more than can be typed", command("ask", { question: "a".repeat(6001) })],
    ["a command about a member", interact(2, { data: { type: 2, name: "Report", target_id: member } })],
    ["a kind of command that is new", interact(2, { data: { type: 9, name: "a" } })],
    ["nothing", interact(2, {})],
  ])("is strange with %s", (what, raw) => {
    expect([what, told(raw).kind]).toEqual([what, "strange"]);
  });
});

describe("D-5: what is typed so far", () => {
  const typing = (options: unknown): Raw => interact(4, { data: { type: 1, name: "ask", options } });

  it("asks for suggestions for the option that has the cursor", () => {
    const options = [
      { name: "public", type: 5, value: true },
      { name: "question", type: 3, value: "214", focused: true },
    ];
    expect(told(typing(options))).toEqual({
      kind: "suggest",
      id: interaction,
      token,
      command: "ask",
      typed: "214",
    });
    expect(read(typing(options), now)).toBeUndefined();
  });

  it("is left alone where it cannot be read, since it takes no other answer", () => {
    for (const options of [
      undefined,
      [],
      [{ name: "question", value: "214" }],
      [{ focused: true, value: 7 }],
      "x",
    ])
      expect(told(typing(options))).toEqual({ kind: "ignored", why: "unreadable" });
  });
});

describe("a press", () => {
  it("D-10: of a message that only the member sees is answered in its place", () => {
    expect(told(press("1.press.7.o:b214"))).toMatchObject({
      kind: "update",
      first: "in-place",
      place: reply,
      update: { where: "private", event: { type: "press", button: "o:b214", turn: 7 } },
    });
    expect(told(press("1.press.n.resume", inDm, { flags: 32768 }))).toMatchObject({
      first: "in-place",
      place: { channel: dm },
      update: { event: { turn: "none" } },
    });
  });

  it.each([
    ["in a server", inGuild],
    ["where the bot was not invited", inGroup],
    ["where nobody says where it was", { ...inGuild, context: undefined }],
  ])("D-17: of what others read too is nobody's, %s", (_where, around) => {
    for (const flags of [0, 32768, undefined, "64"]) {
      expect(told(press("1.press.7.o:b214", around, { flags }))).toEqual(strange);
      expect(told(press("1.form.7.0.line.60.a", around, { flags }))).toEqual(strange);
      expect(told(choose("1.one.7.0", ["o:a"], around, { flags }))).toEqual(strange);
      expect(told(choose("1.many.7.g", ["o:a"], around, { flags }))).toEqual(strange);
      expect(told(choose(`1.post.${pressed}`, ["a/b"], around, { flags }))).toEqual(strange);
    }
  });

  it("D-17: opens a private answer for whoever presses what leads there, also on a message for everybody", () => {
    for (const around of [inGuild, inGroup, inDm])
      expect(told(press("1.start.denied", around, { flags: 32768 }))).toMatchObject({
        kind: "update",
        first: "private",
        update: { where: "private", event: { type: "command", name: "start", rest: "denied" } },
      });
  });

  it("of a form's button is answered by the form at once, and is no update", () => {
    const raw = press("1.form.7.0.date.60.refused-on");
    expect(told(raw)).toMatchObject({
      kind: "form",
      id: interaction,
      token,
      form: { custom_id: "1.form.7.0.date.60.refused-on" },
    });
    expect(read(raw, now)).toBeUndefined();
  });

  it.each([
    ["an older form", "7:o:b214"],
    ["another bot's", "menu_1"],
    ["nothing", undefined],
    ["no text", 7],
    ["a select's", "1.one.7.0"],
    ["an endless one", `1.press.7.${"a".repeat(500)}`],
  ])("D-16: that carries %s is only answered", (_what, id) => {
    expect(told(press(id))).toEqual(strange);
  });
});

describe("a choice", () => {
  it("of one is a press of its button; of several it is the whole answer", () => {
    expect(eventOf(choose("1.one.7.0", ["o:b214"]))).toEqual({ type: "press", button: "o:b214", turn: 7 });
    expect(eventOf(choose("1.many.7.t:0-8", ["t:a", "t:b"]))).toEqual({
      type: "pick",
      group: "t:0-8",
      chosen: ["t:a", "t:b"],
      turn: 7,
    });
    expect(eventOf(choose("1.many.7.t:0-8", []))).toMatchObject({ chosen: [] });
  });

  it.each([
    ["two where one can be chosen", choose("1.one.7.0", ["o:a", "o:b"])],
    ["none where one can be chosen", choose("1.one.7.0", [])],
    ["one twice", choose("1.many.7.g", ["o:a", "o:a"])],
    ["what can be no button", choose("1.many.7.g", ["o:a", "__proto__"])],
    ["what is no text", choose("1.many.7.g", [7])],
    [
      "more than there can be",
      choose(
        "1.many.7.g",
        Array.from({ length: 26 }, (_, n) => `o:${n}`),
      ),
    ],
    ["a button's words", choose("1.press.7.o:a", ["o:a"])],
  ])("D-22: of %s is strange", (_what, raw) => {
    expect(told(raw)).toEqual(strange);
  });
});

describe("a form that comes back", () => {
  it("has what was typed, and takes the place of the message that it was opened from", () => {
    expect(told(submit("1.form.7.0.date.60.refused-on", { "refused-on": "3 March 2026" }))).toMatchObject({
      first: "in-place",
      update: { event: { type: "form", fields: { "refused-on": "3 March 2026" }, turn: 7 } },
    });
  });

  it("D-10, D-17: is answered privately where there is no such message, or others read it", () => {
    const around = (fields: object) => told(submit("1.form.7.0.line.60.a", { a: "b" }, fields));
    expect(around({ message: undefined })).toMatchObject({ first: "private" });
    expect(around({ message: { id: pressed, flags: 32768 } })).toMatchObject({ first: "private" });
    expect(around({ ...inDm, message: { id: pressed, flags: 32768 } })).toMatchObject({ first: "in-place" });
    expect(around({ ...inDm, message: undefined })).toMatchObject({ first: "private" });
  });

  it("is read from rows, too, as forms of an older kind come", () => {
    const raw = interact(5, {
      data: {
        custom_id: "1.form.n.0.line.60.a",
        components: [{ type: 1, components: [{ type: 4, custom_id: "a", value: "b" }] }],
      },
      message: { id: pressed, flags: 64 },
    });
    expect(eventOf(raw)).toEqual({ type: "form", fields: { a: "b" }, turn: "none" });
  });

  it.each([
    ["another field", submit("1.form.7.0.line.60.a", { b: "c" })],
    ["more than fits in it", submit("1.form.7.0.line.60.a", { a: "b".repeat(4001) })],
    ["what is no text", submit("1.form.7.0.line.60.a", { a: 7 })],
    ["a name that is no form", submit("1.press.7.a", { a: "b" })],
    ["nothing", interact(5, {})],
  ])("D-23: with %s is strange", (_what, raw) => {
    expect(told(raw)).toEqual(strange);
  });
});

describe("a command for a message", () => {
  const find = (about: unknown, around: object = {}): Raw =>
    interact(2, {
      data: {
        type: 3,
        name: "Find an answer",
        target_id: pressed,
        resolved: { messages: { [pressed]: about } },
      },
      ...around,
    });
  const may = (permissions: unknown, around: object = {}): unknown => {
    const what = told(find({ content: "a" }, { member: { ...inGuild.member, permissions }, ...around }));
    return what.kind === "find" && what.about.mayPost;
  };

  it("asks what the message says, privately", () => {
    expect(told(find({ content: " My visa was refused. " }))).toEqual({
      kind: "find",
      place: reply,
      about: { channel, message: pressed, mayPost: true },
      update: expect.objectContaining({
        where: "private",
        event: { type: "command", name: "ask", rest: "My visa was refused." },
      }),
    });
    expect(eventOf(find({ content: "" }))).toMatchObject({ name: "ask", rest: "" });
    expect(eventOf(find(undefined))).toMatchObject({ name: "ask", rest: "" });
  });

  it("D-7: lets a moderator post: who may manage messages and write, or administrates, in a server that has the bot", () => {
    expect(may("10240")).toBe(true);
    expect(may("8")).toBe(true);
    expect(may("18014398509481983")).toBe(true);
    for (const permissions of ["0", "2048", "8192", "-1", "1e9", "", undefined, 10240, "9".repeat(31)])
      expect([permissions, may(permissions)]).toEqual([permissions, false]);
    expect(may("10240", { authorizing_integration_owners: { "1": member } })).toBe(false);
    expect(may("10240", { authorizing_integration_owners: undefined })).toBe(true);
    expect(may("10240", { context: 2 })).toBe(false);
    expect(told(find({ content: "a" }, inDm))).toMatchObject({ about: { channel: dm, mayPost: false } });
  });

  it.each([10, 11, 12])("D-7: asks in a thread of type %i for the right to write in threads", (type) => {
    const inThread = { channel: { id: channel, type } };
    expect(may("10240", inThread)).toBe(false);
    expect(may("8192", inThread)).toBe(false);
    expect(may(`${(1n << 38n) | (1n << 13n)}`, inThread)).toBe(true);
    expect(may(`${1n << 38n}`, inThread)).toBe(false);
    expect(may(`${(1n << 38n) | (1n << 13n)}`)).toBe(false);
  });

  it.each([
    ["no message", find({ content: "a" }, { data: { type: 3, name: "Find an answer" } })],
    ["no channel", find({ content: "a" }, { channel_id: undefined, channel: undefined })],
    ["more than anybody can write", find({ content: "a".repeat(6001) })],
  ])("is strange with %s", (_what, raw) => {
    expect(told(raw)).toEqual(strange);
  });

  it("D-7: has its choice checked again when it is made", () => {
    const post = (permissions: string) =>
      told(choose(`1.post.${pressed}`, ["denial/b214"], { member: { ...inGuild.member, permissions } }));
    const what = {
      kind: "post",
      id: interaction,
      token,
      by: member,
      article: "denial/b214",
      channel,
      message: pressed,
    };
    expect(post("10240")).toEqual({ ...what, allowed: true });
    expect(post("0")).toEqual({ ...what, allowed: false });
  });
});

describe("a message", () => {
  it("D-32: in the bot's own DM is a text of whoever wrote it, answered there", () => {
    expect(told(message({ content: "What is 214(b)?" }))).toEqual({
      kind: "message",
      place: { kind: "channel", channel: dm, after: interaction },
      update: {
        id: interaction,
        member: `discord:${member}`,
        at,
        where: "private",
        address: `channel/${dm}/${interaction}`,
        event: { type: "text", text: "What is 214(b)?", dates: [] },
      },
    });
    expect(eventOf(message({ type: 19, content: "a" }))).toMatchObject({ type: "text" });
  });

  it.each([
    ["/denied", "denied", ""],
    ["  /denied now\nplease", "denied", "now\nplease"],
    ["/Denied.", "denied", ""],
    ["/H1B–backed—out", "h1b-backed-out", ""],
    ["/h1b_backed_out x", "h1b-backed-out", "x"],
    ["/ask what is 214(b)?", "ask", "what is 214(b)?"],
    ["/nothing-known", "nothing-known", ""],
    ["/start h1b-backed-out", "start", "h1b-backed-out"],
    ["/start", "start", ""],
  ])("that begins with a slash is a command: %j", (content, name, rest) => {
    expect(eventOf(message({ content }))).toEqual({ type: "command", name, rest });
  });

  it.each(["/", "/.", "/one/two", "a /denied", "//", "- /ask"])(
    "is a text where that is none: %j",
    (content) => {
      expect(eventOf(message({ content }))).toEqual({ type: "text", text: content, dates: [] });
    },
  );

  it.each(["I want to die", "<b>", "a".repeat(65), "what now?"])(
    "hands on what follows /start and opens nothing, so that a cry in it is heard: %j",
    (words) => {
      const event = { type: "command", name: "start", rest: words };
      expect(eventOf(message({ content: `/start ${words}` }))).toEqual(event);
    },
  );

  it.each<[string, object, Extract<Event, { type: "other" }>["what"]]>([
    ["a picture", { attachments: [{ content_type: "image/png" }] }, "photo"],
    ["a file", { attachments: [{ content_type: "application/pdf" }] }, "file"],
    ["a file of no kind", { attachments: [{}] }, "file"],
    ["a sticker", { sticker_items: [{ id: "1" }] }, "sticker"],
    ["a forwarded message", { message_snapshots: [{}] }, "unknown"],
    ["spaces", { content: " \n " }, "unknown"],
  ])("without words is what it is: %s", (_what, fields, what) => {
    expect(eventOf(message(fields))).toEqual({ type: "other", what });
  });

  it.each<[string, object, string]>([
    ["in a server", { content: "a", guild_id: guild }, "not-private"],
    ["of the bot itself", { content: "a", author: { id: bot.id } }, "another-bot"],
    ["of another bot", { content: "a", author: { id: "5", bot: true } }, "another-bot"],
    ["of a webhook", { content: "a", webhook_id: "5" }, "another-bot"],
    ["that nobody wrote", { type: 6 }, "service"],
    ["without an author", { content: "a", author: undefined }, "unreadable"],
    ["without a channel", { content: "a", channel_id: 7 }, "unreadable"],
  ])("is left alone %s", (_what, fields, why) => {
    expect(told(message(fields))).toEqual({ kind: "ignored", why });
  });
});

describe("anything else", () => {
  it("D-30: a ping is one, whatever else is in it", () => {
    expect(told(interact(1, {}))).toEqual({ kind: "ping" });
    expect(told(rawOf("interaction", { type: 1 }))).toEqual({ kind: "ping" });
  });

  it.each<[string, Raw]>([
    ["of another application", command("ask", {}, { application_id: "1100000000000000009" })],
    ["without a token", command("ask", {}, { token: undefined })],
    ["with a token that leads elsewhere", command("ask", {}, { token: "a/../b" })],
    ["with an endless token", command("ask", {}, { token: "a".repeat(1001) })],
    ["without an id", command("ask", {}, { id: 7 })],
    ["without a person", command("ask", {}, { member: undefined })],
  ])("cannot be answered, so it is not taken: an interaction %s", (_what, raw) => {
    expect(told(raw)).toEqual({ kind: "ignored", why: "unreadable" });
  });

  it("never happened later than now", () => {
    const later = command(
      "denied",
      {},
      { id: String((BigInt(at + 60_000 - 1_420_070_400_000) << 22n) + 5n) },
    );
    expect(read(later, now)?.at).toBe(now);
  });

  it("F83: nothing in it makes it throw, and it always means the same", () => {
    const leaf = fc.oneof(
      fc.constantFrom<unknown>(
        null,
        true,
        0,
        1,
        2,
        3,
        4,
        5,
        64,
        -1,
        1e300,
        "",
        "1",
        member,
        channel,
        token,
        dm,
      ),
      fc.constantFrom(
        "1.press.7.a",
        "1.form.7.0.line.60.a",
        "1.many.7.g",
        "1.one.7.0",
        "1.start.a",
        `1.post.${pressed}`,
      ),
      fc.constantFrom(...hostile),
    );
    const keys = fc.constantFrom(
      ..."id type token data name value values options custom_id component_type component components member user".split(
        " ",
      ),
      ..."channel channel_id guild_id application_id context message flags author content target_id resolved".split(
        " ",
      ),
      ..."permissions focused messages attachments __proto__ constructor".split(" "),
    );
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.array(tie("tree"), { maxLength: 3 }),
        fc.dictionary(keys, tie("tree"), { maxKeys: 6 }),
      ),
    }));
    // Sound but for one part, so that what lies deep is reached, too.
    const sound = [
      command("ask", { question: "a", public: true }).data,
      press("1.press.7.a").data,
      choose("1.many.7.g", ["o:a"]).data,
      submit("1.form.7.0.line.60.a", { a: "b" }).data,
      message({ content: "a" }).data,
    ];
    const almost = fc
      .tuple(fc.constantFrom(...sound), keys, tree)
      .map(([data, key, part]) => ({ ...Object(data), [key]: part }));
    fc.assert(
      fc.property(
        fc.constantFrom<Raw["from"]>("interaction", "message"),
        fc.oneof(tree, almost),
        (from, data) => {
          const what = told(rawOf(from, data));
          expect(told(rawOf(from, structuredClone(data)))).toEqual(what);
          if (what.kind === "update") expect(what.update.member).toMatch(/^discord:[1-9]\d{0,19}$/);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
