/** The table of a platform's rules in an adapter's README, held against the tests: nothing is missing, and each cites its rule. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

type Row = { rules: readonly string[]; where: string };

/** `kinds`: what rules are called, in the order of the table, and how many there are of each. */
export function keepsItsRules(
  adapter: string,
  kinds: readonly (readonly [kind: string, last: number])[],
): void {
  const tests = new URL(`../adapters/${adapter}/`, import.meta.url);
  const folder = new URL(`../../adapters/${adapter}/`, import.meta.url);
  const names = kinds.map(([kind]) => kind).toSorted((a, b) => b.length - a.length);
  const one = String.raw`(?:${names.join("|")})-\d+`;
  const some = `${one}(?: to ${one})?`;

  /** "T-2, T-3" and "TL-8 to TL-11" are several rules. */
  const rulesIn = (cell: string): string[] =>
    cell.split(", ").flatMap((part) => {
      if (!new RegExp(`^${some}$`).test(part)) throw new Error(`${part} is no rule.`);
      const [first = "", last = first] = part.split(" to ");
      const { kind, number: from } = numbered(first);
      const { number: to } = numbered(last);
      return Array.from({ length: to - from + 1 }, (_, n) => `${kind}-${from + n}`);
    });

  /** With all of "TL-17 to TL-20"; the whole number: T-1 is not cited by T-10. */
  const citedIn = (text: string): Set<string> =>
    new Set([...text.matchAll(new RegExp(String.raw`\b${some}`, "g"))].flatMap(([cited]) => rulesIn(cited)));

  const readme = readFileSync(new URL("README.md", folder), "utf8");
  const rows: readonly Row[] = [
    ...readme.matchAll(new RegExp(String.raw`^\| (${one}[^|]*) \| [^|]+ \| ([^|]+) \|$`, "gm")),
  ].map(([, rules = "", where = ""]) => ({ rules: rulesIn(rules), where }));
  const testOf = (name: string): URL => new URL(`${name}.test.ts`, tests);
  const cites = (name: string, rule: string): boolean =>
    citedIn(readFileSync(testOf(name), "utf8")).has(rule);

  describe(`the table of rules of ${adapter}`, () => {
    it("has every rule once, in order", () => {
      const all = kinds.flatMap(([kind, last]) => Array.from({ length: last }, (_, n) => `${kind}-${n + 1}`));
      expect(rows.flatMap(({ rules }) => rules)).toEqual(all);
    });

    it.each(rows)("$rules is tested where it says, or says why it is not", ({ rules, where }) => {
      const { tests: of, files } = named(where);
      expect(of.filter((name) => !existsSync(testOf(name)))).toEqual([]);
      expect(files.filter((name) => !existsSync(new URL(name, folder)))).toEqual([]);
      if (where.startsWith("– ")) {
        expect(where.length).toBeGreaterThan("– not used".length);
        return;
      }
      expect(of).not.toEqual([]);
      expect(rules.filter((rule) => !of.some((name) => cites(name, rule)))).toEqual([]);
      expect(of.filter((name) => !rules.some((rule) => cites(name, rule)))).toEqual([]);
    });

    it("leaves out no rule that a test of the adapter cites", () => {
      const known = new Set(rows.flatMap(({ rules }) => rules));
      for (const name of readdirSync(tests).filter((file) => file.endsWith(".ts"))) {
        const cited = citedIn(readFileSync(new URL(name, tests), "utf8"));
        expect([name, ...cited].filter((rule) => rule !== name && !known.has(rule))).toEqual([]);
      }
    });
  });
}

function numbered(rule: string): { kind: string; number: number } {
  const [kind = "", number = ""] = rule.split("-");
  return { kind, number: Number(number) };
}

/** Of a cell: the tests that it begins with, and every file of the adapter that it names. */
function named(where: string): { tests: string[]; files: string[] } {
  const [list = ""] = /^✓ `[a-z-]+`(?:, `[a-z-]+`)*/.exec(where) ?? [];
  const quoted = (text: string) => [...text.matchAll(/`([a-z.-]+)`/g)].map(([, name = ""]) => name);
  return { tests: quoted(list), files: quoted(where).filter((name) => name.endsWith(".ts")) };
}
