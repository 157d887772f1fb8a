/** Messages of channels, and opening a direct one. */
import { channelFor, messageFor, writableFor } from "../access.js";
import { announce } from "../events.js";
import { edit, post, readBody } from "../message.js";
import { newDirect } from "../places.js";
import { gone, invalidForm, refusals } from "../refusal.js";
import { isRecord, problem } from "../schema.js";
import { channelOf, wireOf } from "../sent.js";
import { drop, type Route, type World } from "../world.js";

/** D-27: how long the same nonce gives the same message. Discord says "the past few minutes". */
const remembered = 3 * 60_000;

export const getChannel: Route = (world, request) => ({
  status: 200,
  body: channelOf(channelFor(world, request)),
});

export const createMessage: Route = (world, request) => {
  const body = readBody(request);
  const channel = writableFor(world, request);
  const key = body.enforce_nonce === true && body.nonce != null ? `${channel.id} ${body.nonce}` : undefined;
  if (key !== undefined) {
    const known = world.nonces.get(key);
    if (known !== undefined && world.clock.now() - known.at < remembered)
      return { status: 200, body: wireOf(world, known.stored) };
  }
  const reply = body.message_reference?.message_id ?? undefined;
  const there =
    reply !== undefined && channel.messages.get(reply)?.only === undefined && channel.messages.has(reply);
  if (reply !== undefined && !there && body.message_reference?.fail_if_not_exists !== false)
    throw invalidForm([problem(["message_reference"], gone, "Unknown message")]);
  const stored = post(
    world,
    { channel, author: world.bot, replyTo: there ? reply : undefined },
    body,
    request,
  );
  if (key !== undefined) world.nonces.set(key, { stored, at: world.clock.now() });
  announce(world, "MESSAGE_CREATE", stored);
  return { status: 200, body: wireOf(world, stored) };
};

export const getMessage: Route = (world, request) => ({
  status: 200,
  body: wireOf(world, messageFor(channelFor(world, request), request)),
});

export const editMessage: Route = (world, request) => {
  const body = readBody(request);
  const stored = messageFor(writableFor(world, request), request);
  if (!stored.byBot) throw refusals.notYours();
  edit(world, stored, body, request);
  announce(world, "MESSAGE_UPDATE", stored);
  return { status: 200, body: wireOf(world, stored) };
};

export const deleteMessage: Route = (world, request) => {
  const stored = messageFor(channelFor(world, request), request);
  if (!stored.byBot) throw refusals.missingPermissions();
  drop(world, stored);
  announce(world, "MESSAGE_DELETE", stored);
  return { status: 204 };
};

export const typing: Route = (world, request) => {
  writableFor(world, request);
  return { status: 204 };
};

/** D-35: that a person takes no direct messages shows when one is sent, not before. */
export const openDirect: Route = (world: World, { body }) => {
  const recipient = isRecord(body) ? body.recipient_id : undefined;
  const person = typeof recipient === "string" ? world.people.get(recipient) : undefined;
  if (person === undefined) throw refusals.unknownUser();
  if (person.direct === "too fast") throw refusals.openingTooFast();
  return { status: 200, body: channelOf(newDirect(world, person)) };
};
