/** A question of a flow or of a letter: answering, skipping, going back. */
import type { Answer } from "../answer.js";
import { type Asked, questionAt } from "../asked.js";
import { own, type Question, type QuestionId, zoneList } from "../flow.js";
import type { Miss } from "../page.js";
import { type Judged, judge, type Said } from "../questions/judge.js";
import { type Base, baseOf } from "../session.js";
import { closeLetter, ofLetter } from "./draft.js";
import {
  goTo,
  type Handler,
  type HereInCase,
  layOver,
  type Outcome,
  pressOf,
  toCase,
  withOpen,
} from "./turn.js";

type Asking = Extract<Base, { page: "case" | "edit" | "letter" }>;

export const atQuestion: Handler = (here, said) => {
  const place = baseOf(here.session.at);
  const asked = questionAt(here.flows, place, here.standing);
  if (asked === undefined || !isAsking(place)) return undefined;
  switch (said.type) {
    case "press":
      return pressed(here, place, asked, said.button);
    case "pick":
      return take(here, place, asked, { by: "pick", chosen: said.chosen.map(optionOf) });
    case "form": {
      const text = own(said.fields, asked.question.id);
      return text === undefined
        ? undefined
        : take(here, place, asked, { by: "text", text, dates: said.dates ?? [] });
    }
    case "text":
      return take(here, place, asked, { by: "text", text: said.text, dates: said.dates });
  }
};

/** One of several days or entries that were meant. */
export const atWhich: Handler = (here, said) => {
  const { at } = here.session;
  if (!("over" in at) || (at.page !== "which-day" && at.page !== "which-entry")) return undefined;
  const asked = questionAt(here.flows, at.over, here.standing);
  if (asked === undefined || !isAsking(at.over)) return undefined;
  if (said.type !== "press") return atQuestion({ ...here, session: { ...here.session, at: at.over } }, said);
  const { verb, name } = pressOf(said.button);
  if (verb === "no") return goTo(here, at.over);
  if (verb !== "which") return undefined;
  const meant = at.page === "which-day" ? at.days[Number(name)] : at.keys[Number(name)];
  return meant === undefined ? undefined : take(here, at.over, asked, { by: "press", id: meant });
};

function isAsking(place: Base): place is Asking {
  return place.page === "case" || place.page === "edit" || place.page === "letter";
}

function pressed(here: HereInCase, place: Asking, asked: Asked, button: string): Outcome | undefined {
  const { question } = asked;
  const { verb, name } = pressOf(button);
  switch (verb) {
    case "o":
    case "y":
      return take(here, place, asked, { by: "press", id: name });
    case "done":
    case "none":
      return take(here, place, asked, { by: "press", id: verb });
    case "unsure":
      return question.unsure === undefined ? undefined : keep(here, place, asked, { unsure: true });
    case "skip":
      return question.skip ? keep(here, place, asked, { skipped: true }) : undefined;
    case "back":
      return back(here, place, asked);
    case "keep":
      return asked.path.asked.includes(question.id) ? goTo(here, onFrom(place)) : undefined;
    case "why":
      return layOver(here, { page: "why", question: question.id });
    case "close":
      return place.page === "letter" ? closeLetter(here, place) : undefined;
    default:
      return undefined;
  }
}

/** Option buttons may come in a pick with their prefix. */
function optionOf(chosen: string): string {
  return chosen.startsWith("o:") ? chosen.slice(2) : chosen;
}

function take(here: HereInCase, place: Asking, asked: Asked, said: Said): Outcome {
  const judged = judge(asked.question, said, tickedAt(place, asked), here.standing.today);
  switch (judged.is) {
    case "answer":
      return keep(here, place, asked, judged.answer, said);
    case "ticked":
      return { ...goTo(here, { ...place, ticked: judged.ticked }), keepTurn: true };
    case "miss":
      return missed(here, place, asked, judged.miss, said);
    case "which-day":
    case "which-entry":
      return whichOf(here, place, judged);
  }
}

function whichOf(
  here: HereInCase,
  place: Asking,
  judged: Extract<Judged, { is: "which-day" | "which-entry" }>,
): Outcome {
  return judged.is === "which-day"
    ? goTo(here, { page: "which-day", days: judged.days, over: place })
    : goTo(here, { page: "which-entry", keys: judged.keys, over: place });
}

function tickedAt(place: Asking, asked: Asked): readonly string[] {
  if (place.ticked !== undefined) return place.ticked;
  const now = asked.path.answers[asked.question.id];
  return now !== undefined && "ticked" in now ? now.ticked : [];
}

function keep(here: HereInCase, place: Asking, asked: Asked, answer: Answer, said?: Said): Outcome {
  const { flow, kase } = here.standing;
  const id = asked.question.id;
  const changed = asked.path.asked.includes(id) && said !== undefined;
  const noted =
    "date" in answer && said?.by === "text" ? [{ notice: "noted-date", day: answer.date } as const] : [];
  const told = changed && noted.length === 0 ? [{ notice: "answer-changed", question: id } as const] : noted;
  const effects = [{ effect: "answered", flow: flow.id, question: id } as const];
  if (asked.letter === undefined) {
    const answers = { ...kase.answers, [id]: answer };
    const session = { ...withOpen(here, { answers }, toCase), ...zoneIn(asked.question, answer) };
    return { session, notices: told, effects };
  }
  const letters = {
    ...kase.letters,
    [asked.letter.id]: { ...own(kase.letters, asked.letter.id), [id]: answer },
  };
  return { session: withOpen(here, { letters }, onFrom(place)), notices: told, effects };
}

/** A zone that is picked is the member's own from then on: their days are counted in it. */
function zoneIn(question: Question, answer: Answer): { zone?: string } {
  return question.kind === "pick" && question.from === zoneList && "pick" in answer
    ? { zone: answer.pick }
    : {};
}

/** Where a question that is answered, or kept as it was, leads on to. */
function onFrom(place: Asking): Base {
  return place.page === "letter" ? ofLetter(place) : toCase;
}

function missed(here: HereInCase, place: Asking, asked: Asked, miss: Miss, said: Said): Outcome {
  const options = asked.question.kind === "choice" || asked.question.kind === "multi";
  const notice =
    options && said.by === "text"
      ? ({ notice: "buttons-please" } as const)
      : ({ notice: "miss", miss } as const);
  return {
    ...goTo(here, { ...place, misses: (place.misses ?? 0) + 1 }, [notice]),
    effects: [{ effect: "missed", flow: here.standing.flow.id, question: asked.question.id }],
  };
}

/** The question asked before this one, with its answer still there. */
function back(here: HereInCase, place: Asking, asked: Asked): Outcome | undefined {
  const before = previous(asked, asked.question.id);
  if (before === undefined) return undefined;
  return goTo(
    here,
    place.page === "letter" ? { ...ofLetter(place), edit: before } : { page: "edit", question: before },
  );
}

function previous(asked: Asked, id: QuestionId): QuestionId | undefined {
  const at = asked.path.asked.indexOf(id);
  return at === -1 ? asked.path.asked.at(-1) : asked.path.asked[at - 1];
}
