/**
 * Telegram, live. The only file that runs telegraf: its client sends files, and its types say what can be called. Updates are asked
 * for, or received, and answered by the other files of this folder.
 */
import { Agent } from "node:https";
import { AbortController as StoppingController, type AbortSignal as StoppingSignal } from "abort-controller";
import { Telegram } from "telegraf";
import { type Connection, NotShown, type Route } from "../../src/adapter.js";
import { createCounted } from "../../src/counted.js";
import { type Answer, type Call, createCall, type Method } from "./api.js";
import { createChats } from "./chats.js";
import { folded } from "./command.js";
import { createIntake, type Intake, type IntakeParts, paces } from "./intake.js";
import { live as asked } from "./limits.js";
import { readPlace } from "./place.js";
import { type Poller, startPolling } from "./poll.js";
import { calledBy, createPost } from "./post.js";
import type { Bot } from "./read.js";
import { type SendParts, showScreen } from "./send.js";
import {
  keepMenu,
  keepWebhook,
  type Lease,
  type Live,
  removeWebhook,
  type TelegramParts,
  type TelegramSettings,
  untilAnswered,
  type Wire,
} from "./setup.js";
import { webhookRoute } from "./webhook.js";

/** What Telegram says of the bot to whoever runs it. `webhook`: what is set there now, and how its last call failed. */
export type Looked = {
  name: string;
  /** Privacy mode is off (T-25). */
  readsAll: boolean;
  inline: boolean;
  joinsGroups: boolean;
  webhook?: { url: string; failed?: string };
};

/** Looks and changes nothing; the failure where Telegram does not answer or refuses the token. */
export async function lookAt(settings: TelegramSettings): Promise<Answer<Looked>> {
  const call = callOf(settings);
  const me = await call("getMe", {});
  if (!me.ok) return me;
  const info = await call("getWebhookInfo", {});
  if (!info.ok) return info;
  const { username, can_read_all_group_messages, supports_inline_queries, can_join_groups } = me.result;
  const { url, last_error_message: failed } = info.result;
  const webhook = { url: url ?? "", ...(failed === undefined ? {} : { failed }) };
  return {
    ok: true,
    result: {
      name: username,
      readsAll: can_read_all_group_messages,
      inline: supports_inline_queries,
      joinsGroups: can_join_groups,
      ...(webhook.url === "" ? {} : { webhook }),
    },
  };
}

/**
 * Ready to begin. Once begun it goes on trying until it is closed; `notReady` says why nothing comes in meanwhile. It begins
 * when its route is served, as Telegram calls a webhook as soon as it is set.
 */
export function connectTelegram(parts: TelegramParts, settings: TelegramSettings): Connection {
  const stop = new AbortController();
  const call = callOf(settings);
  const stopped = stop.signal;
  const wire: Wire = {
    parts,
    settings,
    call,
    setUp: (method, payload, limit) => call(method, payload, { ...limit, signal: stopped }),
    chats: createChats(asked.chats),
    stopped,
  };
  const live: Live = { away: "Telegram has not answered yet" };
  let ended: Promise<unknown> = Promise.resolve();
  return {
    routes: settings.webhook === undefined ? [] : [routeOf(wire, live, settings.webhook)],
    notReady: () => {
      const away = live.poller === undefined ? live.away : live.poller.away();
      return away === undefined ? [] : [away];
    },
    begin() {
      ended = Promise.all([hear(wire, live), keepMenu(wire)]);
    },
    async show(address, screen, signal) {
      const place = readPlace(address);
      // Not an address of this version: there is nowhere to show it.
      if (place === undefined) throw new NotShown({ is: "gone" });
      if (live.bot === undefined) throw new NotShown({ is: "later", ms: notYetMs });
      await showScreen(sendParts(wire, live.bot), place, screen, signal);
    },
    async close() {
      stop.abort();
      if (live.poller === undefined) await drained(wire, live.intake);
      else await live.poller.stop();
      await ended;
    },
  };
}

/** Asks who it is, then for updates. Ends early when it is stopped. */
async function hear(wire: Wire, live: Live): Promise<void> {
  const { settings, setUp } = wire;
  const me = await untilAnswered(wire, live, () => setUp("getMe", {}));
  if (me === undefined) return;
  live.bot = { id: me.id, username: me.username };
  const intake = createIntake(intakeParts(wire, live.bot));
  live.intake = intake;
  if (settings.webhook === undefined) {
    live.poller = pollerOf(wire, intake);
    if (wire.stopped.aborted) await live.poller.stop();
    return;
  }
  await keepWebhook(wire, live, settings.webhook);
}

function pollerOf(wire: Wire, intake: Intake): Poller {
  const { parts, call } = wire;
  const { lease = shippedLease } = parts;
  let heard = false;
  return startPolling({
    async getUpdates(offset, waits, signal) {
      const answer = await call(
        "getUpdates",
        {
          ...(offset === undefined ? {} : { offset }),
          limit: asked.batch,
          timeout: waits ? lease.pollSeconds : 0,
          allowed_updates: [...asked.updates],
        },
        { ms: (parts.paces ?? paces).pollMs, signal },
      );
      heard ||= answer.ok;
      // Later it is somebody else's who takes over, as in a change from polling to a webhook.
      if (!heard && !answer.ok && answer.failure.kind === "conflict") await removeWebhook(wire);
      return answer;
    },
    take: async (update, until) => (await intake.take(update, { by: "us", until })).is,
    lead: () => parts.lead(lease.ms),
    yieldLead: () => parts.lead(1),
    drained: () => drained(wire, intake),
    pause: parts.pause,
    random: parts.random,
    tell: (event, why) => {
      const level = event === "poll-failed" || event === "update-without-id" ? "warn" : "info";
      parts.host.log(level, event, why === undefined ? {} : { why });
    },
  });
}

function routeOf(wire: Wire, live: Live, webhook: NonNullable<TelegramSettings["webhook"]>): Route {
  return webhookRoute({
    path: new URL(webhook.url).pathname,
    secret: webhook.secret,
    // Telegram sends again what comes before it is known who this is.
    // The same goes for what comes when this process is to end.
    take: async (update) =>
      (wire.stopped.aborted ? undefined : await live.intake?.take(update, { by: "Telegram" })) ?? {
        is: "again",
      },
    // Anybody can call.
    refused: createCounted(wire.parts.host.now, (why, count) =>
      wire.parts.host.log("warn", "webhook-refused", { why, count }),
    ),
  });
}

/** Until nothing is under way, but not for long: whoever ends the process does not wait. */
async function drained({ parts }: Wire, intake: Intake | undefined): Promise<void> {
  const enough = new AbortController();
  await Promise.race([intake?.quiet(), parts.pause(drainMs, enough.signal)]);
  enough.abort();
}

function intakeParts(wire: Wire, bot: Bot): IntakeParts {
  const { host, pause, told, paces: given } = wire.parts;
  return {
    ...sendParts(wire, bot),
    host,
    bot,
    pause,
    paces: given ?? paces,
    knows: (name) =>
      name === "start" ||
      told().commands.some((command) =>
        [command.name, ...command.aliases].some((one) => folded(one) === name),
      ),
  };
}

function sendParts({ parts, call, chats }: Wire, { username }: Bot): SendParts {
  return { call, chats, username, words: () => parts.told().words, now: parts.host.now };
}

/** The root ends with a slash, or its last part would be lost (TL-24). */
function callOf({ token, apiRoot }: TelegramSettings): Call {
  const root = apiRoot.endsWith("/") ? apiRoot : `${apiRoot}/`;
  const files = clientOf(token, root);
  const post = createPost();
  return createCall({
    callApi: (method, payload, signal) =>
      withFile.has(method)
        ? files.callApi(method, payload, { signal: heeding(signal) })
        : calledBy(post, new URL(`./bot${token}/${method}`, root), payload, signal),
  });
}

const withFile: ReadonlySet<Method> = new Set<Method>(["sendPhoto", "sendDocument"]);

/**
 * telegraf's client. Without `webhookReply` nothing is answered in its name (TL-20). Node's way to try several addresses gives up
 * too early for some networks (TL-12).
 */
function clientOf(token: string, apiRoot: string): Telegram {
  return new Telegram(token, {
    apiRoot,
    webhookReply: false,
    agent: new Agent({ keepAlive: true, keepAliveMsecs: 10_000, autoSelectFamilyAttemptTimeout: 1_000 }),
  });
}

/** The same as a signal of the kind that telegraf's types ask for. */
function heeding(signal: AbortSignal): StoppingSignal {
  const stop = new StoppingController();
  if (signal.aborted) stop.abort();
  else signal.addEventListener("abort", () => stop.abort(), { once: true });
  return stop.signal;
}

/** Longer than one call, and short enough for another process to take over within 35 seconds (F51). */
export const shippedLease: Lease = { ms: 25_000, pollSeconds: asked.pollSeconds };

const drainMs = 4_000;
const notYetMs = 2_000;
