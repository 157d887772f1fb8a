/** The settings: from the environment to a Config, or to what is wrong with it, all at once. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { cacheDirOf, type Folders, foldersOf } from "./config-folders.js";
import {
  type DiscordConfig,
  platformDefaults,
  platformFindings,
  platformNames,
  platformSettings,
  platformsOf,
  type TelegramConfig,
} from "./config-platforms.js";
import { addressForms, type RedisAddress, readRedisAddress } from "./store/redis-address.js";
import { type UnsafeName, unsafeNames } from "./store/redis-check.js";
import type { Secrets } from "./store/sealed.js";

export type Environment = Readonly<Record<string, string | undefined>>;

export type LogLevel = "debug" | "info" | "warn" | "error" | "silent";

export type Config = {
  /** Where the preview page and the health checks are served. Port 0 is any free one. */
  host: string;
  port: number;
  /** Where platforms call this program. Served only where one does. */
  publicHost: string;
  publicPort: number;
  /** Days after the last contact until all that is kept of a member is erased. */
  sessionDays: number;
  folders: Folders;
  /** The community's name, shown in greetings. */
  community?: string;
  logLevel: LogLevel;
  telegram?: TelegramConfig;
  discord?: DiscordConfig;
  /** Where cases are kept; without it in memory. */
  redis?: {
    address: RedisAddress;
    secrets: Secrets;
    /** Weaknesses of Redis that may be there; in development all may. */
    allowed: readonly UnsafeName[] | "all";
  };
};

/** What there is to say about one setting. It never holds the value of a secret. */
export type Finding =
  | { about: string; state: "good"; says: string }
  | { about: string; state: "missing" | "wrong"; says: string; mend: string };

/** Without `config` at least one finding is wrong. The folders are there in any case, so that they can be checked. */
export type Configured = {
  config?: Config;
  folders: Folders;
  /** Where what was studied is kept; without it, nowhere. */
  cacheDir?: string;
  findings: readonly Finding[];
};

/**
 * Reads and checks every setting. `root` is the folder of the package, `cwd` what a relative folder counts from.
 * An empty value counts as none.
 */
export function readConfig(environment: Environment, root: string, cwd: string): Configured {
  const set = Object.fromEntries(
    [...names, "DEBUG"].flatMap((name) => {
      const value = environment[name]?.trim();
      return value === undefined || value === "" ? [] : [[name, value]];
    }),
  );
  const parsed = settings.safeParse(set);
  const wrong = new Map(
    parsed.error?.issues.map((issue) => [String(issue.path[0]), issue.message] as const) ?? [],
  );
  const folders = foldersOf(set, root, cwd);
  const cacheDir = cacheDirOf(set, environment, cwd);
  const places = cacheDir === undefined ? { folders } : { folders, cacheDir };
  const findings = [
    ...names.map((name): Finding => {
      const mend = wrong.get(name);
      const value = set[name];
      const shown = value !== undefined && isSecret(name) ? "set" : value;
      if (mend !== undefined)
        return { about: name, state: "wrong", says: isSecret(name) ? "set" : `"${value}"`, mend };
      return { about: name, state: "good", says: shown ?? `not set, ${defaults[name]}` };
    }),
    ...storeFindings(set),
    ...platformFindings(set),
    ...(set.DEBUG === undefined ? [] : [debugFinding]),
  ];
  if (!parsed.success || findings.some((finding) => finding.state === "wrong"))
    return { ...places, findings };
  const { HOST, PORT, PUBLIC_HOST, PUBLIC_PORT, SESSION_DAYS, COMMUNITY, LOG_LEVEL } = parsed.data;
  return {
    ...places,
    findings,
    config: {
      host: HOST,
      port: PORT,
      publicHost: PUBLIC_HOST,
      publicPort: PUBLIC_PORT,
      sessionDays: SESSION_DAYS,
      folders,
      logLevel: LOG_LEVEL,
      ...platformsOf(parsed.data),
      ...(COMMUNITY === undefined ? {} : { community: COMMUNITY }),
      ...(parsed.data.REDIS_URL === undefined ? {} : { redis: redisOf(parsed.data, parsed.data.REDIS_URL) }),
    },
  };
}

/** One line for each finding that is not good: what there is, and what to do. */
export function findingLines(findings: readonly Finding[], state: "missing" | "wrong"): string[] {
  return findings.flatMap((finding) =>
    finding.state === state ? [`${finding.about} is ${finding.says}: ${finding.mend}`] : [],
  );
}

/** What says which settings cannot be used; the command line prints it as it is. */
export function unusable(findings: readonly Finding[]): Error {
  return new Error(`the settings cannot be used.\n${findingLines(findings, "wrong").join("\n")}`);
}

/** The nearest folder above this file that has a package.json: the same from `src` and from `dist`. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) {
    const above = dirname(folder);
    if (above === folder) throw new Error(`No package.json above ${fileURLToPath(import.meta.url)}.`);
    folder = above;
  }
  return folder;
}

const names = [
  "HOST",
  "PORT",
  "SESSION_DAYS",
  "CONTENT_DIR",
  "FLOWS_DIR",
  "CACHE_DIR",
  "COMMUNITY",
  "LOG_LEVEL",
  "NODE_ENV",
  "REDIS_URL",
  "STATE_SECRET",
  "STATE_SECRET_PREVIOUS",
  "ID_SECRET",
  "ALLOW_UNSAFE",
  ...platformNames,
] as const;

const isSecret = (name: string): boolean => /SECRET|TOKEN|REDIS_URL/.test(name);

const defaults = {
  HOST: "127.0.0.1",
  PORT: "8080",
  SESSION_DAYS: "120",
  CONTENT_DIR: "the folder content of the package",
  FLOWS_DIR: "the folder flows of the package",
  CACHE_DIR: "the folder preceptor in the user's cache",
  COMMUNITY: "no name is shown",
  LOG_LEVEL: "info",
  NODE_ENV: "development",
  REDIS_URL: "cases are in memory",
  STATE_SECRET: "needed with REDIS_URL",
  STATE_SECRET_PREVIOUS: "none",
  ID_SECRET: "needed with REDIS_URL",
  ALLOW_UNSAFE: "nothing is allowed in production",
  ...platformDefaults,
} as const satisfies Record<(typeof names)[number], string>;

/** The shortest secret, in characters. */
const leastSecret = 32;

const settings = z.object({
  HOST: hostName().default(defaults.HOST),
  PORT: whole(0, 65_535).default(Number(defaults.PORT)),
  PUBLIC_HOST: hostName().default(defaults.PUBLIC_HOST),
  PUBLIC_PORT: whole(0, 65_535).default(Number(defaults.PUBLIC_PORT)),
  SESSION_DAYS: whole(1, 3650).default(Number(defaults.SESSION_DAYS)),
  CONTENT_DIR: z.string().optional(),
  FLOWS_DIR: z.string().optional(),
  CACHE_DIR: z.string().optional(),
  COMMUNITY: z.string().max(100, "set a name of at most 100 characters").optional(),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error", "silent"], {
      error: "set one of debug, info, warn, error, silent",
    })
    .default(defaults.LOG_LEVEL),
  NODE_ENV: z.string().default(defaults.NODE_ENV),
  REDIS_URL: read(readRedisAddress, addressForms).optional(),
  STATE_SECRET: secret().optional(),
  STATE_SECRET_PREVIOUS: read(
    readPrevious,
    `set secrets of at least ${leastSecret} characters, by commas`,
  ).default([]),
  ID_SECRET: secret().optional(),
  ALLOW_UNSAFE: read(readUnsafe, `set some of ${unsafeNames.join(", ")}, by commas`).default([]),
  ...platformSettings,
});

type Settings = z.infer<typeof settings>;

function hostName(): z.ZodType<string, string> {
  return z.string().regex(/^[\w.:-]+$/, "set a host name or an IP address");
}

function secret(): z.ZodType<string, string> {
  return z
    .string()
    .min(
      leastSecret,
      `set at least ${leastSecret} characters that nobody can guess: openssl rand -base64 32`,
    );
}

/** What `reader` makes of a text; `expected` is said where it makes nothing. */
function read<T>(reader: (text: string) => T | undefined, expected: string): z.ZodType<T, string> {
  return z.string().transform((text, context) => {
    const value = reader(text);
    if (value !== undefined) return value;
    context.addIssue(expected);
    return z.NEVER;
  });
}

function readPrevious(text: string): readonly string[] | undefined {
  const secrets = text.split(",").map((one) => one.trim());
  return secrets.every((one) => one.length >= leastSecret) ? secrets : undefined;
}

function readUnsafe(text: string): readonly UnsafeName[] | undefined {
  const asked = text.split(/[,\s]+/).filter((one) => one !== "");
  const known = asked.flatMap((one) => unsafeNames.find((name) => name === one) ?? []);
  return known.length === asked.length ? known : undefined;
}

/** Only where nobody's case is kept for real: everybody knows it. */
const forDevelopment = "everybody knows this secret, for development only";

function redisOf(data: Settings, address: RedisAddress): NonNullable<Config["redis"]> {
  return {
    address,
    secrets: {
      id: data.ID_SECRET ?? `${forDevelopment} (id)`,
      state: data.STATE_SECRET ?? `${forDevelopment} (state)`,
      previous: data.STATE_SECRET_PREVIOUS,
    },
    allowed: data.NODE_ENV === "production" ? data.ALLOW_UNSAFE : "all",
  };
}

/** Where cases are kept, and whether they are sealed by what only the operator knows. */
function storeFindings(set: Environment): Finding[] {
  if (set.REDIS_URL === undefined) {
    const mend = "every case is forgotten when the process ends; set REDIS_URL to keep them";
    return [{ about: "store", state: "missing", says: "in memory", mend }];
  }
  const { ID_SECRET, STATE_SECRET, NODE_ENV } = set;
  const absent = (["STATE_SECRET", "ID_SECRET"] as const).flatMap((about): Finding[] => {
    if (set[about] !== undefined) return [];
    const mend = "set at least 32 characters that nobody can guess: openssl rand -base64 32";
    return NODE_ENV === "production"
      ? [{ about, state: "wrong", says: "not set", mend }]
      : [
          {
            about,
            state: "missing",
            says: "not set, so cases are sealed with a secret that everybody knows",
            mend,
          },
        ];
  });
  const same = ID_SECRET !== undefined && ID_SECRET === STATE_SECRET;
  const mend = "set another one: whoever learns one of them must not know the other";
  return same
    ? [...absent, { about: "ID_SECRET", state: "wrong", says: "the same as STATE_SECRET", mend }]
    : absent;
}

function whole(min: number, max: number): z.ZodType<number, string> {
  const expected = `set a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,6}$/, expected)
    .transform(Number)
    .refine((number) => number >= min && number <= max, expected);
}

/** What libraries print under it holds what members said, and secrets. */
const debugFinding: Finding = {
  about: "DEBUG",
  state: "wrong",
  says: "set",
  mend: "leave it out, since libraries would print what members said; LOG_LEVEL=debug is safe",
};
