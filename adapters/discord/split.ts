/** Paragraphs as texts that each have room in a message. Nothing is lost but the white space at a cut (D-24). */
import { niceCut } from "../../src/cut.js";
import { isBlank } from "../../src/script.js";
import { markdownOf } from "./markdown.js";
import type { Paragraph } from "./paragraphs.js";
import { says, sliced, textOf } from "./rich.js";

/** All of it in one text. */
export function together(paragraphs: readonly Paragraph[]): string {
  const text = paragraphs
    .map((one, index) => before(paragraphs[index - 1], one) + markdownOf(one.lead, one.rich))
    .join("");
  return text !== "" && isBlank(text) ? `${blankMark}${text}` : text;
}

/**
 * The texts of each message, together of at most `room`, which is at least 64: cut between paragraphs, else between lines,
 * words, or characters as people see them. What is cut goes on as it was set. No text is blank; of paragraphs that say
 * nothing there is none.
 */
export function split(paragraphs: readonly Paragraph[], room: number): string[][] {
  const parts: Paragraph[][] = [];
  let part: Paragraph[] = [];
  let used = 0;
  const begin = (paragraphs: Paragraph[]): void => {
    part = paragraphs;
    used = together(part).length;
  };
  const lengthWith = (one: Paragraph): number =>
    used + before(part.at(-1), one).length + markdownOf(one.lead, one.rich).length;
  const left = paragraphs.filter(({ rich }) => says(rich));
  for (let next = left.shift(); next !== undefined; next = left.shift()) {
    const length = lengthWith(next);
    if (length + slack <= room) {
      part.push(next);
      used = length;
      continue;
    }
    const whole = markdownOf(next.lead, next.rich).length + slack <= room && used > room / 2;
    const cut = whole ? undefined : cutAt(next, (one) => lengthWith(one) + slack <= room, part.length > 0);
    if (cut === undefined) {
      // It stands whole in the next text, with the headings that are over it.
      const heads = headsAtEnd(part);
      parts.push(part.slice(0, part.length - heads));
      begin(part.slice(part.length - heads));
      left.unshift(next);
    } else {
      parts.push([...part, cut.before]);
      begin([]);
      left.unshift(cut.after);
    }
  }
  return [...parts, part].map(textsOf).filter((one) => one.length > 0);
}

/**
 * What is to be copied is a text of its own: nothing in it is escaped, so a link before it could end in it and lead where it
 * says.
 */
function textsOf(part: readonly Paragraph[]): string[] {
  const texts: Paragraph[][] = [];
  for (const one of part.filter(({ rich }) => says(rich))) {
    const last = texts.at(-1);
    if (last === undefined || one.lead === "```" || last.at(-1)?.lead === "```") texts.push([one]);
    else last.push(one);
  }
  return texts.map(together);
}

/** The line feeds between two paragraphs: a heading brings its own room below. */
function before(last: Paragraph | undefined, { gap }: Paragraph): string {
  if (last === undefined) return "";
  return "\n".repeat(last.lead === "## " || last.lead === "### " ? 1 : gap);
}

/** What stands where there is nothing to be seen. */
export const blankMark = "·";

/** A cut can make a mark longer than it was, and what cannot be seen gets a mark. */
const slack = 8;

/** How many headings end it, under which nothing stands; none where there is nothing else. */
function headsAtEnd(part: readonly Paragraph[]): number {
  const last = part.findLastIndex(({ lead }) => lead !== "## " && lead !== "### ");
  return last === -1 ? 0 : part.length - 1 - last;
}

/** The paragraph in two, of which the first fits; nothing where that is not worth it, and `may` be put off. */
function cutAt(
  paragraph: Paragraph,
  fits: (part: Paragraph) => boolean,
  may: boolean,
): { before: Paragraph; after: Paragraph } | undefined {
  const { rich, lead } = paragraph;
  const text = textOf(rich);
  const upTo = (end: number): Paragraph => ({ ...paragraph, rich: sliced(rich, 0, end) });
  const most = largest(text.length, (end) => fits(upTo(end)));
  if (may && most < atLeastCut) return undefined;
  const at = niceCut(text, Math.max(1, most));
  // Where text is to be copied, what begins a line stays.
  const [space = ""] = (lead === "```" ? /^(?:\n+|\s)/ : /^\s+/).exec(text.slice(at)) ?? [];
  return {
    before: upTo(at),
    after: { lead: afterCut(lead), rich: sliced(rich, at + space.length, text.length), gap: 2 },
  };
}

/** An item that goes on is no new item. */
function afterCut(lead: Paragraph["lead"]): Paragraph["lead"] {
  switch (lead) {
    case "":
    case "## ":
    case "### ":
    case "-# ":
    case "```":
      return lead;
    default:
      return "";
  }
}

/** The largest number up to `most` for which it holds, as it does for every smaller one. */
function largest(most: number, holds: (number: number) => boolean): number {
  let [low, high] = [0, most];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Below so many signs a paragraph is not begun at the end of a text. */
const atLeastCut = 200;
