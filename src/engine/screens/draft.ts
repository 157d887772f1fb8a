/** Opening a letter, from the plan or from the list of all, and going back. */
import { type Answer, type Answers, fits } from "../answer.js";
import { letterPath } from "../asked.js";
import { type LetterId, own, type Question } from "../flow.js";
import { letterRow } from "../letters.js";
import { type Base, baseOf, type Session } from "../session.js";
import { listOfLetters, loose, settle, withCase } from "../stand.js";
import { goTo, type Here, type HereInCase, type Outcome, planPart, toPlan, withOpen } from "./turn.js";

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
  return goTo(here, listOfLetters(here.session));
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
  const { session, standing, notices } = settle(here.flows, { ...here.session, at }, here.now);
  const outcome = standing === undefined ? undefined : opened({ ...here, session, standing }, at);
  // That case may have lost answers since the member was in it last.
  return outcome === undefined ? undefined : { ...outcome, notices };
}

/** A letter in which nothing is written yet takes over what other drafts already say under the same name. */
function opened(here: HereInCase, at: LetterPlace): Outcome | undefined {
  const { kase } = here.standing;
  const letter = own(here.flows.letters, at.letter);
  if (letter === undefined) return undefined;
  if (Object.keys(own(kase.letters, letter.id) ?? {}).length > 0) return goTo(here, at);
  const kept = own(here.session.cases, loose)?.letters ?? {};
  // What was written into this letter while there was no case for it comes first.
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
  const draft = letterPath(letter, filled).answers;
  const session = withOpen(here, { letters: { ...kase.letters, [letter.id]: draft } }, at);
  return { session: here.standing.flow.id === loose ? session : moved(session, letter.id, draft) };
}

/** Without the lines of this letter that a case has now, since it is one draft. What the case has no place for stays. */
function moved(session: Session, id: LetterId, draft: Answers): Session {
  const kept = own(session.cases, loose);
  const lines = own(kept?.letters, id);
  if (kept === undefined || lines === undefined) return session;
  const { [id]: _moved, ...others } = kept.letters;
  const left = Object.entries(lines).filter(([question]) => own(draft, question) === undefined);
  const letters = left.length === 0 ? others : { ...others, [id]: Object.fromEntries(left) };
  return withCase(session, loose, { ...kept, letters });
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
