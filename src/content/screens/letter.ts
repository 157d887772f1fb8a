/** A letter: a draft from the member's own answers and fixed text, nothing else. */
import { answerTo } from "../../engine/answer.js";
import { own, type Question } from "../../engine/flow.js";
import type { Page } from "../../engine/page.js";
import { wordsIn } from "../../engine/screens/plan.js";
import { type Block, lineText, type Screen, type Span } from "../../screen.js";
import type { FlowWords, LetterWords, PassageBlock, Slotted } from "../library.js";
import { type Piece, pack, paragraph, partOf, screenOf } from "../pack.js";
import { say } from "../words.js";
import { shortOf, writeAnswer, writeList } from "../write.js";
import { button, flowWordsOf, labelled, type Make, noticeOf, turnButtons, withPerson } from "./common.js";

type LetterPage = Extract<Page, { kind: "letter" }>;

/** Speakers of a second language say about this many words in a minute when they speak calmly. */
const wordsPerMinute = 130;

export function letterScreen(make: Make, page: LetterPage): Screen {
  const words = make.library.interface;
  const mine = own(make.library.letterWords, page.letter);
  const passages = letterPassages(make, page);
  const pieces: Piece[] = [
    ...(mine?.before === undefined ? [] : [{ blocks: [paragraph(mine.before)] }]),
    ...(page.list === undefined ? [] : [{ blocks: [paragraph(filledText(make, page, page.list))] }]),
    {
      blocks: [
        paragraph(say(words, "letter", "to", { to: mine?.to ?? "" })),
        paragraph(say(words, "letter", "draft")),
      ],
    },
    ...countPieces(make, page, passages),
    ...joined(passages),
  ];
  const parts = pack(pieces, { text: 2900, ticks: 0, options: 20 });
  const { part, number } = partOf(parts, page.part);
  const edits = page.questions.map((id) => labelled(`edit:${id}`, shortOf(mine?.questions, id)));
  return screenOf({
    at: { kind: "letter", id: page.letter, part: number, of: parts.length },
    turn: page.turn,
    ...noticeOf(make, page),
    title: mine?.title ?? page.letter,
    body: part?.blocks ?? [],
    asks: edits.length === 0 ? [] : [{ kind: "one", legend: say(words, "letter", "edit"), options: edits }],
    go: withPerson(make, [
      ...turnButtons(make, number, parts.length),
      button(make, page.list === undefined ? "to-plan" : "to-letters", "close"),
    ]),
    foot: [{ text: say(words, "letter", "foot") }],
  });
}

/** The draft as plain text, for a file. */
export function letterText(make: Make, page: LetterPage): string {
  return letterPassages(make, page)
    .map((line) => lineText(line))
    .join("\n\n");
}

/** The passages that hold, each as one line of spans with line feeds in it. */
function letterPassages(make: Make, page: LetterPage): Span[][] {
  const mine = own(make.library.letterWords, page.letter);
  const theirs = flowWordsOf(make, page.flow);
  if (mine === undefined) return [];
  return page.passages.flatMap((id) =>
    (own(mine.passages, id) ?? []).map((block) => passageSpans(make, page, mine, theirs, block)),
  );
}

function passageSpans(
  make: Make,
  page: LetterPage,
  mine: LetterWords,
  theirs: FlowWords | undefined,
  block: PassageBlock,
): Span[] {
  const fill = (line: Slotted): Span[] =>
    line.reduce<Span[]>((spans, piece) => {
      const before = spans.at(-1);
      spans.push(
        "text" in piece
          ? { text: before === undefined ? piece.text : afterWords(lineText([before]), piece.text) }
          : slot(make, page, mine, theirs, piece.slot),
      );
      return spans;
    }, []);
  switch (block.kind) {
    case "paragraph":
      return fill(block.line);
    case "list":
      return block.items.flatMap((item, index) => [
        { text: `${index === 0 ? "" : "\n"}${block.ordered ? `${index + 1}.` : "-"} ` },
        ...fill(item),
      ]);
  }
}

/** The template's own comma or full stop is left out where the member's words end with one already. */
function afterWords(words: string, text: string): string {
  const [mark = ""] = text;
  const ended = mark === "." ? /[.!?…]$/.test(words) : mark === "," && words.endsWith(",");
  return ended ? text.slice(1) : text;
}

/** What stands in a slot. What the member did not say is shown as a visible gap. */
function slot(
  make: Make,
  page: LetterPage,
  mine: LetterWords,
  theirs: FlowWords | undefined,
  name: string,
): Span {
  const words = make.library.interface;
  const answer = answerTo(page.answers, name);
  if (answer === undefined || "skipped" in answer || "unsure" in answer) {
    return { text: say(words, "answers", "missing") };
  }
  const values = own(mine.values, name);
  if (values !== undefined) {
    if ("choice" in answer) return { text: own(values, answer.choice) ?? answer.choice };
    if ("ticked" in answer && answer.ticked.length > 0) {
      return {
        text: writeList(
          words,
          answer.ticked.map((option) => own(values, option) ?? option),
        ),
      };
    }
  }
  const asked = own(mine.questions, name) ?? own(theirs?.questions, name);
  return writeAnswer(words, questionNamed(make, page, name), asked, answer);
}

function questionNamed(make: Make, page: LetterPage, name: string): Question | undefined {
  const letter = own(make.library.flows.letters, page.letter);
  const flow = own(make.library.flows.flows, page.flow);
  return [...(letter?.questions ?? []), ...(flow?.questions ?? [])].find((one) => one.id === name);
}

/** Passages joined into copy blocks: as few as fit a screen, each between two passages. */
function joined(passages: readonly (readonly Span[])[]): Piece[] {
  const pieces: Span[][] = [];
  let length = 0;
  for (const passage of passages) {
    const size = lineText(passage).length;
    const last = pieces.at(-1);
    if (last === undefined || length + size > 1900) {
      pieces.push([...passage]);
      length = size;
    } else {
      last.push({ text: "\n\n" }, ...passage);
      length += size + 2;
    }
  }
  return pieces.map((line): Piece => ({ blocks: [{ kind: "copy", line }] }));
}

/** Where the draft was opened from the list of all: whose answers it holds. */
function filledText(make: Make, page: LetterPage, { filled }: { filled: boolean }): string {
  const flow = flowWordsOf(make, page.flow)?.title ?? page.flow;
  return filled
    ? say(make.library.interface, "letter", "filled", { flow })
    : say(make.library.interface, "letter", "loose");
}

/** Words, or seconds of speech, against what the letter aims at. */
function countPieces(make: Make, page: LetterPage, passages: readonly (readonly Span[])[]): Piece[] {
  const text = passages.map((line) => lineText(line)).join(" ");
  const count = wordsIn(text);
  const seconds = Math.round((count / wordsPerMinute) * 60);
  const { spoken, words } = page;
  const lines: Block[] = [
    ...(spoken === undefined
      ? []
      : [
          paragraph(
            say(make.library.interface, "letter", seconds > spoken ? "too-long-spoken" : "spoken", {
              ...{ words: count, seconds, atmost: spoken },
            }),
          ),
        ]),
    ...(words === undefined
      ? []
      : [
          paragraph(
            say(make.library.interface, "letter", count > words ? "too-many-words" : "words", {
              ...{ words: count, atmost: words },
            }),
          ),
        ]),
  ];
  return lines.length === 0 ? [] : [{ blocks: lines }];
}
