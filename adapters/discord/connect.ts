/**
 * Discord, live. The only file that runs discord.js: its REST client makes the calls, and its client holds the gateway. What
 * comes in, over either transport, is read and answered by the other files of this folder.
 */
import {
  Client,
  Events,
  GatewayDispatchEvents,
  GatewayIntentBits,
  Options,
  Partials,
  REST,
  type RESTOptions,
  RequestMethod,
} from "discord.js";
import type { Connection } from "../../src/adapter.js";
import { given, textIn } from "../../src/given.js";
import { createCall, type RefusableCall, type Request } from "./api.js";
import { createConnection } from "./connection.js";
import { failureOf } from "./failure.js";
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
  const answer = await callOf(settings, () => undefined)({ method: "GET", path: "/applications/@me" });
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
    call: callOf(settings, (count) => parts.host.log("warn", "many-refusals", { count })),
    open: openGateway(settings),
  });
}

/**
 * Two of the library's REST clients: replies to interactions are outside the global limit (D-14). Neither repeats anything
 * (DJ-3), waits in silence (DJ-4), or is the gateway's, which is closed first and takes its token with it (DJ-12).
 */
function callOf(settings: DiscordSettings, many: (count: number) => void): RefusableCall {
  const own = new REST(restOptions(settings)).setToken(settings.token);
  const open = new REST({ ...restOptions(settings), globalRequestsPerSecond: Number.POSITIVE_INFINITY });
  for (const rest of [own, open]) rest.on("invalidRequestWarning", ({ count }) => many(count));
  return createCall({
    request: ({ method, path, body, files = [], open: isOpen }: Request, signal) =>
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
      }),
  });
}

const methods = {
  GET: RequestMethod.Get,
  POST: RequestMethod.Post,
  PUT: RequestMethod.Put,
  PATCH: RequestMethod.Patch,
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

/** D-32: no privileged intent. Direct messages are what a member types to the bot, and need the partial too (DJ-7). */
function openGateway(settings: DiscordSettings): OpenGateway {
  return async (events) => {
    const client = new Client({
      intents: [GatewayIntentBits.Guilds, GatewayIntentBits.DirectMessages],
      partials: [Partials.Channel],
      shards: "auto",
      allowedMentions: { parse: [] },
      makeCache: Options.cacheWithLimits(caches),
      rest: { ...restOptions(settings), rejectOnRateLimit: null },
    });
    // Without a listener an error ends the process (DJ-5). What is in it may be a member's.
    client.on(Events.Error, () => undefined);
    client.on(Events.ShardError, () => undefined);
    client.ws.on(GatewayDispatchEvents.Ready, (_data, shard) => events.shard(shard, "up"));
    client.ws.on(GatewayDispatchEvents.Resumed, (_data, shard) => events.shard(shard, "up"));
    client.on(Events.ShardReconnecting, (shard) => events.shard(shard, "down"));
    client.on(Events.ShardDisconnect, (_event, shard) => events.shard(shard, "ended"));
    client.ws.on(GatewayDispatchEvents.InteractionCreate, (data: unknown) =>
      events.take("interaction", data),
    );
    client.ws.on(GatewayDispatchEvents.MessageCreate, (data: unknown) => events.take("message", data));
    try {
      await client.login(settings.token);
    } catch (error) {
      await client.destroy().catch(() => undefined);
      return { ok: false, failure: loginFailure(error) };
    }
    return {
      ok: true,
      opened: {
        heard: () => client.ws.shards.map((shard) => shard.lastPingTimestamp).filter((at) => at > 0),
        close: () => client.destroy().catch(() => undefined),
      },
    };
  };
}

/** The library has codes of its own for a token that is refused, and for intents that are not allowed (DJ-10). */
function loginFailure(error: unknown): ReturnType<typeof failureOf> {
  const code = textIn(given(error), "code");
  if (code === "TokenInvalid") return { kind: "auth" };
  return failureOf(error);
}

/** What the library would remember of everything it hears (DJ-14); nothing of it is used. */
const caches = {
  ...Object.fromEntries(
    [
      "ApplicationCommandManager",
      "AutoModerationRuleManager",
      "BaseGuildEmojiManager",
      "DMMessageManager",
      "EntitlementManager",
      "GuildBanManager",
      "GuildEmojiManager",
      "GuildForumThreadManager",
      "GuildInviteManager",
      "GuildMemberManager",
      "GuildMessageManager",
      "GuildScheduledEventManager",
      "GuildStickerManager",
      "GuildTextThreadManager",
      "MessageManager",
      "PresenceManager",
      "ReactionManager",
      "ReactionUserManager",
      "StageInstanceManager",
      "ThreadManager",
      "ThreadMemberManager",
      "UserManager",
      "VoiceStateManager",
    ].map((name) => [name, 0]),
  ),
};
