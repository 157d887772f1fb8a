/** Commands that change a session. Look-ups (`/ask`, `/help`, …) never come here. */
import { type FlowId, type Flows, own } from "../flow.js";
import { nearest } from "../near.js";
import { emptyCase, type Session } from "../session.js";
import { standingOf, withCase } from "../stand.js";
import { goTo, type Here, layOver, type Outcome, toCase } from "./turn.js";

/** The commands that are no flow's. */
export const sessionCommands = ["start", "plan", "resume", "cancel", "forget"] as const;

export function commanded(here: Here, name: string, rest: string): Outcome {
  const flow = flowNamed(here.flows, name);
  if (flow !== undefined) return openFlow(here, flow) ?? goTo(here, { page: "home" });
  switch (plainName(name)) {
    case "start": {
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
      return { ...goTo(here, here.session.at), notices: [unknown(here.flows, name)] };
  }
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

function unknown(
  flows: Flows,
  typed: string,
): Extract<NonNullable<Outcome["notices"]>[number], { notice: "unknown-command" }> {
  const names = [
    ...sessionCommands,
    ...Object.values(flows.flows).flatMap((flow) => [flow.id, ...flow.aliases]),
  ];
  return { notice: "unknown-command", typed, near: nearest(plainName(typed), names, 3) };
}

/** Back to the open case; with none open, to the only one there is; else home, which lists them. */
function resume(here: Here): Outcome {
  const { open, cases, at } = here.session;
  if (open !== undefined) {
    const paused = "over" in at && at.page === "paused" ? at.over : at;
    return goTo(here, paused.page === "home" ? toCase : paused);
  }
  const known = Object.keys(cases).filter((id) => own(here.flows.flows, id) !== undefined);
  const only = known[0];
  if (only !== undefined && known.length === 1) return openFlow(here, only) ?? goTo(here, { page: "home" });
  return goTo(here, { page: "home" }, known.length === 0 ? [{ notice: "nothing-open" }] : []);
}

/** The plan of the open case, else of the case that is finished; a case that is not finished goes on. */
function showPlan(here: Here): Outcome {
  const finished = (id: FlowId): boolean =>
    standingOf(here.flows, { ...here.session, open: id }, here.now)?.path.next === undefined;
  const known = Object.keys(here.session.cases).filter((id) => own(here.flows.flows, id) !== undefined);
  const wanted = here.session.open ?? known.find(finished) ?? known[0];
  if (wanted === undefined) return goTo(here, { page: "home" }, [{ notice: "nothing-open" }]);
  const opened = openFlow(here, wanted) ?? goTo(here, { page: "home" });
  return finished(wanted) ? opened : { ...opened, notices: [{ notice: "no-case-yet", flow: wanted }] };
}
