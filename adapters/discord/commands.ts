/** The commands as Discord registers them (D-1, D-2, D-6), and whether those that are there are the same (D-3). */
import type { RESTPutAPIApplicationCommandsJSONBody } from "discord.js";
import type { CommandInfo, Words } from "../../src/adapter.js";
import { fieldIn, type Given, given, listIn, numberIn, textIn } from "../../src/given.js";
import { live } from "./limits.js";
import { shortened } from "./shortened.js";

export type Command = RESTPutAPIApplicationCommandsJSONBody[number];

/** For everybody, or for one server: there are no other places then (D-6). */
export type Scope = "global" | "guild";

/** What Discord would refuse. Of a long description the beginning is registered; anything else that is wrong is left out. */
export type CommandMistake =
  | { command: string; what: "name" | "no-about" | "twice" | "too-many" }
  | { command: string; what: "about" | "text"; is: number; atMost: number };

/** The commands as they are registered, and what is wrong with the library's. */
export function registrationOf(
  commands: readonly CommandInfo[],
  words: Words,
  scope: Scope,
): { commands: Command[]; mistakes: CommandMistake[] } {
  const looked = commands.map((info, index) => ({
    info,
    mistakes: mistakesOf(info, index, commands, words),
  }));
  const places = scope === "guild" ? {} : { contexts: [0, 1, 2], integration_types: [0, 1] };
  const sound = looked.filter(({ mistakes }) => mistakes.every(({ what }) => what === "about"));
  return {
    commands: [
      ...sound.map(({ info }): Command => ({ ...slashCommand(info, words), ...places })),
      { type: 3, name: words.find ?? "[discord.find]", ...places },
    ],
    mistakes: looked.flatMap(({ mistakes }) => mistakes),
  };
}

/** Whether what Discord gives back is what is wanted: in any order, whatever it adds of its own (D-3). */
export function sameCommands(there: unknown, wanted: readonly Command[]): boolean {
  if (!Array.isArray(there)) return false;
  // In one server there are no other places, whatever is told of them (D-6).
  const placed = wanted.some(({ contexts }) => contexts !== undefined);
  const texts = (all: readonly unknown[]): string =>
    JSON.stringify(all.map((one) => essence(given(one), placed)).sort());
  return texts(there) === texts(wanted);
}

/** What can be the name of a command or an option (D-1). */
export function isCommandName(name: string): boolean {
  return /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u.test(name) && name === name.toLowerCase();
}

function mistakesOf(
  info: CommandInfo,
  index: number,
  all: readonly CommandInfo[],
  words: Words,
): CommandMistake[] {
  const { name, about } = info;
  const size = commandText(slashCommand(info, words));
  return [
    ...(isCommandName(name) ? [] : [{ command: name, what: "name" as const }]),
    ...(all.findIndex((one) => one.name === name) === index
      ? []
      : [{ command: name, what: "twice" as const }]),
    ...(about.trim() === "" ? [{ command: name, what: "no-about" as const }] : []),
    ...(index < live.commands ? [] : [{ command: name, what: "too-many" as const }]),
    ...(about.length <= live.commandAbout
      ? []
      : [{ command: name, what: "about" as const, is: about.length, atMost: live.commandAbout }]),
    ...(size <= live.commandText
      ? []
      : [{ command: name, what: "text" as const, is: size, atMost: live.commandText }]),
  ];
}

type SlashCommand = Extract<Command, { options?: unknown; description: string }>;
type Option = NonNullable<SlashCommand["options"]>[number];

function slashCommand({ name, about, takes, inPublic }: CommandInfo, words: Words): SlashCommand {
  const options: Option[] = [
    ...(takes === undefined ? [] : [takenOption(takes, words)]),
    // What takes nothing says the same to everybody, and is seen best by whoever asks.
    ...(inPublic && takes !== undefined
      ? [
          {
            type: 5 as const,
            name: "public",
            description: aboutOf(words["public-about"] ?? "[discord.public-about]"),
          },
        ]
      : []),
  ];
  return { type: 1, name, description: aboutOf(about), ...(options.length === 0 ? {} : { options }) };
}

/** What is typed after the command, with suggestions while it is (D-5). */
function takenOption({ what, needed }: NonNullable<CommandInfo["takes"]>, words: Words): Option {
  const description = {
    question: words["question-about"] ?? "[discord.question-about]",
    name: words["name-about"] ?? "[discord.name-about]",
  }[what];
  return {
    type: 3,
    name: what,
    description: aboutOf(description),
    required: needed,
    max_length: live.question,
    autocomplete: true,
  };
}

function aboutOf(text: string): string {
  return shortened(text, live.commandAbout);
}

/** Letters of all names and descriptions of a command (D-2). */
function commandText({ name, description, options = [] }: SlashCommand): number {
  return options.reduce(
    (sum, option) => sum + option.name.length + option.description.length,
    name.length + description.length,
  );
}

/** What of a command is wanted or not; everything else is Discord's own, or a default of it. */
function essence(command: Given | undefined, placed: boolean): string {
  return JSON.stringify([
    numberIn(command, "type") ?? 1,
    textIn(command, "name"),
    textIn(command, "description") ?? "",
    listIn(command, "options").map((one) => {
      const option = given(one);
      return [
        numberIn(option, "type"),
        textIn(option, "name"),
        textIn(option, "description"),
        fieldIn(option, "required") === true,
        fieldIn(option, "autocomplete") === true,
        numberIn(option, "min_length") ?? 0,
        numberIn(option, "max_length") ?? null,
        listIn(option, "choices").length,
      ];
    }),
    ...(placed ? [sorted(listIn(command, "contexts")), sorted(listIn(command, "integration_types"))] : []),
    textIn(command, "default_member_permissions") ?? null,
    fieldIn(command, "nsfw") === true,
  ]);
}

function sorted(numbers: readonly unknown[]): unknown[] {
  return [...numbers].sort();
}
