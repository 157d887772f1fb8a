/** What is wrong with single words of `interface.yaml`, so that it is told there and not again of every page that shows one. */
import type { Interface } from "../content/library.js";
import { placeholdersOf } from "../content/placeholders.js";
import { own } from "../engine/flow.js";
import { screenLimits } from "../screen.js";

/** Something in braces that no code fills in this word. */
export type StrayHole = { section: string; word: string; hole: string; known: readonly string[] };

/** Every placeholder that a word is not given, and every brace that stands for none. */
export function strayHoles(words: Interface): StrayHole[] {
  return Object.entries(words).flatMap(([section, texts]) =>
    Object.entries(texts).flatMap(([word, text]) => {
      const known = placeholdersOf(section, word);
      const holes = new Set(text.match(/\{[^{}]*\}|[{}]/g));
      return [...holes]
        .filter((hole) => !known.some((name) => hole === `{${name}}`))
        .map((hole): StrayHole => ({ section, word, hole, known }));
    }),
  );
}

/** Words of which nothing would be seen: they say nothing, or only spaces and marks without a form of their own. */
export function emptyWords(words: Interface): { section: string; word: string }[] {
  return Object.entries(words).flatMap(([section, texts]) =>
    Object.entries(texts)
      .filter(([, text]) => !/[^\s\p{Cc}\p{Cf}]/u.test(text))
      .map(([word]) => ({ section, word })),
  );
}

/** Labels of buttons that are too long before anything is filled into them. */
export function longLabels(words: Interface): { word: string; text: string; length: number }[] {
  return Object.entries(own(words, "buttons") ?? {})
    .map(([word, text]) => ({ word, text, length: text.replace(/\{[^{}]*\}/g, "").length }))
    .filter(({ length }) => length > screenLimits.label);
}

/** Whether `label` is `text` with something filled into its placeholders. */
export function saidBy(text: string, label: string): boolean {
  const [head = "", ...rest] = text.split(/\{[^{}]*\}/);
  const tail = rest.at(-1);
  return tail === undefined ? label === text : label.startsWith(head) && label.endsWith(tail);
}
