/** The settings of platforms: which are connected, and where they call this program. */
import { z } from "zod";
import type { Environment, Finding } from "./config.js";

/** A bot of Telegram. Without `webhook` it asks for updates itself. */
export type TelegramConfig = { token: string; apiRoot: string; webhook?: { url: string; secret: string } };

/** A bot of Discord. With `publicKey` Discord calls this program; without it the bot holds a connection of its own. */
export type DiscordConfig = { token: string; apiRoot: string; guild?: string; publicKey?: string };

export const platformNames = [
  "PUBLIC_HOST",
  "PUBLIC_PORT",
  "TELEGRAM_BOT_TOKEN",
  "TELEGRAM_API_ROOT",
  "TELEGRAM_WEBHOOK_URL",
  "TELEGRAM_WEBHOOK_SECRET",
  "DISCORD_TOKEN",
  "DISCORD_API_ROOT",
  "DISCORD_GUILD_ID",
  "DISCORD_PUBLIC_KEY",
] as const;

const publicRoot = "https://api.telegram.org";
const discordRoot = "https://discord.com/api";

export const platformDefaults = {
  PUBLIC_HOST: "127.0.0.1",
  PUBLIC_PORT: "8081",
  TELEGRAM_BOT_TOKEN: "Telegram is not connected",
  TELEGRAM_API_ROOT: publicRoot,
  TELEGRAM_WEBHOOK_URL: "updates are asked for",
  TELEGRAM_WEBHOOK_SECRET: "needed with TELEGRAM_WEBHOOK_URL",
  DISCORD_TOKEN: "Discord is not connected",
  DISCORD_API_ROOT: discordRoot,
  DISCORD_GUILD_ID: "commands are registered for every server",
  DISCORD_PUBLIC_KEY: "the bot holds a connection of its own",
} as const satisfies Record<(typeof platformNames)[number], string>;

export const platformSettings = {
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]+$/, "set the token as @BotFather gave it: a number, a colon, letters and digits")
    .optional(),
  TELEGRAM_API_ROOT: z
    .string()
    .refine((text) => addressOf(text) !== undefined, `set an address such as ${publicRoot}`)
    .default(publicRoot),
  TELEGRAM_WEBHOOK_URL: z
    .string()
    .refine(
      (text) => addressOf(text) !== undefined,
      "set the public https address of this program, with a path that nobody guesses",
    )
    .optional(),
  /** 1 to 256 characters for Telegram (T-36); what is short can be guessed. */
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(
      /^[A-Za-z0-9_-]{24,256}$/,
      "set 24 to 256 letters, digits, _ or - that nobody can guess: openssl rand -hex 32",
    )
    .optional(),
  DISCORD_TOKEN: z
    .string()
    .regex(
      /^[\w-]+\.[\w-]+\.[\w-]+$/,
      "set the bot's token from the developer portal (Bot, Reset Token): three parts with dots, without the word Bot",
    )
    .optional(),
  DISCORD_API_ROOT: z
    .string()
    .refine((text) => addressOf(text) !== undefined, `set an address such as ${discordRoot}`)
    .default(discordRoot),
  DISCORD_GUILD_ID: z
    .string()
    .regex(/^\d{17,20}$/, "set the id of one server: 17 to 20 digits (Developer Mode, Copy Server ID)")
    .optional(),
  /** Ed25519, as the portal shows it (D-30). */
  DISCORD_PUBLIC_KEY: z
    .string()
    .regex(
      /^[0-9a-f]{64}$/i,
      "set the public key of the application (developer portal, General Information): 64 hexadecimal digits",
    )
    .optional(),
};

type Settings = z.infer<z.ZodObject<typeof platformSettings>>;

/** What is to be connected; `findings` has been asked first whether it can be. */
export function platformsOf(data: Settings): { telegram?: TelegramConfig; discord?: DiscordConfig } {
  const telegram = telegramOf(data);
  const discord = discordOf(data);
  return {
    ...(telegram === undefined ? {} : { telegram }),
    ...(discord === undefined ? {} : { discord }),
  };
}

function telegramOf(data: Settings): TelegramConfig | undefined {
  const { TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: apiRoot } = data;
  if (token === undefined) return undefined;
  const { TELEGRAM_WEBHOOK_URL: url, TELEGRAM_WEBHOOK_SECRET: secret } = data;
  return {
    token,
    apiRoot,
    ...(url === undefined || secret === undefined ? {} : { webhook: { url, secret } }),
  };
}

function discordOf(data: Settings): DiscordConfig | undefined {
  const { DISCORD_TOKEN: token, DISCORD_API_ROOT: apiRoot } = data;
  if (token === undefined) return undefined;
  const { DISCORD_GUILD_ID: guild, DISCORD_PUBLIC_KEY: publicKey } = data;
  return {
    token,
    apiRoot,
    ...(guild === undefined ? {} : { guild }),
    ...(publicKey === undefined ? {} : { publicKey }),
  };
}

/** What is wrong with these settings together, and what is set and has no effect. */
export function platformFindings(set: Environment): Finding[] {
  return [...webhookFindings(set), ...withoutToken(set)];
}

function webhookFindings(set: Environment): Finding[] {
  const { TELEGRAM_WEBHOOK_URL: url, TELEGRAM_API_ROOT: root = publicRoot } = set;
  if (url === undefined) return [];
  const address = addressOf(url);
  const secret: Finding[] =
    set.TELEGRAM_WEBHOOK_SECRET === undefined
      ? [
          {
            about: "TELEGRAM_WEBHOOK_SECRET",
            state: "wrong",
            says: "not set",
            mend: "set 24 to 256 letters, digits, _ or - that nobody can guess: openssl rand -hex 32",
          },
        ]
      : [];
  // A server of one's own may call any address; Telegram's only these (T-36).
  const reachable =
    address === undefined ||
    addressOf(root)?.origin !== publicRoot ||
    (address.protocol === "https:" && ["", "80", "88", "8443"].includes(address.port));
  if (reachable) return secret;
  return [
    ...secret,
    {
      about: "TELEGRAM_WEBHOOK_URL",
      state: "wrong",
      says: `"${url}"`,
      mend: "set an address with https on port 443, 80, 88 or 8443: Telegram calls no other",
    },
  ];
}

/** Settings of a bot that is not there. */
function withoutToken(set: Environment): Finding[] {
  return needing.flatMap(({ token, names }) =>
    set[token] !== undefined
      ? []
      : names
          .filter((name) => set[name] !== undefined)
          .map(
            (about): Finding => ({
              about,
              state: "missing",
              says: "set without a token, and not used",
              mend: `set ${token} too, or leave it out`,
            }),
          ),
  );
}

const needing = [
  { token: "TELEGRAM_BOT_TOKEN", names: ["TELEGRAM_WEBHOOK_URL"] },
  { token: "DISCORD_TOKEN", names: ["DISCORD_GUILD_ID", "DISCORD_PUBLIC_KEY"] },
] as const;

function addressOf(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.protocol === "https:" || url.protocol === "http:" ? url : undefined;
}
