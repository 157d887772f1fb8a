/** What is said over the gateway: opcodes, closing codes, and what is wrong with a frame that a client sends. D-31, D-32. */
import { z } from "zod";
import { intents as known } from "./events.js";

export const op = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  presence: 3,
  resume: 6,
  reconnect: 7,
  invalidSession: 9,
  hello: 10,
  ack: 11,
} as const;

/** What closes a connection. */
export type Close = { code: number; why: string };

export const closes = {
  unknownOpcode: { code: 4001, why: "Unknown opcode." },
  decode: { code: 4002, why: "Error while decoding payload." },
  notAuthenticated: { code: 4003, why: "Not authenticated." },
  authentication: { code: 4004, why: "Authentication failed." },
  alreadyAuthenticated: { code: 4005, why: "Already authenticated." },
  invalidShard: { code: 4010, why: "Invalid shard." },
  invalidVersion: { code: 4012, why: "Invalid API version." },
  invalidIntents: { code: 4013, why: "Invalid intent(s)." },
  disallowedIntents: { code: 4014, why: "Disallowed intent(s)." },
} as const satisfies Readonly<Record<string, Close>>;

const frame = z.object({ op: z.number(), d: z.unknown().optional() });
const identify = z.object({
  token: z.string(),
  intents: z.int(),
  properties: z.object({ os: z.string(), browser: z.string(), device: z.string() }),
  shard: z.tuple([z.int(), z.int()]).default([0, 1]),
});
const resume = z.object({ token: z.string(), session_id: z.string(), seq: z.int() });

export type Read<T> = { ok: true; value: T } | { ok: false; close: Close };

/** What the gateway knows of the bot: its token, and whether privileged intents are switched on. */
export type Bot = { token: string; privileged: boolean };

export function readFrame(text: string): Read<z.infer<typeof frame>> {
  return of(frame, parsed(text));
}

export function readIdentify(given: unknown, bot: Bot): Read<z.infer<typeof identify>> {
  const read = of(identify, given);
  if (!read.ok) return read;
  const { token, intents, shard } = read.value;
  const [index, count] = shard;
  if (!isOwn(bot, token)) return { ok: false, close: closes.authentication };
  if (intents < 0 || intents >= firstUnknown) return { ok: false, close: closes.invalidIntents };
  if ((intents & privileged) !== 0 && !bot.privileged) return { ok: false, close: closes.disallowedIntents };
  if (index < 0 || index >= count) return { ok: false, close: closes.invalidShard };
  return read;
}

export function readResume(given: unknown, bot: Bot): Read<z.infer<typeof resume>> {
  const read = of(resume, given);
  if (read.ok && !isOwn(bot, read.value.token)) return { ok: false, close: closes.authentication };
  return read;
}

/** Whether a connection asks for what is spoken here. */
export function isSpoken(query: URLSearchParams): boolean {
  return query.get("v") === "10" && query.get("encoding") === "json" && !query.has("compress");
}

/** D-31: direct messages belong to the first shard. */
export function shardOf(guild: string | undefined, count: number): number {
  return guild === undefined ? 0 : Number((BigInt(guild) >> 22n) % BigInt(count));
}

/** D-32. */
const privileged = known.guildMembers | known.guildPresences | known.messageContent;
const firstUnknown = 1 << 26;

function of<T>(shape: z.ZodType<T>, given: unknown): Read<T> {
  const read = shape.safeParse(given);
  return read.success ? { ok: true, value: read.data } : { ok: false, close: closes.decode };
}

function isOwn({ token }: Bot, given: string): boolean {
  return token !== "" && (given === token || given === `Bot ${token}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
