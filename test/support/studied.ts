/** Search over the shipped library, which is studied once and kept for every test file, process and run (`test-results`). */
import { fileURLToPath } from "node:url";
import { type Asking, createAsking } from "../../src/ask/index.js";
import type { Library } from "../../src/content/library.js";
import { keptOf } from "../../src/runtime/kept.js";

export const cacheDir = fileURLToPath(new URL("../../test-results/studied", import.meta.url));

export function askingOf(library: Library): Asking {
  return createAsking(library, () => keptOf(library, cacheDir, Date.now).studied);
}
