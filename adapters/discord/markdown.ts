/** Discord's Markdown, which is always on (D-26): everything in a text that is no mark of ours is escaped. */
import { linesOf, type Marks, type Rich, type Run, textOf } from "./rich.js";

/** How a paragraph is set: as it is, as a heading, in small print, as an item of a list, or as text to copy. */
export type Lead = "" | "## " | "### " | "-# " | "- " | `${number}. ` | "```";

/** The paragraph in Markdown. Marks end with their line, and every line of a heading or of small print is one. */
export function markdownOf(lead: Lead, rich: Rich): string {
  switch (lead) {
    case "```":
      return `${fence}\n${unfenced(textOf(rich))}\n${fence}`;
    case "":
      return linesOf(rich).map(lineMarkdown).join("\n");
    case "## ":
    case "### ":
      return linesOf(rich.map(({ strong: _always, ...run }) => run))
        .map((line) => led(lead, lineMarkdown(line)))
        .join("\n");
    case "-# ":
      return linesOf(rich)
        .map((line) => led(lead, lineMarkdown(line)))
        .join("\n");
    default:
      // What is indented still belongs to its item.
      return linesOf(rich)
        .map((line, index) => (index === 0 ? lead : " ".repeat(lead.length)) + lineMarkdown(line))
        .join("\n");
  }
}

/** The text that was escaped so: what stands in a message of ours without any mark. */
export function unescaped(markdown: string): string {
  return markdown.replace(/\\([^0-9A-Za-z\s])/g, "$1").replace(apartSigns, "$1$2");
}

/** The text that was set so as to be copied; undefined where it is none. */
export function copied(markdown: string): string | undefined {
  const [, text] = /^```\n(.*)\n```$/s.exec(markdown) ?? [];
  return text?.replace(/(?<=`)\u200b(?=`\u200b?`)/g, "");
}

const fence = "```";

/** Three ticks would end the block, so those that stand together are kept apart by a sign that is not seen. */
function unfenced(text: string): string {
  return text.replace(/`(?=``)/g, "`\u200b");
}

/**
 * A line with nothing on it leads nothing. Discord takes signs of a heading away from its end, escaped or not, unless
 * something follows that is not seen.
 */
function led(lead: Lead, line: string): string {
  if (line.trim() === "") return line;
  return lead + line + (lead !== "-# " && line.trimEnd().endsWith("#") ? "\u200b" : "");
}

function lineMarkdown(line: Rich): string {
  return written(escapedRuns(line), ["strong", "em", "link", "code"], "");
}

/** The runs with their text as it is written: escaped, but for code, in which nothing can be. */
function escapedRuns(line: Rich): Run[] {
  const runs = line.flatMap(({ code, ...run }) =>
    code && isCodeText(run.text) ? [{ ...run, code }] : betweenBrackets(run),
  );
  // Code keeps its length and means nothing.
  const text = runs.map((run) => (run.code ? "\uFFFC".repeat(run.text.length) : run.text)).join("");
  const before = new Map([...text.matchAll(active)].map(({ index }) => [index, "\\"]));
  const apart = new Map([...text.matchAll(parted)].map(({ index }) => [index, "\u200b"]));
  let from = 0;
  return runs.map((run) => {
    const start = from;
    from += run.text.length;
    if (run.code) return run;
    const signs = Array.from({ length: run.text.length }, (_, at) => {
      const index = start + at;
      return (before.get(index) ?? "") + run.text.charAt(at) + (apart.get(index) ?? "");
    });
    return { ...run, text: signs.join("") };
  });
}

/** In code nothing can be escaped. */
function isCodeText(text: string): boolean {
  return text.trim() !== "" && !/[`[\]]/.test(text);
}

/** Brackets would end the words of a link, escaped or not, so they stand between its parts. */
function betweenBrackets({ link, ...run }: Run): Run[] {
  if (link === undefined) return [run];
  return run.text
    .split(/([[\]])/)
    .map((text) => (/^[[\]]?$/.test(text) ? { ...run, text } : { ...run, text, link }));
}

/**
 * Every sign that means something to Discord: marks, brackets, and at the beginning of a line what makes lists and
 * headings; a colon where it could make an address or an emoji, if only with the colon of a link behind it.
 */
const active = new RegExp(
  [
    String.raw`[\\*_~${"`"}|<>[\]#]`,
    // Each looks back from its sign only, so that no text takes long.
    String.raw`[-+](?<=^[\s\p{Cf}]*.)`,
    String.raw`[.)](?<=^[\s\p{Cf}]*\d+.)`,
    String.raw`:(?=\S)`,
  ].join("|"),
  "gu",
);

/**
 * Signs that act although they are escaped, unless one that is not seen stands behind them: everybody would be named, and a
 * link of ours before them would end there, and lead where what follows says.
 */
const parted = /@(?=\u200b*(?:everyone|here))|\](?=\u200b*\()/giu;
const apartSigns = /(@)\u200b(?=\u200b*(?:everyone|here))|(\])\u200b(?=\u200b*\()/giu;

/** Groups of runs that share the first of the marks are written inside it, with the others inside them. */
function written(runs: readonly Run[], marks: readonly (keyof Marks)[], after: string): string {
  const [mark, ...others] = marks;
  if (mark === undefined) return runs.map(({ text }) => text).join("");
  return groupsBy(runs, mark).reduceRight((behind, group) => {
    const next = behind + after;
    return group[0]?.[mark] === undefined
      ? written(group, others, next) + behind
      : // What stands inside is followed by the end of the mark.
        marked(group, mark, written(group, others, ""), next) + behind;
  }, "");
}

/** The text in its mark, which begins and ends at a sign: white space at its ends stands outside. */
function marked(group: readonly Run[], mark: keyof Marks, inside: string, after: string): string {
  const [, before = "", text = "", behind = ""] = /^(\s*)(.*?)(\s*)$/su.exec(inside) ?? [];
  if (text === "") return inside;
  return before + inMark(mark, text, group[0]?.link ?? "", behind + after) + behind;
}

function inMark(mark: keyof Marks, text: string, link: string, after: string): string {
  switch (mark) {
    case "strong":
      return `**${text}**`;
    case "em":
      // An underscore before a letter ends no mark, and a star could be taken for a part of another.
      return /^[\p{L}\p{N}_]/u.test(after) ? text : `_${text}_`;
    case "code":
      return `\`${text}\``;
    case "link":
      return linked(text, link);
  }
}

function linked(text: string, link: string): string {
  return `[${text}](<${link.replace(/[\s<>\\]/g, encodeURIComponent).replace(/[()*]/g, percent)}>)`;
}

/** Signs that are sound in an address, but mean something around it. */
function percent(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
}

function groupsBy(runs: readonly Run[], mark: keyof Marks): Run[][] {
  const groups: Run[][] = [];
  for (const run of runs) {
    const last = groups.at(-1);
    if (last !== undefined && last[0]?.[mark] === run[mark]) last.push(run);
    else groups.push([run]);
  }
  return groups;
}
