/**
 * A Discord of our own, over real HTTP and WebSockets: it refuses what Discord refuses, holds every body against Discord's
 * OpenAPI, remembers what stands in every channel, and has people who use commands, press, choose and fill in forms. Its
 * clock is moved by hand. README.md beside this file shows how to use it.
 */
import { type Clock, clockFrom } from "../clock.js";
import { when } from "../wait.js";
import { type Call, createCalls, type Violation } from "./calls.js";
import { createEndpoint, type EndpointControl } from "./endpoint.js";
import { createFaults, createGate, type Faults, type Gate } from "./faults.js";
import { createGateway, type GatewayControl, type GatewayOptions } from "./gateway.js";
import { createLimits } from "./limits.js";
import {
  type Guild,
  type GuildOptions,
  newGroup,
  newGuild,
  newPerson,
  type Person,
  type PersonOptions,
  type Place,
} from "./people.js";
import type { RouteName } from "./routes.js";
import { userOf } from "./sent.js";
import { serve } from "./server.js";
import { idsFrom } from "./snowflake.js";
import { readSpec, type Spec } from "./spec.js";
import { type CommandState, type Duplicate, unansweredIn, type World } from "./world.js";

export type FakeOptions = {
  token?: string;
  /** Where the clock begins. */
  now?: number;
  /** How long to wait for what never comes, in milliseconds of real time. */
  patience?: number;
  gateway?: GatewayOptions;
};

export type FakeDiscord = {
  /** Where the API is: `new Client({ rest: { api: fake.api } })` (DJ-19). */
  api: string;
  /** Where the gateway is. */
  gatewayUrl: string;
  token: string;
  /** Of the bot and its application. */
  id: string;
  /** What signed interactions are verified with, in hex (D-30). */
  publicKey: string;
  clock: Clock;
  spec: Spec;
  person(options?: PersonOptions): Person;
  guild(options?: GuildOptions): Guild;
  /** A group of people without a guild. */
  group(...people: readonly Person[]): Place;
  /** Every call, in order. */
  calls: readonly Call[];
  callsOf(route: RouteName): readonly Call[];
  /** What Discord, its document or a rule of ours has against the calls. */
  violations: readonly Violation[];
  /** Messages sent twice in a row with nothing said or pressed between. */
  duplicates: readonly Duplicate[];
  /** The commands that are registered, for everybody or in one guild (D-3). */
  commands(guild?: Guild): readonly CommandState[];
  /** How often commands were written, in any list (F69). */
  commandWrites(): number;
  /** Faults to come: `fail(route, times, fault)`. */
  fail: Faults["fail"];
  faults: Faults;
  /** Holds calls back until it is opened: `fail("respond", 1, { kind: "hold", gate })`. */
  gate(): Gate;
  /** D-33: switches rate limits on. */
  limits(on: boolean): void;
  /** D-34: how many answers of the last ten minutes count towards a ban of the address. */
  invalid(): number;
  gateway: GatewayControl;
  /** The endpoint for interactions over HTTP: once it is set they come there and no more by the gateway (D-29). */
  endpoint: EndpointControl;
  /** F68: from now on the token is no more the bot's: 401, and 4004 at the gateway. */
  revoke(): void;
  /** Any event, as of a later version of the API, or garbage: to every session. */
  inject(name: string, data: unknown): void;
  /** Resolves when the bot has had every event, has answered what can still be answered, and no call is being worked on. */
  settled(): Promise<void>;
  /** Resolves with the next call of the route, from now on, that is over and fits. */
  next(route: RouteName, fits?: (call: Call) => boolean): Promise<Call>;
  /** Resolves when this is so, looked at after everything that happens. */
  until<T>(look: () => T | undefined, what: string): Promise<T>;
  close(): Promise<void>;
};

export async function startDiscord(options: FakeOptions = {}): Promise<FakeDiscord> {
  const {
    token = "MTEwMjAxNTQzMDAwMDAwMDAwMA.GfAkEd.thisTokenOpensNothingButTheFakeDiscord",
    now = Date.parse("2026-11-24T09:00:00Z"),
    patience = 30_000,
  } = options;
  const clock = clockFrom(now);
  const ids = idsFrom(clock);
  const listeners = new Set<() => void>();
  const faults = createFaults();
  const limits = createLimits(clock);
  const gateway = createGateway(() => world, options.gateway ?? {});
  const endpoint = createEndpoint(() => world);
  const server = await serve(
    () => world,
    () => calls,
    gateway.upgrade,
  );
  const world: World = {
    clock,
    ids,
    spec: readSpec(),
    bot: userOf(ids.next(), "Preceptor", true),
    owner: userOf(ids.next(), "Owner", false),
    token,
    publicKey: endpoint.publicKey,
    url: server.url,
    patience,
    people: new Map(),
    guilds: new Map(),
    channels: new Map(),
    interactions: new Map(),
    tokens: new Map(),
    unanswered: new Set(),
    modals: new Map(),
    commands: new Map(),
    writes: [],
    created: [],
    nonces: new Map(),
    duplicates: [],
    gateway: gateway.about,
    endpoint: endpoint.control.url,
    revoke() {
      world.token = "";
      gateway.revoked();
    },
    deliver: {
      event: gateway.event,
      interaction(one) {
        const guild = one.channel.guild?.id;
        if (endpoint.control.url() !== undefined)
          return endpoint.send(one, (body) => calls.answer(one, body));
        if (!gateway.heard(guild)) one.unheard = true;
        gateway.event({ name: "INTERACTION_CREATE", data: one.raw, intent: 0, guild });
      },
    },
    changed() {
      for (const listener of [...listeners]) listener();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const calls = createCalls(world, faults, limits);
  const unanswered = (): number => unansweredIn(world);
  return {
    api: `${server.url}/api`,
    gatewayUrl: gateway.about().url,
    token,
    id: world.bot.id,
    publicKey: endpoint.publicKey,
    clock,
    spec: world.spec,
    person: (more) => newPerson(world, more),
    guild: (more) => newGuild(world, more),
    group: (...people) => newGroup(world, people),
    calls: calls.log,
    callsOf: (route) => calls.log.filter((call) => call.route === route),
    violations: calls.violations,
    duplicates: world.duplicates,
    commands: (guild) => [...world.commands.values()].filter((one) => one.guild === guild?.id),
    commandWrites: () => world.writes.length,
    fail: faults.fail,
    faults,
    gate: () => createGate(world.changed),
    limits: limits.enforce,
    invalid: limits.invalid,
    gateway: gateway.control,
    endpoint: endpoint.control,
    revoke: world.revoke,
    inject: (name, data) => gateway.event({ name, data, intent: 0, guild: undefined }),
    settled: () =>
      when(
        world,
        () =>
          unanswered() + gateway.undelivered() + endpoint.busy() + calls.busy() === 0 ? true : undefined,
        () =>
          `${unanswered()} interactions wait for an answer, ${gateway.undelivered()} events for a session, ` +
          `${endpoint.busy()} requests are under way, ${calls.busy()} calls are open.`,
      ).then(() => undefined),
    next(route, fits = () => true) {
      const from = calls.log.length;
      return when(
        world,
        () =>
          calls.log
            .slice(from)
            .find((call) => call.route === route && call.outcome.kind !== "open" && fits(call)),
        () => `There was no such call of ${route}.`,
      );
    },
    until: (look, what) => when(world, look, () => `It never came to ${what}.`),
    async close() {
      endpoint.close();
      await gateway.close();
      await server.close();
    },
  };
}
