/** What stands in the fake, as Discord sends it over the API and the gateway. */
import { reference } from "./components.js";
import type { Attachment, Button, Component, Message, Select, User } from "./wire.js";
import type { Attached, ChannelState, Interaction, PersonState, Stored, World } from "./world.js";

/** A user with the fields that are always there. */
export function userOf(id: string, name: string, bot: boolean): User {
  return {
    id,
    username: name.toLowerCase().replaceAll(/[^a-z0-9_.]/g, "_"),
    global_name: bot ? null : name,
    discriminator: bot ? "4242" : "0",
    avatar: null,
    bot,
    public_flags: 0,
    flags: 0,
    primary_guild: null,
  };
}

/** A message, as it is at this moment. */
export function wireOf(world: World, stored: Stored): Message {
  const { interaction, channel, replyTo } = stored;
  const command = interaction?.kind === "command" && interaction.original === stored;
  const answered = replyTo === undefined ? undefined : channel.messages.get(replyTo);
  return {
    id: stored.id,
    type: command ? 20 : replyTo === undefined ? 0 : 19,
    channel_id: channel.id,
    author: stored.author,
    content: stored.content,
    mentions: mentionsIn(world, stored.content),
    mention_roles: [],
    mention_everyone: false,
    attachments: stored.files.map((file) => attachmentOf(world, stored, file)),
    embeds: stored.embeds.map((one) => ({ type: "rich", ...one })),
    components: componentsOf(world, stored),
    flags: stored.flags,
    pinned: false,
    tts: false,
    timestamp: new Date(stored.at).toISOString(),
    edited_timestamp: stored.editedAt === undefined ? null : new Date(stored.editedAt).toISOString(),
    ...(stored.nonce === undefined ? {} : { nonce: stored.nonce }),
    ...(stored.byBot ? { application_id: world.bot.id } : {}),
    ...(interaction === undefined
      ? {}
      : { webhook_id: world.bot.id, interaction_metadata: metadataOf(interaction) }),
    ...(replyTo === undefined
      ? {}
      : {
          message_reference: { type: 0, channel_id: channel.id, message_id: replyTo },
          referenced_message:
            answered === undefined ? null : { ...wireOf(world, { ...answered, replyTo: undefined }) },
        }),
  };
}

function mentionsIn(world: World, content: string): User[] {
  const ids = new Set([...content.matchAll(/<@!?(\d+)>/g)].map(([, id = ""]) => id));
  return [...ids].flatMap((id) => (id === world.bot.id ? world.bot : (world.people.get(id)?.user ?? [])));
}

/** A channel, whole. */
export function channelOf({
  id,
  kind,
  name,
  guild,
  parent,
  people,
  archived,
  locked,
  messages,
}: ChannelState) {
  const last_message_id = [...messages.keys()].at(-1) ?? null;
  switch (kind) {
    case "dm":
      return { id, type: 1, flags: 0, last_message_id, recipients: people.map(({ user }) => user) };
    case "group dm":
      return {
        id,
        type: 3,
        flags: 0,
        last_message_id,
        name,
        icon: null,
        owner_id: people[0]?.user.id ?? "0",
        recipients: people.map(({ user }) => user),
      };
    case "text":
      return {
        id,
        type: 0,
        flags: 0,
        last_message_id,
        guild_id: guild?.id ?? "0",
        name,
        position: 0,
        parent_id: null,
        topic: null,
        nsfw: false,
        rate_limit_per_user: 0,
        permission_overwrites: [],
      };
    case "thread":
      return {
        id,
        type: 11,
        flags: 0,
        last_message_id,
        guild_id: guild?.id ?? "0",
        name,
        parent_id: parent?.id ?? null,
        owner_id: guild?.owner ?? "0",
        rate_limit_per_user: 0,
        thread_metadata: {
          archived,
          locked,
          auto_archive_duration: 1440,
          archive_timestamp: "2026-01-01T00:00:00.000Z",
        },
        message_count: messages.size,
        member_count: 1,
        total_message_sent: messages.size,
      };
  }
}

/** D-15: a member, with what they may do in the channel. */
export function memberOf({ user }: PersonState, may: bigint) {
  return {
    user,
    nick: null,
    avatar: null,
    banner: null,
    roles: [],
    joined_at: "2025-06-01T00:00:00.000000+00:00",
    premium_since: null,
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
    communication_disabled_until: null,
    permissions: `${may}`,
  };
}

function attachmentOf(
  world: World,
  stored: Stored,
  { id, name, type, bytes, description }: Attached,
): Attachment {
  const url = `${world.url}/attachments/${stored.channel.id}/${id}/${encodeURIComponent(name)}`;
  return {
    id,
    filename: name,
    size: bytes.length,
    url,
    proxy_url: url,
    content_type: type,
    ...(description === undefined ? {} : { description }),
    ...(stored.only === undefined ? {} : { ephemeral: true }),
  };
}

/** Who caused the message, and by what. */
function metadataOf(one: Interaction): Readonly<Record<string, unknown>> {
  const { id, kind, person, byGuild, channel, original, source, opener } = one;
  const owners: Record<string, string> = byGuild
    ? { "0": channel.guild?.id ?? "0" }
    : { "1": person.user.id };
  const common = {
    id,
    user: person.user,
    authorizing_integration_owners: owners,
    ...(original === undefined ? {} : { original_response_message_id: original.id }),
  };
  if (kind === "component") return { ...common, type: 3, interacted_message_id: source?.id ?? "0" };
  if (opener === undefined) return { ...common, type: 2 };
  return { ...common, type: 5, triggering_interaction_metadata: metadataOf(opener) };
}

/** A file has its size and address, and what was left out is said. */
function componentsOf(world: World, stored: Stored): unknown[] {
  const media = (url: string): unknown => {
    const file = stored.files.find(({ name }) => url === `${reference}${name}`);
    const known = file === undefined ? undefined : attachmentOf(world, stored, file);
    const real = known?.url ?? url;
    return {
      id: file?.id ?? stored.id,
      url: real,
      proxy_url: real,
      ...(file === undefined ? {} : { attachment_id: file.id, content_type: file.type }),
    };
  };
  const sent = (one: Component | Inner): unknown => {
    const { id } = one;
    switch (one.type) {
      case 1:
        return { type: 1, id, components: one.components.map(sent) };
      case 3:
        return { ...one, id, min_values: one.min_values ?? 1, max_values: one.max_values ?? 1 };
      case 9:
        return { ...one, id, components: one.components.map(sent), accessory: sent(one.accessory) };
      case 11:
        return {
          type: 11,
          id,
          media: media(one.media.url),
          description: one.description ?? null,
          spoiler: one.spoiler ?? false,
        };
      case 12:
        return {
          type: 12,
          id,
          items: one.items.map((item) => ({
            media: media(item.media.url),
            description: item.description ?? null,
            spoiler: item.spoiler ?? false,
          })),
        };
      case 13: {
        const file = stored.files.find(({ name }) => one.file.url === `${reference}${name}`);
        return {
          type: 13,
          id,
          file: media(one.file.url),
          name: file?.name ?? null,
          size: file?.bytes.length ?? null,
          spoiler: one.spoiler ?? false,
        };
      }
      case 14:
        return { type: 14, id, divider: one.divider ?? true, spacing: one.spacing ?? 1 };
      case 17:
        return {
          type: 17,
          id,
          accent_color: one.accent_color ?? null,
          spoiler: one.spoiler ?? false,
          components: one.components.map(sent),
        };
      default:
        return { ...one, id };
    }
  };
  return stored.components.map(sent);
}

type Inner =
  | Extract<Component, { type: 1 }>["components"][number]
  | Extract<Component, { type: 9 }>["accessory"]
  | Button
  | Select;
