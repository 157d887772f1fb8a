/** What the platforms themselves say of the bots that are set, for `preceptor doctor`. */
import type { Config, Finding } from "./config.js";

/** Asks each platform that is set. Never rejects for a platform that does not answer: that is a finding. */
export async function platformFindings(config: Config): Promise<Finding[]> {
  return (await Promise.all([telegramFindings(config), discordFindings(config)])).flat();
}

/** What Telegram itself says of the bot that is set: one line where it cannot be asked, and what may surprise. */
async function telegramFindings({ telegram: settings }: Config): Promise<Finding[]> {
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

/** Where members install it for themselves: its commands, and nothing else. */
function installation(application: string): string {
  return `https://discord.com/oauth2/authorize?client_id=${application}&integration_type=1&scope=applications.commands`;
}

/**
 * The exact scopes and permissions. All answers to commands need none; a moderator's "post as a reply" needs to see the
 * channel, to read what is replied to, and to send messages with files, in threads too.
 */
function invitation(application: string): string {
  const permissions = (1n << 10n) | (1n << 11n) | (1n << 15n) | (1n << 16n) | (1n << 38n);
  return `https://discord.com/oauth2/authorize?client_id=${application}&scope=bot+applications.commands&permissions=${permissions}`;
}

/** What Discord itself says of the bot that is set: one line where it cannot be asked, and what keeps members away. */
async function discordFindings({ discord: settings }: Config): Promise<Finding[]> {
  if (settings === undefined) return [];
  const about = "Discord";
  const { lookAt } = await import("../adapters/discord/connect.js");
  const looked = await lookAt(settings);
  if (!looked.ok) {
    return looked.why === "auth"
      ? [
          {
            about,
            state: "wrong",
            says: "refuses DISCORD_TOKEN",
            mend: "reset the bot's token in the developer portal (Bot, Reset Token) and set it",
          },
        ]
      : [
          {
            about,
            state: "wrong",
            says: `does not answer at ${settings.apiRoot} (${looked.why})`,
            mend: "connect this machine to it, or set DISCORD_API_ROOT to where it is",
          },
        ];
  }
  const { name, application, publicKey, endpoint } = looked.looked;
  const wrong = (says: string, mend: string): Finding => ({ about, state: "wrong", says, mend });
  const called = settings.publicKey !== undefined;
  return [
    { about, state: "good", says: `the bot is ${name}` },
    {
      about,
      state: "good",
      says: `to add it to a server, open ${invitation(application)}`,
    },
    {
      about,
      state: "good",
      says: `to install it for oneself, open ${installation(application)}`,
    },
    ...(called && settings.publicKey?.toLowerCase() !== publicKey.toLowerCase()
      ? [
          wrong(
            "DISCORD_PUBLIC_KEY is not this application's",
            "set the public key of the portal's General Information",
          ),
        ]
      : []),
    ...(called && endpoint === undefined
      ? [
          wrong(
            "sends commands over the gateway, and DISCORD_PUBLIC_KEY waits for calls",
            "enter the public address of this program, /discord/interactions at its end, as Interactions Endpoint URL in the portal while the bot runs, or leave DISCORD_PUBLIC_KEY out",
          ),
        ]
      : []),
    ...(!called && endpoint !== undefined
      ? [
          wrong(
            "sends commands to an Interactions Endpoint URL, and this bot waits on the gateway",
            "empty that field in the portal, or set DISCORD_PUBLIC_KEY",
          ),
        ]
      : []),
  ];
}
