/** What `/ask` shows: the short answer with its sources, a guard, which of several is meant, or that there is nothing on it. */
import type { Article } from "../content/library.js";
import { heading, paragraph } from "../content/pack.js";
import { guardOf, reviewedLine, sourceLines } from "../content/screens/article.js";
import { button, flowWordsOf, labelled, type Make, withPerson } from "../content/screens/common.js";
import { say, sayLine } from "../content/words.js";
import { writeDay } from "../content/write.js";
import { own } from "../engine/flow.js";
import { type Block, type Line, lineText, type PressButton, type Screen } from "../screen.js";
import { articleBody, lookupScreen } from "./common.js";
import type { Found, LookupPage } from "./page.js";

type AskPage = Extract<LookupPage, { kind: "ask" }>;

/** How much of the question is shown again, in UTF-16 units. It was read further. */
const shownQuery = 300;
/** Room for the sources of the best answer, in UTF-16 units; the article itself has them all. */
const shownSources = 1200;

/** A guard alone; the best answer with its sources and others to read; how to ask; which is meant; or that there is nothing on it. */
export function askScreen(make: Make, page: AskPage): Screen {
  const words = make.library.interface;
  if (page.query === "") {
    const body = [paragraph(say(words, "ask", "how"))];
    return lookupScreen(make, "how", { title: say(words, "ask", "how-title"), body }, "ask");
  }
  const notice = page.cut ? { notice: say(words, "ask", "cut", { max: page.query.length }) } : {};
  const guard = page.guard === null ? undefined : guardOf(make, page.guard);
  if (guard !== undefined) return articleBody(make, guard, 1, notice);
  const best = page.answers[0];
  const article = best === undefined ? undefined : own(make.library.articles, best.id);
  if (best === undefined || article === undefined) return unansweredScreen(make, page, notice);
  const start = startButtons(make, page);
  return lookupScreen(
    make,
    best.id,
    {
      ...notice,
      title: best.title,
      body: [
        askedBlock(make, page.query),
        ...answerBlocks(make, article),
        ...flowBlocks(make, page),
        ...sourceBlocks(make, article),
      ],
      asks: [{ kind: "one", options: [...page.answers.map(readButton), ...start] }],
      go: goButtons(make, page.answers),
      foot: [{ text: reviewedLine(make, article) }],
    },
    kind,
  );
}

/** Whether a screen only names articles that may be meant or come near, so that it says nothing where they cannot be pressed. */
export function namesOnly({ at }: Screen): boolean {
  return at.kind === kind && (at.id === several || at.id === nothing);
}

const kind = "ask";
const several = "several";
const nothing = "nothing";

/** That there is nothing on it, with what comes nearest; or which of several is meant. */
function unansweredScreen(make: Make, page: AskPage, notice: { notice?: string }): Screen {
  const words = make.library.interface;
  const near = page.nearest.map(readButton);
  const start = startButtons(make, page);
  const options = page.several ? [...near, ...start] : [...start, ...near];
  return lookupScreen(
    make,
    page.several ? several : nothing,
    {
      ...notice,
      title: say(words, "ask", page.several ? "several-title" : "none-title"),
      body: [
        askedBlock(make, page.query),
        paragraph(say(words, "ask", page.several ? "several" : "none")),
        ...flowBlocks(make, page),
        ...(page.several || page.nearest.length === 0 ? [] : [paragraph(say(words, "ask", "nearest"))]),
      ],
      asks: options.length === 0 ? [] : [{ kind: "one", options }],
      go: withPerson(make, [button(make, "topics", topicsId(page.nearest)), button(make, "resume")]),
    },
    kind,
  );
}

function askedBlock(make: Make, query: string): Block {
  const shown = query.length <= shownQuery ? query : `${[...query].slice(0, shownQuery - 1).join("")}…`;
  const said = shown.replace(/\s+/g, " ");
  return { kind: "paragraph", line: sayLine(make.library.interface, "ask", "query", { query: { said } }) };
}

/** What an article that went out of date may say of itself is the same here as on its own page. */
function answerBlocks(make: Make, article: Article): Block[] {
  const words = make.library.interface;
  const short = paragraph(article.short);
  if (make.setting.today <= article.expires) return [short];
  const banner = paragraph(say(words, "article", "expired", { day: writeDay(words, article.reviewed) }));
  return [banner, article.highRisk ? paragraph(say(words, "article", "expired-high")) : short];
}

function sourceBlocks(make: Make, article: Article): Block[] {
  const words = make.library.interface;
  const lines = sourceLines(make, article.sources);
  const shown: Line[] = [];
  let length = 0;
  for (const line of lines) {
    length += lineText(line, "with address").length;
    if (length > shownSources && shown.length > 0) break;
    shown.push(line);
  }
  const left = lines.length - shown.length;
  if (left > 0) shown.push([{ text: say(words, "ask", "more-sources", { count: left }) }]);
  return shown.length === 0
    ? []
    : [heading(say(words, "ask", "sources")), { kind: "list", ordered: false, items: shown }];
}

function flowBlocks(make: Make, { flow }: AskPage): Block[] {
  const about = flow === null ? undefined : flowWordsOf(make, flow)?.about;
  if (flow === null || about === undefined) return [];
  return [paragraph(say(make.library.interface, "ask", "flow", { command: flow, about }))];
}

function startButtons(make: Make, { flow }: AskPage): PressButton[] {
  if (flow === null) return [];
  return [labelled(`open:${flow}`, say(make.library.interface, "buttons", "start-flow", { command: flow }))];
}

function goButtons(make: Make, answers: readonly Found[]): PressButton[] {
  const go = [button(make, "not-meant", topicsId(answers)), button(make, "resume")];
  return withPerson(make, go).flatMap((one) => ("id" in one ? [one] : []));
}

/** A look-up has no session, so the button carries the topics that come near. */
function topicsId(found: readonly Found[]): string {
  return `not:${[...new Set(found.map(({ id }) => id.split("/")[0]))].slice(0, 3).join(",")}`;
}

function readButton(found: Found): PressButton {
  return labelled(`a:${found.id}`, found.title);
}
