/** Texts as Discord shows them: markup read and taken off, escapes undone, with a list of what was marked (D-26). */

export type Mark = {
  type:
    | "bold"
    | "italic"
    | "underline"
    | "strike"
    | "spoiler"
    | "code"
    | "block"
    | "heading"
    | "small"
    | "quote"
    | "list"
    | "link"
    | "mention"
    | "emoji"
    | "time";
  /** As it is shown. */
  text: string;
  url?: string;
};

export type Shown = { text: string; marks: readonly Mark[] };

/** How a name is shown for an id; undefined where nobody has it. */
export type Names = (kind: "user" | "role" | "channel", id: string) => string | undefined;

/** The text without its markup. */
export function shown(text: string, names: Names = () => undefined): Shown {
  const marks: Mark[] = [];
  return { text: read(text, { names, marks, blocks: true }), marks };
}

type Reading = { names: Names; marks: Mark[]; blocks: boolean };

/** What is found at a place: how much of the text it takes, and what is shown for it. */
type Found = { length: number; text: string };
type Rule = (text: string, at: number, reading: Reading) => Found | undefined;

function read(text: string, reading: Reading): string {
  let out = "";
  let at = 0;
  while (at < text.length) {
    const found = first(text, at, reading);
    if (found === undefined) {
      out += text[at];
      at += 1;
      continue;
    }
    out += found.text;
    at += found.length;
  }
  return out;
}

function first(text: string, at: number, reading: Reading): Found | undefined {
  const lineBegins = at === 0 || text[at - 1] === "\n";
  const rules = reading.blocks && lineBegins ? [...blocks, ...inline] : inline;
  for (const rule of rules) {
    const found = rule(text, at, reading);
    if (found !== undefined && found.length > 0) return found;
  }
  return undefined;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  const sticky = new RegExp(pattern.source, `${pattern.flags}y`);
  sticky.lastIndex = at;
  return sticky.exec(text) ?? undefined;
}

/** A rule whose first group is what it marks, read further. */
function marked(type: Mark["type"], pattern: RegExp): Rule {
  return (text, at, reading) => {
    const match = matchAt(pattern, text, at);
    if (match === undefined) return undefined;
    const place = reading.marks.length;
    const inner = read(match[1] ?? "", { ...reading, blocks: false });
    reading.marks.splice(place, 0, { type, text: inner });
    return { length: match[0].length, text: inner };
  };
}

/** A line that begins so, with what is shown in place of its beginning. */
function line(type: Mark["type"], pattern: RegExp, before: (match: RegExpExecArray) => string): Rule {
  return (text, at, reading) => {
    const match = matchAt(pattern, text, at);
    if (match === undefined) return undefined;
    const place = reading.marks.length;
    const inner = read(match.groups?.rest ?? "", { ...reading, blocks: false });
    reading.marks.splice(place, 0, { type, text: inner });
    return { length: match[0].length, text: `${before(match)}${inner}` };
  };
}

const quote: Rule = (text, at, reading) => {
  const whole = matchAt(/>>> (?<rest>[\s\S]+)/, text, at);
  const lines = whole ?? matchAt(/(?:> [^\n]*(?:\n|$))+/, text, at);
  if (lines === undefined) return undefined;
  const [all] = lines;
  const end = all.endsWith("\n") ? "\n" : "";
  const inside = whole?.groups?.rest ?? all.replace(/\n$/, "").replaceAll(/^> /gm, "");
  const place = reading.marks.length;
  const inner = read(inside, reading);
  reading.marks.splice(place, 0, { type: "quote", text: inner });
  return { length: all.length, text: `${inner}${end}` };
};

const blocks: readonly Rule[] = [
  quote,
  line("heading", /#{1,3} +(?<rest>\S[^\n]*)/, () => ""),
  line("small", /-# +(?<rest>\S[^\n]*)/, () => ""),
  line("list", /(?<indent> *)[-*] +(?<rest>\S[^\n]*)/, (match) => `${match.groups?.indent ?? ""}• `),
  line(
    "list",
    /(?<indent> *)(?<number>\d{1,10})\. +(?<rest>\S[^\n]*)/,
    (match) => `${match.groups?.indent ?? ""}${match.groups?.number}. `,
  ),
];

const codeBlock: Rule = (text, at, { marks }) => {
  const match = matchAt(/```(?:[\w+\-.#]+\n)?\n*([^\n][\s\S]*?)\n*```/, text, at);
  if (match === undefined) return undefined;
  marks.push({ type: "block", text: match[1] ?? "" });
  return { length: match[0].length, text: match[1] ?? "" };
};

const code: Rule = (text, at, { marks }) => {
  const match = matchAt(/(?<!`)(`{1,2})(?!`)([\s\S]*?[^`])\1(?!`)/, text, at);
  if (match === undefined) return undefined;
  const inner = match[2] ?? "";
  marks.push({ type: "code", text: inner });
  return { length: match[0].length, text: inner };
};

const escaped: Rule = (text, at) => {
  const match = matchAt(/\\([^0-9A-Za-z\s])/u, text, at);
  return match === undefined ? undefined : { length: match[0].length, text: match[1] ?? "" };
};

const masked: Rule = (text, at, reading) => {
  const match = matchAt(
    /\[((?:\\.|[^[\]\\]|\[[^\]]*\])+)\]\(<?(https?:\/\/(?:[^\s()<>]|\([^\s()]*\))+)>?(?: +"[^"]*")?\)/,
    text,
    at,
  );
  if (match === undefined) return undefined;
  const place = reading.marks.length;
  const inner = read(match[1] ?? "", { ...reading, blocks: false });
  reading.marks.splice(place, 0, { type: "link", text: inner, url: match[2] ?? "" });
  return { length: match[0].length, text: inner };
};

const bareLink: Rule = (text, at, { marks }) => {
  const quiet = matchAt(/<(https?:\/\/[^\s<>]+)>/, text, at);
  const match = quiet ?? matchAt(/(https?:\/\/[^\s<>]+[^\s<>.,:;"')\]*_~|`\\])/, text, at);
  if (match === undefined) return undefined;
  const url = match[1] ?? "";
  marks.push({ type: "link", text: url, url });
  return { length: match[0].length, text: url };
};

const everybody: Rule = (text, at, { marks }) => {
  const match = matchAt(/@(?:everyone|here)\b/, text, at);
  if (match === undefined) return undefined;
  marks.push({ type: "mention", text: match[0] });
  return { length: match[0].length, text: match[0] };
};

/** `<@1>`, `<#1>`, `<@&1>`, `</name:1>`. */
const mention: Rule = (text, at, { marks, names }) => {
  const match = matchAt(
    /<(?:(?<sign>@!?|@&|#)(?<id>\d{1,20})|\/(?<command>[^:<>\n]{1,98}):\d{1,20})>/,
    text,
    at,
  );
  if (match === undefined) return undefined;
  const { sign, id = "", command } = match.groups ?? {};
  const kind = sign === "#" ? "channel" : sign === "@&" ? "role" : "user";
  const told =
    command !== undefined
      ? `/${command}`
      : `${kind === "channel" ? "#" : "@"}${names(kind, id) ?? "unknown"}`;
  marks.push({ type: "mention", text: told });
  return { length: match[0].length, text: told };
};

const emoji: Rule = (text, at, { marks }) => {
  const match = matchAt(/<a?(:\w{2,32}:)\d{1,20}>/, text, at);
  if (match === undefined) return undefined;
  marks.push({ type: "emoji", text: match[1] ?? "" });
  return { length: match[0].length, text: match[1] ?? "" };
};

/** In the zone of whoever reads it; here that is UTC. */
const time: Rule = (text, at, { marks }) => {
  const match = matchAt(/<t:(-?\d{1,13})(?::([tTdDfFR]))?>/, text, at);
  if (match === undefined) return undefined;
  const when = new Date(Number(match[1]) * 1000);
  if (Number.isNaN(when.getTime())) return undefined;
  const told = when
    .toISOString()
    .replace("T", " ")
    .replace(/:\d\d\.\d+Z$/, " UTC");
  marks.push({ type: "time", text: told });
  return { length: match[0].length, text: told };
};

const inline: readonly Rule[] = [
  codeBlock,
  escaped,
  mention,
  emoji,
  time,
  bareLink,
  masked,
  everybody,
  marked("bold", /\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/),
  marked("underline", /__((?:\\[\s\S]|[^\\])+?)__(?!_)/),
  marked("italic", /\*(?=\S)((?:\\[\s\S]|\*\*|\s+(?:\\[\s\S]|[^*\s\\]|\*\*)|[^\s*\\])+?)\*(?!\*)/),
  marked("italic", /(?<![\p{L}\p{N}_])_((?:\\[\s\S]|__|[^\\_])+?)_(?![\p{L}\p{N}_])/u),
  marked("strike", /~~((?:\\[\s\S]|[^\\])+?)~~/),
  marked("spoiler", /\|\|((?:\\[\s\S]|[^\\])+?)\|\|/),
  code,
];
