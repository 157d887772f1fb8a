/** The shipped flows and content, read once per test file. */
import { fileURLToPath } from "node:url";
import { readFiles } from "../../src/content/load.js";
import type { Loaded } from "../../src/content/loaded.js";
import { parseLibrary } from "../../src/content/parse.js";

export const shippedFolders = {
  flowsDir: fileURLToPath(new URL("../../flows", import.meta.url)),
  contentDir: fileURLToPath(new URL("../../content", import.meta.url)),
};

export async function shipped(): Promise<Loaded> {
  return parseLibrary(await readFiles(shippedFolders));
}
