/** Which channel and message a call is about, and whether the bot may write there: D-12, D-34 to D-36. */
import { refusals } from "./refusal.js";
import type { ChannelState, Request, Stored, World } from "./world.js";

/** The channel of a call, refused where it is gone or the bot may not see it. */
export function channelFor(world: World, { parameters }: Request): ChannelState {
  const channel = world.channels.get(parameters.channel_id ?? "");
  if (channel === undefined || channel.deleted) throw refusals.unknownChannel();
  if (channel.kind === "group dm" || channel.bot === "sees nothing" || channel.guild?.installed === false)
    throw refusals.missingAccess();
  return channel;
}

/** The channel, refused where the bot may not write there. */
export function writableFor(world: World, request: Request): ChannelState {
  const channel = channelFor(world, request);
  if (channel.bot === "reads") throw refusals.missingPermissions();
  if (channel.locked) throw refusals.locked();
  if (channel.archived) throw refusals.archived();
  switch (channel.kind === "dm" ? channel.people[0]?.direct : undefined) {
    case "closed":
      throw refusals.closed();
    case "no common server":
      throw refusals.noCommonServer();
    default:
      return channel;
  }
}

/** D-12: an ephemeral message cannot be had through its channel. */
export function messageFor(channel: ChannelState, { parameters }: Request): Stored {
  const stored = channel.messages.get(parameters.message_id ?? "");
  if (stored === undefined || stored.only !== undefined) throw refusals.unknownMessage();
  return stored;
}
