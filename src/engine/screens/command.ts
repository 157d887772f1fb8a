/** Commands that change a session. Look-ups (`/ask`, `/help`, …) never come here. */
import { type FlowId, type Flows, own } from "../flow.js";
import { emptyCase, heldBy, type Session } from "../session.js";
import { standingOf, withCase } from "../stand.js";
import { openFromList } from "./draft.js";
import { goTo, type Here, layOver, type Outcome, toCase } from "./turn.js";

/** The commands that are no flow's. */
export const sessionCommands = ["start", "plan", "letters", "resume", "cancel", "forget"] as const;

export function commanded(here: Here, name: string, rest: string): Outcome {
  const flow = flowNamed(here.flows, name);
  if (flow !== undefined) return openFlow(here, flow) ?? goTo(here, { page: "home" });
  switch (plainName(name)) {
    case "letters":
      return letters(here, rest);
    case "start": {
      if (plainName(rest) === "letters") return letters(here, "");
      const wanted = flowNamed(here.flows, rest.trim());
      return wanted === undefined
        ? goTo(here, { page: "home" })
        : (openFlow(here, wanted) ?? goTo(here, { page: "home" }));
    }
    case "resume":
      return resume(here);
    case "plan":
      return showPlan(here);
    case "cancel": {
      const { open, ...others } = here.session;
      return open === undefined
        ? goTo(here, { page: "home" }, [{ notice: "nothing-open" }])
        : { session: { ...others, at: { page: "home" } }, notices: [{ notice: "case-closed" }] };
    }
    case "forget":
      return layOver(here, { page: "sure", of: "forget" });
    default:
      return { ...goTo(here, here.session.at, [{ notice: "unknown-command" }]), keepTurn: true };
  }
}

/** The list; or the one letter that is named, or those of the list that are. Names are ids, with spaces between. */
function letters(here: Here, rest: string): Outcome {
  const typed = rest.split(/\s+/).filter((id) => id !== "");
  const named = typed.filter((id) => own(here.flows.letters, id) !== undefined);
  const [only, another] = named;
  const opened = only === undefined || another !== undefined ? undefined : openFromList(here, only);
  if (opened !== undefined) return opened;
  const list = layOver(here, { page: "letters", part: 1, ...(named.length === 0 ? {} : { only: named }) });
  return typed.length > 0 && named.length === 0 ? { ...list, notices: [{ notice: "no-such-letter" }] } : list;
}

/** Opens a flow where its case stands, or begins one. Undefined when there is no such flow. */
export function openFlow(here: Here, id: FlowId): Outcome | undefined {
  const flow = own(here.flows.flows, id);
  if (flow === undefined) return undefined;
  const begun = own(here.session.cases, id);
  const session: Session = { ...here.session, open: id, at: toCase };
  return begun === undefined
    ? { session: withCase(session, id, emptyCase), effects: [{ effect: "opened", flow: id }] }
    : { session };
}

/** The flow of a command or alias, however it is written: `/Denied`, `h1b_backed_out`, `h1b‑backed‑out`. */
export function flowNamed(flows: Flows, name: string): FlowId | undefined {
  const wanted = plainName(name);
  if (wanted === "") return undefined;
  return Object.values(flows.flows).find((flow) =>
    [flow.id, ...flow.aliases].some((one) => plainName(one) === wanted),
  )?.id;
}

/** Lower case, without a leading slash, and every dash or underscore as one hyphen. */
export function plainName(name: string): string {
  return name
    .trim()
    .replace(/^\//, "")
    .toLowerCase()
    .replace(/[\p{Pd}\u2212_]+/gu, "-");
}

/** Back to the open case; with none open, to the only one there is; else home, which lists them. */
function resume(here: Here): Outcome {
  const { at } = here.session;
  const listed = "over" in at && at.page === "letters";
  if (heldBy(here.session) !== undefined || listed) {
    const paused = "over" in at && at.page === "paused" ? at.over : at;
    return goTo(here, paused.page === "home" ? toCase : paused);
  }
  return openOnly(here, casesOf(here));
}

/** The plan of the open case, else of the only one that is finished; a case that is not finished goes on. */
function showPlan(here: Here): Outcome {
  const { open } = here.session;
  const isFinished = (id: FlowId): boolean =>
    standingOf(here.flows, { ...here.session, open: id }, here.now)?.path.next === undefined;
  const cases = casesOf(here);
  const finished = cases.filter(isFinished);
  const opened = openOnly(here, open !== undefined ? [open] : finished.length > 0 ? finished : cases);
  const now = opened.session.open;
  return now === undefined || isFinished(now)
    ? opened
    : { ...opened, notices: [{ notice: "no-case-yet", flow: now }] };
}

/** Every case whose flow still exists, in the order they were begun. */
function casesOf(here: Here): FlowId[] {
  return Object.keys(here.session.cases).filter((id) => own(here.flows.flows, id) !== undefined);
}

/** Opens the only one there is; of several the member chooses at home. */
function openOnly(here: Here, [only, another]: readonly FlowId[]): Outcome {
  if (only === undefined) return goTo(here, { page: "home" }, [{ notice: "nothing-open" }]);
  const opened = another === undefined ? openFlow(here, only) : undefined;
  return opened ?? goTo(here, { page: "home" });
}
