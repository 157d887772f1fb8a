import { discord, type Payload, type Raw } from "../../../adapters/discord/index.js";
import type { Event } from "../../../src/engine/event.js";
import { shownText } from "../../support/discord/markdown.js";
import { keepsTheContract } from "../contract.js";
import {
  bot,
  choose,
  command,
  inDm,
  interact,
  message,
  press,
  rawOf,
  submit,
  words,
} from "./interactions.js";

const updates: readonly { raw: Raw; event: Event }[] = [
  { raw: command("denied"), event: { type: "command", name: "denied", rest: "" } },
  { raw: command("ask", { question: "214(b)?" }), event: { type: "command", name: "ask", rest: "214(b)?" } },
  {
    raw: command("specialty", { name: "Surgery" }, inDm),
    event: { type: "command", name: "specialty", rest: "Surgery" },
  },
  { raw: press("1.press.7.o:b214"), event: { type: "press", button: "o:b214", turn: 7 } },
  {
    raw: press("1.press.n.a:denial/b214:2"),
    event: { type: "press", button: "a:denial/b214:2", turn: "none" },
  },
  { raw: press("1.start.denied"), event: { type: "command", name: "start", rest: "denied" } },
  { raw: choose("1.one.7.0", ["o:b214"]), event: { type: "press", button: "o:b214", turn: 7 } },
  {
    raw: choose("1.many.7.t:0-8", ["t:a", "t:b"]),
    event: { type: "pick", group: "t:0-8", chosen: ["t:a", "t:b"], turn: 7 },
  },
  {
    raw: submit("1.form.7.0.date.60.refused-on", { "refused-on": "3 March 2026" }),
    event: { type: "form", fields: { "refused-on": "3 March 2026" }, turn: 7 },
  },
  {
    raw: message({ content: "what is 214(b)?" }),
    event: { type: "text", text: "what is 214(b)?", dates: [] },
  },
  {
    raw: message({ content: "/h1b-backed-out now" }),
    event: { type: "command", name: "h1b-backed-out", rest: "now" },
  },
  { raw: message({ sticker_items: [{}] }), event: { type: "other", what: "sticker" } },
];

keepsTheContract<Raw, Payload>({
  adapter: discord,
  words,
  // What isolates a member's words has no form of its own, nor has what keeps three ticks from ending a block.
  textOf: (payloads) =>
    payloads
      .flatMap(({ components }) =>
        components.flatMap((one) => (one.type === 10 ? [shownText(one.content)] : [])),
      )
      .join("\n")
      .replace(/[\u2068\u2069]/g, ""),
  buttonsOf: (payloads) =>
    payloads.flatMap(({ components }) =>
      components.flatMap((row) =>
        row.type !== 1
          ? []
          : row.components.flatMap((one) =>
              one.type === 2 ? [one.label] : one.options.map(({ label }) => label),
            ),
      ),
    ),
  refuses: ["text", "options", "label", "button id"],
  updates,
  garbage: [
    ...[null, 7, "x", [], {}, { type: 3 }].map((data) => rawOf("interaction", data)),
    ...[null, 7, "x", [], {}, { content: "a" }].map((data) => rawOf("message", data)),
    interact(1, {}),
    interact(9, {}),
    press("7:o:b214"),
    press("2.press.7.o:b214"),
    press({ a: 1 }),
    press("1.press.7.o:b214", {}, { flags: 32768 }),
    choose("1.one.7.0", "o:b214"),
    interact(2, { data: { type: 2, name: "Report" } }),
    interact(2, { application_id: "1", data: { type: 1, name: "ask" } }),
    message({ content: "a", author: { id: bot.id, bot: true } }),
    message({ content: "a", guild_id: "900000000000000001" }),
  ],
});
