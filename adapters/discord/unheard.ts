/** Why the bot hears nobody although it is connected: what is set in the portal, and commands that are refused. */
import type { Failure } from "./failure.js";
import { type Portal, portalMistakes, portalReason } from "./portal.js";
import { type Live, type Wire, whoAmI } from "./setup.js";

/** For `/readyz`: each reason with what to do. */
export function unheard({ settings }: Pick<Wire, "settings">, live: Live): string[] {
  return [
    ...live.portal.map(portalReason),
    ...(live.commands === undefined ? [] : [unregistered(live.commands, settings.guild)]),
  ];
}

/** Takes what the portal says; a line in the log where it is not as it was. */
export function heedPortal({ parts, settings }: Wire, live: Live, portal: Portal): void {
  const before = live.portal;
  live.portal = portalMistakes(portal, settings.publicKey);
  if (live.portal.join() === before.join()) return;
  for (const why of live.portal) parts.host.log("error", "portal-mistake", { why });
  if (live.portal.length === 0) parts.host.log("info", "portal-mended");
}

/**
 * Looks every minute: whoever mends it in the portal starts nothing anew, and Discord itself takes away an endpoint that
 * fails.
 */
export async function watchPortal(wire: Wire, live: Live): Promise<void> {
  const { parts, setUp, stopped } = wire;
  for (;;) {
    await parts.pause(lookMs, stopped);
    if (stopped.aborted) return;
    const me = await whoAmI(setUp);
    if (me.ok) heedPortal(wire, live, me.portal);
  }
}

function unregistered(failure: Failure, guild: string | undefined): string {
  const what = "The commands could not be registered at Discord";
  if (failure.kind === "no-access") {
    return guild === undefined
      ? `${what}, which gives this bot no access to its own: set the token of the application that it is`
      : `${what}: add the bot to the server of DISCORD_GUILD_ID with the link of preceptor doctor, or set the id of another server`;
  }
  const code = failure.kind === "refused" ? failure.code : failure.kind;
  return guild === undefined
    ? `${what}, which refuses them (${code}): see in the log which are wrong, and mend their names and words`
    : `${what}, which refuses them (${code}): see whether DISCORD_GUILD_ID is the id of a server, and in the log which commands are wrong`;
}

const lookMs = 60_000;
