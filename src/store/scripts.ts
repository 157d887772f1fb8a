/** The Lua scripts: files beside this one that run inside Redis, each whole or not at all. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

export const scriptNames = [
  "commit",
  "acknowledge",
  "postpone",
  "due",
  "claim",
  "erase",
  "lead",
  "count",
  "report",
] as const;
export type ScriptName = (typeof scriptNames)[number];

/** `sha` is what Redis calls it. */
export type Script = { text: string; sha: string };
export type Scripts = Readonly<Record<ScriptName, Script>>;

/** Where they are, from the root of the package. They are read there, since the compiler carries only its own files. */
export const scriptsFolder = "src/store/scripts";

/** Reads all of them. Rejects where one is missing. `edit` is for tests that move the server's clock. */
export async function readScripts(
  root: string,
  edit: (text: string) => string = (text) => text,
): Promise<Scripts> {
  const read = async (name: ScriptName): Promise<Script> => {
    const text = edit(await readFile(join(root, scriptsFolder, `${name}.lua`), "utf8"));
    return { text, sha: createHash("sha1").update(text).digest("hex") };
  };
  const [commit, acknowledge, postpone, due, claim, erase, lead, count, report] = await Promise.all([
    read("commit"),
    read("acknowledge"),
    read("postpone"),
    read("due"),
    read("claim"),
    read("erase"),
    read("lead"),
    read("count"),
    read("report"),
  ]);
  return { commit, acknowledge, postpone, due, claim, erase, lead, count, report };
}
