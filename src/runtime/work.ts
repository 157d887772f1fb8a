/** One update on its way, and the ways to answer it that nobody is owed. */
import { NotShown, type NotShownWhy, type Reply, type Update } from "../adapter.js";
import type { Step } from "../engine/advance.js";
import type { LookupPage } from "../lookup/page.js";
import type { Screen } from "../screen.js";
import type { Unavailable } from "../store/members.js";
import { inPublic } from "./group.js";
import { errorFields, type Outcome } from "./log.js";
import { type RuntimeParts, type Shelf, settingOf } from "./parts.js";
import { screenOfLookup } from "./screens.js";
import { reportUnavailable, sendMs, within } from "./show.js";
import { type Trouble, troubleScreen } from "./trouble.js";

/** What became of an update, for the log. */
export type Told = { outcome: Outcome; tries?: number; step?: Step };

/** `shelf` is the one of the moment it came, so that its screen never has the words of other flows than its step. */
export type Work = { parts: RuntimeParts; shelf: Shelf; adapter: string; update: Update; reply: Reply };

export async function lookUp(work: Work, page: LookupPage): Promise<void> {
  const { parts, update } = work;
  const { library } = work.shelf;
  const screen = await screenOfLookup(library, page, settingOf(parts, parts.clock()), (error) => {
    parts.log.write({ event: "failed", during: "picture", ...errorFields(error) });
  });
  await show(work, update.where === "group" ? inPublic(library, screen) : screen);
}

/** The store did not take it: nothing is confirmed, and the member reads what is known to be true. */
export async function unavailable(work: Work, during: string, answer: Unavailable): Promise<Told> {
  reportUnavailable(work.parts, during, answer.why);
  // What could not even be read was not saved, whatever became of the question.
  const known = during === "load" || answer.perhaps !== true;
  const taken = work.reply.repeats === true ? "waiting" : "unavailable";
  await tell(work, { trouble: known ? taken : "unsure" });
  return { outcome: "unavailable" };
}

export async function tell(work: Work, trouble: Trouble): Promise<void> {
  const { parts, update, reply } = work;
  // It comes again, and is answered then. Said now, this could come after the screen that another process shows for it.
  const silent = trouble.trouble === "unsure" || trouble.trouble === "busy";
  if (silent && reply.repeats === true) return;
  const { library } = work.shelf;
  const screen = troubleScreen(library, trouble, settingOf(parts, parts.clock()));
  const shown = update.where === "group" ? inPublic(library, screen) : screen;
  return leavesOpen(trouble) ? showOnce(work, shown) : show(work, shown);
}

/** Whether the update was not taken: then it is not confirmed, and a platform that repeats updates sends it again. */
function leavesOpen({ trouble }: Trouble): boolean {
  switch (trouble) {
    case "unavailable":
    case "waiting":
    case "unsure":
    case "busy":
      return true;
    case "failed":
    case "too-fast":
    case "too-large":
    case "too-long":
      return false;
  }
}

/** Shows what nobody owes: a look-up, a trouble, the screen that stands already. */
export async function show(work: Work, screen: Screen): Promise<void> {
  work.reply.confirm();
  await showOnce(work, screen);
}

/**
 * Waits where the platform asks to, and tries again where nobody knows: nobody else would show it later. Where another
 * process answers the update it would stand twice, or in place of the screen that is owed.
 */
async function showOnce(work: Work, screen: Screen): Promise<void> {
  const { adapter, parts, reply } = work;
  if ((await reply.mine?.()) === false) return;
  for (let waits = 0; ; waits += 1) {
    try {
      await within(sendMs(parts), (signal) => reply.show(screen, signal));
      return;
    } catch (error) {
      const why = error instanceof NotShown ? error.why : undefined;
      parts.log.write({ event: "show-failed", adapter, error: why?.is ?? errorFields(error).error });
      const ms = again(why);
      if (ms === undefined || ms > mostWaitMs || waits === mostWaits) return;
      await parts.pause(ms);
    }
  }
}

/** After how long it is tried again, in ms. To be shown twice does an answer less harm than to be lost (F42). */
function again(why: NotShownWhy | undefined): number | undefined {
  switch (why?.is) {
    case "later":
      return why.ms;
    case "perhaps":
      return perhapsMs;
    case "gone":
    case "closed":
    case "refused":
    case undefined:
      return undefined;
  }
}

const perhapsMs = 1_000;

/** A look-up that comes later than that is no answer any more. */
const mostWaitMs = 60_000;
const mostWaits = 3;
