import { existsSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Environment, findingLines, packageRoot, readConfig } from "../src/config.js";

const read = (environment: Environment) => readConfig(environment, "/package", "/base");
const wrongLines = (environment: Environment) => findingLines(read(environment).findings, "wrong");

describe("readConfig", () => {
  it("needs no setting at all", () => {
    expect(read({}).config).toEqual({
      host: "127.0.0.1",
      port: 8080,
      publicHost: "127.0.0.1",
      publicPort: 8081,
      sessionDays: 120,
      folders: { flowsDir: "/package/flows", contentDir: "/package/content" },
      logLevel: "info",
    });
  });

  it("takes what is set; a relative folder counts from where the program was started", () => {
    expect(
      read({
        HOST: "0.0.0.0",
        PORT: " 9000 ",
        SESSION_DAYS: "30",
        CONTENT_DIR: "words",
        FLOWS_DIR: "/srv/flows",
        COMMUNITY: "IMG Friends",
        LOG_LEVEL: "debug",
      }).config,
    ).toEqual({
      host: "0.0.0.0",
      port: 9000,
      publicHost: "127.0.0.1",
      publicPort: 8081,
      sessionDays: 30,
      folders: { flowsDir: "/srv/flows", contentDir: "/base/words" },
      community: "IMG Friends",
      logLevel: "debug",
    });
  });

  it.each([
    [{ CACHE_DIR: "kept", HOME: "/home-of" }, "/base/kept"],
    [{ XDG_CACHE_HOME: "/caches", HOME: "/home-of" }, "/caches/preceptor"],
    [{ XDG_CACHE_HOME: "relative", HOME: "/home-of" }, "/home-of/.cache/preceptor"],
    [{ CACHE_DIR: " ", XDG_CACHE_HOME: "", HOME: "/home-of" }, "/home-of/.cache/preceptor"],
    [{ HOME: "" }, undefined],
    [{}, undefined],
  ])("keeps what was studied where %o says", (environment, cacheDir) => {
    expect(read(environment).cacheDir).toBe(cacheDir);
    expect(read({ ...environment, PORT: "wrong" }).cacheDir).toBe(cacheDir);
  });

  it("takes an empty value for none", () => {
    expect(read({ PORT: "", COMMUNITY: "  ", REDIS_URL: "" }).config).toEqual(read({}).config);
  });

  it("names everything that is wrong at once, a line each", () => {
    const environment = {
      HOST: "my host",
      PORT: "70000",
      SESSION_DAYS: "ten",
      COMMUNITY: "x".repeat(101),
      LOG_LEVEL: "loud",
      CONTENT_DIR: "words",
    };
    expect(wrongLines(environment)).toEqual([
      'HOST is "my host": set a host name or an IP address',
      'PORT is "70000": set a whole number from 0 to 65535',
      'SESSION_DAYS is "ten": set a whole number from 1 to 3650',
      `COMMUNITY is "${"x".repeat(101)}": set a name of at most 100 characters`,
      'LOG_LEVEL is "loud": set one of debug, info, warn, error, silent',
    ]);
    expect(read(environment).config).toBeUndefined();
    expect(read(environment).folders.contentDir).toBe("/base/words");
  });

  it.each(["0", "-1", "1.5", "1e3", "0x10", "3651", "٣٠"])("refuses SESSION_DAYS=%s", (days) => {
    expect(wrongLines({ SESSION_DAYS: days })).toHaveLength(1);
  });

  const long = "0123456789abcdef0123456789abcdef";
  const other = "fedcba9876543210fedcba9876543210";

  it("takes a Redis with both secrets, and allows every weakness in development alone", () => {
    const set = { REDIS_URL: "redis://:hunter2@localhost", STATE_SECRET: long, ID_SECRET: other };
    const previous = "a previous secret of 32 characters";
    expect(read({ ...set, STATE_SECRET_PREVIOUS: `${previous}, ${long}` }).config?.redis).toEqual({
      address: {
        kind: "server",
        tls: false,
        password: "hunter2",
        at: { host: "localhost", port: 6379 },
        db: 0,
      },
      secrets: { id: other, state: long, previous: [previous, long] },
      allowed: "all",
    });
    const production = { ...set, NODE_ENV: "production", ALLOW_UNSAFE: "tls, password" };
    expect(read(production).config?.redis?.allowed).toEqual(["tls", "password"]);
    expect(JSON.stringify(read(production).findings)).not.toMatch(/hunter2|0123456789|fedcba/);
  });

  it("wants secrets in production, and says loudly in development that there are none", () => {
    const set = { REDIS_URL: "redis://localhost" };
    expect(wrongLines({ ...set, NODE_ENV: "production" })).toEqual([
      "STATE_SECRET is not set: set at least 32 characters that nobody can guess: openssl rand -base64 32",
      "ID_SECRET is not set: set at least 32 characters that nobody can guess: openssl rand -base64 32",
    ]);
    const { config, findings } = read(set);
    expect(config?.redis?.secrets.state).not.toBe(config?.redis?.secrets.id);
    expect(findingLines(findings, "missing").join()).toContain("a secret that everybody knows");
  });

  it.each([
    [{ REDIS_URL: "localhost:6379:hunter2" }, /^REDIS_URL is set: set redis:\/\//],
    [{ REDIS_URL: "http://hunter2@localhost" }, /^REDIS_URL is set/],
    [{ STATE_SECRET: "hunter2" }, /^STATE_SECRET is set: set at least 32/],
    [{ ID_SECRET: "undefined" }, /^ID_SECRET is set: set at least 32/],
    [
      { STATE_SECRET_PREVIOUS: `${long},hunter2` },
      /^STATE_SECRET_PREVIOUS is set: set secrets of at least 32/,
    ],
    [
      { REDIS_URL: "redis://h", STATE_SECRET: long, ID_SECRET: long },
      /^ID_SECRET is the same as STATE_SECRET/,
    ],
    [{ DEBUG: "ioredis:*" }, /^DEBUG is set: leave it out, since libraries would print what members said/],
    [{ ALLOW_UNSAFE: "tls,everything" }, /^ALLOW_UNSAFE is "tls,everything": set some of maxmemory-policy/],
  ])("F92: says in one line what is wrong with %o, and never prints a secret", (environment, line) => {
    expect(wrongLines(environment)).toEqual([expect.stringMatching(line)]);
    expect(JSON.stringify(read(environment).findings)).not.toMatch(/hunter2|0123456789abcdef/);
  });

  it("connects Discord where a token is set: by the gateway, or by calls that are signed", () => {
    const token = "MTk4.secret-of.discord";
    const asks = read({ DISCORD_TOKEN: token });
    expect(asks.config?.discord).toEqual({ token, apiRoot: "https://discord.com/api" });
    expect(JSON.stringify(asks.findings)).not.toContain("secret-of");
    const more = { DISCORD_GUILD_ID: "613425648685547541", DISCORD_PUBLIC_KEY: "0f".repeat(32) };
    expect(read({ DISCORD_TOKEN: token, ...more }).config?.discord).toMatchObject({
      guild: more.DISCORD_GUILD_ID,
      publicKey: more.DISCORD_PUBLIC_KEY,
    });
    expect(findingLines(read(more).findings, "missing")).toEqual([
      expect.stringMatching(/^store is in memory/),
      expect.stringMatching(/^DISCORD_GUILD_ID is set without a token/),
      expect.stringMatching(/^DISCORD_PUBLIC_KEY is set without a token/),
    ]);
  });

  it("connects Telegram where a token is set: by asking, or by a webhook with its secret", () => {
    const token = "110201543:secret-of-telegram";
    const secret = "webhook-secret-0123456789";
    const asks = read({ TELEGRAM_BOT_TOKEN: token });
    expect(asks.config?.telegram).toEqual({ token, apiRoot: "https://api.telegram.org" });
    expect(JSON.stringify(asks.findings)).not.toContain("secret-of-telegram");
    const url = "https://bot.example.org/telegram/hook";
    const called = read({
      TELEGRAM_BOT_TOKEN: token,
      TELEGRAM_WEBHOOK_URL: url,
      TELEGRAM_WEBHOOK_SECRET: secret,
    });
    expect(called.config?.telegram?.webhook).toEqual({ url, secret });
    expect(JSON.stringify(called.findings)).not.toContain(secret);
  });

  it.each<readonly [Readonly<Record<string, string>>, RegExp]>([
    [{ TELEGRAM_BOT_TOKEN: "my-bot" }, /^TELEGRAM_BOT_TOKEN is set: set the token as @BotFather gave it/],
    [{ TELEGRAM_API_ROOT: "api.telegram.org" }, /^TELEGRAM_API_ROOT is "api.telegram.org": set an address/],
    [{ DISCORD_TOKEN: "Bot abc" }, /^DISCORD_TOKEN is set: set the bot's token from the developer portal/],
    [
      { DISCORD_TOKEN: "a.b.c", DISCORD_GUILD_ID: "my server" },
      /^DISCORD_GUILD_ID is "my server": set the id/,
    ],
    [
      { DISCORD_TOKEN: "a.b.c", DISCORD_PUBLIC_KEY: "abc" },
      /^DISCORD_PUBLIC_KEY is "abc": set the public key/,
    ],
    [
      { DISCORD_TOKEN: "a.b.c", DISCORD_API_ROOT: "discord" },
      /^DISCORD_API_ROOT is "discord": set an address/,
    ],
    // A23: no start without a secret that nobody guesses.
    [
      { TELEGRAM_BOT_TOKEN: "1:a", TELEGRAM_WEBHOOK_URL: "https://a.org/x" },
      /^TELEGRAM_WEBHOOK_SECRET is not set/,
    ],
    ...["undefined", "short", "a secret with spaces in it, long"].map(
      (secret) =>
        [
          {
            TELEGRAM_BOT_TOKEN: "1:a",
            TELEGRAM_WEBHOOK_URL: "https://a.org/x",
            TELEGRAM_WEBHOOK_SECRET: secret,
          },
          /^TELEGRAM_WEBHOOK_SECRET is set: set 24 to 256/,
        ] as const,
    ),
    // T-36: https, on one of four ports.
    ...["http://a.org/x", "https://a.org:9443/x"].map(
      (url) =>
        [
          {
            TELEGRAM_BOT_TOKEN: "1:a",
            TELEGRAM_WEBHOOK_URL: url,
            TELEGRAM_WEBHOOK_SECRET: "webhook-secret-0123456789",
          },
          /^TELEGRAM_WEBHOOK_URL is .*: set an address with https on port 443, 80, 88 or 8443/,
        ] as const,
    ),
  ])("says in one line what is wrong with %o", (environment, line) => {
    expect(wrongLines(environment)).toEqual([expect.stringMatching(line)]);
  });

  it("says that the store in memory forgets", () => {
    expect(findingLines(read({}).findings, "missing").join()).toMatch(/store is in memory: .*forgotten/);
  });

  it("gives a config or says what is wrong, for any values", () => {
    const names = [
      ...["HOST", "PORT", "SESSION_DAYS", "CONTENT_DIR", "FLOWS_DIR", "COMMUNITY", "LOG_LEVEL"],
      ...["NODE_ENV", "REDIS_URL", "STATE_SECRET", "STATE_SECRET_PREVIOUS", "ID_SECRET", "ALLOW_UNSAFE"],
    ];
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), fc.string({ unit: "binary" })), (environment) => {
        const { config, findings } = read(environment);
        expect(config === undefined).toBe(findings.some((finding) => finding.state === "wrong"));
      }),
    );
  });
});

describe("packageRoot", () => {
  it("is the folder with flows and content", () => {
    for (const name of ["package.json", "flows", "content"]) {
      expect(existsSync(join(packageRoot(), name))).toBe(true);
    }
  });
});
