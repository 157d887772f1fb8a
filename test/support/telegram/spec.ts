/**
 * Calls and updates against the machine-readable Bot API (`bot-api.json`, with its source and licence). The server ignores a
 * field that it does not know, so a misspelt one would never be noticed: here it is a problem.
 */
import { readFileSync } from "node:fs";
import { z } from "zod";

const field = z.object({
  types: z.array(z.string()),
  required: z.boolean().optional(),
  /** The one value that is allowed. */
  is: z.string().optional(),
});
const fields = z.record(z.string(), field);
const file = z.object({
  methods: z.record(z.string(), z.object({ returns: z.array(z.string()), fields })),
  types: z.record(
    z.string(),
    z.object({ fields: fields.optional(), subtypes: z.array(z.string()).optional() }),
  ),
});
type Fields = z.infer<typeof fields>;

/** How the parameters came: in JSON numbers are numbers, in a form everything is text or a file. */
export type Encoding = "json" | "form";

export type Spec = {
  /** The method as Telegram spells it: the server takes any letters' case. */
  method(name: string): string | undefined;
  /** What is wrong with the parameters of a call, each with its place. `files` are the names of uploaded parts. */
  callProblems(
    method: string,
    parameters: Readonly<Record<string, unknown>>,
    encoding: Encoding,
    files: readonly string[],
  ): string[];
  /** What is wrong with a result, or with anything else of a type. */
  problems(type: string, value: unknown): string[];
  /** What a method gives back. */
  returns(method: string): readonly string[];
};

export function readSpec(): Spec {
  const { methods, types } = file.parse(
    JSON.parse(readFileSync(new URL("./bot-api.json", import.meta.url), "utf8")),
  );

  const ofObject = (
    known: Fields,
    value: Readonly<Record<string, unknown>>,
    at: string,
    text: Texts,
  ): string[] => [
    ...Object.keys(value)
      .filter((name) => !Object.hasOwn(known, name))
      .map((name) => `${at}: there is no field "${name}"`),
    ...Object.entries(known).flatMap(([name, { types: allowed, required, is }]) => {
      const given = value[name];
      if (given === undefined || given === null)
        return required === true ? [`${at}: "${name}" is missing`] : [];
      if (is !== undefined && given !== is) return [`${at}.${name}: expected "${is}"`];
      return ofAny(allowed, given, `${at}.${name}`, text);
    }),
  ];

  /** The problems with the type that fits best. */
  const ofAny = (allowed: readonly string[], value: unknown, at: string, text: Texts): string[] => {
    const each = allowed.map((type) => ofType(type, value, at, text));
    return each.sort((a, b) => a.length - b.length)[0] ?? [];
  };

  const ofType = (type: string, value: unknown, at: string, text: Texts): string[] => {
    const expected = [`${at}: expected ${type}, got ${kindOf(value)}`];
    const list = /^Array of (.+)$/.exec(type)?.[1];
    if (list === undefined && isSimple(type)) return simple(type, value, text) ? [] : expected;
    const read = text === "never" ? value : unpacked(value);
    if (list !== undefined) {
      if (!Array.isArray(read)) return expected;
      return read.flatMap((one, index) => ofType(list, one, `${at}[${index}]`, "never"));
    }
    const known = types[type];
    if (known === undefined) return [`${at}: the fake does not know the type ${type}`];
    if (!isRecord(read)) return expected;
    const { subtypes } = known;
    if (subtypes === undefined) return ofObject(known.fields ?? {}, read, at, "never");
    const fitting = subtypes.filter((one) => said(types[one]?.fields, read));
    return ofAny(fitting.length === 0 ? subtypes : fitting, read, at, "never");
  };

  return {
    method: (name) => Object.keys(methods).find((one) => one.toLowerCase() === name.toLowerCase()),
    callProblems(method, parameters, encoding, files) {
      const known = methods[method];
      if (known === undefined) return [`there is no method ${method}`];
      // The client library repeats the method in a form.
      const { method: again, ...rest } = parameters;
      const given = again === method ? rest : parameters;
      const attached = (name: string): boolean => Object.values(given).includes(`attach://${name}`);
      const uploads = files.filter((name) => !attached(name)).map((name) => [name, upload]);
      const all = { ...given, ...Object.fromEntries(uploads) };
      return ofObject(known.fields, all, method, encoding === "form" ? "scalars" : "objects");
    },
    problems: (type, value) => ofType(type, value, type, "never"),
    returns: (method) => methods[method]?.returns ?? [],
  };
}

/** Stands for an uploaded file among the parameters. */
const upload = Symbol("an uploaded file");

/** What may stand as text: numbers and objects in a form, objects in JSON, nothing within an object. */
type Texts = "scalars" | "objects" | "never";

function isSimple(type: string): boolean {
  return ["Integer", "Float", "String", "Boolean", "InputFile"].includes(type);
}

function simple(type: string, value: unknown, text: Texts): boolean {
  const written = text === "scalars" && typeof value === "string" ? value : undefined;
  switch (type) {
    case "Integer":
      return Number.isSafeInteger(value) || (written !== undefined && /^-?\d{1,16}$/.test(written));
    case "Float":
      return typeof value === "number" || (written !== undefined && Number.isFinite(Number(written)));
    case "Boolean":
      return typeof value === "boolean" || written === "true" || written === "false";
    case "String":
      return typeof value === "string";
    default:
      return value === upload;
  }
}

/** Objects may come as JSON text at the top of a call, in any encoding. */
function unpacked(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Whether the object says of itself that it is this subtype, or says nothing that speaks against it. */
function said(known: Fields | undefined, value: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(known ?? {}).every(([name, { is }]) => is === undefined || value[name] === is);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (value === upload) return "a file";
  if (Array.isArray(value)) return "an array";
  return value === null ? "null" : typeof value;
}
