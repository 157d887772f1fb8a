/** From a screen to the messages that show it, in components v2 (D-24). Nothing is cut or dropped. */
import type { Words } from "../../src/adapter.js";
import type { Attachment, Screen } from "../../src/screen.js";
import { isBlank, plain } from "../../src/script.js";
import { type Component, countOf } from "./components.js";
import { type Control, controlsOf, type Rows } from "./controls.js";
import { limits } from "./limits.js";
import { headOf, type Paragraph, smallPrint } from "./paragraphs.js";
import { blankMark, split, together } from "./split.js";

/** `description`: the words for whoever cannot see it. */
export type PayloadFile = Pick<Attachment, "name" | "type" | "bytes"> & { description: string };

/** One message. What can be pressed, and the files, stand in the last. */
export type Payload = { components: readonly Component[]; files: readonly PayloadFile[] };

/** `passing`: nobody else sees it and it can vanish, which is then said of what `/resume` shows again. */
export type Manner = { passing: boolean };

/** Everything of the screen, in order. */
export function render(
  screen: Screen,
  words: Words,
  manner: Manner = { passing: false },
): readonly Payload[] {
  const well = payloadsOf(screen, words, manner, "well");
  return well.every(({ components }) => countOf(components) <= limits.components)
    ? well
    : payloadsOf(screen, words, manner, "dense");
}

function payloadsOf(screen: Screen, words: Words, manner: Manner, rows: Rows): Payload[] {
  const foot = [
    screen.foot,
    ...(manner.passing && screen.audience === "member" && screen.turn !== "none"
      ? [[{ text: words["only-you"] ?? "[discord.only-you]" }]]
      : []),
  ];
  const controls: Control[] = [...controlsOf(screen, words, rows), { text: smallPrint(foot) }];
  const under = controls.flatMap((one) => ("text" in one ? [together(one.text)] : []));
  const length = under.reduce((sum, text) => sum + text.length, 0);
  const head = headOf(screen);
  // Where there is much to say below, it goes on from the text above, and only what can be pressed stands under all.
  return length <= limits.messageText / 2
    ? laidOut(screen.attach, head, limits.messageText - length, controls)
    : laidOut(
        screen.attach,
        [...head, ...controls.flatMap((one) => ("text" in one ? spaced(one.text) : []))],
        limits.messageText,
        controls.filter((one) => "row" in one),
      );
}

function laidOut(
  attach: readonly Attachment[],
  head: readonly Paragraph[],
  room: number,
  controls: readonly Control[],
): Payload[] {
  const texts = split(head, room).map((part) => part.map((content): Component => ({ type: 10, content })));
  const last: Component[] = [
    ...(texts.at(-1) ?? []),
    ...attachComponents(attach),
    ...controls.flatMap(controlComponent),
  ];
  const shown: Component[] = last.length === 0 ? [{ type: 10, content: blankMark }] : last;
  return [
    ...texts.slice(0, -1).map((components) => ({ components, files: [] })),
    { components: shown, files: attach.map(fileOf) },
  ];
}

function controlComponent(control: Control): Component[] {
  if ("row" in control) return [control.row];
  const content = together(control.text);
  if (content === "") return [];
  return [{ type: 10, content, ...(control.id === undefined ? {} : { id: control.id }) }];
}

/** What begins anew below something else. */
function spaced(text: readonly Paragraph[]): Paragraph[] {
  return text.map((one, index) => (index === 0 ? { ...one, gap: 2 } : one));
}

/** A file that no component shows cannot be seen. */
function attachComponents(attach: readonly Attachment[]): Component[] {
  const pictures = attach.filter(({ type }) => type === "image/png");
  const files = attach.filter(({ type }) => type !== "image/png");
  return [
    ...(pictures.length === 0
      ? []
      : [
          {
            type: 12 as const,
            items: pictures.map(({ name, alt }) => ({
              media: { url: addressOf(name) },
              ...(isBlank(alt) ? {} : { description: altOf(alt) }),
            })),
          },
        ]),
    ...files.map(({ name }) => ({ type: 13 as const, file: { url: addressOf(name) } })),
  ];
}

function addressOf(name: string): string {
  return `attachment://${name}`;
}

function fileOf({ name, type, bytes, alt }: Attachment): PayloadFile {
  return { name, type, bytes, description: altOf(alt) };
}

/** Words of which nothing would be seen are none. */
export function altOf(alt: string): string {
  return isBlank(alt) ? "" : plain(alt).trim();
}
