/** The text of a screen as paragraphs, each set in one way. */
import type { Block, Line, Screen } from "../../src/screen.js";
import type { Lead } from "./markdown.js";
import { joined, lineRich, own, type Rich, says } from "./rich.js";

/** `gap`: the line feeds between it and what stands before it. Discord itself sets headings apart. */
export type Paragraph = { lead: Lead; rich: Rich; gap: 1 | 2 };

/** Notice, title and body. */
export function headOf({ notice, title, body }: Pick<Screen, "notice" | "title" | "body">): Paragraph[] {
  return said([
    { lead: "", rich: own(notice ?? "", { em: true }), gap: 1 },
    { lead: "## ", rich: own(title), gap: 1 },
    ...body.flatMap(blockParagraphs),
  ]);
}

/** Small print, each line of it one paragraph. */
export function smallPrint(lines: readonly Line[]): Paragraph[] {
  return said(lines.map((line) => ({ lead: "-# ", rich: lineRich(line), gap: 1 })));
}

/** One paragraph of the bot's own words. */
export function words(text: string, strong = false): Paragraph[] {
  return said([{ lead: "", rich: own(text, strong ? { strong: true } : {}), gap: 2 }]);
}

/** What says nothing has no place. */
function said(paragraphs: readonly Paragraph[]): Paragraph[] {
  return paragraphs.filter(({ rich }) => says(rich));
}

function blockParagraphs(block: Block): Paragraph[] {
  switch (block.kind) {
    case "heading":
      return [{ lead: "### ", rich: lineRich(block.line), gap: 1 }];
    case "paragraph":
      return [{ lead: "", rich: lineRich(block.line), gap: 2 }];
    case "copy":
      return [{ lead: "```", rich: lineRich(block.line), gap: 2 }];
    case "list":
      return listed(
        block.items.map((item, index) => ({
          lead: block.ordered ? (`${index + 1}. ` as const) : "- ",
          rich: lineRich(item),
        })),
      );
    case "table":
      return tableParagraphs(block);
  }
}

/** Each row as a short list under its name, or as one line: on a phone columns do not stand side by side. */
function tableParagraphs({ columns, rows }: Extract<Block, { kind: "table" }>): Paragraph[] {
  const [corner = [], ...heads] = columns.map((column) => lineRich(column));
  if (rows.length === 0) return [{ lead: "", rich: joined([corner, ...heads], " · "), gap: 2 }];
  if (rows.every(({ cells }) => cells.length <= 1)) {
    return listed(
      rows.map(({ name, cells }) => ({
        lead: "- ",
        rich: [lineRich(name, { strong: true }), ...cells.map((cell) => lineRich(cell))].reduce(
          (before, part, index) => under(before, index === 0 ? part : under(heads[index - 1] ?? [], part)),
          corner,
        ),
      })),
    );
  }
  return rows.flatMap((row): Paragraph[] => [
    { lead: "", rich: under(corner, lineRich(row.name, { strong: true })), gap: 2 },
    ...row.cells.map(
      (cell, index): Paragraph => ({ lead: "- ", rich: under(heads[index] ?? [], lineRich(cell)), gap: 1 }),
    ),
  ]);
}

function listed(items: readonly Omit<Paragraph, "gap">[]): Paragraph[] {
  return items.map((item, index) => ({ ...item, gap: index === 0 ? 2 : 1 }));
}

/** What stands under a head, on one line with it. Not every column has one. */
function under(head: Rich, cell: Rich): Rich {
  return joined([head, cell], ": ");
}
