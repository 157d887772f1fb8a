import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { telegram } from "../../../adapters/telegram/index.js";
import type { Raw } from "../../../adapters/telegram/read.js";
import type { Payload } from "../../../adapters/telegram/render.js";
import type { Words } from "../../../src/adapter.js";
import type { Event } from "../../../src/engine/event.js";
import { keepsTheContract } from "../contract.js";
import { bot, date, inGroup, member, message, press, rawOf } from "./updates.js";

const words: Words = parse(readFileSync("content/en/interface.yaml", "utf8")).telegram;

const updates: readonly { raw: Raw; event: Event }[] = [
  { raw: message({ text: "/denied" }), event: { type: "command", name: "denied", rest: "" } },
  {
    raw: message({ text: "/h1b-backed-out what now" }),
    event: { type: "command", name: "h1b-backed-out", rest: "what now" },
  },
  { raw: press("7:o:b214"), event: { type: "press", button: "o:b214", turn: 7 } },
  { raw: press("n:a:denial/b214:2"), event: { type: "press", button: "a:denial/b214:2", turn: "none" } },
  { raw: message({ text: "what is 214(b)?" }), event: { type: "text", text: "what is 214(b)?", dates: [] } },
  { raw: message({ photo: [] }), event: { type: "other", what: "photo" } },
  { raw: inGroup({ text: `/ask@${bot.username} a` }), event: { type: "command", name: "ask", rest: "a" } },
];

const private_ = { id: member, type: "private" };

keepsTheContract<Raw, Payload>({
  adapter: telegram,
  words,
  // What isolates a member's words has no form of its own.
  textOf: (payloads) =>
    payloads
      .map((one) => (one.kind === "text" ? one.text : one.caption))
      .join("\n")
      .replace(/[\u2068\u2069]/g, ""),
  buttonsOf: (payloads) =>
    payloads.flatMap((one) => (one.kind === "text" ? one.keyboard.flat().map(({ text }) => text) : [])),
  refuses: ["text", "options", "label", "button id"],
  updates,
  garbage: [
    ...[undefined, null, "", 5, [], {}, { update_id: -1 }, { update_id: 1.5, message: {} }].map(rawOf),
    ...[
      { message: null },
      { message: {} },
      { message: { message_id: 1, date, chat: private_, text: "no sender" } },
      { message: { message_id: 1, date, chat: private_, from: { id: 778 }, text: "another's chat" } },
      {
        message: {
          message_id: 1,
          date,
          chat: { id: "777", type: "private" },
          from: { id: member },
          text: "a",
        },
      },
      { message: { message_id: 0, date, chat: private_, from: { id: member }, text: "a" } },
      { callback_query: { id: "q", from: { id: member } } },
      { inline_query: { id: "i", from: { id: member }, query: "214b", offset: "" } },
      { poll: { id: "1" } },
      { edited_message: { message_id: 1, date, chat: private_, from: { id: member }, text: "a" } },
    ].map((one) => rawOf({ update_id: 1, ...one })),
  ],
});
