/** One screen is one message. A long page is packed into parts; nothing is cut. */
import { type Block, blockText, type Line, lineText, type PressButton, type Screen } from "../screen.js";

/** A piece that is never split: it moves to the next part whole. */
export type Piece = {
  /** Blocks of their own. */
  blocks?: readonly Block[];
  /** An item of a list under `heading`; neighbours under one heading become one list. */
  item?: { heading: Block; again: Block; line: Line; ordered: boolean };
  /** Tick boxes and buttons that belong to the piece. */
  tick?: PressButton;
  options?: readonly PressButton[];
  /** Begins a new part even where there is room. */
  breaks?: true;
};

export type Part = { blocks: Block[]; ticks: PressButton[]; options: PressButton[] };

export type Room = { text: number; ticks: number; options: number };

/** What a part may hold besides title, notice, foot and the buttons below. */
const usualRoom: Room = { text: 2600, ticks: 12, options: 20 };

/** Packs pieces, in order, into as few parts as they fill. There is always at least one part. */
export function pack(pieces: readonly Piece[], room: Room = usualRoom): Part[] {
  const parts: Part[] = [];
  let part: Part = { blocks: [], ticks: [], options: [] };
  let heading: Block | undefined;
  let items: Line[] = [];
  let ordered = false;
  /** What the blocks and the open list of the part take so far, with what stands between them. */
  let length = { blocks: 0, items: 0 };
  const addBlock = (block: Block): void => {
    part.blocks.push(block);
    length.blocks += sizeOf(block);
  };
  const closeList = (): void => {
    if (items.length > 0) addBlock({ kind: "list", ordered, items });
    items = [];
    length.items = 0;
  };
  const closePart = (): void => {
    closeList();
    parts.push(part);
    part = { blocks: [], ticks: [], options: [] };
    length = { blocks: 0, items: 0 };
  };
  for (const piece of pieces) {
    const size =
      (piece.blocks ?? []).reduce((sum, block) => sum + sizeOf(block), 0) +
      (piece.item === undefined
        ? 0
        : lineText(piece.item.line).length + blockText(piece.item.heading).length + 8);
    const empty = part.blocks.length === 0 && items.length === 0;
    const full =
      length.blocks + length.items + size > room.text ||
      part.ticks.length + (piece.tick === undefined ? 0 : 1) > room.ticks ||
      part.options.length + (piece.options?.length ?? 0) > room.options ||
      piece.breaks === true;
    const split = full && !empty;
    if (split) closePart();
    if (piece.blocks !== undefined) {
      closeList();
      heading = undefined;
      piece.blocks.forEach(addBlock);
    }
    if (piece.item !== undefined) {
      const same = heading === piece.item.heading;
      if (!same || split) {
        closeList();
        addBlock(same ? piece.item.again : piece.item.heading);
        heading = piece.item.heading;
      }
      ordered = piece.item.ordered;
      items.push(piece.item.line);
      length.items += lineText(piece.item.line).length + 4;
    }
    if (piece.tick !== undefined) part.ticks.push(piece.tick);
    // What several pieces lead to stands there once.
    const { options } = part;
    options.push(...(piece.options ?? []).filter(({ id }) => options.every((one) => one.id !== id)));
  }
  closePart();
  return parts;
}

/** A block with what stands between it and the next. */
function sizeOf(block: Block): number {
  return blockText(block).length + 2;
}

/** The part that is wanted, or the last one when the page has become shorter. Parts count from 1. */
export function partOf<T>(parts: readonly T[], wanted: number): { part: T | undefined; number: number } {
  const number = Math.min(Math.max(1, wanted), Math.max(1, parts.length));
  return { part: parts[number - 1], number };
}

/** A screen with everything empty but what is given. */
export function screenOf(given: Pick<Screen, "at" | "turn" | "title"> & Partial<Screen>): Screen {
  return { audience: "member", body: [], asks: [], go: [], attach: [], foot: [], ...given };
}

export function paragraph(text: string): Block {
  return { kind: "paragraph", line: [{ text }] };
}

export function heading(text: string): Block {
  return { kind: "heading", line: [{ text }] };
}

export function bullets(items: readonly string[]): Block {
  return { kind: "list", ordered: false, items: items.map((text) => [{ text }]) };
}
