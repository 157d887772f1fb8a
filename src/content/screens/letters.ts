/** Every draft by name, with what it is for and what of it is there already. */
import { own } from "../../engine/flow.js";
import type { LetterRow, Page } from "../../engine/page.js";
import type { Screen } from "../../screen.js";
import { heading, type Piece, pack, paragraph, partOf, screenOf } from "../pack.js";
import { say } from "../words.js";
import { button, flowWordsOf, labelled, type Make, noticeOf, turnButtons, withPerson } from "./common.js";

export function lettersScreen(make: Make, page: Extract<Page, { kind: "letters" }>): Screen {
  const words = make.library.interface;
  const head = paragraph(say(words, "letters", "intro"));
  const again = paragraph(say(words, "letters", "again"));
  const apart = heading(say(words, "letters", "apart"));
  const pieces = page.rows.map((row): Piece => {
    const mine = own(make.library.letterWords, row.letter);
    const title = mine?.title ?? row.letter;
    const status = statusOf(make, row);
    return {
      item: {
        heading: row.apart ? apart : head,
        again: row.apart ? apart : again,
        ordered: false,
        line: [
          { text: title, mark: "strong" },
          { text: `: ${mine?.short ?? ""}` },
          ...(status === undefined ? [] : [{ text: ` ${status}`, mark: "em" } as const]),
        ],
      },
      options: row.waiting ? [] : [labelled(`l:${row.letter}`, title)],
    };
  });
  const parts = pack(
    pieces.length === 0 ? [{ blocks: [paragraph(say(words, "letters", "none"))] }] : pieces,
    {
      ...{ text: 2600, ticks: 0, options: 12 },
    },
  );
  const { part, number } = partOf(parts, page.part);
  return screenOf({
    at: { kind: "letters", id: "letters", part: number, of: parts.length },
    turn: page.turn,
    ...noticeOf(make, page),
    title: say(words, "letters", "title"),
    body: part?.blocks ?? [],
    asks: part === undefined || part.options.length === 0 ? [] : [{ kind: "one", options: part.options }],
    go: withPerson(make, [...turnButtons(make, number, parts.length), button(make, "close")]),
  });
}

function statusOf(make: Make, row: LetterRow): string | undefined {
  const words = make.library.interface;
  if (row.waiting) return say(words, "letters", "waiting");
  if (row.begun) return say(words, "letters", "begun");
  return row.filled
    ? say(words, "letters", "filled", { flow: flowWordsOf(make, row.of)?.title ?? row.of })
    : undefined;
}
