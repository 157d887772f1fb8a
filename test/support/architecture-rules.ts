/** The rules of the house as functions from a source to what is wrong with it, each problem with its line. */
import { parseSync, Visitor } from "oxc-parser";
import { type Import, importsOf, lineAt, type Source } from "./architecture-read.js";
import {
  assets,
  compositionRoot,
  longest,
  mayNamePlatforms,
  type Row,
  rows,
  tools,
} from "./architecture-table.js";

export type Rule = (source: Source) => string[];

/** The row of the table that a file falls under: the longest that fits. */
export function rowOf(path: string, table: readonly Row[] = rows): Row | undefined {
  return table
    .filter((row) => covers(row.from, path))
    .sort((a, b) => b.from.length - a.from.length)
    .at(0);
}

/** What the table does not allow this file to import. */
export function importProblems(source: Source, table: readonly Row[] = rows): string[] {
  const row = rowOf(source.path, table);
  if (row === undefined) {
    return [`${source.path}: no row of test/support/architecture-table.ts says what it may import`];
  }
  return importsOf(source).flatMap((one) => {
    const wrong = /^(?:src|adapters|test|bench)\//.test(one.to)
      ? fileProblem(row, one)
      : packageProblem(source.path, row, one);
    return wrong === undefined ? [] : [`${source.path}:${one.line} imports ${one.to}: ${wrong}`];
  });
}

function fileProblem(row: Row, { to, typeOnly }: Import): string | undefined {
  if (to === compositionRoot) return "nobody imports the file that knows all the parts";
  // The longest allowance decides, so that one file of a folder can be allowed more, or less, than the folder.
  const allowed = [row.from, ...row.may]
    .map((one) => (typeof one === "string" ? { to: one, runs: true } : { to: one.types, runs: false }))
    .filter((one) => covers(one.to, to))
    .sort((a, b) => b.to.length - a.to.length)
    .at(0);
  if (allowed === undefined) return `${row.from} may import ${listed(row)}`;
  return allowed.runs || typeOnly ? undefined : `${row.from} may import types of it only`;
}

function listed(row: Row): string {
  const names = row.may.map((one) => (typeof one === "string" ? one : `types of ${one.types}`));
  return names.length === 0 ? "nothing but itself" : names.join(", ");
}

function packageProblem(path: string, row: Row, { to, typeOnly }: Import): string | undefined {
  if (row.packages === "any") return undefined;
  const found = row.packages.find((one) => one.name === to);
  if (found === undefined) {
    const names = row.packages.map((one) => one.name);
    return `${row.from} may import ${names.length === 0 ? "no package" : names.join(", ")}`;
  }
  if (typeOnly || found.only === undefined || found.only.includes(path)) return undefined;
  return found.only.length === 0
    ? "for its types only"
    : `only ${found.only.join(", ")} may, but for its types`;
}

function covers(place: string, path: string): boolean {
  return place.endsWith("/") ? path.startsWith(place) : path === place;
}

/** Files that import one another in a circle of what runs, each circle once. Types may go round. */
export function circles(sources: readonly Source[]): string[] {
  const next = new Map(
    sources.map((source) => [
      source.path,
      importsOf(source)
        .filter((one) => !one.typeOnly)
        .map((one) => one.to),
    ]),
  );
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, way: readonly string[]): void => {
    const from = way.indexOf(path);
    if (from !== -1) {
      found.push([...way.slice(from), path].join(" → "));
      return;
    }
    if (done.has(path)) return;
    for (const to of next.get(path) ?? []) visit(to, [...way, path]);
    done.add(path);
  };
  for (const path of next.keys()) visit(path, []);
  return found;
}

/** Ways to make the compiler look away, and default exports. */
export const typeProblems: Rule = (source) => {
  const { program, comments } = parseSync(source.path, source.text);
  const found: string[] = [];
  const report = (at: number, what: string): void => {
    found.push(`${source.path}:${lineAt(source.text, at)} has ${what}`);
  };
  new Visitor({
    TSAsExpression(node) {
      const type = source.text.slice(node.typeAnnotation.start, node.typeAnnotation.end);
      if (type !== "const")
        report(node.start, `a cast, "as ${type}": let the types say it, or check the value`);
    },
    TSTypeAssertion(node) {
      report(node.start, "a cast in angle brackets: let the types say it, or check the value");
    },
    TSNonNullExpression(node) {
      report(node.start, 'an "!": say what happens when there is nothing');
    },
    TSAnyKeyword(node) {
      report(node.start, '"any": say what it is, or "unknown"');
    },
    VariableDeclarator(node) {
      if ("definite" in node && node.definite) report(node.start, 'an "!": give it a value where it begins');
    },
    PropertyDefinition(node) {
      if (node.definite) report(node.start, 'an "!": give it a value where it begins');
    },
    ExportDefaultDeclaration(node) {
      report(node.start, "a default export: give it a name");
    },
  }).visit(program);
  for (const comment of comments) {
    const told = /@ts-(?:ignore|expect-error|nocheck)/.exec(comment.value);
    if (told !== null) report(comment.start, `"${told[0]}": mend what the compiler says`);
  }
  return found;
};

/** State that outlives a call: variables of a module, and containers whose type lets them be filled. */
export const moduleState: Rule = (source) => {
  const { program } = parseSync(source.path, source.text);
  return program.body.flatMap((statement) => {
    const declared =
      statement.type === "ExportNamedDeclaration" && statement.declaration !== null
        ? statement.declaration
        : statement;
    if (declared.type !== "VariableDeclaration") return [];
    const line = lineAt(source.text, declared.start);
    if (declared.kind !== "const") return [`${source.path}:${line} has a "${declared.kind}" of the module`];
    return declared.declarations.flatMap(({ id, init }) => {
      const type =
        id.typeAnnotation === null || id.typeAnnotation === undefined
          ? ""
          : source.text.slice(id.typeAnnotation.start, id.typeAnnotation.end);
      const container =
        (init?.type === "NewExpression" &&
          init.callee.type === "Identifier" &&
          /^(?:Weak)?(?:Map|Set)$|^Array$/.test(init.callee.name)) ||
        (init?.type === "ArrayExpression" && init.elements.length === 0) ||
        (init?.type === "ObjectExpression" && init.properties.length === 0);
      return container && !/^:\s*(?:Readonly|readonly\b)/.test(type)
        ? [`${source.path}:${line} keeps something in the module that can be changed: make its type readonly`]
        : [];
    });
  });
};

/** Names of platforms in what runs. Comments may. */
export const platformNames: Rule = (source) => {
  if (!source.path.startsWith("src/") || mayNamePlatforms.includes(source.path)) return [];
  const { program } = parseSync(source.path, source.text);
  const found: string[] = [];
  const look = (text: string, at: number): void => {
    const named = /telegra[mf]|discord|whatsapp/i.exec(text);
    if (named !== null) {
      found.push(`${source.path}:${lineAt(source.text, at)} names a platform, "${named[0]}"`);
    }
  };
  new Visitor({
    Identifier: (node) => look(node.name, node.start),
    PrivateIdentifier: (node) => look(node.name, node.start),
    Literal: (node) => look(node.raw ?? "", node.start),
    TemplateElement: (node) => look(node.value.raw, node.start),
  }).visit(program);
  return found;
};

/** Files that are too long and whose first line does not say why. */
export const length: Rule = ({ path, text }) => {
  const most = path.startsWith("test/") ? longest.test : longest.other;
  const lines = text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
  const [first = ""] = text.split("\n");
  return lines <= most || first.includes(`Over ${most} lines because `)
    ? []
    : [
        `${path} has ${lines} lines: split it by what it knows, or begin it with "Over ${most} lines because …"`,
      ];
};

/** What belongs to one machine: the folders of whoever wrote a line, and hosts that packages came from. */
export const strangers: Rule = ({ path, text }) =>
  text.split("\n").flatMap((line, index) => {
    const found =
      /(?<![\w.~:/-])\/(?:home|root|Users|work|workspace|mnt|media)\/[\w.-]+/.exec(line) ??
      /\b[A-Z]:\\\\?(?:Users|home|work)\b/.exec(line) ??
      /\bregistry\.[a-z][\w.-]*\.[a-z]{2,}\b|\bartifactory\b|\bverdaccio\b/i.exec(line);
    return found === null ? [] : [`${path}:${index + 1} holds "${found[0]}"`];
  });

export type Manifest = {
  scripts?: Readonly<Record<string, string>>;
  dependencies?: Readonly<Record<string, string>>;
  devDependencies?: Readonly<Record<string, string>>;
};

/** Dependencies that nobody uses, imports that nothing declares, and shipped code over what is there for tests alone. */
export function dependencyProblems(manifest: Manifest, sources: readonly Source[]): string[] {
  const shipped = Object.keys(manifest.dependencies ?? {});
  const declared = [...shipped, ...Object.keys(manifest.devDependencies ?? {})];
  const scripts = Object.values(manifest.scripts ?? {}).join(" ");
  const imports = sources.flatMap((source) =>
    importsOf(source)
      .filter((one) => !one.to.includes("/") || one.to.startsWith("@"))
      .map((one) => ({ ...one, from: source.path })),
  );
  const builtIn = sources.some((source) => importsOf(source).some((one) => one.to.startsWith("node:")));
  const used = (name: string): boolean => {
    if (name === "@types/node") return builtIn;
    const command = tools[name];
    if (command !== undefined && new RegExp(`(?:^|[ &])${command}\\b`).test(scripts)) return true;
    const reader = assets[name];
    if (sources.some((one) => one.path === reader && one.text.includes(`${name}/`))) return true;
    return imports.some((one) => one.to === name || name === `@types/${one.to}`);
  };
  return [
    ...declared
      .filter((name) => !used(name))
      .map((name) => `package.json: nothing imports or runs ${name}; remove it`),
    ...imports.flatMap((one) => {
      if (one.to.startsWith("node:")) return [];
      const names = one.typeOnly ? [one.to, `@types/${one.to}`] : [one.to];
      const place = `${one.from}:${one.line} imports ${one.to}`;
      if (!names.some((name) => declared.includes(name)))
        return [`${place}, which package.json does not list`];
      return /^(?:src|adapters)\//.test(one.from) && !one.typeOnly && !shipped.includes(one.to)
        ? [`${place}, which is not shipped: package.json has it among devDependencies`]
        : [];
    }),
  ];
}

/** Dependencies without a reason in CONTRIBUTING.md, and reasons for what is no dependency. */
export function reasonProblems(manifest: Manifest, contributing: string): string[] {
  const declared = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  const [, after = ""] = contributing.split(/^## Dependencies.*$/m);
  const [table = ""] = after.split(/^## /m);
  const told = [...table.matchAll(/^\|(.+?)\|(.+?)\|$/gm)].flatMap(([, names = "", reason = ""]) =>
    [...names.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => ({ name, reason: reason.trim() })),
  );
  return [
    ...declared
      .filter((name) => !told.some((one) => one.name === name && one.reason !== ""))
      .map((name) => `CONTRIBUTING.md: the table of dependencies has no reason for ${name}`),
    ...told
      .filter((one) => !declared.includes(one.name))
      .map(
        (one) =>
          `CONTRIBUTING.md: the table of dependencies names ${one.name}, which package.json does not list`,
      ),
  ];
}
