/** The crisis guard exists: the runtime tries it on every text, and the page that names people leads to it. */
import type { Finding, Rule } from "../rule.js";

export const guards: Rule = {
  name: "guards",
  find({ library, words, broken }) {
    const file = `${words}/guards/crisis.md`;
    const orders = new Map<number, string>();
    const again = library.guards.flatMap((guard): Finding[] => {
      const before = orders.get(guard.order);
      orders.set(guard.order, before ?? guard.id);
      if (before === undefined) return [];
      const at = { file: guard.file, path: ["order"] };
      return [
        {
          at,
          unexpected: `order ${guard.order}`,
          expected: `another number: guard "${before}" has this one`,
        },
      ];
    });
    if (library.guards.some((guard) => guard.id === "crisis") || broken(file)) return again;
    return [
      ...again,
      { at: { file, path: [] }, unexpected: "absence of this file", expected: "the crisis guard" },
    ];
  },
};
