/** A bot that is connected to the fake Telegram: the real adapter over a runtime of the test's own. */
import { setTimeout as pause } from "node:timers/promises";
import { connectTelegram } from "../../adapters/telegram/connect.js";
import { type Paces, paces } from "../../adapters/telegram/intake.js";
import type { Lead } from "../../adapters/telegram/poll.js";
import type { TelegramSettings } from "../../adapters/telegram/setup.js";
import type { Connection, Host } from "../../src/adapter.js";
import { commandsOf } from "../../src/runtime/commands.js";
import { type Clock, pauseBy } from "./clock.js";
import { keptUntil } from "./kept.js";
import { type Bench, bench } from "./runtime.js";
import { type FakeOptions, type FakeTelegram, startTelegram } from "./telegram/fake.js";

export type Bot = {
  fake: FakeTelegram;
  bench: Bench;
  connection: Connection;
  /** Resolves when everything that was said is taken and all its screens are shown. */
  quiet(): Promise<void>;
  close(): Promise<void>;
};

export type BotOptions = {
  fake?: FakeTelegram;
  telegram?: FakeOptions;
  /** The runtime and its store. */
  bench?: Parameters<typeof bench>[0];
  /** What members are passed on to, in place of that runtime. */
  host?: Host;
  settings?: Partial<TelegramSettings>;
  lead?: () => Promise<Lead>;
  /** How long the adapter waits: as it says, a hundredth of that, or by the fake's clock, which is moved by hand. */
  waits?: "real" | "a hundredth" | "by the clock";
  paces?: Partial<Paces>;
  /** Left to whoever serves its routes first. */
  begins?: false;
};

type Pause = (ms: number, signal: AbortSignal) => Promise<void>;

function waiting(how: NonNullable<BotOptions["waits"]>, clock: Clock): Pause {
  switch (how) {
    case "real":
      return inReal;
    case "a hundredth":
      return (ms, signal) => inReal(ms / 100, signal);
    case "by the clock":
      return pauseBy(clock);
  }
}

const inReal: Pause = (ms, signal) => pause(ms, undefined, { signal }).catch(() => undefined);

/** Starts bots that are closed when that moment comes: `botsUntil(afterEach)`. */
export function botsUntil(
  moment: (close: () => Promise<void>) => void,
): (options?: BotOptions) => Promise<Bot> {
  const kept = keptUntil(moment);
  return async (options) => kept(await startBot(options));
}

/** Polls a fake of its own, unless told otherwise. */
export async function startBot(options: BotOptions = {}): Promise<Bot> {
  const fake = options.fake ?? (await startTelegram(options.telegram));
  const of = await bench(options.bench);
  const host = options.host ?? of.runtime.host("telegram");
  const underWay = new Set<Promise<void>>();
  const connection = connectTelegram(
    {
      host: {
        ...host,
        async receive(update, reply) {
          const received = host.receive(update, reply);
          underWay.add(received);
          await received.finally(() => underWay.delete(received));
        },
      },
      told: () => {
        const { library } = of.runtime.shelf();
        return { words: library.interface.telegram ?? {}, commands: commandsOf(library) };
      },
      lead: options.lead ?? (async () => "lead"),
      pause: waiting(options.waits ?? "real", fake.clock),
      random: () => 0.5,
      paces: { ...paces, ...options.paces },
    },
    { token: fake.token, apiRoot: fake.url, ...options.settings },
  );
  if (options.begins !== false) connection.begin?.();
  return {
    fake,
    bench: of,
    connection,
    async quiet() {
      await fake.settled();
      while (underWay.size > 0) await Promise.all(underWay);
      await fake.settled();
    },
    async close() {
      await connection.close();
      if (options.fake === undefined) await fake.close();
    },
  };
}
