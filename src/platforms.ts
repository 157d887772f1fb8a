/** The platforms that are connected: each adapter is imported only where it is, since it brings a library of its own. */
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Connection } from "./adapter.js";
import type { Config, Finding } from "./config.js";
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
  const { telegram } = config;
  return telegram === undefined
    ? []
    : [
        {
          name: "telegram",
          title: "Telegram",
          connection: await telegramOf(telegram, runtime, board),
        },
      ];
}

/** What Telegram itself says of the bot that is set: one line where it cannot be asked, and what may surprise. */
export async function telegramFindings({ telegram: settings }: Config): Promise<Finding[]> {
  if (settings === undefined) return [];
  const about = "Telegram";
  const { lookAt } = await import("../adapters/telegram/connect.js");
  const looked = await lookAt(settings);
  if (!looked.ok) {
    return looked.failure.kind === "token"
      ? [
          {
            about,
            state: "wrong",
            says: "refuses TELEGRAM_BOT_TOKEN",
            mend: "ask @BotFather for the bot's token and set it",
          },
        ]
      : [
          {
            about,
            state: "wrong",
            says: `does not answer at ${settings.apiRoot} (${looked.failure.kind})`,
            mend: "connect this machine to it, or set TELEGRAM_API_ROOT to where it is",
          },
        ];
  }
  const { name, readsAll, inline, joinsGroups, webhook } = looked.result;
  const surprise = (says: string, mend: string): Finding => ({ about, state: "missing", says, mend });
  const wanted = settings.webhook?.url;
  return [
    { about, state: "good", says: `the bot is @${name}` },
    ...(readsAll
      ? [
          surprise(
            "privacy mode is off, so the bot is sent everything that is said in its groups",
            "send /setprivacy to @BotFather, choose Enable, and add the bot to its groups anew",
          ),
        ]
      : [
          {
            about,
            state: "good",
            says: "privacy mode is on: in groups it is sent what is meant for it",
          } as const,
        ]),
    ...(inline
      ? []
      : [surprise("inline mode is off", "send /setinline to @BotFather to let members post articles")]),
    ...(joinsGroups
      ? []
      : [surprise("it may not join groups", "send /setjoingroups to @BotFather, if it should")]),
    ...(wanted === undefined && webhook !== undefined
      ? [
          surprise(
            "a webhook is set",
            "leave it: the start takes it away, or set TELEGRAM_WEBHOOK_URL to use it",
          ),
        ]
      : []),
    ...(wanted !== undefined && webhook?.url !== wanted
      ? [surprise("the webhook is not set as TELEGRAM_WEBHOOK_URL says", "start the bot: it sets it")]
      : []),
    ...(wanted !== undefined && webhook?.url === wanted
      ? [
          webhook.failed === undefined
            ? ({ about, state: "good", says: "the webhook is set" } as const)
            : surprise(
                `its last call to the webhook failed: ${webhook.failed}`,
                "lead TELEGRAM_WEBHOOK_URL to PUBLIC_HOST and PUBLIC_PORT of a bot that runs",
              ),
        ]
      : []),
  ];
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
