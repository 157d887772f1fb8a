import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readFiles, signatureOf } from "../../src/content/load.js";

let folder = "";
const folders = () => ({ flowsDir: join(folder, "f"), contentDir: join(folder, "c") });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "preceptor-load-"));
  for (const inside of ["f/parts", "c/en/articles", "elsewhere"]) {
    await mkdir(join(folder, inside), { recursive: true });
  }
  await writeFile(join(folder, "f/denied.yaml"), "flow");
  await writeFile(join(folder, "c/en/articles/a.md"), "article");
});

afterEach(() => rm(folder, { recursive: true, force: true }));

it("reads every file under the names flows and content, whatever the folders are called", async () => {
  await writeFile(join(folder, "c/notes.txt"), "not content");
  expect(Object.fromEntries(await readFiles(folders()))).toEqual({
    "flows/denied.yaml": "flow",
    "content/en/articles/a.md": "article",
  });
});

it("follows links to files and folders, and leaves hidden files to whoever hid them", async () => {
  await writeFile(join(folder, "elsewhere/b.md"), "linked");
  await symlink(join(folder, "elsewhere/b.md"), join(folder, "c/en/articles/b.md"));
  await symlink(join(folder, "elsewhere"), join(folder, "c/en/articles/more"));
  await writeFile(join(folder, "c/en/articles/.a.md"), "hidden");
  expect([...(await readFiles(folders())).keys()].sort()).toEqual([
    "content/en/articles/a.md",
    "content/en/articles/b.md",
    "content/en/articles/more/b.md",
    "flows/denied.yaml",
  ]);
});

it("sees that a linked file was changed", async () => {
  await writeFile(join(folder, "elsewhere/b.md"), "linked");
  await symlink(join(folder, "elsewhere/b.md"), join(folder, "c/en/articles/b.md"));
  const before = await signatureOf(folders());
  expect(await signatureOf(folders())).toBe(before);
  await writeFile(join(folder, "elsewhere/b.md"), "linked, and longer");
  expect(await signatureOf(folders())).not.toBe(before);
});

it("rejects where a link leads nowhere, rather than reading less", async () => {
  await symlink(join(folder, "gone.md"), join(folder, "c/en/articles/b.md"));
  await expect(readFiles(folders())).rejects.toThrow("ENOENT");
});
