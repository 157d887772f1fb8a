/** A bot that is connected to the fake Discord: the real adapter and library over a runtime of the test's own. */
import { setTimeout as pause } from "node:timers/promises";
import { connectDiscord } from "../../adapters/discord/connect.js";
import type { GatewayPaces } from "../../adapters/discord/gateway.js";
import type { DiscordParts, DiscordSettings } from "../../adapters/discord/setup.js";
import type { Connection, Host } from "../../src/adapter.js";
import { commandsOf } from "../../src/runtime/commands.js";
import { type HttpServer, serveHttp } from "../../src/runtime/http.js";
import { createLog } from "../../src/runtime/log.js";
import { pauseBy } from "./clock.js";
import { type FakeDiscord, type FakeOptions, startDiscord } from "./discord/fake.js";
import { keptUntil } from "./kept.js";
import { type Bench, bench } from "./runtime.js";

export type Bot = {
  fake: FakeDiscord;
  bench: Bench;
  connection: Connection;
  /** Where its routes are served, in HTTP mode. */
  server: HttpServer | undefined;
  /** Resolves when everything that was said is taken and all its screens are shown. */
  quiet(): Promise<void>;
  close(): Promise<void>;
};

export type BotOptions = {
  fake?: FakeDiscord;
  discord?: FakeOptions;
  /** The runtime and its store. */
  bench?: Parameters<typeof bench>[0];
  /** What members are passed on to, in place of that runtime. */
  host?: Host;
  /** How interactions come (D-29). */
  over?: "gateway" | "http";
  settings?: Partial<DiscordSettings>;
  lead?: DiscordParts["lead"];
  paces?: Partial<GatewayPaces>;
  /** As for strangers, of whom each is held back when they go too fast. */
  strangers?: "strangers";
  /** How long the adapter waits: as it says, or by the fake's clock, which is moved by hand. */
  waits?: "real" | "by the clock";
  /** How it waits, in the hands of the test. */
  pause?: DiscordParts["pause"];
  /** False: members may speak before it is ready. */
  ready?: false;
  /** False: Discord is not told of its address. */
  endpoint?: false;
  /** The longest that a request may take, in HTTP mode. */
  requestMs?: number;
};

/** Starts bots that are closed when that moment comes: `botsUntil(afterEach)`. */
export function botsUntil(
  moment: (close: () => Promise<void>) => void,
): (options?: BotOptions) => Promise<Bot> {
  const kept = keptUntil(moment);
  return async (options) => kept(await startBot(options));
}

/** Logs in to a fake of its own, unless told otherwise; resolves when it is ready and its commands are registered. */
export async function startBot(options: BotOptions = {}): Promise<Bot> {
  const fake = options.fake ?? (await startDiscord(options.discord));
  const of = await bench(options.bench);
  const host = options.host ?? of.runtime.host("discord", options.strangers);
  const underWay = new Set<Promise<void>>();
  const over = options.over ?? "gateway";
  const connection = connectDiscord(
    {
      host: {
        ...host,
        now: fake.clock.now,
        async receive(update, reply) {
          of.clock.now = Math.max(of.clock.now, fake.clock.now());
          const received = host.receive(update, reply);
          underWay.add(received);
          await received.finally(() => underWay.delete(received));
        },
      },
      told: () => {
        const { library } = of.runtime.shelf();
        return { words: library.interface.discord ?? {}, commands: commandsOf(library) };
      },
      lead: options.lead ?? (async () => "lead"),
      pause: options.pause ?? (options.waits === "by the clock" ? pauseBy(fake.clock) : inReal),
      random: () => 0.5,
      ...(options.paces === undefined ? {} : { paces: options.paces }),
    },
    {
      token: fake.token,
      apiRoot: fake.api,
      ...(over === "http" ? { publicKey: fake.publicKey } : {}),
      ...options.settings,
    },
  );
  const server = over === "http" ? await served(connection, fake, options.requestMs) : undefined;
  if (server !== undefined && options.endpoint !== false) {
    const { passed, checks } = await fake.endpoint.set(`${server.url}discord/interactions`);
    if (!passed) throw new Error(`The endpoint did not pass: ${JSON.stringify(checks)}`);
  }
  connection.begin?.();
  if (options.ready !== false) {
    // Where Discord is not told of its address the bot says so, and is ready for it.
    const left = options.endpoint === false ? /DISCORD_PUBLIC_KEY/ : /^$/;
    const waits = (): boolean => (connection.notReady?.() ?? []).some((why) => !left.test(why));
    await fake.until(() => (waits() ? undefined : true), "a bot that is ready");
    await fake.until(() => (fake.commandWrites() > 0 ? true : undefined), "registered commands");
  }
  return {
    fake,
    bench: of,
    connection,
    server,
    async quiet() {
      await fake.settled();
      while (underWay.size > 0) await Promise.all(underWay);
      await fake.settled();
    },
    async close() {
      await connection.close();
      await server?.close();
      if (options.fake === undefined) await fake.close();
    },
  };
}

const inReal: DiscordParts["pause"] = (ms, signal) => pause(ms, undefined, { signal }).catch(() => undefined);

function served(
  connection: Connection,
  fake: FakeDiscord,
  requestMs: number | undefined,
): Promise<HttpServer> {
  return serveHttp({
    host: "127.0.0.1",
    port: 0,
    routes: connection.routes,
    notReady: () => connection.notReady?.() ?? [],
    weak: () => [],
    log: createLog("error", fake.clock.now, { write: () => undefined }),
    ...(requestMs === undefined ? {} : { requestMs }),
  });
}
