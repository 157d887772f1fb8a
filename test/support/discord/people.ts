/** People, guilds and channels, as tests speak of them. */
import { type Actor, actorIn } from "./actor.js";
import { guildCreated, intents } from "./events.js";
import { dropEphemeral, newChannel, newDirect } from "./places.js";
import { channelOf, userOf } from "./sent.js";
import { permissions, type User } from "./wire.js";
import { type ChannelState, drop, type GuildState, type PersonState, type World } from "./world.js";

export type PersonOptions = { name?: string; locale?: string };

export type Person = {
  id: string;
  user: User;
  /** Speaks in a channel of a guild that has the app, or in a group. */
  in(place: Place): Actor;
  /** Direct messages with the bot. */
  dm(): Actor;
  /** Speaks where only they have the app installed, not the guild (D-6, D-13). */
  userInstalledIn(place: Place): Actor;
  /** How direct messages of the bot's fare from now on (D-35). */
  direct(how: PersonState["direct"]): void;
  /** Their client is started anew: ephemeral messages and an open form are gone (D-12). */
  restart(): void;
};

/** Where something can be said. */
export type Place = {
  id: string;
  channel: ChannelState;
  /** It is deleted; the bot is told if it asked to be. */
  delete(): void;
  /** What the bot may do there (D-36). */
  bot(may: ChannelState["bot"]): void;
};

export type Channel = Place & {
  thread(name?: string): Thread;
};

export type Thread = Place & {
  archive(on?: boolean): void;
  lock(on?: boolean): void;
};

export type GuildOptions = {
  name?: string;
  members?: readonly Person[];
  /** Members who may manage messages. */
  moderators?: readonly Person[];
  locale?: string;
  /** Whether the app is installed in it; so where it is left out. */
  installed?: boolean;
};

export type Guild = {
  id: string;
  state: GuildState;
  channel(name?: string): Channel;
  /** Joins, with what everybody may do and this. */
  join(person: Person, more?: bigint): void;
  leave(person: Person): void;
  /** The app is taken out of the guild, or put into it again; the gateway tells of it. */
  uninstall(): void;
  install(): void;
};

/** What every member may do. */
export const everybody =
  permissions.viewChannel |
  permissions.sendMessages |
  permissions.readMessageHistory |
  permissions.useApplicationCommands |
  permissions.sendMessagesInThreads;

export function newPerson(world: World, { name, locale = "en-US" }: PersonOptions = {}): Person {
  const user = userOf(world.ids.next(), name ?? `Person ${world.people.size + 1}`, false);
  const state: PersonState = { user, locale, userInstalled: false, direct: "open" };
  world.people.set(user.id, state);
  return {
    id: user.id,
    user,
    in({ channel }) {
      admit(channel, state);
      if (channel.guild?.installed === false)
        throw new Error(`The app is not installed in "${channel.guild.name}": use userInstalledIn()`);
      return actorIn(world, { person: state, channel, byGuild: channel.guild !== undefined });
    },
    dm: () => actorIn(world, { person: state, channel: newDirect(world, state), byGuild: true }),
    userInstalledIn({ channel }) {
      admit(channel, state);
      state.userInstalled = true;
      return actorIn(world, { person: state, channel, byGuild: false });
    },
    direct(how) {
      state.direct = how;
    },
    restart() {
      dropEphemeral(world, state);
      world.modals.delete(user.id);
    },
  };
}

export function newGuild(
  world: World,
  {
    name = "Residents",
    members = [],
    moderators = [],
    locale = "en-US",
    installed = true,
  }: GuildOptions = {},
): Guild {
  const state: GuildState = {
    id: world.ids.next(),
    name,
    owner: world.owner.id,
    locale,
    installed,
    appPermissions: everybody | permissions.embedLinks | permissions.attachFiles,
    members: new Map(),
  };
  world.guilds.set(state.id, state);
  for (const { id } of members) state.members.set(id, everybody);
  for (const { id } of moderators) state.members.set(id, everybody | permissions.manageMessages);
  if (installed) world.deliver.event(guildCreated(world, state));
  return {
    id: state.id,
    state,
    channel(given = "general") {
      const channel = newChannel(world, { kind: "text", name: given, guild: state });
      tell(world, "CHANNEL_CREATE", channel);
      return {
        ...placeOf(world, channel),
        thread(topic = "a thread") {
          const thread = newChannel(world, { kind: "thread", name: topic, guild: state, parent: channel });
          tell(world, "THREAD_CREATE", thread);
          return {
            ...placeOf(world, thread),
            archive(on = true) {
              thread.archived = on;
              tell(world, "THREAD_UPDATE", thread);
            },
            lock(on = true) {
              thread.locked = on;
              tell(world, "THREAD_UPDATE", thread);
            },
          };
        },
      };
    },
    join(person, more = 0n) {
      state.members.set(person.id, everybody | more);
    },
    leave(person) {
      state.members.delete(person.id);
    },
    uninstall() {
      state.installed = false;
      for (const command of [...world.commands.values()])
        if (command.guild === state.id) world.commands.delete(command.id);
      world.deliver.event({
        name: "GUILD_DELETE",
        data: { id: state.id },
        intent: intents.guilds,
        guild: state.id,
      });
    },
    install() {
      state.installed = true;
      world.deliver.event(guildCreated(world, state));
    },
  };
}

/** A group of people without a guild, where only those who installed the app for themselves can use it (D-6). */
export function newGroup(world: World, people: readonly Person[]): Place {
  const states = people.flatMap(({ id }) => world.people.get(id) ?? []);
  return placeOf(world, newChannel(world, { kind: "group dm", name: "A group", people: states }));
}

function placeOf(world: World, channel: ChannelState): Place {
  return {
    id: channel.id,
    channel,
    delete() {
      channel.deleted = true;
      for (const stored of [...channel.messages.values()]) drop(world, stored);
      tell(world, channel.kind === "thread" ? "THREAD_DELETE" : "CHANNEL_DELETE", channel);
    },
    bot(may) {
      channel.bot = may;
    },
  };
}

function tell(world: World, name: string, channel: ChannelState): void {
  if (channel.guild?.installed !== true) return;
  world.deliver.event({ name, data: channelOf(channel), intent: intents.guilds, guild: channel.guild.id });
}

/** A client shows a channel only to those who are in it. */
function admit(channel: ChannelState, person: PersonState): void {
  if (channel.deleted) throw new Error(`The channel "${channel.name}" is deleted.`);
  if (channel.guild === undefined) {
    if (!channel.people.includes(person)) throw new Error(`${person.user.global_name} is not in this group.`);
    return;
  }
  if (!channel.guild.members.has(person.user.id))
    throw new Error(`${person.user.global_name} is no member of "${channel.guild.name}": join() first`);
}
