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
import { type CommandInfo, type Connection, NotShown, type Route } from "../../src/adapter.js";
import { type Call, createCall, type Request } from "./api.js";
import { createBegun } from "./begun.js";
import { failureOf } from "./failure.js";
import { type Gateway, keepGateway, type OpenGateway, reason } from "./gateway.js";
import { given, textIn } from "../../src/given.js";
import { createIntake, type Intake } from "./intake.js";
import { interactionsRoute, publicKeyOf } from "./interactions.js";
import { live as asked } from "./limits.js";
import { isPassing, readPlace } from "./place.js";
import { showScreen } from "./send.js";
import { type Bot, type DiscordParts, type DiscordSettings, keepCommands, type Wire, whoAmI } from "./setup.js";

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

/** How far it has come. `away`: why nothing can come in, as long as it is not yet the gateway that says so. */
type Live = { away: string | undefined; intake?: Intake; gateway?: Gateway };

/** Ready to begin. Once begun it goes on trying until it is closed; `notReady` says why nothing comes in meanwhile. */
export function connectDiscord(parts: DiscordParts, settings: DiscordSettings): Connection {
  const stop = new AbortController();
  const stopped = stop.signal;
  const call = callOf(settings, (count) => parts.host.log("warn", "many-refusals", { count }));
  const wire: Wire = {
    parts,
    settings,
    call,
    setUp: (request, limit) => call(request, { ...limit, signal: stopped }),
    stopped,
  };
  const sending = {
    call,
    words: () => parts.told().words,
    now: parts.host.now,
    begun: createBegun(asked.begun),
  };
  const live: Live = { away: "Discord has not answered yet" };
  let ended: Promise<unknown> = Promise.resolve();
  return {
    routes: settings.publicKey === undefined ? [] : [routeOf(wire, live, settings.publicKey)],
    notReady() {
      if (call.refused()) return [reason({ kind: "auth" })];
      const away = live.gateway === undefined ? live.away : live.gateway.away();
      return away === undefined ? [] : [away];
    },
    begin() {
      ended = hear(wire, live, sending);
    },
    async show(address, screen, signal) {
      const place = readPlace(address);
      // Not an address of this version: there is nowhere to show it.
      if (place === undefined) throw new NotShown({ is: "closed" });
      await showScreen(sending, place, screen, { passing: isPassing(place) }, signal);
    },
    async close() {
      stop.abort();
      await ended;
      await drained(wire, live.intake);
    },
  };
}

type Sending = Parameters<typeof showScreen>[0];

/** Asks who it is, then hears members. Ends when it is stopped. */
async function hear(wire: Wire, live: Live, sending: Sending): Promise<void> {
  const bot = await untilKnown(wire, live);
  if (bot === undefined) return;
  const { parts, settings } = wire;
  const named = (name: string): CommandInfo | undefined =>
    parts.told().commands.find((one) => one.name === name || one.aliases.includes(name));
  const intake = createIntake({
    ...sending,
    host: parts.host,
    bot,
    knows: (name) => name === "start" || named(name) !== undefined,
    inPublic: (name) => named(name)?.inPublic === true,
  });
  live.intake = intake;
  const commands = keepCommands(wire, bot);
  if (settings.publicKey === undefined) {
    live.gateway = keepGateway({
      host: parts.host,
      open: openGateway(settings),
      take: (from, data) => void intake.take(from, data),
      pause: parts.pause,
      random: parts.random,
      stopped: wire.stopped,
      ...(parts.paces === undefined ? {} : { paces: parts.paces }),
    });
    await live.gateway.ended;
  }
  live.away = undefined;
  await commands;
}

/** A token that is refused is not tried again: only a new setting helps, and refusals are counted (D-34, DJ-10). */
async function untilKnown({ parts, setUp, stopped }: Wire, live: Live): Promise<Bot | undefined> {
  for (let failures = 1; !stopped.aborted; failures += 1) {
    const me = await whoAmI(setUp);
    if (me.ok) return me.bot;
    live.away = reason(me.failure);
    parts.host.log("warn", "start-failed", { why: me.failure.kind });
    if (me.failure.kind === "auth") return undefined;
    const ceiling = Math.min(mostMs, leastMs * 2 ** (failures - 1));
    await parts.pause(
      me.failure.kind === "wait" ? me.failure.ms : ceiling * (0.5 + parts.random() / 2),
      stopped,
    );
  }
  return undefined;
}

const leastMs = 1_000;
const mostMs = 30_000;

function routeOf({ parts, stopped }: Wire, live: Live, hex: string): Route {
  const publicKey = publicKeyOf(hex);
  if (publicKey === undefined) throw new Error("DISCORD_PUBLIC_KEY is no key; the settings let it pass.");
  return interactionsRoute({
    publicKey,
    now: parts.host.now,
    take(interaction) {
      if (stopped.aborted || live.intake === undefined) return false;
      void live.intake.take("interaction", interaction);
      return true;
    },
    refused: (why) => parts.host.log("warn", "interaction-refused", { why }),
  });
}

/** Until nothing is under way, but not for long: whoever ends the process does not wait. */
async function drained({ parts }: Wire, intake: Intake | undefined): Promise<void> {
  const enough = new AbortController();
  await Promise.race([intake?.quiet(), parts.pause(drainMs, enough.signal)]);
  enough.abort();
}

const drainMs = 4_000;

/**
 * Two of the library's REST clients: replies to interactions are outside the global limit (D-14). Neither repeats anything
 * (DJ-3), waits in silence (DJ-4), or is the gateway's, which is closed first and takes its token with it (DJ-12).
 */
function callOf(settings: DiscordSettings, many: (count: number) => void): ReturnType<typeof createCall> {
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
