/** What of a screen Discord would refuse, cut or drop. */
import type { Misfit } from "../../src/adapter.js";
import { type Attachment, pressButtons, type Screen, screenText } from "../../src/screen.js";
import { isBlank } from "../../src/script.js";
import { type Component, countOf, textLength } from "./components.js";
import { isButtonId, isPayload } from "./custom-id.js";
import { limits } from "./limits.js";
import { altOf, render } from "./render.js";

/** What would have to be cut or dropped; empty when the screen fits. */
export function fit(screen: Screen): readonly Misfit[] {
  const payloads = render(screen, {}, { passing: true });
  const ids = payloads.flatMap(({ components }) => customIdsOf(components));
  const sizes: Misfit[] = [
    { what: "text", is: screenText(screen).length, atMost: limits.text },
    ...payloads.map(({ components }) => ({
      what: "components",
      is: countOf(components),
      atMost: limits.components,
    })),
    ...payloads.map(({ components }) => ({
      what: "text of one message",
      is: textLength(components),
      atMost: limits.messageText,
    })),
    ...ids.map((id) => ({
      what: `what a component carries, "${id}"`,
      is: id.length,
      atMost: limits.customId,
    })),
    ...repeated(ids).map((id) => ({ what: `components that carry "${id}"`, is: 2, atMost: 1 })),
    ...screen.asks.flatMap(askSizes),
    ...buttonSizes(screen),
    ...fileSizes(screen.attach),
  ];
  return sizes.filter((size) => size.is > size.atMost);
}

function askSizes(ask: Screen["asks"][number]): Misfit[] {
  switch (ask.kind) {
    case "one":
    case "many":
      return [
        { what: "options", is: ask.options.length, atMost: limits.options },
        ...repeated(ask.options.map(({ id }) => id)).map((id) => ({
          what: `options called "${id}"`,
          is: 2,
          atMost: 1,
        })),
        ...(ask.kind === "many" ? nameSizes("group", ask.group) : []),
      ];
    case "type":
      return [
        { what: "fields", is: ask.fields.length, atMost: limits.fields },
        ...ask.fields.flatMap(({ id, label, max }): Misfit[] => [
          ...nameSizes("field", id),
          { what: `blank name of the field "${id}"`, is: isBlank(label) ? 1 : 0, atMost: 0 },
          { what: `name of the field "${id}"`, is: label.length, atMost: limits.buttonLabel },
          { what: `room of the field "${id}"`, is: max, atMost: limits.typed },
          { what: `no room of the field "${id}"`, is: max < 1 ? 1 : 0, atMost: 0 },
        ]),
      ];
  }
}

function buttonSizes(screen: Screen): Misfit[] {
  const buttons = [...pressButtons(screen), ...screen.go.filter((button) => !("id" in button))];
  return buttons.flatMap((button): Misfit[] => [
    { what: `label "${button.label}"`, is: button.label.length, atMost: limits.label },
    { what: `blank label "${button.label}"`, is: isBlank(button.label) ? 1 : 0, atMost: 0 },
    ...("id" in button
      ? nameSizes("button id", button.id)
      : "url" in button
        ? [
            { what: `address of "${button.label}"`, is: button.url.length, atMost: limits.url },
            {
              what: `unusual address of "${button.label}"`,
              is: /^https?:\/\/\S+$/.test(button.url) ? 0 : 1,
              atMost: 0,
            },
          ]
        : [{ what: `payload "${button.start}"`, is: isPayload(button.start) ? 0 : 1, atMost: 0 }]),
  ]);
}

function nameSizes(what: string, name: string): Misfit[] {
  return [
    { what: `${what} "${name}"`, is: name.length, atMost: limits.buttonId },
    {
      what: `unusual signs in the ${what} "${name}"`,
      is: isButtonId(name) || name.length > limits.buttonId ? 0 : 1,
      atMost: 0,
    },
  ];
}

function fileSizes(attach: readonly Attachment[]): Misfit[] {
  return [
    { what: "files", is: attach.length, atMost: limits.attachments },
    {
      what: "bytes of all files",
      is: attach.reduce((sum, { bytes }) => sum + bytes.length, 0),
      atMost: limits.files,
    },
    ...repeated(attach.map(({ name }) => name)).map((name) => ({
      what: `files called "${name}"`,
      is: 2,
      atMost: 1,
    })),
    ...attach.flatMap((file): Misfit[] => [
      { what: `file "${file.name}"`, is: file.bytes.length, atMost: limits.file },
      { what: `words for "${file.name}"`, is: altOf(file.alt).length, atMost: limits.alt },
      // Discord changes other names, and then nothing shows the file.
      {
        what: `unusual signs in the name of the file "${file.name}"`,
        is: /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(file.name) ? 0 : 1,
        atMost: 0,
      },
    ]),
  ];
}

function customIdsOf(components: readonly Component[]): string[] {
  return components.flatMap((one) =>
    one.type === 1
      ? one.components.flatMap((inside) => ("custom_id" in inside ? [inside.custom_id] : []))
      : [],
  );
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
