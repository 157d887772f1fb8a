/** The only reader of files: two folders in, a map of paths and texts out. */
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Files } from "./desk.js";

export type Folders = { flowsDir: string; contentDir: string };

/**
 * Every file of both folders, under `flows/` and `content/` whatever the folders are called. One that is neither YAML nor
 * Markdown nor CSV is handed over as an empty text, so that it can be said that nothing reads it.
 */
export async function readFiles(folders: Folders): Promise<Files> {
  const [flows, content] = await Promise.all([
    readFolder(folders.flowsDir, "flows"),
    readFolder(folders.contentDir, "content"),
  ]);
  return new Map([...flows, ...content]);
}

/** A text that changes whenever one of those files does: their paths, and of those that are read, sizes and times of writing. */
export async function signatureOf(folders: Folders): Promise<string> {
  const paths = [...(await pathsIn(folders.flowsDir)), ...(await pathsIn(folders.contentDir))];
  const lines = await Promise.all(
    paths.map(async (path) => {
      if (!isText(path)) return path;
      const { size, mtimeMs } = await stat(path);
      return `${path} ${size} ${mtimeMs}`;
    }),
  );
  return lines.sort().join("\n");
}

async function readFolder(folder: string, name: string): Promise<[string, string][]> {
  const paths = await pathsIn(folder).catch((error: unknown) => {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    const setting = name === "flows" ? "FLOWS_DIR or --flows" : "CONTENT_DIR or --content";
    throw new Error(`the folder ${folder} cannot be read (${code}): set ${setting} to the folder ${name}`, {
      cause: error,
    });
  });
  return Promise.all(
    paths.map(async (path): Promise<[string, string]> => {
      const inside = path.slice(folder.length).replaceAll("\\", "/").replace(/^\/+/, "");
      return [`${name}/${inside}`, isText(path) ? await readFile(path, "utf8") : ""];
    }),
  );
}

/** Links are followed, since a mounted folder can consist of them. What is hidden belongs to an editor or a system. */
async function pathsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const paths = await Promise.all(
    entries.map(async (entry): Promise<string[]> => {
      if (isHidden(entry.name)) return [];
      const path = join(folder, entry.name);
      const is = entry.isSymbolicLink() ? await stat(path) : entry;
      if (is.isDirectory()) return pathsIn(path);
      return is.isFile() ? [path] : [];
    }),
  );
  return paths.flat();
}

/** By its first dot, or as the copies and locks that editors put beside an open file. */
function isHidden(name: string): boolean {
  return /^\.|^~\$|^#.*#$|~$/.test(name);
}

function isText(path: string): boolean {
  return /\.(ya?ml|md|csv)$/i.test(path);
}
