/** Showing what is owed. Only the holder of a member's lease shows, so that screens never overtake one another. */
import { show as currentPage } from "../engine/advance.js";
import type { Page } from "../engine/page.js";
import type { Session } from "../engine/session.js";
import type { Screen } from "../screen.js";
import type { Kept, Lease } from "../store/members.js";
import { errorFields } from "./log.js";
import { type RuntimeParts, type Shelf, settingOf } from "./parts.js";
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

/** How a screen gets to its member; rejects where it did not. */
export type Send = (screen: Screen) => Promise<void>;

/**
 * Shows `screen` under the lease, acknowledges it, and goes on while a newer one is owed. What could not be shown
 * is owed again after a while. Never rejects.
 */
export async function pay(
  parts: RuntimeParts,
  shelf: () => Shelf,
  adapter: string,
  lease: Lease,
  screen: Screen,
  send: Send,
): Promise<void> {
  let owed: { lease: Lease; screen: Screen } | undefined = { lease, screen };
  while (owed !== undefined) {
    const now: { lease: Lease; screen: Screen } = owed;
    try {
      await send(now.screen);
    } catch (error) {
      parts.log.write({ event: "show-failed", adapter, error: errorFields(error).error });
      const postponed = await parts.members.postpone(now.lease, postponedMs);
      if (postponed.kind === "unavailable") reportUnavailable(parts, "postpone", postponed.why);
      return;
    }
    const answer = await parts.members.acknowledge(now.lease);
    if (answer.kind === "unavailable") reportUnavailable(parts, "acknowledge", answer.why);
    owed =
      answer.kind === "more"
        ? { lease: answer.lease, screen: screenOwed(parts, shelf(), answer.kept) }
        : undefined;
  }
}

export function reportUnavailable(parts: RuntimeParts, during: string, why: string): void {
  parts.log.write({ event: "store-unavailable", during, why });
}

/** Until a screen that could not be shown is tried again. */
const postponedMs = 5_000;
