/** Small libraries for the rules: one that is sound, and changes of a line that are not, or that only look wrong. */
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { z } from "zod";
import { readFiles } from "../../src/content/load.js";
import { interfaceWords } from "../../src/content/words.js";

const folder = fileURLToPath(new URL(".", import.meta.url));

/** In `file`, `find` (which must be there once) becomes `put`; without `find` the file is new, without `put` it is gone. */
const change = z.strictObject({ file: z.string(), find: z.string().optional(), put: z.string().optional() });
const changes = z.strictObject({ changes: z.array(change), on: z.string().optional() });

export type Fixture = {
  /** `names/bad`. */
  name: string;
  files: ReadonlyMap<string, string>;
  on?: string;
  expected: string;
};

/** Every folder in `rules/<rule>/`: `change.yaml` and `expected.txt`. */
export async function fixtures(): Promise<Fixture[]> {
  const base = await soundFiles();
  const rules = (await readdir(`${folder}rules`)).sort();
  const names = await Promise.all(
    rules.map(async (rule) =>
      (await readdir(`${folder}rules/${rule}`)).sort().map((one) => `${rule}/${one}`),
    ),
  );
  return Promise.all(
    names.flat().map(async (name): Promise<Fixture> => {
      const read = (file: string): Promise<string> => readFile(`${folder}rules/${name}/${file}`, "utf8");
      const { changes: list, on } = changes.parse(parse(await read("change.yaml")));
      const files = new Map(base);
      for (const one of list) applied(files, one, name);
      return { name, files, expected: await read("expected.txt"), ...(on === undefined ? {} : { on }) };
    }),
  );
}

export async function soundFiles(): Promise<Map<string, string>> {
  const dirs = { flowsDir: `${folder}base/flows`, contentDir: `${folder}base/content` };
  const files = new Map(await readFiles(dirs));
  files.set("content/en/interface.yaml", interfaceFile());
  return files;
}

/** Every word says its own name, so that the fixtures do not change with the shipped words. */
function interfaceFile(): string {
  return Object.entries(interfaceWords)
    .map(([section, keys]) => {
      const lines = keys.map((key) => `  "${key}": ${section === "format" ? "en-GB" : `"${key}"`}`);
      return `${section}:\n${lines.join("\n")}\n`;
    })
    .join("");
}

function applied(
  files: Map<string, string>,
  { file, find, put }: z.infer<typeof change>,
  name: string,
): void {
  if (find === undefined) {
    if (put === undefined) files.delete(file);
    else files.set(file, put);
    return;
  }
  const text = files.get(file) ?? "";
  if (text.split(find).length !== 2) throw new Error(`${name}: "${find}" is not there once in ${file}`);
  files.set(
    file,
    text.replace(find, () => put ?? ""),
  );
}
