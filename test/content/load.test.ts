import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readFiles, signatureOf } from "../../src/content/load.js";
import { parseLibrary } from "../../src/content/parse.js";

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
  expect(Object.fromEntries(await readFiles(folders()))).toEqual({
    "flows/denied.yaml": "flow",
    "content/en/articles/a.md": "article",
  });
});

it("hands over what it cannot read without its text, so that it can be reported", async () => {
  await writeFile(join(folder, "c/en/articles/b.txt"), "an article under another ending");
  await writeFile(join(folder, "c/en/articles/c.docx"), Buffer.from([0x50, 0x4b, 0, 0xff]));
  await writeFile(join(folder, "f/parts/visa"), "a part without an ending");
  const files = await readFiles(folders());
  const others = ["content/en/articles/b.txt", "content/en/articles/c.docx", "flows/parts/visa"];
  expect(others.map((file) => files.get(file))).toEqual(["", "", ""]);
  const unread = parseLibrary(files).problems.filter((one) => one.unexpected === "a file that nothing reads");
  expect(unread.map((one) => one.file)).toEqual(expect.arrayContaining(others));
});

it("sees that a file it cannot read has come and gone, and not that it was changed", async () => {
  const before = await signatureOf(folders());
  await writeFile(join(folder, "c/b.png"), "picture");
  const beside = await signatureOf(folders());
  expect(beside).not.toBe(before);
  await writeFile(join(folder, "c/b.png"), "another picture");
  expect(await signatureOf(folders())).toBe(beside);
  await rm(join(folder, "c/b.png"));
  expect(await signatureOf(folders())).toBe(before);
});

it("follows links to files and folders, and leaves hidden files to whoever hid them", async () => {
  await writeFile(join(folder, "elsewhere/b.md"), "linked");
  await symlink(join(folder, "elsewhere/b.md"), join(folder, "c/en/articles/b.md"));
  await symlink(join(folder, "elsewhere"), join(folder, "c/en/articles/more"));
  for (const hidden of [".a.md", "a.md~", "#a.md#", "~$a.docx"]) {
    await writeFile(join(folder, "c/en/articles", hidden), "hidden");
  }
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
