/** Who may import whom (ARCHITECTURE.md). A folder ends with a slash and may always import itself. */

/** `only` names the files of the row that may; elsewhere in the row the package may be imported for its types alone. */
export type AllowedPackage = { name: string; only?: readonly string[] };

export type Row = {
  from: string;
  /** Files and folders; `{ types }` where nothing of it may run. */
  may: readonly (string | { types: string })[];
  /** Packages and `node:` built-ins. "any" is for what is never shipped. */
  packages: readonly AllowedPackage[] | "any";
};

/** What every adapter knows. Words and routes reach it as data. */
const platform = [
  "src/adapter.ts",
  "src/screen.ts",
  "src/given.ts",
  "src/script.ts",
  "src/counted.ts",
  "src/recent.ts",
  "src/answer.ts",
  "src/cut.ts",
  { types: "src/engine/" },
] as const;

const commonContent = ["src/content/", "src/engine/", "src/screen.ts", "src/problem.ts"] as const;

export const rows: readonly Row[] = [
  { from: "src/engine/", may: [], packages: [] },
  { from: "src/screen.ts", may: [], packages: [] },
  { from: "src/problem.ts", may: [], packages: [] },
  { from: "src/given.ts", may: [], packages: [] },
  { from: "src/script.ts", may: [], packages: [] },
  { from: "src/counted.ts", may: [], packages: [] },
  { from: "src/recent.ts", may: [], packages: [] },
  { from: "src/cut.ts", may: [], packages: [] },
  { from: "src/answer.ts", may: [{ types: "src/adapter.ts" }], packages: [] },
  { from: "src/adapter.ts", may: [{ types: "src/engine/" }, { types: "src/screen.ts" }], packages: [] },
  {
    from: "src/config.ts",
    // How the address of Redis is written, and what of it may be weak.
    may: [
      "src/config-folders.ts",
      "src/config-platforms.ts",
      "src/store/redis-address.ts",
      "src/store/redis-check.ts",
      { types: "src/store/sealed.ts" },
    ],
    packages: [{ name: "zod" }, { name: "node:fs" }, { name: "node:path" }, { name: "node:url" }],
  },
  { from: "src/config-folders.ts", may: [{ types: "src/config.ts" }], packages: [{ name: "node:path" }] },
  { from: "src/config-platforms.ts", may: [{ types: "src/config.ts" }], packages: [{ name: "zod" }] },
  {
    from: "src/content/",
    may: commonContent,
    packages: [
      { name: "zod" },
      { name: "yaml" },
      { name: "mdast-util-from-markdown", only: ["src/content/markdown.ts"] },
      { name: "mdast", only: [] },
      // Time zones are read in one place.
      { name: "luxon", only: ["src/content/clock.ts"] },
      // Files are read in one place.
      { name: "node:fs/promises", only: ["src/content/load.ts"] },
      { name: "node:path", only: ["src/content/load.ts"] },
      // The revision of a library is a hash of its files.
      { name: "node:crypto", only: ["src/content/parse.ts"] },
    ],
  },
  { from: "src/ask/", may: commonContent, packages: [] },
  { from: "src/lookup/", may: [...commonContent, "src/ask/"], packages: [] },
  {
    from: "src/files/",
    // Of the engine only its calendar runs here.
    may: [{ types: "src/engine/" }, "src/engine/day.ts", "src/screen.ts", "src/content/"],
    packages: [
      { name: "ics" },
      { name: "@resvg/resvg-js", only: ["src/files/raster.ts"] },
      // Where the font of the pictures lies.
      { name: "node:module", only: ["src/files/raster.ts"] },
    ],
  },
  {
    from: "src/check/",
    may: [...commonContent, "src/ask/", "src/lookup/", { types: "src/adapter.ts" }],
    packages: [],
  },
  {
    from: "src/store/",
    may: [{ types: "src/engine/" }],
    packages: [
      { name: "ioredis", only: ["src/store/redis.ts"] },
      // Secrets are used in one place; a script is named by its hash.
      { name: "node:crypto", only: ["src/store/sealed.ts", "src/store/scripts.ts"] },
      { name: "node:zlib", only: ["src/store/sealed.ts"] },
      // Scripts are read in one place.
      { name: "node:fs/promises", only: ["src/store/scripts.ts"] },
      { name: "node:path", only: ["src/store/scripts.ts"] },
    ],
  },
  {
    from: "src/runtime/",
    may: [
      ...commonContent,
      "src/ask/",
      "src/lookup/",
      "src/files/",
      "src/check/",
      "src/store/members.ts",
      "src/store/board.ts",
      "src/adapter.ts",
    ],
    packages: [
      { name: "pino", only: ["src/runtime/log.ts"] },
      { name: "chrono-node", only: ["src/runtime/dates.ts"] },
      { name: "fastify", only: ["src/runtime/http.ts"] },
      {
        name: "node:worker_threads",
        only: ["src/runtime/examine-aside.ts", "src/runtime/examine-worker.ts"],
      },
      // What was studied is kept in one place, under a hash of what it was studied with.
      ...["node:crypto", "node:fs", "node:path", "node:process", "node:url"].map((name) => ({
        name,
        only: ["src/runtime/kept.ts"],
      })),
    ],
  },
  {
    from: "src/cli/",
    may: ["src/"],
    packages: [
      { name: "commander", only: ["src/cli/run.ts"] },
      { name: "@hpcc-js/wasm-graphviz", only: ["src/cli/graph.ts"] },
      { name: "node:fs/promises" },
      { name: "node:path" },
      { name: "node:readline" },
      { name: "node:stream", only: [] },
    ],
  },
  {
    from: "src/main.ts",
    may: ["src/", "adapters/"],
    packages: [
      { name: "node:crypto" },
      { name: "node:fs/promises" },
      { name: "node:path" },
      { name: "node:perf_hooks" },
      { name: "node:process" },
      { name: "node:timers/promises" },
    ],
  },
  {
    from: "src/platforms.ts",
    may: ["src/", "adapters/"],
    packages: [
      { name: "node:crypto" },
      { name: "node:fs/promises" },
      { name: "node:path" },
      { name: "node:timers/promises" },
    ],
  },
  { from: "src/platform-findings.ts", may: ["src/", "adapters/"], packages: [] },
  {
    from: "adapters/terminal/",
    may: platform,
    packages: [
      { name: "@clack/prompts", only: ["adapters/terminal/connect.ts"] },
      { name: "node:readline", only: ["adapters/terminal/connect.ts"] },
      { name: "node:stream", only: [] },
      { name: "fast-string-width" },
      { name: "node:util" },
    ],
  },
  {
    from: "adapters/telegram/",
    may: platform,
    // Elsewhere only its types are known.
    packages: [
      { name: "telegraf", only: ["adapters/telegram/connect.ts"] },
      // The signal that telegraf's client takes, and the connections it keeps.
      { name: "abort-controller", only: ["adapters/telegram/connect.ts"] },
      { name: "node:https", only: ["adapters/telegram/connect.ts", "adapters/telegram/post.ts"] },
      { name: "node:http", only: ["adapters/telegram/post.ts"] },
      // Secrets are compared in constant time.
      { name: "node:crypto", only: ["adapters/telegram/webhook.ts"] },
    ],
  },
  {
    from: "adapters/discord/",
    may: platform,
    // Elsewhere only its types are known.
    packages: [
      { name: "discord.js", only: ["adapters/discord/connect.ts"] },
      // Signatures are verified, and what is sent again is known by a hash.
      { name: "node:crypto", only: ["adapters/discord/interactions.ts", "adapters/discord/messages.ts"] },
      // A gateway that does not close is not waited for.
      { name: "node:timers/promises", only: ["adapters/discord/connect.ts"] },
    ],
  },
  {
    from: "adapters/web/",
    may: platform,
    packages: [
      { name: "node:crypto", only: ["adapters/web/connect.ts"] },
      { name: "node:net", only: ["adapters/web/guard.ts"] },
    ],
  },
  // The page runs in a browser: it has what it brings.
  { from: "adapters/web/page/", may: [], packages: [] },
  { from: "test/", may: ["src/", "adapters/"], packages: "any" },
  { from: "bench/", may: ["src/", "adapters/", "test/support/"], packages: "any" },
];

/** It imports all the parts, so nobody imports it. */
export const compositionRoot = "src/main.ts";

/** Files of `src` that may name a platform. */
export const mayNamePlatforms: readonly string[] = [
  "src/main.ts",
  "src/config.ts",
  "src/config-platforms.ts",
  "src/platforms.ts",
  "src/platform-findings.ts",
  // What each of them says around a screen.
  "src/content/words-adapters.ts",
];

/** Packages that are run and not imported, with the command that `package.json` runs them by. */
export const tools: Readonly<Record<string, string>> = { typescript: "tsc", "@biomejs/biome": "biome" };

/** Packages of which files are read and no code is run, with the file that names them. */
export const assets: Readonly<Record<string, string>> = { "dejavu-fonts-ttf": "src/files/raster.ts" };

/** The most lines of a file; the longest that fits has its first line say "Over 300 lines because …". */
export const longest = { test: 600, other: 300 } as const;
