/** Everything the fake remembers: who there is, what stands in which channel, what was asked of the bot and how it answered. */
import type { Clock } from "../clock.js";
import type { Changing } from "../wait.js";
import type { Ids } from "./snowflake.js";
import type { Spec } from "./spec.js";
import type { Choice, Component, Embed, Modal, User } from "./wire.js";
import type { CommandBody } from "./wire-command.js";

export type Upload = { name: string; type: string; bytes: Uint8Array };

/** A file of a message. */
export type Attached = Upload & { id: string; description: string | undefined };

export type PersonState = {
  user: User;
  locale: string;
  /** Whether the app is installed for them, so that it can be used everywhere (D-6). */
  userInstalled: boolean;
  /** How a direct message to them fares (D-35). */
  direct: "open" | "closed" | "no common server" | "too fast";
};

export type GuildState = {
  id: string;
  name: string;
  owner: string;
  locale: string;
  /** Whether the app is installed in it with a bot. */
  installed: boolean;
  /** What the bot may do in it. */
  appPermissions: bigint;
  /** What each member may do in it. */
  members: Map<string, bigint>;
};

export type ChannelState = {
  id: string;
  kind: "text" | "thread" | "dm" | "group dm";
  name: string;
  guild: GuildState | undefined;
  parent: ChannelState | undefined;
  /** Who is in it, of direct messages, the bot left out. */
  people: readonly PersonState[];
  archived: boolean;
  locked: boolean;
  deleted: boolean;
  /** D-36: the bot may not see it, or not write there. */
  bot: "writes" | "reads" | "sees nothing";
  /** What stands in it, in order; ephemeral messages among it. */
  messages: Map<string, Stored>;
  /** The newest message, where nothing was said or pressed since. */
  last: Stored | undefined;
};

export type Stored = {
  id: string;
  channel: ChannelState;
  author: User;
  byBot: boolean;
  /** Whom an ephemeral message is shown to (D-12); undefined where all see it. */
  only: string | undefined;
  content: string;
  embeds: Embed[];
  components: Component[];
  flags: number;
  files: Attached[];
  nonce: string | number | undefined;
  replyTo: string | undefined;
  /** What it answers, of messages that answer an interaction. */
  interaction: Interaction | undefined;
  at: number;
  editedAt: number | undefined;
  edits: number;
};

export type Response = {
  type: 4 | 5 | 6 | 7 | 8 | 9;
  /** D-11. */
  ephemeral: boolean;
  /** Since the interaction, by the fake's clock and in milliseconds of real time. */
  after: number;
  real: number;
};

export type Kind = "command" | "component" | "autocomplete" | "modal";

/** Something that the bot was asked, from then on until its token is dead (D-8). */
export type Interaction = {
  id: string;
  token: string;
  kind: Kind;
  at: number;
  /** `performance.now()` when it was caused. */
  began: number;
  person: PersonState;
  channel: ChannelState;
  /** Of the guild's installation, or only of the person's (D-13). */
  byGuild: boolean;
  raw: Readonly<Record<string, unknown>>;
  /** The message of the component that was used, or that opened the form. */
  source: Stored | undefined;
  /** What the form that was submitted was opened by. */
  opener: Interaction | undefined;
  response: Response | undefined;
  /** The message that `@original` means. */
  original: Stored | undefined;
  /** Deferred, and nothing has been shown for it yet. */
  owing: boolean;
  followUps: number;
  choices: readonly Choice[] | undefined;
  /** What was refused of the calls that answer it. */
  refused: { route: string; status: number; code: number }[];
  /** Why it is already known that no answer will come. */
  lost: string | undefined;
  /** No session of the gateway was there to hear of it. */
  unheard: boolean;
  /** Its time is not waited for any more. */
  callOff(): void;
};

/** A form that a person has before them. */
export type OpenModal = { modal: Modal; interaction: Interaction; channel: ChannelState };

export type CommandState = CommandBody & { id: string; version: string; guild: string | undefined };

/** A second message like the one before it, with nothing said or pressed between them. */
export type Duplicate = { channel: string; messages: readonly [string, string] };

/** What becomes of an interaction or a message that the bot is to hear of. */
export type Delivery = {
  interaction(interaction: Interaction): void;
  event(event: GatewayEvent): void;
};

/** What a session hears of if it asked for it: D-31, D-32. */
export type GatewayEvent = {
  name: string;
  data: unknown;
  /** The intent that is needed; 0 where none is. */
  intent: number;
  guild: string | undefined;
  /** As it is for sessions that may not read what was written (D-32). */
  veiled?: unknown;
};

export type World = Changing & {
  clock: Clock;
  ids: Ids;
  spec: Spec;
  /** The application has the id of its bot. */
  bot: User;
  /** Of the bot; "" once it was revoked. */
  token: string;
  /** Who the application belongs to. */
  owner: User;
  publicKey: string;
  /** Where the API is, without what comes before its paths. */
  url: string;
  /** Where the gateway is, and what may be begun there (D-31). */
  gateway(): {
    url: string;
    shards: number;
    limit: { total: number; remaining: number; reset_after: number; max_concurrency: number };
  };
  /** The token is no more the bot's. */
  revoke(): void;
  /** Where interactions are sent, undefined where they come by the gateway (D-29). */
  endpoint(): string | undefined;
  people: Map<string, PersonState>;
  guilds: Map<string, GuildState>;
  channels: Map<string, ChannelState>;
  interactions: Map<string, Interaction>;
  tokens: Map<string, Interaction>;
  /** Those that can still be answered for the first time, as far as is known. */
  unanswered: Set<Interaction>;
  /** The form that a person has open, by their id. */
  modals: Map<string, OpenModal>;
  commands: Map<string, CommandState>;
  /** D-3: how often commands were written, and when any was created. */
  writes: { scope: string; at: number }[];
  created: { scope: string; at: number }[];
  /** D-27. */
  nonces: Map<string, { stored: Stored; at: number }>;
  duplicates: Duplicate[];
  deliver: Delivery;
  /** Called after anything that somebody may wait for. */
  changed(): void;
};

/** A call that has reached its route. `report` tells of what the real Discord would let pass without a word. */
export type Request = {
  parameters: Readonly<Record<string, string>>;
  query: URLSearchParams;
  body: unknown;
  files: ReadonlyMap<number, Upload>;
  report: (problem: string) => void;
};

export type Answered = { status: 200 | 201 | 204; body?: unknown };

/** One route of the API: what it gives back, or a `Refusal` thrown. */
export type Route = (world: World, request: Request) => Answered;

/** Takes a message out of its channel. */
export function drop(world: World, stored: Stored): void {
  const { channel } = stored;
  if (channel.last === stored) channel.last = undefined;
  channel.messages.delete(stored.id);
  world.changed();
}

/** Something was said or pressed: what the bot says next repeats nothing. */
export function stir(channel: ChannelState): void {
  channel.last = undefined;
}

/** D-8. */
export const lives = { first: 3000, token: 15 * 60_000 } as const;

/** Whether it can still be answered for the first time. */
export function isOpen(world: World, one: Interaction): boolean {
  return one.response === undefined && one.lost === undefined && world.clock.now() - one.at < lives.first;
}

/** How many are waited for: those that the bot heard of and can still answer. */
export function unansweredIn(world: World): number {
  for (const one of world.unanswered) if (!isOpen(world, one) || one.unheard) world.unanswered.delete(one);
  return world.unanswered.size;
}
