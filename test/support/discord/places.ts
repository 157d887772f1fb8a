/** Where something can be said: guilds, their channels and threads, direct messages. */
import { type ChannelState, drop, type GuildState, type PersonState, type World } from "./world.js";

/** The direct messages of a person and the bot: one channel, however often it is opened. */
export function newDirect(world: World, person: PersonState): ChannelState {
  const known = [...world.channels.values()].find(
    ({ kind, people }) => kind === "dm" && people[0]?.user.id === person.user.id,
  );
  return known ?? newChannel(world, { kind: "dm", name: "", people: [person] });
}

export function newChannel(
  world: World,
  given: Pick<ChannelState, "kind" | "name"> & Partial<Pick<ChannelState, "guild" | "parent" | "people">>,
): ChannelState {
  const channel: ChannelState = {
    id: world.ids.next(),
    guild: undefined,
    parent: undefined,
    people: [],
    archived: false,
    locked: false,
    deleted: false,
    bot: "writes",
    messages: new Map(),
    last: undefined,
    ...given,
  };
  world.channels.set(channel.id, channel);
  return channel;
}

/** What a person may do there; in direct messages nobody is asked. */
export function mayOf(guild: GuildState | undefined, { user }: PersonState): bigint {
  return guild?.members.get(user.id) ?? 0n;
}

/** Takes away what was only for a person, as a restart of their client does (D-12). */
export function dropEphemeral(world: World, person: PersonState): void {
  for (const channel of world.channels.values())
    for (const stored of [...channel.messages.values()])
      if (stored.only === person.user.id) drop(world, stored);
}
