/** From what Discord sends to what it means. Everything in it is a stranger's word, and no field is believed unseen. */
import type { Update } from "../../src/adapter.js";
import type { Instant } from "../../src/engine/day.js";
import { given, numberIn } from "../../src/given.js";
import { commandIncoming, suggestIncoming } from "./commanded.js";
import { envelopeOf } from "./envelope.js";
import { type Incoming, ignored, type Raw } from "./incoming.js";
import { formIncoming, pressIncoming } from "./pressed.js";
import { messageIncoming } from "./said.js";

/** What it means. The same always means the same; nothing in it makes this throw. */
export function incoming(raw: Raw, now: Instant): Incoming {
  const data = given(raw.data);
  if (data === undefined) return ignored("unreadable");
  if (raw.from === "message") return messageIncoming(raw, data, now);
  const type = numberIn(data, "type");
  if (type === 1) return { kind: "ping" };
  const envelope = envelopeOf(raw, data, now);
  if (envelope === undefined) return ignored("unreadable");
  switch (type) {
    case 2:
      return commandIncoming(raw, envelope);
    case 3:
      return pressIncoming(raw, envelope);
    case 4:
      return suggestIncoming(envelope);
    case 5:
      return formIncoming(envelope);
    default:
      return ignored("unknown-kind");
  }
}

/** The update for the runtime; nothing where it means something to the connection alone, or nothing at all. */
export function read(raw: Raw, now: Instant): Update | undefined {
  const what = incoming(raw, now);
  switch (what.kind) {
    case "update":
    case "message":
    case "find":
      return what.update;
    default:
      return undefined;
  }
}
