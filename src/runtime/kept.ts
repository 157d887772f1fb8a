/**
 * What was studied, kept between starts: one file for each of the last libraries, in a folder that anything may have happened
 * to. Whatever is wrong there is told, and what it holds is studied anew.
 */
import { createHash, randomBytes } from "node:crypto";
import {
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { extname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { type Lessons, lessonsOf } from "../ask/meaning.js";
import { packed, unpacked } from "../ask/packed.js";
import { type Studied, study } from "../ask/study.js";
import type { Library } from "../content/library.js";
import type { Instant } from "../engine/day.js";
import type { LogEvent } from "./log.js";

export type StudiedEvent = Extract<LogEvent, { event: `studied${string}` }>;

/** `told` is what is to be logged: always where it came from, and before that what was wrong with the folder. */
export type Kept = { studied: Studied; told: readonly StudiedEvent[] };

/** The folder, which need not be there; none where nothing can be kept. */
export type KeptIn = string | undefined;

/** How many libraries are kept: those that were last used. */
const mostKept = 4;
/** What another process is writing is left alone for so many milliseconds. */
const longestWriting = 3_600_000;
/** In bytes. A file that is larger is none of ours. */
const largest = 2 ** 29;

/** Takes what was studied of a library as it was kept; else studies it, which takes seconds, and keeps that. */
export function keptOf(library: Library, folder: KeptIn, clock: () => Instant): Kept {
  const begun = clock();
  const lessons = lessonsOf(library);
  const studied = (from: "kept" | "anew"): StudiedEvent => ({ event: "studied", from, ms: clock() - begun });
  const without = (told: StudiedEvent): Kept => ({ studied: study(lessons), told: [told, studied("anew")] });
  if (folder === undefined) return without(noFolder);
  const key = keyOf(lessons);
  if (typeof key === "string") return without({ event: "studied-unkept", at: "the program", why: key });
  const file = join(folder, nameOf(key));
  const found = readKept(file, key, lessons);
  if (found.is === "there") {
    touch(file, begun);
    return { studied: found.studied, told: [studied("kept")] };
  }
  const anew = study(lessons);
  const why = writeKept(folder, file, key, packed(anew), clock());
  return {
    studied: anew,
    told: [
      ...(found.is === "unusable" ? [{ event: "studied-unread", at: file, why: found.why } as const] : []),
      ...(why === undefined ? [] : [{ event: "studied-unkept", at: folder, why } as const]),
      studied("anew"),
    ],
  };
}

const noFolder = {
  event: "studied-unkept",
  at: "CACHE_DIR",
  why: "no folder is set, and there is no home",
} as const;

/** The lessons, and whatever else what is learned of them hangs on: this program, and how this machine calculates. */
function keyOf(lessons: Lessons): Buffer | string {
  const hash = createHash("sha256").update(`${process.versions.v8} ${process.arch}\0`);
  try {
    for (const file of programFiles()) hash.update(readFileSync(file)).update("\0");
  } catch (error) {
    // A program that was put together anew, in other files: what it studies is never known again.
    return codeOf(error);
  }
  return hash.update(JSON.stringify(lessons)).digest();
}

/** The program that studies, as it is run: a test holds that it is all of it. So nothing that another one studied is taken. */
export function programFiles(): string[] {
  const ending = extname(fileURLToPath(import.meta.url));
  const ask = fileURLToPath(new URL("../ask/", import.meta.url));
  const own = readdirSync(ask).filter((name) => name.endsWith(ending) && !name.endsWith(`.d${ending}`));
  return [
    ...own.sort().map((name) => join(ask, name)),
    fileURLToPath(new URL(`../engine/near${ending}`, import.meta.url)),
  ];
}

function nameOf(key: Buffer): string {
  return `studied-${key.toString("hex", 0, 8)}`;
}

/** What stands at the beginning of a file: what it is, of which lessons, and a hash of the rest. */
function headOf(key: Buffer, body: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from("preceptor studied\n"), key, createHash("sha256").update(body).digest()]);
}

type Found = { is: "there"; studied: Studied } | { is: "absent" } | { is: "unusable"; why: string };

function readKept(file: string, key: Buffer, lessons: Lessons): Found {
  try {
    const bytes = readOwn(file);
    if (typeof bytes === "string") return { is: "unusable", why: bytes };
    const head = bytes.subarray(0, headOf(key, new Uint8Array(0)).length);
    const body = bytes.subarray(head.length);
    const studied = headOf(key, body).equals(head) ? unpacked(body, lessons) : undefined;
    if (studied === undefined) return { is: "unusable", why: "it is not what was written" };
    return { is: "there", studied };
  } catch (error) {
    const why = codeOf(error);
    // Where there can be no folder, writing says so.
    return why === "ENOENT" || why === "ENOTDIR" ? { is: "absent" } : { is: "unusable", why };
  }
}

/** Its bytes, or why they are not to be trusted. */
function readOwn(file: string): Buffer | string {
  // What is no file keeps nobody waiting, and what another file is linked to is not taken for one of ours.
  const flags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;
  const open = openSync(file, flags);
  try {
    const is = fstatSync(open);
    if (!is.isFile()) return "it is no file";
    if (is.size > largest) return "it is too large";
    // Where there are no such owners (Windows) the folder is the user's own.
    const user = process.getuid?.();
    if (user !== undefined && is.uid !== user) return "it belongs to somebody else";
    if (user !== undefined && (is.mode & 0o022) !== 0) return "others may write it";
    return readFileSync(open);
  } finally {
    closeSync(open);
  }
}

/** Writes it whole or not at all; why, where it cannot be written. Two that write at once write the same. */
function writeKept(
  folder: string,
  file: string,
  key: Buffer,
  body: Uint8Array,
  now: Instant,
): string | undefined {
  const beside = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    try {
      writeFileSync(beside, headOf(key, body), { flag: "wx", mode: 0o600 });
      writeFileSync(beside, body, { flag: "a" });
      renameSync(beside, file);
    } catch (error) {
      rmSync(beside, { force: true });
      throw error;
    }
    clear(folder, now);
    return undefined;
  } catch (error) {
    return codeOf(error);
  }
}

/** Removes what is over what is kept, and what a process that was killed left half written. */
function clear(folder: string, now: Instant): void {
  const ours = readdirSync(folder).filter((name) => /^studied-[0-9a-f]{16}(?:\.[0-9a-f]{12})?$/.test(name));
  const written = ours.flatMap((name) => {
    // Another process may remove it at the same time.
    const is = statSync(join(folder, name), { throwIfNoEntry: false });
    return is === undefined ? [] : [{ name, at: is.mtimeMs }];
  });
  const whole = written.filter(({ name }) => !name.includes("."));
  const old = [
    ...whole.sort((a, b) => b.at - a.at).slice(mostKept),
    ...written.filter(({ name, at }) => name.includes(".") && at < now - longestWriting),
  ];
  for (const { name } of old) rmSync(join(folder, name), { force: true });
}

/** The one that was used last is kept longest. A folder that cannot be written keeps what it has. */
function touch(file: string, now: Instant): void {
  try {
    utimesSync(file, new Date(now), new Date(now));
  } catch {
    // Then nothing is removed from it either.
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown";
}
