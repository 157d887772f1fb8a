/** What the runtime is made of, and what it is told of the world. `src/main.ts` chooses each part. */
import type { Library } from "../content/library.js";
import type { Setting } from "../content/screens/common.js";
import { dayOf, type Instant } from "../engine/day.js";
import type { Page } from "../engine/page.js";
import type { Session } from "../engine/session.js";
import type { Screen } from "../screen.js";
import type { Members } from "../store/members.js";
import type { Asking } from "./asking.js";
import type { Log } from "./log.js";

/** What is replaced as a whole when moderators change a file. */
export type Shelf = { library: Library; asking: Asking };

/** Revisions whose screen was shown and is still owed. */
export type Shown = {
  has(revision: string): boolean;
  add(revision: string): void;
  delete(revision: string): void;
};

export type RuntimeParts = {
  members: Members;
  log: Log;
  clock(): Instant;
  /** Days after the last contact until all that is kept of a member is erased. */
  sessionDays: number;
  /** Cases outlive the process, in a database. */
  lasting?: boolean;
  community?: string;
  /** Waits; the argument is in milliseconds. */
  pause(ms: number): Promise<void>;
  /** From 0 up to 1, for the waits between tries. */
  random(): number;
  /** The longest that one send may take, in milliseconds; by default that of `runtimeLimits`. */
  sendMs?: number;
  /** The runtime makes it. */
  shown?: Shown;
  /** Sees every page of a case and the screen made of it, just before it is shown. */
  watch?(page: Page, screen: Screen): void;
};

/** How screens are made for a member at `now`; without a session for somebody of whom nothing is known. */
export function settingOf(
  parts: Pick<RuntimeParts, "sessionDays" | "lasting" | "community">,
  now: Instant,
  session?: Session,
): Setting {
  const { sessionDays, lasting, community } = parts;
  const zone = session?.zone;
  return {
    now,
    today: dayOf(now, zone),
    sessionDays,
    ...(lasting === undefined ? {} : { lasting }),
    ...(community === undefined ? {} : { community }),
    ...(zone === undefined ? {} : { zone }),
  };
}
