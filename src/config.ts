/** The settings: from the environment to a Config, or to what is wrong with it, all at once. */
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

export type Environment = Readonly<Record<string, string | undefined>>;

export type Folders = { flowsDir: string; contentDir: string };

export type LogLevel = "debug" | "info" | "warn" | "error" | "silent";

export type Config = {
  /** Where the preview page and the health checks are served. Port 0 is any free one. */
  host: string;
  port: number;
  /** Days after the last contact until all that is kept of a member is erased. */
  sessionDays: number;
  folders: Folders;
  /** The community's name, shown in greetings. */
  community?: string;
  logLevel: LogLevel;
};

/** What there is to say about one setting. It never holds the value of a secret. */
export type Finding =
  | { about: string; state: "good"; says: string }
  | { about: string; state: "missing" | "wrong"; says: string; mend: string };

/** Without `config` at least one finding is wrong. The folders are there in any case, so that they can be checked. */
export type Configured = { config?: Config; folders: Folders; findings: readonly Finding[] };

/**
 * Reads and checks every setting. `root` is the folder of the package, `cwd` what a relative folder counts from.
 * An empty value counts as none.
 */
export function readConfig(environment: Environment, root: string, cwd: string): Configured {
  const set = Object.fromEntries(
    [...names, "REDIS_URL", ...tokens].flatMap((name) => {
      const value = environment[name]?.trim();
      return value === undefined || value === "" ? [] : [[name, value]];
    }),
  );
  const parsed = settings.safeParse(set);
  const wrong = new Map(
    parsed.error?.issues.map((issue) => [String(issue.path[0]), issue.message] as const) ?? [],
  );
  const folders = {
    flowsDir: set.FLOWS_DIR === undefined ? join(root, "flows") : resolve(cwd, set.FLOWS_DIR),
    contentDir: set.CONTENT_DIR === undefined ? join(root, "content") : resolve(cwd, set.CONTENT_DIR),
  };
  const findings = [
    ...names.map((name): Finding => {
      const mend = wrong.get(name);
      if (mend !== undefined) return { about: name, state: "wrong", says: `"${set[name]}"`, mend };
      return { about: name, state: "good", says: set[name] ?? `not set, ${defaults[name]}` };
    }),
    ...laterFindings(set),
  ];
  if (!parsed.success || findings.some((finding) => finding.state === "wrong")) return { folders, findings };
  const { HOST, PORT, SESSION_DAYS, COMMUNITY, LOG_LEVEL } = parsed.data;
  return {
    folders,
    findings,
    config: {
      host: HOST,
      port: PORT,
      sessionDays: SESSION_DAYS,
      folders,
      logLevel: LOG_LEVEL,
      ...(COMMUNITY === undefined ? {} : { community: COMMUNITY }),
    },
  };
}

/** One line for each finding that is not good: what there is, and what to do. */
export function findingLines(findings: readonly Finding[], state: "missing" | "wrong"): string[] {
  return findings.flatMap((finding) =>
    finding.state === state ? [`${finding.about} is ${finding.says}: ${finding.mend}`] : [],
  );
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

const names = ["HOST", "PORT", "SESSION_DAYS", "CONTENT_DIR", "FLOWS_DIR", "COMMUNITY", "LOG_LEVEL"] as const;

const defaults = {
  HOST: "127.0.0.1",
  PORT: "8080",
  SESSION_DAYS: "120",
  CONTENT_DIR: "the folder content of the package",
  FLOWS_DIR: "the folder flows of the package",
  COMMUNITY: "no name is shown",
  LOG_LEVEL: "info",
} as const satisfies Record<(typeof names)[number], string>;

const tokens = ["TELEGRAM_BOT_TOKEN", "DISCORD_TOKEN"] as const;

const settings = z.object({
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, "set a host name or an IP address")
    .default(defaults.HOST),
  PORT: whole(0, 65_535).default(Number(defaults.PORT)),
  SESSION_DAYS: whole(1, 3650).default(Number(defaults.SESSION_DAYS)),
  CONTENT_DIR: z.string().optional(),
  FLOWS_DIR: z.string().optional(),
  COMMUNITY: z.string().max(100, "set a name of at most 100 characters").optional(),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error", "silent"], {
      error: "set one of debug, info, warn, error, silent",
    })
    .default(defaults.LOG_LEVEL),
});

function whole(min: number, max: number): z.ZodType<number, string> {
  const expected = `set a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,6}$/, expected)
    .transform(Number)
    .refine((number) => number >= min && number <= max, expected);
}

/** Settings of parts that do not exist yet. Their values are secrets and are not looked at. */
function laterFindings(set: Environment): Finding[] {
  const redis: Finding[] =
    set.REDIS_URL === undefined
      ? [
          {
            about: "store",
            state: "missing",
            says: "in memory",
            mend: "every case is forgotten when the process ends; this version has no other store yet",
          },
        ]
      : [
          {
            about: "REDIS_URL",
            state: "wrong",
            says: "set",
            mend: "leave it out; this version keeps cases in memory only and must not seem to keep them in Redis",
          },
        ];
  const platforms = tokens.flatMap((name): Finding[] =>
    set[name] === undefined
      ? []
      : [
          {
            about: name,
            state: "missing",
            says: "set, but this version connects no platform yet",
            mend: "leave it out, and use the preview page or the terminal",
          },
        ],
  );
  return [...redis, ...platforms];
}
