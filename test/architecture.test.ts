/** ARCHITECTURE.md, held: who imports whom, and the rules of the house that a machine can judge. */
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readTree, type Source } from "./support/architecture-read.js";
import {
  circles,
  dependencyProblems,
  importProblems,
  length,
  type Manifest,
  moduleState,
  platformNames,
  type Rule,
  reasonProblems,
  rowOf,
  strangers,
  typeProblems,
} from "./support/architecture-rules.js";
import { rows } from "./support/architecture-table.js";

const tree = readTree(fileURLToPath(new URL("..", import.meta.url)));
/** A tool's settings are a default export because the tool wants it so. */
const isSettings = (path: string): boolean => path.endsWith("vitest.config.ts");
const code = tree.filter(
  ({ path }) => /^(?:src|adapters|test|bench)\/.*\.(?:ts|mts|js|mjs)$/.test(path) && !isSettings(path),
);
const shipped = code.filter((one) => /^(?:src|adapters)\//.test(one.path));
const manifest: Manifest = JSON.parse(read("package.json"));

function read(path: string): string {
  return tree.find((one) => one.path === path)?.text ?? "";
}

function all(rule: Rule, sources: readonly Source[]): string[] {
  return sources.flatMap(rule);
}

describe("the tree", () => {
  it("imports only what the table allows", () => {
    expect(all((source) => importProblems(source), code)).toEqual([]);
  });

  it("has a file for every row of the table", () => {
    const used = new Set(code.map((one) => rowOf(one.path)?.from));
    expect(rows.map((row) => row.from).filter((from) => !used.has(from))).toEqual([]);
  });

  it("imports in no circle", () => {
    expect(circles(shipped)).toEqual([]);
  });

  it("has no cast, no any, no exclamation mark and no default export", () => {
    expect(all(typeProblems, code)).toEqual([]);
  });

  it("keeps no state in modules", () => {
    expect(all(moduleState, shipped)).toEqual([]);
  });

  it("names no platform in src, but where platforms are chosen and set up", () => {
    expect(all(platformNames, shipped)).toEqual([]);
  });

  it("has no file that is too long without a word about it", () => {
    const counted = tree.filter((one) =>
      /^(?:src|adapters|test|bench)\/.*\.(?:m?[tj]s|css|html)$/.test(one.path),
    );
    expect(all(length, counted)).toEqual([]);
  });

  it("holds nothing that belongs to one machine", () => {
    expect(all(strangers, tree)).toEqual([]);
  });

  it("uses every dependency and declares every import", () => {
    const settings = tree.filter((one) => isSettings(one.path));
    expect(dependencyProblems(manifest, [...code, ...settings])).toEqual([]);
  });

  it("has a reason for every dependency", () => {
    expect(reasonProblems(manifest, read("CONTRIBUTING.md"))).toEqual([]);
  });
});

describe("the rules", () => {
  const at = (path: string, ...lines: string[]): Source => ({ path, text: `${lines.join("\n")}\n` });

  const imports: readonly [string, string, string, RegExp | undefined][] = [
    ["the engine may import itself", "src/engine/plan.ts", 'import { a } from "./day.js";', undefined],
    [
      "the engine imports no words",
      "src/engine/plan.ts",
      'import { a } from "../content/a.js";',
      /nothing but/,
    ],
    ["not even types", "src/engine/plan.ts", 'import type { A } from "../screen.js";', /nothing but itself/],
    ["nor a built-in", "src/engine/plan.ts", 'import { join } from "node:path";', /no package/],
    ["nor by export", "src/engine/plan.ts", 'export * from "../content/a.js";', /nothing but itself/],
    ["nor at run time", "src/engine/plan.ts", 'const a = import("../content/a.js");', /nothing but itself/],
    ["nor by its path", "src/engine/plan.ts", 'const a = import.meta.resolve("zod");', /no package/],
    [
      "in any way",
      "src/engine/plan.ts",
      'const a = createRequire(import.meta.url).resolve("zod/a.js");',
      /imports zod: .* no package/,
    ],
    ["nor inside a type", "src/engine/plan.ts", 'type A = import("zod").ZodType;', /no package/],
    [
      "types where types are allowed",
      "src/store/memory.ts",
      'import type { A } from "../engine/a.js";',
      undefined,
    ],
    ["one by one, too", "src/store/memory.ts", 'import { type A } from "../engine/a.js";', undefined],
    [
      "no more than types",
      "src/store/memory.ts",
      'import { type A, b } from "../engine/a.js";',
      /types of it only/,
    ],
    ["nor for its effects", "src/store/memory.ts", 'import "../engine/a.js";', /types of it only/],
    ["one file where one is allowed", "src/files/a.ts", 'import { a } from "../engine/day.js";', undefined],
    ["and not its neighbour", "src/files/a.ts", 'import { a } from "../engine/plan.js";', /types of it only/],
    ["a package in its one file", "src/runtime/http.ts", 'import { fastify } from "fastify";', undefined],
    [
      "and nowhere else",
      "src/runtime/a.ts",
      'import { fastify } from "fastify";',
      /only src\/runtime\/http.ts may/,
    ],
    ["but for its types", "src/runtime/a.ts", 'import type { A } from "fastify";', undefined],
    ["a package by an inner path", "src/content/a.ts", 'import { z } from "zod/v4";', undefined],
    ["no other package", "src/ask/a.ts", 'import { parse } from "yaml";', /may import no package/],
    [
      "no file system beside load",
      "src/content/a.ts",
      'import { a } from "node:fs/promises";',
      /load.ts may/,
    ],
    [
      "an adapter no flow",
      "adapters/web/read.ts",
      'import { a } from "../../src/content/a.js";',
      /src\/adapter.ts/,
    ],
    [
      "an adapter no store",
      "adapters/web/read.ts",
      'import type { A } from "../../src/store/a.js";',
      /may import/,
    ],
    [
      "an adapter no other adapter",
      "adapters/web/read.ts",
      'import { a } from "../terminal/a.js";',
      /may import/,
    ],
    [
      "the page only itself",
      "adapters/web/page/a.js",
      'import { a } from "../read.js";',
      /nothing but itself/,
    ],
    ["nobody the main file", "src/cli/run.ts", 'import { a } from "../main.js";', /knows all the parts/],
    ["not even a test", "test/a.test.ts", 'import { a } from "../src/main.js";', /knows all the parts/],
    ["a test any package", "test/a.test.ts", 'import { a } from "vitest";', undefined],
    ["the main file an adapter", "src/main.ts", 'import { a } from "../adapters/web/index.js";', undefined],
    ["a new adapter needs its row", "adapters/pigeon/read.ts", 'import { a } from "./a.js";', /no row/],
  ];

  it.each(imports)("on imports: %s", (_what, path, line, problem) => {
    const found = importProblems(at(path, "", line));
    if (problem === undefined) expect(found).toEqual([]);
    else expect(found).toEqual([expect.stringMatching(problem)]);
  });

  it("on imports: say where", () => {
    expect(importProblems(at("src/engine/a.ts", "", 'import { z } from "zod";'))).toEqual([
      "src/engine/a.ts:2 imports zod: src/engine/ may import no package",
    ]);
  });

  it("on circles: find one of three, and let types go round", () => {
    const ring = (middle: string): Source[] => [
      at("src/a.ts", 'import { b } from "./b.js";'),
      at("src/b.ts", middle),
      at("src/c.ts", 'import { a } from "./a.js";'),
    ];
    expect(circles(ring('import { c } from "./c.js";'))).toEqual([
      "src/a.ts → src/b.ts → src/c.ts → src/a.ts",
    ]);
    expect(circles(ring('import type { C } from "./c.js";'))).toEqual([]);
  });

  it.each([
    ["const a = b as C;", /a cast, "as C"/],
    ["const a = b as unknown as C;", /a cast/],
    ["const a = <C>b;", /angle brackets/],
    ["const a = b!;", /an "!"/],
    ["let a!: string;", /an "!"/],
    ["class A { b!: string }", /an "!"/],
    ["function a(b: any): void {}", /"any"/],
    ["type A = Record<string, any>;", /"any"/],
    ["export default 1;", /default export/],
    ["// @ts-expect-error it works", /@ts-expect-error/],
  ])("on types: %s", (line, problem) => {
    const found = typeProblems(at("src/engine/a.ts", "const fine = 1;", line));
    expect(found[0]).toMatch(/^src\/engine\/a.ts:2 has /);
    expect(found[0]).toMatch(problem);
  });

  it("on types: let be what is no cast", () => {
    const lines = [
      'const a = ["b"] as const;',
      "const c = { d: 1 } satisfies E;",
      'import { f as g } from "./f.js";',
      "const any = !h;",
      'const i = "x as any!";',
    ];
    expect(typeProblems(at("src/engine/a.ts", ...lines))).toEqual([]);
  });

  it.each([
    "let count = 0;",
    "export let count = 0;",
    "var count = 0;",
    "const seen = new Set<string>();",
    "export const seen = new Map<string, number>();",
    "const seen: Map<string, number> = new Map();",
    "const seen: string[] = [];",
    "const seen: Record<string, string> = {};",
  ])("on state: %s", (line) => {
    expect(moduleState(at("src/ask/a.ts", line))).toEqual([expect.stringMatching(/^src\/ask\/a.ts:1 /)]);
  });

  it.each([
    'const words: ReadonlySet<string> = new Set(["a"]);',
    "const none: readonly string[] = [];",
    "function a() { let count = 0; const seen = new Set(); return { count, seen }; }",
    "export const empty: Readonly<Record<string, string>> = {};",
    "const fine = { a: 1 };",
  ])("on state: let be %s", (line) => {
    expect(moduleState(at("src/ask/a.ts", line))).toEqual([]);
  });

  it.each([
    'const a = "Telegram";',
    "const discordId = 1;",
    "const a = `to telegraf $" + "{b}`;",
    "a.telegram();",
  ])("on platforms: %s", (line) => {
    expect(platformNames(at("src/runtime/a.ts", line))).toEqual([
      expect.stringMatching(/:1 names a platform/),
    ]);
    expect(platformNames(at("src/config.ts", line))).toEqual([]);
    expect(platformNames(at("adapters/web/a.ts", line))).toEqual([]);
  });

  it("on platforms: let comments say why", () => {
    expect(platformNames(at("src/runtime/a.ts", "// Telegram repeats updates.", "const a = 1;"))).toEqual([]);
  });

  it("on length: want a reason in the first line", () => {
    const long = (lines: number, first = ""): string => `${first}${"\n".repeat(lines)}`;
    expect(length({ path: "src/a.ts", text: long(300) })).toEqual([]);
    expect(length({ path: "src/a.ts", text: long(301) })).toEqual([expect.stringMatching(/301 lines/)]);
    expect(length({ path: "test/a.test.ts", text: long(600) })).toEqual([]);
    expect(length({ path: "test/a.test.ts", text: long(601) })).toEqual([expect.stringMatching(/601 lines/)]);
    expect(
      length({ path: "src/a.ts", text: long(301, "// Over 300 lines because it is one list.") }),
    ).toEqual([]);
  });

  it("on machines: find folders and hosts of whoever wrote it", () => {
    const bad = [["", "home", "somebody", "x.ts"].join("/"), ["https://registry", "npmjs", "org"].join(".")];
    for (const line of bad) {
      expect(strangers(at("README.md", "", `see ${line}`))).toEqual([
        expect.stringMatching(/^README.md:2 holds/),
      ]);
    }
    const fine = ["see https://a.example/home/page and ~/home/page", "/usr/bin/chromium", "the registry. It"];
    expect(strangers(at("README.md", ...fine))).toEqual([]);
  });

  it("on dependencies: want each used, declared and shipped where it runs", () => {
    const listed: Manifest = {
      scripts: { build: "tsc -p tsconfig.json" },
      dependencies: { zod: "1", idle: "1" },
      devDependencies: { typescript: "1", "@types/mdast": "1", "@types/node": "1", vitest: "1" },
    };
    const sources = [
      at(
        "src/a.ts",
        'import { z } from "zod/v4";',
        'import type { Root } from "mdast";',
        'import "node:fs";',
      ),
      at("src/b.ts", 'import { a } from "vitest";', 'import { b } from "@not/there/inside";'),
      at("test/a.test.ts", 'import { a } from "vitest";'),
    ];
    expect(dependencyProblems(listed, sources)).toEqual([
      "package.json: nothing imports or runs idle; remove it",
      "src/b.ts:1 imports vitest, which is not shipped: package.json has it among devDependencies",
      "src/b.ts:2 imports @not/there, which package.json does not list",
    ]);
  });

  it("on dependencies: want a reason for each, and no reason for what is gone", () => {
    const table =
      "## Dependencies, with reasons\n\n| package | why |\n|---|---|\n| `zod` | shapes |\n| `gone` | words |\n| `mute` | |\n\n## Next\n| `later` | no |\n";
    expect(reasonProblems({ dependencies: { zod: "1", mute: "1", bare: "1" } }, table)).toEqual([
      "CONTRIBUTING.md: the table of dependencies has no reason for mute",
      "CONTRIBUTING.md: the table of dependencies has no reason for bare",
      "CONTRIBUTING.md: the table of dependencies names gone, which package.json does not list",
    ]);
  });
});
