/** An update that belongs to a case: load, advance, commit, confirm, show. */
import { compose } from "../content/compose.js";
import { advance, show as currentPage, expectsText, type Step } from "../engine/advance.js";
import { dayOf } from "../engine/day.js";
import type { Event } from "../engine/event.js";
import type { Page } from "../engine/page.js";
import { emptySession, type Session } from "../engine/session.js";
import type { Screen } from "../screen.js";
import type { Committed, Kept, Lease, Load, Revision, Tombstone, Unavailable } from "../store/members.js";
import { writeAddress } from "./address.js";
import { withDays } from "./figures.js";
import { settingOf } from "./parts.js";
import { askPage } from "./route.js";
import { pay, screenFor, screenOwed } from "./show.js";
import { pressMeant } from "./typed-label.js";
import { lookUp, show, type Told, tell, unavailable, type Work } from "./work.js";

/** How often a step is made anew because somebody else's update came first. */
const mostTries = 8;

/** What the store has of the member: a session, one that nobody can read, what is left of one, or nothing. */
type Standing = { kept?: Kept; unreadable?: Revision; erased?: Tombstone };

/** Takes one update of a member whose turn it is. */
export async function inCase(work: Work, event: Event): Promise<Told> {
  const { parts, update } = work;
  const loaded = await parts.members.load(update.member);
  if (loaded.kind === "unavailable") return unavailable(work, "load", loaded);
  let standing = standingOf(loaded);
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const now = parts.clock();
    const { kept, unreadable } = standing;
    const session = kept?.session ?? emptySession;
    const { library, asking } = work.shelf;
    let seen = false;
    const meant = event.type === "text" ? pressMeant(standingScreen(work, session), event.text) : undefined;
    if (event.type === "text" && meant === undefined && !expectsText(library.flows, session, now)) {
      const asked = await isQuestion(work, standing);
      switch (asked.is) {
        case "question":
          await lookUp(work, askPage(asking, event.text));
          return { outcome: "lookup" };
        case "unavailable":
          return unavailable(work, "load", asked.answer);
        case "changed":
          standing = asked.standing;
          continue;
        case "seen":
          seen = true;
      }
    }
    const made = advance(library.flows, session, meant ?? withDays(event, dayOf(now, session.zone)), now);
    const step = unreadable === undefined ? made : { ...made, page: begunAnew(made.page) };
    if (step.effects.some((effect) => effect.effect === "forget")) return forget(work, step);
    // A press or a strange message of somebody of whom nothing is kept keeps nothing either. Where there is a
    // record, the update is committed even if it changes nothing, so that it is answered once.
    if (!seen && kept === undefined && unreadable === undefined && sameSession(step.session, session)) {
      await show(work, screenFor(parts, work.shelf, step.page, step.session));
      return { outcome: "unchanged", tries, step };
    }
    const committed = await commit(work, standing, step.session);
    if (committed.kind === "unavailable") return unavailable(work, "commit", committed);
    if (committed.kind === "conflict") {
      standing = committed;
      await parts.pause(parts.random() * 20 * tries);
      continue;
    }
    return settled(work, committed, step, tries);
  }
  await tell(work, { trouble: "busy" });
  return { outcome: "busy", tries: mostTries };
}

function standingOf(loaded: Load): Standing {
  switch (loaded.kind) {
    case "found":
      return { kept: loaded.kept };
    case "unreadable":
      return { unreadable: loaded.revision ?? "" };
    case "none":
      return loaded.erased === undefined ? {} : { erased: loaded.erased };
  }
}

type Asked =
  | { is: "question" }
  /** It was applied before: a commit of it changes nothing and knows what is owed. */
  | { is: "seen" }
  | { is: "changed"; standing: Standing }
  | { is: "unavailable"; answer: Unavailable };

/**
 * Whether a text that this session has no use for is a question. It can also be an answer that comes a second time, or
 * one to a screen of another process: what a process remembers of somebody known is not enough to say.
 */
async function isQuestion(work: Work, standing: Standing): Promise<Asked> {
  const { parts, update } = work;
  const revision = standing.kept?.revision ?? standing.unreadable;
  if (revision === undefined && standing.erased === undefined) return { is: "question" };
  const fresh = await parts.members.fresh(update.member, { updateId: update.id, at: update.at });
  if (fresh.kind === "unavailable") return { is: "unavailable", answer: fresh };
  if (fresh.seen) return { is: "seen" };
  const now = standingOf(fresh.load);
  return (now.kept?.revision ?? now.unreadable) === revision
    ? { is: "question" }
    : { is: "changed", standing: now };
}

/** The screen of the session as it is, for what was typed to it. */
function standingScreen(work: Work, session: Session): Screen {
  const { parts } = work;
  const { library } = work.shelf;
  const now = parts.clock();
  return compose(library, currentPage(library.flows, session, now), settingOf(parts, now, session));
}

/** Says above the page that what was kept could not be read. */
function begunAnew(page: Page): Page {
  return { ...page, notices: [{ notice: "unreadable" }, ...page.notices] };
}

function commit(work: Work, { kept, unreadable }: Standing, session: Session) {
  const { parts, update, adapter } = work;
  const expected = kept?.revision ?? unreadable ?? "";
  return parts.members.commit({
    member: update.member,
    updateId: update.id,
    ...(expected === "" ? {} : { expected }),
    session,
    address: writeAddress(adapter, update.address),
    at: update.at,
  });
}

/** After the commit: confirm, and show if nobody else is showing. */
async function settled(
  work: Work,
  committed: Exclude<Committed, { kind: "conflict" }>,
  step: Step,
  tries: number,
): Promise<Told> {
  const { parts, shelf } = work;
  work.reply.confirm();
  switch (committed.kind) {
    case "saved": {
      const { lease } = committed;
      if (lease !== undefined) await owe(work, lease, screenFor(parts, shelf, step.page, step.session));
      return { outcome: "saved", tries, step };
    }
    case "duplicate":
      if (committed.lease !== undefined) {
        await owe(work, committed.lease, screenOwed(parts, shelf, committed.kept));
      }
      return { outcome: "duplicate", tries };
  }
}

async function forget(work: Work, step: Step): Promise<Told> {
  const { parts, update, adapter, shelf } = work;
  const erased = await parts.members.erase({
    member: update.member,
    updateId: update.id,
    address: writeAddress(adapter, update.address),
    at: update.at,
  });
  if (erased.kind === "unavailable") return unavailable(work, "erase", erased);
  work.reply.confirm();
  if (erased.lease !== undefined) {
    await owe(work, erased.lease, screenFor(parts, shelf, step.page));
  }
  return { outcome: "forgotten" };
}

async function owe(work: Work, lease: Lease, screen: Screen): Promise<void> {
  const { parts, shelf, adapter, reply } = work;
  await pay(
    parts,
    () => shelf,
    adapter,
    lease,
    () => screen,
    (owed, signal) => reply.show(owed, signal),
  );
}

/** Whether nothing would be written. Both are plain JSON, made by the same steps. */
function sameSession(a: Session, b: Session): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
