/** The plan and the pages behind it: groups, actions, letters, drills. */
import { own } from "../flow.js";
import { boxOrder, drillsOf, type Plan } from "../plan.js";
import { textMiss } from "../questions/text.js";
import { type Base, baseOf } from "../session.js";
import { plan } from "../show.js";
import { closeLetter, ofLetter, openLetter } from "./draft.js";
import { atQuestion } from "./question.js";
import {
  goTo,
  type Handler,
  type HereInCase,
  layOver,
  type Outcome,
  planPart,
  pressOf,
  toPlan,
  turned,
  withOpen,
} from "./turn.js";

/** The plan itself, a group that opens and one action share their buttons. */
export const atPlan: Handler = (here, said) => {
  const place = baseOf(here.session.at);
  if (said.type === "pick") return tickRange(here, place, said.group, said.chosen);
  if (said.type !== "press") return undefined;
  const { verb, name } = pressOf(said.button);
  const made = (): Plan => plan(here.session, here.standing, here.now);
  const from = planPart(place);
  switch (verb) {
    case "t":
      return has(here, name) ? tick(here, place, name) : undefined;
    case "s":
      return has(here, name) ? goTo(here, { page: "action", action: name, from }) : undefined;
    case "g":
      return made().groups.some((group) => group.id === name)
        ? goTo(here, { page: "group", group: name, part: 1, from })
        : undefined;
    case "l":
      return made().letters.includes(name) ? openLetter(here, name) : undefined;
    case "p":
      return made().practice.includes(name)
        ? goTo(here, { page: "practice", practice: name, at: 0, from })
        : undefined;
    case "know":
      return goTo(here, { page: "edit", question: name });
    case "note":
      return here.standing.flow.groups.some((group) => group.id === name && group.note !== undefined)
        ? layOver(here, { page: "note", group: name })
        : undefined;
    case "calendar":
      return layOver(here, { page: "calendar", part: 1 });
    case "changes":
      return layOver(here, { page: "changes", part: 1 });
    case "sources":
      return layOver(here, { page: "sources", part: 1 });
    case "more":
    case "less":
      return place.page === "case" || place.page === "group"
        ? goTo(here, { ...place, part: turned(place.part, verb) })
        : undefined;
    case "close":
      return place.page === "case" ? undefined : goTo(here, toPlan(place));
    default:
      return undefined;
  }
};

export const atLetter: Handler = (here, said) => {
  const place = baseOf(here.session.at);
  if (place.page !== "letter") return undefined;
  const asked = atQuestion(here, said);
  if (asked !== undefined) return asked;
  if (said.type !== "press") return undefined;
  const { verb, name } = pressOf(said.button);
  switch (verb) {
    case "edit":
      return goTo(here, { ...ofLetter(place), edit: name });
    case "more":
    case "less":
      return goTo(here, { ...place, part: turned(place.part, verb) });
    case "close":
      return closeLetter(here, place);
    default:
      return undefined;
  }
};

/** A drill: what is typed is counted in words and forgotten at once. */
export const atPractice: Handler = (here, said) => {
  const place = baseOf(here.session.at);
  if (place.page !== "practice") return undefined;
  const practice = here.standing.flow.practice.find((one) => one.id === place.practice);
  if (practice === undefined) return undefined;
  const drills = drillsOf(here.standing.flow, practice, here.standing.path.answers, here.standing.today);
  const running = place.at < drills.length;
  const { words: _counted, ...rehearsal } = place;
  if (said.type === "text" || said.type === "form") {
    const text = said.type === "text" ? said.text : (own(said.fields, "own-words") ?? "");
    return running ? goTo(here, { ...place, words: wordsIn(text) }) : undefined;
  }
  if (said.type !== "press") return undefined;
  switch (said.button) {
    case "points":
      return running ? goTo(here, { ...place, words: 0 }) : undefined;
    case "next":
      return running ? goTo(here, { ...rehearsal, at: place.at + 1 }) : undefined;
    case "back":
      return place.at > 0 ? goTo(here, { ...rehearsal, at: place.at - 1 }) : undefined;
    case "again":
      return goTo(here, { ...rehearsal, at: running ? place.at : 0 });
    case "close":
      return goTo(here, toPlan(place));
    default:
      return undefined;
  }
};

/** The one note of a group. */
export const atNote: Handler = (here, said) => {
  const { at } = here.session;
  if (!("over" in at) || at.page !== "note") return undefined;
  const group = here.standing.flow.groups.find((one) => one.id === at.group);
  if (group?.note === undefined) return undefined;
  const { notes } = here.standing.kase;
  if (said.type === "press" && said.button === "note-clear") {
    const { [group.id]: _cleared, ...rest } = notes;
    return { session: withOpen(here, { notes: rest }, at.over), notices: [{ notice: "note-saved" }] };
  }
  if (said.type !== "text" && said.type !== "form") return undefined;
  const text = (said.type === "text" ? said.text : (own(said.fields, "note") ?? "")).trim();
  const miss = textMiss(text, group.note, 20);
  if (miss !== undefined) return goTo(here, at, [{ notice: "miss", miss }]);
  return {
    session: withOpen(here, { notes: { ...notes, [group.id]: text } }, at.over),
    notices: [{ notice: "note-saved" }],
  };
};

/** Words as a speaker counts them: what stands between spaces and holds a letter or digit. */
export function wordsIn(text: string): number {
  return text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

function tick(here: HereInCase, place: Base, action: string): Outcome {
  const { done } = here.standing.kase;
  const next = done.includes(action) ? done.filter((one) => one !== action) : [...done, action];
  return { session: withOpen(here, { done: next }, place), keepTurn: true };
}

/** A pick says which of the actions it showed are done: group `t:<from>-<to>` counts them in the order of boxes. */
function tickRange(
  here: HereInCase,
  place: Base,
  group: string,
  chosen: readonly string[],
): Outcome | undefined {
  const range = /^t:(\d{1,3})-(\d{1,3})$/.exec(group);
  if (range === null) return undefined;
  const made = plan(here.session, here.standing, here.now);
  const shown = boxOrder(made).slice(Number(range[1]), Number(range[2]));
  const ticked = chosen.map((one) => (one.startsWith("t:") ? one.slice(2) : one));
  if (!ticked.every((one) => shown.includes(one))) return undefined;
  const done = [...here.standing.kase.done.filter((one) => !shown.includes(one)), ...ticked];
  return { session: withOpen(here, { done }, place), keepTurn: true };
}

/** Whether the plan has this action. */
function has(here: HereInCase, id: string): boolean {
  const { flow, facts } = here.standing;
  const action = flow.actions.find((one) => one.id === id);
  return action !== undefined && (action.when === undefined || facts.holds(action.when));
}
