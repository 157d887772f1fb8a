/** `preceptor coverage`: what of the source texts is taught and where, as the page that `check` expects. */
import { writeFile } from "node:fs/promises";
import { coveragePage } from "../check/coverage.js";
import type { Folders, Parts } from "./parts.js";

export type CoverageOptions = { folders: Folders; out?: string };

/**
 * Writes Markdown to `out`, else to standard output. 1 when files cannot be read or there is no list of sections. That the
 * page itself is out of date is no reason to write none, so problems other than of reading do not stop it.
 */
export async function coverage(parts: Parts, options: CoverageOptions): Promise<number> {
  const loaded = await parts.load(options.folders);
  if (loaded.broken.size > 0 || loaded.teaching === undefined) {
    const why =
      loaded.teaching === undefined
        ? "Unexpected absence of content/sections.yaml, expected the list of what the source texts teach"
        : `Unexpected ${[...loaded.broken].join(", ")} that cannot be read, expected what "preceptor check" asks for`;
    parts.io.errors.write(`${why}\n`);
    return 1;
  }
  const page = coveragePage(loaded.library, loaded.teaching);
  if (options.out === undefined) {
    parts.io.output.write(page);
    return 0;
  }
  await writeFile(options.out, page);
  parts.io.output.write(`Wrote ${options.out}\n`);
  return 0;
}
