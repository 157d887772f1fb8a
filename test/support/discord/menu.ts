/** The commands that a person is offered in a place, and what a client sends of one that is chosen: D-2, D-3, D-5 to D-7. */

import type { Asker } from "./asked.js";
import { mayOf } from "./places.js";
import type { CommandOption } from "./wire-command.js";
import type { CommandState, World } from "./world.js";

export type Value = string | number | boolean;
export type Values = Readonly<Record<string, Value>>;

const types = { subcommand: 1, group: 2, text: 3, integer: 4, truth: 5, number: 10 } as const;

/** The command of that name, as the client lists it; refuses one that is not there, or there twice. */
export function offered(world: World, asker: Asker, type: 1 | 3, name: string): CommandState {
  const all = [...world.commands.values()].filter((one) => (one.type ?? 1) === type && isOffered(one, asker));
  const found = all.filter((one) => one.name === name);
  const [first] = found;
  if (first === undefined)
    throw new Error(
      `No command "${name}" is offered here. There are: ${all.map((one) => one.name).join(", ") || "none"}.`,
    );
  if (found.length > 1)
    throw new Error(`D-3: "${name}" is offered twice, by everybody's list and by this guild's.`);
  return first;
}

/** What a client sends of a command: its options by name, checked as it checks them. */
export function commandData(command: CommandState, path: readonly string[], values: Values): unknown {
  return { ...headOf(command), ...optionsOf(command.options ?? [], path, values, undefined) };
}

/** The same, while one of the options is being typed (D-5). */
export function typingData(
  command: CommandState,
  path: readonly string[],
  values: Values,
  focused: string,
): unknown {
  return { ...headOf(command), ...optionsOf(command.options ?? [], path, values, focused) };
}

/** A command that nobody offers (any more), as only an old or a changed client sends it. */
export function strayData(world: World, name: string, values: Values): unknown {
  const options = Object.entries(values).map(([option, value]) => ({
    name: option,
    type: typeof value === "string" ? types.text : typeof value === "boolean" ? types.truth : types.integer,
    value,
  }));
  return { id: world.ids.next(), name, type: 1, ...(options.length === 0 ? {} : { options }) };
}

function headOf({ id, name, type = 1, guild }: CommandState): Readonly<Record<string, unknown>> {
  return { id, name, type, ...(guild === undefined ? {} : { guild_id: guild }) };
}

/** D-6, D-7. */
function isOffered(command: CommandState, { person, channel, byGuild }: Asker): boolean {
  const { guild } = channel;
  if (command.guild !== undefined)
    return byGuild && command.guild === guild?.id && isAllowed(command, { person, channel, byGuild });
  const context = guild !== undefined ? 0 : channel.kind === "dm" ? 1 : 2;
  const contexts = command.contexts ?? (command.dm_permission === false ? [0] : [0, 1]);
  const installs = command.integration_types ?? [0];
  const installed = (byGuild && installs.includes(0)) || (person.userInstalled && installs.includes(1));
  return contexts.includes(context) && installed && isAllowed(command, { person, channel, byGuild });
}

function isAllowed(
  { default_member_permissions: wanted }: CommandState,
  { person, channel }: Asker,
): boolean {
  if (wanted == null || channel.guild === undefined) return true;
  const may = mayOf(channel.guild, person);
  const administrator = (may & 8n) !== 0n;
  const needed = BigInt(wanted);
  return administrator || (needed !== 0n && (may & needed) === needed);
}

function optionsOf(
  known: readonly CommandOption[],
  path: readonly string[],
  values: Values,
  focused: string | undefined,
): { options?: unknown[] } {
  const [next, ...rest] = path;
  if (next !== undefined) {
    const sub = known.find(
      ({ name, type }) => name === next && (type === types.subcommand || type === types.group),
    );
    if (sub === undefined) throw new Error(`there is no subcommand "${next}"`);
    return {
      options: [{ name: next, type: sub.type, ...optionsOf(sub.options ?? [], rest, values, focused) }],
    };
  }
  if (known.some(({ type }) => type === types.subcommand || type === types.group))
    throw new Error("D-2: a command with subcommands cannot be called without one");
  for (const name of Object.keys(values))
    if (!known.some((one) => one.name === name)) throw new Error(`there is no option "${name}"`);
  const options = known.flatMap((one) => {
    const value = values[one.name];
    if (value === undefined) {
      if (one.required === true && focused === undefined)
        throw new Error(`the option "${one.name}" is required`);
      return [];
    }
    if (one.name === focused) return [{ name: one.name, type: one.type, value: `${value}`, focused: true }];
    const wrong = wrongWith(one, value);
    if (wrong !== undefined) throw new Error(`the option "${one.name}" ${wrong}`);
    return [{ name: one.name, type: one.type, value }];
  });
  return options.length === 0 ? {} : { options };
}

/** What a client would not let anybody send. */
function wrongWith(option: CommandOption, value: Value): string | undefined {
  const { type, choices = [], min_length: least = 0, max_length: most = 6000 } = option;
  const kinds: Readonly<Record<number, string>> = {
    [types.text]: "string",
    [types.integer]: "number",
    [types.number]: "number",
    [types.truth]: "boolean",
  };
  const kind = kinds[type];
  if (kind === undefined) return `is of type ${type}, which nobody here can fill in`;
  if (typeof value !== kind) return `takes a ${kind}`;
  if (choices.length > 0 && !choices.some((one) => one.value === value)) return `has no choice ${value}`;
  if (typeof value === "string" && (value.length < least || value.length > most))
    return `takes ${least} to ${most} characters`;
  if (typeof value === "number") {
    if (type === types.integer && !Number.isInteger(value)) return "takes a whole number";
    if (value < (option.min_value ?? value) || value > (option.max_value ?? value)) return "is out of bounds";
  }
  return undefined;
}
