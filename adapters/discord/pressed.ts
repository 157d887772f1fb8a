/** Presses of buttons, choices in selects, and forms that come back (D-16). */
import { type Given, given, givenIn, listIn, numberIn, textIn } from "../../src/given.js";
import { isButtonId, readCustomId } from "./custom-id.js";
import { asUpdate, type Envelope, strange } from "./envelope.js";
import { formOf } from "./form.js";
import type { Incoming, Reader } from "./incoming.js";
import { limits } from "./limits.js";

/**
 * What was pressed. A message that others read too has nothing to press but what opens a private answer: anything else
 * there is not meant for whoever pressed it (D-17).
 */
export function pressIncoming({ words }: Reader, envelope: Envelope): Incoming {
  const { fields, channel } = envelope;
  const data = givenIn(fields, "data");
  const message = givenIn(fields, "message");
  const id = readCustomId(textIn(data, "custom_id") ?? "");
  const isSelect = numberIn(data, "component_type") === 3;
  const chosen = isSelect ? chosenIn(data) : [];
  if (id === undefined || chosen === undefined || isSelect !== isOfSelect(id.kind)) return strange(envelope);
  if (id.kind === "start") {
    return asUpdate(envelope, { type: "command", name: "start", rest: id.payload }, "private");
  }
  if (!isTheirs(envelope, message)) return strange(envelope);
  switch (id.kind) {
    case "press":
      return asUpdate(envelope, { type: "press", button: id.button, turn: id.turn }, "in-place");
    case "one": {
      const [button, another] = chosen;
      return button === undefined || another !== undefined
        ? strange(envelope)
        : asUpdate(envelope, { type: "press", button, turn: id.turn }, "in-place");
    }
    case "many":
      return asUpdate(envelope, { type: "pick", group: id.group, chosen, turn: id.turn }, "in-place");
    case "form":
      return { kind: "form", id: envelope.id, token: envelope.token, form: formOf(id, message, words) };
    case "post": {
      const [article, another] = chosen;
      return article === undefined || another !== undefined || channel === undefined
        ? strange(envelope)
        : {
            kind: "post",
            id: envelope.id,
            token: envelope.token,
            by: envelope.member,
            article,
            channel,
            message: id.message,
            allowed: envelope.mayPost,
          };
    }
  }
}

/** A form with what was typed. It takes the place of the message that it was opened from, where there is one. */
export function formIncoming(envelope: Envelope): Incoming {
  const { fields } = envelope;
  const data = givenIn(fields, "data");
  const message = givenIn(fields, "message");
  const id = readCustomId(textIn(data, "custom_id") ?? "");
  if (id?.kind !== "form") return strange(envelope);
  const typed = typedIn(data, id.field);
  if (typed === undefined || typed.length > limits.typed) return strange(envelope);
  return asUpdate(
    envelope,
    { type: "form", fields: { [id.field]: typed }, turn: id.turn },
    message !== undefined && isTheirs(envelope, message) ? "in-place" : "private",
  );
}

/** Whether nobody but the member sees this message: in the bot's own DM, or as its flag says (64). */
function isTheirs(envelope: Envelope, message: Given | undefined): boolean {
  return envelope.in === "bot-dm" || ((numberIn(message, "flags") ?? 0) & ephemeral) !== 0;
}

const ephemeral = 64;

function isOfSelect(kind: NonNullable<ReturnType<typeof readCustomId>>["kind"]): boolean {
  switch (kind) {
    case "one":
    case "many":
    case "post":
      return true;
    case "press":
    case "form":
    case "start":
      return false;
  }
}

/** What was chosen, or nothing where one of it could never be chosen. */
function chosenIn(data: Given | undefined): string[] | undefined {
  const values = listIn(data, "values");
  const chosen = values.flatMap((one) => (typeof one === "string" && isButtonId(one) ? [one] : []));
  const sound = chosen.length === values.length && new Set(chosen).size === chosen.length;
  return sound && chosen.length <= limits.options ? chosen : undefined;
}

/** The text of the field, which stands in its label, or in a row as in older forms. */
function typedIn(data: Given | undefined, field: string): string | undefined {
  const inputs = listIn(data, "components").flatMap((one) => {
    const outer = given(one);
    return [givenIn(outer, "component"), ...listIn(outer, "components").map(given)];
  });
  return textIn(
    inputs.find((one) => textIn(one, "custom_id") === field),
    "value",
  );
}
