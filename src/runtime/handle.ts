/** One update, from start to end. Never rejects for a member's mistake or for the world's failure. */
import type { Host } from "../adapter.js";
import { show as currentPage } from "../engine/advance.js";
import { dayOf } from "../engine/day.js";
import type { Event } from "../engine/event.js";
import { isFigureFor, withDays } from "./figures.js";
import { articleToPassOn, find } from "./find.js";
import { longestText, plainEvent, textsOf } from "./free-text.js";
import { invitation } from "./group.js";
import { inCase } from "./in-case.js";
import type { Turns } from "./in-turn.js";
import { errorFields } from "./log.js";
import type { Paces } from "./pace.js";
import { type RuntimeParts, type Shelf, settingOf } from "./parts.js";
import { askPage, lookupOpened, lookupPage, type Routed, route, startPayload } from "./route.js";
import { suggest } from "./suggest.js";
import { lookUp, show, type Told, tell, type Work } from "./work.js";

/** Takes updates of one adapter. `shelf` gives the flows and content of the moment; `paces` holds strangers back. */
export function createHost(
  parts: RuntimeParts,
  shelf: () => Shelf,
  turns: Turns,
  adapter: string,
  paces?: Paces,
): Host {
  return {
    now: parts.clock,
    log: parts.log.fromAdapter,
    find: async (words, most) =>
      looked(parts, "find", [], () => find(shelf(), settingOf(parts, parts.clock()), words, most)),
    article: async (id) =>
      looked(parts, "article", undefined, () =>
        articleToPassOn(shelf(), settingOf(parts, parts.clock()), id),
      ),
    suggest: async (command, typed, most) =>
      looked(parts, "suggest", [], () => suggest(shelf().library, command, typed, most)),
    async receive(update, reply) {
      const begun = parts.clock();
      const work: Work = { parts, shelf: shelf(), adapter, update, reply };
      const told = await paced(work, paces, () => taken(work, turns));
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

/** What is only looked up and shown by the adapter itself; of our own mistake nothing is seen but the log line. */
function looked<T>(parts: RuntimeParts, during: string, nothing: T, look: () => T): T {
  try {
    return look();
  } catch (error) {
    parts.log.write({ event: "failed", during, ...errorFields(error) });
    return nothing;
  }
}

/**
 * An update that comes too fast is over: to take it later would only make the flood last longer. But a cry for help is heard
 * in a flood as well.
 */
async function paced(work: Work, paces: Paces | undefined, take: () => Promise<Told>): Promise<Told> {
  const { parts, shelf, update } = work;
  const cries = (): boolean => looked(parts, "pace", false, () => isCry(shelf.asking, update.event));
  const pace = paces?.(update, cries) ?? "taken";
  switch (pace) {
    case "taken":
      return take();
    case "slow-down":
      await tell(work, { trouble: "too-fast" });
      return { outcome: "too-fast" };
    case "ignored":
      work.reply.confirm();
      return { outcome: "too-fast" };
  }
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

function isCry(asking: Shelf["asking"], event: Event): boolean {
  const plain = plainEvent(event);
  return "event" in plain && firstGuard(asking, plain.event) !== undefined;
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
