/** Answers to an inline query: articles that anybody can post, with their sources. */
import type { Found, Words } from "../../src/adapter.js";
import { plain } from "../../src/script.js";
import { type Markup, markupOf } from "./keyboard.js";
import { limits } from "./limits.js";
import { render } from "./render.js";
import type { Entity } from "./rich.js";

export type InlineResult = {
  type: "article";
  id: string;
  title: string;
  description: string;
  input_message_content: {
    message_text: string;
    entities: Entity[];
    link_preview_options: { is_disabled: true };
  };
  reply_markup?: Markup;
};

/** One result for each article that fits one message; what would have to be cut is not offered. */
export function inlineResults(found: readonly Found[], words: Words, username: string): InlineResult[] {
  return found.slice(0, limits.results).flatMap(({ id, title, short, screen }, index): InlineResult[] => {
    const [payload, another] = render({ ...screen, attach: [] }, words);
    if (payload?.kind !== "text" || another !== undefined) return [];
    return [
      {
        type: "article",
        id: resultId(index, id),
        title: plain(title),
        description: plain(short),
        input_message_content: {
          message_text: payload.text,
          entities: [...payload.entities],
          link_preview_options: { is_disabled: true },
        },
        ...(payload.keyboard.length === 0 ? {} : { reply_markup: markupOf(payload.keyboard, username) }),
      },
    ];
  });
}

/** Unique by its number; the article's name behind it is for whoever reads a log. */
function resultId(index: number, article: string): string {
  return `${index}:${article.replace(/[^A-Za-z0-9/_-]/g, "_")}`.slice(0, limits.resultId);
}
