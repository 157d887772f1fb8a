/** A rehearsal: a question, the member's own words, what a good answer has in it. */
import { own } from "../../engine/flow.js";
import type { Page } from "../../engine/page.js";
import type { Block, Screen } from "../../screen.js";
import { bullets, heading, paragraph, screenOf } from "../pack.js";
import { say } from "../words.js";
import { button, flowWordsOf, type Make, noticeOf, withPerson } from "./common.js";

type Of<K extends Page["kind"]> = Extract<Page, { kind: K }>;

export function practiceScreen(make: Make, page: Of<"practice">): Screen {
  const words = make.library.interface;
  const mine = flowWordsOf(make, page.flow);
  const practice = own(mine?.practice, page.practice);
  const drill = own(practice?.ask, page.drill);
  const asked: Block = { kind: "paragraph", line: [{ text: drill?.ask ?? page.drill, mark: "strong" }] };
  const head = say(words, "practice", "question", { number: page.number, of: page.of });
  const at = { kind: "practice", id: page.drill, part: 1, of: 1 };
  const title = practice?.title ?? page.practice;
  const foot = [{ text: say(words, "practice", "foot") }];
  if (page.words === undefined) {
    return screenOf({
      at,
      turn: page.turn,
      ...noticeOf(make, page),
      title,
      body: [
        ...(page.number === 1 && practice !== undefined ? [paragraph(practice.intro)] : []),
        heading(head),
        asked,
        paragraph(say(words, "practice", "say", { seconds: page.seconds })),
      ],
      asks: [
        {
          kind: "type",
          keep: false,
          fields: [
            {
              id: "own-words",
              label: say(words, "practice", "field"),
              hint: say(words, "practice", "hint"),
              accepts: "lines",
              max: 3000,
            },
          ],
        },
      ],
      go: withPerson(make, [
        button(make, "points"),
        ...(page.number > 1 ? [button(make, "back")] : []),
        button(make, "to-plan", "close"),
      ]),
      foot,
    });
  }
  const spoken =
    page.words === 0
      ? []
      : [paragraph(say(words, "practice", "words", { words: page.words, seconds: page.seconds }))];
  return screenOf({
    at,
    turn: page.turn,
    ...noticeOf(make, page),
    title,
    body: [
      heading(head),
      asked,
      ...spoken,
      heading(say(words, "practice", "points")),
      bullets(drill?.points ?? []),
    ],
    go: withPerson(make, [button(make, "next"), button(make, "again"), button(make, "to-plan", "close")]),
    foot,
  });
}

export function practiceDoneScreen(make: Make, page: Of<"practice-done">): Screen {
  const words = make.library.interface;
  return screenOf({
    at: { kind: "practice-done", id: page.practice, part: 1, of: 1 },
    turn: page.turn,
    ...noticeOf(make, page),
    title: say(words, "practice", "done-title"),
    body: [paragraph(say(words, "practice", "done", { of: page.of }))],
    go: withPerson(make, [button(make, "again"), button(make, "to-plan", "close")]),
  });
}
