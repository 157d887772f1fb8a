/** Showing what is owed. Only the holder of a member's lease shows, so that screens never overtake one another. */
import { NotShown } from "../adapter.js";
import { show as currentPage } from "../engine/advance.js";
import type { Page } from "../engine/page.js";
import type { Session } from "../engine/session.js";
import type { Screen } from "../screen.js";
import { type Kept, type Lease, memberLimits } from "../store/members.js";
import { errorFields } from "./log.js";
import { type RuntimeParts, type Shelf, type Shown, settingOf } from "./parts.js";
import { screenOfPage } from "./screens.js";

/** The screen of a page of this session, as it is sent. */
export function screenFor(parts: RuntimeParts, shelf: Shelf, page: Page, session?: Session): Screen {
  const screen = screenOfPage(shelf.library, page, settingOf(parts, parts.clock(), session));
  parts.watch?.(page, screen);
  return screen;
}

/** The screen that a record stands for; without a record it says that all is forgotten. */
export function screenOwed(parts: RuntimeParts, shelf: Shelf, kept: Kept | undefined): Screen {
  const page: Page =
    kept === undefined
      ? { kind: "forgotten", notices: [], turn: 0 }
      : currentPage(shelf.library.flows, kept.session, parts.clock());
  return screenFor(parts, shelf, page, kept?.session);
}

/** How a screen gets to its member; rejects where it did not. The signal stops it. */
export type Send = (screen: Screen, signal: AbortSignal) => Promise<void>;

/** What became of a debt: shown, or owed again after a while. */
export type Paid = "shown" | "postponed";

/**
 * Shows the screen under the lease, acknowledges it, and goes on while a newer one is owed; `once`, it leaves the newer
 * one to the next sweep, which shows it where it is owed. No send begins that could outlast its lease. What could not be made or sent is owed again after
 * a while. Never rejects for that: one screen that fails must not keep the others waiting.
 */
export async function pay(
  parts: RuntimeParts,
  shelf: () => Shelf,
  adapter: string,
  lease: Lease,
  screen: () => Screen,
  send: Send,
  goesOn: "while-owed" | "once" = "while-owed",
): Promise<Paid> {
  let owed: { lease: Lease; screen: () => Screen } | undefined = { lease, screen };
  while (owed !== undefined) {
    const now: { lease: Lease; screen: () => Screen } = owed;
    const { revision } = now.lease;
    let gone = false;
    if (parts.shown?.has(revision) !== true) {
      const made = madeScreen(parts, now.screen);
      if (made === undefined) return postpone(parts, now.lease, mendedMs);
      if (now.lease.left() < sendMs(parts)) return postpone(parts, now.lease, 0);
      try {
        await within(sendMs(parts), (signal) => send(made, signal));
      } catch (error) {
        const again = againAfter(parts, adapter, error);
        if (typeof again === "number") return postpone(parts, now.lease, again);
        gone = again === "gone";
      }
    }
    const answer = await (gone
      ? parts.members.acknowledge(now.lease, memberLimits.unreachableMs)
      : parts.members.acknowledge(now.lease));
    if (answer.kind === "unavailable") {
      // It stays owed, and whoever of this process takes it over only has to acknowledge it.
      parts.shown?.add(revision);
      reportUnavailable(parts, "acknowledge", answer.why);
    } else {
      parts.shown?.delete(revision);
    }
    if (answer.kind === "more" && goesOn === "once") {
      await postpone(parts, answer.lease, 0);
      return "shown";
    }
    owed =
      answer.kind === "more"
        ? { lease: answer.lease, screen: () => screenOwed(parts, shelf(), answer.kept) }
        : undefined;
  }
  return "shown";
}

/**
 * When a screen that was not shown is tried again, in ms: as the platform asks, which the debt then holds for every
 * process. Where the member cannot be reached, or only the place is closed, nothing is owed to them until they write
 * again (F43, F63).
 */
function againAfter(parts: RuntimeParts, adapter: string, error: unknown): number | "gone" | "closed" {
  const why = error instanceof NotShown ? error.why : undefined;
  const said = why?.is ?? errorFields(error).error;
  parts.log.write({ event: "show-failed", adapter, error: said });
  switch (why?.is) {
    case "later":
      return why.ms;
    case "gone":
    case "closed":
      return why.is;
    case "refused":
      return mendedMs;
    case "perhaps":
    case undefined:
      return reachedMs;
  }
}

/** The longest that one send may take. */
export function sendMs(parts: Pick<RuntimeParts, "sendMs">): number {
  return parts.sendMs ?? runtimeLimits.sendMs;
}

/**
 * What one process has shown and could not acknowledge, by revision, so that an outage of the store in between shows
 * nothing twice. At most `most`; the oldest go first.
 */
export function createShown(most: number): Shown {
  const revisions = new Set<string>();
  return {
    has: (revision) => revisions.has(revision),
    add(revision) {
      revisions.add(revision);
      const [oldest] = revisions.size > most ? revisions : [];
      if (oldest !== undefined) revisions.delete(oldest);
    },
    delete: (revision) => revisions.delete(revision),
  };
}

/** Stops the work after `ms`, and rejects where it is not done by then, whether it heeds that or not. */
export async function within(ms: number, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const why = new TooLate(`Not shown within ${ms} ms.`);
      reject(why);
      stop.abort(why);
    }, ms);
  });
  try {
    await Promise.race([work(stop.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

class TooLate extends Error {
  override readonly name = "TooLate";
}

/** The screen, or nothing where it could not be made: that is our own mistake. */
function madeScreen(parts: RuntimeParts, screen: () => Screen): Screen | undefined {
  try {
    return screen();
  } catch (error) {
    parts.log.write({ event: "failed", during: "screen", ...errorFields(error) });
    return undefined;
  }
}

/** Leaves the debt to a sweep, in `ms` at the earliest. */
export async function postpone(parts: RuntimeParts, lease: Lease, ms: number): Promise<Paid> {
  const postponed = await parts.members.postpone(lease, ms);
  if (postponed.kind === "unavailable") reportUnavailable(parts, "postpone", postponed.why);
  return "postponed";
}

export function reportUnavailable(parts: RuntimeParts, during: string, why: string): void {
  parts.log.write({ event: "store-unavailable", during, why });
}

/** `sendMs` is the longest that one send may take: shorter than a lease, so that nobody else shows meanwhile. */
export const runtimeLimits = { sendMs: 6_000, shown: 1_000 } as const;

/** Until a screen that could not be sent is tried again. */
const reachedMs = 5_000;

/** Until one that could not be made is: it takes new words or a new program. */
const mendedMs = 60_000;
