/** What the bot says about itself and asks about others: `getMe`, commands (T-1, T-7, T-8), descriptions, chats, members. */
import { chatOf } from "../access.js";
import { badRequest } from "../refusal.js";
import { botCommands, commandScope, memberAs } from "../wire.js";
import type { Method, Request, World } from "../world.js";

/** T-1. */
const commandLimits = { count: 100, name: 32, description: 256 } as const;

export const getMe: Method = (world) => ({
  ...world.bot,
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_inline_queries: true,
});

export const setMyCommands: Method = (world, request) => {
  const list = listOf(world, request);
  const read = botCommands.safeParse(request.parameters.object("commands"));
  if (!read.success) throw badRequest("can't parse commands");
  if (read.data.length > commandLimits.count) throw badRequest("BOT_COMMANDS_TOO_MUCH");
  for (const { command, description } of read.data) {
    const name = command.replace(/^\//, "");
    if (name === "") throw badRequest("command text must be non-empty");
    if (name.length > commandLimits.name) throw badRequest("BOT_COMMAND_INVALID");
    if (!/^[a-z0-9_]+$/.test(name)) throw badRequest("BOT_COMMAND_INVALID");
    if (description.trim() === "") throw badRequest("command description must be non-empty");
    if (description.length > commandLimits.description) throw badRequest("BOT_COMMAND_DESCRIPTION_INVALID");
  }
  const names = read.data.map(({ command }) => command);
  if (new Set(names).size !== names.length) request.report("T-1: a command is listed twice");
  world.commands = others(world, list);
  if (read.data.length > 0) world.commands.push({ ...list, commands: read.data });
  world.changed();
  return true;
};

export const getMyCommands: Method = (world, request) => {
  const list = listOf(world, request);
  return world.commands.find((one) => isSame(one, list))?.commands ?? [];
};

/** T-7: exactly this scope and language, and no other. */
export const deleteMyCommands: Method = (world, request) => {
  world.commands = others(world, listOf(world, request));
  world.changed();
  return true;
};

export const setMyDescription: Method = (world, request) => describe(world, request, "description", 512);

export const setMyShortDescription: Method = (world, request) =>
  describe(world, request, "short_description", 120);

export const getChat: Method = (world, request) => {
  const { chat } = chatOf(world, request);
  return {
    ...chat,
    accent_color_id: 0,
    max_reaction_count: 11,
    accepted_gift_types: {
      unlimited_gifts: false,
      limited_gifts: false,
      unique_gifts: false,
      premium_subscription: false,
      gifts_from_channels: false,
    },
  };
};

export const getChatMember: Method = (world, request) => {
  const { members } = chatOf(world, request);
  const user = world.people.get(request.parameters.integer("user_id") ?? 0);
  if (user === undefined) throw badRequest("user not found");
  return memberAs(members.get(user.id) ?? "left", user);
};

export const yes: Method = () => true;

type List = { scope: string; language: string };

/** The list a call is about: its scope as text, and its language (T-7, T-8). */
function listOf(world: World, { parameters }: Request): List {
  const language = parameters.text("language_code") ?? "";
  if (language !== "" && !/^[a-z]{2}$/.test(language)) throw badRequest("invalid language code specified");
  const read = commandScope.safeParse(parameters.object("scope") ?? { type: "default" });
  if (!read.success) throw badRequest("can't parse BotCommandScope");
  const { type, chat_id, user_id } = read.data;
  if (!scopes.includes(type)) throw badRequest("can't parse BotCommandScope: Unsupported type specified");
  if (chat_id !== undefined && !world.chats.has(Number(chat_id))) throw badRequest("chat not found");
  return { scope: [type, chat_id, user_id].filter((part) => part !== undefined).join(":"), language };
}

const scopes: readonly string[] = [
  "default",
  "all_private_chats",
  "all_group_chats",
  "all_chat_administrators",
  "chat",
  "chat_administrators",
  "chat_member",
];

function isSame(a: List, b: List): boolean {
  return a.scope === b.scope && a.language === b.language;
}

function others(world: World, list: List): World["commands"] {
  return world.commands.filter((one) => !isSame(one, list));
}

function describe(world: World, { parameters }: Request, what: string, most: number): true {
  const text = parameters.text(what) ?? "";
  if (text.length > most) throw badRequest(`${what.toUpperCase()}_TOO_LONG`);
  world.descriptions.set(`${what}:${parameters.text("language_code") ?? ""}`, text);
  return true;
}
