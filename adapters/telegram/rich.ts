/** Text with entities: what Telegram takes in place of markup, so that no word of a member is ever markup (T-11, F86). */
import type { Line, Span } from "../../src/screen.js";
import { isolated, plain } from "../../src/script.js";
import { actingIn } from "./acting.js";
import { withTappable } from "./command.js";

/** `offset` and `length` in UTF-16 units. */
export type Entity =
  | { type: "bold" | "italic" | "code" | "pre"; offset: number; length: number }
  | { type: "text_link"; offset: number; length: number; url: string };

export type Rich = { text: string; entities: readonly Entity[] };

/** How a whole line is set: what of it is the bot's own word is then set so too. */
export type Style = "bold" | "italic";

export const nothing: Rich = { text: "", entities: [] };

/** The bot's own words. A slash command in them is as it can be tapped (T-5). */
export function own(text: string, style?: Style): Rich {
  return withMark(withTappable(plain(text)), style);
}

/**
 * A line with its marks and links. What a member said stands in it as it is, without any entity; where Telegram would make
 * something of it that can be tapped it is code, of which Telegram makes nothing (T-2, F86).
 */
export function lineRich(line: Line, style?: Style): Rich {
  const spans = line.map((span) => spanRich(span, style));
  const acting = actingIn(spans.map(({ text }) => text).join(""));
  let to = 0;
  return joined(
    spans.map((rich, index) => {
      const from = to;
      to += rich.text.length;
      const span = line[index];
      const acts = acting.some((one) => one.from < to && from < one.to);
      return span !== undefined && "said" in span && acts ? withEntity(rich.text, "code") : rich;
    }),
    "",
  );
}

/** The line as one piece to be copied whole, with nothing changed in it but what would drive the reader's screen. */
export function copyRich(line: Line): Rich {
  const text = line.map((span) => ("said" in span ? isolated(plain(span.said)) : plain(span.text))).join("");
  return withEntity(text, "pre");
}

/** One after another, with `between` between them; what says nothing is left out where something stands between. */
export function joined(parts: readonly Rich[], between: string): Rich {
  const shown = between === "" ? parts : parts.filter(says);
  const entities: Entity[] = [];
  let text = "";
  for (const [index, part] of shown.entries()) {
    if (index > 0) text += between;
    const from = text.length;
    entities.push(...part.entities.map((one) => ({ ...one, offset: one.offset + from })));
    text += part.text;
  }
  return { text, entities };
}

/** From `start` up to `end`, with the part of each entity that is in it, and no white space at either end (T-10). */
export function sliced(rich: Rich, start: number, end: number): Rich {
  const from = start + (rich.text.slice(start, end).length - rich.text.slice(start, end).trimStart().length);
  const to = from + rich.text.slice(from, end).trimEnd().length;
  const entities = rich.entities.flatMap((one): Entity[] => {
    const inside = trimmedTo(rich.text, Math.max(one.offset, from), Math.min(one.offset + one.length, to));
    return inside === undefined
      ? []
      : [{ ...one, offset: inside.from - from, length: inside.to - inside.from }];
  });
  return { text: rich.text.slice(from, to), entities };
}

/** Whether there is more in it than white space. */
export function says({ text }: Rich): boolean {
  return text.trim() !== "";
}

function spanRich(span: Span, style: Style | undefined): Rich {
  if ("said" in span) return { text: isolated(plain(span.said)), entities: [] };
  if ("link" in span) {
    const text = plain(span.text);
    const inside = trimmedTo(text, 0, text.length);
    if (inside === undefined) return { text, entities: [] };
    const at = { offset: inside.from, length: inside.to - inside.from };
    return {
      text,
      entities: [
        ...(style === undefined ? [] : [{ type: style, ...at }]),
        { type: "text_link", ...at, url: span.link },
      ],
    };
  }
  if (span.mark === undefined) return own(span.text, style);
  switch (span.mark) {
    case "strong":
      return marked(own(span.text, style), style === "bold" ? undefined : "bold");
    case "em":
      return marked(own(span.text, style), style === "italic" ? undefined : "italic");
    case "code": {
      const text = own(span.text);
      // A command can be tapped only where it is no code (T-5), and code takes no other mark.
      return /^\/[a-z0-9_]+$/.test(text.text) ? withMark(text.text, style) : withEntity(text.text, "code");
    }
  }
}

function withMark(text: string, mark: Style | undefined): Rich {
  return mark === undefined ? { text, entities: [] } : withEntity(text, mark);
}

function marked(rich: Rich, mark: Style | undefined): Rich {
  return { text: rich.text, entities: [...rich.entities, ...withMark(rich.text, mark).entities] };
}

function withEntity(text: string, type: "bold" | "italic" | "code" | "pre"): Rich {
  const inside = trimmedTo(text, 0, text.length);
  return {
    text,
    entities: inside === undefined ? [] : [{ type, offset: inside.from, length: inside.to - inside.from }],
  };
}

/** Without the white space at its ends; nothing where no more is left. */
function trimmedTo(text: string, from: number, to: number): { from: number; to: number } | undefined {
  if (from >= to) return undefined;
  const part = text.slice(from, to);
  const start = from + part.length - part.trimStart().length;
  const end = from + part.trimEnd().length;
  return start >= end ? undefined : { from: start, to: end };
}
