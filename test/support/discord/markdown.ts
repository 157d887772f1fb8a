/**
 * Markdown as Discord's clients read it, written from how they behave and not from the adapter: which text is shown, set in
 * which way, and what of it acts.
 */

export type Shown = { text: string; set: readonly Setting[] };

/** How a text is set. What acts when it is pressed or read: links, names of people and rooms, times, emoji. */
export type Setting =
  | { kind: "strong" | "em" | "underlined" | "struck" | "hidden" | "code" | "copy" }
  | { kind: "heading" | "small" | "quote" | "bullet" | "number"; level: number }
  | { kind: "link"; url: string }
  | { kind: "mention" | "emoji" | "time" };

/** Every stretch of text in order. */
export function shownOf(markdown: string): Shown[] {
  const all: Shown[] = [];
  blocks(markdown, [], all);
  return all;
}

/** The text alone, without signs that only keep others apart. */
export function shownText(markdown: string): string {
  return withoutKeepers(
    shownOf(markdown)
      .map(({ text }) => text)
      .join(""),
  );
}

/** What keeps a name from being one and a link from ending is not seen. */
export function withoutKeepers(text: string): string {
  return text.replace(/(?<=@)\u200b(?=\u200b*(?:everyone|here))|(?<=\])\u200b(?=\u200b*\()/gi, "");
}

function blocks(source: string, set: readonly Setting[], out: Shown[]): void {
  let rest = source;
  let isStart = true;
  while (rest !== "") {
    const used: number = (isStart ? blockAt(rest, set, out) : 0) || inlineAt(rest, set, out);
    isStart = rest.slice(0, used).endsWith("\n");
    rest = rest.slice(used);
  }
}

/** What begins a line. Gives how much of the source it took, and 0 where there is none. */
function blockAt(source: string, set: readonly Setting[], out: Shown[]): number {
  const inside = (one: Setting, content: string, feed: string): void => {
    blocks(content, [...set, one], out);
    if (feed !== "") out.push({ text: feed, set });
  };
  const heading = /^ *(#{1,3})\s+([^\n]+?)#*\s*?(\n|$)/.exec(source);
  if (heading !== null) {
    inside({ kind: "heading", level: (heading[1] ?? "").length }, heading[2] ?? "", heading[3] ?? "");
    return heading[0].length;
  }
  const small = /^ *-#\s+([^\n]+)(\n|$)/.exec(source);
  if (small !== null) {
    inside({ kind: "small", level: 1 }, small[1] ?? "", small[2] ?? "");
    return small[0].length;
  }
  const all = /^ *>>> +([\s\S]*)/.exec(source);
  if (all !== null) {
    inside({ kind: "quote", level: 3 }, all[1] ?? "", "");
    return all[0].length;
  }
  const quote = /^ *> +([^\n]*)(\n|$)/.exec(source);
  if (quote !== null) {
    inside({ kind: "quote", level: 1 }, quote[1] ?? "", quote[2] ?? "");
    return quote[0].length;
  }
  // An item goes on in the lines that are indented.
  const item = /^( *)([*+-]|\d+[.)]) +([^\n]*(?:\n {2,}(?![*+-] |\d+[.)] )[^\n]+)*)(\n|$)/.exec(source);
  if (item !== null) {
    const kind = /\d/.test(item[2] ?? "") ? "number" : "bullet";
    inside(
      { kind, level: Number.parseInt(item[2] ?? "", 10) || 0 },
      (item[3] ?? "").replace(/\n {2,}/g, "\n"),
      item[4] ?? "",
    );
    return item[0].length;
  }
  return 0;
}

type Rule = {
  form: RegExp;
  set(found: RegExpExecArray): Setting | undefined;
  content(found: RegExpExecArray): string;
  raw?: true;
};

const first = (found: RegExpExecArray): string => found.slice(1).find((one) => one !== undefined) ?? "";
const whole = (found: RegExpExecArray): string => found[0];
const kind =
  (
    one:
      | "strong"
      | "em"
      | "underlined"
      | "struck"
      | "hidden"
      | "code"
      | "copy"
      | "mention"
      | "emoji"
      | "time",
  ) =>
  (): Setting => ({ kind: one });

/** In the order in which they are tried. */
const rules: readonly Rule[] = [
  {
    form: /^```(?:[a-z0-9_+\-.#]+?\n)?\n*([^\n][\s\S]*?)\n*```/i,
    set: kind("copy"),
    content: first,
    raw: true,
  },
  { form: /^\\([^0-9A-Za-z\s])/u, set: () => undefined, content: first, raw: true },
  {
    form: /^<([^: >]+:\/[^ >]+)>/,
    set: (found) => ({ kind: "link", url: first(found) }),
    content: first,
    raw: true,
  },
  {
    form: /^<(?:@[!&]?|#)\d+>|^@(?:everyone|here)|^<id:\w+>|^<\/[^:>\n]+:\d+>/i,
    set: kind("mention"),
    content: whole,
    raw: true,
  },
  { form: /^<t:-?\d+(?::[A-Za-z])?>/, set: kind("time"), content: whole, raw: true },
  { form: /^<a?:\w+:\d+>|^:[^\s:]+?(?:::skin-tone-\d)?:/, set: kind("emoji"), content: whole, raw: true },
  {
    form: /^(?:https?|steam):\/\/[^\s<]+[^<.,:;"'\]\s]/i,
    set: (found) => ({ kind: "link", url: found[0] }),
    content: whole,
    raw: true,
  },
  {
    form: /^\[((?:\[[^\]]*\]|[^[\]]|\](?=[^[]*\]))*)\]\(\s*<?((?:\([^)]*\)|[^\s\\]|\\.)*?)>?(?:\s+['"]([\s\S]*?)['"])?\s*\)/,
    set: (found) => ({ kind: "link", url: found[2] ?? "" }),
    content: first,
  },
  {
    form: /^(`+)([\s\S]*?[^`])\1(?!`)/,
    set: kind("code"),
    content: (found) => (found[2] ?? "").trim(),
    raw: true,
  },
  { form: /^~~([\s\S]+?)~~(?!_)/, set: kind("struck"), content: first },
  { form: /^\|\|([\s\S]+?)\|\|/, set: kind("hidden"), content: first },
];

/** Of these the longest is taken. */
const stressed: readonly Rule[] = [
  {
    form: /^\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)|^_((?:__|\\[\s\S]|[^\\_])+?)_(?![\p{L}\p{N}_])/u,
    set: kind("em"),
    content: first,
  },
  { form: /^\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/, set: kind("strong"), content: first },
  { form: /^__((?:\\[\s\S]|[^\\])+?)__(?!_)/, set: kind("underlined"), content: first },
];

function inlineAt(source: string, set: readonly Setting[], out: Shown[]): number {
  const found = [
    ...rules.flatMap((rule) => matched(rule, source)).slice(0, 1),
    ...stressed
      .flatMap((rule) => matched(rule, source))
      .toSorted((a, b) => b.found[0].length - a.found[0].length),
  ];
  const [best] = found;
  if (best === undefined) {
    const [text = ""] = /^(?:\n|[^\n][^\n\\<@:hs[`~|*_]*\n?)/iu.exec(source) ?? [];
    out.push({ text, set });
    return text.length;
  }
  const { rule, found: what } = best;
  const mine = rule.set(what);
  const now = mine === undefined ? set : [...set, mine];
  if (rule.raw) out.push({ text: rule.content(what), set: now });
  else inlines(rule.content(what), now, out);
  return what[0].length;
}

function inlines(source: string, set: readonly Setting[], out: Shown[]): void {
  for (let rest = source; rest !== ""; ) rest = rest.slice(inlineAt(rest, set, out));
}

function matched(rule: Rule, source: string): { rule: Rule; found: RegExpExecArray }[] {
  const found = rule.form.exec(source);
  return found === null ? [] : [{ rule, found }];
}
