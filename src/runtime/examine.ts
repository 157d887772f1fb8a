/** Flows and content as they are in their folders now: read, held against every rule, and studied. */
import { errorsIn } from "../check/index.js";
import type { Library } from "../content/library.js";
import { type Folders, readFiles } from "../content/load.js";
import { parseLibrary } from "../content/parse.js";
import type { Problem } from "../problem.js";
import { type Kept, type KeptIn, keptOf } from "./kept.js";

export type Examination =
  | ({ is: "sound"; library: Library } & Kept)
  | { is: "broken"; problems: readonly Problem[] };

/** Rejects where the folders cannot be read. What was studied is taken from `kept`, if it is there. */
export async function examine(folders: Folders, kept: KeptIn): Promise<Examination> {
  const loaded = parseLibrary(await readFiles(folders));
  const problems = errorsIn(loaded);
  if (problems.length > 0) return { is: "broken", problems };
  return { is: "sound", library: loaded.library, ...keptOf(loaded.library, kept, Date.now) };
}
