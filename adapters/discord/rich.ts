/** Text with its marks, before it is Markdown: so that it can be measured and cut anywhere without breaking a mark. */
import type { Line, Span } from "../../src/screen.js";
import { isolated, plain } from "../../src/script.js";

/** One stretch of text, set in one way. A member's own words have no mark. */
export type Run = { text: string } & Marks;

export type Marks = { strong?: true; em?: true; code?: true; link?: string };

export type Rich = readonly Run[];

/** The bot's own words. */
export function own(text: string, marks: Marks = {}): Rich {
  return [{ text: plain(text), ...marks }];
}

/** A line with its marks and links; `marks` is what all of the bot's own words in it have besides. */
export function lineRich(line: Line, marks: Marks = {}): Rich {
  return line.map((span) => spanRun(span, marks));
}

/** One after another, with `between` between them; what says nothing is left out. */
export function joined(parts: readonly Rich[], between: string): Rich {
  return parts
    .filter(says)
    .flatMap((part, index) => (index === 0 || between === "" ? part : [{ text: between }, ...part]));
}

export function textOf(rich: Rich): string {
  return rich.map(({ text }) => text).join("");
}

/** Whether there is more in it than white space. */
export function says(rich: Rich): boolean {
  return textOf(rich).trim() !== "";
}

/** From `start` up to `end` of its text. */
export function sliced(rich: Rich, start: number, end: number): Rich {
  let from = 0;
  return rich.flatMap((run): Run[] => {
    const at = from;
    from += run.text.length;
    const text = run.text.slice(Math.max(0, start - at), Math.max(0, end - at));
    return text === "" ? [] : [{ ...run, text }];
  });
}

/** Its lines, without the line feeds between them. */
export function linesOf(rich: Rich): Rich[] {
  const text = textOf(rich);
  let from = 0;
  return text.split("\n").map((line) => {
    const start = from;
    from += line.length + 1;
    return sliced(rich, start, start + line.length);
  });
}

function spanRun(span: Span, marks: Marks): Run {
  if ("said" in span) return { text: isolated(plain(span.said)) };
  const text = plain(span.text);
  if ("link" in span) return { text, ...marks, link: span.link };
  if (span.mark === undefined) return { text, ...marks };
  switch (span.mark) {
    case "strong":
      return { text, ...marks, strong: true };
    case "em":
      return { text, ...marks, em: true };
    case "code":
      return { text, ...marks, code: true };
  }
}
