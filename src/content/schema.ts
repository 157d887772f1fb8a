/** The shapes of the files, as zod sees them. Conditions, spans and due dates are read in `parse-*.ts`. */
import { z } from "zod";
import {
  alias,
  articleId,
  count,
  day,
  id,
  list,
  name,
  person,
  record,
  sayings,
  strict,
  text,
} from "./schema-base.js";
import { table } from "./schema-table.js";

const unsure = strict({
  article: articleId,
  due: z.unknown().optional(),
  until: id.optional(),
  letter: id.optional(),
  command: id.optional(),
  waits: z.literal(true, "true, or nothing").optional(),
});
const part = strict({ part: id, as: list(id).optional(), when: z.unknown().optional() });
const question = strict({
  id,
  kind: z.enum(
    ["choice", "multi", "number", "date", "year", "pick", "text"],
    "one of choice, multi, number, date, year, pick, text",
  ),
  options: list(id).optional(),
  none: z.boolean("true or false").optional(),
  min: z.int("a whole number").optional(),
  max: z.int("a whole number").optional(),
  from: z.string("a text").optional(),
  to: z.string("a text").optional(),
  lines: count.optional(),
  skip: z.boolean("true or false").optional(),
  unsure: unsure.optional(),
  when: z.unknown().optional(),
});
const action = strict({
  id,
  when: z.unknown().optional(),
  group: id,
  due: z.unknown().optional(),
  until: id.optional(),
  safe: z.boolean("true or false").optional(),
  article: articleId.optional(),
  letter: id.optional(),
  practice: id.optional(),
  command: id.optional(),
});
const group = strict({ id, note: count.optional(), opens: z.boolean("true or false").optional() });
const flag = strict({
  id,
  when: z.unknown().optional(),
  to: person,
  stop: z.boolean("true or false").optional(),
});
const rules = {
  questions: list(z.union([part, question])).optional(),
  flags: list(flag).optional(),
  groups: list(group).optional(),
  actions: list(z.union([part, action])).optional(),
};

export const partShape = strict(rules);
export const flowShape = strict({
  command: id,
  aliases: list(alias).optional(),
  "at-most": z.int("a whole number").min(1, "a whole number from 1").optional(),
  ...rules,
  questions: list(z.union([part, question])).min(1, "at least one question"),
  terms: z.record(z.string(), z.unknown(), "terms with their conditions").optional(),
  dates: strict({ from: id, of: id }).optional(),
  verdicts: list(strict({ id, when: z.unknown().optional() })).min(1, "at least one verdict"),
  groups: list(group),
  tables: list(table).optional(),
  practice: list(
    strict({
      id,
      ask: list(
        strict({
          id,
          when: z.unknown().optional(),
          points: count.min(1, "at least 1"),
          seconds: count.min(1, "at least 1"),
        }),
      ),
    }),
  ).optional(),
});
export const letterShape = strict({
  takes: list(name),
  questions: list(question).optional(),
  passages: list(strict({ id, when: z.unknown().optional() })).min(1, "at least one passage"),
  spoken: count.optional(),
  words: count.optional(),
});

export type PartFile = z.infer<typeof partShape>;
export type FlowFile = z.infer<typeof flowShape>;
export type LetterFile = z.infer<typeof letterShape>;
export type QuestionFile = z.infer<typeof question>;
export type ActionFile = z.infer<typeof action>;

export const datesShape = strict({
  key: z.literal("year", "year"),
  dates: list(
    strict({
      id,
      known: z.record(z.string().regex(/^\d{4}$/, "a year"), day, "years with dates").optional(),
      rule: z.unknown().optional(),
      sources: list(id).optional(),
    }),
  ),
});
export type DatesFile = z.infer<typeof datesShape>;
export const tableShape = strict({
  title: text(120),
  key: z.string("a column"),
  names: list(z.string("a column")).optional(),
  columns: list(z.string("a column")).optional(),
  sources: list(id).optional(),
  licence: text(300),
  year: z.union([z.string(), z.number()]).optional(),
  unit: text(120).optional(),
  notes: z.string("a column").optional(),
  "at-once": count.min(1, "at least 1").optional(),
});
export type TableFile = z.infer<typeof tableShape>;

export const standing = {
  sources: list(id),
  claims: list(id).optional(),
  reviewed: day,
  expires: day.optional(),
  pace: z.enum(["volatile", "season", "slow"], "one of volatile, season, slow"),
  risk: z.literal("high", "high, or nothing").optional(),
  who: person.optional(),
  signed: z
    .string("a text, or ''")
    .regex(/^$|\p{L}/u, "a name, or '' where nobody has signed")
    .optional(),
};
export type StandingFile = z.infer<z.ZodObject<typeof standing>>;

export const label = text(40);
const option = z.union([label, strict({ label, text: text(160).optional() })]);
const questionWords = strict({
  short: label,
  ask: text(300),
  hint: text(200).optional(),
  why: text(300),
  options: record(option).optional(),
});
const titled = (title: number, body: number) => strict({ title: text(title), text: text(body).optional() });
const flowWords = {
  questions: record(questionWords).optional(),
  flags: record(
    strict({ title: text(80), text: text(400), bring: list(text(120)).max(6, "at most 6") }),
  ).optional(),
  groups: record(
    strict({ title: text(40), text: text(160).optional(), note: text(80).optional() }),
  ).optional(),
  actions: record(
    strict({ title: text(40), text: text(200).optional(), late: text(200).optional() }),
  ).optional(),
};
export const partWordsShape = strict({ ...standing, ...flowWords });
export const flowWordsShape = strict({
  title: label,
  about: text(100),
  intro: text(500),
  asks: list(text(120)).optional(),
  ...standing,
  ...flowWords,
  verdicts: record(titled(80, 500)),
  tables: record(
    strict({ title: text(80), text: text(300).optional(), rows: record(label).optional() }),
  ).optional(),
  practice: record(
    strict({
      title: label,
      intro: text(400),
      ask: record(strict({ ask: text(160), points: list(text(140)) })),
    }),
  ).optional(),
  dates: record(text(80)).optional(),
});
export const letterWordsShape = strict({
  title: label,
  short: text(300),
  to: text(80),
  ...standing,
  questions: record(questionWords).optional(),
  values: record(record(text(160))).optional(),
  before: text(400).optional(),
});
const article = {
  title: label,
  short: text(300),
  asks: list(text(120)).optional(),
  see: list(articleId).optional(),
  command: id.optional(),
  ...standing,
};
export const articleShape = strict(article);
export const guardShape = strict({
  ...article,
  order: count,
  phrases: list(text(120)).min(1, "at least one phrase"),
  unless: list(text(120)).optional(),
});
/** `topics/<topic>.yaml`: what a folder of articles is called, and further ways to ask for each of them. */
export const topicShape = strict({
  title: label,
  asks: z.record(id, sayings(600), "names of articles with sayings").optional(),
});
/** `guards/<id>.yaml`: how members say what calls a guard, and what only sounds like it. */
export const saidShape = strict({ calls: sayings(600), leaves: sayings(600) });
/** `nothing.yaml`: what members type that the library has nothing on. */
export const nothingShape = strict({ asks: sayings(600) });
export const synonymsShape = strict({
  same: list(list(text(60)).min(2, "at least two words that mean the same")),
  ignore: list(text(30)),
  kinds: z.record(id, list(text(30)), "kinds with their words"),
});

/** A list whose items are known by their id, so that no two may have the same. */
const listById = <V extends z.ZodType<{ id: string }>>(value: V) =>
  list(value).superRefine((items, context) => {
    const seen = new Set<string>();
    items.forEach((item, index) => {
      if (seen.has(item.id)) {
        const message = "an id that has not stood before in this file";
        context.addIssue({ code: "custom", path: [index, "id"], message });
      }
      seen.add(item.id);
    });
  });

export const sourcesShape = listById(
  strict({
    id,
    title: text(200),
    publisher: text(120),
    address: z.union(
      [z.string().regex(/^https?:\/\//, "an address that begins with http"), z.null()],
      "an address or null",
    ),
    also: list(z.string()).optional(),
    read: day,
    grade: z.enum(["O", "L", "N", "C", "X"], "one of O, L, N, C, X"),
  }),
);
export const claimsShape = listById(
  strict({
    id,
    says: text(300),
    verdict: z.enum(
      ["true", "partly", "outdated", "wrong", "opinion", "unverifiable", "never"],
      "one of true, partly, outdated, wrong, opinion, unverifiable, never",
    ),
    sources: list(id),
    checked: day,
  }),
);
export const interfaceShape = z.record(
  z.string(),
  z.record(z.string(), z.string("a text"), "names with texts"),
  "sections of names with texts",
);
export type QuestionWordsFile = z.infer<typeof questionWords>;
export type FlowWordsFile = z.infer<typeof flowWordsShape>;
export type PartWordsFile = z.infer<typeof partWordsShape>;
