/** What Discord's documentation says of commands and its OpenAPI does not: D-1, D-2, D-4 to D-6. */
import { type Problem, problem } from "./schema.js";
import type { CommandBody, CommandOption } from "./wire-command.js";

/** D-1. */
const named = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

/** D-2: of each type of command, and the characters of one. */
export const counts: Readonly<Record<number, number>> = { 1: 100, 2: 15, 3: 15 };
const mostCharacters = 8000;

const types = { subcommand: 1, group: 2 } as const;

/** D-4. */
const locales: readonly string[] = (
  "id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th " +
  "zh-CN ja zh-TW ko"
).split(" ");

export function commandProblems(command: CommandBody, guild: boolean, path: Problem["path"] = []): Problem[] {
  const { name, type = 1, description = "", options = [] } = command;
  const slash = type === 1;
  const characters = lengthOf(command);
  return [
    ...(slash ? nameProblems(name, path) : blankProblems(name, [...path, "name"], 32)),
    ...(slash ? blankProblems(description, [...path, "description"], 100) : []),
    ...(!slash && description !== ""
      ? [
          problem(
            [...path, "description"],
            "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_INVALID",
            "Context menu commands cannot have description",
          ),
        ]
      : []),
    ...(!slash && options.length > 0
      ? [
          problem(
            [...path, "options"],
            "APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_INVALID",
            "Context menu commands cannot have options",
          ),
        ]
      : []),
    ...localeProblems(command, path),
    // D-6.
    ...(guild
      ? (["contexts", "integration_types", "dm_permission"] as const).flatMap((field) =>
          command[field] === undefined
            ? []
            : [
                problem(
                  [...path, field],
                  "APPLICATION_COMMAND_GUILD_FIELD",
                  `Commands of a guild have no ${field}.`,
                ),
              ],
        )
      : []),
    ...(characters > mostCharacters
      ? [
          problem(
            path,
            "APPLICATION_COMMAND_TOO_LARGE",
            `Command exceeds maximum size of ${mostCharacters}: ${characters}.`,
          ),
        ]
      : []),
    ...optionProblems(options, [...path, "options"], 0),
  ];
}

/** D-2: how many of each type, and each name once. */
export function listProblems(commands: readonly CommandBody[]): Problem[] {
  const seen = new Set<string>();
  return [
    ...Object.entries(counts).flatMap(([type, most]) => {
      const count = commands.filter((one) => (one.type ?? 1) === Number(type)).length;
      if (count <= most) return [];
      return [
        problem([], "APPLICATION_COMMANDS_MAXIMUM", `${count} commands of type ${type}, of at most ${most}.`),
      ];
    }),
    ...commands.flatMap(({ name, type = 1 }, at) => {
      const key = `${type} ${name}`;
      const twice = seen.has(key);
      seen.add(key);
      if (!twice) return [];
      return [
        problem([at], "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique"),
      ];
    }),
  ];
}

function nameProblems(name: string, path: Problem["path"]): Problem[] {
  // Lower case wherever one exists.
  if (named.test(name) && name === name.toLowerCase()) return [];
  return [problem([...path, "name"], "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")];
}

function blankProblems(text: string, path: Problem["path"], most: number): Problem[] {
  if (text.trim() !== "" && text.length <= most) return [];
  return [problem(path, "BASE_TYPE_BAD_LENGTH", `Must be between 1 and ${most} in length.`)];
}

function localeProblems(
  {
    name_localizations: names = {},
    description_localizations: descriptions = {},
  }: CommandBody | CommandOption,
  path: Problem["path"],
): Problem[] {
  return [...Object.keys(names), ...Object.keys(descriptions)]
    .filter((locale) => !locales.includes(locale))
    .map((locale) =>
      problem([...path, "name_localizations", locale], "BASE_TYPE_CHOICES", "D-4: no such locale."),
    );
}

/** D-2: depth, counts, order, names; D-5: suggestions and choices exclude each other. */
function optionProblems(options: readonly CommandOption[], path: Problem["path"], depth: number): Problem[] {
  const seen = new Set<string>();
  let optional = false;
  const nested = options.some(({ type }) => type === types.subcommand || type === types.group);
  const mixed = nested && options.some(({ type }) => type !== types.subcommand && type !== types.group);
  return [
    ...(options.length > 25 ? [problem(path, "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")] : []),
    ...(mixed
      ? [
          problem(
            path,
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
            "Sub-command and other options are mutually exclusive",
          ),
        ]
      : []),
    ...options.flatMap((one, index) => {
      const at = [...path, index];
      const twice = seen.has(one.name);
      seen.add(one.name);
      const late = one.required === true && optional;
      if (one.required !== true) optional = true;
      const deep = (one.type === types.group && depth > 0) || (one.type === types.subcommand && depth > 1);
      return [
        ...nameProblems(one.name, at),
        ...blankProblems(one.description, [...at, "description"], 100),
        ...localeProblems(one, at),
        ...(twice
          ? [
              problem(
                [...at, "name"],
                "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
                "Option name already exists",
              ),
            ]
          : []),
        ...(late
          ? [
              problem(
                at,
                "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                "Required options must be placed before non-required options",
              ),
            ]
          : []),
        ...(deep
          ? [
              problem(
                [...at, "type"],
                "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
                "Sub-command option is nested too deeply",
              ),
            ]
          : []),
        ...(one.autocomplete === true && (one.choices ?? []).length > 0
          ? [
              problem(
                [...at, "choices"],
                "APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID",
                "D-5: not together with autocomplete.",
              ),
            ]
          : []),
        ...choiceProblems(one, at),
        ...optionProblems(one.options ?? [], [...at, "options"], depth + 1),
      ];
    }),
  ];
}

function choiceProblems({ choices = [] }: CommandOption, path: Problem["path"]): Problem[] {
  const names = choices.map(({ name }) => name);
  return new Set(names).size === names.length
    ? []
    : [
        problem(
          [...path, "choices"],
          "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS",
          "Option choice name already exists",
        ),
      ];
}

/** All names, descriptions and values; of each text the longest localisation. */
function lengthOf(command: CommandBody): number {
  const longest = (text: string, localized: Record<string, string> = {}): number =>
    Math.max(text.length, ...Object.values(localized).map((one) => one.length));
  const ofOption = (one: CommandOption): number =>
    longest(one.name, one.name_localizations) +
    longest(one.description, one.description_localizations) +
    (one.choices ?? []).reduce((sum, { name, value }) => sum + name.length + `${value}`.length, 0) +
    (one.options ?? []).reduce((sum, inner) => sum + ofOption(inner), 0);
  return (
    longest(command.name, command.name_localizations) +
    longest(command.description ?? "", command.description_localizations) +
    (command.options ?? []).reduce((sum, one) => sum + ofOption(one), 0)
  );
}
