/** The connection as a whole: who the bot is, what it hears, what it shows, how it ends. */
import { type CommandInfo, type Connection, NotShown, type Route } from "../../src/adapter.js";
import { createCounted } from "../../src/counted.js";
import type { RefusableCall } from "./api.js";
import { createBegun } from "./begun.js";
import { type Gateway, keepGateway, type OpenGateway, reason } from "./gateway.js";
import { createIntake, type Intake } from "./intake.js";
import { interactionsRoute, publicKeyOf } from "./interactions.js";
import { live as asked } from "./limits.js";
import { isPassing, readPlace } from "./place.js";
import { type SendParts, showScreen } from "./send.js";
import {
  type Bot,
  type DiscordParts,
  type DiscordSettings,
  keepCommands,
  type Live,
  type Wire,
  whoAmI,
} from "./setup.js";
import { heedPortal, unheard, watchPortal } from "./unheard.js";

/** What the library does of it. */
export type Library = { call: RefusableCall; open: OpenGateway };

/** Ready to begin. Once begun it goes on trying until it is closed; `notReady` says why nothing comes in meanwhile. */
export function createConnection(
  parts: DiscordParts,
  settings: DiscordSettings,
  { call, open }: Library,
): Connection {
  const stop = new AbortController();
  const stopped = stop.signal;
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
    log: parts.host.log,
    begun: createBegun(asked.begun),
  };
  const live: Hearing = { away: "Discord has not answered yet", portal: [] };
  let ended: Promise<unknown> = Promise.resolve();
  return {
    routes: settings.publicKey === undefined ? [] : [routeOf(wire, live, settings.publicKey)],
    notReady() {
      if (call.refused()) return [reason({ kind: "auth" })];
      const away = live.gateway === undefined ? live.away : live.gateway.away();
      return [...(away === undefined ? [] : [away]), ...unheard(wire, live)];
    },
    begin() {
      ended = hear(wire, live, sending, { call, open });
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

type Hearing = Live & { intake?: Intake; gateway?: Gateway };

/** Asks who it is, then hears members. Ends when it is stopped. */
async function hear(wire: Wire, live: Hearing, sending: SendParts, { call, open }: Library): Promise<void> {
  const bot = await untilKnown(wire, live);
  if (bot === undefined) return;
  const { parts, settings } = wire;
  const named = (name: string): CommandInfo | undefined =>
    parts.told().commands.find((one) => one.name === name || one.aliases.includes(name));
  const intake = createIntake({
    ...sending,
    host: parts.host,
    pause: parts.pause,
    stopped: wire.stopped,
    bot,
    knows: (name) => name === "start" || named(name) !== undefined,
    inPublic: (name) => named(name)?.inPublic === true,
  });
  live.intake = intake;
  const kept = Promise.all([keepCommands(wire, live, bot), watchPortal(wire, live)]);
  if (settings.publicKey === undefined) {
    live.gateway = keepGateway({
      host: parts.host,
      open,
      take: (from, data) => void intake.take(from, data),
      refused: call.refuse,
      pause: parts.pause,
      random: parts.random,
      stopped: wire.stopped,
      ...(parts.paces === undefined ? {} : { paces: parts.paces }),
    });
    await live.gateway.ended;
  }
  live.away = undefined;
  await kept;
}

/** A token that is refused is not tried again: only a new setting helps, and refusals are counted (D-34, DJ-10). */
async function untilKnown(wire: Wire, live: Live): Promise<Bot | undefined> {
  const { parts, setUp, stopped } = wire;
  for (let failures = 1; !stopped.aborted; failures += 1) {
    const me = await whoAmI(setUp);
    if (me.ok) {
      heedPortal(wire, live, me.portal);
      return me.bot;
    }
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

function routeOf({ parts, stopped }: Wire, live: Hearing, hex: string): Route {
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
    // Anybody can call.
    refused: createCounted(parts.host.now, (why, count) =>
      parts.host.log("warn", "interaction-refused", { why, count }),
    ),
  });
}

/** Until nothing is under way, but not for long: whoever ends the process does not wait. */
async function drained({ parts }: Wire, intake: Intake | undefined): Promise<void> {
  const enough = new AbortController();
  await Promise.race([intake?.quiet(), parts.pause(drainMs, enough.signal)]);
  enough.abort();
}

const drainMs = 4_000;
