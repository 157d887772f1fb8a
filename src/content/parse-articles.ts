/** Articles and guards: texts with front matter, and how members ask for them. */
import { own } from "../engine/flow.js";
import { blockText } from "../screen.js";
import type { Desk } from "./desk.js";
import type { Article, Guard, Library } from "./library.js";
import { readBlocks } from "./markdown.js";
import { standingOf } from "./parse-words.js";
import * as shapes from "./schema.js";
import type { Source } from "./source.js";

/** The articles, and what their folders are called. */
export function readArticles(desk: Desk, words: string): Pick<Library, "articles" | "topics"> {
  const topics = desk.yaml(`${words}/topics/`, shapes.topicShape);
  const articles = desk
    .markdown(`${words}/articles/`, shapes.articleShape)
    .map(({ id, value, source, body, bodyLine }): Article => {
      desk.expiry(source, value);
      const [topic, name = ""] = id.split("/");
      const paraphrases = own(topics.find((one) => one.id === topic)?.value.asks ?? {}, name) ?? [];
      return { ...articleOf(desk, id, value, source, body, bodyLine), paraphrases };
    });
  for (const { id: topic, value, source } of topics) {
    for (const name of Object.keys(value.asks ?? {})) {
      const file = `${words}/articles/${topic}/${name}.md`;
      if (articles.some((article) => article.file === file) || desk.broken.has(file)) continue;
      desk.report(source, ["asks", name], `article "${name}"`, `the name of one: there is no ${file}`);
    }
  }
  return {
    articles: Object.fromEntries(articles.map((one) => [one.id, one])),
    topics: Object.fromEntries(topics.map(({ id, value }) => [id, value.title])),
  };
}

/** The guards in their order, each with how members say what calls it. */
export function readGuards(desk: Desk, folder: string): Guard[] {
  const said = desk.yaml(folder, shapes.saidShape);
  const guards = desk
    .markdown(folder, shapes.guardShape)
    .map(({ id, value, source, body, bodyLine }): Guard => {
      desk.expiry(source, value);
      const { order, phrases, unless = [], ...article } = value;
      const { calls, leaves } = said.find((one) => one.id === id)?.value ?? { calls: [], leaves: [] };
      return {
        ...articleOf(desk, id, article, source, body, bodyLine),
        order,
        phrases,
        unless,
        calls,
        leaves,
      };
    })
    .sort((a, b) => a.order - b.order);
  for (const { id, source } of said) {
    const text = `${folder}${id}.md`;
    if (guards.some((guard) => guard.id === id) || desk.broken.has(text)) continue;
    desk.report(source, [], "the sayings of a guard without a text", `the file ${text} beside it`);
  }
  return guards;
}

type ArticleFile = shapes.StandingFile & {
  title: string;
  short: string;
  asks?: string[] | undefined;
  see?: string[] | undefined;
  command?: string | undefined;
};

function articleOf(
  desk: Desk,
  id: string,
  value: ArticleFile,
  source: Source,
  body: string,
  bodyLine: number,
): Article {
  const { blocks, lines, problems } = readBlocks(source.file, body, bodyLine);
  desk.problems.push(...problems);
  desk.below(source, "body", Object.fromEntries(lines.entries()));
  if (blocks.length === 0 && problems.length === 0) {
    const place = { file: source.file, line: bodyLine, column: 1, rule: "shape", severity: "error" } as const;
    desk.problems.push({ ...place, unexpected: "end of the file", expected: "the text, below the line ---" });
  }
  if (value.risk === "high" && value.who === undefined) {
    desk.report(source, ["risk"], "risk: high without who", "also who: the person who can decide");
  }
  return {
    id,
    ...standingOf(source.file, value),
    title: value.title,
    short: value.short,
    asks: value.asks ?? [],
    paraphrases: [],
    see: value.see ?? [],
    ...(value.command === undefined ? {} : { command: value.command }),
    body: blocks,
    text: blocks.map((block) => blockText(block)).join("\n"),
  };
}
