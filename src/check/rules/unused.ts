/** Sources and claims that nothing names are kept true for nobody. */
import { type Finding, type Rule, stands } from "../rule.js";

export const unused: Rule = {
  name: "unused",
  find(subject) {
    const { library, loaded } = subject;
    const { standings, teaching } = loaded;
    // What a text that could not be read names is not known.
    if (loaded.broken.size > 0) return [];
    const sources = new Set([
      ...standings.flatMap((one) => one.sources),
      ...Object.values(library.claims).flatMap((one) => one.sources),
      ...Object.values(library.data).flatMap((one) => one.sources),
      ...Object.values(loaded.dates).flatMap((dates) => dates.flatMap((date) => date.sources)),
    ]);
    const claims = new Set([
      ...standings.flatMap((one) => one.claims),
      ...(teaching?.sections ?? []).flatMap((section) => section.leftOut ?? []),
      ...loaded.forbidden.map((one) => one.claim),
    ]);
    const left = (file: string, ids: readonly string[], used: ReadonlySet<string>, by: string): Finding[] => {
      // A name that does not exist may be a slip for one that would seem unused; the slip is told by the rule of sources.
      if ([...used].some((id) => !ids.includes(id))) return [];
      return ids.flatMap((id, index): Finding[] => {
        const at = { file, path: [index, "id"] };
        if (used.has(id) || !stands(subject, at)) return [];
        const unexpected = `"${id}", which nothing names`;
        return [{ at, unexpected, expected: `${by}, or no "${id}"`, severity: "warning" }];
      });
    };
    return [
      ...left(
        "content/sources.yaml",
        Object.keys(library.sources),
        sources,
        "a text or a claim that rests on it",
      ),
      ...left(
        "content/claims.yaml",
        Object.keys(library.claims),
        claims,
        "a text that rests on it or refuses it",
      ),
    ];
  },
};
