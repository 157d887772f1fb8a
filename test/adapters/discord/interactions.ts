/** Interactions and messages as Discord sends them, for tests of what they mean. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { Raw } from "../../../adapters/discord/incoming.js";
import type { Words } from "../../../src/adapter.js";

export const words: Words = parse(readFileSync("content/en/interface.yaml", "utf8")).discord;

export const bot = { id: "1100000000000000001", application: "1100000000000000002" };
export const member = "820000000000000007";
export const guild = "900000000000000001";
export const channel = "900000000000000002";
export const dm = "900000000000000003";
export const pressed = "1400000000000000000";
/** When every interaction was made: its id says so. */
export const at = Date.parse("2026-11-24T12:00:00Z");
export const interaction = String(BigInt(at - 1_420_070_400_000) << 22n);
export const token = "aW50ZXJhY3Rpb246MTIzNDU2Nzg5.a-b_c";

const names = new Set(["start", "help", "ask", "plan", "letters", "denied", "h1b-backed-out", "specialty"]);

export function rawOf(from: Raw["from"], data: unknown): Raw {
  return {
    from,
    data,
    bot,
    words,
    knows: (name) => names.has(name),
    inPublic: (name) => name === "ask" || name === "specialty" || name === "help",
  };
}

const person = { id: member, username: "a", discriminator: "0", global_name: "A", avatar: null };

const common = {
  id: interaction,
  application_id: bot.application,
  token,
  version: 1,
  locale: "en-US",
  entitlements: [],
  attachment_size_limit: 10_485_760,
};

/** Around what is done in a server. */
export const inGuild = {
  context: 0,
  guild_id: guild,
  channel_id: channel,
  channel: { id: channel, type: 0 },
  member: { user: person, permissions: "2147483647", roles: [] },
  authorizing_integration_owners: { "0": guild },
};

/** Around what is done in the bot's own DM. */
export const inDm = {
  context: 1,
  guild_id: undefined,
  member: undefined,
  channel_id: dm,
  channel: { id: dm, type: 1 },
  user: person,
  authorizing_integration_owners: { "0": "0", "1": member },
};

/** Around what is done with the bot where it was not invited. */
export const inGroup = {
  ...inDm,
  context: 2,
  channel_id: "900000000000000004",
  channel: { id: "900000000000000004", type: 3 },
};

export function interact(type: number, fields: object): Raw {
  return rawOf("interaction", { ...common, ...inGuild, type, ...fields });
}

/** A slash command. */
export function command(
  name: string,
  options: Readonly<Record<string, unknown>> = {},
  around: object = {},
): Raw {
  const given = Object.entries(options).map(([option, value]) => ({
    name: option,
    type: typeof value === "boolean" ? 5 : 3,
    value,
  }));
  return interact(2, { data: { id: "1200000000000000001", type: 1, name, options: given }, ...around });
}

/** A press of a button on a message that only the member sees, but for what is given. */
export function press(custom_id: unknown, around: object = {}, message: object = {}): Raw {
  return interact(3, {
    data: { component_type: 2, custom_id },
    message: { id: pressed, flags: 64 | 32768, components: [], ...message },
    ...around,
  });
}

/** A choice in a select. */
export function choose(custom_id: unknown, values: unknown, around: object = {}, message: object = {}): Raw {
  return interact(3, {
    data: { component_type: 3, custom_id, values },
    message: { id: pressed, flags: 64 | 32768, components: [], ...message },
    ...around,
  });
}

/** A form that comes back. */
export function submit(
  custom_id: unknown,
  typed: Readonly<Record<string, unknown>>,
  around: object = {},
): Raw {
  return interact(5, {
    data: {
      custom_id,
      components: Object.entries(typed).map(([field, value], id) => ({
        id: id + 1,
        type: 18,
        component: { id: id + 2, type: 4, custom_id: field, value },
      })),
    },
    message: { id: pressed, flags: 64 | 32768, components: [] },
    ...around,
  });
}

/** A message in the bot's own DM. */
export function message(fields: object): Raw {
  return rawOf("message", {
    id: interaction,
    channel_id: dm,
    author: person,
    type: 0,
    content: "",
    attachments: [],
    ...fields,
  });
}
