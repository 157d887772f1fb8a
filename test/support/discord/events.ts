/** What sessions of the gateway hear of messages and guilds: D-32. */
import { channelOf, memberOf, wireOf } from "./sent.js";
import type { GatewayEvent, GuildState, Stored, World } from "./world.js";

export const intents = {
  guilds: 1 << 0,
  guildMembers: 1 << 1,
  guildPresences: 1 << 8,
  guildMessages: 1 << 9,
  directMessages: 1 << 12,
  messageContent: 1 << 15,
} as const;

/** Tells of a message, unless it is ephemeral: of those nobody hears. */
export function announce(
  world: World,
  name: "MESSAGE_CREATE" | "MESSAGE_UPDATE" | "MESSAGE_DELETE",
  stored: Stored,
): void {
  if (stored.only !== undefined) return;
  const { channel } = stored;
  const guild = channel.guild;
  if (guild !== undefined && (!guild.installed || channel.bot === "sees nothing")) return;
  const place = { channel_id: channel.id, ...(guild === undefined ? {} : { guild_id: guild.id }) };
  const intent = guild === undefined ? intents.directMessages : intents.guildMessages;
  if (name === "MESSAGE_DELETE") {
    world.deliver.event({ name, data: { id: stored.id, ...place }, intent, guild: guild?.id });
    return;
  }
  const author = world.people.get(stored.author.id);
  const { user: _, ...member } =
    author === undefined || guild === undefined ? { user: undefined } : memberOf(author, 0n);
  const data = {
    ...wireOf(world, stored),
    ...place,
    channel_type: channelOf(channel).type,
    ...(guild === undefined ? {} : { member }),
  };
  const veiled = { ...data, content: "", embeds: [], components: [], attachments: [] };
  const open = guild === undefined || stored.byBot || stored.content.includes(`<@${world.bot.id}>`);
  world.deliver.event({ name, data, intent, guild: guild?.id, ...(open ? {} : { veiled }) });
}

/** A guild as the gateway tells of it when a session begins or the bot is added. */
export function guildCreated(world: World, guild: GuildState): GatewayEvent {
  const channels = [...world.channels.values()].filter((one) => one.guild === guild && !one.deleted);
  return {
    name: "GUILD_CREATE",
    intent: intents.guilds,
    guild: guild.id,
    data: {
      id: guild.id,
      name: guild.name,
      icon: null,
      owner_id: guild.owner,
      unavailable: false,
      large: false,
      member_count: guild.members.size + 1,
      joined_at: "2025-06-01T00:00:00.000000+00:00",
      preferred_locale: guild.locale,
      channels: channels.filter(({ kind }) => kind === "text").map(channelOf),
      threads: channels.filter(({ kind }) => kind === "thread").map(channelOf),
      roles: [
        {
          id: guild.id,
          name: "@everyone",
          permissions: `${guild.appPermissions}`,
          position: 0,
          color: 0,
          colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
          hoist: false,
          managed: false,
          mentionable: false,
          flags: 0,
        },
      ],
      emojis: [],
      stickers: [],
      features: [],
      members: [],
      presences: [],
      voice_states: [],
      stage_instances: [],
      guild_scheduled_events: [],
      soundboard_sounds: [],
      afk_channel_id: null,
      afk_timeout: 300,
      application_id: null,
      banner: null,
      default_message_notifications: 1,
      description: null,
      discovery_splash: null,
      explicit_content_filter: 0,
      mfa_level: 0,
      nsfw_level: 0,
      premium_progress_bar_enabled: false,
      premium_subscription_count: 0,
      premium_tier: 0,
      public_updates_channel_id: null,
      rules_channel_id: null,
      safety_alerts_channel_id: null,
      splash: null,
      system_channel_flags: 0,
      system_channel_id: null,
      vanity_url_code: null,
      verification_level: 0,
    },
  };
}
