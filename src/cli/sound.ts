/** Flows and content for a command that needs them sound. */
import { errorsIn } from "../check/index.js";
import type { Loaded } from "../content/loaded.js";
import { printProblem } from "../problem.js";
import type { Folders, Parts } from "./parts.js";

/** What was loaded, or nothing after the errors have been printed. */
export async function soundLibrary(
  parts: Pick<Parts, "io" | "load">,
  folders: Folders,
): Promise<Loaded | undefined> {
  const loaded = await parts.load(folders);
  const errors = errorsIn(loaded);
  if (errors.length === 0) return loaded;
  for (const problem of errors) parts.io.errors.write(`${printProblem(problem)}\n`);
  const { length } = errors;
  parts.io.errors.write(
    `\n${length} ${length === 1 ? "error" : "errors"} in flows or content; correct them first (preceptor check shows all).\n`,
  );
  return undefined;
}
