/** A question, the reason for it, a stop flag, the review of all answers, a reading that is asked about. */
import { own, type Question } from "../../engine/flow.js";
import type { Page } from "../../engine/page.js";
import type { Ask, Block, Button, Line, PressButton, Screen } from "../../screen.js";
import type { QuestionWords } from "../library.js";
import { bullets, heading, type Piece, pack, paragraph, partOf, screenOf } from "../pack.js";
import { say, sayLine } from "../words.js";
import { entryName, optionLabel, writeAnswer, writeDay, writeDayWithWeekday } from "../write.js";
import { button, flowWordsOf, labelled, type Make, noticeOf, questionWordsOf, withPerson } from "./common.js";

type QuestionPage = Extract<Page, { kind: "question" | "letter-question" }>;

export function questionScreen(make: Make, page: QuestionPage): Screen {
  const words = make.library.interface;
  const letter = page.kind === "letter-question" ? page.letter : undefined;
  const mine = questionWordsOf(make, page.flow, letter);
  const question = page.question;
  const asked = mine === undefined ? undefined : own(mine, question.id);
  const notice = [
    noticeOf(make, page).notice,
    page.struggling ? say(words, "question", "struggling") : undefined,
  ]
    .filter((one) => one !== undefined)
    .join(" ");
  const progress =
    letter === undefined
      ? say(words, "question", "progress", { number: page.number, of: page.of, command: page.flow })
      : say(words, "question", "letter-progress", {
          number: page.number,
          of: page.of,
          letter: own(make.library.letterWords, letter)?.title ?? letter,
        });
  return screenOf({
    at: { kind: page.kind, id: question.id, part: 1, of: 1 },
    turn: page.turn,
    ...(notice === "" ? {} : { notice }),
    title: asked?.short ?? question.id,
    body: [...opening(make, page), ...questionBody(make, page, asked)],
    asks: asksOf(make, page, asked),
    go: withPerson(make, goOf(make, page)),
    foot: [{ text: progress }],
  });
}

/** Before the first question: what this is, how long it takes, what happens with the answers. */
function opening(make: Make, page: QuestionPage): Block[] {
  if (page.kind !== "question" || page.number !== 1 || page.editing) return [];
  const words = flowWordsOf(make, page.flow);
  return [
    ...(words === undefined ? [] : [paragraph(words.intro)]),
    paragraph(
      say(make.library.interface, "question", "first", { of: page.of, days: make.setting.sessionDays }),
    ),
  ];
}

function questionBody(make: Make, page: QuestionPage, asked: QuestionWords | undefined): Block[] {
  const words = make.library.interface;
  const { question } = page;
  const explained =
    asked === undefined || !("options" in question)
      ? []
      : question.options.flatMap((option): Line[] => {
          const one = own(asked.options, option);
          return one?.text === undefined
            ? []
            : [[{ text: one.label, mark: "strong" }, { text: `: ${one.text}` }]];
        });
  const hints = [asked?.hint, kindHint(make, page)].filter((hint) => hint !== undefined);
  return [
    { kind: "paragraph", line: [{ text: asked?.ask ?? question.id, mark: "strong" }] },
    ...(explained.length === 0 ? [] : [{ kind: "list", ordered: false, items: explained } as const]),
    ...hints.map((hint): Block => ({ kind: "paragraph", line: [{ text: hint, mark: "em" }] })),
    ...(page.now === undefined
      ? []
      : [
          {
            kind: "paragraph",
            line: sayLine(words, "question", "now", {
              answer: writeAnswer(words, question, asked, page.now),
            }),
          } as const,
        ]),
  ];
}

function kindHint(make: Make, page: QuestionPage): string | undefined {
  const words = make.library.interface;
  const { question } = page;
  switch (question.kind) {
    case "number":
      return say(words, "question", "number-hint", { min: question.min, max: question.max });
    case "date":
      return page.from === undefined || page.to === undefined
        ? undefined
        : say(words, "question", "date-hint", {
            from: writeDay(words, page.from),
            to: writeDay(words, page.to),
          });
    case "pick":
      return say(words, "question", "pick-hint");
    case "text":
      return say(words, "question", "text-hint", { max: question.max, lines: question.lines });
    case "year":
      return say(words, "question", "year-hint");
    case "choice":
    case "multi":
      return undefined;
  }
}

function asksOf(make: Make, page: QuestionPage, asked: QuestionWords | undefined): Ask[] {
  const { question } = page;
  const options = (ids: readonly string[], on: readonly string[]): PressButton[] =>
    ids.map((id) => ({
      id: `o:${id}`,
      label: optionLabel(asked, id),
      ...(on.includes(id) ? { on: true } : {}),
    }));
  switch (question.kind) {
    case "choice": {
      const now = page.now !== undefined && "choice" in page.now ? [page.now.choice] : [];
      const unsure = question.unsure === undefined ? [] : [button(make, "unsure")];
      return [{ kind: "one", options: [...options(question.options, now), ...unsure] }];
    }
    case "multi":
      return [
        {
          kind: "many",
          group: question.id,
          options: options(question.options, page.ticked),
          done: say(make.library.interface, "buttons", "done"),
        },
      ];
    case "year":
      return [
        { kind: "one", options: (page.years ?? []).map((year) => labelled(`y:${year}`, String(year))) },
      ];
    case "number":
    case "date":
    case "pick":
    case "text":
      return [{ kind: "type", keep: true, fields: [fieldOf(make, question, page, asked)] }];
  }
}

function fieldOf(
  make: Make,
  question: Extract<Question, { kind: "number" | "date" | "pick" | "text" }>,
  page: QuestionPage,
  asked: QuestionWords | undefined,
): Extract<Ask, { kind: "type" }>["fields"][number] {
  const now = page.now;
  const typed =
    now === undefined
      ? undefined
      : "text" in now
        ? now.text
        : "number" in now
          ? String(now.number)
          : "date" in now
            ? now.date
            : "pick" in now
              ? entryName(question, now.pick)
              : undefined;
  return {
    id: question.id,
    label: asked?.short ?? question.id,
    hint: asked?.hint ?? say(make.library.interface, "question", "type-answer"),
    accepts:
      question.kind === "number"
        ? "number"
        : question.kind === "date"
          ? "date"
          : question.kind === "text" && question.lines > 1
            ? "lines"
            : "line",
    max: question.kind === "text" ? question.max : question.kind === "number" ? 9 : 60,
    ...(typed === undefined ? {} : { now: typed }),
  };
}

function goOf(make: Make, page: QuestionPage): Button[] {
  const { question } = page;
  const none = question.kind === "multi" && question.none ? [button(make, "none")] : [];
  const unsure = question.unsure !== undefined && question.kind !== "choice" ? [button(make, "unsure")] : [];
  return [
    ...none,
    ...unsure,
    ...(question.skip ? [button(make, "skip")] : []),
    ...(page.editing ? [button(make, "keep")] : []),
    ...(page.canGoBack ? [button(make, "back")] : []),
    button(make, "why"),
    ...(page.kind === "letter-question"
      ? [button(make, "to-plan", "close")]
      : [button(make, "review"), button(make, "pause")]),
  ];
}

export function whyScreen(make: Make, page: Extract<Page, { kind: "why" }>): Screen {
  const words = make.library.interface;
  const mine = questionWordsOf(make, page.flow, page.letter);
  const asked = mine === undefined ? undefined : own(mine, page.question);
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
  const flag = mine === undefined ? undefined : own(mine.flags, page.flag);
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
    const asked = mine === undefined ? undefined : own(mine.questions, row.question);
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
    asks: options.length === 0 ? [] : [{ kind: "one", options }],
    go: withPerson(make, [
      ...(number < parts.length ? [button(make, "more")] : []),
      ...(number > 1 ? [button(make, "less")] : []),
      button(make, page.finished ? "to-plan" : "resume", "close"),
      button(make, "start-over"),
    ]),
    foot: [{ text: say(words, "review", "edit") }],
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
