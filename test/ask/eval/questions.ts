/**
 * The questions that `/ask` is measured on, as data: `test/ask/<topic>.<half>.yaml`. One half is there to tune on, the
 * other to report on; which question is in which half is decided when it is added (`split.ts`). Where the half to report on was looked at
 * too often, all of it goes to the half to tune on, and questions that nobody has seen take its place.
 */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

export const halves = ["tune", "report"] as const;
export type Half = (typeof halves)[number];

/** What a question must get: one of some articles, a guard, or nothing at all. */
export type Question = {
  q: string;
  /** Articles of which any is a right answer. */
  accepts: readonly string[];
  /** The guard that must be called; beside `accepts`, one that may. */
  guard: string | null;
  /** Neither an article nor the crisis guard may answer; another guard may. */
  nothing: boolean;
  voice: string;
};

export type Placed = Question & { half: Half; file: string; line: number };

const shape = z.array(
  z.strictObject({
    q: z.string().min(1),
    accepts: z
      .array(z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, "an article, as topic/name"))
      .min(1)
      .optional(),
    guard: z.string().min(1).optional(),
    nothing: z.literal(true).optional(),
    voice: z.string().optional(),
  }),
);

export type Read<Q> = { questions: readonly Q[]; problems: readonly string[] };

/** The questions of one file, and what is wrong with it. */
export function readQuestions(file: string, text: string): Read<Question> {
  let value: unknown;
  try {
    value = parse(text) ?? [];
  } catch (error) {
    return { questions: [], problems: [`${file}: not YAML: ${String(error)}`] };
  }
  const read = shape.safeParse(value);
  if (!read.success) {
    const problems = read.error.issues.map(({ path, message }) => `${file}: ${path.join(".")}: ${message}`);
    return { questions: [], problems };
  }
  const questions = read.data.map(({ q, accepts = [], guard = null, nothing = false, voice = "" }) => ({
    q,
    accepts,
    guard,
    nothing,
    voice,
  }));
  const problems = questions.flatMap(({ q, accepts, guard, nothing }) =>
    nothing === (accepts.length > 0 || guard !== null)
      ? [`${file}: "${q}": expected accepts, guard, or nothing alone`]
      : [],
  );
  return { questions, problems };
}

/** All questions of a folder; a question that stands twice, or names what is not there, is a problem. */
export function readFolder(
  folder: string,
  known: { articles: ReadonlySet<string>; guards: ReadonlySet<string> },
): Read<Placed> {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .sort();
  const seen = new Set<string>();
  const questions: Placed[] = [];
  const problems: string[] = [];
  for (const name of files) {
    const half = halves.find((one) => name.endsWith(`.${one}.yaml`));
    if (half === undefined) {
      problems.push(
        `${name}: expected a name that ends in ${halves.map((one) => `.${one}.yaml`).join(" or ")}`,
      );
      continue;
    }
    const read = readQuestions(name, readFileSync(join(folder, name), "utf8"));
    problems.push(...read.problems);
    for (const [index, question] of read.questions.entries()) {
      const line = index + 1;
      const where = `${name}, question ${line}`;
      for (const id of question.accepts) {
        if (!known.articles.has(id)) problems.push(`${where}: there is no article ${id}`);
      }
      if (question.guard !== null && !known.guards.has(question.guard))
        problems.push(`${where}: there is no guard ${question.guard}`);
      if (seen.has(plainly(question.q))) problems.push(`${where}: this question stands twice`);
      seen.add(plainly(question.q));
      questions.push({ ...question, half, file: basename(name), line });
    }
  }
  return { questions, problems };
}

/** A question without what people type differently each time, to know it again. */
export function plainly(q: string): string {
  return q
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
