/** What was studied is kept between starts, and whatever happens to where it is kept, the answers stay the same. */
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createAsking } from "../../src/ask/index.js";
import { lessonsOf } from "../../src/ask/meaning.js";
import { packed, unpacked } from "../../src/ask/packed.js";
import { type Studied, study } from "../../src/ask/study.js";
import type { Library } from "../../src/content/library.js";
import { parseLibrary } from "../../src/content/parse.js";
import { type Kept, keptOf, programFiles } from "../../src/runtime/kept.js";
import { paraphrases } from "../ask/paraphrases.js";
import { soundFiles } from "../check/fixtures.js";
import { importsOf, readTree } from "../support/architecture-read.js";
import { ran } from "../support/program.js";
import { shipped, shippedFolders } from "../support/shipped.js";
import { mountSmallDisk } from "../support/small-disk.js";

const files = await soundFiles();
const { library } = parseLibrary(files);
const now = Date.parse("2026-11-24T12:00:00Z");
const hour = 3_600_000;

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "preceptor-kept-"));
  return () => rmSync(folder, { recursive: true, force: true });
});

const kept = (of: Library = library, at = now): Kept => keptOf(of, folder, () => at);
const events = ({ told }: Kept): string[] =>
  told.map((one) => (one.event === "studied" ? one.from : one.event));
const inFolder = (): string[] => readdirSync(folder).sort();
const onlyFile = (): string => {
  const [name, ...more] = inFolder();
  if (name === undefined || more.length > 0) throw new Error(`There is not one file: ${inFolder()}`);
  return join(folder, name);
};
/** The library with one more way of asking. */
const withOneMore = (ask: string): Library => ({ ...library, nothing: [...library.nothing, ask] });
/** All numbers of what was studied, and its words. */
const inBytes = (studied: Studied): Uint8Array => packed(studied);

describe("what was studied", () => {
  it("is taken as it was kept, in a file that only its owner can read", () => {
    const first = kept();
    expect(events(first)).toEqual(["anew"]);
    const second = kept();
    expect(events(second)).toEqual(["kept"]);
    expect(second.studied).toEqual(first.studied);
    expect(statSync(onlyFile()).mode & 0o777).toBe(0o600);
  });

  it("is studied anew when words that it read change, and not when others do", () => {
    kept();
    expect(events(kept(withOneMore("where can i buy a boat")))).toEqual(["anew"]);
    expect(events(kept({ ...library, revision: "another", interface: {}, letterWords: {} }))).toEqual([
      "kept",
    ]);
    expect(events(kept({ ...library, synonyms: { ...library.synonyms, ignore: ["hello"] } }))).toEqual([
      "anew",
    ]);
  });

  it("is kept of the libraries that were last used, and of no more", () => {
    const asks = ["one", "two", "three", "four", "five"];
    for (const [at, ask] of asks.entries()) {
      // Files are as old as the machine says; as if the first one had been used in between.
      const before = new Set(inFolder());
      kept(withOneMore(ask), now);
      const made = inFolder().find((name) => !before.has(name)) ?? "";
      utimesSync(join(folder, made), new Date(now + at * hour), new Date(now + at * hour));
      if (at === 3) expect(events(kept(withOneMore("one"), now + 9 * hour))).toEqual(["kept"]);
    }
    expect(inFolder()).toHaveLength(4);
    expect(events(kept(withOneMore("one")))).toEqual(["kept"]);
    expect(events(kept(withOneMore("two")))).toEqual(["anew"]);
  });

  it("leaves alone what is not its own, and removes what a killed process left half written", () => {
    const half = (name: string, at: number): void => {
      writeFileSync(join(folder, name), "half");
      utimesSync(join(folder, name), new Date(at), new Date(at));
    };
    half("studied-0123456789abcdef.0123456789ab", now - 2 * hour);
    half("studied-0123456789abcdef.ba9876543210", now);
    half("notes.txt", 0);
    kept();
    expect(inFolder()).toHaveLength(3);
    expect(inFolder()).toEqual(
      expect.arrayContaining(["notes.txt", "studied-0123456789abcdef.ba9876543210"]),
    );
  });
});

describe("a file that cannot be trusted is told of in one line, studied anew and written anew", () => {
  /** Something is done to the file; the answer is as before, and the next start finds a sound one. */
  function mended(spoil: (file: string) => void): string {
    const { studied } = kept();
    const file = onlyFile();
    spoil(file);
    const again = kept();
    expect(events(again)).toEqual(["studied-unread", "anew"]);
    expect(inBytes(again.studied)).toEqual(inBytes(studied));
    expect(events(kept())).toEqual(["kept"]);
    const [told] = again.told;
    return told?.event === "studied-unread" ? told.why : "";
  }
  const change = (file: string, at: number): void => {
    const bytes = readFileSync(file);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(file, bytes);
  };

  it("cut off anywhere", () => {
    for (const share of [0, 0.001, 0.1, 0.5, 0.99])
      expect(mended((file) => truncateSync(file, Math.floor(statSync(file).size * share)))).toMatch(
        /written/,
      );
  });

  it("with one bit changed, at the beginning, in the hash, in the middle, at the end", () => {
    const size = (file: string): number => statSync(file).size;
    for (const at of [
      () => 0,
      () => 30,
      () => 60,
      (file: string) => size(file) >> 1,
      (file: string) => size(file) - 1,
    ])
      expect(mended((file) => change(file, at(file)))).toMatch(/written/);
  });

  it("of another library, or of none", () => {
    const other = keptOf(withOneMore("a boat"), join(folder, "other"), () => now);
    expect(events(other)).toEqual(["anew"]);
    const [name = ""] = readdirSync(join(folder, "other"));
    const bytes = readFileSync(join(folder, "other", name));
    rmSync(join(folder, "other"), { recursive: true });
    expect(mended((file) => writeFileSync(file, bytes))).toMatch(/written/);
    expect(mended((file) => writeFileSync(file, randomBytes(10_000)))).toMatch(/written/);
    expect(mended((file) => writeFileSync(file, "{}"))).toMatch(/written/);
  });

  it("that others can write, or that is a link", () => {
    expect(mended((file) => chmodSync(file, 0o666))).toBe("others may write it");
    const place = join(folder, "..", `preceptor-elsewhere-${randomBytes(6).toString("hex")}`);
    expect(
      mended((file) => {
        writeFileSync(place, readFileSync(file), { mode: 0o600 });
        rmSync(file);
        symlinkSync(place, file);
      }),
    ).toBe("ELOOP");
    expect(existsSync(place)).toBe(true);
    rmSync(place);
  });

  it("that is a pipe, which would keep whoever opens it waiting", () => {
    const why = mended((file) => {
      rmSync(file);
      expect(spawnSync("mkfifo", [file]).status).toBe(0);
    });
    expect(why).toBe("it is no file");
  });

  it("of another user", ({ skip }) => {
    if (process.getuid?.() !== 0) skip("only root can give a file to somebody else");
    expect(mended((file) => expect(spawnSync("chown", ["12345", file]).status).toBe(0))).toBe(
      "it belongs to somebody else",
    );
  });
});

describe("a folder that cannot be used is told of in one line, and nothing else changes", () => {
  const bytes = inBytes(study(lessonsOf(library)));

  it("none at all", () => {
    const without = keptOf(library, undefined, () => now);
    expect(events(without)).toEqual(["studied-unkept", "anew"]);
    expect(inBytes(without.studied)).toEqual(bytes);
  });

  it("beneath a file", () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    const within = keptOf(library, join(file, "cache"), () => now);
    expect(within.told[0]).toEqual({ event: "studied-unkept", at: join(file, "cache"), why: "ENOTDIR" });
    expect(events(within)).toEqual(["studied-unkept", "anew"]);
    expect(inBytes(within.studied)).toEqual(bytes);
  });

  it("with a folder where the file would be", () => {
    kept();
    const file = onlyFile();
    rmSync(file);
    mkdirSync(file);
    expect(events(kept())).toEqual(["studied-unread", "studied-unkept", "anew"]);
    // Nothing half written is left.
    expect(onlyFile()).toBe(file);
  });

  it("read-only: what is there is read, and what is not is not kept", async ({ skip }) => {
    const place = await readOnlyFolder((at) => keptOf(library, at, () => now));
    if ("cannot" in place) return skip(place.cannot);
    try {
      expect(events(keptOf(library, place.folder, () => now))).toEqual(["kept"]);
      const other = keptOf(withOneMore("a boat"), place.folder, () => now);
      expect(other.told[0]).toEqual({
        event: "studied-unkept",
        at: place.folder,
        why: expect.stringMatching(/^(EROFS|EACCES)$/),
      });
      expect(events(other)).toEqual(["studied-unkept", "anew"]);
    } finally {
      await place.close();
    }
  });

  it("full: nothing half written is left", async ({ skip }) => {
    const disk = await mountSmallDisk(1);
    if ("cannot" in disk) return skip(disk.cannot);
    try {
      await disk.fillUpTo(0);
      const within = keptOf(library, disk.folder, () => now);
      expect(within.told[0]).toEqual({ event: "studied-unkept", at: disk.folder, why: "ENOSPC" });
      expect(inBytes(within.studied)).toEqual(bytes);
      expect(readdirSync(disk.folder)).toEqual(["filler"]);
      await disk.free();
      expect(events(keptOf(library, disk.folder, () => now))).toEqual(["anew"]);
      expect(events(keptOf(library, disk.folder, () => now))).toEqual(["kept"]);
    } finally {
      await disk.close();
    }
  });
});

/** A folder that nobody can write any more after `fill`, root neither. */
async function readOnlyFolder(
  fill: (folder: string) => void,
): Promise<{ folder: string; close(): Promise<void> } | { cannot: string }> {
  if (process.getuid?.() !== 0) {
    const at = await mkdtemp(join(tmpdir(), "preceptor-read-only-"));
    fill(at);
    chmodSync(at, 0o500);
    return {
      folder: at,
      async close() {
        chmodSync(at, 0o700);
        await rm(at, { recursive: true });
      },
    };
  }
  const disk = await mountSmallDisk(8);
  if ("cannot" in disk) return disk;
  fill(disk.folder);
  const locked = spawnSync("mount", ["-o", "remount,ro", disk.folder], { encoding: "utf8" });
  if (locked.status === 0) return disk;
  await disk.close();
  return { cannot: `no disk can be made read-only here (${locked.stderr.trim()})` };
}

describe("bytes that are not what was packed", () => {
  const lessons = lessonsOf(library);
  const bytes = packed(study(lessons));

  it("are refused wherever a length or a number is another", () => {
    expect(unpacked(bytes, lessons)).toBeDefined();
    for (const length of [0, 3, 4, 90, bytes.length - 1])
      expect(unpacked(bytes.subarray(0, length), lessons)).toBeUndefined();
    expect(unpacked(Uint8Array.of(...bytes, 0), lessons)).toBeUndefined();
    const parts = new DataView(bytes.buffer).getUint32(0, true);
    for (let at = 0; at <= parts; at += 1) {
      for (const by of [1, 4, 8, 2 ** 31]) {
        const changed = bytes.slice();
        const view = new DataView(changed.buffer);
        view.setUint32(4 * at, view.getUint32(4 * at, true) + by, true);
        expect(unpacked(changed, lessons), `length ${at}, ${by} more`).toBeUndefined();
      }
    }
  });

  it("are refused with the lessons of fewer meanings", () => {
    expect(unpacked(bytes, { ...lessons, findables: lessons.findables.slice(0, 1) })).toBeUndefined();
  });
});

describe("the shipped library", () => {
  it("answers the same from what was kept as from what was just studied", async () => {
    const { library: whole } = await shipped();
    const lessons = lessonsOf(whole);
    const fresh = study(lessons);
    const bytes = packed(fresh);
    // In megabytes: it is read at each start, in less than a second.
    expect(bytes.length / 2 ** 20).toBeLessThan(96);
    const back = unpacked(bytes, lessons);
    if (back === undefined) throw new Error("It was not what was packed.");
    const [before, after] = [createAsking(whole, () => fresh), createAsking(whole, () => back)];
    const questions = [
      ...paraphrases.map(([question]) => question),
      ...whole.guards.flatMap(({ calls, leaves }) => [...calls.slice(0, 20), ...leaves.slice(0, 20)]),
    ];
    expect(questions.length).toBeGreaterThan(300);
    for (const question of questions) expect(after.ask(question, 5)).toEqual(before.ask(question, 5));
    expect(Buffer.compare(packed(back), bytes)).toBe(0);
  });
});

describe("the program", () => {
  let at = "";
  beforeAll(async () => {
    at = await mkdtemp(join(tmpdir(), "preceptor-kept-by-"));
    await cp(new URL("../check/base/", import.meta.url), at, { recursive: true });
    await cp(join(shippedFolders.contentDir, "en/interface.yaml"), join(at, "content/en/interface.yaml"));
  });
  afterAll(() => rm(at, { recursive: true, force: true }));

  const settings = (): Record<string, string> => ({
    CONTENT_DIR: join(at, "content"),
    FLOWS_DIR: join(at, "flows"),
    CACHE_DIR: join(folder, "cache"),
  });

  it("is known by all of its files that studying runs", () => {
    const root = fileURLToPath(new URL("../..", import.meta.url));
    const sources = new Map(readTree(root).map((source) => [source.path, source]));
    const reached = new Set<string>();
    const reach = (path: string): void => {
      const source = sources.get(path);
      if (reached.has(path) || source === undefined) return;
      reached.add(path);
      for (const { to, typeOnly } of importsOf(source)) if (!typeOnly) reach(to);
    };
    for (const path of ["src/ask/study.ts", "src/ask/packed.ts", "src/ask/meaning.ts"]) reach(path);
    const known = new Set(programFiles().map((file) => relative(root, file)));
    expect([...reached].filter((path) => !known.has(path))).toEqual([]);
    expect(reached.size).toBeGreaterThan(10);
  });

  it("keeps one sound file where several processes write at once", async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => ran(["study"], settings())));
    for (const { code, out, err } of all) {
      expect({ code, err }).toEqual({ code: 0, err: "" });
      expect(out).toMatch(/^Studied (in \d+\.\d s|before; read in \d+ ms)\.\n$/);
    }
    expect(readdirSync(join(folder, "cache"))).toHaveLength(1);
    const { out } = await ran(["study"], settings());
    expect(out).toMatch(/^Studied before; read in \d+ ms\.\n$/);
  });

  it("says in one line what is wrong with the folder, and answers all the same", async () => {
    writeFileSync(join(folder, "cache"), "");
    const studied = await ran(["study"], settings());
    expect(studied.code).toBe(1);
    expect(studied.err).toMatch(/^Nothing can be kept in .*cache \((ENOTDIR|EEXIST)\): set CACHE_DIR .*\n$/);
    const asked = await ran(["ask", "how do i find help"], { ...settings(), LOG_LEVEL: "info" });
    expect(asked.code).toBe(0);
    expect(asked.out).toContain("help/find");
    const lines = asked.err.trim().split("\n");
    expect(lines.map((line) => JSON.parse(line).event)).toEqual(["studied-unkept", "studied"]);
  });
});
