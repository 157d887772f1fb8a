/** Around a question: the reason for it, a stop flag, the review of all answers, a reading that is asked about, a pause. */
import { own, type Question } from "../../engine/flow.js";
import type { Page } from "../../engine/page.js";
import type { Screen } from "../../screen.js";
import { bullets, heading, type Piece, pack, paragraph, partOf, screenOf } from "../pack.js";
import { say } from "../words.js";
import { entryName, writeAnswer, writeDayWithWeekday } from "../write.js";
import {
  button,
  flowWordsOf,
  labelled,
  type Make,
  noticeOf,
  questionWordsOf,
  turnButtons,
  withPerson,
} from "./common.js";

export function whyScreen(make: Make, page: Extract<Page, { kind: "why" }>): Screen {
  const words = make.library.interface;
  const mine = questionWordsOf(make, page.flow, page.letter);
  const asked = own(mine, page.question);
  return screenOf({
    at: { kind: "why", id: page.question, part: 1, of: 1 },
    turn: page.turn,
    ...noticeOf(make, page),
    title: say(words, "why", "title"),
    body: [
      ...(asked === undefined ? [] : [heading(asked.ask)]),
      paragraph(asked?.why ?? say(words, "why", "none")),
    ],
    go: withPerson(make, [button(make, "close")]),
  });
}

export function stopScreen(make: Make, page: Extract<Page, { kind: "stop" }>): Screen {
  const words = make.library.interface;
  const mine = flowWordsOf(make, page.flow);
  const flag = own(mine?.flags, page.flag);
  return screenOf({
    at: { kind: "stop", id: page.flag, part: 1, of: 1 },
    turn: page.turn,
    ...noticeOf(make, page),
    title: flag?.title ?? page.flag,
    body: [
      ...(flag === undefined ? [] : [paragraph(flag.text)]),
      heading(say(words, "stop", "whom", { person: say(words, "people", page.to) })),
      paragraph(say(words, "people", `${page.to}-text`)),
      ...(flag === undefined || flag.bring.length === 0
        ? []
        : [heading(say(words, "stop", "bring")), bullets(flag.bring)]),
      paragraph(say(words, "stop", "then")),
    ],
    go: withPerson(make, [button(make, "go-on"), button(make, "review"), button(make, "pause")]),
  });
}

export function reviewScreen(make: Make, page: Extract<Page, { kind: "review" }>): Screen {
  const words = make.library.interface;
  const mine = flowWordsOf(make, page.flow);
  const flow = own(make.library.flows.flows, page.flow);
  const head = heading(say(words, "review", "intro"));
  const pieces = page.rows.map((row): Piece => {
    const question = flow?.questions.find((one) => one.id === row.question);
    const asked = own(mine?.questions, row.question);
    return {
      item: {
        heading: head,
        again: head,
        ordered: false,
        line: [
          { text: `${asked?.short ?? row.question}: ` },
          writeAnswer(words, question, asked, row.answer),
        ],
      },
      options: [labelled(`edit:${row.question}`, asked?.short ?? row.question)],
    };
  });
  const parts = pack(pieces.length === 0 ? [{ blocks: [paragraph(say(words, "review", "empty"))] }] : pieces);
  const { part, number } = partOf(parts, page.part);
  const options = part?.options ?? [];
  return screenOf({
    at: { kind: "review", id: page.flow, part: number, of: parts.length },
    turn: page.turn,
    ...noticeOf(make, page),
    title: say(words, "review", "title"),
    body: part?.blocks ?? [],
    asks: options.length === 0 ? [] : [{ kind: "one", legend: say(words, "review", "edit"), options }],
    go: withPerson(make, [
      ...turnButtons(make, number, parts.length),
      button(make, page.finished ? "to-plan" : "resume", "close"),
      button(make, "start-over"),
    ]),
  });
}

export function whichScreen(make: Make, page: Extract<Page, { kind: "which-day" | "which-entry" }>): Screen {
  const words = make.library.interface;
  const day = page.kind === "which-day";
  const options =
    page.kind === "which-day"
      ? page.days.map((one, index) => labelled(`which:${index}`, writeDayWithWeekday(words, one)))
      : page.keys.map((key, index) => labelled(`which:${index}`, entryName(questionOf(make, page), key)));
  return screenOf({
    at: { kind: page.kind, id: page.kind === "which-day" ? "day" : page.question, part: 1, of: 1 },
    turn: page.turn,
    ...noticeOf(make, page),
    title: say(words, "which", day ? "day-title" : "entry-title"),
    body: [paragraph(say(words, "which", day ? "day" : "entry"))],
    asks: [{ kind: "one", options }],
    go: withPerson(make, [button(make, "type-again", "no")]),
  });
}

function questionOf(make: Make, page: Extract<Page, { kind: "which-entry" }>): Question | undefined {
  const questions =
    page.letter === undefined
      ? own(make.library.flows.flows, page.flow)?.questions
      : own(make.library.flows.letters, page.letter)?.questions;
  return questions?.find((one) => one.id === page.question);
}

export function pausedScreen(make: Make, page: Extract<Page, { kind: "paused" }>): Screen {
  const words = make.library.interface;
  return screenOf({
    at: { kind: "paused", id: page.flow, part: 1, of: 1 },
    turn: page.turn,
    ...noticeOf(make, page),
    title: say(words, "paused", "title"),
    body: [
      paragraph(
        say(words, "paused", "text", {
          flow: flowWordsOf(make, page.flow)?.title ?? page.flow,
          number: page.number,
          of: page.of,
          days: make.setting.sessionDays,
        }),
      ),
    ],
    go: withPerson(make, [button(make, "resume", "close"), button(make, "home")]),
  });
}
