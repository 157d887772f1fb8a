/** Which entries of a long list a typed name means: near misses, beginnings of words, a name inside a sentence. */
import type { PickEntry } from "./flow.js";
import { nearest, slipsBetween } from "./near.js";

/** At most this many entries are offered when what was typed could mean several; of more, more letters are asked for. */
const offered = 8;

/** `one` fits as it was typed, or as words that begin so; of `several` one is to be chosen; `many` are too many to offer. */
export type Meant =
  | { is: "one"; key: string; how: "exact" | "begins" }
  | { is: "several"; keys: readonly string[] }
  /** `slips`: how far the nearest is from what was typed. */
  | { is: "near"; keys: readonly string[]; slips: number }
  | { is: "many"; count: number }
  | { is: "none" };

/** An exact name wins; else words that begin so, in this order; else what is near. */
export function entriesMeant(entries: readonly PickEntry[], typed: string): Meant {
  const wanted = plain(typed);
  if (wanted === "") return { is: "none" };
  const named = entries.map((entry) => ({ key: entry.key, names: [entry.key, ...entry.names].map(plain) }));
  const exact = keysOf(named.filter((one) => one.names.includes(wanted)));
  const [only, another] = exact;
  if (only !== undefined && another === undefined) return { is: "one", key: only, how: "exact" };
  const words = wanted.split(" ");
  const begun = keysOf(named.filter((one) => one.names.some((name) => begins(words, name.split(" ")))));
  const meant = exact.length > 0 ? exact : begun;
  const [first, second] = meant;
  if (first !== undefined && second === undefined) return { is: "one", key: first, how: "begins" };
  if (first !== undefined && meant.length <= offered) return { is: "several", keys: meant };
  const byName = new Map<string, string[]>();
  for (const { key, names } of named) {
    for (const name of names) byName.set(name, [...(byName.get(name) ?? []), key]);
  }
  const near = [
    ...new Set(nearest(wanted, [...byName.keys()], offered).flatMap((name) => byName.get(name) ?? [])),
  ].slice(0, offered);
  if (near.length > 0) {
    const slips = [...byName.keys()].map((name) => slipsBetween(wanted, name, 3));
    return { is: "near", keys: near, slips: Math.min(...slips) };
  }
  return meant.length > 0 ? { is: "many", count: meant.length } : { is: "none" };
}

/** The same for a whole sentence: the longest name that stands in it. */
export function entriesNamedIn(entries: readonly PickEntry[], typed: string): Meant {
  const sentence = ` ${plain(typed)} `;
  const found = entries.flatMap((entry) => {
    const names = [entry.key, ...entry.names].map(plain).filter((name) => sentence.includes(` ${name} `));
    const [name] = names.sort((a, b) => b.length - a.length);
    return name === undefined ? [] : [{ key: entry.key, name }];
  });
  // "child neurology" names neurology only inside the longer name.
  const whole = found.filter(
    ({ name }) =>
      !found.some((other) => other.name.length > name.length && ` ${other.name} `.includes(` ${name} `)),
  );
  const [first] = whole;
  if (first === undefined) return { is: "none" };
  if (whole.length === 1) return { is: "one", key: first.key, how: "begins" };
  return whole.length <= offered
    ? { is: "several", keys: whole.map((one) => one.key) }
    : { is: "many", count: whole.length };
}

/** Whether each typed word begins a word of the name, in the same order; words between may be left out. */
function begins(typed: readonly string[], name: readonly string[]): boolean {
  let at = 0;
  for (const word of typed) {
    while (at < name.length && name[at]?.startsWith(word) !== true) at += 1;
    if (at === name.length) return false;
    at += 1;
  }
  return true;
}

function keysOf(found: readonly { key: string }[]): string[] {
  return [...new Set(found.map((one) => one.key))];
}

/** Without marks and capitals, every other sign a space. */
function plain(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
