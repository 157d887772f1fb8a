/** What Discord would refuse, drop or cut of messages. Written from the rules' numbers, not from the adapter's own. */
import type { Button, Component, Payload, Select } from "../../../adapters/discord/index.js";
import { shownText } from "../../support/discord/markdown.js";

/** Every breach with the number of its rule; nothing where all is well. */
export function breachesOf(payloads: readonly Payload[]): string[] {
  return [
    ...(payloads.length > 0 ? [] : ["no message"]),
    ...payloads
      .slice(0, -1)
      .flatMap(({ components, files }) => [
        ...(components.some(({ type }) => type === 1) ? ["D-18: something to press before the end"] : []),
        ...(files.length > 0 ? ["files before the end"] : []),
      ]),
    ...payloads.flatMap((payload) => [
      ...sizeBreaches(payload.components),
      ...fileBreaches(payload),
      ...payload.components.flatMap(componentBreaches),
    ]),
  ];
}

/** What a reader sees of all text, in order. */
export function textShown(payloads: readonly Payload[]): string {
  return payloads
    .flatMap(({ components }) =>
      components.flatMap((one) => (one.type === 10 ? [shownText(one.content)] : [])),
    )
    .join("\n");
}

/** The text without signs that have no form of their own, white space and marks of direction, for comparing words. */
export function bare(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Cs}\uFFFD\u2066-\u2069\u200b]/gu, "");
}

/** Everything that can be pressed or chosen from. */
export function pressable(payloads: readonly Payload[]): (Button | Select)[] {
  return payloads.flatMap(({ components }) =>
    components.flatMap((row): (Button | Select)[] => (row.type === 1 ? row.components : [])),
  );
}

function sizeBreaches(components: readonly Component[]): string[] {
  const count = components.reduce((sum, one) => sum + 1 + (one.type === 1 ? one.components.length : 0), 0);
  const text = components.reduce((sum, one) => sum + (one.type === 10 ? one.content.length : 0), 0);
  const carried = components.flatMap((one) =>
    one.type === 1
      ? one.components.flatMap((inside) => ("custom_id" in inside ? [inside.custom_id] : []))
      : [],
  );
  const ids = components.flatMap((one) => (one.type === 10 && one.id !== undefined ? [one.id] : []));
  return [
    ...(count >= 1 && count <= 40 ? [] : [`D-24: ${count} components`]),
    ...(text <= 4000 ? [] : [`D-24: ${text} of text`]),
    ...(new Set(carried).size === carried.length ? [] : ["D-20: two components carry the same"]),
    ...(new Set(ids).size === ids.length ? [] : ["two components with one id"]),
  ];
}

function fileBreaches({ components, files }: Payload): string[] {
  const shown = components.flatMap((one) => {
    if (one.type === 12) return one.items.map(({ media }) => media.url);
    return one.type === 13 ? [one.file.url] : [];
  });
  const bytes = files.reduce((sum, one) => sum + one.bytes.length, 0);
  return [
    ...(files.length <= 10 ? [] : [`D-28: ${files.length} files`]),
    ...(bytes <= 25 * 1024 * 1024 ? [] : [`D-28: ${bytes} bytes`]),
    ...files.flatMap(({ bytes: own }) =>
      own.length <= 10 * 1024 * 1024 ? [] : [`D-28: ${own.length} bytes`],
    ),
    ...files.flatMap(({ description }) => (description.length <= 1024 ? [] : ["D-28: a long description"])),
    ...(JSON.stringify(shown.toSorted()) ===
    JSON.stringify(files.map(({ name }) => `attachment://${name}`).toSorted())
      ? []
      : ["D-24: a file that nothing shows, or the other way round"]),
  ];
}

function componentBreaches(one: Component): string[] {
  switch (one.type) {
    case 10:
      return [
        ...(one.content.length >= 1 && one.content.length <= 4000
          ? []
          : [`D-24: a text of ${one.content.length}`]),
        ...signBreaches(one.content),
      ];
    case 12:
      return [
        ...(one.items.length >= 1 && one.items.length <= 10 ? [] : [`D-28: ${one.items.length} pictures`]),
        ...one.items.flatMap(({ description }) =>
          description === undefined || (description.length >= 1 && description.length <= 1024)
            ? []
            : ["D-28: a description"],
        ),
      ];
    case 13:
      return [];
    case 1:
      return [
        ...(one.components.length >= 1 && one.components.length <= 5
          ? []
          : [`D-21: a row of ${one.components.length}`]),
        ...(one.components.length > 1 && one.components.some(({ type }) => type === 3)
          ? ["D-21: a select beside something"]
          : []),
        ...one.components.flatMap((inside) =>
          inside.type === 2 ? buttonBreaches(inside) : selectBreaches(inside),
        ),
      ];
  }
}

function buttonBreaches(button: Button): string[] {
  return [
    ...signBreaches(button.label),
    ...(button.label.length >= 1 && button.label.length <= 80
      ? []
      : [`D-21: label of ${button.label.length}`]),
    ...("custom_id" in button ? carriedBreaches(button.custom_id) : []),
    ...("url" in button && !(/^(?:https?|discord):\/\/\S+$/.test(button.url) && button.url.length <= 512)
      ? [`D-21: address ${button.url}`]
      : []),
  ];
}

function selectBreaches({ custom_id, options, placeholder, min_values, max_values }: Select): string[] {
  const values = options.map(({ value }) => value);
  const set = options.filter((option) => option.default === true).length;
  return [
    ...carriedBreaches(custom_id),
    ...(options.length >= 1 && options.length <= 25 ? [] : [`D-22: ${options.length} options`]),
    ...(new Set(values).size === values.length ? [] : ["D-22: two options with one value"]),
    ...(placeholder.length <= 150 ? [] : ["D-22: a long placeholder"]),
    ...(min_values >= 0 && min_values <= max_values && max_values >= 1 && max_values <= options.length
      ? []
      : [`D-22: from ${min_values} to ${max_values} of ${options.length}`]),
    ...(set <= max_values ? [] : ["D-22: more are set than can be chosen"]),
    ...options.flatMap(({ label, value }) => [
      ...signBreaches(label),
      ...(label.length >= 1 && label.length <= 100 ? [] : [`D-22: label of ${label.length}`]),
      ...(value.length >= 1 && value.length <= 100 ? [] : [`D-22: value of ${value.length}`]),
    ]),
  ];
}

function carriedBreaches(id: string): string[] {
  return id.length >= 1 && id.length <= 100 ? [] : [`D-20: carries ${id.length}`];
}

function signBreaches(text: string): string[] {
  return [
    ...(/[^\s\p{C}\u2800\u3164]/u.test(text) ? [] : ["nothing to be seen"]),
    ...(/\p{Cs}/u.test(text) ? ["half a character"] : []),
    ...(/(?!\n)\p{Cc}/u.test(text) ? ["a control character"] : []),
  ];
}
