/** One update, from start to end. Never rejects for a member's mistake or for the world's failure. */
import type { Host, Reply, Update } from "../adapter.js";
import { compose } from "../content/compose.js";
import { advance, show as currentPage, expectsText, type Step } from "../engine/advance.js";
import { dayOf } from "../engine/day.js";
import type { Event } from "../engine/event.js";
import { emptySession, type Session } from "../engine/session.js";
import type { LookupPage } from "../lookup/page.js";
import type { Screen } from "../screen.js";
import type { Committed, Kept, Lease } from "../store/members.js";
import { writeAddress } from "./address.js";
import { isFigureFor, withDays } from "./figures.js";
import { longestText, plainEvent, textsOf } from "./free-text.js";
import { inPublic, invitation } from "./group.js";
import type { Turns } from "./in-turn.js";
import { errorFields, type Outcome } from "./log.js";
import { type RuntimeParts, type Shelf, settingOf } from "./parts.js";
import { askPage, lookupOpened, lookupPage, type Routed, route, startPayload } from "./route.js";
import { screenOfLookup } from "./screens.js";
import { pay, reportUnavailable, screenFor, screenOwed } from "./show.js";
import { type Trouble, troubleScreen } from "./trouble.js";
import { pressMeant } from "./typed-label.js";

/** What became of an update, for the log. */
type Told = { outcome: Outcome; tries?: number; step?: Step };

/** `shelf` is the one of the moment it came, so that its screen never has the words of other flows than its step. */
type Work = { parts: RuntimeParts; shelf: Shelf; adapter: string; update: Update; reply: Reply };

/** Takes updates of one adapter. `shelf` gives the flows and content of the moment. */
export function createHost(parts: RuntimeParts, shelf: () => Shelf, turns: Turns, adapter: string): Host {
  return {
    now: parts.clock,
    log: parts.log.fromAdapter,
    async receive(update, reply) {
      const begun = parts.clock();
      const work: Work = { parts, shelf: shelf(), adapter, update, reply };
      const told = await taken(work, turns);
      const answered = told.step?.effects.find((effect) => effect.effect === "answered");
      // A letter that is opened from the list of all is not always of the open case.
      const flow = answered?.flow ?? told.step?.session.open;
      parts.log.write({
        event: "update",
        adapter,
        kind: update.event.type,
        outcome: told.outcome,
        ms: parts.clock() - begun,
        ...(told.tries === undefined || told.tries < 2 ? {} : { tries: told.tries }),
        ...(flow === undefined ? {} : { flow }),
        ...(answered === undefined ? {} : { question: answered.question }),
      });
    },
  };
}

async function taken(work: Work, turns: Turns): Promise<Told> {
  try {
    const plain = plainEvent(work.update.event);
    if ("tooLong" in plain) {
      await tell(work, { trouble: "too-long", length: plain.tooLong, max: longestText });
      return { outcome: "too-long" };
    }
    return await routed(work, turns, plain.event);
  } catch (error) {
    work.parts.log.write({ event: "failed", during: "update", ...errorFields(error) });
    await tell(work, { trouble: "failed" });
    return { outcome: "failed" };
  }
}

async function routed(work: Work, turns: Turns, event: Event): Promise<Told> {
  const { library, asking } = work.shelf;
  const guard = firstGuard(asking, event);
  if (guard !== undefined && !(await answersAsked(work, event))) {
    await lookUp(work, { kind: "article", article: guard, part: 1 });
    return { outcome: "guarded" };
  }
  const where: Routed = route(library, asking, event);
  if (where.to === "lookup") {
    await lookUp(work, where.page);
    return { outcome: "lookup" };
  }
  if (work.update.where === "group") return inGroup(work, where.event);
  const opened = lookupOpened(library, where.event);
  if (opened !== undefined) {
    const loaded = await work.parts.members.load(work.update.member);
    // Without the store it is a look-up like any other.
    const session = loaded.kind === "found" ? loaded.kept.session : undefined;
    await lookUp(work, lookupPage(library, opened, session));
    return { outcome: "lookup" };
  }
  const turn = await turns.take(work.update.member, () => inCase(work, where.event));
  if (turn !== "busy") return turn.done;
  await tell(work, { trouble: "busy" });
  return { outcome: "busy" };
}

/** A cry for help wins over everything else, wherever it was typed. */
function firstGuard(asking: Shelf["asking"], event: Event): string | undefined {
  for (const text of textsOf(event)) {
    const guard = asking.guard(text);
    if (guard !== null) return guard;
  }
  return undefined;
}

/** Whether what called the guard is the day or number that the member was asked for. Only looks. */
async function answersAsked(work: Work, event: Event): Promise<boolean> {
  const { parts, shelf, update } = work;
  if (update.where === "group" || (event.type !== "text" && event.type !== "form")) return false;
  const loaded = await parts.members.load(update.member);
  if (loaded.kind !== "found") return false;
  const { session } = loaded.kept;
  const now = parts.clock();
  return isFigureFor(
    currentPage(shelf.library.flows, session, now),
    withDays(event, dayOf(now, session.zone)),
  );
}

/** In a group a case is never opened, and a text that was meant for the bot is a question. */
async function inGroup(work: Work, event: Event): Promise<Told> {
  const { library, asking } = work.shelf;
  switch (event.type) {
    case "text":
      await lookUp(work, askPage(asking, event.text));
      return { outcome: "lookup" };
    case "command":
      await show(work, invitation(library, startPayload(library, event.name)));
      return { outcome: "in-group" };
    case "press":
    case "pick":
    case "form":
      await show(work, invitation(library, "start"));
      return { outcome: "in-group" };
    case "other":
      work.reply.confirm();
      return { outcome: "in-group" };
  }
}

/** How often a step is made anew because somebody else's update came first. */
const mostTries = 8;

async function inCase(work: Work, event: Event): Promise<Told> {
  const { parts, update } = work;
  const loaded = await parts.members.load(update.member);
  if (loaded.kind === "unavailable") return unavailable(work, "load", loaded.why);
  let kept: Kept | undefined = loaded.kind === "found" ? loaded.kept : undefined;
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const now = parts.clock();
    const session = kept?.session ?? emptySession;
    const { library, asking } = work.shelf;
    const meant = event.type === "text" ? pressMeant(standingScreen(work, session), event.text) : undefined;
    if (event.type === "text" && meant === undefined && !expectsText(library.flows, session, now)) {
      await lookUp(work, askPage(asking, event.text));
      return { outcome: "lookup" };
    }
    const step = advance(library.flows, session, meant ?? withDays(event, dayOf(now, session.zone)), now);
    if (step.effects.some((effect) => effect.effect === "forget")) return forget(work, step);
    // A press or a strange message of somebody of whom nothing is kept keeps nothing either. Where there is a
    // record, the update is committed even if it changes nothing, so that it is answered once.
    if (kept === undefined && sameSession(step.session, session)) {
      await show(work, screenFor(parts, work.shelf, step.page, step.session));
      return { outcome: "unchanged", tries, step };
    }
    const committed = await commit(work, kept, step.session);
    if (committed.kind === "unavailable") return unavailable(work, "commit", committed.why);
    if (committed.kind === "conflict") {
      kept = committed.kept;
      await parts.pause(parts.random() * 20 * tries);
      continue;
    }
    return settled(work, committed, step, tries);
  }
  await tell(work, { trouble: "busy" });
  return { outcome: "busy", tries: mostTries };
}

/** The screen of the session as it is, for what was typed to it. */
function standingScreen(work: Work, session: Session): Screen {
  const { parts } = work;
  const { library } = work.shelf;
  const now = parts.clock();
  return compose(library, currentPage(library.flows, session, now), settingOf(parts, now, session));
}

function commit(work: Work, kept: Kept | undefined, session: Session) {
  const { parts, update, adapter } = work;
  return parts.members.commit({
    member: update.member,
    updateId: update.id,
    ...(kept === undefined ? {} : { expected: kept.revision }),
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
  if (erased.kind === "unavailable") return unavailable(work, "erase", erased.why);
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
    (owed) => reply.show(owed),
  );
}

/** Whether nothing would be written. Both are plain JSON, made by the same steps. */
function sameSession(a: Session, b: Session): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

async function lookUp(work: Work, page: LookupPage): Promise<void> {
  const { parts, update } = work;
  const { library } = work.shelf;
  const screen = await screenOfLookup(library, page, settingOf(parts, parts.clock()), (error) => {
    parts.log.write({ event: "failed", during: "picture", ...errorFields(error) });
  });
  await show(work, update.where === "group" ? inPublic(library, screen) : screen);
}

async function unavailable(work: Work, during: string, why: string): Promise<Told> {
  reportUnavailable(work.parts, during, why);
  await tell(work, { trouble: "unavailable" });
  return { outcome: "unavailable" };
}

async function tell(work: Work, trouble: Trouble): Promise<void> {
  const { parts, update } = work;
  const { library } = work.shelf;
  const screen = troubleScreen(library, trouble, settingOf(parts, parts.clock()));
  const shown = update.where === "group" ? inPublic(library, screen) : screen;
  // Without the store the update is not confirmed, so that a platform that repeats updates sends it again.
  return trouble.trouble === "unavailable" ? showOnce(work, shown) : show(work, shown);
}

/** Shows what nobody owes: a look-up, a trouble, the screen that stands already. */
async function show(work: Work, screen: Screen): Promise<void> {
  work.reply.confirm();
  await showOnce(work, screen);
}

async function showOnce(work: Work, screen: Screen): Promise<void> {
  try {
    await work.reply.show(screen);
  } catch (error) {
    const { adapter, parts } = work;
    parts.log.write({ event: "show-failed", adapter, error: errorFields(error).error });
  }
}
