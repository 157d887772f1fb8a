/** What a terminal can hold. */
import type { Misfit } from "../../src/adapter.js";
import type { Screen } from "../../src/screen.js";

/** In display cells. Longer lines are hard to read, so a wider window is not filled. */
export const width = { usual: 80, least: 20, most: 100 } as const;

/** The width to write for, given that of the window; undefined where there is none, as in a pipe. */
export function widthFor(columns: number | undefined): number {
  return columns === undefined || columns <= 0
    ? width.usual
    : Math.min(width.most, Math.max(width.least, columns));
}

/** A terminal wraps and scrolls, numbers as many choices as there are and saves files: it never has to cut a screen. */
export function fit(_screen: Screen): readonly Misfit[] {
  return [];
}
