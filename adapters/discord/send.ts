/** Showing a screen where its member is: in the reply to what they did, or in their direct messages. */
import { type Host, NotShown, type Words } from "../../src/adapter.js";
import type { Instant } from "../../src/engine/day.js";
import type { Screen } from "../../src/screen.js";
import type { Answer, Call, Request } from "./api.js";
import type { Begun } from "./begun.js";
import { notShownOf } from "./failure.js";
import { contentOf, digestOf, messageFlags, messageOf, nonceOf } from "./messages.js";
import { type Place, writePlace } from "./place.js";
import { type Manner, type Payload, render } from "./render.js";

export type SendParts = {
  call: Call;
  words(): Words;
  now(): Instant;
  log: Host["log"];
  /** What this process has shown of a screen in several messages that was not shown whole. */
  begun: Begun;
};

/** Rejects with `NotShown` where it was not shown, and nothing leaves this process once `signal` is aborted. */
export async function showScreen(
  parts: SendParts,
  place: Place,
  screen: Screen,
  manner: Manner,
  signal: AbortSignal,
): Promise<void> {
  await showPayloads(parts, place, render(screen, parts.words(), manner), manner, signal);
}

export async function showPayloads(
  parts: SendParts,
  place: Place,
  payloads: readonly Payload[],
  manner: Manner,
  signal: AbortSignal,
): Promise<void> {
  const where = writePlace(place);
  const whole = digestOf(payloads.map(contentOf));
  for (const [part, payload] of payloads.entries()) {
    if (part < parts.begun.shown(where, whole)) continue;
    const answer = await sendOne(
      parts,
      place,
      { payload, part, manner, nonce: nonceOf(where, payload, part) },
      signal,
    );
    if (!answer.ok) {
      // Nobody tries it again, so this is said once.
      if (answer.failure.kind === "forbidden")
        parts.log("warn", "screen-forbidden", { code: answer.failure.code });
      throw new NotShown(notShownOf(answer.failure));
    }
    parts.begun.set(where, whole, part + 1);
  }
  parts.begun.over(where);
}

type Reply = Extract<Place, { kind: "reply" }>;

type One = { payload: Payload; part: number; manner: Manner; nonce: string };

async function sendOne(parts: SendParts, place: Place, one: One, signal: AbortSignal): Promise<Answer> {
  switch (place.kind) {
    case "channel":
      return parts.call(inChannel(place.channel, one), { signal });
    case "reply": {
      const answer: Answer =
        parts.now() < place.until
          ? await replyWith(parts, place, one, signal)
          : { ok: false, failure: { kind: "token-over" } };
      // F63: only what was begun in direct messages goes on there.
      const over = !answer.ok && (answer.failure.kind === "token-over" || answer.failure.kind === "late");
      return over && place.channel !== undefined
        ? parts.call(inChannel(place.channel, one), { signal })
        : answer;
    }
  }
}

/** What was put away by its member is not edited, but stands below as a new message (D-12). */
async function replyWith(parts: SendParts, place: Reply, one: One, signal: AbortSignal): Promise<Answer> {
  if (one.part > 0) return parts.call(inReply(place, one), { signal });
  const answer = await edited(parts, place, one, signal);
  return !answer.ok && answer.failure.kind === "no-message"
    ? parts.call(inReply(place, one, "below"), { signal })
    : answer;
}

/** Made again at once where nobody knows: twice it is the same, and until then the member is told to wait. */
async function edited(parts: SendParts, place: Reply, one: One, signal: AbortSignal): Promise<Answer> {
  const answer = await parts.call(inReply(place, one), { signal });
  return !answer.ok && (answer.failure.kind === "server" || answer.failure.kind === "lost")
    ? parts.call(inReply(place, one), { signal })
    : answer;
}

/** The first message takes the place of what the first response left (D-11); those after it stand below. */
function inReply(
  { application, token }: Reply,
  { payload, part, manner }: One,
  where: "in its place" | "below" = part === 0 ? "in its place" : "below",
): Request {
  const { body, files } = messageOf(payload);
  const webhook = `/webhooks/${application}/${token}` as const;
  return where === "in its place"
    ? {
        method: "PATCH",
        path: `${webhook}/messages/@original`,
        body: { ...body, flags: messageFlags({ ephemeral: false }) },
        files,
        open: true,
      }
    : {
        method: "POST",
        path: webhook,
        body: { ...body, flags: messageFlags({ ephemeral: manner.passing }) },
        files,
        open: true,
      };
}

function inChannel(channel: string, { payload, nonce }: One): Request {
  const { body, files } = messageOf(payload);
  return {
    method: "POST",
    path: `/channels/${channel}/messages`,
    body: { ...body, flags: messageFlags({ ephemeral: false }), nonce, enforce_nonce: true },
    files,
  };
}
