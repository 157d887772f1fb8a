/** The table of rules in the adapter's README: nothing is missing, and each test that it names is there and cites the rule. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const tests = new URL("./", import.meta.url);
const adapter = new URL("../../../adapters/telegram/", import.meta.url);
const readme = readFileSync(new URL("README.md", adapter), "utf8");

type Row = { rules: readonly string[]; where: string };

/** "T-2, T-3" and "TL-8 to TL-11" are several rules. */
function rulesIn(cell: string): string[] {
  return cell.split(", ").flatMap((part) => {
    const [kind, from, to = from] = /^(TL?)-(\d+)(?: to TL?-(\d+))?$/.exec(part)?.slice(1) ?? [];
    if (kind === undefined) throw new Error(`${part} is no rule.`);
    return Array.from({ length: Number(to) - Number(from) + 1 }, (_, n) => `${kind}-${Number(from) + n}`);
  });
}

const rows: readonly Row[] = [...readme.matchAll(/^\| (TL?-[^|]+) \| [^|]+ \| ([^|]+) \|$/gm)].map(
  ([, rules = "", where = ""]) => ({ rules: rulesIn(rules), where }),
);

/** Of a cell: the tests that it begins with, and every file of the adapter that it names. */
function named(where: string): { tests: string[]; files: string[] } {
  const [list = ""] = /^✓ `[a-z-]+`(?:, `[a-z-]+`)*/.exec(where) ?? [];
  const names = (text: string) => [...text.matchAll(/`([a-z.-]+)`/g)].map(([, name = ""]) => name);
  return { tests: names(list), files: names(where).filter((name) => name.endsWith(".ts")) };
}

function testOf(name: string): URL {
  return new URL(`${name}.test.ts`, tests);
}

/** Whether the whole number is there: T-1 is not cited by T-10. */
function cites(name: string, rule: string): boolean {
  return citedIn(readFileSync(testOf(name), "utf8")).has(rule);
}

/** With all of "TL-17 to TL-20". */
function citedIn(text: string): Set<string> {
  return new Set([...text.matchAll(/\bTL?-\d+(?: to TL?-\d+)?/g)].flatMap(([one]) => rulesIn(one)));
}

describe("the table of Telegram's and telegraf's rules", () => {
  it("has every rule once, in order", () => {
    const numbers = (kind: string, last: number) =>
      Array.from({ length: last }, (_, n) => `${kind}-${n + 1}`);
    expect(rows.flatMap(({ rules }) => rules)).toEqual([...numbers("T", 43), ...numbers("TL", 29)]);
  });

  it.each(rows)("$rules is tested where it says, or says why it is not", ({ rules, where }) => {
    const { tests: of, files } = named(where);
    expect(of.filter((name) => !existsSync(testOf(name)))).toEqual([]);
    expect(files.filter((name) => !existsSync(new URL(name, adapter)))).toEqual([]);
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
    for (const name of readdirSync(tests).filter((one) => one.endsWith(".ts"))) {
      const cited = citedIn(readFileSync(new URL(name, tests), "utf8"));
      expect([name, ...cited].filter((rule) => rule !== name && !known.has(rule))).toEqual([]);
    }
  });
});
