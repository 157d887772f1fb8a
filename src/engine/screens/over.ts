/** Pages that lie over another: they close back to it. Some of their buttons stand on every page. */
import { own } from "../flow.js";
import { baseOf, emptySession, type Session } from "../session.js";
import { openFlow } from "./command.js";
import { openFromList } from "./draft.js";
import { goTo, type Here, type HereInCase, layOver, type Outcome, pressOf, toCase, turned } from "./turn.js";

/** Buttons that mean the same on every page, with or without an open case. */
export function pressedAnywhere(here: Here, button: string): Outcome | undefined {
  const { verb, name } = pressOf(button);
  const { at } = here.session;
  switch (verb) {
    case "home":
      return goTo(here, { page: "home" });
    case "open":
      return openFlow(here, name);
    case "person":
      return layOver(here, { page: "person" });
    case "a":
      return layOver(here, { page: "article", article: name, part: 1 });
    case "forget":
      return layOver(here, { page: "sure", of: "forget" });
    case "letters":
      return layOver(here, { page: "letters", part: 1 });
    case "l":
      return "over" in at && at.page === "letters" ? openFromList(here, name) : undefined;
    case "more":
    case "less":
      return "over" in at && (at.page === "calendar" || "part" in at)
        ? goTo(here, { ...at, part: turned(at.part ?? 1, verb) })
        : undefined;
    case "close":
      return "over" in at ? goTo(here, at.over) : undefined;
    case "yes":
    case "no":
      if (!("over" in at) || at.page !== "sure") return undefined;
      if (verb === "no") return goTo(here, at.over);
      return at.of === "forget" ? forget(here) : startOver(here);
    case "resume":
      return goTo(here, "over" in at ? at.over : at);
    default:
      return undefined;
  }
}

/** Buttons that mean the same on every page of an open case. */
export function pressedInCase(here: HereInCase, button: string): Outcome | undefined {
  const { verb, name } = pressOf(button);
  const { standing, session } = here;
  const base = baseOf(session.at);
  // The case of a letter from the list need not be the open one.
  if (base.page === "letter" && base.of !== undefined) return undefined;
  switch (verb) {
    case "pause":
      return layOver(here, { page: "paused" });
    case "review":
      return goTo(here, { page: "review", part: 1 });
    case "edit":
      return standing.path.asked.includes(name) ? goTo(here, { page: "edit", question: name }) : undefined;
    case "start-over":
      return layOver(here, { page: "sure", of: "start-over" });
    case "go-on":
      return standing.at.is === "stop" ? readFlag(here, standing.at.flag.id) : undefined;
    case "more":
    case "less": {
      const place = baseOf(session.at);
      return place.page === "review" ? goTo(here, { ...place, part: turned(place.part, verb) }) : undefined;
    }
    case "close":
      return goTo(here, toCase);
    default:
      return undefined;
  }
}

function readFlag(here: HereInCase, flag: string): Outcome {
  const { flow, kase } = here.standing;
  const seen = [...kase.seen, flag];
  const cases = { ...here.session.cases, [flow.id]: { ...kase, seen } };
  return { session: { ...here.session, cases, at: toCase } };
}

/** The open case begins again from its first question; other cases stay. */
function startOver(here: Here): Outcome {
  const { open, cases } = here.session;
  if (open === undefined) return goTo(here, { page: "home" });
  const rest = Object.fromEntries(Object.entries(cases).filter(([id]) => id !== open));
  const fresh: Session = { ...here.session, cases: rest };
  const outcome =
    own(here.flows.flows, open) === undefined ? undefined : openFlow({ ...here, session: fresh }, open);
  return { ...(outcome ?? goTo(here, { page: "home" })), notices: [{ notice: "started-over" }] };
}

function forget(here: Here): Outcome {
  return { session: { ...emptySession, turn: here.session.turn }, effects: [{ effect: "forget" }] };
}
