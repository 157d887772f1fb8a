/** A question of a flow or of a letter. */
import { own, type Question } from "../../engine/flow.js";
import type { Page } from "../../engine/page.js";
import type { Ask, Block, Button, Line, PressButton, Screen } from "../../screen.js";
import type { QuestionWords } from "../library.js";
import { paragraph, screenOf } from "../pack.js";
import { say, sayLine } from "../words.js";
import { entryName, optionLabel, writeAnswer, writeDay } from "../write.js";
import { button, flowWordsOf, labelled, type Make, noticeOf, questionWordsOf, withPerson } from "./common.js";

type QuestionPage = Extract<Page, { kind: "question" | "letter-question" }>;

export function questionScreen(make: Make, page: QuestionPage): Screen {
  const words = make.library.interface;
  const letter = page.kind === "letter-question" ? page.letter : undefined;
  const mine = questionWordsOf(make, page.flow, letter);
  const question = page.question;
  const asked = own(mine, question.id);
  const { notice: told, ...taken } = noticeOf(make, page);
  const notice = [told, page.struggling ? say(words, "question", "struggling") : undefined]
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
    ...taken,
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
  // Where something is typed, its field says how it is to be written.
  const written = question.kind === "year" ? kindHint(make, page) : undefined;
  const hints = [asked?.hint, written].filter((hint) => hint !== undefined);
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
      return question.lines === 1
        ? say(words, "question", "text-hint-line", { max: question.max })
        : say(words, "question", "text-hint", { max: question.max, lines: question.lines });
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
    hint: kindHint(make, page) ?? say(make.library.interface, "question", "type-answer"),
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
    ...(question.skip ? [button(make, question.kind === "text" ? "leave-out" : "skip", "skip")] : []),
    ...(page.editing ? [button(make, "keep")] : []),
    ...(page.canGoBack ? [button(make, "back")] : []),
    button(make, "why"),
    ...(page.kind === "letter-question"
      ? [button(make, page.list === undefined ? "to-plan" : "to-letters", "close")]
      : [button(make, "review"), button(make, "pause")]),
  ];
}
