/** What is set up at Telegram before anything comes in, and kept so: who the bot is, its webhook, its list of commands. */
import type { CommandInfo, Host, Words } from "../../src/adapter.js";
import type { Answer, Call } from "./api.js";
import type { Chats } from "./chats.js";
import type { Intake, Paces } from "./intake.js";
import { live as asked } from "./limits.js";
import { menuOf, registerMenu } from "./menu.js";
import { backOff, reason } from "./patience.js";
import type { Lead, Poller } from "./poll.js";
import type { Bot } from "./read.js";

export type TelegramSettings = {
  token: string;
  /** "https://api.telegram.org", or a server of one's own. */
  apiRoot: string;
  /** Telegram calls `url`, with the secret in a header. Without it updates are asked for. */
  webhook?: { url: string; secret: string };
};

/** The section `telegram` of `interface.yaml`, and what can be typed after a slash; asked anew each time. */
export type TelegramTold = { words: Words; commands: readonly CommandInfo[] };

export type TelegramParts = {
  host: Host;
  told(): TelegramTold;
  /** Asks for the right to poll for `ms`, for this process among all with the same token. */
  lead(ms: number): Promise<Lead>;
  /** Ends early when the signal is aborted. Never rejects. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
  /** From 0 up to 1. */
  random(): number;
  paces?: Paces;
  lease?: Lease;
};

/** The right to poll lasts `ms` after each call, which Telegram answers after `pollSeconds` at the latest. */
export type Lease = { ms: number; pollSeconds: number };

/** What all parts of a connection share. */
export type Wire = {
  parts: TelegramParts;
  settings: TelegramSettings;
  call: Call;
  /** The same for what is no answer to anybody: it ends at once when all of it is to stop. */
  setUp: Call;
  chats: Chats;
  stopped: AbortSignal;
};

/** How far it has come. `away` is undefined once updates come in. */
export type Live = { away: string | undefined; bot?: Bot; intake?: Intake; poller?: Poller };

/** Tries until it is answered (TL-10); undefined when it was stopped. */
export async function untilAnswered<T>(
  { parts, stopped }: Wire,
  live: Live,
  ask: () => Promise<Answer<T>>,
): Promise<T | undefined> {
  for (let failures = 1; !stopped.aborted; failures += 1) {
    const answer = await ask();
    if (answer.ok) return answer.result;
    live.away = reason(answer.failure);
    parts.host.log("warn", "start-failed", { why: answer.failure.kind });
    await parts.pause(backOff(parts.random(), failures, answer.failure), stopped);
  }
  return undefined;
}

/** Keeps the list of commands as the library has it, also after moderators have changed it. */
export async function keepMenu({ parts, setUp, stopped }: Wire): Promise<void> {
  let registered = "";
  while (!stopped.aborted) {
    const { commands } = parts.told();
    const wanted = JSON.stringify(commands.map(({ name, about }) => [name, about]));
    if (wanted !== registered) {
      for (const { what } of menuOf(commands).mistakes) parts.host.log("error", "menu-mistake", { what });
      if (await registerMenu(setUp, commands)) registered = wanted;
    }
    await parts.pause(menuMs, stopped);
  }
}

/** Sets the webhook, and again where somebody has changed it: nothing would come in, and nobody would notice (T-34). */
export async function keepWebhook(
  wire: Wire,
  live: Live,
  { url, secret }: NonNullable<TelegramSettings["webhook"]>,
): Promise<void> {
  const { parts, setUp, stopped } = wire;
  const set = () => setUp("setWebhook", { url, secret_token: secret, allowed_updates: [...asked.updates] });
  while ((await untilAnswered(wire, live, set)) !== undefined) {
    live.away = undefined;
    while (live.away === undefined && !stopped.aborted) {
      await parts.pause(watchMs, stopped);
      const info = await setUp("getWebhookInfo", {});
      if (info.ok && info.result.url !== url) live.away = "another program has changed Telegram's webhook";
    }
    if (!stopped.aborted) parts.host.log("warn", "webhook-changed");
  }
}

/** One that is still set keeps the updates away (T-34); it goes because the settings say so (TL-11). */
export async function removeWebhook({ parts, call }: Wire): Promise<void> {
  const info = await call("getWebhookInfo", {});
  if (!info.ok || info.result.url === undefined || info.result.url === "") return;
  parts.host.log("warn", "webhook-removed");
  await call("deleteWebhook", {});
}

const menuMs = 60_000;
const watchMs = 60_000;
