/** What is set up at Discord before anything comes in, and kept so: who the bot is, and its list of commands. */
import type { CommandInfo, Host, Words } from "../../src/adapter.js";
import { given, givenIn, textIn } from "../../src/given.js";
import type { Answer, Call } from "./api.js";
import { type Command, registrationOf, sameCommands } from "./commands.js";
import type { Failure } from "./failure.js";
import type { GatewayPaces } from "./gateway.js";
import type { Reader } from "./incoming.js";
import { type Portal, type PortalMistake, portalOf } from "./portal.js";

export type DiscordSettings = {
  token: string;
  /** "https://discord.com/api", or a server of one's own. */
  apiRoot: string;
  /** The one guild that has the commands; without it every place has them. */
  guild?: string;
  /** Of the application, as hexadecimal digits: then Discord calls this program, and the gateway is not used (D-29). */
  publicKey?: string;
};

/** The section `discord` of `interface.yaml`, and what can be typed after a slash; asked anew each time. */
export type DiscordTold = { words: Words; commands: readonly CommandInfo[] };

export type DiscordParts = {
  host: Host;
  told(): DiscordTold;
  /** Asks for the right to register the commands for `ms`, for this process among all with the same token. */
  lead(ms: number): Promise<"lead" | "follow" | "unknown">;
  /** Ends early when the signal is aborted. Never rejects. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
  /** From 0 up to 1. */
  random(): number;
  paces?: Partial<GatewayPaces>;
};

export type Bot = Reader["bot"];

/** How far it has come. */
export type Live = {
  /** Why nothing can come in, as long as it is not yet the gateway that says so. */
  away: string | undefined;
  /** What of the developer portal keeps members away. */
  portal: readonly PortalMistake[];
  /** Why there are no commands, where trying again will not help. */
  commands?: Failure;
};

/** What all parts of a connection share. */
export type Wire = {
  parts: DiscordParts;
  settings: DiscordSettings;
  call: Call;
  /** The same for what is no answer to anybody: it ends at once when all of it is to stop. */
  setUp: Call;
  stopped: AbortSignal;
};

/** The bot and what the portal says of it, or the failure where Discord does not say who it is. */
export async function whoAmI(
  call: Call,
): Promise<{ ok: true; bot: Bot; portal: Portal } | Extract<Answer, { ok: false }>> {
  const answer = await call({ method: "GET", path: "/applications/@me" });
  if (!answer.ok) return answer;
  const application = given(answer.result);
  const id = textIn(application, "id");
  // Answered, but not by Discord.
  if (id === undefined) return { ok: false, failure: { kind: "server" } };
  return {
    ok: true,
    bot: { application: id, id: textIn(givenIn(application, "bot"), "id") ?? id },
    portal: portalOf(application),
  };
}

/**
 * Keeps the list of commands as the library has it, also after moderators have changed it. One process writes, and only
 * what differs (D-3, DJ-13, F69): a start of many changes nothing.
 */
export async function keepCommands(wire: Wire, live: Live, bot: Bot): Promise<void> {
  const { parts, settings, stopped } = wire;
  let registered = "";
  let told = "[]";
  let failures = 0;
  while (!stopped.aborted) {
    const { commands, words } = parts.told();
    const scope = settings.guild === undefined ? "global" : "guild";
    const { commands: list, mistakes } = registrationOf(commands, words, scope);
    const wanted = JSON.stringify(list);
    const wrong = JSON.stringify(mistakes);
    if (wrong !== told)
      for (const { what, command } of mistakes)
        parts.host.log("error", "command-mistake", { command, mistake: what });
    told = wrong;
    if (wanted !== registered && (await parts.lead(leadMs)) === "lead") {
      const failed = await register(wire, bot, list);
      registered = failed === undefined ? wanted : "";
      failures = failed === undefined ? 0 : failures + 1;
      if (failed !== undefined && !stopped.aborted) heedRefusal(wire, live, failed);
      if (failed === undefined) delete live.commands;
    }
    await parts.pause(failures === 0 ? lookMs : Math.min(lookMs, againMs * 2 ** (failures - 1)), stopped);
  }
}

/** What is refused is for `/readyz`; anything else is soon tried again. */
function heedRefusal({ parts }: Wire, live: Live, failed: Failure): void {
  parts.host.log("warn", "commands-failed", { why: failed.kind });
  if (failed.kind === "no-access" || failed.kind === "refused") live.commands = failed;
}

/** Nothing where they are registered, or why they are not. */
async function register(wire: Wire, bot: Bot, list: readonly Command[]): Promise<Failure | undefined> {
  const { guild } = wire.settings;
  const everywhere = `/applications/${bot.application}/commands` as const;
  const inGuild = (id: string) => `/applications/${bot.application}/guilds/${id}/commands` as const;
  if (guild !== undefined) {
    // What is registered twice is shown twice (D-3).
    return (await become(wire, inGuild(guild), list)) ?? (await become(wire, everywhere, []));
  }
  const failed = await become(wire, everywhere, list);
  if (failed !== undefined) return failed;
  for (const id of await fewGuilds(wire)) {
    const left = await become(wire, inGuild(id), []);
    // There all commands are shown twice; everybody has them.
    if (left !== undefined && !wire.stopped.aborted)
      wire.parts.host.log("warn", "commands-left", { why: left.kind });
  }
  return undefined;
}

/** Writes the list where it is another; why not, where Discord could not be asked or refused. */
async function become(
  { setUp }: Wire,
  path: `/${string}`,
  list: readonly Command[],
): Promise<Failure | undefined> {
  const there = await setUp({ method: "GET", path });
  if (there.ok && sameCommands(there.result, list)) return undefined;
  const put = there.ok ? await setUp({ method: "PUT", path, body: list }) : there;
  return put.ok ? undefined : put.failure;
}

/** The guilds that may have commands of their own from an earlier setting: where there are few, as while it is tried out. */
async function fewGuilds({ setUp }: Wire): Promise<string[]> {
  const answer = await setUp({ method: "GET", path: `/users/@me/guilds?limit=${fewest + 1}` });
  if (!answer.ok || !Array.isArray(answer.result) || answer.result.length > fewest) return [];
  return answer.result.map((one) => textIn(given(one), "id")).filter((id) => id !== undefined);
}

const fewest = 10;
const lookMs = 60_000;
/** After the first failure; longer each time. */
const againMs = 5_000;
const leadMs = 90_000;
