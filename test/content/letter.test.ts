/** How a member's words and the words of a letter meet. */
import { beforeAll, expect, it } from "vitest";
import { compose } from "../../src/content/compose.js";
import type { Library } from "../../src/content/library.js";
import type { Answers } from "../../src/engine/answer.js";
import { screenText } from "../../src/screen.js";
import { shipped } from "../support/shipped.js";

const setting = { now: Date.parse("2026-11-24T09:00:00Z"), today: "2026-11-24", sessionDays: 120 };
let library: Library;

beforeAll(async () => {
  library = (await shipped()).library;
});

function letter(name: string, passages: readonly string[], answers: Answers): string {
  const at = { kind: "letter", flow: "denied", letter: name, part: 1 } as const;
  return screenText(
    compose(library, { ...at, passages, answers, questions: [], notices: [], turn: 1 }, setting),
  );
}

it("writes one full stop where the member's words bring their own", () => {
  const told = (text: string): string =>
    letter("disclosure", ["b214"], {
      "refused-on": { date: "2026-11-03" },
      visa: { choice: "visitor" },
      purpose: { text },
    });
  expect(told("an observership.")).toContain("The purpose was an observership.\n");
  expect(told("an observership")).toContain("The purpose was an observership.\n");
  expect(told("an observership, nothing else…")).toContain("nothing else…\n");
});

it("writes one comma after a name that is typed with one, and leaves an abbreviation its full stop", () => {
  const dear = (text: string): string => letter("employer-letter", ["heading"], { employer: { text } });
  expect(dear("Dr. Khan,")).toContain("Dear Dr. Khan,\n");
  expect(dear("Dr. Khan")).toContain("Dear Dr. Khan,\n");
  expect(dear("the Medical Ctr.")).toContain("Dear the Medical Ctr.,\n");
});

it("says in whole sentences what has changed and that nothing has", () => {
  expect(letter("narrative", ["changed"], { changed: { ticked: ["work", "funding"] } })).toContain(
    "What I ticked as changed since the refusal: my work at home and who pays\n",
  );
  expect(letter("narrative", ["nothing-changed"], { changed: { ticked: [] } })).toContain(
    "Nothing on the list has changed since the refusal yet.\n",
  );
});

it("counts the words of a draft that is to be short", () => {
  const counted = (words: number): string =>
    screenText(
      compose(
        library,
        {
          ...{ kind: "letter", flow: "letters", letter: "narrative", part: 1, passages: ["lines"] },
          ...{ answers: { ties: { text: "my clinic" } }, questions: [], notices: [], turn: 1, words },
          list: { filled: false },
        },
        setting,
      ),
    );
  const [count = ""] = /has \d+ words/.exec(counted(900)) ?? [];
  expect(count).toMatch(/\d/);
  expect(counted(900)).toContain("The aim is at most 900.");
  expect(counted(3)).toContain(`This draft ${count}. The aim is at most 3: shorten one of your lines.`);
  expect(counted(3)).toContain("No answers of yours belong to this draft yet");
});

it("tells who has matched what binds them, beside every draft for another program", () => {
  const theirs = [
    "visa-question",
    "ask-virtual",
    "researcher",
    "second-look-inquiry",
    "second-look-question",
  ];
  for (const name of theirs) {
    const [passage = ""] = library.flows.letters[name]?.passages.map(({ id }) => id) ?? [];
    expect(letter(name, [passage], {}), name).toMatch(/Have you matched[^?]*\?/);
  }
});

it("sets the drafts that no plan has apart in the list, and names the plans on the draft", () => {
  const row = { of: "letters", filled: false, begun: false, waiting: false, lacking: [], apart: false };
  const list = compose(
    library,
    {
      ...{ kind: "letters", part: 1, notices: [], turn: 1 },
      rows: [
        { ...row, letter: "tell-gme" },
        { ...row, letter: "visa-question", lacking: ["denied"], apart: true },
        { ...row, letter: "researcher", lacking: ["denied"], apart: true },
      ],
    },
    setting,
  );
  expect(list.body.map((block) => block.kind)).toEqual(["paragraph", "list", "heading", "list"]);
  const draft = compose(
    library,
    {
      ...{ kind: "letter", flow: "letters", letter: "visa-question", part: 1, passages: ["close"] },
      ...{ answers: {}, questions: [], turn: 1, list: { filled: false } },
      notices: [{ notice: "not-in-plan", flows: ["denied", "visa"] }],
    },
    setting,
  );
  expect(draft.notice).toMatch(/^Your plan of \/denied and \/visa does not use this draft\./);
});
