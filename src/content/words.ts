/** What the bot itself says, with what is filled into it. */
import type { Line, Span } from "../screen.js";
import type { Interface } from "./library.js";
import { adapterWords } from "./words-adapters.js";
import { screenWords } from "./words-screens.js";

/**
 * Every word there must be, by section: at once the check of `interface.yaml` and the type of its names. What may be
 * filled into one is in `placeholders.ts`.
 */
export const interfaceWords = { ...screenWords, ...adapterWords } as const;

export type Section = keyof typeof interfaceWords;
export type Fill = Readonly<Record<string, string | number>>;

/** The word `key` of `section` with its placeholders filled. `check` has seen to it that every word is there. */
export function say<S extends Section>(
  words: Interface,
  section: S,
  key: (typeof interfaceWords)[S][number],
  fill: Fill = {},
): string {
  const template = words[section]?.[key] ?? `[${section}.${key}]`;
  return template.replace(/\{([a-z-]+)\}/g, (whole, name: string) =>
    Object.hasOwn(fill, name) ? String(fill[name]) : whole,
  );
}

/** The same as a line in which a member's own words stay literal. */
export function sayLine<S extends Section>(
  words: Interface,
  section: S,
  key: (typeof interfaceWords)[S][number],
  fill: Readonly<Record<string, string | number | Span>>,
): Line {
  const template = words[section]?.[key] ?? `[${section}.${key}]`;
  return template.split(/(\{[a-z-]+\})/).flatMap((piece): Span[] => {
    const name = /^\{([a-z-]+)\}$/.exec(piece)?.[1];
    const value = name !== undefined && Object.hasOwn(fill, name) ? fill[name] : undefined;
    if (value === undefined) return piece === "" ? [] : [{ text: piece }];
    return [typeof value === "object" ? value : { text: String(value) }];
  });
}
