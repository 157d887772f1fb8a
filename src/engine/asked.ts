/** The question that a place shows, of a case or of a letter, and the letter when nothing is left to ask. */
import type { Answers } from "./answer.js";
import type { Flows } from "./flow.js";
import { type Letter, type OptionId, own, type Question, type QuestionId } from "./flow.js";
import type { LetterView, Page, QuestionView } from "./page.js";
import { factsOf, type Path, pathOf, type Questionnaire } from "./path.js";
import { dateBounds } from "./questions/date.js";
import { yearsOf } from "./questions/year.js";
import type { Base } from "./session.js";
import type { Standing } from "./stand.js";

/** What has been tried on the question that is shown. */
export type Tries = { misses?: number; ticked?: readonly OptionId[] };

/** A question on the screen, with the questionnaire it belongs to. */
export type Asked = { question: Question; path: Path; most: number; letter?: Letter };

/** The question that the place shows: a case's own, one that is edited, or a letter's. */
export function questionAt(flows: Flows, at: Base, standing: Standing): Asked | undefined {
  const { flow, path } = standing;
  switch (at.page) {
    case "case":
      return standing.at.is === "question"
        ? { question: standing.at.question, path, most: flow.atMost }
        : undefined;
    case "edit": {
      const found = flow.questions.find((one) => one.id === at.question);
      return found !== undefined && (path.asked.includes(found.id) || path.next?.id === found.id)
        ? { question: found, path, most: flow.atMost }
        : undefined;
    }
    case "letter": {
      const letter = own(flows.letters, at.letter);
      if (letter === undefined || (standing.at.is !== "plan" && at.of === undefined)) return undefined;
      const inside = letterPath(letter, standing);
      const edited = letter.questions.find((one) => one.id === at.edit && inside.asked.includes(one.id));
      const found = edited ?? inside.next;
      return found === undefined
        ? undefined
        : { question: found, path: inside, most: letter.questions.length, letter };
    }
    default:
      return undefined;
  }
}

/** A letter's own path, over its answers and those it takes from the case. */
export function letterPath(letter: Letter, standing: Standing): Path {
  return pathOf(
    letter,
    own(standing.kase.letters, letter.id) ?? {},
    standing.today,
    takenBy(letter, standing),
  );
}

/** The answers of the case that the letter takes. */
export function takenBy(letter: Letter, standing: Standing): Answers {
  return Object.fromEntries(
    letter.takes.flatMap((id) => {
      const answer = own(standing.path.answers, id);
      return answer === undefined ? [] : [[id, answer]];
    }),
  );
}

export function letterView(letter: Letter, standing: Standing): LetterView {
  const path = letterPath(letter, standing);
  const taken = takenBy(letter, standing);
  const shape: Questionnaire = { questions: letter.questions };
  const facts = factsOf(shape, path.answers, standing.today, { taken });
  return {
    letter: letter.id,
    passages: letter.passages
      .filter((passage) => passage.when === undefined || facts.holds(passage.when))
      .map((passage) => passage.id),
    answers: { ...taken, ...path.answers },
    questions: path.asked,
    ...(letter.spoken === undefined ? {} : { spoken: letter.spoken }),
    ...(letter.words === undefined ? {} : { words: letter.words }),
  };
}

/** A question page without what every page has. */
type Shown =
  | Omit<Extract<Page, { kind: "question" }>, "notices" | "turn">
  | Omit<Extract<Page, { kind: "letter-question" }>, "notices" | "turn">;

/** The page of a question. */
export function questionPage(flow: string, asked: Asked, standing: Standing, at: Tries): Shown {
  const { question, path, letter } = asked;
  const now = path.answers[question.id];
  const before = path.asked.indexOf(question.id);
  const ticked = at.ticked ?? (now !== undefined && "ticked" in now ? now.ticked : []);
  const view: QuestionView = {
    question,
    number: (before === -1 ? beforeOpen(asked, question.id) : before) + 1,
    of: atMost(asked.most, path),
    ticked: question.kind === "multi" ? ticked : [],
    canGoBack: before === -1 ? path.asked.length > 0 : before > 0,
    editing: before !== -1,
    struggling: (at.misses ?? 0) >= 2,
    ...(now === undefined ? {} : { now }),
    ...(question.kind === "date" ? dateBounds(question, standing.today) : {}),
    ...(question.kind === "year" ? { years: yearsOf(question, standing.today) } : {}),
  };
  return letter === undefined
    ? { kind: "question", flow, ...view }
    : { kind: "letter-question", flow, letter: letter.id, ...view };
}

/** How many answered questions stand before this one: behind a hole there can be answers after it. */
function beforeOpen(asked: Asked, id: QuestionId): number {
  const order = asked.letter?.questions.map((one) => one.id);
  if (order === undefined) return asked.path.asked.length;
  return asked.path.asked.filter((one) => order.indexOf(one) < order.indexOf(id)).length;
}

/** The most questions this member can still be asked in all. */
export function atMost(most: number, path: Path): number {
  return Math.min(most, path.asked.length + path.open.size);
}
