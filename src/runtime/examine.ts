/** Flows and content as they are in their folders now: read, held against every rule, and studied. */
import { type Studied, study } from "../ask/study.js";
import { errorsIn } from "../check/index.js";
import type { Library } from "../content/library.js";
import { type Folders, readFiles } from "../content/load.js";
import { parseLibrary } from "../content/parse.js";
import type { Problem } from "../problem.js";

export type Examination =
  | { is: "sound"; library: Library; studied: Studied }
  | { is: "broken"; problems: readonly Problem[] };

/** Rejects where the folders cannot be read. */
export async function examine(folders: Folders): Promise<Examination> {
  const loaded = parseLibrary(await readFiles(folders));
  const problems = errorsIn(loaded);
  if (problems.length > 0) return { is: "broken", problems };
  return { is: "sound", library: loaded.library, studied: study(loaded.library) };
}
