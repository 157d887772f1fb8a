/** An update that belongs to a case: load, advance, commit, confirm, show. */
import { compose } from "../content/compose.js";
import { advance, show as currentPage, expectsText, type Step } from "../engine/advance.js";
import { dayOf } from "../engine/day.js";
import type { Event } from "../engine/event.js";
import type { Page } from "../engine/page.js";
import { emptySession, type Session } from "../engine/session.js";
import type { Screen } from "../screen.js";
import type { Committed, Kept, Lease, Load, Revision, Tombstone } from "../store/members.js";
import { writeAddress } from "./address.js";
import { withDays } from "./figures.js";
import { settingOf } from "./parts.js";
import { askPage } from "./route.js";
import { pay, postpone, screenFor, screenOwed } from "./show.js";
import { pressMeant } from "./typed-label.js";
import { lookUp, show, type Told, tell, unavailable, type Work } from "./work.js";

/** How often a step is made anew because somebody else's update came first. */
const mostTries = 8;

/** What words leave free of a member's room, so that whoever has filled it can still go to every page and shorten them. */
const roomToMove = 1_024;

/** What the store has of the member: a session, one that nobody can read, what is left of one, or nothing. */
type Standing = { kept?: Kept; unreadable?: Revision; erased?: Tombstone };

/** Takes one update of a member whose turn it is. */
export async function inCase(work: Work, event: Event): Promise<Told> {
  const { parts, update } = work;
  const loaded = await parts.members.load(update.member);
  if (loaded.kind === "unavailable") return unavailable(work, "load", loaded);
  let standing = standingOf(loaded);
  let seen = false;
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const now = parts.clock();
    const { kept, unreadable } = standing;
    const session = kept?.session ?? emptySession;
    const { library, asking } = work.shelf;
    const meant = event.type === "text" ? pressMeant(standingScreen(work, session), event.text) : undefined;
    const isText = event.type === "text" && meant === undefined;
    if (!seen && isText && !expectsText(library.flows, session, now)) {
      const doubt = await inDoubt(work, standing, async () => {
        await lookUp(work, askPage(asking, event.text));
        return { outcome: "lookup" };
      });
      if ("told" in doubt) return doubt.told;
      ({ standing, seen } = doubt);
      continue;
    }
    const made = advance(library.flows, session, meant ?? withDays(event, dayOf(now, session.zone)), now);
    const step = unreadable === undefined ? made : { ...made, page: begunAnew(made.page) };
    if (step.effects.some((effect) => effect.effect === "forget")) return forget(work, step);
    // A press or a strange message of somebody of whom nothing is kept keeps nothing either. Where there is a
    // record, the update is committed even if it changes nothing, so that it is answered once.
    if (!seen && kept === undefined && unreadable === undefined && sameSession(step.session, session)) {
      const doubt = await inDoubt(work, standing, async () => {
        await show(work, screenFor(parts, work.shelf, step.page, step.session));
        return { outcome: "unchanged", tries, step };
      });
      if ("told" in doubt) return doubt.told;
      ({ standing, seen } = doubt);
      continue;
    }
    // What was applied before is committed for its answer alone: it knows what is owed.
    const next = seen ? session : step.session;
    const grows = (isText || event.type === "form") && !sameSession(next, session);
    const committed = await commit(work, standing, next, grows ? roomToMove : 0);
    if (committed.kind === "unavailable") return unavailable(work, "commit", committed);
    if (committed.kind === "too-large") {
      const { most } = committed;
      const doubt = await inDoubt(work, standing, async () => {
        await tell(work, { trouble: "too-large", size: most / 1024 });
        return { outcome: "too-large", tries };
      });
      if ("told" in doubt) return doubt.told;
      ({ standing, seen } = doubt);
      continue;
    }
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

/**
 * For what changes nothing, as a text that the session has no use or no room for: `sure` if that is true of the record as it is
 * now. It can also be an answer that comes a second time, one to a screen of another process, or the very wish to be forgotten:
 * what this process remembers of somebody known is not enough to say. Then the step is made anew on `standing`; `seen`: the update was applied before.
 */
async function inDoubt(
  work: Work,
  standing: Standing,
  sure: () => Promise<Told>,
): Promise<{ told: Told } | { standing: Standing; seen: boolean }> {
  const { parts, update } = work;
  const revision = standing.kept?.revision ?? standing.unreadable;
  if (revision === undefined && standing.erased === undefined) return { told: await sure() };
  const fresh = await parts.members.fresh(update.member, { updateId: update.id, at: update.at });
  if (fresh.kind === "unavailable") return { told: await unavailable(work, "load", fresh) };
  const now = standingOf(fresh.load);
  const isSame = (now.kept?.revision ?? now.unreadable) === revision;
  return isSame && !fresh.seen ? { told: await sure() } : { standing: now, seen: fresh.seen };
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

function commit(work: Work, { kept, unreadable }: Standing, session: Session, spare: number) {
  const { parts, update, adapter } = work;
  const expected = kept?.revision ?? unreadable ?? "";
  return parts.members.commit({
    member: update.member,
    updateId: update.id,
    ...(expected === "" ? {} : { expected }),
    session,
    spare,
    address: writeAddress(adapter, update.address),
    at: update.at,
  });
}

/** After the commit: confirm, and show if nobody else is showing. */
async function settled(
  work: Work,
  committed: Extract<Committed, { kind: "saved" | "duplicate" }>,
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
    case "duplicate": {
      const { lease, kept } = committed;
      // What is owed can be the screen of a newer update, at another place.
      if (lease !== undefined && work.reply.apart === true) await postpone(parts, lease, 0);
      else if (lease !== undefined) await owe(work, lease, screenOwed(parts, shelf, kept));
      return { outcome: "duplicate", tries };
    }
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
    reply.apart === true ? "once" : "while-owed",
  );
}

/** Whether nothing would be written. Both are plain JSON, made by the same steps. */
function sameSession(a: Session, b: Session): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
