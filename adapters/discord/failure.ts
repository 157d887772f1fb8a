/** What a call can fail with. The one place that reads Discord's error codes (D-34, D-35, D-36). */
import type { NotShownWhy } from "../../src/adapter.js";
import { type Given, given, givenIn, numberIn, textIn } from "../../src/given.js";

export type Failure =
  /** Nothing is to be sent there until then (D-33). */
  | { kind: "wait"; ms: number }
  /** The first response came too late, or the interaction is not there (D-8). */
  | { kind: "late" }
  /** Somebody has responded already, maybe we ourselves (D-9, DJ-2). */
  | { kind: "answered" }
  /** The token takes no more (D-8, D-13). */
  | { kind: "token-over" }
  /** The member cannot be written to (D-35). */
  | { kind: "gone" }
  /** The bot may not write there, or there is nothing to write into (D-36). */
  | { kind: "no-access" }
  /** The message is not there any more: a member can put away what only they see (D-12). */
  | { kind: "no-message" }
  /** Our own mistake. */
  | { kind: "refused"; code: number }
  /** What nobody may say there: auto-moderation, harmful links. Said again it is refused again (D-36). */
  | { kind: "forbidden"; code: number }
  /** The bot's token was reset: nothing more may be sent with it (D-34, F68). */
  | { kind: "auth" }
  | { kind: "server" }
  /** No answer, or none that can be read: it may have been done (F67). */
  | { kind: "lost" };

/**
 * What a thrown error means: a refusal with Discord's `code` and the `status` of the answer, a limit with `retryAfter`, or
 * anything else, which is a lost answer. Discord's codes decide; the status where there is none.
 */
export function failureOf(error: unknown): Failure {
  const thrown = given(error);
  const retry = numberOf(thrown, "retryAfter");
  if (retry !== undefined) return { kind: "wait", ms: Math.max(leastWaitMs, Math.ceil(retry)) };
  const status = numberIn(thrown, "status");
  const raw = givenIn(thrown, "rawError");
  const known = codes.get(numberIn(thrown, "code") ?? numberIn(raw, "code") ?? 0);
  if (status === undefined || status < 400) return known ?? { kind: "lost" };
  if (status >= 500) return { kind: "server" };
  const told = numberOf(raw, "retry_after");
  if (told !== undefined) return { kind: "wait", ms: Math.max(leastWaitMs, Math.ceil(told * 1000)) };
  if (known !== undefined) return known;
  return ofStatus(status, thrown);
}

/** What a failure means for the screen that should have been shown (F61, F63). */
export function notShownOf(failure: Failure): NotShownWhy {
  switch (failure.kind) {
    case "wait":
      return { is: "later", ms: failure.ms };
    case "gone":
      return { is: "gone" };
    case "late":
    case "token-over":
    case "no-access":
    case "no-message":
    case "forbidden":
      return { is: "closed" };
    case "answered":
    case "server":
    case "lost":
      return { is: "perhaps" };
    case "refused":
      return { is: "refused", why: `refused ${failure.code}` };
    case "auth":
      return { is: "refused", why: "auth" };
  }
}

/** Where Discord does not say for how long. */
const leastWaitMs = 250;
const unsaidWaitMs = 10_000;

/** Discord's own codes. Those that are not here are our own mistake. */
const codes: ReadonlyMap<number, Failure> = new Map<number, Failure>([
  [10062, { kind: "late" }],
  [40060, { kind: "answered" }],
  // An unknown or wrong webhook is the token of an interaction that is over; 40094 is one that takes no more (D-13).
  [10015, { kind: "token-over" }],
  [50027, { kind: "token-over" }],
  [40094, { kind: "token-over" }],
  [50007, { kind: "gone" }],
  [50278, { kind: "gone" }],
  [10013, { kind: "gone" }],
  [40003, { kind: "wait", ms: unsaidWaitMs }],
  [20016, { kind: "wait", ms: unsaidWaitMs }],
  [20028, { kind: "wait", ms: unsaidWaitMs }],
  [50001, { kind: "no-access" }],
  [50013, { kind: "no-access" }],
  [10003, { kind: "no-access" }],
  [10004, { kind: "no-access" }],
  [50083, { kind: "no-access" }],
  [160005, { kind: "no-access" }],
  [10008, { kind: "no-message" }],
  [50035, { kind: "refused", code: 50035 }],
  [200000, { kind: "forbidden", code: 200000 }],
  [240000, { kind: "forbidden", code: 240000 }],
  [30034, { kind: "refused", code: 30034 }],
]);

function ofStatus(status: number, thrown: Given | undefined): Failure {
  switch (status) {
    case 401:
      return { kind: "auth" };
    case 403:
      return { kind: "no-access" };
    case 404:
      // A webhook that is not found must not be tried again (D-34).
      return textIn(thrown, "url")?.includes("/webhooks/") === true
        ? { kind: "token-over" }
        : { kind: "no-access" };
    case 408:
      return { kind: "lost" };
    case 429:
      return { kind: "wait", ms: unsaidWaitMs };
    default:
      return { kind: "refused", code: numberIn(thrown, "code") ?? status };
  }
}

/** Waits may be given in parts of a second. */
function numberOf(from: Given | undefined, key: string): number | undefined {
  const value = from !== undefined && key in from ? from[key] : undefined;
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : undefined;
}
