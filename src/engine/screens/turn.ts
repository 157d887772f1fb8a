/** What every kind of screen gets and gives. */
import type { Instant } from "../day.js";
import type { Event } from "../event.js";
import type { Flows } from "../flow.js";
import type { Effect, Notice } from "../page.js";
import type { Base, Case, Overlay, Place, Session } from "../session.js";
import { baseOf } from "../session.js";
import { type Standing, withCase } from "../stand.js";

/** The settled session and what follows from it. */
export type Here = { flows: Flows; session: Session; now: Instant; standing?: Standing };

/** The same in a case: the open one, or the one of a letter from the list. */
export type HereInCase = Here & { standing: Standing };

/** A button pressed, its id taken apart at the first colon. */
export type Press = { verb: string; name: string };

/** What an event leads to. Without `keepTurn` older buttons grow old. */
export type Outcome = {
  session: Session;
  notices?: readonly Notice[];
  effects?: readonly Effect[];
  keepTurn?: true;
};

/** What can be said to a screen, apart from commands: undefined means that it does not fit there. */
export type Handler = (
  here: HereInCase,
  said: Exclude<Event, { type: "command" | "other" }>,
) => Outcome | undefined;

export function pressOf(button: string): Press {
  const colon = button.indexOf(":");
  return colon === -1
    ? { verb: button, name: "" }
    : { verb: button.slice(0, colon), name: button.slice(colon + 1) };
}

export function goTo(here: Here, at: Place, notices: readonly Notice[] = []): Outcome {
  return { session: { ...here.session, at }, notices };
}

/** Lays a page over the one that is shown, or over what that one lies over. */
export function layOver(here: Here, overlay: Overlay): Outcome {
  return goTo(here, { ...overlay, over: baseOf(here.session.at) });
}

/** The session with the case changed that the member is in, and another place. */
export function withOpen(here: HereInCase, change: Partial<Case>, at: Place): Session {
  const { flow, kase } = here.standing;
  return { ...withCase(here.session, flow.id, { ...kase, ...change }), at };
}

export const toCase: Base = { page: "case", part: 1 };

/** The part of the plan that this place is, or was opened from. */
export function planPart(place: Base): number {
  if (place.page === "case") return place.part;
  return "from" in place ? (place.from ?? 1) : 1;
}

/** Back to the plan, where the member left it. */
export function toPlan(place: Base): Base {
  return { page: "case", part: planPart(place) };
}

/** `part` one on or one back, never below the first. */
export function turned(part: number, verb: string): number {
  return verb === "more" ? part + 1 : Math.max(1, part - 1);
}
