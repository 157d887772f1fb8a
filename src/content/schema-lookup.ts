/** The shapes of the files of look-ups. */
import { z } from "zod";
import { label, standing } from "./schema.js";
import { alias, articleId, id, list, record, strict, text } from "./schema-base.js";

const column = z.string("a column");

export const lookupShape = strict({
  command: id,
  aliases: list(alias).optional(),
  entries: id,
  sections: list(
    strict({
      id,
      table: id,
      columns: list(column).min(1, "at least one column"),
      draw: z.enum(["bars", "dots", "grid"], "one of bars, dots, grid").optional(),
      scale: z.tuple([z.number("a number"), z.number("a number")], "two numbers, as [0, 100]").optional(),
    }),
  ).min(1, "at least one section"),
});

export const lookupWordsShape = strict({
  title: label,
  about: text(100),
  intro: text(500),
  short: text(300).optional(),
  entries: record(label).optional(),
  sections: record(
    strict({
      title: text(80),
      text: text(300).optional(),
      unit: text(20).optional(),
      columns: record(text(60)),
      values: record(text(40)).optional(),
    }),
  ),
  notes: record(text(300)).optional(),
  picture: text(240).optional(),
  see: list(articleId).optional(),
  ...standing,
});
