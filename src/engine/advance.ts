/** The kernel: one event, one step. Pure, never waits, never throws for what a member does. */
import type { Instant } from "./day.js";
import type { Event } from "./event.js";
import type { Flows } from "./flow.js";
import type { Effect, Notice, Page } from "./page.js";
import { commanded } from "./screens/command.js";
import { pressedAnywhere, pressedInCase } from "./screens/over.js";
import { atLetter, atNote, atPlan, atPractice } from "./screens/plan.js";
import { atQuestion, atWhich } from "./screens/question.js";
import { goTo, type Handler, type Here, type HereInCase, type Outcome } from "./screens/turn.js";
import { baseOf, type Session } from "./session.js";
import { fingerprint, pageOf, plan, show } from "./show.js";
import { type Settled, settle, standingOf, withCase } from "./stand.js";

export type Step = { session: Session; page: Page; effects: readonly Effect[] };

/**
 * The session and page after `event`. The same input gives the same output. A button of an older screen
 * changes nothing and is answered with the current page.
 */
export function advance(flows: Flows, session: Session, event: Event, now: Instant): Step {
  const settled = settle(flows, session, now);
  const here: Here = {
    flows,
    session: settled.session,
    now,
    ...(settled.standing === undefined ? {} : { standing: settled.standing }),
  };
  const outcome = react(here, event);
  const turned: Session =
    outcome.keepTurn === true ? outcome.session : { ...outcome.session, turn: outcome.session.turn + 1 };
  // An answer that was changed can end other questions: their answers go at once, and the member is told.
  const after = settle(flows, turned, now);
  const { made, effects } = firstPlan(flows, settled, after, now);
  const notices = [...settled.notices, ...(outcome.notices ?? []), ...after.notices.map(noLongerAsked)];
  const all = [...(outcome.effects ?? []), ...effects];
  const forgotten = all.some((effect) => effect.effect === "forget");
  return {
    session: made.session,
    page: forgotten
      ? { kind: "forgotten", notices: [], turn: made.session.turn }
      : pageOf(flows, made, now, notices),
    effects: all,
  };
}

/** Whether a text typed now is an answer, a note or a drill; otherwise, in private, it is a question to `/ask`. */
export function expectsText(flows: Flows, session: Session, now: Instant): boolean {
  const page = show(flows, session, now);
  switch (page.kind) {
    case "question":
    case "letter-question":
    case "note":
    case "which-day":
    case "which-entry":
      return true;
    case "practice":
      return page.words === undefined;
    default:
      return false;
  }
}

function noLongerAsked(notice: Notice): Notice {
  return notice.notice === "lost-answers" ? { ...notice, notice: "no-longer-asked" } : notice;
}

function react(here: Here, event: Event): Outcome {
  const { at, turn } = here.session;
  const again = (notice: Notice): Outcome => ({ session: here.session, notices: [notice], keepTurn: true });
  switch (event.type) {
    case "command":
      return commanded(here, event.name, event.rest);
    case "other":
      return again({ notice: "cannot-read", what: event.what });
    case "press":
    case "pick":
    case "form":
      if (event.turn !== turn) {
        return again({ notice: event.turn !== "none" && event.turn > turn ? "not-kept" : "stale" });
      }
      return said(here, event) ?? again({ notice: "unknown-button" });
    case "text":
      return (
        said(here, event) ?? { ...goTo(here, at), notices: [{ notice: "not-for-text" }], keepTurn: true }
      );
  }
}

/** The page's own meaning first, then what the button means everywhere. */
function said(here: Here, event: Exclude<Event, { type: "command" | "other" }>): Outcome | undefined {
  if (inCase(here)) {
    for (const handler of handlersOf(here)) {
      const outcome = handler(here, event);
      if (outcome !== undefined) return outcome;
    }
  }
  if (event.type !== "press") return undefined;
  return (
    pressedAnywhere(here, event.button) ?? (inCase(here) ? pressedInCase(here, event.button) : undefined)
  );
}

function inCase(here: Here): here is HereInCase {
  return here.standing !== undefined;
}

/** What can be said to the page that is shown, by the page's place. */
function handlersOf(here: HereInCase): readonly Handler[] {
  const { at } = here.session;
  if ("over" in at) {
    if (at.page === "note") return [atNote];
    return at.page === "which-day" || at.page === "which-entry" ? [atWhich] : [];
  }
  switch (at.page) {
    case "home":
    case "review":
      return [];
    case "edit":
      return [atQuestion];
    case "letter":
      return [atLetter];
    case "practice":
      return [atPractice];
    case "group":
    case "action":
      return here.standing.at.is === "plan" ? [atPlan] : [];
    case "case":
      switch (here.standing.at.is) {
        case "question":
          return [atQuestion];
        case "plan":
          return [atPlan];
        case "stop":
          return [];
      }
  }
}

/**
 * The first time the plan is shown its time is kept, since due dates count from it. An answer that
 * is changed later and makes other rules hold makes the plan anew.
 */
function firstPlan(
  flows: Flows,
  before: Settled,
  after: Settled,
  now: Instant,
): { made: Settled; effects: Effect[] } {
  const { session, standing } = after;
  const place = baseOf(session.at);
  // A letter from the list shows nothing of a plan.
  const elsewhere = place.page === "home" || (place.page === "letter" && place.of !== undefined);
  if (standing === undefined || standing.at.is !== "plan" || elsewhere) {
    return { made: after, effects: [] };
  }
  const { flow, kase } = standing;
  const answersBefore = before.session.cases[flow.id]?.answers;
  if (kase.made !== undefined && answersBefore === kase.answers) return { made: after, effects: [] };
  const dated = { ...kase, made: now };
  const anew = plan(session, { ...standing, kase: dated }, now);
  if (kase.made !== undefined) {
    const was = standingOf(flows, { ...before.session, open: flow.id }, now);
    if (was?.at.is === "plan" && fingerprint(plan(before.session, was, now)) === fingerprint(anew)) {
      return { made: after, effects: [] };
    }
  }
  return {
    made: {
      ...after,
      session: withCase(session, flow.id, dated),
      standing: { ...standing, kase: dated, planned: anew },
    },
    effects: [{ effect: "planned", flow: flow.id, verdict: anew.verdict, at: now }],
  };
}

export { show };
