/** Every page of a case, each with the longest that can be put into it. */
import type { Origin } from "../../content/loaded.js";
import type { Answer } from "../../engine/answer.js";
import { type Flow, type Letter, own, type Question } from "../../engine/flow.js";
import type { Notice } from "../../engine/page.js";
import { dateBounds } from "../../engine/questions/date.js";
import { yearsOf } from "../../engine/questions/year.js";
import { loose, looseFlow } from "../../engine/stand.js";
import type { Proof } from "../proof.js";
import { type ProvedSubject, written } from "../rule.js";
import { flagsTogether, fullPlan, longestAnswer, longestEntries } from "./longest.js";
import { type Placed, page, turn } from "./placed.js";

/** Every page of a case, and of the letters and rehearsals that it leads to. */
export function flowPages(subject: ProvedSubject, proof: Proof): Placed[] {
  const { flow, letters } = proof;
  const file = own(subject.library.flowWords, flow.id)?.file;
  if (file === undefined) return [];
  const of = (thing: object & { id: string }, section: string): Origin => {
    const ruled = subject.at(thing).file;
    const worded = ruled.startsWith("flows/parts/") ? `${subject.words}/${ruled}` : file;
    return { file: worded, path: [section, written(thing.id)] };
  };
  const whole: Origin = { file, path: [] };
  const bare = { notices: [], turn, flow: flow.id };
  const plan = fullPlan(subject, flow);
  const answer = (question: Question): Answer => longestAnswer(subject, flow.id, question);
  const changeable = flow.questions.filter(({ kind }) => kind === "choice" || kind === "multi");
  return [
    ...flow.questions.flatMap((question) => [
      ...questionPages(subject, flow, question, of(question, "questions")),
      page(of(question, "questions"), { ...bare, kind: "why", question: question.id }),
    ]),
    ...flow.flags
      .filter((flag) => flag.stop)
      .map((flag) => page(of(flag, "flags"), { ...bare, kind: "stop", flag: flag.id, to: flag.to })),
    page(whole, {
      ...bare,
      kind: "review",
      rows: flow.questions.map((question) => ({ question: question.id, answer: answer(question) })),
      part: 1,
      finished: true,
    }),
    page(whole, { ...bare, kind: "plan", plan, part: 1, reads: "changed" }),
    ...flow.groups.flatMap((group): Placed[] => {
      const note = group.note === undefined ? {} : { note: "m".repeat(group.note) };
      const at = of(group, "groups");
      return [
        page(at, { ...bare, kind: "group", plan, group: group.id, part: 1, ...note }),
        ...(group.note === undefined
          ? []
          : [
              page(at, {
                ...bare,
                kind: "note",
                group: group.id,
                max: group.note,
                now: "m".repeat(group.note),
              }),
            ]),
      ];
    }),
    ...flow.actions.map((action) =>
      page(of(action, "actions"), { ...bare, kind: "action", plan, action: action.id }),
    ),
    ...flow.practice.flatMap((practice) => [
      ...practice.ask.flatMap((drill) =>
        [undefined, 999].map((words) =>
          page(
            { file, path: ["practice", practice.id, "ask", drill.id] },
            {
              ...bare,
              kind: "practice",
              practice: practice.id,
              drill: drill.id,
              number: 1,
              of: practice.ask.length,
              seconds: drill.seconds,
              ...(words === undefined ? {} : { words }),
            },
          ),
        ),
      ),
      page(
        { file, path: ["practice", practice.id] },
        { ...bare, kind: "practice-done", practice: practice.id, of: practice.ask.length },
      ),
    ]),
    page(whole, { ...bare, kind: "person", flags: flagsTogether(subject, proof) }),
    page(whole, {
      ...bare,
      kind: "changes",
      changes: changeable.map((question) => ({
        question: question.id,
        answer: answer(question),
        newFlags: flow.flags.slice(0, 4).map((flag) => flag.id),
        verdict: plan.verdict,
      })),
      part: 1,
    }),
    page(whole, { ...bare, kind: "sources", part: 1 }),
    page(whole, { ...bare, kind: "calendar", plan, part: 1 }),
    page(whole, { ...bare, kind: "paused", number: flow.atMost, of: flow.atMost }),
    page(whole, { ...bare, kind: "sure", of: "start-over" }),
    ...letters.flatMap(({ letter }) => letterPages(subject, flow, letter)),
  ];
}

function letterPages(subject: ProvedSubject, flow: Flow, letter: Letter): Placed[] {
  const file = `${subject.words}/letters/${letter.id}.md`;
  const taken = flow.questions.filter((question) => letter.takes.includes(question.id));
  const answers = Object.fromEntries([
    ...taken.map((question) => [question.id, longestAnswer(subject, flow.id, question)] as const),
    ...letter.questions.map(
      (question) => [question.id, longestAnswer(subject, flow.id, question, letter.id)] as const,
    ),
  ]);
  return [
    ...letter.questions.flatMap((question) =>
      questionPages(subject, flow, question, { file, path: ["questions", question.id] }, letter.id),
    ),
    // From the plan, and from the list of all letters.
    ...[{}, { list: { filled: flow.id !== loose }, notices: [lackingNotice(subject, letter.id)] }].map(
      (from) =>
        page(
          { file, path: ["passages"] },
          {
            notices: [],
            turn,
            kind: "letter",
            flow: flow.id,
            part: 1,
            letter: letter.id,
            passages: letter.passages.map((passage) => passage.id),
            answers,
            questions: letter.questions.map((question) => question.id),
            ...(letter.spoken === undefined ? {} : { spoken: letter.spoken }),
            ...(letter.words === undefined ? {} : { words: letter.words }),
            ...from,
          },
        ),
    ),
  ];
}

/** What stands above a letter that every plan lacks. */
function lackingNotice(subject: ProvedSubject, letter: string): Notice {
  return { notice: "not-in-plan", flows: subject.offering(letter).map(({ id }) => id) };
}

/** Every letter as it is opened from the list of all without a case. */
export function loosePages(subject: ProvedSubject): Placed[] {
  return Object.values(subject.library.flows.letters).flatMap((letter) =>
    letterPages(subject, looseFlow, letter),
  );
}

/** A question as it is met first, and as it is met again after misses with its longest answer. */
function questionPages(
  subject: ProvedSubject,
  flow: Flow,
  question: Question,
  at: Origin,
  letter?: string,
): Placed[] {
  const most =
    letter === undefined ? flow.atMost : (own(subject.library.flows.letters, letter)?.questions.length ?? 1);
  const view = {
    question,
    of: most,
    ticked: question.kind === "multi" ? question.options : [],
    canGoBack: true,
    ...(question.kind === "date" ? dateBounds(question, subject.on) : {}),
    ...(question.kind === "year" ? { years: yearsOf(question, subject.on) } : {}),
  };
  const met = { ...view, number: 1, editing: false, struggling: false };
  const again = {
    ...view,
    number: most,
    editing: true,
    struggling: true,
    now: longestAnswer(subject, flow.id, question, letter),
    notices: letter === undefined ? [] : [lackingNotice(subject, letter)],
  };
  const bare = { notices: [], turn, flow: flow.id };
  /** The longest notice: the flow was changed, and everything is asked again. */
  const questions = flow.questions.map((one) => one.id);
  const lost = { notice: "lost-answers", flow: flow.id, questions } as const;
  const which =
    question.kind === "pick"
      ? [
          page(at, {
            ...bare,
            kind: "which-entry",
            question: question.id,
            keys: longestEntries(question),
            ...(letter === undefined ? {} : { letter }),
          }),
        ]
      : [];
  return [
    ...which,
    ...[met, again, { ...met, notices: [lost] }].map((shown) =>
      page(
        at,
        letter === undefined
          ? { ...bare, kind: "question", ...shown }
          : { ...bare, kind: "letter-question", letter, ...shown },
      ),
    ),
  ];
}
