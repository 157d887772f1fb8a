import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writePress } from "../../../adapters/telegram/press.js";
import { type Incoming, incoming, type Raw, read } from "../../../adapters/telegram/read.js";
import type { Event } from "../../../src/engine/event.js";
import { bot, date, group, inGroup, member, message, press, rawOf } from "./updates.js";

const now = Date.parse("2026-11-24T12:00:00Z");
const told = (raw: Raw): Incoming => incoming(raw, now);
const eventOf = (raw: Raw): Event | undefined => read(raw, now)?.event;
const addressOf = (raw: Raw): string | undefined => read(raw, now)?.address;
const ignored = (why: string) => ({ kind: "ignored", why });
const asks = (rest: string): Event => ({ type: "command", name: "ask", rest });
const says = (text: string): Event => ({ type: "text", text, dates: [] });

describe("a message in private", () => {
  it("says who, when and where, and is known by the number of its update (T-32)", () => {
    const raw = message({ text: "what is 214(b)?" });
    expect(told({ ...raw, update: { ...Object(raw.update), update_id: 2 ** 52 } })).toEqual({
      kind: "update",
      update: {
        id: "4503599627370496",
        member: "telegram:777",
        at: date * 1000,
        where: "private",
        address: "777",
        event: says("what is 214(b)?"),
      },
      place: { chat: 777 },
      message: 31,
    });
  });

  it.each<[string, Event]>([
    ["/denied", { type: "command", name: "denied", rest: "" }],
    ["/H1B\u2014backed\u2014out what now", { type: "command", name: "h1b-backed-out", rest: "what now" }],
    ["/nothing-such", { type: "command", name: "nothing-such", rest: "" }],
    ["/denied@SomeOtherBot", { type: "command", name: "denied", rest: "" }],
    ["/ask 214b?", asks("214b?")],
    ["Yes", says("Yes")],
    ["  a\nb ", says("  a\nb ")],
  ])("T-2 to T-6: %j is an event", (text, event) => {
    expect(eventOf(message({ text }))).toEqual(event);
  });

  it("T-3: does not depend on what the server marks", () => {
    const text = "/h1b-backed-out what now";
    const marked = message({ text, entities: [{ type: "bot_command", offset: 0, length: 4 }] });
    const wrong = message({ text, entities: [{ type: "bot_command", offset: -1, length: 999 }, null, "x"] });
    for (const raw of [message({ text }), marked, wrong]) {
      expect(eventOf(raw)).toEqual({ type: "command", name: "h1b-backed-out", rest: "what now" });
    }
  });

  it.each([
    ["denied", "denied"],
    ["h1b-backed-out", "h1b-backed-out"],
    ["a".repeat(64), "a".repeat(64)],
    ["", ""],
  ])("T-9: /start with the payload %j opens at %j", (payload, rest) => {
    expect(eventOf(message({ text: `/start ${payload}` }))).toEqual({ type: "command", name: "start", rest });
  });

  it.each(["a".repeat(65), "I want to die", "<script>", "../../etc", "é"])(
    "T-9: what follows /start and can open nothing is handed on, so that a cry in it is heard: %j",
    (words) => {
      const event = { type: "command", name: "start", rest: words };
      expect(eventOf(message({ text: `/start ${words}` }))).toEqual(event);
    },
  );

  it.each([
    ["photo", { photo: [{ file_id: "a" }], caption: "/denied" }],
    ["photo", { live_photo: {} }],
    ["file", { document: { file_id: "a" }, caption: "3 March 2026" }],
    ["file", { animation: {}, document: {} }],
    ["file", { video: {} }],
    ["file", { video_note: {} }],
    ["file", { voice: {} }],
    ["file", { audio: {} }],
    ["sticker", { sticker: { emoji: "x" } }],
    ["unknown", { location: {} }],
    ["unknown", { contact: {} }],
    ["unknown", { poll: {} }],
    ["unknown", { dice: {} }],
    ["unknown", { story: {} }],
  ])("is %s where it is no text, and its caption is no answer", (what, fields) => {
    expect(eventOf(message(fields))).toEqual({ type: "other", what });
  });

  it.each([{ pinned_message: {} }, { new_chat_title: "a" }, { message_auto_delete_timer_changed: {} }, {}])(
    "is nothing where only the chat says something: %j",
    (fields) => {
      expect(told(message(fields))).toEqual(ignored("service"));
    },
  );

  it("T-30: names a topic only where it is one", () => {
    expect(addressOf(message({ text: "a", message_thread_id: 9, is_topic_message: true }))).toBe("777/9");
    expect(addressOf(message({ text: "a", message_thread_id: 9 }))).toBe("777");
    expect(addressOf(message({ text: "a", message_thread_id: "9", is_topic_message: true }))).toBe("777");
  });

  it("is not the member's word where it came through the bot's own inline results", () => {
    expect(told(message({ text: "An article", via_bot: { id: bot.id } }))).toEqual(ignored("automatic"));
    expect(eventOf(message({ text: "A joke", via_bot: { id: 5 } }))).toEqual(says("A joke"));
  });

  it("takes the question from the message that /ask replies to, but never from the bot's own", () => {
    const other = { message_id: 3, from: { id: 778 }, text: "What is 221(g)?" };
    expect(eventOf(message({ text: "/ask", reply_to_message: other }))).toEqual(asks("What is 221(g)?"));
    const own = { message_id: 3, from: { id: bot.id }, text: "Your plan" };
    expect(eventOf(message({ text: "/ask", reply_to_message: own }))).toEqual(asks(""));
  });
});

describe("a message in a group", () => {
  const name = `@${bot.username}`;

  it("T-25, T-26: is taken where it is a command of the bot, and answered under it", () => {
    expect(told(inGroup({ text: "/h1b-backed-out" }))).toMatchObject({
      update: {
        member: "telegram:777",
        where: "group",
        address: `${group}>32`,
        event: { type: "command", name: "h1b-backed-out", rest: "" },
      },
      place: { chat: group, reply: 32 },
      message: 32,
    });
  });

  it("T-6: is taken with the bot's name in any case, and left to the other bot it names", () => {
    const command = { type: "command", name: "denied", rest: "" };
    expect(eventOf(inGroup({ text: `/denied${name}` }))).toEqual(command);
    expect(eventOf(inGroup({ text: `/Denied${name.toUpperCase()}` }))).toEqual(command);
    expect(told(inGroup({ text: "/denied@SomeOtherBot" }))).toEqual(ignored("another-bot"));
    expect(told(inGroup({ text: "/h1b-backed-out@SomeOtherBot now" }))).toEqual(ignored("another-bot"));
    expect(told(inGroup({ text: "/h1b-backed-of@SomeOtherBot now" }))).toEqual(ignored("another-bot"));
  });

  it("T-25: an unknown command is another bot's, unless it names this one or replies to it", () => {
    const unknown = { type: "command", name: "weather", rest: "" };
    expect(told(inGroup({ text: "/weather" }))).toEqual(ignored("not-for-us"));
    expect(eventOf(inGroup({ text: `/weather${name}` }))).toEqual(unknown);
    expect(eventOf(inGroup({ text: "/weather", reply_to_message: { from: { id: bot.id } } }))).toEqual(
      unknown,
    );
  });

  it("T-25: a text is taken where it replies to the bot or begins with its name", () => {
    expect(told(inGroup({ text: "what is 214(b)?" }))).toEqual(ignored("not-for-us"));
    expect(told(inGroup({ text: `see ${name}` }))).toEqual(ignored("not-for-us"));
    expect(told(inGroup({ text: `${name}2 what is it?` }))).toEqual(ignored("not-for-us"));
    expect(told(inGroup({ text: "a", reply_to_message: { from: { id: 778 } } }))).toEqual(
      ignored("not-for-us"),
    );
    expect(eventOf(inGroup({ text: `${name}, what is 214(b)?` }))).toEqual(says("what is 214(b)?"));
    expect(eventOf(inGroup({ text: `${name.toLowerCase()}\nwhat?` }))).toEqual(says("what?"));
    const reply = { message_id: 8, from: { id: bot.id } };
    expect(eventOf(inGroup({ text: "and 221(g)?", reply_to_message: reply }))).toEqual(says("and 221(g)?"));
  });

  it("answers the message that /ask or the bot's name replies to, under that message", () => {
    const question = { message_id: 8, from: { id: 778 }, text: "What is 221(g)?" };
    for (const text of ["/ask", `/ask${name}`, name, `${name}:`]) {
      const raw = inGroup({ text, reply_to_message: question });
      expect(eventOf(raw)).toEqual(asks("What is 221(g)?"));
      expect(addressOf(raw)).toBe(`${group}>8`);
    }
    const words = inGroup({ text: "/ask about J-1", reply_to_message: question });
    expect(eventOf(words)).toEqual(asks("about J-1"));
    expect(addressOf(words)).toBe(`${group}>32`);
  });

  it("takes what was marked of it, or its caption; without words it asks how to ask", () => {
    const reply_to_message = { message_id: 8, from: { id: 778 }, text: "Hello. What is 221(g)?" };
    const quote = { text: "What is 221(g)?", position: 7, is_manual: true };
    expect(eventOf(inGroup({ text: "/ask", reply_to_message, quote }))).toEqual(asks("What is 221(g)?"));
    const photo = { message_id: 8, from: { id: 778 }, photo: [], caption: "Is this 221(g)?" };
    expect(eventOf(inGroup({ text: "/ask", reply_to_message: photo }))).toEqual(asks("Is this 221(g)?"));
    const bare = { message_id: 8, from: { id: 778 }, photo: [] };
    expect(told(inGroup({ text: "/ask", reply_to_message: bare }))).toMatchObject({
      place: { reply: 32 },
      update: { event: asks("") },
    });
  });

  it("T-30: in a topic names the topic, and does not take its beginning for a message", () => {
    const topic = { message_thread_id: 8, is_topic_message: true };
    const root = {
      message_id: 8,
      from: { id: bot.id },
      forum_topic_created: { name: "Visas" },
      text: "Visas",
    };
    expect(addressOf(inGroup({ text: "/ask a", ...topic }))).toBe(`${group}/8>32`);
    expect(addressOf(inGroup({ text: "/ask a", message_thread_id: 8 }))).toBe(`${group}>32`);
    expect(told(inGroup({ text: "hello", reply_to_message: root, ...topic }))).toEqual(ignored("not-for-us"));
    expect(eventOf(inGroup({ text: "/ask", reply_to_message: root, ...topic }))).toEqual(asks(""));
  });

  it("T-27: is that of the group or channel which speaks, never of the fake user before it", () => {
    const anonymous = {
      from: { id: 1_087_968_824, is_bot: true },
      sender_chat: { id: group, type: "supergroup" },
    };
    expect(read(inGroup({ text: "/denied", ...anonymous }), now)?.member).toBe(`telegram:${group}`);
    const channel = {
      from: { id: 136_817_688, is_bot: true },
      sender_chat: { id: -100777, type: "channel" },
    };
    expect(read(inGroup({ text: "/denied", ...channel }), now)?.member).toBe("telegram:-100777");
  });

  it("T-27: is nothing where it was passed on by itself, or another bot sent it", () => {
    const passed = {
      from: { id: 777_000 },
      sender_chat: { id: -1, type: "channel" },
      is_automatic_forward: true,
    };
    expect(told(inGroup({ text: "/denied", ...passed }))).toEqual(ignored("automatic"));
    expect(told(inGroup({ text: "/denied", via_bot: { id: bot.id } }))).toEqual(ignored("automatic"));
    expect(told(inGroup({ text: "/denied", from: { id: 9, is_bot: true } }))).toEqual(ignored("another-bot"));
  });

  it("is nothing where it is no text", () => {
    expect(told(inGroup({ photo: [], caption: "/denied" }))).toEqual(ignored("not-for-us"));
    expect(told(inGroup({ new_chat_members: [] }))).toEqual(ignored("service"));
  });

  it("T-31: tells the new id of a group, from either side", () => {
    expect(told(inGroup({ chat: { id: -5, type: "group" }, migrate_to_chat_id: group }))).toEqual({
      kind: "migrated",
      from: -5,
      to: group,
    });
    expect(told(inGroup({ migrate_from_chat_id: -5 }))).toEqual({ kind: "migrated", from: -5, to: group });
  });
});

describe("other updates", () => {
  const post = { message_id: 1, date, chat: { id: -100777, type: "channel" }, text: "/denied" };

  it.each([
    ["T-28: a channel's post", { channel_post: post }, ignored("channel")],
    ["T-28: its edit", { edited_channel_post: post }, ignored("channel")],
    ["T-28: a channel's message", { message: post }, ignored("channel")],
    ["T-29: an edit, so that no command runs again", { edited_message: post }, ignored("edited")],
    ["an unknown kind", { message_reaction: {} }, ignored("unknown-kind")],
    ["T-38: kinds to come", { something_new: { text: "/denied" } }, ignored("unknown-kind")],
    [
      "an inline query",
      { inline_query: { id: "i7", from: { id: member }, query: "214b", offset: "" } },
      { kind: "inline", id: "i7", from: member, words: "214b" },
    ],
    ["an inline query of nobody", { inline_query: { query: "214b" } }, ignored("unreadable")],
  ])("%s", (_what, update, expected) => {
    expect(told(rawOf({ update_id: 1, ...update }))).toEqual(expected);
  });

  it.each([
    ["member", true],
    ["administrator", true],
    ["creator", true],
    ["kicked", false],
    ["left", false],
    ["restricted", false],
  ])("T-40: the bot as %s can write: %j", (status, here) => {
    const update = { my_chat_member: { chat: { id: member }, new_chat_member: { status } } };
    expect(told(rawOf({ update_id: 1, ...update }))).toEqual({ kind: "membership", chat: member, here });
  });

  it("T-40: a restricted member is still there", () => {
    const update = {
      my_chat_member: { chat: { id: group }, new_chat_member: { status: "restricted", is_member: true } },
    };
    expect(told(rawOf({ update_id: 1, ...update }))).toEqual({ kind: "membership", chat: group, here: true });
  });
});

describe("a press", () => {
  it("carries its own data, and the message that was pressed is the one to edit", () => {
    expect(told(press("7:o:b214"))).toEqual({
      kind: "update",
      update: {
        id: "7",
        member: "telegram:777",
        at: now,
        where: "private",
        address: "777#40",
        event: { type: "press", button: "o:b214", turn: 7 },
      },
      place: { chat: 777, message: 40 },
      query: "q1",
      message: 40,
    });
  });

  it("T-19: needs nothing of a message that cannot be read any more", () => {
    const gone = { message: { message_id: 40, chat: { id: member, type: "private" }, date: 0 } };
    expect(told(press("n:home", gone))).toMatchObject({
      kind: "update",
      query: "q1",
      update: { at: now, event: { type: "press", button: "home", turn: "none" } },
    });
  });

  it("T-19: of a message of which nothing is told is only answered", () => {
    expect(told(press("n:home", { message: undefined }))).toEqual({ kind: "strange-press", query: "q1" });
    const inline = { message: undefined, inline_message_id: "x" };
    expect(told(press("n:home", inline))).toEqual({ kind: "strange-press", query: "q1" });
  });

  it("F84: of somebody else's private message is only answered", () => {
    const theirs = { message: { message_id: 40, chat: { id: 778, type: "private" }, date } };
    expect(told(press("7:o:b214", theirs))).toEqual({ kind: "strange-press", query: "q1" });
  });

  it("T-27, F84: in a group is of who pressed, and edits nothing that others read", () => {
    const there = { message_id: 40, chat: { id: group, type: "supergroup" }, date };
    const raw = press("7:o:b214", { message: { ...there, is_topic_message: true, message_thread_id: 3 } });
    expect(told(raw)).toMatchObject({
      update: { member: "telegram:777", where: "group", address: `${group}/3>40` },
      query: "q1",
    });
  });

  const forged: readonly unknown[] = [
    undefined,
    null,
    "",
    5,
    {},
    "o:b214",
    ":o:b214",
    "7:",
    "7",
    "07:o:b214",
    "-1:o:b214",
    "1.5:o:b214",
    "1e3:o:b214",
    "99999999999999999999:o:b214",
    "7: o",
    "7:o b",
    "7:é",
    "7:__proto__",
    `7:${"a".repeat(53)}`,
    `7:o:${"a".repeat(64)}`,
    "k:1",
    "none:home",
    "7:o\n",
  ];
  it.each(forged.map((data) => [data]))("T-13, F83: of forged data %j is only answered", (data) => {
    expect(told(press(data))).toEqual({ kind: "strange-press", query: "q1" });
  });

  it("T-13, F83: never throws for 10,000 forged ones, and is never of another member", () => {
    const data = fc.oneof(
      fc.string({ unit: "binary", maxLength: 70 }),
      fc.stringMatching(/^(n|\d{1,20}|[a-z]*):[ -~]{0,60}$/),
      fc.anything(),
    );
    fc.assert(
      fc.property(data, (forged) => {
        const what = told(press(forged));
        if (what.kind !== "update") {
          expect(what).toEqual({ kind: "strange-press", query: "q1" });
          return;
        }
        const { member: who, event } = what.update;
        expect(who).toBe("telegram:777");
        if (event.type !== "press") throw new Error("A press became something else.");
        expect(writePress(event)).toBe(forged);
      }),
      { numRuns: 10_000 },
    );
  });

  it("F85: means the same each time it is sent", () => {
    expect(told(press("7:o:b214"))).toEqual(told(press("7:o:b214")));
  });
});

describe("anything at all", () => {
  const json = fc.jsonValue();
  const fields = fc.dictionary(
    fc.constantFrom(
      "text",
      "from",
      "chat",
      "date",
      "message_id",
      "reply_to_message",
      "sender_chat",
      "entities",
    ),
    json,
  );

  it("is read without throwing, by nobody but who is named in it", () => {
    const kinds = ["message", "callback_query", "inline_query", "my_chat_member", "edited_message"];
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.oneof(json, fields),
        fc.oneof(fc.nat(), json),
        (kind, value, id) => {
          const what = told(rawOf({ update_id: id, [kind]: value }));
          if (what.kind === "update") expect(what.update.member).toMatch(/^telegram:-?[1-9]\d*$/);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("F86, F91, F93: takes any text of a member as it is", () => {
    const hostile = [
      "<b>x</b> *y* _z_ @everyone",
      "a\u202eb\u2066c",
      "level=error\u2028{}",
      "\u200b\u200d\ufeff1",
      "👩‍⚕️".repeat(819),
      "\ud800",
      "__proto__",
    ];
    fc.assert(
      fc.property(
        fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: "binary", minLength: 1 })),
        (text) => {
          if (text.trim() === "" || text.trimStart().startsWith("/")) return;
          expect(eventOf(message({ text }))).toEqual(says(text));
        },
      ),
    );
  });

  it("F93, F94: reads no names of people and chats, however long or strange they are", () => {
    const name = `\u202e<b>${"👩‍⚕️".repeat(4096)}\u0000`;
    const named = { id: member, is_bot: false, first_name: name, last_name: name, username: name };
    const chat = { id: group, type: "supergroup", title: name };
    for (const raw of [
      message({ text: "a", from: named }),
      inGroup({ text: "/denied", from: named, chat }),
      press("7:o:b214", { from: named }),
    ]) {
      const what = told(raw);
      expect(what.kind).toBe("update");
      expect(JSON.stringify(what).length).toBeLessThan(400);
    }
  });

  it("does not take what every object inherits for something that was sent", () => {
    expect(told(rawOf({ update_id: 1, message: Object.create({ text: "/denied" }) }))).toEqual(
      ignored("unreadable"),
    );
    expect(told(message({ text: "toString", constructor: 1 }))).toMatchObject({ kind: "update" });
  });
});
