/** What every interaction has around it. Everything in it is a stranger's word, and no field is believed unseen. */
import type { Update } from "../../src/adapter.js";
import type { Instant } from "../../src/engine/day.js";
import type { Event } from "../../src/engine/event.js";
import { type Given, givenIn, has, numberIn, textIn } from "../../src/given.js";
import type { First, Incoming, Reader } from "./incoming.js";
import { live } from "./limits.js";
import { isToken, type Place, writePlace } from "./place.js";
import { instantOf, snowflakeIn } from "./snowflake.js";

export type Envelope = {
  id: string;
  token: string;
  at: Instant;
  /** The person's id. */
  member: string;
  /** A server, the bot's own DM, or a private channel of others in which the bot is used (D-6). */
  in: "guild" | "bot-dm" | "elsewhere";
  channel?: string;
  place: Place;
  /** Whether who did it may have messages posted there. */
  mayPost: boolean;
  fields: Given;
};

/** The envelope, or nothing where it is not one that can be answered by this application. */
export function envelopeOf(reader: Reader, data: Given, now: Instant): Envelope | undefined {
  const id = snowflakeIn(data, "id");
  const token = textIn(data, "token");
  const application = snowflakeIn(data, "application_id");
  // In servers the person stands in `member`, elsewhere in `user` (D-15).
  const inServer = givenIn(data, "member");
  const member = snowflakeIn(givenIn(inServer, "user") ?? givenIn(data, "user"), "id");
  if (id === undefined || token === undefined || member === undefined) return undefined;
  if (!isToken(token) || application !== reader.bot.application) return undefined;
  const at = instantOf(id, now);
  const where = contextOf(data);
  const channel = snowflakeIn(data, "channel_id") ?? snowflakeIn(givenIn(data, "channel"), "id");
  const reply: Place = { kind: "reply", application, token, until: at + live.tokenMs };
  return {
    id,
    token,
    at,
    member,
    in: where,
    ...(channel === undefined ? {} : { channel }),
    // Elsewhere a message that everybody there can read must never take the place of a private answer (F63).
    place: where === "bot-dm" && channel !== undefined ? { ...reply, channel } : reply,
    mayPost: where === "guild" && isInstalled(data) && mayPostIn(data, textIn(inServer, "permissions")),
    fields: data,
  };
}

export function asUpdate(
  envelope: Envelope,
  event: Event,
  first: First,
): Extract<Incoming, { kind: "update" }> {
  const { id, member, at, place } = envelope;
  const update: Update = {
    id,
    member: `discord:${member}`,
    at,
    where: first === "public" ? "group" : "private",
    address: writePlace(place),
    event,
  };
  return { kind: "update", update, place, first };
}

export function strange({ id, token }: Envelope): Incoming {
  return { kind: "strange", id, token };
}

/** Without the field, as long ago, a server is known by its id; what is left could be anybody's. */
function contextOf(data: Given): Envelope["in"] {
  switch (numberIn(data, "context")) {
    case 0:
      return "guild";
    case 1:
      return "bot-dm";
    case 2:
      return "elsewhere";
    default:
      return has(data, "guild_id") ? "guild" : "elsewhere";
  }
}

/** Whether the server has installed the bot, which then can write there by itself; not told, it is tried. */
function isInstalled(data: Given): boolean {
  const owners = givenIn(data, "authorizing_integration_owners");
  return owners === undefined || has(owners, "0");
}

/**
 * Whether they are a moderator who may write there themselves, or an administrator, who may do all: what they cannot say,
 * the bot does not say for them (D-7).
 */
function mayPostIn(data: Given, permissions: string | undefined): boolean {
  if (permissions === undefined || !/^\d{1,30}$/.test(permissions)) return false;
  const may = BigInt(permissions);
  const isThread = threads.includes(numberIn(givenIn(data, "channel"), "type") ?? 0);
  const wanted = manageMessages | (isThread ? sendInThreads : sendMessages);
  return (may & administrator) !== 0n || (may & wanted) === wanted;
}

const administrator = 1n << 3n;
const sendMessages = 1n << 11n;
const manageMessages = 1n << 13n;
const sendInThreads = 1n << 38n;
/** Types of channels. */
const threads: readonly number[] = [10, 11, 12];
