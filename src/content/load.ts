/** The only reader of files: two folders in, a map of paths and texts out. */
import { readdir, readFile } from "node:fs/promises";
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

async function readFolder(folder: string, name: string): Promise<[string, string][]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && /\.(yaml|md|csv)$/.test(entry.name));
  return Promise.all(
    files.map(async (entry): Promise<[string, string]> => {
      const path = join(entry.parentPath, entry.name);
      const inside = path.slice(folder.length).replaceAll("\\", "/").replace(/^\/+/, "");
      return [`${name}/${inside}`, await readFile(path, "utf8")];
    }),
  );
}
