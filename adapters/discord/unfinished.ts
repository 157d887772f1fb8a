/**
 * A reply that is "thinking" where nothing is shown: the member went too fast, or it could not be shown. Discord would say for
 * 15 minutes that something is being made, so it is taken back.
 */
import type { Instant } from "../../src/engine/day.js";
import { given, numberIn, textIn } from "../../src/given.js";
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

/**
 * Whether another process has shown something there since the interaction came: then the trouble of this one, whose store is
 * away, must not take its place (F62). Without an answer nobody knows of any. Never rejects.
 */
export async function isTaken(
  call: Call,
  { application, token }: Extract<Place, { kind: "reply" }>,
  { inPlace, since }: { inPlace: boolean; since: Instant },
): Promise<boolean> {
  const there = await call({
    method: "GET",
    path: `/webhooks/${application}/${token}/messages/@original`,
    open: true,
  });
  if (!there.ok) return false;
  const message = given(there.result);
  // Edited are also messages that were pressed before, and what is only deferred is not edited yet.
  return inPlace
    ? Date.parse(textIn(message, "edited_timestamp") ?? "") > since
    : ((numberIn(message, "flags") ?? 0) & thinking) === 0;
}

const thinking = 128;
