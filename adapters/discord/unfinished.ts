/**
 * A reply that is "thinking" where nothing is shown: the member went too fast, it could not be shown, or another process shows
 * what comes of it at their other command. Discord would say for 15 minutes that something is being made, so it is taken back.
 */
import { given, numberIn } from "../../src/given.js";
import type { Call } from "./api.js";
import { live } from "./limits.js";
import type { Place } from "./place.js";

export type UnfinishedParts = {
  call: Call;
  /** Ends early when the signal is aborted. Never rejects. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
  stopped: AbortSignal;
};

/**
 * Waits until something is shown there, by another process or a sweep, and then takes away what is still thinking; at once where
 * this process ends. A screen that is shown after that stands below. Never rejects.
 */
export async function takeBack(
  { call, pause, stopped }: UnfinishedParts,
  { application, token }: Extract<Place, { kind: "reply" }>,
): Promise<void> {
  await pause(live.unfinishedMs, stopped);
  const path = `/webhooks/${application}/${token}/messages/@original` as const;
  const there = await call({ method: "GET", path, open: true });
  const flags = there.ok ? (numberIn(given(there.result), "flags") ?? 0) : 0;
  if ((flags & thinking) !== 0) await call({ method: "DELETE", path, open: true });
}

const thinking = 128;
