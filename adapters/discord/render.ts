/** From a screen to the messages that show it, in components v2 (D-24). Nothing is cut or dropped. */
import type { Words } from "../../src/adapter.js";
import type { Attachment, Screen } from "../../src/screen.js";
import { isBlank, plain } from "../../src/script.js";
import { type Component, countOf } from "./components.js";
import { type Control, controlsOf, type Rows } from "./controls.js";
import { limits } from "./limits.js";
import { headOf, type Paragraph, smallPrint } from "./paragraphs.js";
import { blankMark, split, together } from "./split.js";
import { type Typed, withTyped } from "./typed.js";

/** `description`: the words for whoever cannot see it. */
export type PayloadFile = Pick<Attachment, "name" | "type" | "bytes"> & { description: string };

/** One message. What can be pressed, and the files, stand in the last. */
export type Payload = { components: readonly Component[]; files: readonly PayloadFile[] };

/**
 * `passing`: nobody else sees it and it can vanish, which is then said of what `/resume` shows again. `typed`: what came in
 * a form and is to be given back.
 */
export type Manner = { passing: boolean; typed?: Typed };

/** Everything of the screen, in order. */
export function render(
  screen: Screen,
  words: Words,
  manner: Manner = { passing: false },
): readonly Payload[] {
  const well = payloadsOf(screen, words, manner, "well");
  if (well.every(fits)) return well;
  const dense = payloadsOf(screen, words, manner, "dense");
  if (manner.typed === undefined || dense.every(fits)) return dense;
  // Where there is no room for it, it stands before the screen.
  const { controls } = withTyped({ body: [], asks: [] }, manner.typed, words);
  return [
    ...laidOut([], headTexts(controls), limits.messageText, []),
    ...render(screen, words, { passing: manner.passing }),
  ];
}

function fits({ components }: Payload): boolean {
  return countOf(components) <= limits.components;
}

function payloadsOf(screen: Screen, words: Words, manner: Manner, rows: Rows): Payload[] {
  const foot = [
    screen.foot,
    ...(manner.passing && screen.audience === "member" && screen.turn !== "none"
      ? [[{ text: words["only-you"] ?? "[discord.only-you]" }]]
      : []),
  ];
  const { body, controls: stand } = withTyped(screen, manner.typed, words);
  const others: Control[] = [...controlsOf(screen, words, rows), { text: smallPrint(foot) }];
  const head = headOf({ ...screen, body });
  const laid = under(screen.attach, head, [...stand, ...others]);
  // Where there is much to say below, it goes on from the text above, and only what can be pressed stands under all: first
  // what was typed, then all.
  return (
    laid ??
    under(screen.attach, [...head, ...headTexts(stand)], others) ??
    laidOut(
      screen.attach,
      [...head, ...headTexts([...stand, ...others])],
      limits.messageText,
      others.filter((one) => "row" in one),
    )
  );
}

/** With the controls under the text; nothing where there is much to say in them, and it is not all one message. */
function under(
  attach: readonly Attachment[],
  head: readonly Paragraph[],
  controls: readonly Control[],
): Payload[] | undefined {
  const texts = controls.flatMap((one) => ("text" in one ? [together(one.text)] : []));
  const room = limits.messageText - texts.reduce((sum, text) => sum + text.length, 0);
  if (room < leastRoom) return undefined;
  const laid = laidOut(attach, head, room, controls);
  return room >= limits.messageText / 2 || laid.length === 1 ? laid : undefined;
}

/** What can be split at all. */
const leastRoom = 64;

function headTexts(controls: readonly Control[]): Paragraph[] {
  return controls.flatMap((one) => ("text" in one ? spaced(one.text) : []));
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
