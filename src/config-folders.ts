/** The folders that settings name, or leave to the package and to the user's home. */
import { isAbsolute, join, resolve } from "node:path";
import type { Environment } from "./config.js";

export type Folders = { flowsDir: string; contentDir: string };

/** Settings as they were read: without those that are empty. `cwd` is what a relative folder counts from. */
export function foldersOf(set: Environment, root: string, cwd: string): Folders {
  return {
    flowsDir: set.FLOWS_DIR === undefined ? join(root, "flows") : resolve(cwd, set.FLOWS_DIR),
    contentDir: set.CONTENT_DIR === undefined ? join(root, "content") : resolve(cwd, set.CONTENT_DIR),
  };
}

/** Where what was studied is kept: by default where programs of this user keep such things; undefined without a home. */
export function cacheDirOf(set: Environment, environment: Environment, cwd: string): string | undefined {
  if (set.CACHE_DIR !== undefined) return resolve(cwd, set.CACHE_DIR);
  const { XDG_CACHE_HOME, LOCALAPPDATA, HOME } = environment;
  const caches = [XDG_CACHE_HOME, LOCALAPPDATA, HOME === undefined ? undefined : join(HOME, ".cache")];
  // A relative one counts as none (XDG Base Directory Specification); HOME can be empty.
  const own = caches.find((one) => one !== undefined && isAbsolute(one));
  return own === undefined ? undefined : join(own, "preceptor");
}
