/** Every page without a case, each with the longest that can be put into it. */
import type { Article } from "../../content/library.js";
import type { Origin } from "../../content/loaded.js";
import { own } from "../../engine/flow.js";
import { keysHeld } from "../../lookup/entry.js";
import type { LookupPage } from "../../lookup/page.js";
import type { ProvedSubject } from "../rule.js";
import { longDay, type Placed, page, turn } from "./placed.js";

/** Pages without a case. */
export function generalPages(subject: ProvedSubject): Placed[] {
  const flows = Object.values(subject.library.flows.flows);
  const at = (section: string): Origin => ({ file: `${subject.words}/interface.yaml`, path: [section] });
  const bare = { notices: [], turn };
  return [
    page(at("home"), {
      ...bare,
      kind: "home",
      flows: flows.map((flow) => flow.id),
      cases: flows.map((flow) => ({ flow: flow.id, answered: 99, of: 99, finished: false })),
      kept: true,
    }),
    page(at("letters"), {
      ...bare,
      kind: "letters",
      part: 1,
      notices: [{ notice: "no-such-letter" }],
      rows: Object.keys(subject.library.flows.letters).map((letter, index, { length }) => ({
        ...{ letter, of: flows[0]?.id ?? "", filled: true, begun: false, waiting: false },
        ...{ lacking: [], apart: index >= length / 2 },
      })),
    }),
    page(at("person"), { ...bare, kind: "person", flags: [] }),
    page(at("forgotten"), { ...bare, kind: "forgotten" }),
    page(at("sure"), { ...bare, kind: "sure", of: "start-over" }),
    page(at("sure"), { ...bare, kind: "sure", of: "forget" }),
    page(at("which"), { ...bare, kind: "which-day", days: [longDay, "2026-10-09"] }),
  ];
}

/** `/help` and its kind, and what `/ask` can answer at its longest. */
export function lookupPages(subject: ProvedSubject): Placed[] {
  const { articles } = subject.library;
  const at = (section: string): Origin => ({ file: `${subject.words}/interface.yaml`, path: [section] });
  const longest = Object.values(articles)
    .sort((a, b) => b.title.length + b.short.length - a.title.length - a.short.length)
    .slice(0, 3)
    .map(({ id, title, short }) => ({ id, title, short, score: 1 }));
  const commands = Object.keys(subject.library.flows.flows).slice(0, 3);
  const query = "m".repeat(2000);
  const flow = [...commands].sort((a, b) => b.length - a.length)[0] ?? null;
  const found = {
    kind: "ask",
    query,
    guard: null,
    answers: longest,
    several: false,
    nearest: longest,
    flow,
    cut: true,
  } as const;
  const topics = Object.keys(subject.library.topics);
  const pages: [string, LookupPage][] = [
    ["help", { kind: "help" }],
    ["about", { kind: "about" }],
    ["privacy", { kind: "privacy" }],
    ["person", { kind: "person" }],
    ["ask", { ...found, query: "", answers: [], cut: false }],
    ["ask", { ...found, answers: [] }],
    ["ask", { ...found, answers: [], several: true }],
    ["ask", found],
    ["ask", { kind: "topics", near: topics.slice(0, 3) }],
    ["unknown", { kind: "unknown-command", typed: "m".repeat(60), near: commands }],
  ];
  return [
    ...pages.map(([section, one]): Placed => ({ at: at(section), is: "look-up", page: one })),
    ...Object.values(articles).map((article): Placed => askedPage(article, found)),
    ...topics.map((topic): Placed => {
      const file = `${subject.words}/topics/${topic}.yaml`;
      return { at: { file, path: [] }, is: "look-up", page: { kind: "topic", topic, part: 1 } };
    }),
  ];
}

/** An article as the best answer to the longest question, with its sources. */
function askedPage({ file, id, title, short }: Article, found: Extract<LookupPage, { kind: "ask" }>): Placed {
  const others = found.answers.filter((one) => one.id !== id).slice(0, 2);
  const answers = [{ id, title, short, score: 1 }, ...others];
  return { at: { file, path: ["short"] }, is: "look-up", page: { ...found, answers } };
}

/** Every look-up: the whole list, why it is shown instead of an entry, and each entry. */
export function figurePages(subject: ProvedSubject): Placed[] {
  const { library } = subject;
  return Object.values(library.lookups).flatMap((lookup): Placed[] => {
    const mine = own(library.lookupWords, lookup.id);
    if (mine === undefined) return [];
    const at = { file: mine.file, path: [] };
    const keys = keysHeld(library, lookup);
    const list = (found: Extract<LookupPage, { kind: "look-up" }>["found"]): LookupPage => ({
      ...{ kind: "look-up", lookup: lookup.id, typed: "m".repeat(60), found, keys, part: 1 },
    });
    const pages: LookupPage[] = [
      ...(["all", "several", "near", "none", "without"] as const).map(list),
      ...keys.map((entry): LookupPage => ({ kind: "look-up-entry", lookup: lookup.id, entry, part: 1 })),
    ];
    return pages.map((one): Placed => ({ at, is: "look-up", page: one }));
  });
}

/** Every article and guard, as it is read from a case and from `/ask`. */
export function articlePages(subject: ProvedSubject): Placed[] {
  return [...Object.values(subject.library.articles), ...subject.library.guards].flatMap(
    (article): Placed[] => {
      const at = { file: article.file, path: [] };
      return [
        page(at, { notices: [], turn, kind: "article", article: article.id, part: 1, back: true }),
        { at, is: "look-up", page: { kind: "article", article: article.id, part: 1 } },
      ];
    },
  );
}
