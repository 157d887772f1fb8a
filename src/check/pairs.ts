/** Names in the rules held against names in the words. */
import type { Origin } from "../content/loaded.js";
import { nearest } from "../engine/near.js";
import { type Finding, oneOf, written } from "./rule.js";

/**
 * Every ruled name that has no words, and every worded name that has no rule. A misspelt name is both, and is told once:
 * where the words stand, with the name that was meant.
 */
export function paired(
  ruled: readonly string[],
  worded: readonly string[],
  kind: {
    what: string;
    of: string;
    missing(name: string): Origin;
    extra(name: string): readonly Origin[];
    same?(name: string): string;
  },
): Finding[] {
  const missing = new Set(ruled.filter((name) => !worded.includes(name)));
  const extras = worded
    .filter((name) => !ruled.includes(name))
    .flatMap((name) => kind.extra(name).map((at) => ({ name, at })));
  const found = extras.map(({ name, at }): Finding => {
    const [only] = missing;
    const meant =
      nearest(name, [...missing], 1)[0] ?? (missing.size === 1 && extras.length === 1 ? only : undefined);
    if (meant !== undefined) missing.delete(meant);
    // The words of a second copy of a part stand under its full name.
    const stood = String(at.path.at(-1) ?? name);
    const known = stood === name ? ruled : ruled.map(written);
    const expected =
      meant === undefined ? oneOf(stood, known, kind.of) : `"${written(meant)}", which has none`;
    const same = kind.same?.(name);
    return {
      at,
      unexpected: `words for ${kind.what}"${stood}"`,
      expected,
      ...(same === undefined ? {} : { same }),
    };
  });
  return [
    ...found,
    ...[...missing].map(
      (name): Finding => ({
        at: kind.missing(name),
        unexpected: `absence of words for ${kind.what}"${written(name)}"`,
        expected: `"${written(name)}" with its words`,
      }),
    ),
  ];
}
