/** Commands: typed with a slash, still being typed, or chosen for a message. */
import { fieldIn, type Given, given, givenIn, listIn, numberIn, textIn } from "../../src/given.js";
import { asUpdate, type Envelope, strange } from "./envelope.js";
import { type Incoming, ignored, type Reader } from "./incoming.js";
import { live } from "./limits.js";
import { snowflakeIn } from "./snowflake.js";

export function commandIncoming(reader: Reader, envelope: Envelope): Incoming {
  const data = givenIn(envelope.fields, "data");
  switch (numberIn(data, "type") ?? 1) {
    case 1:
      return slashIncoming(reader, envelope, data);
    case 3:
      return findIncoming(envelope, data);
    default:
      return strange(envelope);
  }
}

/** What is typed so far into the option that has the cursor (D-5). It can be answered with suggestions only. */
export function suggestIncoming({ id, token, fields }: Envelope): Incoming {
  const data = givenIn(fields, "data");
  const command = nameIn(data);
  const typed = textIn(
    optionsOf(data).find((one) => fieldIn(one, "focused") === true),
    "value",
  );
  return command === undefined || typed === undefined || typed.length > longest
    ? ignored("unreadable")
    : { kind: "suggest", id, token, command, typed };
}

function slashIncoming({ inPublic }: Reader, envelope: Envelope, data: Given | undefined): Incoming {
  const name = nameIn(data);
  if (name === undefined) return strange(envelope);
  const options = optionsOf(data);
  const option = (wanted: string): Given | undefined => options.find((one) => textIn(one, "name") === wanted);
  const rest = textIn(option("question"), "value") ?? textIn(option("name"), "value") ?? "";
  if (rest.length > longest) return strange(envelope);
  const shared = fieldIn(option("public"), "value") === true && inPublic(name) && envelope.in !== "bot-dm";
  return asUpdate(envelope, { type: "command", name, rest: rest.trim() }, shared ? "public" : "private");
}

/** "Find an answer": what that message says is asked, by whoever chose it and for them alone. */
function findIncoming(envelope: Envelope, data: Given | undefined): Incoming {
  const message = snowflakeIn(data, "target_id");
  const { channel } = envelope;
  if (message === undefined || channel === undefined) return strange(envelope);
  const about = givenIn(givenIn(givenIn(data, "resolved"), "messages"), message);
  const words = (textIn(about, "content") ?? "").trim();
  if (words.length > longest) return strange(envelope);
  const { update, place } = asUpdate(envelope, { type: "command", name: "ask", rest: words }, "private");
  return { kind: "find", update, place, about: { channel, message, mayPost: envelope.mayPost } };
}

/** No command of ours is longer, whatever an older registration had. */
function nameIn(data: Given | undefined): string | undefined {
  const name = textIn(data, "name");
  return name !== undefined && name !== "" && name.length <= live.commandName ? name : undefined;
}

function optionsOf(data: Given | undefined): Given[] {
  return listIn(data, "options")
    .map(given)
    .filter((one) => one !== undefined);
}

/** Discord's own most for what is typed into an option. */
const longest = 6000;
