/**
 * A list that members pick from, or look up in, has entries, each with a key and a shown name of its own; in the list
 * of time zones each key is a zone that this machine knows.
 */
import { isZone, zoneNames } from "../../content/clock.js";
import { own, type PickEntry, zoneList } from "../../engine/flow.js";
import { type Finding, oneOf, type Rule } from "../rule.js";

export const lists: Rule = {
  name: "lists",
  find({ library, broken }) {
    const { flows, letters } = library.flows;
    const picked = new Map<string, readonly PickEntry[]>(
      Object.values(library.lookups).map(({ list, entries }) => [list, entries]),
    );
    for (const { questions } of [...Object.values(flows), ...Object.values(letters)]) {
      for (const question of questions)
        if (question.kind === "pick") picked.set(question.from, question.entries);
    }
    return [...picked].flatMap(([id, entries]) => {
      if (broken(`content/data/${id}.csv`)) return [];
      return own(library.data, id)?.rows.length === 0 ? [empty(id)] : inList(id, entries);
    });
  },
};

function empty(id: string): Finding {
  const at = { file: `content/data/${id}.csv`, path: [] };
  return { at, unexpected: "a list without entries", expected: "a row for each entry" };
}

function inList(id: string, entries: readonly PickEntry[]): Finding[] {
  const at = { file: `content/data/${id}.csv`, path: [] };
  const keys = new Set<string>();
  const shown = new Map<string, string>();
  return entries.flatMap(({ key, names }): Finding[] => {
    const name = names[0] ?? key;
    const by = shown.get(name);
    const again = keys.has(key);
    keys.add(key);
    shown.set(name, by ?? key);
    if (key === "") return [{ at, unexpected: "a row without a key", expected: "a key in every row" }];
    if (again) return [{ at, unexpected: `a second row for "${key}"`, expected: "each key once" }];
    return [
      ...(by === undefined
        ? []
        : [
            {
              at,
              unexpected: `"${name}" for "${by}" and for "${key}"`,
              expected: "another first name for one of them",
            },
          ]),
      ...(id !== zoneList || isZone(key)
        ? []
        : [
            {
              at,
              unexpected: `time zone "${key}"`,
              expected: oneOf(key, zoneNames(), "a zone that this machine knows"),
            },
          ]),
    ];
  });
}
