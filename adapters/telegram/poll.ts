/**
 * Long polling. An update is confirmed to Telegram, by the offset of the next call, only when it was taken: whatever
 * was not is delivered again (T-35), to this process or the next. telegraf's own loop confirms what nobody has handled
 * (TL-3, TL-6) and ends at a 409 (TL-7).
 */
import type { Answer } from "./api.js";
import { backOff, reason } from "./patience.js";
import { updateIdOf } from "./read.js";

/** Who polls: one process of all that have this token (T-34). "unknown" while nobody can tell. */
export type Lead = "lead" | "follow" | "unknown";

export type PollParts = {
  /** From `offset` on, or all that is not confirmed. `waits`: for an update, for some seconds. */
  getUpdates(
    offset: number | undefined,
    waits: boolean,
    signal: AbortSignal,
  ): Promise<Answer<readonly unknown[]>>;
  /** Whether it was taken; resolves as soon as that is known, or at the latest when the signal is aborted. */
  take(update: unknown, signal: AbortSignal): Promise<"taken" | "again">;
  lead(): Promise<Lead>;
  /** Lets another process lead at once. */
  yieldLead(): Promise<unknown>;
  /** Resolves when what was taken is done, or after some seconds. */
  drained(): Promise<void>;
  /** Ends early when the signal is aborted. Never rejects. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
  /** From 0 up to 1. */
  random(): number;
  /** `why` is one word. */
  tell(event: "polling" | "standing-by" | "poll-failed" | "update-without-id", why?: string): void;
};

export type Poller = {
  /** Why updates do not come; undefined while they do, to this process or to the one that leads. */
  away(): string | undefined;
  /** Cuts the call under way off, waits for what is in hand, and confirms what was taken. */
  stop(): Promise<void>;
};

/** Polls until it is stopped, whatever Telegram or the network do (F41). */
export function startPolling(parts: PollParts): Poller {
  const stop = new AbortController();
  const line: Line = { away: "Telegram has not answered yet", unconfirmed: new Map(), tell: parts.tell };
  const ended = follow(parts, line, stop.signal);
  return {
    away: () => (line.away === standsBy ? undefined : line.away),
    async stop() {
      stop.abort();
      await ended;
    },
  };
}

/**
 * Where polling stands. `unconfirmed` is in the order of delivery, and says of each update whether it was taken. Ids
 * can begin anew at any number after a quiet week (T-32), so none is compared with another.
 */
type Line = {
  away: string | undefined;
  unconfirmed: Map<number, boolean>;
  offset?: number;
  wake?: () => void;
  tell: PollParts["tell"];
};

async function follow(parts: PollParts, line: Line, signal: AbortSignal): Promise<void> {
  let failures = 0;
  let leads: Lead = "unknown";
  while (!signal.aborted) {
    // While nobody can tell who leads, whoever polled goes on, and whoever stood by does.
    const said = await parts.lead();
    if (said !== "unknown") leads = said;
    if (leads === "follow") {
      turn(line, standsBy, "standing-by");
      await parts.pause(pollLimits.standByMs, signal);
      continue;
    }
    const asked = nextOffset(line);
    // Until Telegram has answered once it is not made to wait: else a bot that nobody writes to would be away that long.
    const answer = await parts.getUpdates(asked, line.away === undefined, signal);
    if (signal.aborted) break;
    if (!answer.ok) {
      failures += 1;
      turn(line, reason(answer.failure), "poll-failed", answer.failure.kind);
      await parts.pause(backOff(parts.random(), failures, answer.failure), signal);
      continue;
    }
    failures = 0;
    turn(line, undefined, "polling");
    const fresh = answer.result.filter((update) => begin(parts, line, update, signal));
    // With something old unconfirmed Telegram answers at once, with the same again: wait until that has changed, if it
    // has not during the call.
    const same = fresh.length === 0 && answer.result.length > 0;
    if (same && nextOffset(line) === asked) await progress(parts, line, signal);
    // A server of one's own need not wait for an update: it is not asked without a pause.
    if (answer.result.length === 0) await parts.pause(pollLimits.nothingMs, signal);
  }
  await parts.drained();
  await confirmLast(parts, line);
  if (leads === "lead") await parts.yieldLead();
}

/** Another process leads, and this one would take over: it is as ready as one that polls. */
const standsBy = "another process answers Telegram";

/** Tells when something has changed, and only then. */
function turn(line: Line, away: string | undefined, ...told: Parameters<PollParts["tell"]>): void {
  if (line.away !== away) line.tell(...told);
  line.away = away;
}

/** Hands an update over; false for one that is in hand already. */
function begin(parts: PollParts, line: Line, update: unknown, signal: AbortSignal): boolean {
  const id = updateIdOf(update);
  if (id === undefined) {
    line.tell("update-without-id");
    return false;
  }
  if (line.unconfirmed.has(id)) return false;
  line.unconfirmed.set(id, false);
  const settle = (taken: "taken" | "again"): void => {
    if (taken === "taken") line.unconfirmed.set(id, true);
    line.wake?.();
  };
  // What cannot be read by our own mistake stands unconfirmed, for a program that can.
  void parts.take(update, signal).then(settle, () => settle("again"));
  return true;
}

/** The first update that is not confirmed. What was taken before it is confirmed by that. */
function nextOffset(line: Line): number | undefined {
  for (const [id, taken] of line.unconfirmed) {
    if (!taken) return id;
    line.unconfirmed.delete(id);
    line.offset = id + 1;
  }
  return line.offset;
}

/** Until one more was taken. Not for long, as newer updates may have come. */
async function progress(parts: PollParts, line: Line, signal: AbortSignal): Promise<void> {
  const woken = new AbortController();
  line.wake = () => woken.abort();
  await parts.pause(pollLimits.sameAgainMs, AbortSignal.any([signal, woken.signal]));
  delete line.wake;
}

/** So that what was answered does not come again after a restart. It would do no harm. */
async function confirmLast(parts: PollParts, line: Line): Promise<void> {
  const offset = nextOffset(line);
  if (offset === undefined || line.away !== undefined) return;
  await parts.getUpdates(offset, false, AbortSignal.timeout(pollLimits.lastCallMs));
}

export const pollLimits = {
  standByMs: 3_000,
  sameAgainMs: 1_000,
  nothingMs: 50,
  lastCallMs: 2_000,
} as const;
