/** What Discord's documentation says of messages and its OpenAPI does not: D-18, D-19, D-24, D-25, D-28. */
import { componentProblems } from "./component-rules.js";
import { reference, shownNames } from "./components.js";
import { refusals } from "./refusal.js";
import { lengthProblem, type Problem, problem } from "./schema.js";
import { type Component, type Embed, flags, type MessageBody } from "./wire.js";
import type { Upload } from "./world.js";

/** D-18, D-19; D-28 in bytes. */
export const limits = {
  content: 2000,
  embeds: 6000,
  file: 10 * 1024 * 1024,
  request: 25 * 1024 * 1024,
  files: 10,
} as const;

/** A message as it is to be, after the call. */
export type Draft = {
  content: string;
  embeds: readonly Embed[];
  components: readonly Component[];
  flags: number;
  /** The names of its files. */
  names: ReadonlySet<string>;
};

/** What Discord would refuse of a message. */
export function messageProblems({ content, embeds, components, flags: given, names }: Draft): Problem[] {
  const v2 = (given & flags.v2) !== 0;
  return [
    ...lengthProblem(["content"], content, 0, limits.content),
    ...embeds.flatMap((one, at) => embedProblems(one, at, names)),
    ...totalProblems(embeds),
    ...(v2 ? excluded("content", content !== "") : []),
    ...(v2 ? excluded("embeds", embeds.length > 0) : []),
    ...componentProblems(components, v2, { names }),
    ...(names.size > limits.files
      ? [problem(["attachments"], "BASE_TYPE_MAX_LENGTH", `Must be ${limits.files} or fewer in length.`)]
      : []),
  ];
}

/** What it would let pass, and nobody would see as it was meant. */
export function messageReports({ components, flags: given, names }: Draft): string[] {
  const v2 = (given & flags.v2) !== 0;
  const shown = new Set(shownNames(components));
  const hidden = v2 ? [...names].filter((name) => !shown.has(name)) : [];
  return [
    ...hidden.map((name) => `D-24: the file ${name} is shown by no component`),
    ...[...names]
      .filter((name) => !/^[\w.-]+$/.test(name))
      .map(
        (name) => `the name of the file "${name}" would be changed: letters of English, digits, _ . - stay`,
      ),
  ];
}

/** D-25: a rule of our own, since Discord's default pings. */
export function mentionReports({
  allowed_mentions: given,
  content,
  embeds,
  components,
}: MessageBody): string[] {
  if (content == null && embeds == null && components == null && given == null) return [];
  const parse = given?.parse;
  if (parse !== undefined && parse !== null && parse.length === 0) return [];
  return [`D-25: allowed_mentions must be given with parse: [], not ${JSON.stringify(given)}`];
}

/** D-28. */
export function checkSizes(files: Iterable<Upload>): void {
  let sum = 0;
  for (const { bytes } of files) {
    if (bytes.length > limits.file) throw refusals.tooLarge();
    sum += bytes.length;
  }
  if (sum > limits.request) throw refusals.tooLarge();
}

/** D-24: never together with the flag. */
function excluded(field: string, there: boolean): Problem[] {
  if (!there) return [];
  return [
    problem(
      [field],
      "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
      `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
    ),
  ];
}

/** D-19. */
function embedProblems(one: Embed, index: number, names: ReadonlySet<string>): Problem[] {
  const at = ["embeds", index] as const;
  const empty =
    sizeOf(one) === 0 &&
    one.image === undefined &&
    one.thumbnail === undefined &&
    (one.fields ?? []).length === 0;
  const missing = [one.image?.url, one.thumbnail?.url].filter(
    (url) => url?.startsWith(reference) === true && !names.has(url.slice(reference.length)),
  );
  return [
    ...(empty ? [problem([...at, "description"], "BASE_TYPE_REQUIRED", "This field is required")] : []),
    ...(one.fields ?? []).flatMap(({ name, value }, field) => [
      ...lengthProblem([...at, "fields", field, "name"], name.trim(), 1, 256),
      ...lengthProblem([...at, "fields", field, "value"], value.trim(), 1, 1024),
    ]),
    ...missing.map((url) => problem([...at, "image"], "URL_TYPE_INVALID_URL", `There is no ${url}.`)),
  ];
}

function totalProblems(embeds: readonly Embed[]): Problem[] {
  const total = embeds.reduce((sum, one) => sum + sizeOf(one), 0);
  if (total <= limits.embeds) return [];
  return [
    problem(
      ["embeds"],
      "MAX_EMBED_SIZE_EXCEEDED",
      `Embed size exceeds maximum size of ${limits.embeds}: ${total}.`,
    ),
  ];
}

function sizeOf({ title = "", description = "", author, footer, fields = [] }: Embed): number {
  const around = [title, description, author?.name ?? "", footer?.text ?? ""];
  return [...around, ...fields.flatMap(({ name, value }) => [name, value])].reduce(
    (sum, text) => sum + text.trim().length,
    0,
  );
}
