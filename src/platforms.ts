/** The platforms that are connected: each adapter is imported only where it is, since it brings a library of its own. */
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Connection } from "./adapter.js";
import type { Config } from "./config.js";
import type { Runtime } from "./runtime/runtime.js";
import type { Board } from "./store/board.js";

/** A platform that is set. `name` is that of its adapter, `title` what people call it. */
export type Platform = { name: string; title: string; connection: Connection };

/** Those that are set. None of them has begun. */
export async function platformsOf(
  config: Config,
  runtime: Runtime,
  board: Board | undefined,
): Promise<readonly Platform[]> {
  const { telegram, discord } = config;
  const platforms: Platform[] = [];
  if (telegram !== undefined) {
    const connection = await telegramOf(telegram, runtime, board);
    platforms.push({ name: "telegram", title: "Telegram", connection });
  }
  if (discord !== undefined) {
    const connection = await discordOf(discord, runtime, board);
    platforms.push({ name: "discord", title: "Discord", connection });
  }
  return platforms;
}

/** The page that is served by the program itself; its files are read once. */
export async function previewPage(runtime: Runtime, root: string): Promise<Connection> {
  const [{ connectWeb, pageFileNames }, { commandsOf }] = await Promise.all([
    import("../adapters/web/connect.js"),
    import("./runtime/commands.js"),
  ]);
  const files = await Promise.all(
    pageFileNames.map(
      async (name) => [name, await readFile(join(root, "adapters/web/page", name), "utf8")] as const,
    ),
  );
  return connectWeb(
    runtime.host("web"),
    () => {
      const { library } = runtime.shelf();
      return { words: library.interface.web ?? {}, commands: commandsOf(library) };
    },
    new Map(files),
  );
}

/** The bot of Telegram. Processes that share a store have one of them ask for updates. */
async function telegramOf(
  settings: NonNullable<Config["telegram"]>,
  runtime: Runtime,
  board: Board | undefined,
): Promise<Connection> {
  const [{ connectTelegram }, { commandsOf }] = await Promise.all([
    import("../adapters/telegram/connect.js"),
    import("./runtime/commands.js"),
  ]);
  // The number before the colon is the bot's id, which everybody may know.
  const polling = `telegram ${settings.token.split(":")[0]}`;
  return connectTelegram(
    {
      host: runtime.host("telegram", "strangers"),
      told: () => {
        const { library } = runtime.shelf();
        return { words: library.interface.telegram ?? {}, commands: commandsOf(library) };
      },
      lead: leading(board, polling),
      pause: untilOver,
      random: Math.random,
    },
    settings,
  );
}

/** The bot of Discord. Every process with its token hears it; those that share a store have one register its commands. */
async function discordOf(
  settings: NonNullable<Config["discord"]>,
  runtime: Runtime,
  board: Board | undefined,
): Promise<Connection> {
  const [{ connectDiscord }, { commandsOf }] = await Promise.all([
    import("../adapters/discord/connect.js"),
    import("./runtime/commands.js"),
  ]);
  return connectDiscord(
    {
      host: runtime.host("discord", "strangers"),
      told: () => {
        const { library } = runtime.shelf();
        return { words: library.interface.discord ?? {}, commands: commandsOf(library) };
      },
      // The part before the first dot is the bot's id, which everybody may know.
      lead: leading(board, `discord ${settings.token.split(".")[0]}`),
      pause: untilOver,
      random: Math.random,
    },
    settings,
  );
}

type Lead = (ms: number) => Promise<"lead" | "follow" | "unknown">;

/** The right to do what one process does for all. Without a store that is shared there is nobody to share the token with. */
function leading(board: Board | undefined, name: string): Lead {
  const holder = randomUUID();
  return async (ms) => {
    const answer = await board?.lead(name, holder, ms);
    if (answer === undefined) return "lead";
    return answer.kind === "unavailable" ? "unknown" : answer.kind;
  };
}

async function untilOver(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => undefined);
}
