/** An article: what it says, when it was reviewed, where it comes from, who can decide. */
import { type ArticleId, own, type Person } from "../../engine/flow.js";
import type { Page } from "../../engine/page.js";
import type { Block, Line, PressButton, Screen } from "../../screen.js";
import type { Article, Standing } from "../library.js";
import { heading, type Part, pack, paragraph, partOf, screenOf } from "../pack.js";
import { say } from "../words.js";
import { writeDay } from "../write.js";
import { button, labelled, type Make, noticeOf, openButton, turnButtons, withPerson } from "./common.js";

export function articleScreen(make: Make, page: Extract<Page, { kind: "article" }>): Screen {
  const article = own(make.library.articles, page.article) ?? guardOf(make, page.article);
  if (article === undefined) {
    return screenOf({
      at: { kind: "article", id: page.article, part: 1, of: 1 },
      turn: page.turn,
      ...noticeOf(make, page),
      title: page.article,
      body: [paragraph(say(make.library.interface, "article", "hidden"))],
      go: withPerson(make, [button(make, "close")]),
    });
  }
  const parts = articleParts(make, article);
  const { part, number } = partOf(parts, page.part);
  return screenOf({
    at: { kind: "article", id: article.id, part: number, of: parts.length },
    turn: page.turn,
    ...noticeOf(make, page),
    title: article.title,
    body: part?.blocks ?? [],
    asks: part === undefined || part.options.length === 0 ? [] : [{ kind: "one", options: part.options }],
    go: withPerson(make, [
      ...turnButtons(make, number, parts.length),
      ...(page.back ? [button(make, "close")] : []),
    ]),
    foot: [{ text: reviewedLine(make, article) }],
  });
}

export function guardOf(make: Make, id: string): Article | undefined {
  return make.library.guards.find((guard) => guard.id === id);
}

/** The article packed into parts: body, who decides, sources, what to read next. */
export function articleParts(make: Make, article: Article): Part[] {
  const words = make.library.interface;
  const expired = expiredBlocks(make, article);
  const old = expired.length > 0;
  const banner = old ? [{ blocks: expired }] : [];
  const body =
    old && article.highRisk
      ? [{ blocks: [paragraph(say(words, "article", "expired-high"))] }]
      : [
          { blocks: [{ kind: "paragraph", line: [{ text: article.short, mark: "strong" }] } as const] },
          ...article.body.map((block) => ({ blocks: [block] })),
        ];
  const see = [
    ...(article.command === undefined ? [] : [openButton(make, article.command)]),
    ...seeButtons(make, article.see),
  ];
  return pack([
    ...banner,
    ...body,
    ...(article.who === undefined ? [] : [{ blocks: whoBlocks(make, article.who) }]),
    ...(article.highRisk && article.signed === ""
      ? [{ blocks: [paragraph(say(words, "article", "unsigned"))] }]
      : []),
    ...(article.sources.length === 0
      ? []
      : [
          {
            blocks: [
              heading(say(words, "article", "sources")),
              { kind: "list", ordered: false, items: sourceLines(make, article.sources) } as const,
            ],
          },
        ]),
    ...(see.length === 0
      ? []
      : [
          {
            blocks: [heading(say(words, "article", "see"))],
            options: see,
          },
        ]),
  ]);
}

/** A button for each of these articles that is there. */
export function seeButtons(make: Make, ids: readonly ArticleId[]): PressButton[] {
  return ids.flatMap((id) => {
    const other = own(make.library.articles, id);
    return other === undefined ? [] : [labelled(`a:${id}`, other.title)];
  });
}

/** A warning above what is past its day. */
export function expiredBlocks(make: Make, { expires, reviewed }: Standing): Block[] {
  const words = make.library.interface;
  return make.setting.today > expires
    ? [paragraph(say(words, "article", "expired", { day: writeDay(words, reviewed) }))]
    : [];
}

export function reviewedLine(make: Make, article: Pick<Standing, "reviewed">): string {
  return say(make.library.interface, "article", "reviewed", {
    day: writeDay(make.library.interface, article.reviewed),
  });
}

/** One line per source: title with its link, publisher, the day it was read, its grade. */
export function sourceLines(make: Make, ids: readonly string[]): Line[] {
  const words = make.library.interface;
  return ids.flatMap((id): Line[] => {
    const source = own(make.library.sources, id);
    if (source === undefined) return [];
    const fill = {
      publisher: source.publisher,
      day: writeDay(words, source.read),
      grade: say(words, "article", `grade-${source.grade}`),
    };
    return source.address === undefined
      ? [[{ text: source.title }, { text: ` ${say(words, "article", "source-no-address", fill)}` }]]
      : [
          [
            { text: source.title, link: source.address },
            { text: ` ${say(words, "article", "source-item", fill)}` },
          ],
        ];
  });
}

function whoBlocks(make: Make, person: Person): Block[] {
  const words = make.library.interface;
  return [
    paragraph(
      say(words, "article", "who", {
        person: say(words, "people", person),
        text: say(words, "people", `${person}-text`),
      }),
    ),
  ];
}
