/** The shape of a plan's tables, one for each kind. */
import { z } from "zod";
import { dataId, id, list, name, strict } from "./schema-base.js";

const clockTime = z
  .string("a time, as 08:00")
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of 24 hours in quotes, as "08:00"');
const tableBase = {
  id,
  when: z.unknown().optional(),
  first: z.boolean("true or false").optional(),
};
export const table = z.discriminatedUnion(
  "kind",
  [
    strict({
      ...tableBase,
      kind: z.literal("columns"),
      columns: list(id).min(2, "at least two prefixes"),
      head: id,
      rows: list(id).min(1, "at least one row"),
      mark: id.optional(),
    }),
    strict({ ...tableBase, kind: z.literal("dates"), rows: list(id).min(1, "at least one date") }),
    strict({ ...tableBase, kind: z.literal("data"), from: dataId, column: name.optional() }),
    strict({
      ...tableBase,
      kind: z.literal("clock"),
      zone: name,
      against: list(z.string("a zone")).min(1, "at least one zone"),
      hours: z.tuple([clockTime, clockTime], 'two times, as ["08:00", "17:00"]'),
      between: z.tuple([name, name], "two dates, the first and the last day"),
    }),
  ],
  "one of columns, dates, data, clock",
);

export type TableFile = z.infer<typeof table>;
