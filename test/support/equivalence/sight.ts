/** What a member reads and can choose, in terms that are the same on every platform. */
import { createHash } from "node:crypto";

/** One thing that can be chosen, without the marks of its platform. `on`: it is shown as chosen or ticked. */
export type Choice = { label: string; on: boolean };

/** As a seat reads it off its platform, without that platform's own words. */
export type Seen = {
  /** All that stands there to be read, from top to bottom. */
  text: string;
  /** What can be pressed or chosen, in order. */
  choices: readonly Choice[];
  /** Where it can be led to: of sources and of buttons that open an address. */
  links: readonly Link[];
  files: readonly { name: string; bytes: Uint8Array }[];
  /** What of the text stands together, where the platform is told of it: each line must be whole in the text of every other. */
  lines?: Lines;
};

/** `before` in this order: notice, title, body. `beside` anywhere: heads of columns, what is asked for, words for files, foot. */
export type Lines = { before: readonly string[]; beside: readonly string[] };

/** `label`: the words of a button that opens an address; what is linked in a text stands there already. */
export type Link = { address: string; label?: string };

/** What must be the same everywhere. */
export type Sight = {
  /** Every word of the text, of choices and links, once. */
  words: readonly string[];
  /** What can be chosen, in order, "Done" left out. */
  choices: readonly string[];
  /** What of it is chosen or ticked. */
  on: readonly string[];
  addresses: readonly string[];
  /** Name and content. */
  files: readonly string[];
  /** All words of the text, in order. */
  text: string;
  /** What stands together: headings, paragraphs, items, cells. Nothing where the platform does not tell. */
  lines: Lines;
  /** Names of the flow's flags, verdicts, steps and drafts with the dates behind them, as they are read. */
  plan: readonly string[];
};

/** What of a flow has a name that a plan can show, each with the kind of thing it is. */
export type Names = readonly { kind: string; name: string }[];

/**
 * What is seen, made comparable. `done` is the label of the button that ends ticking: where all is chosen at once, choosing
 * ends it, so it stands on some platforms only. `names` where a plan is on the screen.
 */
export function sightOf(seen: Seen, done: string, names: Names): Sight {
  const choices = openedFirst(seen.choices.filter(({ label }) => label !== done));
  const labels = choices.map(({ label }) => spoken(label));
  const linked = seen.links.flatMap(({ label }) => (label === undefined ? [] : [label]));
  const all = [seen.text, ...choices.map(({ label }) => label), ...linked].join("\n");
  return {
    words: [...new Set(wordsOf(all))].sort(),
    choices: labels,
    on: labels.filter((_, index) => choices[index]?.on === true),
    addresses: [...new Set(seen.links.map(({ address }) => addressOf(address)))].sort(),
    files: seen.files.map(({ name, bytes }) => `${name} (${hashOf(bytes)})`),
    text: spoken(seen.text),
    lines: { before: spokenLines(seen.lines?.before ?? []), beside: spokenLines(seen.lines?.beside ?? []) },
    plan: planOf(spoken(seen.text), names),
  };
}

/** What one has and the other lacks; nothing where they are the same. */
export function difference(one: Sight, other: Sight): string[] {
  return [...listed(one, other), ...torn(one.text, other.lines)];
}

/** Lines that do not stand whole in the text, or not in their order. */
function torn(text: string, { before, beside }: Lines): string[] {
  const within = ` ${text} `;
  const nowhere = [...before, ...beside].filter((line) => !within.includes(` ${line} `));
  let from = 0;
  const misplaced = before.filter((line) => {
    const at = within.indexOf(` ${line} `, from);
    if (at !== -1) from = at + line.length + 1;
    return at === -1 && !nowhere.includes(line);
  });
  return [
    ...nowhere.map((line) => `nowhere in one piece: ${line}`),
    ...misplaced.map((line) => `in another place: ${line}`),
  ];
}

function listed(one: Sight, other: Sight): string[] {
  return (["words", "choices", "on", "addresses", "files", "plan"] as const).flatMap((what) => {
    if (one[what].join("\n") === other[what].join("\n")) return [];
    const more = without(one[what], other[what]);
    const less = without(other[what], one[what]);
    return more.length + less.length === 0
      ? [`${what} in another order: ${one[what].join(" / ")} and ${other[what].join(" / ")}`]
      : [
          ...(more.length === 0 ? [] : [`more ${what}: ${more.join(" / ")}`]),
          ...(less.length === 0 ? [] : [`no ${what}: ${less.join(" / ")}`]),
        ];
  });
}

/**
 * What can be ticked can often be opened as well, by a button of the same name. On Telegram such buttons are numbers that stand
 * together (T-14), before all others of their list; elsewhere they stand as they come. So here they stand first everywhere, in
 * the order of their boxes.
 */
function openedFirst(choices: readonly Choice[]): Choice[] {
  const places = new Map<string, number>();
  for (const { label } of choices) if (!places.has(label)) places.set(label, places.size);
  const place = ({ label }: Choice): number => places.get(label) ?? 0;
  const isAgain = (one: Choice): boolean =>
    choices.findIndex(({ label }) => label === one.label) < choices.indexOf(one);
  const again = choices.filter(isAgain).toSorted((a, b) => place(a) - place(b));
  const twice = new Set(again.map(({ label }) => label));
  const once = choices.filter((one) => !isAgain(one));
  return [
    ...once.filter(({ label }) => twice.has(label)),
    ...again,
    ...once.filter(({ label }) => !twice.has(label)),
  ];
}

/** Letters and digits, in lower case: marks, spaces, lines and the form of commands ("/h1b_backed_out") are the platform's. */
function wordsOf(text: string): string[] {
  return (
    text
      .normalize("NFC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

function spokenLines(lines: readonly string[]): string[] {
  return lines.map(spoken).filter((line) => line !== "");
}

function spoken(text: string): string {
  return wordsOf(text).join(" ");
}

/** Discord writes some signs of an address in another way, which opens the same. */
function addressOf(address: string): string {
  return address.replace(/%(?:28|29|2A)/g, decodeURIComponent);
}

/**
 * Names and dates in the order in which they are read, so that a date stands behind what is due on it: once, since where a
 * table has no columns the head of a column stands before each of its cells.
 */
function planOf(text: string, names: Names): string[] {
  const known = new Map(names.map(({ kind, name }) => [spoken(name), kind]));
  const longestFirst = [...known.keys()].filter((name) => name !== "").sort((a, b) => b.length - a.length);
  if (longestFirst.length === 0) return [];
  const found = new RegExp(`(?<!\\S)(?:${[...longestFirst, date].join("|")})(?!\\S)`, "gu");
  let since: string[] = [];
  return [...text.matchAll(found)].flatMap(([one]) => {
    const kind = known.get(one);
    if (kind !== undefined) since = [];
    if (since.includes(one)) return [];
    since.push(one);
    return [`${kind ?? "on"} ${one}`];
  });
}

/** "27 november 2026", and the time of day where there is one. */
const months = "january|february|march|april|may|june|july|august|september|october|november|december";
const date = String.raw`\d{1,2} (?:${months}) \d{4}(?: at \d{1,2} \d\d)?`;

function without(all: readonly string[], some: readonly string[]): string[] {
  const left = [...some];
  return all.filter((one) => {
    const at = left.indexOf(one);
    if (at === -1) return true;
    left.splice(at, 1);
    return false;
  });
}

function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 12);
}
