/**
 * Every source and claim that is named exists, and everything that states something about the world names at least
 * one source: a member must be able to look it up. A source that nothing names is no problem.
 */
import type { Standing } from "../../content/library.js";
import type { Origin } from "../../content/loaded.js";
import { own } from "../../engine/flow.js";
import { type Finding, oneOf, type Rule, type Subject } from "../rule.js";

export const sources: Rule = {
  name: "sources",
  find(subject) {
    const { library, loaded } = subject;
    const cited = (ids: readonly string[], at: (index: number) => Origin): Finding[] =>
      ids.flatMap((id, index) => source(subject, id, at(index)));
    return [
      ...loaded.standings.flatMap((one): Finding[] => [
        ...cited(one.sources, (index) => ({ file: one.file, path: ["sources", index] })),
        ...one.claims.flatMap((id, index) => claim(subject, id, { file: one.file, path: ["claims", index] })),
        // A letter says only what the member said; everything else states something.
        ...(one.sources.length > 0 || !states(subject, one)
          ? []
          : [
              {
                at: { file: one.file, path: ["sources"] },
                unexpected: "absence of sources",
                expected: "at least one source from content/sources.yaml",
              },
            ]),
      ]),
      ...Object.values(library.claims).flatMap((one, place) =>
        cited(one.sources, (index) => ({ file: "content/claims.yaml", path: [place, "sources", index] })),
      ),
      ...Object.values(library.data).flatMap((one) =>
        cited(one.sources, (index) => ({ file: `content/data/${one.id}.yaml`, path: ["sources", index] })),
      ),
      ...Object.entries(loaded.dates).flatMap(([id, list]) =>
        list.flatMap((date, place) => {
          const file = `content/data/${id}.yaml`;
          const known = Object.keys(date.known).length > 0;
          return date.sources.length === 0 && known
            ? [
                {
                  at: { file, path: ["dates", place] },
                  unexpected: `"${date.id}" without a source`,
                  expected: "sources: where its known days come from",
                },
              ]
            : cited(date.sources, (index) => ({ file, path: ["dates", place, "sources", index] }));
        }),
      ),
    ];
  },
};

/**
 * A letter says only what the member said, and most guards only that they cannot help. A guard that names a number
 * to call or an address does state something.
 */
function states({ library, words }: Subject, { file, claims }: Standing): boolean {
  if (file.startsWith(`${words}/letters/`)) return claims.length > 0;
  const guard = library.guards.find((one) => one.file === file);
  if (guard === undefined) return true;
  return claims.length > 0 || /\d{3}|https?:/.test(`${guard.short} ${guard.text}`);
}

function source(subject: Subject, id: string, at: Origin): Finding[] {
  const file = "content/sources.yaml";
  const known = subject.library.sources;
  if (own(known, id) !== undefined || subject.broken(file)) return [];
  return [
    {
      at,
      unexpected: `source "${id}"`,
      expected: oneOf(id, Object.keys(known), `an id of ${file}`),
      same: `source ${id}`,
    },
  ];
}

function claim(subject: Subject, id: string, at: Origin): Finding[] {
  const file = "content/claims.yaml";
  const known = subject.library.claims;
  if (own(known, id) !== undefined || subject.broken(file)) return [];
  return [
    {
      at,
      unexpected: `claim "${id}"`,
      expected: oneOf(id, Object.keys(known), `an id of ${file}`),
      same: `claim ${id}`,
    },
  ];
}
