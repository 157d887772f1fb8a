/** A page to be composed, and where its words stand. */
import type { Origin } from "../../content/loaded.js";
import type { Page } from "../../engine/page.js";
import type { LookupPage } from "../../lookup/page.js";

export type Placed = { at: Origin } & ({ is: "page"; page: Page } | { is: "look-up"; page: LookupPage });

/** A Wednesday in September: no day takes more room. */
export const longDay = "2026-09-30";
export const turn = 0;

export function page(at: Origin, one: Page): Placed {
  return { at, is: "page", page: one };
}
