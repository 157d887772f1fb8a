/** `preceptor start`: connects every platform that has a token, and serves until it is told to stop. */
import { unusable } from "../config.js";
import type { Folders, Parts } from "./parts.js";
import { soundLibrary } from "./sound.js";

export async function start(parts: Parts, folders: Folders): Promise<number> {
  return serve(parts, "platforms", folders);
}

/** Says what it serves and waits until it has stopped. 1 when flows or content cannot be used. */
export async function serve(parts: Parts, what: "platforms" | "preview", folders: Folders): Promise<number> {
  // Before seconds are spent on reading what is not going to be served.
  const { findings } = parts.settings();
  if (findings.some(({ state }) => state === "wrong")) throw unusable(findings);
  const loaded = await soundLibrary(parts, folders);
  if (loaded === undefined) return 1;
  const serving = await parts.serve(what, loaded, folders);
  for (const line of serving.says) parts.io.output.write(`${line}\n`);
  await serving.stopped;
  return 0;
}
