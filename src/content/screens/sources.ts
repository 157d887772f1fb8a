/** What a plan rests on: every source of its flow, on a page of its own. */
import type { Page } from "../../engine/page.js";
import type { Screen } from "../../screen.js";
import { type Piece, pack, paragraph, partOf, screenOf } from "../pack.js";
import { say } from "../words.js";
import { writeDay } from "../write.js";
import { sourceLines } from "./article.js";
import { button, flowWordsOf, type Make, noticeOf, turnButtons, withPerson } from "./common.js";

export function sourcesScreen(make: Make, page: Extract<Page, { kind: "sources" }>): Screen {
  const words = make.library.interface;
  const parts = pack(sourcePieces(make, page.flow));
  const { part, number } = partOf(parts, page.part);
  return screenOf({
    at: { kind: "sources", id: page.flow, part: number, of: parts.length },
    turn: page.turn,
    ...noticeOf(make, page),
    title: say(words, "sources", "title"),
    body: part?.blocks ?? [],
    go: withPerson(make, [...turnButtons(make, number, parts.length), button(make, "to-plan", "close")]),
  });
}

/** One piece per source, under the day on which all of them were looked at. */
export function sourcePieces(make: Make, flow: string): Piece[] {
  const mine = flowWordsOf(make, flow);
  if (mine === undefined) return [];
  const head = paragraph(
    say(make.library.interface, "sources", "intro", { day: writeDay(make.library.interface, mine.reviewed) }),
  );
  return sourceLines(make, mine.sources).map((line) => ({
    item: { heading: head, again: head, ordered: false, line },
  }));
}
