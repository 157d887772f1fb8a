/** One interaction, from the moment a person causes it: what it carries, and how the bot answered (D-8 to D-15). */
import { when } from "../wait.js";
import { limits } from "./message-rules.js";
import { mayOf } from "./places.js";
import { channelOf, memberOf, wireOf } from "./sent.js";
import {
  type ChannelState,
  type Interaction,
  isOpen,
  type Kind,
  lives,
  type PersonState,
  type Response,
  type Stored,
  stir,
  type World,
} from "./world.js";

/** An interaction as whoever caused it sees it. */
export type Asked = {
  id: string;
  /** What the bot was sent. */
  raw: Readonly<Record<string, unknown>>;
  /** The first answer, once there is one. */
  response(): Response | undefined;
  /** Why the person reads "This interaction failed"; undefined as long as they do not. */
  failed(): string | undefined;
  /** Resolves with the first answer; rejects when there will be none. */
  answered(): Promise<Response>;
  /** What was refused of the calls that answer it. */
  refused: Interaction["refused"];
};

/** Who asks, and where. */
export type Asker = {
  person: PersonState;
  channel: ChannelState;
  /** Whether the guild has the app; else only the person has (D-13). */
  byGuild: boolean;
};

export type Question = {
  kind: Kind;
  data: unknown;
  /** The message of the component, or that opened the form. */
  source?: Stored | undefined;
  /** What the form was opened by. */
  opener?: Interaction | undefined;
  /** What the payload has besides, or instead. */
  more?: Readonly<Record<string, unknown>>;
};

const types = { command: 2, component: 3, autocomplete: 4, modal: 5 } as const satisfies Record<Kind, number>;

/** Asks the bot, by whichever way it listens. */
export function ask(world: World, asker: Asker, { kind, data, source, opener, more = {} }: Question): Asked {
  const { person, channel, byGuild } = asker;
  if (kind !== "autocomplete") stir(channel);
  const id = world.ids.next();
  const one: Interaction = {
    id,
    token: world.ids.token(id),
    kind,
    at: world.clock.now(),
    began: performance.now(),
    person,
    channel,
    byGuild,
    raw: {
      id,
      application_id: world.bot.id,
      type: types[kind],
      data,
      ...placeOf(asker),
      ...(source === undefined ? {} : { message: wireOf(world, source) }),
      token: world.ids.token(id),
      version: 1,
      locale: person.locale,
      entitlements: [],
      attachment_size_limit: limits.file,
      ...more,
    },
    source,
    opener,
    response: undefined,
    original: undefined,
    owing: false,
    followUps: 0,
    choices: undefined,
    refused: [],
    lost: undefined,
    unheard: false,
    // Whoever waits for it learns that its time is over.
    callOff: world.clock.after(lives.first, world.changed),
  };
  world.interactions.set(id, one);
  world.tokens.set(one.token, one);
  world.unanswered.add(one);
  world.deliver.interaction(one);
  world.changed();
  return askedOf(world, one);
}

function askedOf(world: World, one: Interaction): Asked {
  const failed = (): string | undefined => {
    if (one.response !== undefined || isOpen(world, one)) return undefined;
    const refused = one.refused.map(({ route, status, code }) => `${route}: ${status} ${code}`).join(", ");
    const why = one.lost ?? "The application did not respond";
    return [why, one.unheard ? unheard : "", refused].filter((part) => part !== "").join("; ");
  };
  return {
    id: one.id,
    raw: one.raw,
    response: () => one.response,
    failed,
    answered: () =>
      when(
        world,
        () => {
          const why = failed();
          if (why !== undefined) throw new Error(`This interaction failed: ${why}`);
          return one.response;
        },
        () => `The bot did not answer the ${one.kind} ${one.id}${one.unheard ? `: ${unheard}` : ""}.`,
      ),
    refused: one.refused,
  };
}

/** D-6, D-15: where it was caused, and by whom. */
function placeOf({ person, channel, byGuild }: Asker): Readonly<Record<string, unknown>> {
  const { guild, kind } = channel;
  const context = guild !== undefined ? 0 : kind === "dm" ? 1 : 2;
  const owners = {
    ...(byGuild ? { "0": guild?.id ?? "0" } : {}),
    ...(person.userInstalled ? { "1": person.user.id } : {}),
  };
  return {
    channel_id: channel.id,
    channel: {
      ...channelOf(channel),
      ...(guild === undefined ? {} : { permissions: `${mayOf(guild, person)}` }),
    },
    context,
    authorizing_integration_owners: owners,
    app_permissions: `${guild?.appPermissions ?? directPermissions}`,
    ...(guild === undefined
      ? { user: person.user }
      : {
          guild_id: guild.id,
          guild: { id: guild.id, locale: guild.locale, features: [] },
          guild_locale: guild.locale,
          member: memberOf(person, mayOf(guild, person)),
        }),
  };
}

const unheard = "no session of the gateway was there to hear of it";

/** What a bot may do in direct messages. */
const directPermissions = 2_222_085_186_637_376n;
