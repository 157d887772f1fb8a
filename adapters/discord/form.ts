/** The form that answers a press at once (D-10). It is made of nothing but the press, so no store is asked. */
import type { Words } from "../../src/adapter.js";
import { type Given, given, listIn, numberIn, textIn } from "../../src/given.js";
import { isBlank } from "../../src/script.js";
import type { Form } from "./components.js";
import { fieldIds } from "./controls.js";
import { type CustomId, writeCustomId } from "./custom-id.js";
import { limits } from "./limits.js";
import { copied, unescaped } from "./markdown.js";

/**
 * The form for the field of this press. Its name and hint, and what it begins with, are read back from the message that was
 * pressed; what does not fit in a form is left out of it, since it stands above it.
 */
export function formOf(
  id: Extract<CustomId, { kind: "form" }>,
  message: Given | undefined,
  words: Words,
): Form {
  const ids = fieldIds(id.at);
  const name = shownIn(message, ids.name, limits.fieldName);
  const hint = shownIn(message, ids.hint, limits.fieldAbout);
  const value = valueIn(message, ids.now, id);
  const custom_id = writeCustomId(id);
  return {
    custom_id,
    title: words["form-title"] ?? "[discord.form-title]",
    components: [
      {
        type: 18,
        label: name ?? words.answer ?? "[discord.answer]",
        ...(hint === undefined ? {} : { description: hint }),
        component: {
          type: 4,
          custom_id: id.field,
          style: id.accepts === "lines" ? 2 : 1,
          max_length: id.max,
          required: true,
          ...(value === undefined ? {} : { value }),
        },
      },
    ],
  };
}

/** The text of the display with this id, where it is one line that has room. */
function shownIn(message: Given | undefined, id: number, room: number): string | undefined {
  const content = contentIn(message, id);
  if (content === undefined) return undefined;
  const text = unescaped(content.replace(/^\*\*(.*)\*\*$/s, "$1")).trim();
  return isBlank(text) || text.length > room || text.includes("\n") ? undefined : text;
}

/** What the field begins with, where it is something that could be typed there. */
function valueIn(
  message: Given | undefined,
  id: number,
  { accepts, max }: Pick<Extract<CustomId, { kind: "form" }>, "accepts" | "max">,
): string | undefined {
  const text = copied(contentIn(message, id) ?? "");
  if (text === undefined || text === "" || text.length > max) return undefined;
  return accepts !== "lines" && text.includes("\n") ? undefined : text;
}

function contentIn(message: Given | undefined, id: number): string | undefined {
  const shown = listIn(message, "components")
    .map(given)
    .find((one) => numberIn(one, "type") === 10 && numberIn(one, "id") === id);
  return textIn(shown, "content");
}
