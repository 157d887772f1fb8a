/** The only reader of files: two folders in, a map of paths and texts out. */
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Files } from "./desk.js";

export type Folders = { flowsDir: string; contentDir: string };

/** Every YAML, Markdown and CSV file of both folders, under `flows/` and `content/` whatever the folders are called. */
export async function readFiles(folders: Folders): Promise<Files> {
  const [flows, content] = await Promise.all([
    readFolder(folders.flowsDir, "flows"),
    readFolder(folders.contentDir, "content"),
  ]);
  return new Map([...flows, ...content]);
}

/** A text that changes whenever one of those files does: their paths, sizes and times of writing. */
export async function signatureOf(folders: Folders): Promise<string> {
  const paths = [...(await pathsIn(folders.flowsDir)), ...(await pathsIn(folders.contentDir))];
  const lines = await Promise.all(
    paths.map(async (path) => {
      const { size, mtimeMs } = await stat(path);
      return `${path} ${size} ${mtimeMs}`;
    }),
  );
  return lines.sort().join("\n");
}

async function readFolder(folder: string, name: string): Promise<[string, string][]> {
  return Promise.all(
    (await pathsIn(folder)).map(async (path): Promise<[string, string]> => {
      const inside = path.slice(folder.length).replaceAll("\\", "/").replace(/^\/+/, "");
      return [`${name}/${inside}`, await readFile(path, "utf8")];
    }),
  );
}

async function pathsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.(yaml|md|csv)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}
