/** Source files as the architecture test sees them. */
import { readdirSync, readFileSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";
import { parseSync, Visitor } from "oxc-parser";

/** `path` counts from the root of the project, with slashes. */
export type Source = { path: string; text: string };

/** `to` is a path like that of a source, or the name of a package. */
export type Import = { to: string; line: number; typeOnly: boolean };

/** Every text file of the project, in order, but what is installed or made (`.gitignore`). */
export function readTree(root: string): Source[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => !/^(?:\.git|\.env|node_modules|dist|coverage|test-results)$|\.log$/.test(entry.name))
    .flatMap((entry) =>
      entry.isDirectory()
        ? readdirSync(join(root, entry.name), { recursive: true, withFileTypes: true })
        : [entry],
    )
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }))
    .filter((source) => !source.text.includes("\0"));
}

/** Everything that a source imports or passes on, in whatever form. A computed `import(…)` reads as the code in it. */
export function importsOf(source: Source): Import[] {
  const { module, program } = parseSync(source.path, source.text);
  const found: Import[] = [];
  const add = (written: string, at: number, typeOnly: boolean): void => {
    found.push({ to: target(source.path, written), line: lineAt(source.text, at), typeOnly });
  };
  for (const one of module.staticImports) {
    const typeOnly = one.entries.length > 0 && one.entries.every((entry) => entry.isType);
    add(one.moduleRequest.value, one.start, typeOnly);
  }
  for (const { entries } of module.staticExports) {
    for (const entry of entries) {
      if (entry.moduleRequest) add(entry.moduleRequest.value, entry.start, entry.isType);
    }
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const written = source.text.slice(moduleRequest.start, moduleRequest.end);
    add(written.replace(/^["'`]|["'`]$/g, ""), moduleRequest.start, false);
  }
  new Visitor({
    TSImportType(node) {
      add(node.source.value, node.start, true);
    },
    // `import.meta.resolve("…")` and `createRequire(…).resolve("…")` use a package as much as an import does.
    CallExpression({ callee, arguments: [written], start }) {
      if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return;
      const { object, property } = callee;
      const resolves =
        object.type === "MetaProperty" ||
        (object.type === "CallExpression" &&
          object.callee.type === "Identifier" &&
          object.callee.name === "createRequire");
      if (!resolves || property.name !== "resolve") return;
      if (written?.type === "Literal" && typeof written.value === "string") add(written.value, start, false);
    },
  }).visit(program);
  return found;
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

/** `node:fs/promises` stays as it is, `zod/v4` is the package `zod`, `@a/b/c` the package `@a/b`. */
export function packageOf(written: string): string {
  if (written.startsWith("node:")) return written;
  return written
    .split("/")
    .slice(0, written.startsWith("@") ? 2 : 1)
    .join("/");
}

/** Compiled names stand in imports: `./plan.js` is the source `plan.ts`, but where the source itself is JavaScript. */
function target(from: string, written: string): string {
  if (!written.startsWith(".")) return packageOf(written);
  const path = posix.join(posix.dirname(from), written);
  return from.endsWith(".ts") ? path.replace(/\.js$/, ".ts") : path;
}
