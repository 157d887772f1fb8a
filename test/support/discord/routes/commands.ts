/** The lists of commands, of everybody and of one guild: D-1 to D-6. */
import { commandProblems, counts, listProblems } from "../command-rules.js";
import { invalidForm, parsed, refusals } from "../refusal.js";
import { isRecord, type Problem } from "../schema.js";
import { type CommandBody, commandBody } from "../wire-command.js";
import type { CommandState, Request, Route, World } from "../world.js";

/** D-3. */
const mostCreates = 200;
const day = 24 * 3_600_000;

export const listCommands: Route = (world, request) => ({
  status: 200,
  body: inScope(world, scopeOf(world, request)).map((one) => sent(world, one)),
});

/** D-3: takes the place of all that were there, of every type. */
export const setCommands: Route = (world, request) => {
  const scope = scopeOf(world, request);
  const given = Array.isArray(request.body) ? request.body.map(read) : [];
  refuse([
    ...given.flatMap((one, at) => commandProblems(one, scope !== undefined, [at])),
    ...listProblems(given),
  ]);
  const before = inScope(world, scope);
  const after = given.map((one) =>
    made(
      world,
      scope,
      one,
      before.find((other) => same(other, one)),
    ),
  );
  countCreates(world, scope, after.filter(({ id }) => !before.some((one) => one.id === id)).length);
  for (const { id } of before) world.commands.delete(id);
  for (const one of after) world.commands.set(one.id, one);
  wrote(world, scope);
  return { status: 200, body: after.map((one) => sent(world, one)) };
};

/** D-3: of a name that is there it is a change. */
export const createCommand: Route = (world, request) => {
  const scope = scopeOf(world, request);
  const given = read(request.body);
  refuse(commandProblems(given, scope !== undefined));
  const standing = inScope(world, scope);
  const before = standing.find((one) => same(one, given));
  if (before === undefined) {
    const type = given.type ?? 1;
    if (standing.filter((one) => (one.type ?? 1) === type).length >= (counts[type] ?? 0))
      refuse(listProblems([...standing, given]));
    countCreates(world, scope, 1);
  }
  const one = made(world, scope, given, before);
  world.commands.set(one.id, one);
  wrote(world, scope);
  return { status: before === undefined ? 201 : 200, body: sent(world, one) };
};

export const getCommand: Route = (world, request) => ({
  status: 200,
  body: sent(world, commandOf(world, request)),
});

export const editCommand: Route = (world, request) => {
  const before = commandOf(world, request);
  const given = read({ name: before.name, ...(isRecord(request.body) ? request.body : {}) });
  const kept = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const one = { ...before, ...kept, version: world.ids.next() };
  refuse(commandProblems(one, before.guild !== undefined));
  world.commands.set(one.id, one);
  wrote(world, before.guild);
  return { status: 200, body: sent(world, one) };
};

export const deleteCommand: Route = (world, request) => {
  const one = commandOf(world, request);
  world.commands.delete(one.id);
  wrote(world, one.guild);
  return { status: 204 };
};

/** The guild, undefined for the list of everybody. */
function scopeOf(world: World, { parameters }: Request): string | undefined {
  if (parameters.application_id !== world.bot.id) throw refusals.missingAccess();
  const { guild_id: guild } = parameters;
  if (guild !== undefined && world.guilds.get(guild)?.installed !== true) throw refusals.missingAccess();
  return guild;
}

function inScope(world: World, scope: string | undefined): CommandState[] {
  return [...world.commands.values()].filter(({ guild }) => guild === scope);
}

function commandOf(world: World, request: Request): CommandState {
  const scope = scopeOf(world, request);
  const one = world.commands.get(request.parameters.command_id ?? "");
  if (one === undefined || one.guild !== scope) throw refusals.unknownCommand();
  return one;
}

function read(body: unknown): CommandBody {
  return parsed(commandBody, body);
}

function same(a: CommandBody, b: CommandBody): boolean {
  return a.name === b.name && (a.type ?? 1) === (b.type ?? 1);
}

function made(
  world: World,
  guild: string | undefined,
  given: CommandBody,
  before: CommandState | undefined,
): CommandState {
  return { ...given, guild, id: before?.id ?? world.ids.next(), version: world.ids.next() };
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw invalidForm(problems);
}

function countCreates(world: World, scope: string | undefined, more: number): void {
  const key = scope ?? "everybody";
  const today = world.created.filter(({ scope: other, at }) => other === key && world.clock.now() - at < day);
  if (today.length + more > mostCreates) throw refusals.commandCreates();
  for (let count = 0; count < more; count += 1) world.created.push({ scope: key, at: world.clock.now() });
}

function wrote(world: World, scope: string | undefined): void {
  world.writes.push({ scope: scope ?? "everybody", at: world.clock.now() });
  world.changed();
}

/** As Discord gives it back: with what was left out, and without what was null. */
function sent(world: World, { guild, default_member_permissions: may, ...one }: CommandState): unknown {
  return {
    ...one,
    application_id: world.bot.id,
    type: one.type ?? 1,
    description: one.description ?? "",
    default_member_permissions: may == null ? null : `${may}`,
    nsfw: one.nsfw ?? false,
    name_localizations: one.name_localizations ?? null,
    description_localizations: one.description_localizations ?? null,
    ...(guild === undefined
      ? {
          contexts: one.contexts ?? null,
          integration_types: one.integration_types ?? [0],
          dm_permission: one.contexts === undefined || one.contexts.includes(1),
        }
      : { guild_id: guild }),
  };
}
