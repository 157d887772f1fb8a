/** The platforms that are connected: each adapter is imported only where it is, since it brings a library of its own. */
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Connection } from "./adapter.js";
import type { Config } from "./config.js";
import type { Runtime } from "./runtime/runtime.js";
import type { Board } from "./store/board.js";

/** The bot of Telegram, where one is set. Processes that share a store have one of them ask for updates. */
export async function connectedTelegram(
  { telegram: settings }: Config,
  runtime: Runtime,
  board: Board | undefined,
): Promise<Connection | undefined> {
  if (settings === undefined) return undefined;
  const [{ connectTelegram }, { commandsOf }] = await Promise.all([
    import("../adapters/telegram/connect.js"),
    import("./runtime/commands.js"),
  ]);
  // The number before the colon is the bot's id, which everybody may know.
  const polling = `telegram ${settings.token.split(":")[0]}`;
  const holder = randomUUID();
  return connectTelegram(
    {
      host: runtime.host("telegram", "strangers"),
      told: () => {
        const { library } = runtime.shelf();
        return { words: library.interface.telegram ?? {}, commands: commandsOf(library) };
      },
      async lead(ms) {
        // Without a store that is shared there is nobody to share the token with.
        const answer = await board?.lead(polling, holder, ms);
        if (answer === undefined) return "lead";
        return answer.kind === "unavailable" ? "unknown" : answer.kind;
      },
      pause: (ms, signal) => pause(ms, undefined, { signal }).catch(() => undefined),
      random: Math.random,
    },
    settings,
  );
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
