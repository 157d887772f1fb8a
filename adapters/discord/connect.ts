/**
 * Discord, live. The only file that runs discord.js: its REST client makes the calls, and its client holds the gateway. What
 * comes in, over either transport, is read and answered by the other files of this folder.
 */
import {
  Client,
  Events,
  GatewayCloseCodes,
  GatewayDispatchEvents,
  GatewayIntentBits,
  REST,
  type RESTOptions,
  RequestMethod,
  SimpleIdentifyThrottler,
  SimpleShardingStrategy,
  type WebSocketOptions,
  WebSocketShardStatus,
} from "discord.js";
import type { Connection } from "../../src/adapter.js";
import { given, textIn } from "../../src/given.js";
import { type Client as Asks, createCall, type RefusableCall } from "./api.js";
import { createConnection } from "./connection.js";
import { type Failure, failureOf } from "./failure.js";
import type { OpenGateway } from "./gateway.js";
import { live as asked } from "./limits.js";
import type { DiscordParts, DiscordSettings } from "./setup.js";

/** What Discord says of the bot to whoever runs it. */
export type Looked = {
  name: string;
  application: string;
  publicKey: string;
  /** Where Discord sends interactions; undefined where they come over the gateway. */
  endpoint?: string;
};

/** Looks and changes nothing; the failure where Discord does not answer or refuses the token. */
export async function lookAt(
  settings: DiscordSettings,
): Promise<{ ok: true; looked: Looked } | { ok: false; why: string }> {
  const answer = await callOf(settings, { many: () => undefined, refused: () => undefined })({
    method: "GET",
    path: "/applications/@me",
  });
  if (!answer.ok) return { ok: false, why: answer.failure.kind };
  const application = given(answer.result);
  const endpoint = textIn(application, "interactions_endpoint_url");
  return {
    ok: true,
    looked: {
      name: textIn(application, "name") ?? "",
      application: textIn(application, "id") ?? "",
      publicKey: textIn(application, "verify_key") ?? "",
      ...(endpoint === undefined ? {} : { endpoint }),
    },
  };
}

/** Ready to begin. Once begun it goes on trying until it is closed; `notReady` says why nothing comes in meanwhile. */
export function connectDiscord(parts: DiscordParts, settings: DiscordSettings): Connection {
  return createConnection(parts, settings, {
    call: callOf(settings, {
      many: (count) => parts.host.log("warn", "many-refusals", { count }),
      refused: () => parts.host.log("error", "token-refused"),
    }),
    open: openGateway(settings, parts.pause),
  });
}

/**
 * Two of the library's REST clients: replies to interactions are outside the global limit (D-14). Neither repeats anything
 * (DJ-3), waits in silence (DJ-4), or is the gateway's, which is closed first and takes its token with it (DJ-12).
 */
function callOf(
  settings: DiscordSettings,
  { many, refused }: { many(count: number): void; refused(): void },
): RefusableCall {
  const own = new REST(restOptions(settings)).setToken(settings.token);
  const open = new REST({ ...restOptions(settings), globalRequestsPerSecond: Number.POSITIVE_INFINITY });
  for (const rest of [own, open]) rest.on("invalidRequestWarning", ({ count }) => many(count));
  const request: Asks["request"] = ({ method, path, body, files = [], open: isOpen }, signal) =>
    (isOpen === true ? open : own).request({
      method: methods[method],
      fullRoute: path,
      auth: isOpen !== true,
      signal,
      ...(body === undefined ? {} : { body }),
      ...(files.length === 0
        ? {}
        : {
            files: files.map(({ name, type, bytes }) => ({
              name,
              contentType: type,
              data: Buffer.from(bytes),
            })),
          }),
    });
  return createCall({ request }, refused);
}

const methods = {
  GET: RequestMethod.Get,
  POST: RequestMethod.Post,
  PUT: RequestMethod.Put,
  PATCH: RequestMethod.Patch,
  DELETE: RequestMethod.Delete,
} as const;

function restOptions({ apiRoot }: DiscordSettings): Partial<RESTOptions> {
  return {
    api: apiRoot.replace(/\/+$/, ""),
    version: "10",
    retries: 0,
    // Every call has a shorter limit of its own.
    timeout: 30_000,
    rejectOnRateLimit: ({ retryAfter }) => retryAfter > asked.queueMs,
    invalidRequestWarningInterval: 500,
  };
}

/** D-32: no privileged intent. Direct messages are what a member types to the bot. */
function openGateway(settings: DiscordSettings, pause: DiscordParts["pause"]): OpenGateway {
  return (events) => {
    const over = new AbortController();
    let manager: Manager | undefined;
    const client = new Client({
      intents: [GatewayIntentBits.Guilds, GatewayIntentBits.DirectMessages],
      shards: "auto",
      allowedMentions: { parse: [] },
      rest: restOptions(settings),
      ws: {
        buildStrategy(built) {
          manager = built;
          endWith(built, over.signal);
          survive(built);
          return new SimpleShardingStrategy(built);
        },
        async buildIdentifyThrottler(built) {
          const { session_start_limit } = await built.fetchGatewayInformation();
          const inTurn = new SimpleIdentifyThrottler(session_start_limit.max_concurrency);
          return {
            async waitForIdentify(shard, closed) {
              await events.identify(shard, AbortSignal.any([closed, over.signal])).catch(() => undefined);
              if (over.signal.aborted) return leaving(built);
              closed.throwIfAborted();
              await inTurn.waitForIdentify(shard, closed);
            },
          };
        },
      },
    });
    // What the library would make of each event is not needed, would be kept in memory (DJ-14), and can throw (DJ-18).
    Object.defineProperty(client.ws, "handlePacket", { value: () => true });
    // Without a listener an error ends the process (DJ-5). What is in it may be a member's.
    client.on(Events.Error, () => undefined);
    client.on(Events.ShardError, () => undefined);
    const take = (from: "interaction" | "message") => (data: unknown) => {
      if (!over.signal.aborted) events.take(from, data);
    };
    client.ws.on(GatewayDispatchEvents.InteractionCreate, take("interaction"));
    client.ws.on(GatewayDispatchEvents.MessageCreate, take("message"));
    client.ws.on(GatewayDispatchEvents.Ready, (_data, shard) => events.shard(shard, "up"));
    client.ws.on(GatewayDispatchEvents.Resumed, (_data, shard) => events.shard(shard, "up"));
    client.on(Events.ShardReconnecting, (shard) => events.shard(shard, "down"));
    const ended = new Promise<Failure>((end) => {
      client.on(Events.ShardDisconnect, ({ code }, shard) => {
        events.shard(shard, "down");
        end(closeFailure(code));
      });
      // The closing code comes first, and says more.
      client.login(settings.token).catch((error: unknown) => end(loginFailure(error)));
    });
    return {
      ended,
      shards: () => client.ws.shards.size,
      heard: () => client.ws.shards.map((shard) => shard.lastPingTimestamp).filter((at) => at > 0),
      async close() {
        over.abort();
        const enough = new AbortController();
        await Promise.race([left(client, manager), pause(leaveMs, enough.signal)]);
        enough.abort();
      },
    };
  };
}

type Manager = Parameters<NonNullable<WebSocketOptions["buildStrategy"]>>[0];

/** Listeners are the library's own, and one that throws would end the process from within its timers (DJ-5, DJ-18). */
function survive(manager: Manager): void {
  const emit: (...event: never[]) => boolean = manager.emit;
  Object.defineProperty(manager, "emit", {
    value: (...event: never[]) => {
      try {
        return emit.apply(manager, event);
      } catch {
        return true;
      }
    },
  });
}

/**
 * A shard that is between two connections cannot be ended: half a second later it connects again, and logs in beside the
 * client that came after it (D-31). Before that it asks for its session, and what is over never gets an answer.
 */
function endWith({ options }: Manager, over: AbortSignal): void {
  const ask = options.retrieveSessionInfo;
  Object.assign(options, {
    handshakeTimeout: handshakeMs,
    retrieveSessionInfo: (shard: number) => (over.aborted ? never : ask(shard)),
  });
}

/**
 * Logs out, but for a shard on its way: whoever cuts a connection that is not there yet takes its error listener away, and
 * the process ends with the error. It leaves when it has arrived (`leaving`), or fails by itself.
 */
async function left(client: Client, manager: Manager | undefined): Promise<void> {
  const shards = await manager?.fetchStatus();
  if (shards?.some((status) => status === WebSocketShardStatus.Connecting) === true) return;
  await client.destroy();
}

async function leaving(manager: Manager): Promise<never> {
  void manager.destroy();
  return never;
}

const never = new Promise<never>(() => undefined);
const handshakeMs = 10_000;
/** A closing handshake may take minutes (DJ-11), and nobody waits for it. */
const leaveMs = 2_000;

/** Those after which a shard does not come back: a token that is refused, our own mistake, or more shards are wanted (DJ-10). */
function closeFailure(code: number): Failure {
  switch (code) {
    case GatewayCloseCodes.AuthenticationFailed:
      return { kind: "auth" };
    case GatewayCloseCodes.InvalidAPIVersion:
    case GatewayCloseCodes.InvalidIntents:
    case GatewayCloseCodes.DisallowedIntents:
      return { kind: "refused", code };
    default:
      return { kind: "lost" };
  }
}

/** The library has a code of its own for a token that is refused (DJ-10). */
function loginFailure(error: unknown): Failure {
  return textIn(given(error), "code") === "TokenInvalid" ? { kind: "auth" } : failureOf(error);
}
