/** Opening a letter, from the plan or from the list of all, and going back. */
import { type Answer, type Answers, fits } from "../answer.js";
import { letterPath } from "../asked.js";
import { type LetterId, own, type Question } from "../flow.js";
import { letterRow } from "../letters.js";
import { type Base, baseOf } from "../session.js";
import { loose, settle } from "../stand.js";
import {
  goTo,
  type Here,
  type HereInCase,
  type Outcome,
  planPart,
  toCase,
  toPlan,
  withOpen,
} from "./turn.js";

type LetterPlace = Extract<Base, { page: "letter" }>;

/** The letter from its beginning, with nothing looked at again. */
export function ofLetter(place: LetterPlace): LetterPlace {
  const { letter, of, from } = place;
  return {
    ...{ page: "letter", letter, part: 1 },
    ...(of === undefined ? {} : { of }),
    ...(from === undefined ? {} : { from }),
  };
}

/** Back to the plan or the list that it was opened from. */
export function closeLetter(here: Here, place: LetterPlace): Outcome {
  if (place.of === undefined) return goTo(here, toPlan(place));
  const over: Base = here.session.open === undefined ? { page: "home" } : toCase;
  return goTo(here, { page: "letters", part: 1, over });
}

/** From the plan of the open case. */
export function openLetter(here: HereInCase, id: LetterId): Outcome | undefined {
  const from = planPart(baseOf(here.session.at));
  return opened(here, { page: "letter", letter: id, part: 1, from });
}

/** From the list: in the case that it is filled from. Nothing where it waits for a talk, or is not there. */
export function openFromList(here: Here, id: LetterId): Outcome | undefined {
  const row = letterRow(here.flows, here.session, here.now, id);
  if (row === undefined || row.waiting) return undefined;
  const at: LetterPlace = { page: "letter", letter: id, part: 1, of: row.of };
  const { session, standing } = settle(here.flows, { ...here.session, at }, here.now);
  return standing === undefined ? undefined : opened({ ...here, session, standing }, at);
}

/** Opening a letter for the first time takes over what other drafts already say under the same name. */
function opened(here: HereInCase, at: LetterPlace): Outcome | undefined {
  const { kase } = here.standing;
  const letter = own(here.flows.letters, at.letter);
  if (letter === undefined) return undefined;
  if (own(kase.letters, letter.id) !== undefined) return goTo(here, at);
  const kept = own(here.session.cases, loose)?.letters ?? {};
  // What was written into this letter before there was a case for it comes first.
  // Another that is kept outside of the case may be one that its plan does not have, about another program.
  const drafts = [
    ...Object.entries(kept).filter(([other]) => other === letter.id),
    ...Object.entries(kase.letters),
  ];
  const lent = letter.questions.flatMap((question): [string, Answer][] => {
    for (const [other, answers] of drafts) {
      const answer = lentBy(here, other, answers, question, other === letter.id);
      if (answer !== undefined) return [[question.id, answer]];
    }
    return [];
  });
  const letters = { ...kase.letters, [letter.id]: Object.fromEntries(lent) };
  const filled = { ...here.standing, kase: { ...kase, letters } };
  // Only what belongs to the letter's path is kept.
  const draft = { ...kase.letters, [letter.id]: letterPath(letter, filled).answers };
  return { session: withOpen(here, { letters: draft }, at) };
}

/** The answer of another draft, where it fits: of the same letter any, of another a text of the same name. */
function lentBy(
  here: Here,
  other: LetterId,
  answers: Answers,
  question: Question,
  same: boolean,
): Answer | undefined {
  const answer = own(answers, question.id);
  if (answer === undefined || !fits(question, answer)) return undefined;
  if (same) return answer;
  const asked = own(here.flows.letters, other)?.questions.find((one) => one.id === question.id);
  return asked?.kind === "text" && "text" in answer ? answer : undefined;
}
