/**
 * Values against the schemas of Discord's OpenAPI document. What is wrong is told as Discord tells it: a place, a code and a
 * sentence. Of a union the branch is taken that the field `type` names, so that a mistake is told of where it was made.
 */
import { z } from "zod";

export type Problem = {
  path: readonly (string | number)[];
  code: string;
  message: string;
};

/** The code of what Discord would overlook: a field that it does not know. */
export const unknownField = "UNKNOWN_FIELD";

type Constant = string | number | boolean | null;

/** Strict, so that a keyword which is not carried out here is noticed. */
export type Schema = {
  $ref?: string | undefined;
  type?: string | readonly string[] | undefined;
  enum?: readonly Constant[] | undefined;
  format?: string | undefined;
  pattern?: string | undefined;
  minLength?: number | undefined;
  maxLength?: number | undefined;
  minimum?: number | undefined;
  maximum?: number | undefined;
  items?: Schema | undefined;
  minItems?: number | undefined;
  maxItems?: number | undefined;
  uniqueItems?: boolean | undefined;
  properties?: Readonly<Record<string, Schema>> | undefined;
  required?: readonly string[] | undefined;
  additionalProperties?: Schema | boolean | undefined;
  minProperties?: number | undefined;
  maxProperties?: number | undefined;
  oneOf?: readonly Schema[] | undefined;
  anyOf?: readonly Schema[] | undefined;
};

export const schema: z.ZodType<Schema> = z.lazy(() =>
  z.strictObject({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    enum: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
    format: z.string().optional(),
    pattern: z.string().optional(),
    minLength: z.number().optional(),
    maxLength: z.number().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    items: schema.optional(),
    minItems: z.number().optional(),
    maxItems: z.number().optional(),
    uniqueItems: z.boolean().optional(),
    properties: z.record(z.string(), schema).optional(),
    required: z.array(z.string()).optional(),
    additionalProperties: z.union([z.boolean(), schema]).optional(),
    minProperties: z.number().optional(),
    maxProperties: z.number().optional(),
    oneOf: z.array(schema).optional(),
    anyOf: z.array(schema).optional(),
  }),
);

type Path = Problem["path"];
export type Schemas = Readonly<Record<string, Schema>>;

/** What is wrong with a value; nothing where it is as the schema says. */
export function problemsOf(schemas: Schemas, given: Schema, value: unknown, path: Path = []): Problem[] {
  const wanted = resolved(schemas, given);
  const branches = wanted.oneOf ?? wanted.anyOf;
  if (branches !== undefined) return ofUnion(schemas, branches, value, path);
  const types = typesOf(wanted);
  if (types.length > 0 && !types.some((type) => isOf(type, value)))
    return [problem(path, typeCode(types), `Expected ${types.join(" or ")}, got ${kindOf(value)}.`)];
  if (wanted.enum !== undefined && !wanted.enum.some((one) => one === value))
    return [problem(path, "BASE_TYPE_CHOICES", `Value must be one of {${wanted.enum.join(", ")}}.`)];
  if (typeof value === "string") return ofText(wanted, value, path);
  if (typeof value === "number") return ofNumber(wanted, value, path);
  if (Array.isArray(value)) return ofList(schemas, wanted, value, path);
  if (isRecord(value)) return ofObject(schemas, wanted, value, path);
  return [];
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function problem(path: Path, code: string, message: string): Problem {
  return { path, code, message };
}

/** Discord counts characters; here UTF-16 units are counted, which are never fewer, so what fits here fits there. */
export function lengthProblem(path: Path, text: string, min: number, max: number): Problem[] {
  if (text.length >= min && text.length <= max) return [];
  return [problem(path, "BASE_TYPE_BAD_LENGTH", `Must be between ${min} and ${max} in length.`)];
}

function resolved(schemas: Schemas, given: Schema): Schema {
  if (given.$ref === undefined) return given;
  const found = schemas[given.$ref];
  if (found === undefined) throw new Error(`the document has no schema ${given.$ref}`);
  return resolved(schemas, found);
}

function ofUnion(schemas: Schemas, branches: readonly Schema[], value: unknown, path: Path): Problem[] {
  const all = branches.map((one) => resolved(schemas, one));
  const fitting = all.filter((one) => fits(schemas, one, value));
  if (isRecord(value) && "type" in value) {
    const typed = all.filter((one) => one.properties?.type !== undefined);
    const constants = typed.flatMap((one) => resolved(schemas, one.properties?.type ?? {}).enum ?? []);
    if (constants.length > 0 && !constants.some((one) => one === value.type))
      return [
        problem(
          [...path, "type"],
          "UNION_TYPE_CHOICES",
          `Value of field "type" must be one of (${constants.join(", ")}).`,
        ),
      ];
  }
  const tries = (fitting.length > 0 ? fitting : all).map((one) => problemsOf(schemas, one, value, path));
  return tries.reduce((best, one) => (weightOf(one) < weightOf(best) ? one : best));
}

/** A field too many is less than anything that is wrong. */
function weightOf(problems: readonly Problem[]): number {
  return problems.reduce((sum, { code }) => sum + (code === unknownField ? 0.001 : 1), 0);
}

/** Whether the field `type`, or else the kind of value, is that of the branch. */
function fits(schemas: Schemas, branch: Schema, value: unknown): boolean {
  const types = typesOf(branch);
  if (types.length > 0 && !types.some((type) => isOf(type, value))) return false;
  const type = branch.properties?.type;
  if (type === undefined || !isRecord(value)) return true;
  const constants = resolved(schemas, type).enum;
  return constants === undefined || constants.some((one) => one === value.type);
}

function ofText(wanted: Schema, value: string, path: Path): Problem[] {
  return [
    ...lengthProblem(path, value, wanted.minLength ?? 0, wanted.maxLength ?? Number.POSITIVE_INFINITY),
    ...(wanted.pattern !== undefined && !new RegExp(wanted.pattern, "u").test(value)
      ? [problem(path, "STRING_TYPE_REGEX", `String value did not match validation regex ${wanted.pattern}.`)]
      : []),
    ...(isFormatted(wanted.format, value)
      ? []
      : [problem(path, "BASE_TYPE_FORMAT", `Not a well formed ${wanted.format}.`)]),
  ];
}

function isFormatted(format: string | undefined, value: string): boolean {
  switch (format) {
    case "snowflake":
      return /^\d{1,20}$/.test(value) && BigInt(value) < 2n ** 64n;
    case "uri":
      return URL.canParse(value);
    case "date-time":
      return !Number.isNaN(Date.parse(value));
    default:
      return true;
  }
}

function ofNumber(wanted: Schema, value: number, path: Path): Problem[] {
  const bits = wanted.format === "int32" ? 2 ** 31 : 2 ** 63;
  const least = wanted.minimum ?? -bits;
  const most = wanted.maximum ?? bits;
  if (value >= least && value <= most) return [];
  return [problem(path, "NUMBER_TYPE_RANGE", `Must be between ${least} and ${most}.`)];
}

function ofList(schemas: Schemas, wanted: Schema, value: readonly unknown[], path: Path): Problem[] {
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, items } = wanted;
  const length =
    value.length >= minItems && value.length <= maxItems
      ? []
      : [problem(path, "BASE_TYPE_BAD_LENGTH", `Must be between ${minItems} and ${maxItems} in length.`)];
  const distinct = new Set(value.map((one) => JSON.stringify(one))).size;
  const unique =
    wanted.uniqueItems === true && distinct < value.length
      ? [problem(path, "SET_TYPE_ALREADY_CONTAINS_VALUE", "The set already contains this value.")]
      : [];
  const inside =
    items === undefined ? [] : value.flatMap((one, at) => problemsOf(schemas, items, one, [...path, at]));
  return [...length, ...unique, ...inside];
}

function ofObject(
  schemas: Schemas,
  wanted: Schema,
  value: Readonly<Record<string, unknown>>,
  path: Path,
): Problem[] {
  const { properties = {}, required = [], additionalProperties: more } = wanted;
  const names = Object.keys(value).filter((name) => value[name] !== undefined);
  const { minProperties = 0, maxProperties = Number.POSITIVE_INFINITY } = wanted;
  return [
    ...(names.length < minProperties || names.length > maxProperties
      ? [
          problem(
            path,
            "BASE_TYPE_BAD_LENGTH",
            `Must have between ${minProperties} and ${maxProperties} keys.`,
          ),
        ]
      : []),
    ...required
      .filter((name) => value[name] === undefined)
      .map((name) => problem([...path, name], "BASE_TYPE_REQUIRED", "This field is required")),
    ...names.flatMap((name) => {
      const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
      if (known !== undefined) return problemsOf(schemas, known, value[name], [...path, name]);
      if (typeof more === "object") return problemsOf(schemas, more, value[name], [...path, name]);
      if (more === true || wanted.properties === undefined) return [];
      return [problem([...path, name], unknownField, "There is no such field.")];
    }),
  ];
}

function typesOf({ type }: Schema): readonly string[] {
  if (type === undefined) return [];
  return typeof type === "string" ? [type] : type;
}

function isOf(type: string, value: unknown): boolean {
  switch (type) {
    case "object":
      return isRecord(value);
    case "array":
      return Array.isArray(value);
    case "integer":
      return Number.isInteger(value);
    case "null":
      return value === null;
    default:
      return typeof value === type;
  }
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function typeCode(types: readonly string[]): string {
  switch (types[0]) {
    case "string":
      return "STRING_TYPE_CONVERT";
    case "integer":
    case "number":
      return "NUMBER_TYPE_COERCE";
    case "boolean":
      return "BOOLEAN_TYPE_CONVERT";
    case "array":
      return "LIST_TYPE_CONVERT";
    default:
      return "MODEL_TYPE_CONVERT";
  }
}
