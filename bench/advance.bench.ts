/**
 * What one step of the engine costs on the shipped flow, beside what copying the member's session costs. The figure
 * that was promised is the mean of `advance` over a whole walk: under 50 microseconds.
 */
import { bench, describe } from "vitest";
import { advance } from "../src/engine/advance.js";
import type { Event } from "../src/engine/event.js";
import { emptySession, type Session } from "../src/engine/session.js";
import { answering } from "../test/support/answering.js";
import { shipped } from "../test/support/shipped.js";

const { library } = await shipped();
const { flows } = library;
const now = Date.parse("2026-11-24T09:00:00Z");

/** Every event of a walk through /denied to its plan, with the session it meets. */
const steps: { session: Session; event: Event }[] = [];
let session: Session = emptySession;
let event: Event | undefined = { type: "command", name: "denied", rest: "" };
while (event !== undefined && steps.length < 60) {
  steps.push({ session, event });
  const step = advance(flows, session, event, now);
  session = step.session;
  event = answering(step.page, step.session.turn);
}
const finished = session;

describe(`/denied, a walk of ${steps.length} steps`, () => {
  let at = 0;
  bench("advance, one step of the walk", () => {
    at = (at + 1) % steps.length;
    const step = steps[at];
    if (step !== undefined) advance(flows, step.session, step.event, now);
  });
  bench("advance, a tick on the finished plan", () => {
    advance(flows, finished, { type: "press", button: "t:post-mortem", turn: finished.turn }, now);
  });
  bench("to compare: the finished session as JSON and back", () => {
    JSON.parse(JSON.stringify(finished));
  });
});
