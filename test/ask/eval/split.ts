/**
 * Puts new questions into the two halves by a fixed rule: of the questions on one article, in the order in which they
 * were written, every second one is in the other half, and the first one changes sides from article to article.
 * Nothing depends on what the questions say or on how they are answered today.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { type Half, halves, plainly, type Question, readQuestions } from "./questions.js";

/** `topic` names the file; `key` is what questions are counted by. */
type Sorted = { topic: string; key: string };

function sorted(question: Question): Sorted {
  const [first] = question.accepts;
  if (first !== undefined) return { topic: first.split("/")[0] ?? "other", key: first };
  return question.guard === null
    ? { topic: "nothing", key: "nothing" }
    : { topic: "guards", key: question.guard };
}

/** The half of every question, given how many of its key, and how many keys, came before. */
export function halvesOf(questions: readonly Question[]): Half[] {
  const keys = new Map<string, { first: number; count: number }>();
  return questions.map((question) => {
    const { key } = sorted(question);
    const seen = keys.get(key) ?? { first: keys.size, count: 0 };
    keys.set(key, { ...seen, count: seen.count + 1 });
    return halves[(seen.first + seen.count) % 2] ?? "tune";
  });
}

/** Adds the questions of `files` to the halves in `folder`; what is there already stays where it is. */
export function addQuestions(folder: string, files: readonly string[], only?: Half): string[] {
  const told: string[] = [];
  const known = new Set<string>();
  const pages = new Map<string, Question[]>();
  const page = (topic: string, half: Half): Question[] => {
    const name = `${topic}.${half}.yaml`;
    const path = join(folder, name);
    const there =
      pages.get(name) ??
      (existsSync(path) ? [...readQuestions(name, readFileSync(path, "utf8")).questions] : []);
    pages.set(name, there);
    return there;
  };
  const given = files.flatMap((file) => {
    const { questions, problems } = readQuestions(file, readFileSync(file, "utf8"));
    told.push(...problems);
    return questions;
  });
  if (told.length > 0) return told;
  for (const topic of new Set(given.map((one) => sorted(one).topic)))
    for (const half of halves) for (const { q } of page(topic, half)) known.add(plainly(q));
  const fresh = given.filter(({ q }) => {
    const plain = plainly(q);
    return known.has(plain) ? false : known.add(plain);
  });
  const sides = halvesOf(fresh);
  fresh.forEach((question, at) => {
    page(sorted(question).topic, only ?? sides[at] ?? "tune").push(question);
  });
  for (const [name, questions] of pages)
    if (questions.length > 0) writeFileSync(join(folder, name), written(questions));
  told.push(`${fresh.length} added, ${given.length - fresh.length} known already`);
  return told;
}

function written(questions: readonly Question[]): string {
  const lines = questions.map(({ q, accepts, guard, nothing, voice }) =>
    stringify(
      [
        {
          q,
          ...(accepts.length === 0 ? {} : { accepts }),
          ...(guard === null ? {} : { guard }),
          ...(nothing ? { nothing } : {}),
          ...(voice === "" ? {} : { voice }),
        },
      ],
      { collectionStyle: "flow", lineWidth: 0 },
    )
      .trim()
      .replace(/^\[\s*([\s\S]*?)\s*\]$/, "- $1"),
  );
  return `${lines.join("\n")}\n`;
}
